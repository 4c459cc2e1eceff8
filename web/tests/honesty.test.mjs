// What a sceptical reader asks of a page: scales that one map cannot stretch, colours that are explained, and nothing that is passed off
// as healthy, as zero or as a change. The pages are made by Weir.Pages.Tests, which runs this and names each test as its own.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { holds, launch, open } from "./browser.mjs";

const address = name => `file://${process.env.WEIR_PAGES}/${name}.html`;
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** Parts of the pages by themselves. */
async function sources(...names) {
  const { outputFiles } = await build({ stdin: { contents: names.map(name => `export * from "./${name}";`).join("\n"),
    resolveDir: new URL("../src", import.meta.url).pathname }, bundle: true, write: false, format: "esm" });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

const documentOf = async name => JSON.parse(/id="weir-document">(.*?)<\/script>/s.exec(await readFile(new URL(address(name)), "utf8"))[1]);

test("one map that explodes or dies away does not stretch the scale that others share", async () => {
  const { sharedScale, quantityOf, Matrix } = await sources("scale", "quantities", "columns");
  const map = (low, high) => new Matrix(2, 50, Float64Array.from({ length: 100 }, (_, i) => 10 ** (low + ((high - low) * i) / 99)), false);
  const delta = quantityOf("delta.rms"), ends = (...maps) => (({ low, high }) => [low, high])(sharedScale(delta, maps));
  assert.deepEqual(ends(map(-5, -2), map(-4, -2), map(-5, -3)), [-5, -2]);
  assert.deepEqual(ends(map(-5, -2), map(-4, -2), map(-5, -3), map(-3, 30)), [-5, -2]);
  assert.deepEqual(ends(map(-5, -2), map(-3, 30)), [-5, -2]);
  assert.deepEqual(ends(map(-5, -2), map(-40, -2), map(-4, -2)), [-5, -2]);
  // What most reach is on it.
  assert.deepEqual(ends(map(-12, -2), map(-11, -2), map(-4, -2)), [-12, -2]);
});

test("what lies beyond a scale is striped, and the legend says so", async () => {
  globalThis.ImageData = class {
    constructor(width, height) { this.data = new Uint8ClampedArray(4 * width * height); }
  };
  const { raster, Matrix, StepScale, ValueScale, quantityOf, palette, legend } =
    await sources("raster", "columns", "steps", "scale", "quantities", "palette", "legend");
  const seen = new Set(), quantity = quantityOf("delta.rms"), scale = new ValueScale(true, -4, 0);
  const image = raster(new Matrix(4, 1, new Float64Array([1e-4, 1, 1e20, 1e-9]), false), quantity, scale, [1],
    new StepScale([1, 2], "linear", null, 0, 60), 60, seen);
  const pixels = new Uint32Array(image.data.buffer), colours = palette(quantity.palette);
  const rows = [3, 2, 1, 0].map(row => [...new Set(pixels.slice(row * 60, row * 60 + 60))]);
  assert.deepEqual(rows.map(row => row.length), [1, 1, 2, 2]);
  assert.deepEqual([...seen].sort(), ["above", "below"]);
  assert.ok(rows[2].includes(colours[255]) && rows[3].includes(colours[0]));
  assert.equal(typeof legend, "function");
});

test("the legend of every map explains what is no colour of its scale", async () => {
  for (const name of ["run", "study", "compare", "repair", "large"]) {
    const page = await open(browser, address(name));
    const legends = await page.locator(".map-legend").evaluateAll(all => all.map(each => Object.fromEntries(
      [...each.querySelectorAll("[data-key]")].map(key => [key.dataset.key, key.textContent]))));
    assert.equal(legends.length, { run: 1, study: 1, large: 1, compare: 3, repair: 3 }[name], name);
    for (const keys of legends) {
      assert.equal(keys.unmeasured, "not measured", name);
      assert.match(keys["not-finite"], /^no finite number/, name);
    }
    assert.equal(legends[0].zero, "exactly 0", name);
    await page.close();
  }
});

test("a study says what the colours of its maps span, and how many reach beyond", async () => {
  const page = await open(browser, address("study"));
  const said = await page.locator("#figure-study-flow .beyond").textContent();
  assert.match(said, /^The colours span 10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+ to 10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+, as most cells do\./);
  const [, number] = / (\d+) of 8 maps reach beyond that/.exec(said) ?? [, 0];
  const striped = await page.locator("#figure-study-flow [data-key=above], #figure-study-flow [data-key=below]").count();
  assert.equal(Number(number) > 0, striped > 0, said);
  await page.close();
});

test("a layer whose values no network needs is not shown as healthy, and one that was not measured neither", async () => {
  const huge = await open(browser, address("huge"));
  await huge.locator("#layers").scrollIntoViewIfNeeded();
  await holds(huge, () => document.querySelector(".layers .health").textContent !== "");
  for (const text of await huge.locator(".layers tbody tr[data-layer] .health").allTextContents())
    assert.match(text, /its output is 2e29 in size/);
  await huge.locator("#network").scrollIntoViewIfNeeded();
  await holds(huge, () => document.querySelector(".network .bar") !== null);
  assert.equal(await huge.locator(".network .bar.level-0").count(), 0);
  await huge.close();
  const page = await open(browser, address("exploded"));
  await page.locator("#layers").scrollIntoViewIfNeeded();
  await holds(page, () => document.querySelector(".layers .health").textContent !== "");
  for (const text of await page.locator(".layers tbody tr[data-layer] .health").allTextContents())
    assert.match(text, /no finite number|not measured here/);
  assert.equal(await page.locator(".layers .health .dot.level-0").count(), 0);
  await page.close();
});

test("entries beyond the largest size that is told apart are counted and told", async () => {
  const page = await open(browser, address("huge")), layers = page.locator("#figure-distribution-layers");
  await page.locator("#distributions").scrollIntoViewIfNeeded();
  await holds(page, () => document.querySelectorAll("#figure-distribution-layers .ridge").length === 6);
  assert.deepEqual([...new Set(await layers.locator(".ridge .ridge-broken").allTextContents())], ["75.0 % beyond"]);
  assert.match(await layers.locator(".limits").textContent(), /Sizes from 9\.2e18 on have no bins of their own/);
  assert.match(await layers.locator(".ridge title").first().textContent(), /75\.0 % are 9\.2e18 in size or larger/);
  const [download] = await Promise.all([page.waitForEvent("download"), layers.locator(".take").getByText("JSON").click()]);
  const rows = JSON.parse(String(await readFile(await download.path())));
  assert.deepEqual(rows.filter(row => row.layer === 1).map(row => [row.from, row.to, row.entries]),
    [[0.25, 0.5, 16], [2 ** 63, "Infinity", 48]]);
  await page.close();
});

test("a run that became non-finite tells its steps once, and shows no gradient where none was computed", async () => {
  const page = await open(browser, address("exploded")), [run] = (await documentOf("exploded")).runs;
  const tile = page.locator("#verdict .tile", { hasText: "steps" }).last();
  assert.equal(await tile.locator("b").textContent(), String(run.step));
  assert.match(run.status, new RegExp(`^not finite in step ${run.step + 1}, ${run.step} of ${run.totalSteps} steps made$`));
  assert.equal(await page.locator(".top .status").textContent(), run.status);
  await page.locator("#figure-gradient-norm").scrollIntoViewIfNeeded();
  await page.waitForTimeout(80);
  assert.equal(await page.locator("#figure-gradient-norm .legend .key b").first().textContent(), "–");
  await page.close();
});

test("the pictures beside the verdict are of what its first finding is about and rests on", async () => {
  for (const name of ["run", "exploded"]) {
    const page = await open(browser, address(name)), [run] = (await documentOf(name)).runs;
    const { pictures } = run.findings.find(finding => finding.severity !== "information");
    const beside = page.locator(".verdict-pictures .plate");
    assert.ok(pictures.length > 0 && pictures.every(picture => run.flow[picture]), `${name}: ${pictures}`);
    assert.equal(await page.locator("#flow select").inputValue(), pictures[0]);
    if (name === "run") assert.equal(pictures[0], "delta.rms");
    assert.deepEqual(await beside.evaluateAll(all => all.map(each => each.dataset.quantity)), pictures.slice(0, 2));
    // Each is drawn, and leads to its map from any other.
    for (const [i, picture] of pictures.slice(0, 2).entries()) {
      const colours = await beside.nth(i).locator("canvas").evaluate(canvas => new Set(new Uint32Array(canvas.getContext("2d")
        .getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size);
      assert.ok(colours > 1, `${name}: ${picture} has ${colours} colours`);
      await page.locator("#flow select").selectOption("weight.norm");
      await beside.nth(i).click();
      await holds(page, wanted => document.querySelector("#flow select").value === wanted, picture);
    }
    await page.close();
  }
});

test("keys work on the whole page, are told of there, and can be switched off", async () => {
  const page = await open(browser, address("run")), step = () => page.locator(".cursor .step").textContent();
  assert.equal(await page.getByRole("button", { name: "Keys" }).isVisible(), true);
  const last = await step();
  await page.keyboard.press("ArrowLeft");
  await holds(page, before => document.querySelector(".cursor .step").textContent !== before, last);
  await page.keyboard.press("j");
  await holds(page, () => document.querySelector(".layers tr.selected")?.dataset.layer === "8");
  await page.keyboard.press("n");
  await holds(page, () => document.activeElement?.id === "finding-0");
  // All of them, also those that cannot come to the top of the page.
  const findings = await page.locator(".finding[id^=finding-]").count();
  for (let i = 1; i < findings + 1; i++) await page.keyboard.press("n");
  await holds(page, last => document.activeElement?.id === `finding-${last}`, findings - 1);
  await page.keyboard.press("Escape");
  await holds(page, () => !document.querySelector(".layers tr.selected"));
  // Who types into a field means the field.
  await page.getByRole("searchbox").focus();
  await page.keyboard.type("j?0");
  assert.equal(await page.getByRole("searchbox").inputValue(), "j?0");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.getByRole("searchbox").fill("");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("?");
  const help = page.locator("dialog.keys[open]");
  assert.ok(await help.locator("kbd").count() > 10);
  await help.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await holds(page, () => !document.querySelector("dialog[open]"));
  const now = await step();
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("?");
  await page.waitForTimeout(80);
  assert.equal(await step(), now);
  assert.equal(await page.locator("dialog[open]").count(), 0);
  // The list is still to be had, and pictures take keys as ever.
  await page.getByRole("button", { name: "Keys" }).click();
  assert.equal(await page.locator("dialog.keys[open]").count(), 1);
  await page.keyboard.press("Escape");
  await page.locator(".map").focus();
  await page.keyboard.press("Home");
  await holds(page, () => document.querySelector(".cursor .step").textContent === "step 1");
  assert.deepEqual(page.trouble, []);
  await page.close();
});

test("recipes of two runs differ by what they mean", async () => {
  for (const name of ["compare", "repair"]) {
    const page = await open(browser, address(name)), table = page.locator("#figure-recipes tbody tr");
    const rows = await table.evaluateAll(all => all.map(row => [...row.children].map(cell => cell.textContent)));
    assert.deepEqual(rows.map(([key]) => key), ["model[1 to 8].weight", "model[1 to 8].activation", "optimizer.sgd.rate"], name);
    assert.deepEqual(rows[1].slice(1), ["sigmoid", "relu"]);
    await page.close();
  }
});
