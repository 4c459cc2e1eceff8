// How pages lie on screens of all widths and on paper. They are made by Weir.Pages.Tests, which runs this and names each test as its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { holds, keepWritten, launch, open } from "./browser.mjs";

const address = name => `file://${process.env.WEIR_PAGES}/${name}.html`;
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

test("the network fits a narrow screen, and no text of it lies on another", async () => {
  for (const [name, width] of [["run", 390], ["run", 800], ["large", 390], ["large", 1440]]) {
    const page = await open(browser, address(name), { viewport: { width, height: 900 } });
    await page.locator("#network").scrollIntoViewIfNeeded();
    const picture = page.locator("svg.network");
    await picture.waitFor();
    const found = await picture.evaluate(svg => {
      const outer = svg.getBoundingClientRect(), box = svg.parentElement, meet = (a, b) =>
        a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
      const texts = [...svg.querySelectorAll("text")].filter(text => text.textContent).map(text => ({ said: text.textContent,
        box: text.getBoundingClientRect() }));
      return {
        sideways: box.scrollWidth > box.clientWidth,
        outside: texts.filter(text => text.box.left < outer.left - 1 || text.box.right > outer.right + 1).map(text => text.said),
        upon: texts.slice(0, 80).filter((one, i) => texts.slice(i + 1, 80).some(two => meet(one.box, two.box))).map(text => text.said),
        small: texts.some(text => text.box.height < 11),
      };
    });
    assert.deepEqual(found, { sideways: false, outside: [], upon: [], small: false }, `${name} at ${width}`);
    await page.close();
  }
});

test("the hint of a search is seen as a whole", async () => {
  for (const [name, width] of [["run", 390], ["study", 390]]) {
    const page = await open(browser, address(name), { viewport: { width, height: 900 } });
    const { hint, room } = await page.getByRole("searchbox").evaluate(input => {
      const style = getComputedStyle(input), context = document.createElement("canvas").getContext("2d");
      context.font = style.font;
      return { hint: context.measureText(input.placeholder).width,
        room: input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) };
    });
    assert.ok(hint <= room, `${name} at ${width}: ${hint} in ${room}`);
    await page.close();
  }
});

test("on paper no heading lies on another, and what was never seen is drawn", async () => {
  const page = await open(browser, address("run"));
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  // A4 within its margins.
  await page.setViewportSize({ width: 703, height: 1000 });
  const found = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth > 703,
    cut: [...document.querySelectorAll(".layers thead th:not(:has(.hidden))")].filter(cell => cell.scrollWidth > cell.clientWidth)
      .map(cell => cell.textContent),
    // A curve ends where its column ends.
    off: [...document.querySelectorAll(".layers .spark-line")].some(line =>
      line.getBoundingClientRect().right > line.closest("td").getBoundingClientRect().right + 1),
    pictures: document.querySelectorAll("#distributions .ridges").length,
    shortened: [...document.querySelectorAll("#figure-distribution-steps .ridge-label")].filter(label =>
      label.textContent.endsWith("…")).length,
    network: document.querySelectorAll("svg.network").length,
  }));
  assert.deepEqual(found, { wide: false, cut: [], off: false, pictures: 2, shortened: 0, network: 1 });
  await page.close();
});

test("on paper a tall picture goes on from page to page, each layer in it once", async () => {
  const page = await open(browser, address("large"));
  await page.locator("#network").scrollIntoViewIfNeeded();
  await page.locator("svg.network").waitFor();
  const layers = await page.locator("svg.network .layer").count();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 703, height: 1000 });
  await holds(page, () => document.querySelectorAll("svg.network").length > 1);
  const pieces = await page.locator("svg.network").evaluateAll(all => all.map(piece => {
    const outer = piece.getBoundingClientRect();
    return { height: outer.height, names: [...piece.querySelectorAll(".layer > .name")].filter(name => {
      const box = name.getBoundingClientRect(), middle = (box.top + box.bottom) / 2;
      return middle > outer.top && middle < outer.bottom;
    }).map(name => name.textContent) };
  }));
  assert.ok(pieces.every(piece => piece.height < 300), `${pieces.map(piece => piece.height)}`);
  const names = pieces.flatMap(piece => piece.names);
  assert.equal(names.length, layers);
  assert.equal(new Set(names).size, layers);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen" });
  await holds(page, () => document.querySelectorAll("svg.network").length === 1);
  await page.close();
});

