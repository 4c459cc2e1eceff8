// What a person does with a report. The pages are made by Weir.Pages.Tests, which runs this and names each test as its own.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { holds, launch, open } from "./browser.mjs";

const pages = process.env.WEIR_PAGES;
const address = name => (name === "live" ? process.env.WEIR_LIVE : `file://${pages}/${name}.html`);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

test("all sections stand on the page and nothing is asked of any network", async () => {
  const page = await open(browser, address("run"));
  assert.deepEqual(await page.locator("section > h2").allTextContents(),
    ["Verdict", "Overview", "Flow", "Layers", "Distributions", "Network", "Findings",
    "Recipe and environment"]);
  assert.match(await page.locator(".headline").textContent(), /^The gradient vanishes/);
  assert.match(await page.locator(".checks summary").textContent(), /^\d+ of \d+ checks ran/);
  assert.match(await page.locator(".recipe").textContent(), /glorot-normal/);
  assert.deepEqual(page.trouble, []);
  await page.close();
});

test("what a finding rests on is a table of numbers, or is left out", async () => {
  for (const name of ["run", "hostile"]) {
    const page = await open(browser, address(name));
    assert.ok((await page.locator(".finding:not(.withdrawn)").count()) > 0);
    for (const text of await page.locator(".finding-columns").allTextContents()) assert.doesNotMatch(text, /It rests on–/);
    const empty = page.locator(".finding-columns.unmeasured");
    assert.equal(await empty.locator("h4", { hasText: "It rests on" }).count(), 0);
    if (name === "hostile") assert.ok((await empty.count()) > 0);
    await page.close();
  }
});

for (const scheme of ["light", "dark"]) {
  for (const name of ["run", "large", "hostile", "compare", "study", "repair", "live"]) {
    test(`axe finds nothing serious: ${name}, ${scheme}`, async () => {
      const page = await open(browser, address(name), { colorScheme: scheme, bypassCSP: true });
      await page.locator(".layers tbody button, .study-table .fold").first().click();
      // What is drawn when it is first seen is looked at too.
      const spread = page.locator("#distributions");
      if (await spread.count()) await spread.scrollIntoViewIfNeeded();
      await page.locator(".explanation").evaluateAll(all => all.forEach(each => { each.open = true; }));
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await page.evaluate(axe);
      const found = await page.evaluate(async () => (await window.axe.run()).violations.filter(each =>
        ["serious", "critical"].includes(each.impact)).map(each =>
        `${each.id}: ${each.nodes.slice(0, 3).map(node => node.html).join(" ")}`));
      assert.deepEqual(found, []);
      await page.close();
    });
  }
}

test("layers are sorted, searched by a regular expression and folded by block", async () => {
  const page = await open(browser, address("large"));
  const paths = async () => {
    // The store tells once a frame.
    await page.evaluate(() => new Promise(requestAnimationFrame));
    return page.locator(".layers tbody tr[data-layer]").evaluateAll(rows => rows.map(row => Number(row.dataset.layer)));
  };
  assert.deepEqual((await paths()).slice(0, 3), [0, 1, 2]);
  await page.getByRole("button", { name: "From the output" }).click();
  assert.deepEqual((await paths()).slice(0, 3), [99, 98, 97]);
  await page.getByRole("searchbox").fill("blocks\\.[37]\\.0$");
  assert.deepEqual(await paths(), [70, 30]);
  // A copied link opens the same table.
  await holds(page, () => /order=output/.test(location.hash) && /search=blocks/.test(location.hash));
  const again = await open(browser, page.url());
  assert.equal(await again.getByRole("searchbox").inputValue(), "blocks\\.[37]\\.0$");
  assert.equal(await again.getByRole("button", { name: "From the output" }).getAttribute("aria-pressed"), "true");
  assert.equal(await again.locator(".layers tbody tr[data-layer]").count(), 2);
  await again.close();
  await page.getByRole("searchbox").fill("((");
  await paths();
  assert.equal(await page.getByRole("searchbox").getAttribute("aria-invalid"), "true");
  await page.getByRole("searchbox").fill("");
  await page.locator(".layers .block button").first().click();
  assert.equal((await paths()).length, 90);
  await page.getByRole("button", { name: "Worst first" }).click();
  assert.equal((await paths()).length, 100);
  await page.close();
});

test("one cursor and one selection go through all pictures, and a link opens the same view", async () => {
  const page = await open(browser, address("run"));
  await page.locator(".map-surface").hover({ position: { x: 200, y: 30 } });
  await holds(page, () => /step=\d+/.test(location.hash));
  await page.locator(".map-surface").click({ position: { x: 200, y: 30 } });
  await holds(page, () => /layer=\d+/.test(location.hash) && !document.querySelector(".detail").hidden);
  const step = await page.locator(".cursor .step").textContent();
  assert.ok((await page.locator(".readout").textContent()).includes(step));
  const again = await open(browser, page.url());
  assert.equal(await again.locator(".cursor .step").textContent(), step);
  assert.equal(await again.locator(".detail").isVisible(), true);
  assert.equal(await again.locator(".layers tr.selected").count(), 1);
  await page.close();
  await again.close();
});

