import type { Matrix } from "./columns";
import { isMissing } from "./columns";
import { type Finding, layerName, layersOf } from "./document";
import { colour, h, sizeCanvas } from "./dom";
import { count, number, percent, ranges } from "./format";
import { showFinding } from "./findings";
import { framed } from "./framed";
import { legend, legendHeight, paintLegend, type Seen } from "./legend";
import { attachKeys, attachPointer } from "./pointer";
import { type Quantity, quantityOf as known } from "./quantities";
import { drawProfile } from "./profile";
import { raster } from "./raster";
import { setReadout } from "./readout";
import type { Run } from "./run";
import { scaleOf, ValueScale } from "./scale";
import { shortened } from "./shorten";
import { StepScale } from "./steps";
import type { Store } from "./view";

const top = 22, bottom = 24;

/** The map of one quantity: layers from the input at the bottom to the output on top, steps from left to right. */
export class FlowMap {
  readonly element: HTMLElement;
  readonly base = h("canvas", { role: "img" });
  private readonly over = h("canvas", { "aria-hidden": "true" });
  private readonly line = h("div", { class: "cursor-line", "aria-hidden": "true" });
  private readonly surface = h("div", { class: "map-surface" }, this.line);
  private readonly side = h("canvas", { class: "side", "aria-hidden": "true" });
  private readonly marks = h("div", { class: "marks" });
  private readonly key = h("div", { class: "map-legend" });
  private readonly seen: Seen = new Set();
  private readonly readout = h("div", { class: "readout" });
  private matrix: Matrix | null = null;
  private quantity: Quantity;
  private scale: ValueScale = new ValueScale(true, -6, 0);
  private axis!: StepScale;
  private full = 0;
  private left = 0;
  private width = 0;
  private height = 0;
  private profile = 0;
  private wanted = "";
  recent = false;

  constructor(private readonly run: Run, private readonly store: Store, private readonly quantityOf: (name: string) => Quantity = known) {
    this.quantity = this.quantityOf(store.view.quantity);
    const box = h("div", { class: "map-box" }, this.base, this.over, this.side, this.surface, this.marks);
    this.element = h("div",
      { class: "map", role: "group",
      "aria-label": "Map of layers and steps: left and right move the cursor, up and down the selected layer" }, this.readout, box,
      this.key);
    attachKeys(this.element, run, store);
    attachPointer(this.surface, x => this.axis.toStep(x + this.left), step => run.sampled(step), store, y => this.layerAt(y));
    new ResizeObserver(() => {
      if (Math.abs(box.clientWidth - this.full) > 1) this.draw();
    }).observe(box);
    store.on((_, changed) => {
      if (changed.has("quantity")) void this.load();
      else if (changed.has("zoom") || changed.has("axis") || changed.has("unit")) this.draw();
      else {
        if (changed.has("layer")) this.drawOver();
        if (changed.has("layer") || changed.has("step")) this.moveCursor();
      }
    });
  }

  private get findings(): Finding[] {
    return this.run.document.findings;
  }

  async load(): Promise<void> {
    const name = this.store.view.quantity;
    this.wanted = name;
    const matrix = await this.run.matrix(this.run.quantities.includes(name) ? name : this.run.quantities[0]);
    if (this.wanted !== name) return;
    this.quantity = this.quantityOf(name);
    this.matrix = matrix;
    this.draw();
  }

  /** Draws all again, as after new data or another theme. */
  draw(): void {
    const box = this.base.parentElement!, rows = this.run.layers.length, full = box.clientWidth;
    if (!this.matrix || full < 60 || rows === 0) return;
    this.full = full;
    const narrow = full < 620;
    this.left = narrow ? 58 : 148;
    this.profile = narrow ? 0 : Math.min(190, full * 0.2);
    this.width = Math.max(40, Math.round(full - this.left - this.profile - 10));
    this.height = Math.round(Math.max(150, Math.min(460, rows * (narrow ? 20 : 24))));
    const columns: [number, number] | undefined = this.recent ? [Math.floor(this.matrix.columns * 0.8), this.matrix.columns] : undefined;
    this.scale = scaleOf(this.quantity, this.matrix, columns);
    this.axis = new StepScale(this.run.extent, this.store.view.axis, this.store.view.zoom, this.left, this.width,
      this.run.course(this.store.view.unit));
    const context = sizeCanvas(this.base, full, this.height + top + bottom);
    context.clearRect(0, 0, full, this.height + top + bottom);
    this.seen.clear();
    const image = raster(this.matrix, this.quantity, this.scale, this.run.steps, this.axis,
      Math.round(this.width * (devicePixelRatio || 1)), this.seen);
    context.fillStyle = colour("well");
    context.fillRect(this.left, top, this.width, this.height);
    const copy = h("canvas", { width: image.width, height: image.height });
    copy.getContext("2d")!.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(copy, this.left, top, this.width, this.height);
    this.drawRows(context, rows);
    this.drawAxis(context);
    this.place(full);
    this.key.replaceChildren(...legend(this.quantity, this.scale, this.seen));
    this.drawOver();
    this.moveCursor();
    this.base.setAttribute("aria-label", this.describe());
  }

