// What the checks of pages share: the browser, the sizes of screens, the rules
// that axe-core is asked about, and the list of what was found.
import { readFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const desktop = { name: "desktop", width: 1280, height: 900, deviceScaleFactor: 1, isMobile: false, hasTouch: false };
export const phone = { name: "phone", width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const webgl = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

let faults = 0;
// fault writes down what is wrong where.
export function fault(where, what) { faults++; console.log(`${where}: ${what}`); }
// end says how it went and ends with 1 if anything was wrong.
export function end(well) {
  console.log(faults === 0 ? well : `${faults} faults`);
  process.exit(faults === 0 ? 0 : 1);
}

// read takes --shots DIR off the arguments; usage is said if too few are left.
export function read(least, usage) {
  const args = process.argv.slice(2);
  let shots = "";
  if (args[0] === "--shots") {
    shots = resolve(args[1]);
    mkdirSync(shots, { recursive: true });
    args.splice(0, 2);
  }
  if (args.length < least) {
    console.error(`usage: node ${usage}`);
    process.exit(2);
  }
  return { shots, args };
}

// browse opens Chromium (CHROMIUM names it; /usr/bin/chromium) with a profile
// of its own, lets drive use it, and closes it.
export async function browse(drive, more = webgl) {
  const profile = mkdtempSync(join(tmpdir(), "byblik-pages-"));
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium", userDataDir: profile, protocolTimeout: 300_000,
    args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--force-color-profile=srgb", "--hide-scrollbars", ...more],
  });
  try { await drive(browser); } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

// fits faults a page that is wider than its screen.
export async function fits(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) fault(where, `the page is ${wide} pixels wider than the screen`);
}

// picture keeps the first screen of a page, and all of it.
export async function picture(page, path) {
  await page.screenshot({ path: `${path}.png` });
  await page.screenshot({ path: `${path}-full.png`, fullPage: true });
}

// audit asks axe-core for violations of WCAG 2.0 to 2.2, A and AA, and of its
// best practice, with everything open that can be opened. The policy of the
// site forbids foreign script, so axe comes in as the debugger's own.
export async function audit(page, where) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }), tags);
  for (const v of result.violations) {
    fault(where, `${v.id} (${v.impact}): ${v.help}, ${v.nodes.length} times`);
    for (const n of v.nodes.slice(0, 5)) console.log(`    ${n.target.join(" ")}\n      ${n.failureSummary.replace(/\n/g, "\n      ")}`);
  }
}
