// Where the reader stands on a page: the end of the run, the part that an address names, what a search has left.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { holds, launch, open } from "./browser.mjs";

const address = name => `file://${process.env.WEIR_PAGES}/${name}.html`;
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

test("at the end the cursor shows the last epoch, though no sample lies behind it", async () => {
  const page = await open(browser, address("sparse"));
  const text = await readFile(`${process.env.WEIR_PAGES}/sparse.html`, "utf8");
  const [run] = JSON.parse(/id="weir-document"[^>]*>(.*?)<\/script>/s.exec(text)[1]).runs;
  const epochs = run.epochs.map(epoch => `${(100 * epoch.validationAccuracy).toFixed(1)} %`);
  const shown = () => page.locator("#figure-accuracy .legend .key", { hasText: "validation" }).locator("b").textContent();
  const step = async () => Number((await page.locator(".cursor .step").textContent()).replace("step ", ""));
  assert.ok(await step() < run.epochs.at(-1).step);
  assert.equal(await shown(), epochs.at(-1));
  // Nor does the keyboard take it away; in front of the last sample it is that of an epoch before.
  const picture = page.locator("#figure-accuracy .curve");
  await picture.focus();
  await page.keyboard.press("End");
  await page.waitForTimeout(60);
  assert.equal(await shown(), epochs.at(-1));
  await page.keyboard.press("ArrowLeft");
  await holds(page, last => document.querySelector(".cursor .step").textContent !== last, `step ${await step()}`).catch(() => {});
  const at = await step(), past = run.epochs.filter(epoch => epoch.step <= at).length;
  assert.ok(past < epochs.length);
  assert.equal(await shown(), epochs[past - 1]);
  await page.close();
});

test("an address that names a part of the page opens it there", async () => {
  for (const id of ["findings", "flow", "recipe"]) {
    const page = await open(browser, `${address("run")}#${id}`);
    await page.waitForTimeout(400);
    const top = await page.locator(`#${id}`).evaluate(part => part.getBoundingClientRect().top);
    const most = await page.evaluate(() => innerHeight);
    assert.ok(top > -20 && top < most - 100, `${id} at ${top}`);
    assert.equal(await page.evaluate(() => scrollY > 100), true, id);
    await page.close();
  }
  // On a narrow page the header has more lines: what is gone to still lies below it.
  const narrow = await open(browser, `${address("run")}#findings`);
  await narrow.setViewportSize({ width: 390, height: 844 });
  await narrow.locator(".top nav a", { hasText: "Flow" }).click();
  await narrow.waitForTimeout(900);
  const [below, header] = await narrow.evaluate(() => [document.querySelector("#flow h2").getBoundingClientRect().top,
    document.querySelector(".top").getBoundingClientRect().bottom]);
  assert.ok(below >= header, `the heading begins at ${below}, the header ends at ${header}`);
  await narrow.close();
  // One that names another part later does not take the view away.
  const page = await open(browser, `${address("run")}#layer=2`);
  await page.evaluate(() => { location.hash = "#findings"; });
  await holds(page, () => Math.abs(document.getElementById("findings").getBoundingClientRect().top) < innerHeight - 100);
  assert.equal(await page.locator(".layers tr.selected").count(), 1);
  await page.close();
});

test("a search that finds nothing says so", async () => {
  const page = await open(browser, address("run"));
  const said = () => page.locator("#layers p[aria-live]").textContent();
  const search = page.getByRole("searchbox");
  await search.fill("nothing-like-this");
  await holds(page, () => document.querySelectorAll(".layers tbody tr").length === 0);
  assert.equal(await said(), "No layer's path or kind matches “nothing-like-this”.");
  await search.fill("((");
  await holds(page, () => document.querySelectorAll(".layers tbody tr").length > 0);
  assert.equal(await said(), "This is no regular expression; all layers are shown.");
  await page.close();
});

test("the page names the seed and the data, which a recipe may leave unsaid", async () => {
  const page = await open(browser, address("run"));
  const facts = await page.locator("#recipe .facts > div").evaluateAll(all => all.map(each => [...each.children].map(part =>
    part.textContent).join(": ")));
  assert.ok(facts.includes("seed: 1"), facts.join("; "));
  assert.ok(facts.includes("data: digits, 500 training samples, 100 for validation"), facts.join("; "));
  await page.close();
});

test("a finger sets cursor and selection, takes the cursor along to the side, and scrolls the page up and down", async () => {
  const page = await open(browser, address("large"), { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
  const session = await page.context().newCDPSession(page);
  const step = () => page.locator(".cursor .step").textContent(), layer = () => page.locator(".layers tr.selected").count();
  const fingers = async (...places) => {
    for (const [i, [x, y]] of places.entries()) {
      await session.send("Input.dispatchTouchEvent", { type: i ? "touchMove" : "touchStart", touchPoints: [{ x, y }] });
      await page.waitForTimeout(30);
    }
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await page.waitForTimeout(200);
    // A page that still glides takes the next touch for a halt.
    await page.evaluate(async () => {
      for (let last = NaN, still = 0; still < 12; still = scrollY === last ? still + 1 : 0, last = scrollY)
        await new Promise(requestAnimationFrame);
    });
  };
  const layers = (count, place) => holds(page, most => document.querySelectorAll(".layers tr.selected").length === most, count)
    .catch(async () => assert.equal(await layer(), count, place));
  for (const place of ["#flow .map-surface", "#figure-loss .u-over"]) {
    const surface = page.locator(place).first();
    await surface.evaluate(each => each.scrollIntoView({ block: "center", behavior: "instant" }));
    const box = await surface.boundingBox(), y = box.y + box.height / 2, at = share => box.x + box.width * share;
    const map = place.startsWith("#flow");
    await fingers([at(0.3), y]);
    await holds(page, () => document.querySelector(".cursor .step").textContent !== "step 5,000");
    const tapped = await step();
    await layers(map ? 1 : 0, place);
    const scrolled = await page.evaluate(() => scrollY);
    await fingers([at(0.3), y], [at(0.4), y], [at(0.5), y], [at(0.6), y]);
    await holds(page, past => document.querySelector(".cursor .step").textContent !== past, tapped);
    const drawn = await step();
    // Drawing chooses no layer, and the page stays where it is.
    assert.equal(await layer(), map ? 1 : 0, place);
    assert.equal(await page.evaluate(() => scrollY), scrolled, place);
    await fingers([at(0.3), y + 60], [at(0.3), y + 40], [at(0.3), y], [at(0.3), y - 60], [at(0.3), y - 120]);
    assert.notEqual(await page.evaluate(() => scrollY), scrolled, place);
    assert.equal(await step(), drawn, place);
    assert.equal(await layer(), map ? 1 : 0, place);
    if (map) {
      // At once: a page that is on its way to a place would take the next touch for a halt as well.
      await page.evaluate(to => scrollTo({ top: to, behavior: "instant" }), scrolled);
      await fingers([at(0.3), y]);
      await layers(0, "a second touch lets the layer go");
    }
  }
  await page.close();
});
