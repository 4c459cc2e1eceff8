import uPlot from "uplot";
import { colour, h } from "./dom";
import { number } from "./format";
import { decadesAround, logTicks } from "./logTicks";
import type { Finding } from "./document";
import { framed } from "./framed";
import { attachKeys, attachPointer } from "./pointer";
import { whenSeen } from "./seen";
import type { Run } from "./run";
import type { Store } from "./view";
import type { Table } from "./figure";
import { exponent } from "./format";
import { drawCurves } from "./vector";

export interface CurveSeries {
  label: string;
  /** A colour of the theme. */
  colour: string;
  steps: number[];
  values: number[];
  /** Whose steps they are, where it is not the run that the picture is of. */
  run?: Run;
  dash?: number[];
  /** Whether smoothing applies: the raw line stays behind. */
  smooth?: boolean;
  points?: boolean;
  format?: (value: number) => string;
}

export interface CurveOptions {
  name: string;
  title: string;
  series(): CurveSeries[];
  /** Whether the axis is one of decades. */
  log(): boolean;
  height?: number;
  /** Stretches of values that mean something, as [from, to, colour]. */
  bands?: [number, number, string][];
  /** Limits that do not follow the data. */
  limits?: [number, number];
  /** What the axis always holds, so that small changes do not look large. */
  least?: [number, number];
  marks?: () => Finding[];
}

/** A picture of curves over the steps of a run. */
export class Curve {
  readonly element: HTMLElement;
  private readonly plotBox = h("div", { class: "plot" });
  private readonly legend = h("div", { class: "legend" });
  private readonly line = h("div", { class: "cursor-line" });
  private plot: uPlot | null = null;
  private width = 0;
  private shown: CurveSeries[] = [];
  private seen = true;

  constructor(readonly options: CurveOptions, private readonly run: Run, private readonly store: Store) {
    this.element = h("div", { class: "curve", role: "group", "aria-label": `${options.title}: curves; arrow keys move the cursor` },
      this.legend, this.plotBox);
    attachKeys(this.element, run, store);
    new ResizeObserver(() => {
      if (Math.abs(this.plotBox.clientWidth - this.width) > 1) this.draw();
    }).observe(this.plotBox);
    whenSeen(this.element, seen => {
      this.seen = seen;
      if (seen) this.moveCursor();
    });
    store.on((_, changed) => {
      if ((["axis", "zoom", "smooth", "unit"] as const).some(key => changed.has(key))) this.draw();
      if (changed.has("step")) this.moveCursor();
    });
  }

  canvas(): HTMLCanvasElement {
    return framed(this.run.course(this.store.view.unit).titled(this.options.title),
      this.series().map(each => ({ text: each.label, fill: colour(each.colour) })),
      [{ canvas: this.plot!.ctx.canvas, left: 0 }]);
  }

  vector(): string {
    return drawCurves(this.options.title, this.series(), this.options.log(), this.store.view, this.options.bands ?? [],
      run => (run ?? this.run).course(this.store.view.unit));
  }

  table(): Table {
    const series = this.series().filter(each => !each.label.endsWith("(raw)")), steps = [...new Set(series.flatMap(each =>
      each.steps))].sort((a, b) => a - b);
    const columns = series.map(each => new Map(each.steps.map((step, i) => [step, each.values[i]])));
    return { columns: ["step", ...series.map(each => each.label)], rows: steps.map(step =>
      [step, ...columns.map(column => column.get(step) ?? null)]) };
  }

  /** What was reached at a step, of the picture's run or of another. */
  private reached(step: number, run = this.run): number {
    return run.course(this.store.view.unit).at(step);
  }

  describe(): string {
    return this.series().map(each => {
      const finite = each.values.filter(Number.isFinite);
      return finite.length === 0 ? `${each.label}: no numbers`
        : `${each.label}: from ${number(finite[0])} to ${number(finite[finite.length - 1])}, `
            + `lowest ${number(finite.reduce((a, b) => Math.min(a, b)))}, highest ${number(finite.reduce((a, b) => Math.max(a, b)))}`;
    }).join("; ");
  }

