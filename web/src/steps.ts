import { count, ticks } from "./format";
import type { View } from "./view";

/** How steps are laid out from left to right. */
export class StepScale {
  readonly from: number;
  readonly to: number;

  constructor([first, last]: [number, number], axis: View["axis"], zoom: View["zoom"], readonly left: number, readonly width: number) {
    this.log = axis === "log" && first > 0;
    this.from = zoom ? Math.max(first, zoom[0]) : first;
    this.to = zoom ? Math.min(last, zoom[1]) : last;
    if (!(this.to > this.from)) this.to = this.from + 1;
  }

  readonly log: boolean;

  toX(step: number): number {
    const part = this.log
      ? Math.log(Math.max(step, 1e-9) / this.from) / Math.log(this.to / this.from)
      : (step - this.from) / (this.to - this.from);
    return this.left + part * this.width;
  }

  toStep(x: number): number {
    const part = (x - this.left) / this.width;
    return this.log ? this.from * (this.to / this.from) ** part : this.from + part * (this.to - this.from);
  }

  ticks(): { x: number; text: string }[] {
    const most = Math.max(2, Math.floor(this.width / 90));
    let at: number[];
    if (this.log && this.to / this.from > 20) {
      at = [];
      for (let power = Math.floor(Math.log10(this.from)); power <= Math.log10(this.to); power++) at.push(10 ** power);
      if (at.length < most / 2) at = at.flatMap(each => [each, 2 * each, 5 * each]);
    } else {
      at = ticks(this.from, this.to, most);
    }
    return at.filter(step => step >= this.from && step <= this.to).map(step => ({ x: this.toX(step), text: count(step) }));
  }
}

/** Log where samples stand closer at the start, as they do by default. */
export function naturalAxis(steps: number[]): View["axis"] {
  if (steps.length < 8) return "linear";
  const middle = steps[steps.length >> 1], last = steps[steps.length - 1];
  return steps[0] > 0 && middle < last * 0.3 ? "log" : "linear";
}
