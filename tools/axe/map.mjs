// node map.mjs BASE PATH ADDRESS
//
// Drives the map of the public site in Chromium as a reader with script does:
// points at an area and reads its card, walks to one with the Tab key, opens
// the map that can be zoomed, looks a place up in it, and opens the address
// that this leaves behind. Asks axe-core about the opened map. Then takes WebGL
// away: the map of the server must stay. Fails on an error in the console and
// on a request to any other host. Ends with 1 if there is anything.
import { audit, browse, desktop, end, fault, read, webgl } from "./browser.mjs";

const { args: [base, path, address] } = read(3, "map.mjs BASE PATH ADDRESS");
const must = (holds, what) => { if (!holds) fault(path, what); };
const wait = (ms) => new Promise((r) => setTimeout(r, ms));

const drive = (more, steps) => browse((browser) => steps(async (to) => {
  const page = await browser.newPage();
  await page.setViewport(desktop);
  page.on("pageerror", (e) => must(false, `script: ${e.message}`));
  page.on("console", (m) => { if (m.type() === "error") must(false, `console: ${m.text()}`); });
  page.on("request", (r) => { if (!r.url().startsWith(base) && !/^(data|blob):/.test(r.url())) must(false, `asks for ${r.url()}`); });
  await page.goto(to, { waitUntil: "networkidle0", timeout: 120_000 });
  return page;
}), more);
const card = (page) => page.$eval(".card", (c) => (c.hidden ? "" : c.innerText));

await drive(webgl, async (open) => {
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
  await page.$eval(".seek input", (i, a) => { i.value = a; }, address);
  await page.focus(".seek input");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".live .door-name", { timeout: 30_000 }).catch(() => must(false, `looking up ${address} shows no door`));
  await wait(500);
  await audit(page, path);
  const again = await open(page.url());
  await again.waitForSelector(".live canvas", { timeout: 60_000 }).catch(() => must(false, "the address does not open the zoomed map again"));
});

await drive(["--disable-gpu", "--disable-3d-apis"], async (open) => {
  const page = await open(base + path);
  await (await page.$(".tools button"))?.click();
  await page.waitForFunction(() => !document.querySelector(".tools button"), { timeout: 30_000 }).catch(() => must(false, "without WebGL nothing is said"));
  must(await page.$eval("svg.map", (s) => s.checkVisibility() && !s.classList.contains("beneath")), "without WebGL the map of the server is gone");
});

end(`${path}: the map holds with pointer, keyboard, zoom and without WebGL`);
