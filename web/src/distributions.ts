import { layerName } from "./document";
import { h } from "./dom";
import { choice, figure, type Table } from "./figure";
import { count as written, number, percent } from "./format";
import { beyond, count, highest, lowest, middle, type Spread, spreads } from "./histograms";
import { isTall } from "./paper";
import { attachKeys } from "./pointer";
import { drawRidges } from "./ridges";
import { whenSeen } from "./seen";
import type { Run } from "./run";
import { vectorOf } from "./styled";
import { onTheme } from "./theme";
import type { Store } from "./view";

/** How activations, gradients and weights spread: all layers at the cursor, and one layer over the run. */
export function distributionsSection(run: Run, store: Store): { element: HTMLElement; draw(): void } {
  const all = run.distributions;
  let name = all.names[0], seen = false, drawn = "";
  const layersBox = h("div", { class: "plot" }), stepsBox = h("div", { class: "plot" });
  const limits = h("p", { class: "note limits" }), layersTitle = h("p", { class: "subject" }), stepsTitle = h("p", { class: "subject" });
  const offered = spreads.filter(([each]) => all.names.includes(each)).map(([each, label]): [string, string] => [each, label]);
  const kind = choice<string>("What is spread", offered, name, chosen => {
    name = chosen;
    kind.choose(chosen);
    draw(true);
  });
  // Without a selection the layer in the middle stands for all.
  const layerShown = () => Math.min(run.layers.length - 1, store.view.layer ?? Math.floor(run.layers.length / 2));
  const columnShown = () => all.column(run.steps[run.column(store.view.step)] ?? 1);
  const meaning = () => spreads.find(([each]) => each === name)![2];

  function draw(anew = false): void {
    // Asking for a width makes the browser lay out the page: not before it is seen.
    if (!seen || all.steps.length === 0) return;
    if (!all.isLoaded) return void all.load().then(() => draw(anew));
    const wide = layersBox.clientWidth, column = columnShown(), layer = layerShown();
    const state = [name, wide, column, layer, all.steps.length, document.documentElement.dataset.theme].join();
    if (wide < 60 || (!anew && state === drawn)) return;
    drawn = state;
    const { low, high, below } = all.range(name), range: [number, number] = [low, high], step = all.steps[column];
    const about = run.layers[layer];
    layersTitle.replaceChildren("at step ", h("b", {}, written(step)), `, ${meaning()}`);
    limits.textContent = [
      below > 0 ? `Sizes below ${number(2 ** low, 2)} (${percent(below)} of all entries) are counted in the innermost bin.` : "",
      high >= highest ? `Sizes from ${largest} on have no bins of their own: they are counted in the outermost one, as its row says.` : "",
    ].filter(Boolean).join(" ");
    limits.hidden = limits.textContent === "";
    stepsTitle.replaceChildren("layer ", h("b", {}, layerName(layer + 1, about.path)), ` ${about.kind}, ${meaning()}`);
    const layers = run.layers.map((each, i) => {
      const spread = all.at(name, i, column), label = layerName(i + 1, each.path);
      return { label, spread, weight: 0.55, selected: i === layer, title: told(`layer ${label}`, spread),
        pick: () => store.set({ layer: i }) };
    });
    show(layersBox, drawRidges(describeLayers(), layers.reverse(), range, wide));
    const steps = all.steps.map((each, i) => {
      const spread = all.at(name, layer, i), weight = 0.2 + (0.6 * i) / Math.max(1, all.steps.length - 1);
      return { label: `step ${written(each)}`, spread, weight, selected: i === column, title: told(`step ${written(each)}`, spread),
        pick: () => store.set({ step: each }) };
    });
    show(stepsBox, drawRidges(describeSteps(), steps, range, stepsBox.clientWidth));
  }

  function show(box: HTMLElement, drawn: ReturnType<typeof drawRidges>): void {
    if (document.documentElement.classList.contains("printing")) box.replaceChildren(...drawn.pieces());
    else box.replaceChildren(drawn.picture);
  }

  function describeLayers(): string {
    const column = columnShown(), last = run.layers.length - 1;
    return `How the entries of ${run.layers.length} layers spread at step ${written(all.steps[column])}, the input at the bottom: `
      + `${told("first layer", all.at(name, 0, column))}; ${told("last layer", all.at(name, last, column))}`;
  }

  function describeSteps(): string {
    const layer = layerShown(), last = all.steps.length - 1;
    return `How the entries of layer ${layer + 1} spread over ${all.steps.length} steps, the first on top: `
      + `${told("at first", all.at(name, layer, 0))}; ${told("at last", all.at(name, layer, last))}`;
  }

  async function table(layers: number[], columns: number[]): Promise<Table> {
    await all.load();
    const rows = layers.flatMap(layer => columns.flatMap(column => {
      const spread = all.at(name, layer, column);
      return spread ? bins(spread).map(([from, to, some]) => [all.steps[column], layer + 1, run.layers[layer].path, from, to, some]) : [];
    }));
    return { columns: ["step", "layer", "path", "from", "to", "entries"], rows };
  }

  // A picture that was not seen yet has not been drawn.
  function vector(box: HTMLElement): string {
    seen = true;
    return vectorOf(box, draw);
  }

  const every = <T>(list: T[]): number[] => list.map((_, i) => i);
  const layersFigure = figure({
    name: "distribution-layers", title: "All layers at the cursor",
    note: "Entries below 0 on the left, above 0 on the right; sizes by powers of ten. Input at the bottom; choose a layer by its row.",
    describe: describeLayers, table: () => table(every(run.layers), [columnShown()]), vector: () => vector(layersBox),
  }, h("div", {}, layersTitle, layersBox, limits), kind);
  const stepsFigure = figure({
    name: "distribution-steps", title: "One layer over the run",
    note: "Steps lie a factor apart; the first is on top. Choose a step by its row. All heights of a picture have one scale.",
    describe: describeSteps, table: () => table([layerShown()], every(all.steps)), vector: () => vector(stepsBox),
  }, h("div", {}, stepsTitle, stepsBox));
  const element = h("div", { class: "grid distributions", role: "group",
    "aria-label": "Distributions: arrow keys move the cursor and the selection" }, layersFigure, stepsFigure);
  layersFigure.classList.toggle("tall", isTall(run.layers.length));
  attachKeys(element, run, store);
  whenSeen(element, now => {
    seen = now;
    draw();
  });
  new ResizeObserver(() => draw()).observe(element);
  store.on((_, changed) => {
    if (changed.has("step") || changed.has("layer")) draw();
  });
  onTheme(() => {
    seen ||= document.documentElement.classList.contains("printing");
    draw(true);
  });
  return { element, draw };
}

