import type { Matrix } from "./columns";
import { isMissing } from "./columns";
import { exponent, number, ticks } from "./format";
import type { Quantity } from "./quantities";

/** From a value to a place between 0 and 1. Its limits do not depend on what is zoomed to. */
export class ValueScale {
  constructor(readonly log: boolean, readonly low: number, readonly high: number) {}

  place(value: number): number {
    return ((this.log ? Math.log10(value) : value) - this.low) / (this.high - this.low);
  }

  ticks(most: number): { place: number; text: string }[] {
    if (!this.log) return ticks(this.low, this.high, most).map(at => ({ place: (at - this.low) / (this.high - this.low),
        text: number(at) }));
    const step = Math.max(1, Math.ceil((this.high - this.low) / most)), found: { place: number; text: string }[] = [];
    for (let at = Math.ceil(this.low / step) * step; at <= this.high; at += step) found.push({
        place: (at - this.low) / (this.high - this.low), text: exponent(at) });
    return found;
  }
}

/** Limits that hold 99 of 100 values, rounded out to whole decades on a log scale; fixed ones where the quantity has them. */
export function scaleOf(quantity: Quantity, matrix: Matrix, columns?: [number, number]): ValueScale {
  const log = quantity.scale === "log";
  if (quantity.limits && !columns) return new ValueScale(log, quantity.limits[0], quantity.limits[1]);
  const [from, to] = columns ?? [0, matrix.columns], values: number[] = [];
  // Some ten thousand values tell the limits of any run; each row begins at another column, so that all columns are looked at.
  const stride = Math.max(1, Math.floor((matrix.rows * (to - from)) / 20000));
  for (let row = 0; row < matrix.rows; row++) {
    for (let column = from + ((row * 7) % stride); column < to; column += stride) {
      const value = matrix.at(row, column);
      if (isMissing(value) || !Number.isFinite(value) || (log && value <= 0)) continue;
      values.push(log ? Math.log10(value) : value);
    }
  }
  if (values.length === 0) return new ValueScale(log, log ? -6 : 0, log ? 0 : 1);
  const sorted = Float64Array.from(values).sort();
  let low = sorted[Math.floor(sorted.length * 0.01)], high = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.99))];
  if (log) {
    low = Math.floor(low + 1e-9);
    high = Math.ceil(high - 1e-9);
    if (high - low < 2) low = high - 2;
  } else if (quantity.palette === "diverging") {
    high = Math.max(Math.abs(low), Math.abs(high)) || 1;
    low = -high;
  }
  if (log && quantity.palette === "diverging" && quantity.centre !== undefined) {
    const reach = Math.max(high - quantity.centre, quantity.centre - low, 1);
    return new ValueScale(true, quantity.centre - reach, quantity.centre + reach);
  }
  return new ValueScale(log, low, high > low ? high : low + 1);
}
