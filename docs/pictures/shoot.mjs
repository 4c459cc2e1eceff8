// A picture of a part of a page as a reader sees it:  node shoot.mjs PAGE PICTURE PART SCHEME [FRAGMENT]
// PART is a selector, or `window`, followed by a selector to scroll to: `window #flow`. It needs web's packages (npm ci) and Chromium.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, open } from "../../web/tests/browser.mjs";

const [page, picture, part, scheme, fragment = ""] = process.argv.slice(2);
const browser = await launch(), [whole, to] = part.split(" ");
const shown = await open(browser, pathToFileURL(resolve(page)).href + fragment,
  { viewport: { width: 1288, height: whole === "window" ? 900 : 1800 }, colorScheme: scheme, deviceScaleFactor: 1.5 });
const seen = shown.locator(whole === "window" ? to : part).first();
await seen.scrollIntoViewIfNeeded();
// What is first drawn when it is seen is drawn by then, and the hand is out of the way.
await shown.waitForTimeout(500);
if (whole === "window") await shown.evaluate(to => document.querySelector(to).scrollIntoView(), to);
await shown.waitForTimeout(200);
await (whole === "window" ? shown : seen).screenshot({ path: picture });
await browser.close();