  /** The whole picture on one canvas: the map with its findings, the profile, and the scale. */
  picture(): HTMLCanvasElement {
    const step = this.run.steps[this.run.column(this.store.view.step)] ?? 0, parts = [{ canvas: this.base, left: 0 },
      { canvas: this.over, left: 0 }];
    if (this.profile > 0) parts.push({ canvas: this.side, left: this.left + this.width + 8 });
    return framed(`${this.run.document.name}: ${this.quantity.label}`,
      [{ text: `${this.quantity.name}, layers from the input at the bottom, over ${this.run.course(this.store.view.unit).name}; `
        + `cursor at step ${count(step)}` }], parts, legendHeight, (context, upper) =>
      paintLegend(context, Math.min(this.left + 12, 60), upper, this.quantity, this.scale, this.seen));
  }

  describe(): string {
    const column = this.run.column(this.store.view.step), step = this.run.steps[column];
    const at = (layer: number) => this.format(this.run.value(this.quantity.name, layer, column));
    const last = this.run.layers.length - 1;
    return `${this.quantity.label} of ${this.run.layers.length} layers at ${count(this.run.steps.length)} sampled steps. `
      + `At step ${count(step ?? 0)}: ${at(0)} in the first layer, ${at(last)} in the last. ${this.findings.length} findings are marked.`;
  }

  format(value: number | undefined): string {
    if (value === undefined || isMissing(value)) return "–";
    const about = this.matrix?.approximate && value !== 0 ? "≈ " : "";
    return about + (this.quantity.palette === "share" ? percent(value) : number(value, this.matrix?.approximate ? 2 : 3));
  }

  /** The middle of a layer's row. */
  private rowY(layer: number): number {
    return top + (this.run.layers.length - layer - 0.5) * (this.height / this.run.layers.length);
  }

  private layerAt(y: number): number | null {
    const layer = this.run.layers.length - 1 - Math.floor((y / this.height) * this.run.layers.length);
    return layer >= 0 && layer < this.run.layers.length ? layer : null;
  }

  private drawRows(context: CanvasRenderingContext2D, rows: number): void {
    const each = this.height / rows, stride = Math.max(1, Math.ceil(13 / each));
    if (each >= 9) {
      context.fillStyle = colour("card");
      for (let row = 1; row < rows; row++) context.fillRect(this.left, top + row * each - 0.5, this.width, 1);
    }
    context.font = "11px system-ui, sans-serif";
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.fillStyle = colour("ink-2");
    const { layers } = this.run, fits = (text: string) => context.measureText(text).width <= this.left - 12;
    // Names before kinds, where there is no room for both.
    const full = layers.map(({ path, kind }) => `${path} ${kind}`), names = this.left >= 100 && full.every(fits) ? full
      : shortened(layers.map(({ path }) => path), fits);
    for (let layer = 0; layer < rows; layer++) {
      if (layer % stride && layer !== rows - 1) continue;
      if (layer !== rows - 1 && rows - 1 - layer < stride) continue;
      context.fillText(names[layer], this.left - 8, this.rowY(layer));
    }
  }

  private drawAxis(context: CanvasRenderingContext2D): void {
    context.textAlign = "center";
    context.fillStyle = colour("ink-2");
    context.strokeStyle = colour("grid");
    let end = -Infinity;
    for (const { x, text } of this.axis.ticks()) {
      context.fillRect(Math.round(x), top + this.height, 1, 4);
      // A label stays below the map: beside it stand those of the profile.
      const half = context.measureText(text).width / 2, place = Math.min(Math.max(x, this.left + half), this.left + this.width - half);
      if (place - half < end + 6) continue;
      context.fillText(text, place, top + this.height + 14);
      end = place + half;
    }
  }

