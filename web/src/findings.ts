import { type Finding, layerName, layersOf, toNumber, type Withdrawn } from "./document";
import { code, h } from "./dom";
import { count, number, ranges } from "./format";
import type { Run } from "./run";
import type { Store } from "./view";

/** The findings: what is seen, on which numbers it rests, what it means and what to do. */
export function findingsSection(run: Run, store: Store, explanations: Record<string, string>): HTMLElement {
  const { findings, withdrawn } = run.document;
  return h("div", { class: "findings" },
    ...findings.map((finding, i) => card(finding, i, run, store, explanations[finding.code])),
    findings.length === 0 ? h("p", { class: "empty" }, withdrawn.length ? "Nothing stands." : "Nothing was found.") : null,
    ...withdrawn.map((finding, i) => takenBack(finding, i, store)));
}

/** A finding that the run has disproved: when it was said, when it was taken back, and why. */
function takenBack(finding: Withdrawn, number_: number, store: Store): HTMLElement {
  const go = (step: number) => h("button", { type: "button", onclick: () => store.set({ step }) }, `step ${count(step)}`);
  return h("article", { class: "finding withdrawn", id: `withdrawn-${number_}` },
    h("header", {},
      h("span", { class: "badge" }, "withdrawn"),
      h("h3", {}, h("span", { class: "code" }, finding.code), ` ${finding.title}`)),
    h("p", { class: "message" }, h("s", {}, finding.message)),
    h("p", { class: "note" }, finding.step === 0 ? "Said before the first step" : h("span", {}, "Said at ", go(finding.step)),
      ", taken back at ", go(finding.withdrawnAt), finding.reason ? `: ${finding.reason}.` : "."));
}

/** Moves the cursor, the selection and the map to what a finding is about. */
export function showFinding(finding: Finding, run: Run, store: Store,
  picture = finding.pictures?.find(name => run.quantities.includes(name))): void {
  store.set({
    step: Math.max(finding.step, run.steps[0] ?? 1),
    ...(finding.layers[0] ? { layer: finding.layers[0][0] - 1 } : {}),
    ...(picture ? { quantity: picture } : {}),
  });
}

function card(finding: Finding, number_: number, run: Run, store: Store, explanation: string | undefined): HTMLElement {
  const go = () => showFinding(finding, run, store);
  const all = layersOf(finding), layers = all.slice(0, 24), path = (layer: number) => run.layers[layer - 1]?.path ?? "";
  const named = all.map(path).filter(each => !/^\d*$/.test(each));
  return h("article", { class: `finding ${finding.severity}${finding.because ? " consequence" : ""}`, id: `finding-${number_}` },
    h("header", {},
      h("span", { class: `badge ${finding.severity}` }, finding.severity),
      finding.state ? h("span", { class: "badge state" }, finding.state) : null,
      h("h3", {}, h("span", { class: "code" }, finding.code), ` ${finding.title}`),
      h("button", { type: "button", onclick: go }, finding.step === 0 ? "before the first step" : `step ${count(finding.step)}`)),
    h("p", { class: "message" }, finding.message),
    finding.because ? h("p", { class: "note" }, `A consequence of ${finding.because}.`) : null,
    layers.length ? h("div", { class: "chips", role: "group", "aria-label": "Layers concerned" },
      ...layers.map(layer => h("button", { type: "button", onclick: () => store.set({ layer: layer - 1 }) },
        layerName(layer, path(layer)))),
      h("span", { class: "on-paper" }, `Layer${all.length > 1 ? "s" : ""} ${ranges(all)}`,
        named.length ? `: ${named.slice(0, 24).join(", ")}${named.length > 24 ? ", …" : ""}` : ""),
      all.length > layers.length ? h("span", { class: "note" }, `and ${all.length - layers.length} more`) : null)
        : null,
    h("div", { class: `finding-columns${finding.evidence.length ? "" : " unmeasured"}` },
      // What is seen in the network or its recipe has no number, and the message says it all.
      finding.evidence.length === 0 ? null : h("div", {}, h("h4", {}, "It rests on"), h("table", { class: "evidence" },
        h("thead", {}, h("tr", {}, ...["Quantity", "Value", "Limit", "Healthy"].map(text => h("th", { scope: "col" }, text)))),
        h("tbody", {}, ...finding.evidence.map(evidence => h("tr", {}, h("th", { scope: "row" }, evidence.quantity),
          h("td", {}, h("b", {}, number(toNumber(evidence.value)))), h("td", {}, evidence.threshold === undefined ? "–"
          : number(toNumber(evidence.threshold))), h("td", {}, evidence.healthy)))))),
      h("div", {}, h("h4", {}, "What it means"), h("p", {}, finding.meaning)),
      h("div", {}, h("h4", {}, "What to do"), h("ol", {}, ...finding.remedies.map(remedy => h("li", {}, ...code(remedy)))))),
    explanation ? explained(finding, explanation) : null);
}

/** The manual's page, made into HTML from the program's own files; nothing in it comes from a run. */
function explained(finding: Finding, html: string): HTMLElement {
  const body = h("div", { class: "manual", tabindex: 0, role: "region", "aria-label": `More about ${finding.code}` });
  return h("details", {
    class: "explanation", "data-of": finding.code, ontoggle: () => {
      if (body.childElementCount === 0) body.innerHTML = html;
    },
  }, h("summary", {}, `More about ${finding.code}: theory, limits, what would speak against it`), body);
}