  draw(): void {
    this.width = this.plotBox.clientWidth;
    if (this.width < 40 || this.options.series().length === 0) return;
    this.shown = this.series();
    const log = this.options.log();
    const usable = this.shown.map(each => [each.steps.map(step => this.reached(step, each.run)),
      each.values.map(value => (Number.isFinite(value) && (!log || value > 0) ? value : null))] as uPlot.AlignedData);
    const data = usable.length > 1 ? uPlot.join(usable) : usable[0];
    const [first, last] = this.store.view.zoom ?? this.run.extent, course = this.run.course(this.store.view.unit);
    const from = course.at(first), to = course.at(Math.max(last, first + 1));
    const axisFont = "11px system-ui, sans-serif", ink = colour("ink-2"), grid = { stroke: colour("grid"), width: 1 };
    // The library's own places of a logarithmic axis have no end between some powers of ten, as 1e-24 and 1e-22.
    const places = { splits: (_: uPlot, __: number, low: number, high: number) => logTicks(low, high),
      filter: (_: uPlot, at: number[]) => at };
    this.plot?.destroy();
    this.plot = new uPlot({
      width: this.width,
      height: this.options.height ?? 190,
      legend: { show: false },
      cursor: { show: false },
      padding: [10, 18, 0, 0],
      scales: {
        x: { time: false, ...(this.store.view.axis === "log" && from > 0 ? { distr: 3 as const } : {}),
          range: [from, to] },
        y: log
          ? { distr: 3, range: (_, low, high) => this.options.limits ?? this.decades(low, high) }
          : { range: (_, low, high) => (low == null ? [0, 1] : this.options.limits ?? flat(Math.min(low, this.options.least?.[0] ?? low),
            Math.max(high, this.options.least?.[1] ?? high))) },
      },
      axes: [
        { stroke: ink, grid, ticks: grid, font: axisFont, size: 26, ...(this.store.view.axis === "log" && from > 0 ? places : {}),
          values: (plot, at) => {
            // Where decades are narrow, only they have names.
            const narrow = plot.scales.x.distr === 3 && this.width / Math.log10(to / from) < 130;
            return at.map(each => (each == null ? null : narrow && !/^1e/.test(each.toExponential()) ? "" : course.text(each)));
          } },
        { stroke: ink, grid, ticks: grid, font: axisFont, size: 52, ...(log ? places : {}), values: (_, at) =>
          at.map(each => (each == null ? null : log ? decade(each, at) : number(each))) },
      ],
      series: [{}, ...this.shown.map(each => ({
        label: each.label, stroke: colour(each.colour), width: each.label.endsWith("(raw)") ? 0.6 : 1.6, dash: each.dash, spanGaps: true,
          alpha: each.label.endsWith("(raw)") ? 0.45 : 1,
        points: { show: each.points ?? each.values.length < 2, size: 5, fill: colour(each.colour) },
      }))],
      hooks: { ready: [() => this.moveCursor()], drawClear: [plot => this.drawBands(plot)], draw: [plot => this.drawMarks(plot)] },
    }, data ?? [[], []], this.plotBox);
    const over = this.plot.over;
    over.append(this.line);
    attachPointer(over, x => course.step(this.plot!.posToVal(x, "x")), this.run, this.store);
    this.plotBox.setAttribute("role", "img");
    this.plotBox.setAttribute("aria-label", `${this.options.title}. ${this.describe()}`);
  }

  private decades(low: number | null, high: number | null): [number, number] {
    const { least } = this.options;
    return low == null || high == null ? least ?? [0.1, 1]
      : decadesAround(Math.min(low, least?.[0] ?? low), Math.max(high, least?.[1] ?? high));
  }

  private series(): CurveSeries[] {
    const smooth = this.store.view.smooth;
    return this.options.series().flatMap(each => (!each.smooth || smooth === 0 ? [each] : [
      { ...each, label: `${each.label} (raw)` },
      { ...each, values: smoothed(each.values, smooth) },
    ]));
  }

