import { isMissing, type Matrix } from "./columns";
import { h, svg } from "./dom";
import { attachPointer } from "./pointer";
import type { Run } from "./run";
import { StepScale } from "./steps";
import type { Store } from "./view";

export const height = 30;

/** The band of healthy values of a quantity, where it has one. */
export const healthyBand = (name: string): [number, number] | undefined => (name === "update.ratio" ? [1e-4, 1e-2] : undefined);

/** What a small curve is made of: paths of the values and of those that are no numbers, and the healthy band. */
export interface SparkPaths { line: string; broken: string; band: { y: number; height: number } | null }

/** The paths of a layer's small curve on an axis that begins at 0, with limits in decades. */
export function sparkPaths(run: Run, matrix: Matrix, layer: number, name: string, axis: StepScale, width: number,
  [low, high]: [number, number]): SparkPaths {
  const y = (value: number) => height - 2 - ((Math.log10(Math.max(value, 1e-45)) - low) / (high - low)) * (height - 4);
  const healthy = healthyBand(name), upper = healthy ? Math.max(0, y(healthy[1])) : 0;
  const band = healthy ? { y: upper, height: Math.max(0, Math.min(height, y(healthy[0])) - upper) } : null;
  const values = matrix.row(layer), lowest = new Float64Array(width).fill(Infinity), highest = new Float64Array(width).fill(-Infinity),
    broken: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const x = Math.floor(axis.toX(run.steps[i]));
    if (x < 0 || x > width || isMissing(values[i])) continue;
    const at = Math.min(width - 1, x);
    if (!Number.isFinite(values[i])) {
      broken.push(at);
      continue;
    }
    const place = Math.max(-1, Math.min(height + 1, y(values[i])));
    lowest[at] = Math.min(lowest[at], place);
    highest[at] = Math.max(highest[at], place);
  }
  const path: string[] = [];
  for (let x = 0; x < width; x++) {
    if (highest[x] < lowest[x]) continue;
    path.push(`${path.length ? "L" : "M"}${x} ${highest[x].toFixed(1)}`);
    if (highest[x] - lowest[x] > 0.5) path.push(`V${lowest[x].toFixed(1)}`);
  }
  return { line: path.join(""), broken: broken.map(x => `M${x} 0V5`).join(""), band };
}

/**
 * A small curve of one layer: for each pixel the lowest and the highest value, so that no spike is lost. It is a path rather than a canvas:
 * hundreds of canvases would slow every frame.
 */
export class Spark {
  private readonly band = svg("rect", { class: "spark-band", x: 0, width: "100%" });
  private readonly line = svg("path", { class: "spark-line" });
  private readonly broken = svg("path", { class: "spark-broken" });
  readonly cell = h("td", { class: "spark-cell" }, svg("svg", { class: "spark", "aria-hidden": "true", height }, this.band, this.line,
    this.broken));
  private axis: StepScale | null = null;

  constructor(private readonly run: Run, private readonly store: Store, private readonly layer: number, private readonly name: string,
    private readonly limits: () => [number, number]) {
    attachPointer(this.cell, x => this.axis?.toStep(x) ?? 1, step => run.sampled(step), store);
  }

  draw(): void {
    const matrix = this.run.now(this.name), width = this.cell.clientWidth;
    if (!matrix || width < 10) return;
    this.axis = new StepScale(this.run.extent, this.store.view.axis, this.store.view.zoom, 0, width,
      this.run.course(this.store.view.unit));
    const { line, broken, band } = sparkPaths(this.run, matrix, this.layer, this.name, this.axis, width, this.limits());
    if (band) {
      this.band.setAttribute("y", String(band.y));
      this.band.setAttribute("height", String(band.height));
    }
    this.line.setAttribute("d", line);
    this.broken.setAttribute("d", broken);
  }

  /** Where the cursor stands in it. */
  cursor(): number {
    return this.axis?.toX(this.run.steps[this.run.column(this.store.view.step)] ?? 1) ?? 0;
  }
}
