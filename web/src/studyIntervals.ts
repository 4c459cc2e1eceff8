import type { StudyDocument } from "./document";
import { h, svg } from "./dom";
import { figure } from "./figure";
import { lines } from "./palette";
import { MeasureAxis } from "./studyAxis";
import { cellName, measured, type StudyView } from "./studyView";
import { vectorOf } from "./styled";

const top = 8, bottom = 44;

/** The chosen measure of every cell: its seeds, their mean (the median where runs diverge) and its interval. */
export function intervalsPicture(study: StudyDocument, view: StudyView): { element: HTMLElement; draw(): void } {
  const box = h("div", { class: "plot" }), networks = [...new Set(study.cells.map(cell => cell.network))];
  const colour = (network: string) => `var(--${lines[networks.indexOf(network) % lines.length]})`;

  function draw(): void {
    const width = box.clientWidth, measure = view.measure, rows = view.rows();
    if (width < 60 || !measure) return;
    const narrow = width < 560, longest = Math.max(0, ...rows.map(cell => cellName(cell).length));
    // On a narrow screen a name stands above its row.
    const left = narrow ? 10 : Math.min(width * 0.4, 20 + longest * 6.6), right = narrow ? 22 : 112, each = narrow ? 40 : 24;
    const seen = rows.flatMap(cell => [...cell.runs.map(run => run.values[measure.name]), ...(cell.values[measure.name]?.interval ?? []),
      cell.values[measure.name]?.value]).filter(value => value !== undefined);
    const axis = new MeasureAxis(measure, seen, left, width - left - right), height = top + each * rows.length + bottom;
    const picture = svg("svg",
      { class: "study-plot", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": describe() });
    axis.draw(picture, top, height - bottom);
    rows.forEach((cell, i) => {
      const y = top + each * (i + 0.5) + (narrow ? 9 : 0), value = cell.values[measure.name],
        diverged = cell.runs.filter(run => run.status === "nonFinite").length;
      const paint = `color:${colour(cell.network)}`, group = svg("g", { class: "study-row", style: paint }, svg("title", {}, said(i)));
      const words = diverged ? `${diverged} of ${cell.runs.length} diverged` : value ? value.text : "–", name = cellName(cell);
      // On a narrow screen they stand after the name: always where the marks do not say it all, else where there is room.
      const told = !narrow || diverged > 0 || !value || (name.length + words.length + 4) * 6.6 < width;
      group.append(nameOf(name, left, y, narrow, narrow && told ? width - words.length * 6.6 - 8 : width));
      for (const run of cell.runs) {
        const one = run.values[measure.name];
        if (one !== undefined) group.append(svg("circle", { class: "seed-dot", cx: axis.x(one), cy: y, r: 3.2 }));
      }
      if (value) {
        if (value.interval) group.append(...axis.interval(value.interval, y));
        group.append(svg("circle", { class: cell.chance ? "mean hollow" : "mean", cx: axis.x(value.value), cy: y, r: 5 }));
      }
      if (told) group.append(svg("text", { class: diverged ? "axis-bad" : "axis-text", x: width - 2, y: narrow ? y - 11 : y + 4,
        "text-anchor": "end" }, words));
      picture.append(group);
    });
    box.replaceChildren(picture);
  }

  function said(i: number): string {
    const cell = view.rows()[i], measure = view.measure!, value = cell.values[measure.name];
    const seeds = cell.runs.map(run => (run.values[measure.name] === undefined ? "–" : measured(measure, run.values[measure.name])));
    return `${cellName(cell)}: ${value?.text ?? "no value"}${cell.chance ? ", no better than chance" : ""}; seeds ${seeds.join(", ")}`;
  }

  const describe = () =>
    `${view.measure?.title ?? ""} of ${view.rows().length} cells. ${view.rows().slice(0, 8).map((_, i) => said(i)).join(". ")}`;
  view.on(draw);
  const key = networks.length > 1 ? h("div", { class: "legend" }, ...networks.map(network => {
    const mark = h("i", { "aria-hidden": "true" });
    mark.style.background = colour(network);
    return h("span", { class: "key" }, mark, network);
  })) : null;
  const element = figure({
    name: "intervals",
    title: "Cells with their intervals",
    note: "Small dots are seeds; the large one is their mean with its 95 % interval, the median where runs diverged, hollow where no "
      + "seed learnt.",
    describe,
    vector: () => vectorOf(box, draw),
    table: () => ({
      columns: [...study.names, "value", "low", "high", "seeds"],
      rows: view.rows().map(cell => {
        const value = cell.values[view.state.measure];
        return [...cell.names, value?.value ?? null, value?.interval?.[0] ?? null, value?.interval?.[1] ?? null, cell.runs.length];
      }),
    }),
  }, h("div", {}, ...(key ? [key] : []), box));
  return { element, draw };
}

/** The name of a row: before it, or above it where the screen is narrow. */
export function nameOf(text: string, left: number, y: number, narrow: boolean, width: number): SVGElement {
  return narrow ? svg("text", { class: "axis-name", x: 0, y: y - 11 }, fitted(text, width))
    : svg("text", { class: "axis-name", x: left - 10, y: y + 4, "text-anchor": "end" }, fitted(text, left));
}

/** As much of a name as there is room for. */
export function fitted(text: string, room: number): string {
  const most = Math.max(4, Math.floor((room - 14) / 6.4));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
