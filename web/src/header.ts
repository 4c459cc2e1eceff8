import { h } from "./dom";
import { count, number } from "./format";
import { pageKeys } from "./keys";
import { type Connection, tellIn } from "./live";
import type { Run } from "./run";
import { goTo } from "./section";
import { statusOf } from "./standing";
import { chosenTheme, setTheme, type Theme } from "./theme";
import type { Store } from "./view";

/** What stays on top: the run, how it is, the step under the cursor with its numbers, and the way to the sections. */
export interface Header extends Followed {
  element: HTMLElement;
  /** Says anew how the run is. */
  about(): void;
  /** Says how the way to the run of a live page stands. */
  connection(state: Connection): void;
}

/** What a live page has at its top besides. */
export interface Followed {
  /** The list of what the folder holds. */
  runs: HTMLSelectElement;
  /** Where it tells of what has begun meanwhile. */
  newer: HTMLElement;
}

export const followed = (): Followed => ({
  runs: h("select", { class: "runs", hidden: true, "aria-label": "Run" }),
  newer: h("div", { class: "newer", role: "status", hidden: true }),
});

const connectionWords: Record<Connection, string> = {
  live: "live", away: "waiting for the server", damaged: "a line of its trace cannot be read", gone: "the run has been deleted",
};

/** What a verdict comes to, where its tone is not the word itself: a page claims no more than its checks do. */
const toneWords: Record<string, string> = { healthy: "no finding", information: "a note", unknown: "no verdict" };

export function header(run: Run, store: Store, sections: [string, string][]): Header {
  const slider = h("input", { type: "range", min: 0, max: Math.max(0, run.steps.length - 1), step: 1,
    "aria-label": "Step under the cursor", oninput: event => {
    const column = Number((event.target as HTMLInputElement).value);
    // On the last sample the cursor goes along with a run that goes on.
    store.set({ step: column >= run.steps.length - 1 ? null : run.steps[column] });
  } });
  const step = h("output", { class: "step" }), values = h("span", { class: "values" });
  const tell = () => {
    const column = run.column(store.view.step);
    slider.max = String(Math.max(0, run.steps.length - 1));
    slider.value = String(Math.max(0, column));
    slider.setAttribute("aria-valuetext", `step ${count(run.steps[column] ?? 0)}`);
    step.textContent = run.steps.length ? `step ${count(run.steps[column])}` : "no step yet";
    const loss = run.series("loss")[column];
    const { unit } = store.view, reached = unit === "step" || run.steps.length === 0 ? "" : run.course(unit).told(run.steps[column]);
    values.textContent = [reached, loss === undefined ? "" : `loss ${number(loss)}`].filter(Boolean).join(" · ");
  };
  store.on((_, changed) => {
    if (changed.has("step") || changed.has("unit")) tell();
  });
  const badge = h("a", { href: "#verdict", onclick: event => go(event, "verdict") }), status = h("span", { class: "note status" });
  const live = h("span", { class: "live", role: "status", hidden: true }), { runs, newer } = followed();
  const about = () => {
    tell();
    const { tone } = run.document.verdict;
    badge.className = `badge ${tone}`;
    badge.textContent = toneWords[tone] ?? tone;
    status.textContent = statusOf(run.document);
  };
  about();
  const element = h("header", { class: "top" },
    h("div", { class: "top-row" },
      h("span", { class: "brand", "aria-hidden": "true" }, "weir"),
      h("h1", {}, run.document.name), runs, badge, live, status,
      h("span", { class: "cursor" }, step, values, slider),
      pageKeys(run, store), themeChoice()),
    sectionLinks(sections), newer);
  return {
    element, runs, newer, about,
    connection: state => {
      live.hidden = false;
      live.textContent = connectionWords[state];
      live.classList.toggle("away", state !== "live");
      if (state === "gone") tellIn(newer, "Close", h("span", {},
        "The folder of this run has been deleted. What was read of it stays on this page as long as that is open."));
    },
  };
}

/** The choice between light and dark. */
export function themeChoice(): HTMLElement {
  const theme = h("select", { "aria-label": "Colours of the page", onchange: event =>
    setTheme((event.target as HTMLSelectElement).value as Theme) },
    ...(["system", "light", "dark"] as const).map(each => h("option", { value: each }, each)));
  theme.value = chosenTheme();
  return theme;
}

/** The way to the sections of a page. */
export function sectionLinks(sections: [string, string][]): HTMLElement {
  return h("nav", { "aria-label": "Sections" },
    ...sections.map(([id, title]) => h("a", { href: `#${id}`, onclick: event => go(event, id) }, title)));
}

/** Goes to a section in place of the link. */
function go(event: Event, id: string): void {
  event.preventDefault();
  goTo(id);
}
