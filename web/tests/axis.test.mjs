// What the axes of a run's pictures count. The pages are made by Weir.Pages.Tests, which runs this and names each test as its own.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { holds, launch, open } from "./browser.mjs";

const address = name => `file://${process.env.WEIR_PAGES}/${name}.html`;
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

test("axes count steps, epochs or time, and the address says which", async () => {
  const page = await open(browser, address("run")), loss = page.locator("#figure-loss .take");
  const file = await readFile(`${process.env.WEIR_PAGES}/run.html`, "utf8");
  const { epochs } = JSON.parse(/id="weir-document">(.*?)<\/script>/s.exec(file)[1]).runs[0];
  const marks = async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), loss.getByText("SVG").click()]);
    const text = String(await readFile(await download.path())), points = text.match(/points="([^"]*)"/g).at(-1);
    // The last series is of the epochs: where each of them lies from the first to the last.
    const places = points.match(/[\d.]+(?=,)/g).map(Number);
    return { text, parts: places.map(place => (place - places[0]) / (places.at(-1) - places[0])) };
  };
  const near = (one, two) =>
    assert.ok(one.length === two.length && one.every((each, i) => Math.abs(each - two[i]) < 0.01), `${one} ${two}`);
  await page.getByRole("button", { name: "linear steps" }).click();
  await page.getByRole("button", { name: "epochs", exact: true }).click();
  await holds(page, () => /unit=epoch/.test(location.hash)
    && /^epoch [34][.\d]* · loss/.test(document.querySelector(".cursor .values").textContent));
  const byEpoch = await marks();
  near(byEpoch.parts, [0, 1 / 3, 2 / 3, 1]);
  assert.match(byEpoch.text, />Loss, over epochs</);
  await page.getByRole("button", { name: "time", exact: true }).click();
  await holds(page, () => /unit=time/.test(location.hash) && / s · loss/.test(document.querySelector(".cursor .values").textContent));
  const at = epochs.map((_, i) => epochs.slice(0, i + 1).reduce((sum, epoch) => sum + epoch.seconds, 0));
  near((await marks()).parts, at.map(time => (time - at[0]) / (at.at(-1) - at[0])));
  // The hand finds the step that lies under it, however that is laid out.
  const middle = await page.locator(".map-surface").evaluate(surface => surface.clientWidth / 2);
  await page.locator(".map-surface").hover({ position: { x: middle, y: 20 } });
  const again = await open(browser, page.url());
  assert.equal(await again.getByRole("button", { name: "time", exact: true }).getAttribute("aria-pressed"), "true");
  const bare = await open(browser, address("vanished"));
  assert.equal(await bare.getByRole("button", { name: "epochs", exact: true }).isVisible(), false);
  assert.deepEqual([...page.trouble, ...again.trouble], []);
  for (const each of [page, again, bare]) await each.close();
});
