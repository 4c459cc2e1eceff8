// What a person does with the page of a study. The pages are made by Weir.Pages.Tests, which runs this and names each test as its own.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { holds, launch, open } from "./browser.mjs";

const address = `file://${process.env.WEIR_PAGES}/study.html`;
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

const names = page => page.locator("#figure-study-table tbody tr:not(.seed)").evaluateAll(rows =>
  rows.map(row => [...row.children].slice(0, 3).map(cell => cell.textContent).join(" ")));

test("a study's page has all of its sections and asks nothing of any network", async () => {
  const page = await open(browser, address);
  assert.deepEqual(await page.locator("section > h2").allTextContents(),
    ["What was found", "Table", "Intervals", "Effects", "Flow", "Runs", "The study"]);
  assert.equal(await page.locator(".headline").textContent(), "Batch norm on the moons");
  assert.ok(await page.locator(".closing li").count() >= 2);
  assert.equal((await names(page)).length, 8);
  assert.equal(await page.locator(".plate canvas").count(), 8);
  assert.equal(await page.locator("#figure-study-runs tbody tr").count(), 24);
  assert.deepEqual(page.trouble, []);
  await page.close();
});

test("a picture over two factors shades each cell and has the curve of the theory, and its numbers go along", async () => {
  const page = await open(browser, `file://${process.env.WEIR_PAGES}/plane.html`), map = page.locator("#figure-map");
  assert.deepEqual(await page.locator("section > h2").allTextContents(),
    ["What was found", "Table", "Intervals", "Map", "Effects", "Flow", "Runs", "The study"]);
  assert.equal(await map.locator("rect.map-field").count(), 6);
  assert.match(await map.locator("rect.map-field title").first().textContent(), /^depth 3, variance 0\.5: \d+$/);
  const points = (await map.locator(".map-curve").getAttribute("points")).split(" ").map(point => point.split(",").map(Number));
  assert.equal(points.length, 2);
  // Larger weights keep inputs apart over more layers, so that the curve falls, and both points lie on the fields.
  assert.ok(points[1][1] > points[0][1]);
  const [, , width, height] = (await map.locator("svg").getAttribute("viewBox")).split(" ").map(Number);
  assert.ok(points.every(([x, y]) => x > 0 && x < width && y > 34 && y < height - 30));
  await map.getByRole("button", { name: /as a table/ }).click();
  assert.deepEqual(await map.locator("thead th").allTextContents(), ["depth", "variance", "accuracy", "6 ξ"]);
  assert.equal(await map.locator("tbody tr").count(), 6);
  assert.deepEqual(page.trouble, []);
  await page.close();
});

test("the table of a study is sorted by its headings and opens to its seeds", async () => {
  const page = await open(browser, address), heading = page.getByRole("columnheader", { name: "accuracy" }).first();
  const own = await names(page);
  const sorted = async direction => {
    await heading.getByRole("button").click();
    await holds(page, wanted =>
      document.querySelector("#figure-study-table th[aria-sort]")?.getAttribute("aria-sort") === wanted, direction);
    return page.locator("#figure-study-table tbody tr:not(.seed) td.number:nth-child(4)").evaluateAll(cells =>
      cells.map(cell => parseFloat(cell.textContent)).filter(Number.isFinite));
  };
  const down = await sorted("descending"), up = await sorted("ascending");
  assert.deepEqual(down, [...down].sort((a, b) => b - a));
  assert.deepEqual(up, [...up].sort((a, b) => a - b));
  await heading.getByRole("button").click();
  await holds(page, () => !document.querySelector("#figure-study-table th[aria-sort]"));
  assert.deepEqual(await names(page), own);
  await page.locator(".fold").first().click();
  assert.equal(await page.locator(".seed").count(), 3);
  await page.close();
});

test("one filter holds for all pictures of a study, and a link opens the same view", async () => {
  const page = await open(browser, address);
  await page.locator(".filter", { hasText: "norm" }).getByRole("button", { name: "batch-norm" }).click();
  await holds(page, () => document.querySelectorAll("#figure-study-table tbody tr").length === 4);
  assert.equal(await page.locator(".plate").count(), 4);
  assert.equal(await page.locator(".study-row").count(), 4);
  await page.getByRole("searchbox").fill("^relu");
  await holds(page, () => document.querySelectorAll("#figure-study-table tbody tr").length === 2);
  await page.getByLabel("Measure", { exact: true }).selectOption("attenuation-start");
  await holds(page, () => /measure=attenuation-start/.test(location.hash) && /search=/.test(location.hash));
  const again = await open(browser, page.url());
  assert.deepEqual(await names(again), await names(page));
  assert.match(await again.locator("#figure-intervals svg").getAttribute("aria-label"), /^att\. start of 2 cells/);
  await page.close();
  await again.close();
});

test("effects of a study carry their intervals, and its pictures can be taken along", async () => {
  const page = await open(browser, address);
  const saved = async (figure, what) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#figure-${figure} .take`).getByText(what).click()]);
    return String(await readFile(await download.path()));
  };
  const effects = JSON.parse(await saved("effects", "JSON"))
    .filter(effect => effect.measure === "attenuation-start" && effect.factor === "norm");
  assert.deepEqual(effects.map(effect => [effect.network, effect.level, effect.against]),
    [["sigmoid", "batch-norm", "without"], ["relu", "batch-norm", "without"]]);
  // Batch norm flattens the gradient of sigmoids: towards 0 from below, beyond its noise.
  assert.ok(effects[0].difference > 0.1 && effects[0].low > 0 && effects[0].low < effects[0].difference);
  assert.match(await saved("intervals", "SVG"), /^<svg[^>]*>.*circle/s);
  assert.equal((await saved("study-runs", "CSV")).trim().split("\n").length, 25);
  await page.close();
});

