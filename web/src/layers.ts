import { h } from "./dom";
import { count, number } from "./format";
import { choice, figure } from "./figure";
import { healthOf, judged } from "./health";
import { quantityOf } from "./quantities";
import type { Run } from "./run";
import { scaleOf } from "./scale";
import { drawSmallMultiples } from "./smallMultiples";
import { Spark } from "./spark";
import { blocks } from "./tree";
import { onTheme } from "./theme";
import type { Order, Store } from "./view";

interface Row { layer: number; element: HTMLTableRowElement; sparks: Spark[]; seen: boolean; cells: HTMLElement[]; health: HTMLElement }

const values = ["delta.rms", "update.ratio", "activation.std"] as const;

/** The layers one by one: small curves on the same axes, values at the cursor, and how well each does. */
export async function layersSection(run: Run, store: Store): Promise<HTMLElement> {
  await Promise.all(judged.map(name => run.matrix(name)));
  const closed = new Set<string>(), groups = blocks(run.layers);
  const limits = (name: string): [number, number] => {
    const matrix = run.now(name);
    if (!matrix) return [-6, 0];
    const scale = scaleOf(quantityOf(name), matrix);
    return [scale.low, scale.high];
  };
  const known = new Map<string, [number, number]>();
  const measure = () => values.forEach(name => known.set(name, limits(name)));
  measure();
  const rows = run.layers.map((_, layer) => makeRow(run, store, layer, known));
  /** The layers that are listed, in their order. */
  let listed = run.layers.map((_, layer) => layer);
  const body = h("tbody", {}), status = h("p", { class: "note", "aria-live": "polite" });
  const search = h("input", { type: "search", placeholder: "path or kind, as a regular expression",
    "aria-label": "Show only layers whose path or kind matches", oninput: () => store.set({ search: search.value }) });
  const orders = choice<Order>("Order of layers", [["depth", "From the input"], ["output", "From the output"], ["worst", "Worst first"],
    ["parameters", "Largest first"]], store.view.order, order => store.set({ order }));

  function arrange(): void {
    const { order, search: pattern } = store.view;
    let test: RegExp | null = null;
    if (search.value !== pattern) search.value = pattern;
    orders.choose(order);
    try {
      test = pattern ? new RegExp(pattern, "i") : null;
      search.removeAttribute("aria-invalid");
    } catch {
      search.setAttribute("aria-invalid", "true");
    }
    const faulty = search.hasAttribute("aria-invalid");
    const column = run.column(store.view.step);
    const shown = inOrder(rows.filter(row => !test || test.test(run.layers[row.layer].path) || test.test(run.layers[row.layer].kind)),
      order, column);
    listed = shown.map(row => row.layer);
    status.textContent = faulty ? "This is no regular expression; all layers are shown."
      : !test ? "" : shown.length === 0 ? `No layer's path or kind matches “${pattern}”.` : `${shown.length} of ${rows.length} layers`;
    const grouped = (order === "depth" || order === "output") && groups.length > 1 && groups.length < run.layers.length;
    if (!grouped) {
      body.replaceChildren(...shown.map(row => row.element));
    } else {
      const sorted = order === "output" ? [...groups].reverse() : groups;
      body.replaceChildren(...sorted.flatMap(group => {
        const inside = shown.filter(row => group.layers.includes(row.layer));
        if (inside.length === 0) return [];
        const open = !closed.has(group.name + group.layers[0]);
        const healths = group.layers.map(layer => healthOf(run, layer, column)), worst = Math.max(...healths.map(each => each.grade));
        const level = worst === 0 && healths.some(each => each.level === "level-unknown") ? "level-unknown" : `level-${worst}`;
        const head = h("tr", { class: "block" }, h("th", { colspan: 8, scope: "rowgroup" }, h("button", {
          type: "button", "aria-expanded": String(open), onclick: () => {
            const key = group.name + group.layers[0];
            if (!closed.delete(key)) closed.add(key);
            arrange();
          },
        }, h("span", { class: `dot ${level}`, "aria-hidden": "true" }), group.name || "(network)",
          h("span", { class: "note" }, ` ${group.layers.length} layer${group.layers.length > 1 ? "s" : ""}`))));
        return [head, ...(open ? inside.map(row => row.element) : [])];
      }));
    }
    requestAnimationFrame(() => drawSeen());
  }

  function inOrder(shown: Row[], order: Order, column: number): Row[] {
    const badness = (row: Row) => healthOf(run, row.layer, column).badness;
    if (order === "output") shown.reverse();
    if (order === "worst") shown.sort((a, b) => badness(b) - badness(a));
    if (order === "parameters") shown.sort((a, b) => run.layers[b.layer].parameters - run.layers[a.layer].parameters);
    return shown;
  }

  // One line for each column of small curves, instead of one in each curve.
  const lines = [0, 1].map(() => h("div", { class: "cursor-line", "aria-hidden": "true" }));
  let offsets = [0, 0];

  function drawSeen(all = false): void {
    for (const row of rows) if ((row.seen || all) && row.element.isConnected) for (const spark of row.sparks) spark.draw();
    const first = rows.find(row => row.element.isConnected && (row.seen || all));
    if (first) offsets = first.sparks.map(spark => spark.cell.offsetLeft);
    moveLines();
  }

  function moveLines(): void {
    const first = rows.find(row => row.element.isConnected && row.seen);
    lines.forEach((line, i) => {
      line.hidden = !first;
      if (first) line.style.transform = `translateX(${offsets[i] + first.sparks[i].cursor()}px)`;
    });
  }

  function tell(): void {
    const column = run.column(store.view.step);
    for (const row of rows) if (row.seen && row.element.isConnected) fillRow(run, row, column);
  }

  const watch = new IntersectionObserver(entries => {
    for (const entry of entries) {
      const row = rows[Number((entry.target as HTMLElement).dataset.layer)];
      row.seen = entry.isIntersecting;
      if (row.seen) fillRow(run, row, run.column(store.view.step));
    }
    drawSeen();
  }, { rootMargin: "100px" });
  rows.forEach(row => watch.observe(row.element));
  new ResizeObserver(() => drawSeen()).observe(body);
  store.on((view, changed) => {
    if (changed.has("layer")) rows.forEach(row => row.element.classList.toggle("selected", row.layer === view.layer));
    if (changed.has("axis") || changed.has("zoom") || changed.has("unit")) {
      measure();
      drawSeen();
    }
    if (changed.has("order") || changed.has("search")) arrange();
    if (changed.has("step")) {
      moveLines();
      tell();
    }
  });
  onTheme(() => {
    const printing = document.documentElement.classList.contains("printing");
    drawSeen(printing);
    if (printing) rows.forEach(row => fillRow(run, row, run.column(store.view.step)));
  });
  arrange();

  const table = h("table", { class: "layers" },
    h("thead", {}, h("tr", {}, ...["Layer", "Parameters", "Gradient through it", "", "Update ratio", "", "Signal",
      "Health"].map((text, i) => h("th", { scope: "col", class: `column-${i}` }, text
      || h("span", { class: "hidden" }, "value at the cursor"))))),
    body);
  return figure({
    name: "layers",
    title: "Layer by layer",
    note: "The shaded band is the healthy update ratio, 10⁻⁴ to 10⁻². Values are at the cursor.",
    describe: () => `${run.layers.length} layers`,
    vector: () => drawSmallMultiples(run, store.view, listed, values.slice(0, 2), ["Gradient through it", "Update ratio"],
      name => known.get(name)!),
    table: async () => {
      // What was not yet looked at is still packed.
      await run.all();
      const column = run.column(store.view.step), names = run.quantities;
      return {
        columns: ["layer", "path", "kind", "units", "parameters", "step", ...names],
        rows: run.layers.map((layer, i) => [i + 1, layer.path, layer.kind, layer.units, layer.parameters, run.steps[column] ?? null,
          ...names.map(name => run.value(name, i, column) ?? null)]),
      };
    },
  }, h("div", {}, status, h("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": "Layers" }, table, ...lines)), search,
    orders);
}