test("on paper lists are whole and no line ends at the edge", async () => {
  for (const name of ["repair", "study", "compare"]) {
    const page = await open(browser, address(name));
    // More rows than a screen's list shows at once, and a line longer than the page is wide.
    await page.evaluate(() => {
      for (const body of document.querySelectorAll(".bounded tbody"))
        while (body.children.length < 60) body.append(body.firstElementChild.cloneNode(true));
      for (const line of document.querySelectorAll(".recipe .line:last-child")) line.append(" # because of this".repeat(30));
    });
    const lists = () => page.locator(".bounded").evaluateAll(all => all.filter(list => list.scrollHeight > list.clientHeight + 1).length);
    assert.equal(await lists(), name === "compare" ? 0 : 1, name);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 703, height: 1000 });
    assert.equal(await lists(), 0, name);
    const wide = await page.locator(".recipe, .recipe .line, .scroll, .bounded th, .bounded td").evaluateAll(all =>
      all.filter(each => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline")
        .map(each => `${each.className} ${each.textContent.slice(0, 40)}`));
    assert.deepEqual(wide, [], name);
    const broken = await page.locator(".study-table td.number").evaluateAll(all => all.filter(each => {
      const range = document.createRange();
      range.selectNodeContents(each);
      return !/\s/.test(each.textContent) && new Set([...range.getClientRects()].map(box => box.top)).size > 1;
    }).map(each => each.textContent));
    assert.deepEqual(broken, [], name);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 703, name);
    await page.close();
  }
});

test("a narrow screen scrolls in one direction only", async () => {
  for (const name of ["run", "hostile", "repair", "compare", "short"]) {
    const page = await open(browser, address(name), { viewport: { width: 390, height: 800 } });
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(await wide() <= 390, name);
    // With a layer selected, and with what the manual says unfolded.
    await page.locator(".layers tbody tr[data-layer] button").first().click();
    await page.locator(".detail").waitFor();
    await page.locator("#flow .map").hover();
    assert.ok(await wide() <= 390, `${name}, a layer: ${await wide()}`);
    await page.locator(".explanation").evaluateAll(all => all.forEach(each => { each.open = true; }));
    await holds(page, () => [...document.querySelectorAll(".manual")].every(each => each.childElementCount > 0));
    assert.ok(await wide() <= 390, `${name}, explained: ${await wide()}`);
    await page.close();
  }
});

test("on a narrow screen the curve of a layer is seen beside its name", async () => {
  const page = await open(browser, address("run"), { viewport: { width: 390, height: 800 } });
  const row = page.locator(".layers tbody tr[data-layer]").first();
  await row.scrollIntoViewIfNeeded();
  await holds(page, () => document.querySelector(".layers .spark-line")?.getAttribute("d"));
  const right = await row.locator(".spark").first().evaluate(spark => spark.getBoundingClientRect().right);
  assert.ok(right <= 390, `it ends at ${right}`);
  await page.close();
});

test("no label below the map is cut or lies on another", async () => {
  for (const name of ["large", "run", "short", "vanished", "hostile"]) {
    const page = await open(browser, address(name), { first: keepWritten, deviceScaleFactor: 1 });
    for (const width of [1440, 1000, 720, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(250);
      for (const axis of ["log steps", "linear steps"]) {
        await page.locator("#flow").getByRole("button", { name: axis }).click();
        await page.waitForTimeout(120);
        const faults = await page.locator("#flow .map-box").evaluate(box => {
          const outer = box.getBoundingClientRect(), bottom = box.querySelector(".map-surface").getBoundingClientRect().bottom;
          const texts = [...box.querySelectorAll("canvas")].filter(canvas => canvas.clientWidth > 1).flatMap(canvas => {
            const { left, top } = canvas.getBoundingClientRect();
            return (canvas.written ?? []).map(each => ({ text: each.text, left: left + each.left, right: left + each.right,
              y: top + each.y }));
          }).filter(each => each.y > bottom);
          return [
            ...(texts.length ? [] : ["no label at all"]),
            ...texts.filter(each => each.left < outer.left || each.right > outer.right + 0.5).map(each => `cut ${each.text}`),
            ...texts.flatMap((one, i) => texts.slice(i + 1).filter(two => one.left < two.right + 3 && two.left < one.right + 3)
              .map(two => `${one.text} on ${two.text}`)),
          ];
        });
        assert.deepEqual(faults, [], `${name} at ${width}, ${axis}`);
      }
    }
    await page.close();
  }
});

test("layers of a finding are on paper, and a page that is printed as soon as it is loaded is whole", async () => {
  // Nothing is waited for but the browser's own word that it has loaded the page.
  const page = await browser.newPage();
  await page.goto(address("run"), { waitUntil: "load" });
  assert.equal(await page.evaluate(() => document.documentElement.dataset.ready), "true");
  assert.equal(await page.locator("iframe").count(), 0);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const finding = page.locator(".finding .chips").first();
  assert.match(await finding.innerText(), /^Layers? [\d–, ]+$/);
  assert.equal(await finding.getByRole("button").first().isVisible(), false);
  // A network that has room on a page is not parted from its heading.
  const parting = () => page.locator("#figure-network").evaluate(each => getComputedStyle(each).breakInside);
  assert.equal(await parting(), "avoid");
  await page.goto(address("large"), { waitUntil: "load" });
  assert.equal(await parting(), "auto");
  await page.close();
});
