import { isMissing, type Matrix, type Numbers } from "./columns";
import type { Seen } from "./legend";
import { against, DEAD, DEAD_LINE, NOT_FINITE, palette } from "./palette";
import type { Quantity } from "./quantities";
import type { ValueScale } from "./scale";
import type { StepScale } from "./steps";

/** How far beyond a scale a value is that counts as beyond it. */
const BEYOND = 1e-3;

/**
 * The map of a quantity as pixels: one row of pixels a layer, the output on top. What lies beyond the scale has the colour of its end, with
 * lines over it, and is added to `seen`.
 */
export function raster(matrix: Matrix, quantity: Quantity, scale: ValueScale, steps: number[], axis: StepScale, width: number,
  seen: Seen = new Set()): ImageData {
  const image = new ImageData(width, matrix.rows), pixels = new Uint32Array(image.data.buffer);
  const [starts, ends] = columnsOf(steps, axis, width), colours = palette(quantity.palette);
  const lines = [against(colours[0]), against(colours[255])];
  for (let row = 0; row < matrix.rows; row++) {
    const values = matrix.row(row), line = (matrix.rows - 1 - row) * width, typical = median(values, scale.log);
    for (let x = 0; x < width; x++) {
      if (starts[x] < 0) continue;
      const value = extreme(values, starts[x], ends[x], typical, scale.log);
      if (isMissing(value)) continue;
      if (!Number.isFinite(value)) pixels[line + x] = NOT_FINITE;
      else if (scale.log && value <= 0) pixels[line + x] = isLine(x, row) ? DEAD_LINE : DEAD;
      else {
        const place = scale.place(value), below = place < -BEYOND, above = place > 1 + BEYOND;
        if (below || above) seen.add(below ? "below" : "above");
        pixels[line + x] = (below || above) && isLine(x, row) ? lines[below ? 0 : 1]
          : colours[Math.max(0, Math.min(255, Math.round(place * 255)))];
      }
    }
  }
  return image;
}

const isLine = (x: number, row: number): boolean => (x + row * 3) % 6 < 2;

/** Pixels at the right end that show the last sample as well: a run that ends in what is not finite is to be seen to. */
const LAST = 8;

/** For each pixel the samples that it shows: those in it, else the last one before it. */
function columnsOf(steps: number[], axis: StepScale, width: number): [Int32Array, Int32Array] {
  const starts = new Int32Array(width).fill(-1), ends = new Int32Array(width).fill(-1);
  let next = 0;
  while (next < steps.length && axis.toX(steps[next]) < axis.left - 0.5) next++;
  for (let x = 0; x < width; x++) {
    const first = next;
    // The last pixel holds what stands exactly on the right end.
    const until = axis.left + ((x + 1) * axis.width) / width + (x === width - 1 ? 0.5 : 0);
    while (next < steps.length && axis.toX(steps[next]) < until) next++;
    if (next === 0) continue;
    starts[x] = next > first ? first : next - 1;
    ends[x] = next;
  }
  if (next === steps.length) for (let x = Math.max(0, width - LAST); x < width; x++) if (starts[x] >= 0) ends[x] = next;
  return [starts, ends];
}

/** Of several samples in one pixel the one farthest from what is typical of the layer; one that is not finite before all others. */
export function extreme(values: Numbers, from: number, to: number, typical: number, log: boolean): number {
  let found = values[from], farthest = -1;
  // The farthest logarithm is that of the largest ratio: a division is cheaper than a logarithm.
  const middle = log ? 10 ** typical : typical;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (isMissing(value)) continue;
    if (!Number.isFinite(value)) return value;
    const size = log ? Math.max(value, Number.MIN_VALUE) : value;
    const distance = log ? (size > middle ? size / middle : middle / size) : Math.abs(size - middle);
    if (distance > farthest) {
      farthest = distance;
      found = value;
    }
  }
  return found;
}

/** What is typical of a layer: the median of up to 200 of its values, as a logarithm where the scale is one. */
export function median(values: Numbers, log: boolean): number {
  const some: number[] = [], stride = Math.max(1, Math.floor(values.length / 200));
  for (let i = 0; i < values.length; i += stride) {
    if (!isMissing(values[i]) && Number.isFinite(values[i])) some.push(log ? Math.log10(Math.max(values[i], Number.MIN_VALUE)) : values[i]);
  }
  return Float64Array.from(some).sort()[some.length >> 1] ?? 0;
}