function makeRow(run: Run, store: Store, layer: number, limits: Map<string, [number, number]>): Row {
  const about = run.layers[layer];
  const sparks = values.slice(0, 2).map(name => new Spark(run, store, layer, name, () => limits.get(name)!));
  const cells = values.map(() => h("td", { class: "number" })), health = h("td", { class: "health" });
  const element = h("tr", { "data-layer": layer },
    h("th", { scope: "row" }, h("button", { type: "button", onclick: () => store.set({ layer: store.view.layer === layer ? null
      : layer }) }, h("b", {}, `${layer + 1}`), about.path === String(layer + 1) ? " " : ` ${about.path} `,
      h("span", { class: "note" }, about.kind))),
    h("td", { class: "number" }, about.parameters > 0 ? count(about.parameters) : "–"),
    sparks[0].cell, cells[0],
    sparks[1].cell, cells[1],
    cells[2], health);
  return { layer, element, sparks, seen: false, cells, health };
}

function fillRow(run: Run, row: Row, column: number): void {
  values.forEach((name, i) => {
    const value = run.value(name, row.layer, column), matrix = run.now(name);
    const text = value === undefined ? "–" : number(value, matrix?.approximate ? 2 : 3);
    if (row.cells[i].textContent !== text) row.cells[i].textContent = text;
  });
  const { text, level } = healthOf(run, row.layer, column);
  if (row.health.textContent !== text || !row.health.firstChild) row.health.replaceChildren(
    h("div", { title: text }, h("span", { class: `dot ${level}`, "aria-hidden": "true" }), text));
}

