import uPlot from "uplot";
import { colour, h } from "./dom";
import { number, ticks } from "./format";
import { decadesAround, distinct, logLabels, logTicks } from "./logTicks";
import type { Finding } from "./document";
import { framed } from "./framed";
import { attachKeys, attachPointer } from "./pointer";
import { whenSeen } from "./seen";
import { Course } from "./course";
import type { Run } from "./run";
import { type CurveSeries, smoothed, valueAt } from "./series";
import type { Store } from "./view";
import type { Table } from "./figure";
import { drawCurves } from "./vector";

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
      run => this.course(run));
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
    return this.course(run).at(step);
  }

  /** The course of a run on the axis that is shown, which counts what the picture's run counts. */
  private course(run = this.run): Course {
    const { unit } = this.store.view, own = this.run.course(unit);
    return run === this.run || own.name === "steps" ? own : run.course(unit, this.run.seconds);
  }

  /** The runs of the picture, its own in front. */
  private get runs(): Run[] {
    return [...new Set([this.run, ...this.shown.flatMap(each => each.run ?? [])])];
  }

  /** The ends of the axis: what is zoomed to, else all that any of the runs has reached. */
  private ends(): [number, number] {
    const { zoom } = this.store.view;
    if (zoom) return [this.reached(zoom[0]), this.reached(Math.max(zoom[1], zoom[0] + 1))];
    const places = this.runs.flatMap(run => run.extent.map(step => this.reached(step, run)));
    return [Math.min(...places), Math.max(...places)];
  }

  /** The step at a place: a sample of the picture's run; beyond its end, where only another has come to, any step. */
  private sampled(step: number): number | null {
    return step > this.run.extent[1] && this.runs.length > 1 ? Math.round(step) : this.run.sampled(step);
  }

  describe(): string {
    return this.series().map(each => {
      const finite = each.values.filter((value): value is number => Number.isFinite(value));
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
    const usable = this.shown.map(each => [placesOf(each.steps, this.course(each.run)),
      each.values.map(value => (shows(value, log) ? value : null))] as uPlot.AlignedData);
    const data = usable.length > 1 ? uPlot.join(usable) : usable[0];
    const course = this.course(), [from, to] = this.ends();
    const axisFont = "11px system-ui, sans-serif", ink = colour("ink-2"), grid = { stroke: colour("grid"), width: 1 };
    // The library's own places of a logarithmic axis have no end between some powers of ten, as 1e-24 and 1e-22, and beyond 1e16 it
    // finds no step and draws none. A step of 5 or more that spans the axis is always one for it, and is not used.
    const own = (places: (low: number, high: number) => number[]) => ({
      incrs: (_: uPlot, __: number, low: number, high: number) => [Math.max(5, high - low)],
      splits: (_: uPlot, __: number, low: number, high: number) => places(low, high), filter: (_: uPlot, at: number[]) => at });
    const places = (whole: boolean) => own((low, high) => logTicks(low, high).filter(at => !whole || Number.isInteger(at)));
    // Without a value in sight the library makes no axis of them, unless it is told its ends.
    const empty = !usable.some(([x, y]) => x.some((at, i) => at >= from && at <= to && y[i] !== null));
    const range = (low: number | null, high: number | null) => this.range(log, low, high), [low, high] = range(null, null);
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
        y: { distr: log ? 3 : 1, ...(empty ? { min: low, max: high } : {}), range: (_, low, high) => range(low, high) },
      },
      axes: [
        { stroke: ink, grid, ticks: grid, font: axisFont, size: 26,
          ...(this.store.view.axis === "log" && from > 0 ? places(course.whole) : course.whole ? { incrs: wholes } : {}),
          values: (plot, at) => {
            // Where decades are narrow, only they have names.
            const narrow = plot.scales.x.distr === 3 && this.width / Math.log10(to / from) < 130;
            return course.labels(at).map((text, i) => (narrow && !/^1e/.test(at[i].toExponential()) ? "" : text));
          } },
        { stroke: ink, grid, ticks: grid, font: axisFont, ...(log ? places(false) : own((low, high) => ticks(low, high, 5))),
          values: (_, at) => (log ? logLabels(at) : distinct(at)),
          // As wide as its longest number.
          size: (_, texts) => Math.max(52, 16 + 6.4 * Math.max(0, ...(texts ?? []).map(text => text.length))) },
      ],
      series: [{}, ...this.shown.map(each => ({
        label: each.label, stroke: colour(each.colour), width: each.label.endsWith("(raw)") ? 0.6 : 1.6, dash: each.dash, spanGaps: true,
          alpha: each.label.endsWith("(raw)") ? 0.45 : 1,
        // One value makes no line.
        points: { show: each.points ?? each.values.filter(value => shows(value, log)).length < 2, size: 5, fill: colour(each.colour) },
      }))],
      hooks: { ready: [() => this.moveCursor()], drawClear: [plot => this.drawBands(plot)], draw: [plot => this.drawMarks(plot)] },
    }, data ?? [[], []], this.plotBox);
    const over = this.plot.over;
    over.append(this.line);
    attachPointer(over, x => course.step(this.plot!.posToVal(x, "x")), step => this.sampled(step), this.store);
    this.plotBox.setAttribute("role", "img");
    this.plotBox.setAttribute("aria-label", `${this.options.title}. ${this.describe()}`);
  }

  private range(log: boolean, low: number | null, high: number | null): [number, number] {
    const { least, limits } = this.options;
    if (limits) return limits;
    if (low == null || high == null) return least ?? (log ? [0.1, 1] : [0, 1]);
    return (log ? decadesAround : flat)(Math.min(low, least?.[0] ?? low), Math.max(high, least?.[1] ?? high));
  }

  private series(): CurveSeries[] {
    const smooth = this.store.view.smooth;
    // A run that has no epochs has no place on an axis of them.
    const placed = this.options.series().filter(each => this.course(each.run).name === this.course().name);
    return placed.flatMap(each => (!each.smooth || smooth === 0 ? [each] : [
      { ...each, label: `${each.label} (raw)` },
      { ...each, values: smoothed(each.values, smooth) },
    ]));
  }

  private moveCursor(): void {
    if (!this.plot || !this.seen) return;
    const { step } = this.store.view, place = this.reached(this.sampled(step ?? this.run.extent[1]) ?? this.run.extent[1]);
    const x = this.plot.valToPos(place, "x");
    this.line.hidden = !(x >= -1 && x <= this.plot.bbox.width / (devicePixelRatio || 1) + 1);
    this.line.style.transform = `translateX(${x}px)`;
    const named = this.shown.filter(each => !each.label.endsWith("(raw)"));
    while (this.legend.children.length > named.length) this.legend.lastChild!.remove();
    named.forEach((each, i) => {
      let item = this.legend.children[i] as HTMLElement | undefined;
      if (!item) this.legend.append((item = h("span", { class: "key" }, h("i", { "aria-hidden": "true" }), h("span", {}), h("b", {}))));
      const value = this.valueAt(each, place), [swatch, label, figure] = item.children as unknown as HTMLElement[];
      if (label.textContent !== each.label) {
        swatch.style.background = `var(--${each.colour})`;
        label.textContent = each.label;
      }
      figure.textContent = value === undefined ? "–" : Number.isNaN(value) ? "NaN" : (each.format ?? number)(value);
    });
  }

  /** What a series has at a place of the axis; undefined where its run has not come to. */
  private valueAt(series: CurveSeries, place: number): number | undefined {
    const run = series.run ?? this.run, step = this.course(run).step(place);
    return step > run.extent[1] * (1 + 1e-9) ? undefined : valueAt(series, run.seenAt(step));
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
        if (value === undefined || Number.isFinite(value) || !Number.isFinite(each.steps[i])) return;
        context.fillRect(plot.valToPos(this.reached(each.steps[i], each.run), "x", true) - ratio, top, 2 * ratio, 5 * ratio);
      });
    }
    context.restore();
  }
}

const placesOf = (steps: number[], course: Course): number[] => steps.map(step => course.at(step));

/** Whole distances between places of an axis, for what there are no parts of. */
const wholes = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map(digit => digit * 10 ** power)).flat();

/** Whether a value has a place on an axis. */
const shows = (value: number | undefined, log: boolean): value is number => Number.isFinite(value) && (!log || value! > 0);

function flat(low: number, high: number): [number, number] {
  const room = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  // An axis that nearly begins at 0 begins there.
  return [low >= 0 && low < (high - low) ? 0 : low - room, high + room];
}
