// A browser for the tests: Debian's Chromium, as playwright-core drives it, without any network.
import { chromium } from "playwright-core";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

export const launch = () => chromium.launch({ executablePath: process.env.WEIR_CHROMIUM ?? "/usr/bin/chromium", args: flags });

/**
 * Opens a page and waits until it is drawn; what it complains of and asks for is kept in `page.trouble`. What `first` does, it does
 * before the page's own script.
 */
export async function open(browser, address, { first, ...options } = {}) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  if (first) await page.addInitScript(first);
  page.trouble = [];
  page.on("console", message => message.type() === "error" && page.trouble.push(`console: ${message.text()}`));
  page.on("pageerror", error => page.trouble.push(`error: ${error.stack}`));
  page.on("dialog", dialog => {
    page.trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", request => {
    if (!/^(file|data|blob):/.test(request.url()) && !request.url().startsWith("http://127.0.0.1:"))
      page.trouble.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  await ready(page);
  return page;
}

export const ready = page => page.waitForFunction(() => document.documentElement.dataset.ready === "true", null, { timeout: 30_000 });

/** Waits until a condition in the page holds. */
export const holds = (page, condition, value) => page.waitForFunction(condition, value, { timeout: 10_000 });

/** Keeps what is written on each canvas in its `written`, as a text, its left and right end and its height: a canvas does not tell it. */
export function keepWritten() {
  const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    this.canvas.written = [];
    return clearRect.apply(this, box);
  };
  CanvasRenderingContext2D.prototype.fillText = function (text, x, ...rest) {
    const width = this.measureText(text).width * this.getTransform().a;
    const { x: at, y } = this.getTransform().transformPoint({ x, y: rest[0] });
    const left = at - (this.textAlign === "right" ? width : this.textAlign === "center" ? width / 2 : 0);
    (this.canvas.written ??= []).push({ text, left, right: left + width, y, align: this.textAlign });
    return fillText.call(this, text, x, ...rest);
  };
}

/** Milliseconds that the page's own thread has worked: the same on a busy machine as on an idle one. */
export async function worked(page) {
  page.session ??= await page.context().newCDPSession(page);
  await page.session.send("Performance.enable", { timeDomain: "threadTicks" });
  const { metrics } = await page.session.send("Performance.getMetrics");
  return 1000 * metrics.find(each => each.name === "TaskDuration").value;
}