test("dragging zooms all pictures and a double click shows all again", async () => {
  const page = await open(browser, address("run"));
  await page.locator("#flow").scrollIntoViewIfNeeded();
  const box = await page.locator(".map-surface").boundingBox();
  await page.mouse.move(box.x + 200, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 420, box.y + 20, { steps: 5 });
  await page.mouse.up();
  await holds(page, () => /zoom=\d+-\d+/.test(location.hash));
  await page.getByRole("button", { name: "Show all steps" }).click();
  await holds(page, () => !/zoom=/.test(location.hash));
  await page.close();
});

test("the keyboard moves the cursor, the selection and the zoom", async () => {
  const page = await open(browser, address("run"));
  await page.locator(".map").focus();
  const step = () => page.locator(".cursor .step").textContent();
  await page.keyboard.press("Home");
  await holds(page, () => document.querySelector(".cursor .step").textContent === "step 1");
  await page.keyboard.press("ArrowRight");
  await holds(page, () => document.querySelector(".cursor .step").textContent === "step 2");
  await page.keyboard.press("ArrowUp");
  await holds(page, () => document.querySelector(".layers tr.selected")?.dataset.layer === "0");
  await page.keyboard.press("+");
  await holds(page, () => /zoom=/.test(location.hash));
  await page.keyboard.press("Escape");
  await holds(page, () => !document.querySelector(".layers tr.selected") && !/zoom=/.test(location.hash));
  assert.equal(await step(), "step 2");
  await page.close();
});

test("every picture gives its numbers away", async () => {
  const page = await open(browser, address("run"));
  const saved = async button => {
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    return readFile(await download.path());
  };
  const flow = page.locator("#figure-flow .take");
  assert.deepEqual([...(await saved(flow.getByText("PNG"))).subarray(1, 4)], [...Buffer.from("PNG")]);
  const csv = String(await saved(flow.getByText("CSV"))).trim().split("\n");
  assert.equal(csv[0].split(",").length, 10);
  assert.match(csv[1], /^1,\d/);
  const loss = page.locator("#figure-loss .take");
  assert.match(String(await saved(loss.getByText("SVG"))), /^<svg[^>]*>.*polyline/s);
  assert.equal(JSON.parse(String(await saved(loss.getByText("JSON"))))[0].step, 1);
  assert.match(String(await saved(page.locator("#figure-network .take").getByText("SVG"))), /^<svg/);
  await flow.getByText("Table").click();
  assert.ok(await page.locator("#figure-flow .figure-table td").count() > 20);
  await page.close();
});

test("distributions follow the cursor and the selection, and choose both", async () => {
  const page = await open(browser, address("run"));
  await page.locator("#distributions").scrollIntoViewIfNeeded();
  const layers = page.locator("#figure-distribution-layers"), steps = page.locator("#figure-distribution-steps");
  await holds(page, () => document.querySelectorAll("#figure-distribution-layers .ridge").length === 9);
  const shown = () => layers.locator(".subject b").textContent();
  const last = await shown();
  await steps.locator(".ridge-hit").first().click();
  await holds(page, before => document.querySelector("#figure-distribution-layers .subject b").textContent !== before, last);
  assert.equal(await shown(), "1");
  // The first row is the output: the last of the nine layers.
  await layers.locator(".ridge-hit").first().click();
  await holds(page, () => document.querySelector("#figure-distribution-steps .subject b").textContent === "9");
  await layers.getByRole("button", { name: "Weights", exact: true }).click();
  await holds(page, () => document.querySelector("#figure-distribution-layers .subject").textContent.includes("the layer's weight"));
  // A weight of 20 × 20 has 400 entries, and each is counted once.
  await page.locator("#layers .layers tbody button").nth(3).click();
  const table = async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), layers.locator(".take").getByText("JSON").click()]);
    return JSON.parse(String(await readFile(await download.path())));
  };
  const entries = (await table()).filter(row => row.layer === 4);
  assert.equal(entries.reduce((sum, row) => sum + row.entries, 0), 400);
  assert.ok(entries.every(row => row.from < row.to && row.step === 1));
  await page.close();
});

test("a finding's mark leads to its explanation", async () => {
  const page = await open(browser, address("run"));
  await page.locator(".mark").first().click();
  await page.locator("#finding-0 .explanation summary").click();
  await holds(page, () => document.querySelector("#finding-0 .manual").textContent.length > 500);
  await page.close();
});

