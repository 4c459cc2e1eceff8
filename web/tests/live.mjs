// Opens a live page and says what is seen on it, until standard input ends:  node live.mjs ADDRESS
import { readFile } from "node:fs/promises";
import { launch, open } from "./browser.mjs";

const browser = await launch();
const page = await open(browser, process.argv[2]);
await page.exposeFunction("say", line => console.log(line));
await page.evaluate(() => {
  const told = new Set();
  const tell = line => {
    if (told.has(line)) return;
    told.add(line);
    window.say(line);
  };
  const look = () => {
    const live = document.querySelector(".live");
    if (live && !live.hidden) tell(`connection ${live.textContent}`);
    tell(`runs ${document.querySelectorAll(".top .runs option").length}`);
    const newer = document.querySelector(".newer");
    if (newer && !newer.hidden) {
      tell(`newer ${newer.querySelector("a")?.getAttribute("href")}`);
      tell(`said ${newer.querySelector("span").textContent}`);
    }
    if (document.documentElement.dataset.samples) tell(`samples ${document.documentElement.dataset.samples}`);
    for (const option of document.querySelectorAll(".top .runs option")) tell(`listed ${option.textContent} at ${option.value}`);
    if (!document.querySelector("#verdict")) {
      for (const link of document.querySelectorAll("#figure-study-runs a")) tell(`leads to ${link.getAttribute("href")}`);
      return;
    }
    tell(`headline ${document.querySelector("#verdict .headline").textContent}`);
    tell(`findings ${[...document.querySelectorAll("#findings .finding .code")].map(code => code.textContent).join(" ")}`);
    for (const tile of document.querySelectorAll("#verdict .tile")) {
      const [label, value, note] = ["dt", "b", ".note"].map(part => tile.querySelector(part)?.textContent);
      tell(`tile ${label}: ${value} ${note}`);
    }
    for (const fact of document.querySelectorAll("#recipe .facts > div")) tell(`fact ${[...fact.children].map(part =>
      part.textContent).join(" ")}`);
    tell(`open ${document.querySelector("#verdict .checks")?.open}`);
    tell(`status ${document.querySelector(".top .status").textContent}`);
    tell(`steps ${[...document.querySelectorAll("#verdict .tile")].at(-1)?.querySelector("b").textContent}`);
    tell(`cursor ${document.querySelector(".cursor .step").textContent}`);
  };
  new MutationObserver(look).observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
  document.querySelector("#verdict .checks summary")?.click();
  look();
});
process.stdin.on("end", async () => {
  // A rate that stays the same is the same number, whether the page held it or a line brought it.
  if (await page.locator("#figure-rate").isVisible()) {
    const button = page.locator("#figure-rate .take").getByText("JSON");
    const [saved] = await Promise.all([page.waitForEvent("download"), button.click()]);
    const rates = new Set(JSON.parse(await readFile(await saved.path(), "utf8")).map(row => row.rate));
    if (rates.size > 1) console.log(`trouble rates ${[...rates].join(" ")}`);
  }
  // The server was away on purpose.
  for (const each of page.trouble)
    if (!/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE/.test(each)) console.log(`trouble ${each}`);
  await browser.close();
  process.exit(0);
});
process.stdin.resume();
