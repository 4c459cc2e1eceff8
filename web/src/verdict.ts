import type { Check, RunDocument } from "./document";
import { h } from "./dom";
import { count } from "./format";

/** First of all: what is wrong, why, and what to do; and what was looked at. */
export function verdictSection(run: RunDocument): HTMLElement {
  const { verdict } = run;
  return h("div", { class: `verdict ${verdict.tone}` },
    h("div", { class: "verdict-words" },
      h("p", { class: "headline" }, verdict.headline),
      ...verdict.sentences.map(sentence => h("p", {}, sentence))),
    run.nonFinite ? h("p", { class: "first-bad" }, h("b", {}, "First value that is no finite number: "), run.nonFinite.text) : null,
    h("dl", { class: "tiles" }, ...run.tiles.map(([label, value, note]) => h("div", { class: "tile" }, h("dt", {}, label), h("dd", {}, h("b", {}, value), note ? h("span", { class: "note" }, note) : null)))),
    checks(run.checks));
}

function checks(all: Check[]): HTMLElement {
  const of = (state: Check["state"]) => all.filter(check => check.state === state);
  const ran = of("found").length + of("silent").length + of("partial").length;
  const list = (title: string, some: Check[]) => (some.length === 0 ? null : h("div", {}, h("h4", {}, title), h("ul", {}, ...some.map(check => h("li", {}, h("b", {}, check.code), ` ${check.title}`, check.reason ? h("span", { class: "note" }, ` – ${check.reason}`) : null)))));
  return h("details", { class: "checks" },
    h("summary", {}, `${count(ran)} of ${count(all.length)} checks ran`, of("partial").length ? `, ${of("partial").length} of them without all that they ask for` : "", of("unable").length ? `; ${of("unable").length} could not` : "", of("off").length ? `; ${of("off").length} switched off` : ""),
    h("div", { class: "checks-columns" },
      list("Found something", of("found")), list("Found nothing, without all that they ask for", of("partial")), list("Could not run, and why", of("unable")), list("Switched off", of("off")), list("Looked and found nothing", of("silent"))));
}