test("it prints, light and with every picture", async () => {
  const page = await open(browser, address("run"), { colorScheme: "dark" });
  const pdf = await page.pdf({ format: "A4", printBackground: true });
  assert.ok(pdf.length > 30_000, `${pdf.length} bytes`);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.close();
});

test("a repair shows its certificate, and before and after side by side with their difference", async () => {
  const page = await open(browser, address("repair"));
  assert.deepEqual((await page.locator("section > h2").allTextContents()).slice(0, 2), ["Certificate", "Verdict on the repaired recipe"]);
  assert.equal(await page.locator("#certificate .headline").textContent(), "Repaired, with proof");
  assert.match(await page.locator("#certificate .tiles").textContent(), /\+69\.3 points.*3\.1 of 4/s);
  assert.match(await page.locator("#certificate .tiles").textContent(),
    /ahead of its farthest\+68 pointsat least \+58 points; 12\.0 % with seed 1, given up after 25\.0 % of its training/s);
  assert.match(await page.locator("#certificate .verdict-words").textContent(),
    /Judged by 100 samples of the validation part; the search went by 100 others\./);
  assert.equal(await page.locator("#figure-proof .proof-after").count(), 3);
  assert.deepEqual(await page.locator("#figure-hypotheses tbody .badge").allTextContents(), ["confirmed", "untested"]);
  assert.deepEqual(await page.locator("#certificate .recipe .line").allTextContents(),
    ["  activation: sigmoid\n", "  activation: relu  # repair: <script>window.hacked=1</script>\n"]);
  assert.equal(await page.locator("#compare-title").textContent(), "Before and after");
  assert.deepEqual(await page.locator("#figure-side-by-side .plate-name").allTextContents(), ["original", "tiny, repaired"]);
  assert.equal(await page.locator("#figure-difference canvas").first().isVisible(), true);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.deepEqual(page.trouble, []);
  await page.close();
});

test("a hostile trace does nothing but show its numbers", async () => {
  const page = await open(browser, address("hostile"));
  await page.locator(".layers tbody button").first().click();
  for (const name of ["activation.mean", "update.ratio", "delta.rms"]) {
    await page.locator("#flow select").selectOption(name);
    await page.waitForTimeout(60);
  }
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator("img, iframe, object").count(), 0);
  assert.ok((await page.locator(".layers").textContent()).includes("<script>"));
  assert.deepEqual(page.trouble, []);
  await page.close();
});

test("gradients of every size have their axes", async () => {
  const page = await open(browser, address("vanished"));
  const rows = page.locator(".layers tbody button");
  for (let row = 0; row < 20; row++) {
    await rows.nth(row).click();
    await page.waitForTimeout(20);
  }
  assert.ok(await page.locator(".detail .plot canvas").count() > 2);
  assert.deepEqual(page.trouble, []);
  await page.close();
});

test("every picture can be had as pixels", async () => {
  for (const name of ["run", "study", "repair", "compare"]) {
    const page = await open(browser, `${address(name)}#pictures`);
    const given = JSON.parse(await (await page.waitForSelector("#weir-pictures", { state: "attached" })).textContent());
    const pixels = Object.keys(given).filter(each => each.endsWith(".png") && given[each].length > 1000);
    assert.ok(pixels.length > 2, `${name}: ${pixels}`);
    if (name !== "study") assert.match(given["layers.svg"], /^<svg.*<path d="M/s, name);
    // What is no picture is a table.
    assert.deepEqual(await page.locator("figure").evaluateAll(all => all.filter(each =>
      !each.querySelector(".take").textContent.includes("PNG")
      && ![...each.querySelectorAll("table")].some(table => !table.closest(".figure-table"))).map(each => each.id)), []);
    await page.close();
  }
});

test("the pictures are given however long unpacking takes", async () => {
  const page = await open(browser, `${address("run")}#pictures`, {
    first: () => {
      const { pipeThrough } = ReadableStream.prototype;
      ReadableStream.prototype.pipeThrough = function (to) {
        const late = part => new Promise(go => setTimeout(go, 600, part));
        const slow = new TransformStream({ transform: async (part, out) => out.enqueue(await late(part)) });
        return pipeThrough.call(pipeThrough.call(this, slow), to);
      };
    },
  });
  await page.waitForSelector("#weir-pictures", { state: "attached", timeout: 10_000 });
  await page.close();
});

test("a run without its flow and one that has not begun have pages", async () => {
  for (const name of ["unmeasured", "unbegun"]) {
    const page = await open(browser, address(name));
    assert.deepEqual(page.trouble, []);
    assert.ok(await page.locator(".empty").count() > 0);
    await page.close();
  }
});

