import type { Check, RunDocument } from "./document";
import { judged, standingOut } from "./health";
import type { Run } from "./run";
import { code, h } from "./dom";
import type { Store } from "./view";
import { verdictPictures } from "./verdictPictures";
import { count } from "./format";
import { stepsTile, tile } from "./standing";

/** First of all: what is wrong, why, and what to do; and what was looked at. `tell` says anew how far the run has come. */
export function verdictSection(whole: Run, store: Store): HTMLElement & { tell(): void; draw(): void } {
  const run = whole.document, { verdict } = run, pictures = verdictPictures(whole, store);
  const standing = h("p", { class: "standing", hidden: true });
  let steps = stepsTile(run);
  const tell = () => {
    const now = stepsTile(run);
    steps.replaceWith(now);
    steps = now;
    // Where something is wrong, findings say it; and what has not been unpacked yet says nothing.
    if (verdict.tone !== "healthy" && verdict.tone !== "information") return;
    standing.textContent = whole.steps.length ? standingOut(whole, whole.steps.length - 1) : "";
    standing.hidden = standing.textContent === "";
  };
  void Promise.all(judged.map(name => whole.matrix(name))).then(tell);
  return Object.assign(h("div", { class: `verdict ${verdict.tone}` },
    h("div", { class: "verdict-top" },
      h("div", { class: "verdict-words" },
        h("p", { class: "headline" }, verdict.headline),
        ...verdict.sentences.map(sentence => h("p", {}, ...code(sentence))), standing),
      pictures?.element ?? null),
    states(run),
    run.nonFinite ? h("p", { class: "first-bad" }, h("b", {}, "First value that is no finite number: "), run.nonFinite.text) : null,
    h("dl", { class: "tiles" }, ...run.tiles.map(tile), steps),
    checks(run.checks)), { tell, draw: () => void pictures?.draw() });
}

/** What stands, how far it has been borne out, and what was taken back. */
function states(run: RunDocument): HTMLElement | null {
  const all: [string, string, string, string][] = run.findings.map((finding, i) =>
    [finding.state ?? "found", finding.severity, `${finding.code} ${finding.title}`, `finding-${i}`]);
  run.withdrawn.forEach((finding, i) => all.push(["withdrawn", "", `${finding.code} ${finding.title}`, `withdrawn-${i}`]));
  if (all.length === 0) return null;
  const groups = ["confirmed", "suspected", "found", "withdrawn"].filter(state => all.some(each => each[0] === state));
  return h("dl", { class: "states" }, ...groups.map(state => h("div", {}, h("dt", {}, state),
    h("dd", {}, ...all.filter(each => each[0] === state).map(([, severity, text, id]) => h("a",
      { class: `badge ${severity}`, href: `#${id}`,
      onclick: event => {
        event.preventDefault();
        document.getElementById(id)?.scrollIntoView({ behavior: "smooth", block: "start" });
      } }, text))))));
}

/** What could not be looked for, by what is missing. */
function blind(unable: Check[]): HTMLElement | null {
  if (unable.length === 0) return null;
  const reasons = [...new Set(unable.map(check => check.reason ?? "unknown"))];
  return h("p", { class: "note blind" }, `${count(unable.length)} ${unable.length === 1 ? "check" : "checks"} could not run: `,
    reasons.map(reason => `${reason} (${unable.filter(check => check.reason === reason).map(check => check.code).join(", ")})`).join("; "),
      ".");
}

function checks(all: Check[]): HTMLElement {
  const of = (state: Check["state"]) => all.filter(check => check.state === state);
  const ran = of("found").length + of("silent").length;
  const list = (title: string, some: Check[]) => (some.length === 0 ? null : h("div", {}, h("h4", {}, title),
    h("ul", {}, ...some.map(check => h("li", {}, h("b", {}, check.code), ` ${check.title}`,
      check.reason ? h("span", { class: "note" }, ` – ${check.reason}`) : null)))));
  return h("div", {}, blind(of("unable")), h("details", { class: "checks", "data-of": "checks" },
    h("summary", {}, `${count(ran)} of ${count(all.length)} checks ran`,
      of("unable").length ? `; ${of("unable").length} could not` : "", of("off").length ? `; ${of("off").length} switched off` : ""),
    h("div", { class: "checks-columns" },
      list("Found something", of("found")), list("Could not run, and why", of("unable")), list("Switched off", of("off")),
      list("Looked and found nothing", of("silent")))));
}
