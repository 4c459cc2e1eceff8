import { Curve, type CurveOptions } from "./curve";
import { type Epoch, type PageDocument, toNumber } from "./document";
import { h } from "./dom";
import { count, percent } from "./format";
import { figure } from "./figure";
import { framedPlates } from "./framed";
import { FlowMap } from "./map";
import { legend, type Seen } from "./legend";
import { drawPlate } from "./plate";
import { type Quantity, quantityOf } from "./quantities";
import { recipeChanges } from "./recipe";
import { Run } from "./run";
import { sharedScale, type ValueScale } from "./scale";
import type { CurveSeries } from "./series";
import type { Store } from "./view";

/** Two runs on the same axes, what one has more than the other through layers and steps, and how their recipes differ. */
export async function compareSection(run: Run, other: Run, store: Store, changes?: PageDocument["recipes"]):
  Promise<{ element: HTMLElement; draw(): void }> {
  const names: [Run, string, string][] = [[run, run.document.name, "line-1"], [other, other.document.name, "line-2"]];
  const sampled = (name: string): CurveSeries[] => names.flatMap(([each, label, colour]) =>
    (each.series(name).some(value => value !== undefined) ? [{ label: `loss ${label}`.slice(name === "loss" ? 0 : 5), colour,
    run: each, steps: each.steps, values: each.series(name), smooth: name === "loss" }] : []));
  const epochs = (value: (epoch: Epoch) => number | string | undefined, format?: (value: number) => string): CurveSeries[] =>
    names.flatMap(([each, label, colour]) => {
    const some = each.document.epochs.filter(epoch => value(epoch) !== undefined);
    return some.length ? [{ label, colour, run: each, steps: some.map(epoch => epoch.step),
      values: some.map(epoch => toNumber(value(epoch))), points: true, format }] : [];
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
        [step, ...apart.layers.map((_, layer) => matrix?.measured(layer, column) ?? null)]) };
    },
  }, map.element);
  const pair = sideBySide(run, other, store);
  const recipes = changes ? recipeChanges(changes, `From the recipe of ${other.document.name} to that of ${run.document.name}`,
    [other.document.name, run.document.name], [other.document.recipe, run.document.recipe]) : null;
  return {
    element: h("div", {}, h("div", { class: "grid" }, ...frames), pair.element, picture, recipes),
    draw: () => {
      void pair.draw();
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

/** The flow of both runs side by side, on one scale of colours. */
function sideBySide(run: Run, other: Run, store: Store): { element: HTMLElement; draw(): Promise<void> } {
  const key = h("div", { class: "map-legend" }), seen: Seen = new Set();
  let scale: ValueScale | null = null;
  const pair = [other, run].map(each => {
    const canvas = h("canvas", { role: "img", "aria-label": `Flow of ${each.document.name}` });
    const note = h("p", { class: "note" });
    return { run: each, canvas, note, element: h("div", { class: "plate" },
      h("p", { class: "plate-name" }, each.document.name), h("div", {}, canvas), note) };
  });

  async function draw(): Promise<void> {
    const quantity = quantityOf(store.view.quantity), matrices = await Promise.all(pair.map(each => each.run.matrix(quantity.name)));
    const some = matrices.filter(matrix => matrix !== null);
    if (some.length === 0) return;
    const one = scale = sharedScale(quantity, some);
    seen.clear();
    pair.forEach((each, i) => {
      drawPlate(each.canvas, matrices[i], quantity, one, Math.max(90, Math.min(260, each.run.layers.length * 16)), seen);
      const { steps } = each.run;
      each.note.textContent = steps.length
        ? `${each.run.layers.length} layers, steps ${count(steps[0])} to ${count(steps[steps.length - 1])}` : "";
    });
    key.replaceChildren(...legend(quantity, one, seen));
  }

  store.on((_, changed) => {
    if (changed.has("quantity")) void draw();
  });
  const element = figure({
    name: "side-by-side",
    title: "Side by side, on one scale of colours",
    note: "The quantity chosen above; input at the bottom, sampled steps from left to right.",
    describe: () => `${quantityOf(store.view.quantity).label} of both runs`,
    canvas: () => framedPlates("Side by side, on one scale of colours", quantityOf(store.view.quantity), scale, seen,
      pair.map(each => ({ name: each.run.document.name, canvas: each.canvas }))),
    table: async () => {
      const name = store.view.quantity, matrices = await Promise.all(pair.map(each => each.run.matrix(name)));
      return {
        columns: ["run", "layer", "step", name],
        rows: pair.flatMap((each, i) => each.run.layers.flatMap((layer, row) => each.run.steps.map((step, column) =>
          [each.run.document.name, layer.path, step, matrices[i]?.measured(row, column) ?? null]))),
      };
    },
  }, h("div", {}, h("div", { class: "plates pair" }, ...pair.map(each => each.element)), key));
  return { element, draw };
}
