// node site.mjs [--shots DIR] BASE PATH...
//
// Drives the public site in Chromium: every page as a desktop and as a phone,
// and as a desktop without script. Asks axe-core for violations of WCAG 2.0 to
// 2.2, A and AA, and of its best practice; fails on an error in the console, a
// request to any other host, a cookie, a page wider than the screen, and on a
// link or field that the Tab key does not reach. Prints what it finds and ends
// with 1 if there is anything.
import { join } from "node:path";
import { audit, browse, desktop, end, fault, fits, phone, picture, read } from "./browser.mjs";

const { shots, args: [base, ...paths] } = read(2, "site.mjs [--shots DIR] BASE PATH...");
let looked = 0, tabbed = 0;

async function look(browser, path, view, script) {
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
  await fits(page, where);
  if (shots && script) await picture(page, join(shots, `${path.replace(/[^a-z0-9]+/gi, "_").replace(/^_|_$/g, "") || "root"}-${view.name}`));
  if (view.name === "desktop" && script) await keyboard(page, where);
  await audit(page, where);
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

await browse(async (browser) => {
  for (const path of paths) {
    for (const view of [desktop, phone]) await look(browser, path, view, true);
    await look(browser, path, desktop, false);
  }
});
end(`${paths.length} addresses, ${looked} views, ${tabbed} places reached by Tab: 0 violations`);
