import type { Matrix } from "./columns";
import { colour, h, sizeCanvas } from "./dom";
import type { Seen } from "./legend";
import type { Quantity } from "./quantities";
import { raster } from "./raster";
import type { ValueScale } from "./scale";
import { StepScale } from "./steps";

/** Draws a small map: layers from the input at the bottom, samples from left to right, on a scale that others share. */
export function drawPlate(canvas: HTMLCanvasElement, matrix: Matrix | null | undefined, quantity: Quantity, scale: ValueScale,
  height: number, seen: Seen): void {
  const width = canvas.parentElement!.clientWidth;
  if (width < 20) return;
  const context = sizeCanvas(canvas, width, height);
  context.fillStyle = colour("well");
  context.fillRect(0, 0, width, height);
  if (!matrix) return;
  const places = Array.from({ length: matrix.columns }, (_, i) => i);
  const axis = new StepScale([0, Math.max(1, matrix.columns - 1)], "linear", null, 0, width);
  const image = raster(matrix, quantity, scale, places, axis, Math.max(1, Math.round(width)), seen);
  const copy = h("canvas", { width: image.width, height: image.height });
  copy.getContext("2d")!.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(copy, 0, 0, width, height);
}
