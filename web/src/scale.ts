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

  /** Its ends as they are read. */
  get ends(): { low: string; high: string } {
    const text = (end: number) => (this.log ? exponent(Math.round(end)) : number(end));
    return { low: text(this.low), high: text(this.high) };
  }

  ticks(most: number): { place: number; text: string }[] {
    if (!this.log) return ticks(this.low, this.high, most).map(at => ({ place: (at - this.low) / (this.high - this.low),
        text: number(at) }));
    const step = Math.max(1, Math.ceil((this.high - this.low) / most)), found: { place: number; text: string }[] = [];
    for (let at = Math.ceil(this.low / step) * step; at <= this.high; at += step) found.push({
        place: (at - this.low) / (this.high - this.low), text: exponent(Math.round(at)) });
    return found;
  }
}

/**
 * Limits that hold 99 of 100 values, and all of them where the others reach little further, rounded out to whole decades on a log scale;
 * fixed ones where the quantity has them.
 */
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
  const last = sorted.length - 1;
  let low = sorted[Math.floor(sorted.length * 0.01)], high = sorted[Math.min(last, Math.ceil(sorted.length * 0.99))];
  // Where the others reach little further, it holds them too.
  const reach = log ? 1 : (high - low) / 4;
  if (sorted[0] >= low - reach) [low] = sorted;
  if (sorted[last] <= high + reach) high = sorted[last];
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

/**
 * One scale for several maps. It ends where those of most end: what one map alone reaches, because it explodes or dies away, lies beyond
 * it and is marked so, instead of making all others look alike. A map counts as far as it keeps within the usual span of the maps, two
 * decades at least, of where they usually end.
 */
export function sharedScale(quantity: Quantity, matrices: Matrix[]): ValueScale {
  const all = matrices.map(matrix => scaleOf(quantity, matrix)), log = quantity.scale === "log";
  if (quantity.limits || all.length < 2) return all[0] ?? new ValueScale(log, log ? -6 : 0, log ? 0 : 1);
  const sorted = (values: number[]) => values.sort((a, b) => a - b), last = all.length - 1;
  // Of an even number of maps the middle one that reaches less.
  const high = sorted(all.map(each => each.high))[last >> 1], low = sorted(all.map(each => each.low))[(last + 1) >> 1];
  const usual = sorted(all.map(each => each.high - each.low))[last >> 1], reach = log ? Math.max(2, usual) : usual;
  const highs = all.map(each => each.high).filter(each => each <= high + reach);
  const lows = all.map(each => each.low).filter(each => each >= low - reach);
  return new ValueScale(log, Math.min(low, ...lows), Math.max(high, ...highs));
}