test("a study's page fits a narrow screen and prints", async () => {
  const page = await open(browser, address, { viewport: { width: 390, height: 800 } });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390);
  for (const measure of ["accuracy", "attenuation-start", "loss", "steps-per-second"]) {
    await page.getByLabel("Measure", { exact: true }).selectOption(measure);
    await holds(page, wanted => location.hash.includes(`measure=${wanted}`), measure);
    for (const figure of ["intervals", "effects"]) {
      const ticks = await page.locator(`#figure-${figure} svg`).evaluate(svg => [...svg.querySelectorAll(".axis-tick")].map(tick => {
        const box = tick.getBoundingClientRect(), outer = svg.getBoundingClientRect();
        return { left: box.left - outer.left, right: box.right - outer.left, over: outer.width };
      }));
      assert.ok(ticks.length >= 3, `${measure} has ${ticks.length} places on the axis of ${figure}`);
      assert.ok(ticks.every((tick, i) => tick.left >= 0 && tick.right <= tick.over && (i === 0 || tick.left > ticks[i - 1].right)),
        `${measure} in ${figure}: ${JSON.stringify(ticks)}`);
    }
  }
  // Words that stand beside a row where there is room stand above it, and on no name.
  const rows = await page.locator("#figure-intervals .study-row").evaluateAll(all => all.map(row => {
    const [name, words] = [".axis-name", ".axis-bad, .axis-text"].map(each => row.querySelector(each)?.getBoundingClientRect());
    return { title: row.querySelector("title").textContent, said: row.querySelector(".axis-bad")?.textContent ?? "",
      upon: words !== undefined && words.left < name.right && words.top < name.bottom - 2 && name.top < words.bottom - 2 };
  }));
  const diverged = await page.locator("#figure-study-runs tbody tr").evaluateAll(all => all.filter(row =>
    row.children[1].textContent.startsWith("diverged")).length);
  assert.ok(diverged > 0);
  assert.equal(rows.reduce((sum, row) => sum + (/^(\d+) of 3 diverged$/.test(row.said) ? parseInt(row.said, 10) : 0), 0), diverged);
  assert.deepEqual(rows.filter(row => row.upon), []);
  const pdf = await page.pdf({ format: "A4", printBackground: true });
  assert.ok(pdf.length > 20_000, `${pdf.length} bytes`);
  await page.close();
});

test("long names of cells are folded and none is cut, whatever the width", async () => {
  for (const width of [1280, 800, 390]) {
    const page = await open(browser, `file://${process.env.WEIR_PAGES}/long.html`, { viewport: { width, height: 800 } });
    for (const measure of ["accuracy", "attenuation-start"]) {
      await page.getByLabel("Measure", { exact: true }).selectOption(measure);
      await holds(page, wanted => location.hash.includes(`measure=${wanted}`) || wanted === "accuracy", measure);
      for (const [figure, row] of [["intervals", ".study-row"], ["effects", ".effect"]]) {
        const seen = await page.locator(`#figure-${figure} svg`).evaluate((svg, row) => {
          const outer = svg.getBoundingClientRect();
          const parts = [...svg.querySelectorAll(`${row} tspan, ${row} .axis-bad, .axis-factor, ${row} > text.axis-text:not(:has(tspan))`)]
            .filter(part => part.textContent !== "").map(part => {
              const { left, right, top, bottom } = part.getBoundingClientRect();
              return { text: part.textContent, left: left - outer.left, right: right - outer.left, top, bottom, over: outer.width };
            });
          return { parts, rows: [...svg.querySelectorAll(row)].map(each => ({ title: each.querySelector("title").textContent,
            name: [...each.querySelectorAll(".axis-name tspan")].map(line => line.textContent).join(" ").trim() })) };
        }, row);
        const plain = text => text.replaceAll("\u00a0", " ");
        assert.equal(seen.rows.length, figure === "intervals" ? 4 : 2);
        for (const { title, name } of seen.rows) assert.ok(title.startsWith(`${plain(name)}: `), `${width}: ${name} of ${title}`);
        assert.deepEqual(seen.parts.filter(part => part.left < -0.5 || part.right > part.over + 0.5 || part.text.includes("…")), []);
        const upon = seen.parts.flatMap((one, i) => seen.parts.slice(i + 1).filter(other => one.left < other.right - 1
          && other.left < one.right - 1 && one.top < other.bottom - 3 && other.top < one.bottom - 3).map(other => [one.text, other.text]));
        assert.deepEqual(upon, [], `${figure} at ${width}`);
      }
    }
    assert.deepEqual(page.trouble, []);
    await page.close();
  }
});

test("the picture of a run's layers to take along cuts no name", async () => {
  const page = await open(browser, `file://${process.env.WEIR_PAGES}/hostile.html`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#figure-layers .take").getByText("SVG").click()]);
  const picture = String(await readFile(await download.path()));
  assert.doesNotMatch(picture, /…/);
  const said = [...picture.matchAll(/<text[^>]*>([^<]*)</g)].map(match => match[1]).join("")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)).replace(/\s/g, "");
  assert.ok(said.includes('<script>window.hacked=1</script><imgsrc=xonerror="window.hacked=1">__proto__'), said);
  await page.close();
});
