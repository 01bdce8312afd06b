// node build.mjs
//
// Bundles live.mjs with MapLibre GL, and MapLibre's worker, into
// web/static/vendor. The files are not committed: a byblik that was built
// without them shows the map of the server alone, which says the same.
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, "../../web/static/vendor");
mkdirSync(vendor, { recursive: true });
const common = { bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "none", charset: "utf8" };
await build({ ...common, entryPoints: [join(here, "live.mjs")], outfile: join(vendor, "map-live.mjs") });
await build({ ...common, entryPoints: [join(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs")], outfile: join(vendor, "map-worker.mjs") });
copyFileSync(join(here, "node_modules/maplibre-gl/LICENSE.txt"), join(vendor, "map-license.txt"));
