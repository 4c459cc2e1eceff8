// What a large report costs the browser. The pages are made by Weir.Pages.Tests, which runs this and names each test as its own.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, open, ready, worked } from "./browser.mjs";

const pages = process.env.WEIR_PAGES;
const address = name => `file://${pages}/${name}.html`;
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

test("a report of a hundred layers and five thousand samples is drawn within a second", async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const before = await worked(page);
  await page.goto(address("large"));
  await ready(page);
  const work = (await worked(page)) - before, marked = await page.evaluate(() => performance.getEntriesByName("weir-ready")[0].startTime);
  await page.close();
  // The same bytes without their program: where the browser alone takes an eighth of the second, the machine is a slower one.
  const text = await readFile(`${pages}/large.html`, "utf8");
  await writeFile(`${pages}/bare.html`, text.replace("<script>", '<script type="text/plain">'));
  const plain = await browser.newPage({ viewport: { width: 1440, height: 900 } }), start = await worked(plain);
  await plain.goto(address("bare"));
  await plain.waitForTimeout(300);
  const bare = (await worked(plain)) - start;
  await plain.close();
  console.log(`# ${work.toFixed(0)} ms of work, drawn after ${marked.toFixed(0)} ms on this machine as busy as it is; `
    + `${bare.toFixed(0)} ms without its program`);
  assert.ok(work < Math.max(1000, 8 * bare), `${work} ms of work, ${bare} ms without its program`);
});

test("the cursor moves at fifty frames a second", async () => {
  const page = await open(browser, address("large"));
  await page.locator("#flow").scrollIntoViewIfNeeded();
  const before = await worked(page), frames = 60;
  const rate = await page.evaluate(async frames => {
    const surface = document.querySelector(".map-surface"), box = surface.getBoundingClientRect(), begin = performance.now();
    for (let frame = 0; frame < frames; frame++) {
      surface.dispatchEvent(new PointerEvent("pointermove", { clientX: box.left + (box.width * (frame + 1)) / (frames + 2),
        clientY: box.top + 40, bubbles: true }));
      await new Promise(requestAnimationFrame);
    }
    return (1000 * frames) / (performance.now() - begin);
  }, frames);
  const work = ((await worked(page)) - before) / frames;
  console.log(`# ${work.toFixed(1)} ms of work a frame, ${rate.toFixed(0)} frames a second on this machine as busy as it is`);
  assert.ok(work < 20, `${work} ms of work a frame`);
  await page.close();
});
