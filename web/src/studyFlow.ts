import { type Matrix, unpack } from "./columns";
import type { StudyDocument, StudyFlow } from "./document";
import { h } from "./dom";
import { choice, figure } from "./figure";
import { count } from "./format";
import { bound } from "./folded";
import { framedPlates } from "./framed";
import { legend, type Seen } from "./legend";
import { drawPlate } from "./plate";
import { quantities, quantityOf } from "./quantities";
import { sharedScale, ValueScale } from "./scale";
import { cellName, type StudyView } from "./studyView";

interface Plate { cell: number; flow: StudyFlow; matrices: Map<string, Matrix>; canvas: HTMLCanvasElement; element: HTMLElement }

/** The flow of every cell side by side, on one scale: layers from the input at the bottom, sampled steps from left to right. */
export async function flowSection(study: StudyDocument, view: StudyView): Promise<{ element: HTMLElement; draw(): void } | null> {
  const plates: Plate[] = [];
  for (const [cell, flow] of study.flow.entries()) {
    if (!flow) continue;
    const matrices = new Map<string, Matrix>();
    for (const [name, packed] of Object.entries(flow.flow)) matrices.set(name, await unpack(packed));
    const canvas = h("canvas", { role: "img", "aria-label": `Flow of ${cellName(study.cells[cell])}` });
    const element = h("div", { class: "plate" }, h("p", { class: "plate-name" }, bound(cellName(study.cells[cell]))),
      h("div", { class: "plate-box" }, canvas),
      h("p", { class: "note" },
        `${flow.layers.length} layers, steps ${count(flow.steps[0])} to ${count(flow.steps[flow.steps.length - 1])}, seed ${flow.seed}`));
    plates.push({ cell, flow, matrices, canvas, element });
  }
  if (plates.length === 0) return null;
  const offered = quantities.filter(each => plates.some(plate => plate.matrices.has(each.name)));
  if (!offered.some(each => each.name === view.state.quantity)) view.state.quantity = offered[0].name;
  const grid = h("div", { class: "plates" }), key = h("div", { class: "map-legend" }), beyond = h("p", { class: "note beyond" });
  const seen: Seen = new Set();
  let one = new ValueScale(true, -6, 0);
  const kind = choice<string>("Quantity of the maps", offered.map((each): [string, string] => [each.name, each.label]), view.state.quantity,
    name => view.set({ quantity: name }));

  function draw(): void {
    const quantity = quantityOf(view.state.quantity), rows = view.rows();
    // Of all cells, so that a filter leaves the colours as they are.
    one = sharedScale(quantity, plates.flatMap(plate => plate.matrices.get(quantity.name) ?? []));
    kind.choose(view.state.quantity);
    const shown = rows.flatMap(row => plates.filter(plate => study.cells[plate.cell] === row));
    grid.replaceChildren(...shown.map(plate => plate.element));
    seen.clear();
    const out = shown.filter(plate => {
      const own: Seen = new Set();
      drawPlate(plate.canvas, plate.matrices.get(quantity.name), quantity, one, 104, own);
      own.forEach(each => seen.add(each));
      return own.size > 0;
    });
    key.replaceChildren(...legend(quantity, one, seen));
    const span = `The colours span ${one.ends.low} to ${one.ends.high}${quantity.limits ? "" : ", as most cells do"}.`;
    beyond.textContent = `${span}${out.length === 0 ? ""
      : ` ${out.length} of ${shown.length} maps reach beyond that, where they are striped.`}`;
  }

  view.on(draw);
  const element = figure({
    name: "study-flow",
    title: "The flow of every cell, side by side",
    note: "The first seed of each cell, all on one scale of colours; input at the bottom, sampled "
      + "steps from left to right, closer at the start.",
    describe: () => `${plates.length} maps of ${quantityOf(view.state.quantity).label}`,
    canvas: () => framedPlates("The flow of every cell, side by side", quantityOf(view.state.quantity), one, seen,
      view.rows().flatMap(row => plates.filter(plate => study.cells[plate.cell] === row)
        .map(plate => ({ name: cellName(row), canvas: plate.canvas })))),
    table: () => ({
      columns: [...study.names, "layer", "step", view.state.quantity],
      rows: plates.flatMap(plate => plate.flow.layers.flatMap((layer, row) => plate.flow.steps.map((step, column) => [
        ...study.cells[plate.cell].names, layer, step, plate.matrices.get(view.state.quantity)?.measured(row, column) ?? null]))),
    }),
  }, h("div", {}, beyond, grid, key), kind);
  return { element, draw };
}
