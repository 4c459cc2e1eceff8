import { Curve } from "./curve";
import { h } from "./dom";
import { choice, figure } from "./figure";
import { FlowMap } from "./map";
import { quantities } from "./quantities";
import type { Run } from "./run";
import type { Store } from "./view";

/** The map of layers and steps, with the attenuation below it and the selected layer's own curves. */
export async function flowSection(run: Run, store: Store): Promise<{ element: HTMLElement; map: FlowMap | null; curves: Curve[] }> {
  if (run.layers.length === 0 || run.steps.length === 0) return { element: h("p", { class: "empty" },
      "The flow of this run was not measured."), map: null, curves: [] };
  const map = new FlowMap(run, store);
  const select = h("select", { "aria-label": "Quantity of the map", onchange: event =>
    store.set({ quantity: (event.target as HTMLSelectElement).value }) },
    ...quantities.filter(each => run.quantities.includes(each.name)).map(each =>
      h("option", { value: each.name }, `${each.label} (${each.name})`)));
  select.value = store.view.quantity;
  const recent = h("button", {
    type: "button", "aria-pressed": "false", title: "set the colours by the last fifth of the run alone", onclick: () => {
      map.recent = !map.recent;
      recent.setAttribute("aria-pressed", String(map.recent));
      map.draw();
    },
  }, "Recent colours");
  const all = h("button", { type: "button", hidden: true, onclick: () => store.set({ zoom: null }) }, "Show all steps");
  const axis = choice<"log" | "linear">("Axis of steps", [["log", "log steps"], ["linear", "linear steps"]], store.view.axis, value =>
    store.set({ axis: value }));
  store.on((view, changed) => {
    if (changed.has("quantity")) select.value = view.quantity;
    if (changed.has("axis")) axis.choose(view.axis);
    if (changed.has("zoom")) all.hidden = view.zoom === null;
  });
  all.hidden = store.view.zoom === null;
  await map.load();
  const picture = figure({
    name: "flow",
    title: "Signal and gradient through the layers",
    note: "Input at the bottom. Drag to zoom, double-click to show all; arrow keys move the cursor, and ? tells of all keys. "
        + "Where several samples share a pixel, the most unusual one is shown.",
    describe: () => map.describe(),
    canvas: () => map.picture(),
    table: async () => {
      const name = store.view.quantity, matrix = await run.matrix(name);
      return {
        columns: ["step", ...run.layers.map((layer, i) => `${i + 1} ${layer.path}`)],
        rows: run.steps.map((step, column) => [step, ...run.layers.map((_, layer) => matrix?.measured(layer, column) ?? null)]),
      };
    },
  }, map.element, select, axis, recent, all);

  const curves: Curve[] = [];
  const add = (curve: Curve) => {
    curves.push(curve);
    return figure({ name: curve.options.name, title: curve.options.title, describe: () => curve.describe(), table: () => curve.table(),
      canvas: () => curve.canvas(), vector: () => curve.vector() }, curve.element);
  };
  const attenuation = run.series("attenuation").some(value => value !== undefined) ? add(new Curve({
    name: "attenuation", title: "Attenuation, decades per layer", log: () => false, height: 170, least: [-0.25, 0.25],
      bands: [[-0.1, 0.1, "band-good"]], marks: () => run.document.findings,
    series: () => [{ label: "slope of log₁₀ ‖δ‖, the norm of the gradient, towards the input; below 0 it vanishes", colour: "line-1",
      steps: run.steps, values: run.series("attenuation") }],
  }, run, store)) : null;
  return { element: h("div", {}, picture, attenuation), map, curves };
}