  private moveCursor(): void {
    if (!this.plot || !this.seen) return;
    const step = this.run.steps[this.run.column(this.store.view.step)] ?? this.run.extent[1];
    const x = this.plot.valToPos(this.reached(step), "x");
    this.line.hidden = !(x >= -1 && x <= this.plot.bbox.width / (devicePixelRatio || 1) + 1);
    this.line.style.transform = `translateX(${x}px)`;
    const named = this.shown.filter(each => !each.label.endsWith("(raw)"));
    while (this.legend.children.length > named.length) this.legend.lastChild!.remove();
    named.forEach((each, i) => {
      let item = this.legend.children[i] as HTMLElement | undefined;
      if (!item) this.legend.append((item = h("span", { class: "key" }, h("i", { "aria-hidden": "true" }), h("span", {}), h("b", {}))));
      const value = valueAt(each, step), [swatch, label, figure] = item.children as unknown as HTMLElement[];
      if (label.textContent !== each.label) {
        swatch.style.background = `var(--${each.colour})`;
        label.textContent = each.label;
      }
      figure.textContent = value === undefined || (Number.isNaN(value) && !this.nan(each)) ? "–" : (each.format ?? number)(value);
    });
  }

  private drawBands(plot: uPlot): void {
    for (const [from, to, fill] of this.options.bands ?? []) {
      const { left, width, top, height } = plot.bbox, limit = (value: number) =>
        Math.max(top, Math.min(top + height, plot.valToPos(value, "y", true)));
      const upper = limit(to), lower = limit(from);
      plot.ctx.fillStyle = colour(fill);
      plot.ctx.fillRect(left, upper, width, lower - upper);
    }
  }

  private drawMarks(plot: uPlot): void {
    const { left, width, top, height } = plot.bbox, context = plot.ctx, ratio = devicePixelRatio || 1;
    context.save();
    for (const mark of this.options.marks?.() ?? []) {
      const x = plot.valToPos(this.reached(Math.max(mark.step, this.run.steps[0] ?? 1)), "x", true);
      if (x < left - 1 || x > left + width + 1) continue;
      context.strokeStyle = context.fillStyle = colour(mark.severity);
      context.setLineDash([3 * ratio, 3 * ratio]);
      context.lineWidth = ratio;
      context.globalAlpha = 0.7;
      context.beginPath();
      context.moveTo(x, top);
      context.lineTo(x, top + height);
      context.stroke();
    }
    // Values that are no numbers stand on the upper edge.
    context.globalAlpha = 1;
    context.fillStyle = "#d6008c";
    for (const each of this.shown) {
      each.values.forEach((value, i) => {
        if (Number.isFinite(value) || value === undefined || each.points || !Number.isFinite(each.steps[i])
            || (Number.isNaN(value) && !this.nan(each))) return;
        context.fillRect(plot.valToPos(this.reached(each.steps[i], each.run), "x", true) - ratio, top, 2 * ratio, 5 * ratio);
      });
    }
    context.restore();
  }

  // Of series that are never missing, NaN is a value.
  private nan(series: CurveSeries): boolean {
    return series.label.startsWith("loss");
  }
}

function valueAt(series: CurveSeries, step: number): number | undefined {
  let low = 0, high = series.steps.length - 1;
  if (high < 0 || series.steps[0] > step) return undefined;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (series.steps[middle] <= step) low = middle;
    else high = middle - 1;
  }
  // Of what is not measured at each sample, the last that was.
  while (low > 0 && Number.isNaN(series.values[low]) && !series.label.startsWith("loss")) low--;
  return series.values[low];
}

function smoothed(values: number[], share: number): number[] {
  let state = NaN, weight = 0;
  return values.map(value => {
    if (!Number.isFinite(value)) return value;
    state = Number.isNaN(state) ? (1 - share) * value : share * state + (1 - share) * value;
    weight = share * weight + (1 - share);
    return state / weight;
  });
}

function flat(low: number, high: number): [number, number] {
  const room = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  // An axis that nearly begins at 0 begins there.
  return [low >= 0 && low < (high - low) ? 0 : low - room, high + room];
}

/** Labels of a log axis: all of them over few decades, whole decades over many. */
function decade(value: number, all: number[]): string {
  const power = Math.log10(value), whole = Math.abs(power - Math.round(power)) < 1e-6;
  const decades = Math.log10(all[all.length - 1] / all[0]);
  if (!whole) return decades < 1.5 && /^[25]/.test(value.toExponential()) ? number(value) : "";
  if (decades > 8 && Math.round(power) % Math.ceil(decades / 6)) return "";
  return Math.abs(power) <= 2 ? number(value) : exponent(Math.round(power));
}
