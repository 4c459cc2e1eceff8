import type { StudyCell, StudyDocument } from "./document";
import { h } from "./dom";
import { count } from "./format";
import { figure, type Table } from "./figure";
import { cellName, measured, type StudyView } from "./studyView";

/** The table of a study: a row for each cell, sorted by any column; a row opens to its seeds. */
export function studyTable(study: StudyDocument, view: StudyView): HTMLElement {
  const measures = study.measures.filter(each => each.shown), opened = new Set<string>();
  const columns: [string, string, string][] = [
    ...study.names.map((name, i): [string, string, string] => [`#${i}`, name, ""]),
    ...measures.map((each): [string, string, string] => [each.name, each.title, each.unit ? `${each.description}, ${each.unit}`
      : each.description]),
  ];
  const heads = columns.map(([key, title, hint]) => {
    const button = h("button", { type: "button", title: hint || null, onclick: () => {
      const again = view.state.sort === key;
      // The first press puts what is best first; the third gives the study's own order back.
      const first = measures.find(each => each.name === key)?.better === 1;
      if (!again) view.set({ sort: key, descending: first });
      else if (view.state.descending === first) view.set({ descending: !first });
      else view.set({ sort: "", descending: false });
    } }, title);
    return h("th", { scope: "col", class: key.startsWith("#") ? null : "number" }, button);
  });
  const body = h("tbody", {});
  const wide = columns.length + study.extras.length;

  function row(cell: StudyCell): HTMLElement[] {
    const open = opened.has(cell.name);
    const names = cell.names.map((name, i) => (i > 0 ? h("td", {}, name) : h("th", { scope: "row" }, h("button", {
      type: "button", class: "fold", "aria-expanded": String(open), "aria-label": `${cellName(cell)}: its ${cell.runs.length} runs`,
        onclick: () => {
        if (!opened.delete(cell.name)) opened.add(cell.name);
        draw();
      },
    }, name))));
    const line = h("tr", {}, ...names,
      ...measures.map(measure => {
        const value = cell.values[measure.name], chance = cell.chance && measure.name.endsWith("accuracy");
        return h("td", { class: "number" }, value ? h(value.best ? "b" : "span", {}, value.text) : "–",
          chance ? h("span", { class: "note" }, " chance") : null);
      }),
      ...cell.extras.map(text => h("td", { class: "number" }, text)));
    return open ? [line, ...cell.runs.map(run => h("tr", { class: "seed" },
      h("th", { scope: "row", colspan: study.names.length },
        run.page ? h("a", { href: run.page }, `seed ${run.seed}`) : `seed ${run.seed}`,
        h("span", { class: "note" }, run.divergedAt !== undefined ? ` diverged at step ${count(run.divergedAt)}`
          : run.findings.length ? ` ${run.findings.join(", ")}` : "")),
      ...measures.map(measure => h("td", { class: "number" },
        run.values[measure.name] === undefined ? "–" : measured(measure, run.values[measure.name]))),
      study.extras.length ? h("td", { colspan: study.extras.length }) : null))] : [line];
  }

  function draw(): void {
    const rows = view.rows();
    heads.forEach((head, i) => {
      const here = view.state.sort === columns[i][0];
      if (here) head.setAttribute("aria-sort", view.state.descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    body.replaceChildren(...(rows.length ? rows.flatMap(row)
      : [h("tr", {}, h("td", { colspan: wide, class: "note" }, "No cell passes the filter."))]));
  }

  draw();
  view.on(draw);
  const table = h("table", { class: "study-table" },
    h("thead", {}, h("tr", {}, ...heads, ...study.extras.map(text => h("th", { scope: "col", class: "number" }, text)))), body);
  const seeds = study.seeds.length;
  return figure({
    name: "study-table",
    title: "Every cell",
    note: `${seeds > 1 ? `Means over ${seeds} seeds with 95 % intervals (Student)` : "One seed"}; the best is bold. `
      + `Press a heading to sort, a row to see its seeds.${study.sources.length ? ` Published: ${study.sources.join("; ")}.` : ""}`,
    describe: () => `${view.rows().length} cells`,
    table: () => cellsTable(study, view.rows()),
  }, h("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": "Table of the study" }, table));
}

/** All runs with all measures, as a table to take along and to look at. */
export function runsTable(study: StudyDocument, view: StudyView): HTMLElement {
  const body = h("tbody", {}), shown = study.measures.filter(each => each.shown);
  const draw = () => body.replaceChildren(...view.rows().flatMap(cell => cell.runs.map(run => h("tr", {},
    h("th", { scope: "row" }, run.page ? h("a", { href: run.page }, run.name) : run.name),
    h("td", {}, run.divergedAt !== undefined ? `diverged at step ${count(run.divergedAt)}` : run.status),
    h("td", {}, run.findings.join(", ") || "–"),
    ...shown.map(measure => h("td", { class: "number" },
      run.values[measure.name] === undefined ? "–" : measured(measure, run.values[measure.name])))))));
  draw();
  view.on(draw);
  return figure({
    name: "study-runs",
    title: "Every run",
    note: "A run's name leads to its page where there is one (weir report RUN; all of them where weir watch shows the study). CSV and "
      + "JSON hold all measures.",
    describe: () => `${study.cells.reduce((sum, cell) => sum + cell.runs.length, 0)} runs`,
    table: () => ({
      columns: ["run", ...study.names, "seed", "status", "steps", "findings", ...study.measures.map(each => each.name)],
      rows: view.rows().flatMap(cell =>
        cell.runs.map(run => [run.name, ...cell.names, run.seed, run.status, run.steps, run.findings.join(" "),
        ...study.measures.map(each => run.values[each.name] ?? null)])),
    }),
  }, h("div", { class: "scroll bounded", role: "region", tabindex: 0, "aria-label": "Table of the runs" },
    h("table", { class: "study-table" },
    h("thead", {}, h("tr", {}, ...["Run", "Status", "Findings"].map(text => h("th", { scope: "col" }, text)),
      ...shown.map(each => h("th", { scope: "col", class: "number" }, each.title)))),
    body)));
}

function cellsTable(study: StudyDocument, cells: StudyCell[]): Table {
  return {
    columns: [...study.names, ...study.measures.flatMap(each => [each.name, `${each.name} low`, `${each.name} high`]), ...study.extras,
      "seeds"],
    rows: cells.map(cell => [...cell.names,
      ...study.measures.flatMap(each => {
        const value = cell.values[each.name];
        return [value?.value ?? null, value?.interval?.[0] ?? null, value?.interval?.[1] ?? null];
      }), ...cell.extras, cell.runs.length]),
  };
}
