import { Curve, type CurveOptions, type CurveSeries } from "./curve";
import { type Epoch, toNumber } from "./document";
import { h } from "./dom";
import { percent } from "./format";
import { figure } from "./figure";
import { FlowMap } from "./map";
import { type Quantity, quantityOf } from "./quantities";
import { difference } from "./recipe";
import { Run } from "./run";
import type { Store } from "./view";

/** Two runs on the same axes, what one has more than the other through layers and steps, and how their recipes differ. */
export async function compareSection(run: Run, other: Run, store: Store): Promise<{ element: HTMLElement; draw(): void }> {
  const names: [Run, string, string][] = [[run, run.document.name, "line-1"], [other, other.document.name, "line-2"]];
  const sampled = (name: string): CurveSeries[] => names.flatMap(([each, label, colour]) =>
    (each.series(name).some(value => !Number.isNaN(value)) ? [{ label: `loss ${label}`.slice(name === "loss" ? 0 : 5), colour,
    steps: each.steps, values: each.series(name), smooth: name === "loss" }] : []));
  const epochs = (value: (epoch: Epoch) => number | string | undefined, format?: (value: number) => string): CurveSeries[] =>
    names.flatMap(([each, label, colour]) => {
    const some = each.document.epochs.filter(epoch => value(epoch) !== undefined);
    return some.length ? [{ label, colour, steps: some.map(epoch => epoch.step), values: some.map(epoch => toNumber(value(epoch))),
      points: true, format }] : [];
  });
  const plates: CurveOptions[] = [
    { name: "compare-loss", title: "Loss", log: () => true, series: () => sampled("loss") },
    { name: "compare-accuracy", title: "Accuracy on the validation part", log: () => false, limits: [0, 1], series: () =>
      epochs(epoch => epoch.validationAccuracy, percent) },
    { name: "compare-validation", title: "Loss on the validation part", log: () => true, series: () =>
      epochs(epoch => epoch.validationLoss) },
    { name: "compare-attenuation", title: "Attenuation, decades per layer", log: () => false, least: [-0.25, 0.25],
      bands: [[-0.1, 0.1, "band-good"]], series: () => sampled("attenuation") },
  ];
  const curves = plates.map(options => new Curve(options, run, store)).filter(curve => curve.options.series().length > 0);
  const frames = curves.map(curve => figure({ name: curve.options.name, title: curve.options.title, describe: () => curve.describe(),
    table: () => curve.table(), canvas: () => curve.canvas(), vector: () => curve.vector() }, curve.element));
  const apart = Run.difference(run, other), map = apart.layers.length > 0 ? new FlowMap(apart, store, name =>
    more(quantityOf(name), other.document.name)) : null;
  await map?.load();
  const picture = map && figure({
    name: "difference",
    title: `What ${run.document.name} has more than ${other.document.name}`,
    note: "The quantity chosen above, in decades where it is an amount: blue is less, orange is more, white is the same.",
    describe: () => map.describe(),
    canvas: () => map.picture(),
    table: async () => {
      const matrix = await apart.matrix(store.view.quantity);
      return { columns: ["step", ...apart.layers.map(layer => layer.path)], rows: apart.steps.map((step, column) =>
        [step, ...apart.layers.map((_, layer) => matrix?.at(layer, column) ?? null)]) };
    },
  }, map.element);
  const recipes = run.document.recipe && other.document.recipe ? h("div", {}, h("h3", {},
    `From the recipe of ${other.document.name} to that of ${run.document.name}`),
    h("pre", { class: "recipe", tabindex: 0, role: "region", "aria-label": "Difference of the recipes" },
      ...difference(other.document.recipe, run.document.recipe))) : null;
  return {
    element: h("div", {}, h("div", { class: "grid" }, ...frames), picture, recipes),
    draw: () => {
      map?.draw();
      curves.forEach(curve => curve.draw());
    },
  };
}

/** The quantity of a difference: around 0, by the data's own limits. */
function more(quantity: Quantity, than: string): Quantity {
  const unit = quantity.scale === "log" ? "decades above" : "above";
  return { ...quantity, label: `${quantity.label}, ${unit} ${than}`, meaning: `${quantity.label}: ${unit} ${than}.`, scale: "linear",
    palette: "diverging", limits: undefined, centre: 0 };
}