  private place(full: number): void {
    Object.assign(this.surface.style, { left: `${this.left}px`, top: `${top}px`, width: `${this.width}px`, height: `${this.height}px` });
    sizeCanvas(this.over, full, this.height + top + bottom);
    this.side.hidden = this.profile === 0;
    this.side.style.left = `${this.left + this.width + 8}px`;
    const taken: number[] = [];
    this.marks.replaceChildren(...this.findings.flatMap((finding, i) => {
      const x = this.axis.toX(Math.max(finding.step, this.run.steps[0] ?? 1));
      if (x < this.left - 1 || x > this.left + this.width + 1) return [];
      let place = Math.min(Math.max(x, this.left + 8), this.left + this.width - 8);
      while (taken.some(other => Math.abs(other - place) < 16)) place += 16;
      taken.push(place);
      const button = h("button", {
        type: "button", class: `mark ${finding.severity}`, title: `${finding.code} ${finding.title}, step ${count(finding.step)}`,
        "aria-label": `${finding.severity} ${finding.code}: ${finding.title}, step ${count(finding.step)}`
            + (finding.layers.length ? `, layers ${ranges(layersOf(finding))}` : ""),
        onclick: () => {
          showFinding(finding, this.run, this.store);
          document.getElementById(`finding-${i}`)?.scrollIntoView({ behavior: "smooth", block: "start" });
        },
      }, finding.severity === "error" ? "!" : finding.severity === "warning" ? "△" : "i");
      button.style.left = `${place}px`;
      return [button];
    }));
  }

  /** What stands over the map and does not follow the hand: findings and the selected layer. */
  private drawOver(): void {
    if (!this.matrix || !this.axis) return;
    const ratio = devicePixelRatio || 1, context = (printing() ? this.base : this.over).getContext("2d")!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!printing()) context.clearRect(0, 0, this.over.width, this.over.height);
    const rows = this.run.layers.length, each = this.height / rows;
    for (const finding of this.findings) {
      const x = this.axis.toX(Math.max(finding.step, this.run.steps[0] ?? 1));
      if (x < this.left - 1 || x > this.left + this.width + 1) continue;
      context.fillStyle = colour(finding.severity);
      for (const one of layersOf(finding)) context.fillRect(Math.min(x, this.left + this.width - 2), this.rowY(one - 1) - each / 2
          + Math.min(1, each / 6), 2.5, each - Math.min(2, each / 3));
    }
    const layer = this.store.view.layer;
    if (layer === null || layer >= rows) return;
    context.strokeStyle = colour("ink");
    context.lineWidth = 1.5;
    context.strokeRect(this.left + 0.75, this.rowY(layer) - each / 2 + 0.75, this.width - 1.5, Math.max(3, each - 1.5));
  }

  private moveCursor(): void {
    if (!this.matrix || !this.axis) return;
    const column = this.run.column(this.store.view.step), step = this.run.steps[column] ?? 1, x = this.axis.toX(step) - this.left;
    this.line.hidden = !(x >= -1 && x <= this.width + 1);
    this.line.style.transform = `translateX(${x}px)`;
    if (this.profile > 0) {
      const left = printing() ? this.left + this.width + 16 : 8, height = this.height + top + bottom;
      const context = printing() ? this.base.getContext("2d")! : sizeCanvas(this.side, this.profile, height);
      if (!printing()) context.clearRect(0, 0, this.profile, height);
      drawProfile(context, { left, top, width: this.profile - 22, height: this.height }, this.matrix, column, this.scale,
        `at step ${count(step)}`);
    }
    this.tell(column, step, this.store.view.layer);
  }

  private tell(column: number, step: number, layer: number | null): void {
    const at = (row: number) => this.format(this.matrix!.at(row, column)), parts: [string, string, string][] = [["step ", count(step), ""]];
    const attenuation = this.run.series("attenuation")[column];
    if (attenuation !== undefined) parts.push(["attenuation ", number(attenuation, 2), " decades per layer"]);
    if (layer !== null && this.run.layers[layer]) parts.push([`layer ${layerName(layer + 1, this.run.layers[layer].path)} `, at(layer),
      ""]);
    else parts.push(["first layer ", at(0), ""], ["last ", at(this.run.layers.length - 1), ""]);
    setReadout(this.readout, parts);
  }
}

// On paper a canvas hides what is below it, so that all is drawn on one.
const printing = (): boolean => document.documentElement.classList.contains("printing");
