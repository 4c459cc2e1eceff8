import type { Live, PageDocument, StudyDocument } from "./document";
import { h } from "./dom";
import { choice } from "./figure";
import { count } from "./format";
import { type Followed, followed, sectionLinks, themeChoice } from "./header";
import { runList, tellIn } from "./live";
import { section } from "./section";
import { tile } from "./standing";
import { effectsPicture } from "./studyEffects";
import { flowSection } from "./studyFlow";
import { intervalsPicture } from "./studyIntervals";
import { mapPicture } from "./studyMap";
import { runsTable, studyTable } from "./studyTable";
import { StudyView } from "./studyView";
import { onTheme } from "./theme";

/** The page of a study: what was found, the table, intervals, effects, and the flow of all cells side by side. */
export async function showStudy(page: PageDocument, study: StudyDocument): Promise<void> {
  document.title = `${study.name} · Weir`;
  const view = new StudyView(study), main = h("main", {});
  const sections: [string, string][] = [["found", "What was found"], ["table", "Table"], ["intervals", "Intervals"]];
  if (study.maps.length) sections.push(["map", "Map"]);
  if (study.effects.length) sections.push(["effects", "Effects"]);
  if (study.flow.some(Boolean)) sections.push(["flow", "Flow"]);
  sections.push(["runs", "Runs"], ["recipe", "Study"]);
  const ended = study.cells.reduce((sum, cell) => sum + cell.runs.length, 0);
  const top = followed();
  document.body.replaceChildren(
    h("a", { class: "skip", href: "#found" }, "To what was found"),
    h("header", { class: "top" },
      h("div", { class: "top-row" },
        h("span", { class: "brand", "aria-hidden": "true" }, "weir"),
        h("h1", {}, study.name), top.runs,
        h("span", { class: "badge information" }, study.quick ? "study, short form" : "study"),
        h("span", { class: "note status" }, study.complete ? `${count(ended)} runs` : `${count(ended)} of ${count(study.planned)} runs`),
        h("span", { class: "cursor" }), themeChoice()),
      sectionLinks(sections), top.newer),
    main);

  const measure = measureChoice(study, view), filter = filterBar(study, view);
  const table = studyTable(study, view), intervals = intervalsPicture(study, view), flow = await flowSection(study, view);
  const maps = study.maps.map(mapPicture);
  const effects = study.effects.length ? effectsPicture(study, view) : null;
  main.append(
    section("found", "What was found", found(study, ended)),
    section("table", "Table", filter, table),
    section("intervals", "Intervals", measure, intervals.element));
  if (maps.length) main.append(section("map", "Map", ...maps.map(map => map.element)));
  if (effects) main.append(section("effects", "Effects", effects.element));
  if (flow) main.append(section("flow", "Flow", flow.element));
  main.append(
    section("runs", "Runs", runsTable(study, view)),
    section("recipe", "The study", study.text
      ? h("pre", { class: "recipe", tabindex: 0, role: "region", "aria-label": "The study's file" }, study.text) : null),
    h("footer", {}, h("p", {}, page.live ? `Shown by ${page.program}.`
      : `Written by ${page.program} on ${page.written}. The file holds all of its numbers; it asks nothing of any network.`)));
  const draw = () => {
    intervals.draw();
    maps.forEach(map => map.draw());
    effects?.draw();
    flow?.draw();
  };
  draw();
  onTheme(draw);
  if (page.live) followStudy(page.live, top);
  let width = main.clientWidth;
  new ResizeObserver(() => {
    if (main.clientWidth === width) return;
    width = main.clientWidth;
    draw();
  }).observe(main);
}

/** Tells of runs that have begun or ended since the page was made. */
function followStudy(live: Live, top: Followed): void {
  let shown: string | null = null;
  runList(live, top, state => {
    shown ??= state;
    if (state !== shown) tellIn(top.newer, "Later", h("span", {}, `${state} by now. `,
      h("button", { type: "button", onclick: () => location.reload() }, "Show them")));
  });
}

/** The closing sentences, what was expected, and how much it rests on. */
function found(study: StudyDocument, ended: number): HTMLElement {
  const diverged = study.cells.reduce((sum, cell) => sum + cell.runs.filter(run => run.status === "nonFinite").length, 0);
  const tiles: [string, string, string][] = [
    ["cells", count(study.cells.length), study.names.join(" × ")],
    ["runs", count(ended), study.complete ? "all of them" : `of ${count(study.planned)}: the study is not complete`],
    ["seeds", count(study.seeds.length), study.seeds.length > 1 ? "differences are paired by seed" : "one says nothing of chance"],
    ["diverged", count(diverged), diverged ? "runs whose loss was no longer finite" : "no run"],
  ];
  return h("div", { class: `verdict ${study.complete ? "healthy" : "information"}` },
    h("div", { class: "verdict-words" },
      h("p", { class: "headline" }, study.title),
      study.expect ? h("p", { class: "note" }, `Expected: ${study.expect}`) : null,
      study.closing.length ? h("ul", { class: "closing" }, ...study.closing.map(sentence => h("li", {}, sentence))) : null),
    h("dl", { class: "tiles" }, ...tiles.map(tile)));
}

/** The measure that intervals and effects show. */
function measureChoice(study: StudyDocument, view: StudyView): HTMLElement {
  const note = h("span", { class: "note" });
  const select = h("select",
    { "aria-label": "Measure", onchange: event => view.set({ measure: (event.target as HTMLSelectElement).value }) },
    ...study.measures.map(each => h("option", { value: each.name }, each.unit ? `${each.title} (${each.unit})` : each.title)));
  const tell = () => {
    select.value = view.state.measure;
    note.textContent = view.measure?.description ?? "";
  };
  tell();
  view.on(tell);
  return h("div", { class: "controls" }, h("label", {}, "Measure ", select), note);
}

/** What is left of the table: by a regular expression, and by the levels of each factor. It holds for all pictures. */
function filterBar(study: StudyDocument, view: StudyView): HTMLElement {
  const search = h("input", { type: "search", placeholder: "network or level, as a regular expression", value: view.state.search,
    "aria-label": "Show only cells whose names match", oninput: event => view.set({ search: (event.target as HTMLInputElement).value }) });
  const status = h("span", { class: "note", "aria-live": "polite" });
  const groups = study.names.map((name, i) => {
    const levels = [...new Set(study.cells.map(cell => cell.names[i]))];
    if (levels.length < 2 || levels.length > 14) return null;
    const group = choice<string>(name, [["", "all"], ...levels.map((level): [string, string] => [level, level])],
      view.state.levels[i] ?? "",
      level => view.set({ levels: { ...view.state.levels, [i]: level } }));
    view.on(() => group.choose(view.state.levels[i] ?? ""));
    return h("span", { class: "filter" }, h("span", { class: "note" }, name), group);
  });
  const tell = () => {
    const shown = view.rows().length;
    status.textContent = shown < study.cells.length ? `${shown} of ${study.cells.length} cells, in all pictures` : "";
    if (view.isFaulty) search.setAttribute("aria-invalid", "true");
    else search.removeAttribute("aria-invalid");
  };
  tell();
  view.on(tell);
  return h("div", { class: "controls filters" }, search, ...groups.filter(each => each !== null), status);
}
