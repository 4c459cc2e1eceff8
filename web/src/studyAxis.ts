import type { StudyMeasure } from "./document";
import { svg } from "./dom";
import { exponent, ticks } from "./format";
import { logTicks } from "./logTicks";
import { measured } from "./studyView";

/** The axis of a measure from left to right. */
export class MeasureAxis {
  readonly log: boolean;
  private low: number;
  private high: number;

  /** @param zero Whether 0 has to lie on it, as for differences. */
  constructor(readonly measure: StudyMeasure, values: number[], readonly left: number, readonly width: number,
    private readonly zero = false) {
    const some = values.filter(Number.isFinite), least = Math.min(...some, Infinity), most = Math.max(...some, -Infinity);
    this.log = !zero && measure.form === "plain" && least > 0 && most / least > 30;
    const on = (value: number) => (this.log ? Math.log10(value) : value);
    this.low = some.length ? on(least) : 0;
    this.high = some.length ? on(most) : 1;
    if (zero) {
      this.low = Math.min(0, this.low);
      this.high = Math.max(0, this.high);
    }
    const room = (this.high - this.low) * 0.05 || Math.abs(this.high) * 0.1 || 0.5;
    this.low -= room;
    this.high += room;
    // Shares end where they end.
    if (measure.form === "share" && !zero) {
      this.low = Math.max(this.low, -0.01);
      this.high = Math.min(this.high, 1.01);
    }
  }

  x(value: number): number {
    const place = ((this.log ? Math.log10(value) : value) - this.low) / (this.high - this.low);
    return this.left + Math.max(0, Math.min(1, place)) * this.width;
  }

  /** Round places on the axis: as many as have room, and three of them however narrow it is. */
  private places(): number[] {
    const room = Math.floor(this.width / 80);
    if (this.log) {
      const decades = ticks(this.low, this.high, Math.max(2, room)).filter(Number.isInteger);
      return decades.length > 2 ? decades : logTicks(10 ** this.low, 10 ** this.high).map(Math.log10);
    }

    for (let most = Math.max(2, room); ; most++) {
      const found = ticks(this.low, this.high, most);
      if (found.length > 2 || most > 8) return found;
    }
  }

  /** Differences of shares are points. */
  private text(value: number): string {
    const text = measured(this.measure, value);
    return this.zero ? text.replace(" %", "") : text;
  }

  /** The marks of an interval in a row. */
  interval([low, high]: [number, number], y: number): SVGElement[] {
    const from = this.x(low), to = this.x(high);
    return [svg("line", { class: "interval", x1: from, x2: to, y1: y, y2: y }),
      ...[from, to].map(x => svg("line", { class: "interval", x1: x, x2: x, y1: y - 4, y2: y + 4 }))];
  }

  /** Lines and labels from top to bottom. */
  draw(picture: SVGSVGElement, top: number, bottom: number): void {
    const end = picture.width.baseVal.value;
    for (const at of this.places()) {
      const value = this.log ? 10 ** at : at, x = this.x(value);
      const text = this.log && Number.isInteger(at) ? exponent(at) : this.text(value), half = text.length * 4;
      picture.append(svg("line", { class: at === 0 && !this.log ? "axis-zero" : "axis-line", x1: x, x2: x, y1: top, y2: bottom }),
        // Nothing is cut at the picture's edge.
        svg("text", { class: "axis-text axis-tick", x: Math.max(half, Math.min(end - half, x)), y: bottom + 15, "text-anchor": "middle" },
          text));
    }
    const points = this.zero && this.measure.form === "share";
    const unit = points ? `${this.measure.title}, points` : this.measure.unit ? `${this.measure.title}, ${this.measure.unit}`
      : this.measure.title;
    picture.append(svg("text", { class: "axis-title", x: this.left + this.width / 2, y: bottom + 33, "text-anchor": "middle" }, unit));
  }
}
