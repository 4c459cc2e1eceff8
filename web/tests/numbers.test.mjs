// The numbers of a report: those beside the pictures, on their axes, and in the files that are taken along. The pages are made by
// Weir.Pages.Tests, which runs this and names each test as its own.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { holds, keepWritten, launch, open } from "./browser.mjs";

const address = name => `file://${process.env.WEIR_PAGES}/${name}.html`;
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

async function taken(page, figure, what) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#figure-${figure} .take`).getByText(what).click()]);
  return String(await readFile(await download.path()));
}

/** A part of the pages by itself. */
async function source(name) {
  const { outputFiles } = await build({ entryPoints: [new URL(`../src/${name}.ts`, import.meta.url).pathname], bundle: true,
    write: false, format: "esm" });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

/** What a curve's legend says, by label; only what is seen follows the cursor. */
async function legend(page, figure) {
  await page.locator(`#figure-${figure}`).scrollIntoViewIfNeeded();
  await page.waitForTimeout(60);
  return page.locator(`#figure-${figure} .legend .key`).evaluateAll(keys =>
    Object.fromEntries(keys.map(key => [key.children[1].textContent, key.children[2].textContent])));
}

async function at(page, step) {
  await page.evaluate(step => {
    location.hash = `#step=${step}`;
  }, step);
  await holds(page, step => document.querySelector(".cursor .step").textContent === `step ${step}`, step);
}

/** What stands below or beside a plot: its texts from left to right, with their ends. */
const written = (page, figure, align) => page.locator(`#figure-${figure} .plot canvas`).evaluate((canvas, align) =>
  canvas.written.filter(each => each.align === align && each.text), align);

test("a value that is no number is told apart from one that was not measured", async () => {
  const page = await open(browser, address("gaps"));
  const values = async step => {
    await at(page, step);
    return [(await legend(page, "gradient-norm"))["before clipping"], (await legend(page, "noise-scale")).samples,
      Object.values(await legend(page, "attenuation"))[0]];
  };
  assert.deepEqual(await values(4), ["NaN", "20", "NaN"]);
  const [gradient, noise, attenuation] = await values(5);
  assert.match(gradient, /^\d/);
  assert.deepEqual([noise, attenuation], ["–", "−0.01"]);
  assert.deepEqual((await values(6)).slice(1), ["NaN", "−0.01"]);
  assert.deepEqual((await values(8)).slice(1), ["–", "–"]);
  const csv = (await taken(page, "noise-scale", "CSV")).trim().split("\n").slice(1);
  assert.deepEqual(csv.filter(row => !row.endsWith(",")), ["4,20", "6,NaN"]);
  const json = JSON.parse(await taken(page, "noise-scale", "JSON"));
  assert.deepEqual([json[3].samples, json[4].samples, json[5].samples], [20, null, "NaN"]);
  // What is no number has its mark on the upper edge.
  const pixels = await page.locator("#figure-gradient-norm .plot canvas").evaluate(canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, 30);
    let found = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] === 0xd6 && data[i + 1] === 0 && data[i + 2] === 0x8c) found++;
    return found;
  });
  assert.ok(pixels > 4, `${pixels} pixels`);
  assert.deepEqual(page.trouble, []);
  await page.close();
});

test("numbers beyond float32 are shown and taken along as they are", async () => {
  const page = await open(browser, address("hostile"), { first: keepWritten });
  await at(page, 9);
  assert.equal((await legend(page, "loss"))["loss of the step's batch"], "1e300");
  const rows = JSON.parse(await taken(page, "layers", "JSON"));
  assert.deepEqual([rows[0]["activation.rms"], rows[0]["activation.mean"], rows[0]["delta.rms"]], [1e300, -1e300, 1e-300]);
  const { Matrix } = await source("columns");
  const matrix = new Matrix(2, 1, new Float32Array([1, 2]), false);
  matrix.add([1e300, 1e-300]);
  matrix.add([3, undefined]);
  assert.deepEqual([0, 1].map(row => [0, 1, 2].map(column => matrix.measured(row, column))), [[1, 1e300, 3], [2, 1e-300, undefined]]);
  assert.deepEqual(page.trouble, []);
  await page.close();
});

test("a run that ends in what is not finite is seen to, however many samples a pixel holds", async () => {
  globalThis.ImageData = class {
    constructor(width, height) { this.data = new Uint8ClampedArray(4 * width * height); }
  };
  const { raster } = await source("raster"), { Matrix } = await source("columns"), { StepScale } = await source("steps");
  const { ValueScale } = await source("scale"), { NOT_FINITE } = await source("palette");
  const steps = Array.from({ length: 1000 }, (_, i) => i + 1);
  const axis = new StepScale([1, 1000], "linear", null, 0, 100);
  const pink = last => {
    const values = new Float32Array(1000).fill(1);
    values[999] = last;
    const image = raster(new Matrix(1, 1000, values, false), { palette: "share", scale: "linear" }, new ValueScale(false, 0, 2),
      steps, axis, 100);
    return [...new Uint32Array(image.data.buffer)].flatMap((pixel, x) => (pixel === NOT_FINITE ? [x] : []));
  };
  assert.deepEqual(pink(NaN), [92, 93, 94, 95, 96, 97, 98, 99]);
  assert.deepEqual(pink(1), []);
});

