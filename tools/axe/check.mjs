// node check.mjs [--shots DIR] FILE...
//
// Opens each page in Chromium as a desktop and as a phone, with everything
// that can be opened open, with and without script, and asks axe-core what is
// wrong. Also fails on a page that is wider than the screen, on a request to
// anywhere but the file and on an error of the page's own script. Prints what
// it finds and ends with 1 if there is anything.
import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { audit, browse, desktop, end, fault, fits, phone, picture, read } from "./browser.mjs";

const { shots, args } = read(1, "check.mjs [--shots DIR] FILE...");

async function look(browser, file, view, script) {
  const where = `${file} [${view.name}${script ? "" : ", no script"}]`;
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  await page.setViewport(view);
  page.on("pageerror", (e) => fault(where, `script: ${e.message}`));
  page.on("request", (r) => { if (!/^(file|data|about):/.test(r.url())) fault(where, `asks for ${r.url()}`); });
  if (script) await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: "load" });
  // axe needs timers, so the page's own script is taken out rather than all script switched off.
  else await page.setContent(readFileSync(file, "utf8").replace(/<script>[^]*?<\/script>/g, ""), { waitUntil: "load" });
  await fits(page, where);
  if (shots && script) await picture(page, join(shots, `${basename(dirname(resolve(file)))}-${view.name}`));
  await audit(page, where);
  await page.close();
}

await browse(async (browser) => {
  for (const file of args) {
    for (const view of [desktop, phone]) await look(browser, file, view, true);
    await look(browser, file, desktop, false);
  }
}, ["--disable-gpu"]);
end(`${args.length} pages: 0 violations`);
