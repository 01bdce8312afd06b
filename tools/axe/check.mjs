// node check.mjs [--shots DIR] FILE...
//
// Opens each page in Chromium as a desktop and as a phone, with everything
// that can be opened open, with and without script, and asks axe-core for
// violations of WCAG 2.0 to 2.2, A and AA, and of its best practice. Also
// fails on a page that is wider than the phone, on a request to anywhere but
// the file and on an error of the page's own script. Prints what it finds and
// ends with 1 if there is anything. CHROMIUM names the browser
// (/usr/bin/chromium).
import { readFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const views = [
  { name: "desktop", width: 1280, height: 900, deviceScaleFactor: 1, isMobile: false, hasTouch: false },
  { name: "phone", width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
];

const args = process.argv.slice(2);
let shots = "";
if (args[0] === "--shots") {
  shots = resolve(args[1]);
  mkdirSync(shots, { recursive: true });
  args.splice(0, 2);
}
if (args.length === 0) {
  console.error("usage: node check.mjs [--shots DIR] FILE...");
  process.exit(2);
}

const profile = mkdtempSync(join(tmpdir(), "byblik-axe-"));
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  userDataDir: profile,
  protocolTimeout: 120_000,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--hide-scrollbars"],
});

let faults = 0;
const fault = (where, what) => { faults++; console.log(`${where}: ${what}`); };

async function look(file, view, script) {
  const where = `${file} [${view.name}${script ? "" : ", no script"}]`;
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  await page.setViewport(view);
  page.on("pageerror", (e) => fault(where, `script: ${e.message}`));
  page.on("request", (r) => { if (!/^(file|data|about):/.test(r.url())) fault(where, `asks for ${r.url()}`); });
  if (script) await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: "load" });
  // axe needs timers, so the page's own script is taken out rather than all script switched off.
  else await page.setContent(readFileSync(file, "utf8").replace(/<script>[^]*?<\/script>/g, ""), { waitUntil: "load" });
  const wide = (await page.evaluate(() => document.documentElement.scrollWidth)) - view.width;
  if (wide > 0) fault(where, `the page is ${wide} pixels wider than the screen`);
  if (shots && script) {
    const base = join(shots, `${basename(dirname(resolve(file)))}-${view.name}`);
    await page.screenshot({ path: `${base}.png` });
    await page.screenshot({ path: `${base}-full.png`, fullPage: true });
  }
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }), tags);
  for (const v of result.violations) {
    fault(where, `${v.id} (${v.impact}): ${v.help}, ${v.nodes.length} times`);
    for (const n of v.nodes.slice(0, 5)) console.log(`    ${n.target.join(" ")}\n      ${n.failureSummary.replace(/\n/g, "\n      ")}`);
  }
  await page.close();
}

try {
  for (const file of args) {
    for (const view of views) await look(file, view, true);
    await look(file, views[0], false);
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
console.log(faults === 0 ? `${args.length} pages: 0 violations` : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
