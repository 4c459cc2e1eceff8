import { h } from "./dom";
import { count, number } from "./format";
import type { Run } from "./run";
import { chosenTheme, setTheme, type Theme } from "./theme";
import type { Store } from "./view";

/** What stays on top: the run, how it is, the step under the cursor with its numbers, and the way to the sections. */
export function header(run: Run, store: Store, sections: [string, string][], runs?: HTMLElement): HTMLElement {
  const slider = h("input", { type: "range", min: 0, max: Math.max(0, run.steps.length - 1), step: 1, "aria-label": "Step under the cursor", oninput: event => store.set({ step: run.steps[Number((event.target as HTMLInputElement).value)] ?? null }) });
  const step = h("output", { class: "step" }), values = h("span", { class: "values" });
  const tell = () => {
    const column = run.column(store.view.step);
    slider.max = String(Math.max(0, run.steps.length - 1));
    slider.value = String(Math.max(0, column));
    slider.setAttribute("aria-valuetext", `step ${run.steps[column] ?? 0}`);
    step.textContent = run.steps.length ? `step ${count(run.steps[column])}` : "no step yet";
    const loss = run.series("loss")[column];
    values.textContent = loss === undefined ? "" : `loss ${number(loss)}`;
  };
  store.on((_, changed) => {
    if (changed.has("step")) tell();
  });
  tell();
  const theme = h("select", { "aria-label": "Colours of the page", onchange: event => setTheme((event.target as HTMLSelectElement).value as Theme) },
    ...(["system", "light", "dark"] as const).map(each => h("option", { value: each }, each)));
  theme.value = chosenTheme();
  const tone = run.document.verdict.tone;
  return h("header", { class: "top" },
    h("div", { class: "top-row" },
      h("span", { class: "brand", "aria-hidden": "true" }, "weir"),
      h("h1", {}, run.document.name),
      h("a", { class: `badge ${tone}`, href: "#verdict" }, tone === "healthy" ? "healthy" : tone === "unknown" ? "no verdict" : tone),
      runs ?? null,
      h("span", { class: "note status" }, run.document.status),
      h("span", { class: "cursor" }, step, values, slider),
      theme),
    h("nav", { "aria-label": "Sections" }, ...sections.map(([id, title]) => h("a", {
      href: `#${id}`, onclick: event => {
        // The fragment belongs to the view: going to a section must not lose it.
        event.preventDefault();
        const target = document.getElementById(id)!;
        target.scrollIntoView({ behavior: "smooth" });
        target.focus({ preventScroll: true });
      },
    }, title))));
}
