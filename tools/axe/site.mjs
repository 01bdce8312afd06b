// node site.mjs [--shots DIR] BASE PATH...
//
// Drives the public site in Chromium: every page as a desktop and as a phone,
// and as a desktop without script. Asks axe-core for violations of WCAG 2.0 to
// 2.2, A and AA, and of its best practice; fails on an error in the console, a
// request to any other host, a cookie, a page wider than the screen, and on a
// link or field that the Tab key does not reach. Prints what it finds and ends
// with 1 if there is anything. CHROMIUM names the browser (/usr/bin/chromium).
import { readFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
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
const [base, ...paths] = args;
if (!base || paths.length === 0) {
  console.error("usage: node site.mjs [--shots DIR] BASE PATH...");
  process.exit(2);
}

const profile = mkdtempSync(join(tmpdir(), "byblik-site-"));
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  userDataDir: profile,
  protocolTimeout: 300_000,
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--force-color-profile=srgb", "--hide-scrollbars", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
});

let faults = 0, looked = 0, tabbed = 0;
const fault = (where, what) => { faults++; console.log(`${where}: ${what}`); };

async function look(path, view, script) {
  const where = `${path} [${view.name}${script ? "" : ", no script"}]`;
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.setBypassCSP(false);
  await page.setViewport(view);
  await page.setRequestInterception(true);
  page.on("request", (r) => {
    const u = new URL(r.url());
    if (u.protocol !== "data:" && u.protocol !== "blob:" && u.origin !== new URL(base).origin) fault(where, `asks for ${r.url()}`);
    if (!script && r.resourceType() === "script") r.abort(); else r.continue();
  });
  page.on("pageerror", (e) => fault(where, `script: ${e.message}`));
  page.on("console", (m) => { if (m.type() === "error" && (script || !/ERR_FAILED/.test(m.text()))) fault(where, `console: ${m.text()}`); });
  const answer = await page.goto(base + path, { waitUntil: "load" });
  if (!answer || !answer.ok() && answer.status() !== 304) fault(where, `status ${answer && answer.status()}`);
  if (script) await new Promise((r) => setTimeout(r, 600));
  const wide = (await page.evaluate(() => document.documentElement.scrollWidth)) - view.width;
  if (wide > 0) fault(where, `the page is ${wide} pixels wider than the screen`);
  if (shots && script) {
    const name = path.replace(/[^a-z0-9]+/gi, "_").replace(/^_|_$/g, "") || "root";
    await page.screenshot({ path: join(shots, `${name}-${view.name}.png`) });
    await page.screenshot({ path: join(shots, `${name}-${view.name}-full.png`), fullPage: true });
  }
  if (view.name === "desktop" && script) await keyboard(page, where);
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  // The policy of the site forbids foreign script, so axe comes in as the debugger's own.
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }), tags);
  for (const v of result.violations) {
    fault(where, `${v.id} (${v.impact}): ${v.help}, ${v.nodes.length} times`);
    for (const n of v.nodes.slice(0, 4)) console.log(`    ${n.target.join(" ")}\n      ${n.failureSummary.replace(/\n/g, "\n      ")}`);
  }
  const cookies = await page.cookies();
  if (cookies.length > 0) fault(where, `sets the cookie ${cookies[0].name}`);
  looked++;
  await page.close();
}

// keyboard walks the page with the Tab key alone: every link, button, field and
// area that can be used is reached, in the order of the page, and shows it.
async function keyboard(page, where) {
  const all = await page.evaluate(() => {
    const list = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
      .filter((e) => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && !(e.type === "radio" && !e.checked && document.querySelector(`input[name="${e.name}"]:checked`)) && getComputedStyle(e).visibility !== "hidden");
    list.forEach((e, i) => { e.__n = i; });
    document.activeElement.blur();
    return list.length;
  });
  const reached = new Set();
  let bare = 0;
  for (let i = 0; i < Math.min(all + 5, 1500); i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      const s = getComputedStyle(e), inner = e.querySelector && e.querySelector("path") ? getComputedStyle(e.querySelector("path")) : s;
      return { n: e.__n, seen: s.outlineStyle !== "none" || inner.strokeWidth !== "0px" && inner.stroke !== "none", tag: e.outerHTML.slice(0, 90) };
    });
    if (at === null) break;
    if (at.n !== undefined) reached.add(at.n);
    if (!at.seen) bare++;
  }
  tabbed += reached.size;
  if (reached.size < Math.min(all, 1500)) fault(where, `the Tab key reaches ${reached.size} of ${all}`);
  if (bare > 0) fault(where, `${bare} places show no focus`);
}

try {
  for (const path of paths) {
    for (const view of views) await look(path, view, true);
    await look(path, views[0], false);
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
console.log(faults === 0 ? `${paths.length} addresses, ${looked} views, ${tabbed} places reached by Tab: 0 violations` : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
