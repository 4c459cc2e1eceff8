import { isMissing } from "./columns";
import { h, svg } from "./dom";
import { attachPointer } from "./pointer";
import type { Run } from "./run";
import { StepScale } from "./steps";
import type { Store } from "./view";

const height = 30;

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
    private readonly limits: () => [number, number], private readonly healthy?: [number, number]) {
    attachPointer(this.cell, x => this.axis?.toStep(x) ?? 1, step => run.sampled(step), store);
  }

  draw(): void {
    const matrix = this.run.now(this.name), width = this.cell.clientWidth;
    if (!matrix || width < 10) return;
    this.axis = new StepScale(this.run.extent, this.store.view.axis, this.store.view.zoom, 0, width,
      this.run.course(this.store.view.unit));
    const [low, high] = this.limits();
    const y = (value: number) => height - 2 - ((Math.log10(Math.max(value, 1e-45)) - low) / (high - low)) * (height - 4);
    if (this.healthy) {
      const upper = Math.max(0, y(this.healthy[1]));
      this.band.setAttribute("y", String(upper));
      this.band.setAttribute("height", String(Math.max(0, Math.min(height, y(this.healthy[0])) - upper)));
    }
    const values = matrix.row(this.layer), lowest = new Float64Array(width).fill(Infinity),
      highest = new Float64Array(width).fill(-Infinity), broken: number[] = [];
    for (let i = 0; i < values.length; i++) {
      const x = Math.floor(this.axis.toX(this.run.steps[i]));
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
    this.line.setAttribute("d", path.join(""));
    this.broken.setAttribute("d", broken.map(x => `M${x} 0V5`).join(""));
  }

  /** Where the cursor stands in it. */
  cursor(): number {
    return this.axis?.toX(this.run.steps[this.run.column(this.store.view.step)] ?? 1) ?? 0;
  }
}
