import type { StudyCell, StudyDocument } from "./document";
import { h, svg } from "./dom";
import { figure } from "./figure";
import { folded, leading, widthOf } from "./folded";
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
    const narrow = width < 560, longest = Math.max(0, ...rows.map(cell => widthOf(cellName(cell))));
    // On a narrow screen a name stands above its row.
    const left = narrow ? 10 : Math.min(width * 0.4, 20 + longest), right = narrow ? 22 : 112;
    const told = rows.map(cell => wordsOf(cell, width, narrow));
    const names = rows.map((cell, i) => {
      const lines = folded(cellName(cell), narrow ? width : left - 16);
      // Words that have no room behind the name stand below it.
      const fits = !narrow || !told[i] || widthOf(lines[lines.length - 1]) + widthOf(told[i]) + 14 < width;
      return fits ? lines : [...lines, ""];
    });
    const highs = names.map(lines => narrow ? 26 + leading * lines.length : Math.max(24, 10 + leading * lines.length));
    const seen = rows.flatMap(cell => [...cell.runs.map(run => run.values[measure.name]), ...(cell.values[measure.name]?.interval ?? []),
      cell.values[measure.name]?.value]).filter(value => value !== undefined);
    const axis = new MeasureAxis(measure, seen, left, width - left - right),
      height = top + highs.reduce((sum, high) => sum + high, 0) + bottom;
    const picture = svg("svg",
      { class: "study-plot", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": describe() });
    axis.draw(picture, top, height - bottom);
    let upper = top;
    rows.forEach((cell, i) => {
      const y = upper + (narrow ? 15 + leading * names[i].length : highs[i] / 2), value = cell.values[measure.name];
      upper += highs[i];
      const paint = `color:${colour(cell.network)}`, group = svg("g", { class: "study-row", style: paint }, svg("title", {}, said(i)));
      group.append(nameOf(names[i], left, y, narrow));
      for (const run of cell.runs) {
        const one = run.values[measure.name];
        if (one !== undefined) group.append(svg("circle", { class: "seed-dot", cx: axis.x(one), cy: y, r: 3.2 }));
      }
      if (value) {
        if (value.interval) group.append(...axis.interval(value.interval, y));
        group.append(svg("circle", { class: cell.chance ? "mean hollow" : "mean", cx: axis.x(value.value), cy: y, r: 5 }));
      }
      if (told[i]) group.append(svg("text", { class: divergedIn(cell) ? "axis-bad" : "axis-text", x: width - 2, y: narrow ? y - 11 : y + 4,
        "text-anchor": "end" }, told[i]));
      picture.append(group);
    });
    box.replaceChildren(picture);
  }

  const divergedIn = (cell: StudyCell) => cell.runs.filter(run => run.status === "nonFinite").length;

  /** The words of a row. On a narrow screen they stand after the name: where the marks do not say it all, and where there is room. */
  function wordsOf(cell: StudyCell, width: number, narrow: boolean): string {
    const diverged = divergedIn(cell), value = cell.values[view.measure!.name];
    const words = diverged ? `${diverged} of ${cell.runs.length} diverged` : value ? value.text : "–";
    return !narrow || diverged || !value || widthOf(cellName(cell)) + widthOf(words) + 26 < width ? words : "";
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

/** The name of a row, in its lines: before it, or above it where the screen is narrow. */
export function nameOf(lines: string[], left: number, y: number, narrow: boolean): SVGElement {
  return narrow ? linesAt(lines, "axis-name", 0, y - 11 - leading * (lines.length - 1), "start")
    : linesAt(lines, "axis-name", left - 10, y + 4 - leading * (lines.length - 1) / 2, "end");
}

/** Lines of text below each other. */
export function linesAt(lines: string[], name: string, x: number, y: number, anchor: string): SVGElement {
  return svg("text", { class: name, x, y, "text-anchor": anchor },
    ...lines.map((line, i) => svg("tspan", { x, y: y + leading * i }, line)));
}
