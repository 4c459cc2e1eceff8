import { Course } from "./course";
import { ticks } from "./format";
import type { View } from "./view";

/** How steps are laid out from left to right: by themselves, or by the epochs or the time that a run had come to at them. */
export class StepScale {
  readonly log: boolean;
  readonly from: number;
  readonly to: number;
  private readonly low: number;
  private readonly high: number;

  constructor([first, last]: [number, number], axis: View["axis"], zoom: View["zoom"], readonly left: number, readonly width: number,
    private readonly course = Course.steps) {
    this.log = axis === "log" && first > 0;
    this.from = zoom ? Math.max(first, zoom[0]) : first;
    this.to = zoom ? Math.min(last, zoom[1]) : last;
    if (!(this.to > this.from)) this.to = this.from + 1;
    this.low = course.at(this.from);
    this.high = course.at(this.to);
  }

  toX(step: number): number {
    return this.place(this.course.at(step));
  }

  toStep(x: number): number {
    const part = (x - this.left) / this.width;
    return this.course.step(this.log ? this.low * (this.high / this.low) ** part : this.low + part * (this.high - this.low));
  }

  ticks(): { x: number; text: string }[] {
    const most = Math.max(2, Math.floor(this.width / 90)), { low, high, course } = this;
    let at: number[];
    if (this.log && high / low > 20) {
      at = [];
      for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) at.push(10 ** power);
      if (at.length < most / 2) at = at.flatMap(each => [each, 2 * each, 5 * each]);
    } else {
      at = ticks(low, high, most, course.whole ? 1 : 0);
    }
    at = at.filter(each => each >= low && each <= high && (!course.whole || Number.isInteger(each)));
    return course.labels(at).map((text, i) => ({ x: this.place(at[i]), text }));
  }

  private place(value: number): number {
    const part = this.log ? Math.log(Math.max(value, 1e-9) / this.low) / Math.log(this.high / this.low)
      : (value - this.low) / (this.high - this.low);
    return this.left + part * this.width;
  }
}

/** Log where samples stand closer at the start, as they do by default. */
export function naturalAxis(steps: number[]): View["axis"] {
  if (steps.length < 8) return "linear";
  const middle = steps[steps.length >> 1], last = steps[steps.length - 1];
  return steps[0] > 0 && middle < last * 0.3 ? "log" : "linear";
}