/** The largest size that is told apart. */
const largest = number(2 ** highest, 2);

/** A histogram in words. */
function told(whose: string, spread: Spread | null): string {
  if (!spread) return `${whose}: not measured`;
  const all = count(spread), over = beyond(spread), half = middle(spread);
  const parts = [half < 2 ** highest ? `half of the entries below ${number(half, 2)} in size`
    : `half of the entries ${largest} in size or larger`];
  if (over > 0) parts.push(`${percent(over / all)} are ${largest} in size or larger, which are counted together`);
  if (spread.zero > 0) parts.push(`${percent(spread.zero / all)} zeros`);
  if (spread.other > 0) parts.push(`${percent(spread.other / all)} no finite numbers`);
  return `${whose}: ${parts.join(", ")}`;
}

/** The bins of a histogram that hold something, from the lowest number to the highest. */
function bins(spread: Spread): [number | string, number | string, number][] {
  const found: [number | string, number | string, number][] = [], size = (i: number) => 2 ** (spread.first + i);
  // The bins at the ends are open.
  const least = (i: number) => (spread.first + i <= lowest ? 0 : size(i));
  const most = (i: number) => (spread.first + i >= highest ? Infinity : size(i + 1));
  for (let i = spread.negative.length - 1; i >= 0; i--) if (spread.negative[i]) found.push([-most(i), -least(i), spread.negative[i]]);
  if (spread.zero) found.push([0, 0, spread.zero]);
  for (let i = 0; i < spread.positive.length; i++) if (spread.positive[i]) found.push([least(i), most(i), spread.positive[i]]);
  if (spread.other) found.push(["no number", "no number", spread.other]);
  return found;
}
