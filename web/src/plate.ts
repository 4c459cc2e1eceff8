import type { Matrix } from "./columns";
import { colour, h, sizeCanvas } from "./dom";
import { css, palette } from "./palette";
import type { Quantity } from "./quantities";
import { raster } from "./raster";
import type { ValueScale } from "./scale";
import { StepScale } from "./steps";

/** Draws a small map: layers from the input at the bottom, samples from left to right, on a scale that others share. */
export function drawPlate(canvas: HTMLCanvasElement, matrix: Matrix | null | undefined, quantity: Quantity, scale: ValueScale,
  height: number): void {
  const width = canvas.parentElement!.clientWidth;
  if (width < 20) return;
  const context = sizeCanvas(canvas, width, height);
  context.fillStyle = colour("well");
  context.fillRect(0, 0, width, height);
  if (!matrix) return;
  const places = Array.from({ length: matrix.columns }, (_, i) => i);
  const axis = new StepScale([0, Math.max(1, matrix.columns - 1)], "linear", null, 0, width);
  const image = raster(matrix, quantity, scale, places, axis, Math.max(1, Math.round(width)));
  const copy = h("canvas", { width: image.width, height: image.height });
  copy.getContext("2d")!.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(copy, 0, 0, width, height);
}

/** The colours of a scale with their values, and what the quantity says. */
export function scaleLegend(quantity: Quantity, scale: ValueScale): HTMLElement[] {
  const bar = h("canvas", { "aria-hidden": "true" }), context = sizeCanvas(bar, 220, 10), colours = palette(quantity.palette);
  for (let x = 0; x < 220; x++) {
    context.fillStyle = css(colours[Math.round((x / 219) * 255)]);
    context.fillRect(x, 0, 1.5, 10);
  }
  return [h("div", { class: "map-scale" }, bar, h("div", { class: "map-ticks" }, ...scale.ticks(5).map(tick => {
    const label = h("span", {}, tick.text);
    label.style.left = `${tick.place * 100}%`;
    return label;
  }))), h("span", { class: "note" }, quantity.meaning)];
}
