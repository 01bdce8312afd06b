// node map.mjs BASE PATH
//
// Drives the map of the public site in Chromium as a reader with script does:
// points at an area and reads its card, walks to one with the Tab key, opens
// the map that can be zoomed, looks a place up in it, and opens the address
// that this leaves behind. Asks axe-core about the opened map. Then takes WebGL
// away: the map of the server must stay. Fails on an error in the console and
// on a request to any other host. Ends with 1 if there is anything.
import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const [base, path] = process.argv.slice(2);
if (!path) {
  console.error("usage: node map.mjs BASE PATH");
  process.exit(2);
}
let faults = 0;
const must = (holds, what) => { if (!holds) { faults++; console.log(`${path}: ${what}`); } };
const wait = (ms) => new Promise((r) => setTimeout(r, ms));

async function browse(more, drive) {
  const profile = mkdtempSync(join(tmpdir(), "byblik-map-"));
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", userDataDir: profile, protocolTimeout: 300_000, args: ["--no-sandbox", "--disable-quic", "--no-first-run", ...more] });
  const open = async (to) => {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    page.on("pageerror", (e) => must(false, `script: ${e.message}`));
    page.on("console", (m) => { if (m.type() === "error") must(false, `console: ${m.text()}`); });
    page.on("request", (r) => { if (!r.url().startsWith(base) && !/^(data|blob):/.test(r.url())) must(false, `asks for ${r.url()}`); });
    await page.goto(to, { waitUntil: "networkidle0", timeout: 120_000 });
    return page;
  };
  try { await drive(open); } finally { await browser.close(); rmSync(profile, { recursive: true, force: true, maxRetries: 5 }); }
}
const card = (page) => page.$eval(".card", (c) => (c.hidden ? "" : c.innerText));

await browse(["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"], async (open) => {
  const page = await open(base + path);
  const areas = await page.$$(".map .areas a");
  await areas[9].evaluate((a) => a.scrollIntoView({ block: "center" }));
  const box = await (await areas[9].$("path")).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForFunction(() => document.querySelectorAll(".card .strip li").length > 0, { timeout: 20_000 }).catch(() => must(false, "the card of an area has no strip"));
  must((await card(page)).length > 20, "the card of an area is empty");
  await page.mouse.move(1, 1);
  must((await card(page)) === "", "the card stays when the pointer has left");
  let seen = 0;
  for (let i = 0; i < areas.length + 80; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => Boolean(document.activeElement.closest(".map .areas")))) seen++;
    else if (seen > 0) break;
  }
  must(seen === areas.length, `the Tab key reaches ${seen} of ${areas.length} areas one after the other`);

  const offered = await page.$(".tools button");
  must(offered, "zooming is not offered: was byblik built with make build?");
  if (!offered) return;
  await offered.click();
  await page.waitForSelector(".tools .seek", { timeout: 60_000 }).catch(() => must(false, "the map that can be zoomed does not open"));
  const name = (await areas[20].evaluate((a) => a.getAttribute("aria-label"))).split(":")[0];
  await page.type(".seek input", name);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.startsWith("#kort=") && Number(location.hash.slice(6).split("/")[0]) > 12, { timeout: 30_000 }).catch(() => must(false, `looking up ${name} does not zoom`));
  await wait(500);
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }), tags);
  for (const v of found.violations) must(false, `${v.id} (${v.impact}): ${v.help}, ${v.nodes.length} times`);
  const again = await open(page.url());
  await again.waitForSelector(".live canvas", { timeout: 60_000 }).catch(() => must(false, "the address does not open the zoomed map again"));
});

await browse(["--disable-gpu", "--disable-3d-apis"], async (open) => {
  const page = await open(base + path);
  await (await page.$(".tools button"))?.click();
  await page.waitForFunction(() => !document.querySelector(".tools button"), { timeout: 30_000 }).catch(() => must(false, "without WebGL nothing is said"));
  must(await page.$eval("svg.map", (s) => s.checkVisibility() && !s.classList.contains("beneath")), "without WebGL the map of the server is gone");
});

console.log(faults === 0 ? `${path}: the map holds with pointer, keyboard, zoom and without WebGL` : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
