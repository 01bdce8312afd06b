// node build.mjs map|page
//
// Makes web/static/vendor from published packages, whose exact versions
// package-lock.json pins.
//
// map bundles live.mjs with MapLibre GL, and MapLibre's worker. These files are
// not committed: a byblik that was built without them shows the map of the
// server alone, which says the same.
//
// page takes the rules of Det Fælles Designsystem that the pages use, and the
// part of IBM Plex Sans that Danish and English need. These files are
// committed, so that building byblik needs neither npm nor the network.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, "../../web/static/vendor");
const packages = join(here, "node_modules");
mkdirSync(vendor, { recursive: true });

async function map() {
  const bundle = (from, to) => build({
    entryPoints: [from], outfile: join(vendor, to), bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "none", charset: "utf8",
  });
  await bundle(join(here, "live.mjs"), "map-live.mjs");
  await bundle(join(packages, "maplibre-gl/dist/maplibre-gl-worker.mjs"), "map-worker.mjs");
  copyFileSync(join(packages, "maplibre-gl/LICENSE.txt"), join(vendor, "map-license.txt"));
}

async function page() {
  const { PurgeCSS } = await import("purgecss");
  // The design system: only what the templates name, without its own fonts and pictures.
  const dkfds = readFileSync(join(packages, "dkfds/dist/css/dkfds.css"), "utf8")
    .replace(/@font-face\s*{[^}]*}/g, "")
    .replace(/[^{};]*url\([^)]*\)[^;}]*;?/g, "");
  const [purged] = await new PurgeCSS().purge({
    content: [{ raw: readFileSync(join(here, "classes.txt"), "utf8"), extension: "txt" }],
    css: [{ raw: dkfds }],
    variables: true,
    keyframes: true,
  });
  const { code } = await transform(purged.css, { loader: "css", minify: true, charset: "utf8" });
  writeFileSync(join(vendor, "dkfds.css"), `/* A part of Det Fælles Designsystem (dkfds) 11.2.0, MIT: see dkfds-license.txt */\n${code}`);
  copyFileSync(join(packages, "dkfds/dist/LICENSE.md"), join(vendor, "dkfds-license.txt"));

  // The typeface: the Latin part of the two weights in use.
  const plex = join(packages, "@ibm/plex-sans");
  for (const weight of ["Regular", "SemiBold"])
    copyFileSync(join(plex, `fonts/split/woff2/IBMPlexSans-${weight}-Latin1.woff2`), join(vendor, `plex-${weight.toLowerCase()}.woff2`));
  copyFileSync(join(plex, "LICENSE.txt"), join(vendor, "plex-license.txt"));
  console.log(`dkfds.css: ${code.length} bytes`);
}

const make = { map, page }[process.argv[2]];
if (!make) {
  console.error("usage: node build.mjs map|page");
  process.exit(2);
}
await make();
