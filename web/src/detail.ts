import { present } from "./columns";
import { Curve } from "./curve";
import { layerName } from "./document";
import { h } from "./dom";
import { percent } from "./format";
import { figure } from "./figure";
import type { Run } from "./run";
import type { CurveSeries } from "./series";
import type { Store } from "./view";

interface Plate { name: string; title: string; log: boolean; bands?: [number, number, string][]; limits?: [number, number];
  least?: [number, number];
  series: [string, string, string, ((value: number) => string)?][] }

const plates: Plate[] = [
  { name: "layer-update", title: "Update ratio", log: true, bands: [[1e-4, 1e-2, "band-good"]], least: [1e-5, 1e-1],
    series: [["update.ratio", "‖Δw‖/‖w‖", "line-1"]] },
  { name: "layer-gradient", title: "Gradient", log: true, series: [["delta.rms", "through the layer (delta.rms)", "line-4"],
    ["gradient.norm", "of its weight", "line-2"]] },
  { name: "layer-activation", title: "Activation", log: true, series: [["activation.rms", "size (rms)", "line-5"],
    ["activation.std", "signal (std)", "line-1"], ["activation.max", "largest", "line-6"]] },
  { name: "layer-units", title: "Units", log: false, limits: [0, 1], series: [["activation.zero", "zeros", "line-1", percent],
    ["activation.saturated", "saturated", "line-2", percent], ["units.dead", "dead", "line-4", percent]] },
];

/** Everything that was measured of the selected layer. */
export function detailSection(run: Run, store: Store): { element: HTMLElement; curves: Curve[] } {
  const title = h("h3", {}), body = h("div", { class: "grid" }), close = h("button",
    { type: "button", onclick: () => store.set({ layer: null }) }, "Let go");
  const element = h("div", { class: "detail", hidden: true }, h("header", {}, title, close), body);
  const curves: Curve[] = [];
  let shown = new Set<string>();

  async function show(): Promise<void> {
    const layer = store.view.layer;
    element.hidden = layer === null || !run.layers[layer];
    if (element.hidden || layer === null) return;
    const about = run.layers[layer];
    title.textContent = `Layer ${layerName(layer + 1, about.path)} · ${about.kind}`;
    await run.all();
    if (curves.length === 0) make();
    curves.forEach(curve => {
      const has = curve.options.series().length > 0;
      curve.element.closest("figure")!.hidden = !has;
      if (has) curve.draw();
    });
  }

  function make(): void {
    for (const plate of plates) {
      if (shown.has(plate.name)) continue;
      shown = shown.add(plate.name);
      const curve = new Curve({
        name: plate.name, title: plate.title, log: () => plate.log, bands: plate.bands, limits: plate.limits, least: plate.least,
        height: 160, marks: () => run.document.findings,
        series: () => plate.series.flatMap(([name, label, colour, format]) => series(name, label, colour, format)),
      }, run, store);
      curves.push(curve);
      body.append(figure({ name: plate.name, title: plate.title, describe: () => curve.describe(), table: () => curve.table(),
        canvas: () => curve.canvas(), vector: () => curve.vector() }, curve.element));
    }
  }

  function series(name: string, label: string, colour: string, format?: (value: number) => string): CurveSeries[] {
    const matrix = run.now(name), layer = store.view.layer;
    if (!matrix || layer === null || layer >= matrix.rows) return [];
    const values = Array.from(matrix.row(layer), present);
    return values.some(value => value !== undefined) ? [{ label, colour, steps: run.steps, values, format }] : [];
  }

  store.on((_, changed) => {
    if (changed.has("layer")) void show();
  });
  void show();
  return { element, curves };
}