test("a line that was cut short is told of, and those after it are read", async () => {
  const listeners = {}, said = [];
  globalThis.EventSource = class {
    addEventListener(name, listener) { listeners[name] = listener; }
  };
  const { follow } = await source("live"), epochs = [];
  const run = { all: async () => {}, layers: [{}], steps: [1], document: { epochs } };
  await follow(run, { events: "events", cursor: "0" }, { numbers: () => said.push("numbers"), about: () => {},
    connection: state => said.push(state) });
  listeners.epoch({ data: '{"epoch": 1, "trainingLo' });
  listeners.epoch({ data: '{"epoch": 2, "step": 20}' });
  listeners.sample({ data: '{"step": 21, "lo' });
  assert.deepEqual(said, ["damaged", "numbers", "damaged"]);
  assert.deepEqual(epochs, [{ epoch: 2, step: 20 }]);
});

test("numbers set thousands apart in one way, whatever they count", async () => {
  const { count, number } = await source("format");
  assert.deepEqual([count(149710), number(12345, 5), number(-1234.5, 5), number(0.0012345, 5), number(2e6)],
    ["149,710", "12,345", "−1,234.5", "0.0012345", "2e6"]);
});

test("a layer's health says what its gradient is compared with", async () => {
  const page = await open(browser, address("run"));
  await page.locator("#layers").scrollIntoViewIfNeeded();
  await holds(page, () => document.querySelector(".layers .health").textContent !== "");
  const said = await page.locator(".layers tbody tr[data-layer='0'] .health").textContent();
  assert.match(said, /^(WEIR\d+; )*a gradient 10⁻[²³⁴⁵⁶⁷⁸⁹] of the layers' upper quartile/);
  await page.close();
});

test("a layer is called ill by findings alone, and the verdict tells what else stands out", async () => {
  const page = await open(browser, address("uneven"));
  await holds(page, () => document.querySelector(".standing").hidden === false);
  assert.equal(await page.locator(".top .badge").textContent(), "no finding");
  assert.match(await page.locator(".standing").textContent(), /no check counts it a fault: little gradient in layers 1–5\.$/);
  await page.locator("#network").scrollIntoViewIfNeeded();
  await holds(page, () => document.querySelector(".network .bar.level-1") !== null);
  assert.equal(await page.locator(".network .bar.level-1").count(), 5);
  assert.equal(await page.locator(".network .bar.level-2, .network .bar.level-3").count(), 0);
  const table = JSON.parse(await taken(page, "network", "JSON"));
  assert.match(table[0].health, /^a gradient 10⁻[³⁴] of the layers' upper quartile$/);
  await page.close();
  const ill = await open(browser, address("run"));
  await ill.locator("#network").scrollIntoViewIfNeeded();
  await holds(ill, () => document.querySelector(".network .bar.level-3") !== null);
  assert.ok(await ill.locator(".standing").isHidden());
  assert.match(JSON.parse(await taken(ill, "network", "JSON"))[1].health, /^WEIR101; /);
  await ill.close();
});

test("what is taken along of the layers holds every quantity, looked at or not", async () => {
  const page = await open(browser, address("run"));
  const rows = JSON.parse(await taken(page, "layers", "JSON"));
  assert.equal(rows.length, 9);
  for (const name of ["activation.mean", "activation.max", "weight.norm", "gradient.norm", "gradient.zero", "gradient.cosine"])
    assert.ok(rows.every(row => typeof row[name] === "number"), `${name}: ${rows.map(row => row[name])}`);
  await page.close();
});

test("two runs of different lengths are read at one place of one axis, which holds both", async () => {
  for (const name of ["ahead", "beside"]) {
    const page = await open(browser, address(name), { first: keepWritten });
    const documents = JSON.parse(/id="weir-document">(.*?)<\/script>/s.exec(await readFile(new URL(address(name)), "utf8"))[1]).runs;
    const accuracy = documents.map(run => run.epochs.map(epoch => `${+(epoch.validationAccuracy * 100).toFixed(1)}`));
    const said = async () => Object.values(await legend(page, "compare-accuracy")).map(text => text.replace(/ %|\.0 %/, "")
      .replace(/\.0$/, ""));
    await page.getByRole("button", { name: "linear steps" }).click();
    await page.getByRole("button", { name: "epochs", exact: true }).click();
    await holds(page, () => /unit=epoch/.test(location.hash));
    await page.locator("#figure-compare-accuracy").scrollIntoViewIfNeeded();
    const over = page.locator("#figure-compare-accuracy .u-over"), { width } = await over.boundingBox();
    const texts = (await written(page, "compare-accuracy", "center")).map(each => Number(each.text));
    assert.equal(Math.max(...texts), 6, `${name}: ${texts}`);
    // The axis of epochs begins at the first sample of either run and ends with the sixth epoch of the longer one.
    const begin = Math.min(1 / 10, 1 / 20), hover = async epoch => {
      await over.hover({ position: { x: ((epoch - begin) / (6 - begin)) * width, y: 40 } });
      await page.waitForTimeout(80);
      return said();
    };
    assert.deepEqual(await hover(3.5), accuracy.map(each => each[2]), `${name} at epoch 3.5`);
    const later = await hover(5.5);
    assert.deepEqual(later, accuracy.map(each => (each.length < 6 ? "–" : each[4])), `${name} at epoch 5.5`);
    await page.getByRole("button", { name: "steps", exact: true }).click();
    await holds(page, () => !/unit=/.test(location.hash));
    const steps = (await written(page, "compare-accuracy", "center")).map(each => Number(each.text.replace(/\s/g, "")));
    assert.equal(Math.max(...steps), 120);
    assert.deepEqual(page.trouble, []);
    await page.close();
  }
});

test("the times of two runs count the same unit, and places that round to one number have one name", async () => {
  const { Course } = await source("course"), epochs = seconds => [1, 2].map(epoch => ({ epoch, step: 10 * epoch, seconds: seconds / 2 }));
  const long = Course.of("time", epochs(600), 600), beside = Course.of("time", epochs(60), 600);
  assert.deepEqual([long.at(20), beside.at(20), beside.step(0.5)], [10, 1, 10]);
  assert.equal(beside.text(1), "1 min");
  assert.deepEqual(Course.of("epoch", epochs(60), 60).labels([1000, 1000.2, 1001]), ["1,000", "", ""]);
});

test("the axes of a short run have whole steps, each once, and no number is cut", async () => {
  for (const name of ["short", "single"]) {
    const page = await open(browser, address(name), { first: keepWritten });
    for (const scale of ["linear steps", "log steps"]) {
      await page.getByRole("button", { name: scale }).click();
      await page.waitForTimeout(80);
      for (const figure of ["loss", "gradient-norm", "rate", "attenuation"]) {
        const steps = (await written(page, figure, "center")).map(each => each.text), texts = await written(page, figure, "right");
        assert.deepEqual(steps, name === "short" ? ["1", "2", "3"] : ["1", "2"], `${name}, ${figure}, ${scale}`);
        assert.ok(texts.length >= 2, `${name}, ${figure}: ${texts.map(each => each.text)}`);
        assert.equal(new Set(texts.map(each => each.text)).size, texts.length);
        assert.ok(texts.every(each => each.left >= 0), `${name}, ${figure}: ${JSON.stringify(texts)}`);
      }
      const map = await page.locator(".map-box canvas").first().evaluate(canvas =>
        canvas.written.filter(each => each.align === "center").map(each => each.text));
      assert.deepEqual(map, name === "short" ? ["1", "2", "3"] : ["1", "2"]);
    }
    const svg = await taken(page, "gradient-norm", "SVG"), said = [...svg.matchAll(/text-anchor="(\w+)"[^>]*>([^<]*)</g)];
    assert.deepEqual(said.filter(each => each[1] === "middle").map(each => each[2]), name === "short" ? ["1", "2", "3"] : ["1", "2"]);
    assert.ok(said.filter(each => each[1] === "end").length >= 2, svg);
    assert.deepEqual(page.trouble, []);
    await page.close();
  }
});

test("a logarithmic axis has two labels at least, however far it reaches", async () => {
  const { decadesAround, logLabels, logTicks } = await source("logTicks");
  for (let low = -300; low < 300; low += 7) {
    for (const over of [0, 0.01, 0.3, 1, 2, 3, 7, 12, 13, 25, 40, 64, 90, 200, 500]) {
      const ends = [10 ** low, 10 ** Math.min(308, low + over)];
      for (const [from, to] of [decadesAround(...ends), ...(over ? [ends] : [])]) {
        const labels = logLabels(logTicks(from, to)).filter(Boolean);
        assert.ok(labels.length > 1 && labels.length < 14, `${from} to ${to}: ${labels}`);
        assert.equal(new Set(labels).size, labels.length, `${from} to ${to}: ${labels}`);
      }
    }
  }
});

test("rows of the map that have long names can be told apart", async () => {
  for (const width of [1440, 390]) {
    const page = await open(browser, address("short"), { first: keepWritten, viewport: { width, height: 900 } });
    const rows = await page.locator(".map-box canvas").first().evaluate(canvas => canvas.written.filter(each => each.align === "right"));
    assert.equal(new Set(rows.map(each => each.text)).size, 6, rows.map(each => each.text).join(", "));
    assert.ok(rows.every(each => each.left >= 0), JSON.stringify(rows));
    await page.locator("#network").scrollIntoViewIfNeeded();
    await page.locator("svg.network").waitFor();
    const names = await page.locator("svg.network .name").allTextContents();
    assert.equal(new Set(names.map(name => name.replace(/^\d+ /, ""))).size, 6, names.join(", "));
    await page.close();
  }
});
