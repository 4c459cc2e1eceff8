import "uplot/dist/uPlot.min.css";
import "./page.css";
import type { Curve } from "./curve";
import { detailSection } from "./detail";
import type { PageDocument } from "./document";
import { h } from "./dom";
import { findingsSection } from "./findings";
import { flowSection } from "./flow";
import { header } from "./header";
import { layersSection } from "./layers";
import { networkSection } from "./network";
import { overviewSection } from "./overview";
import { recipeSection } from "./recipe";
import { Run } from "./run";
import { naturalAxis } from "./steps";
import { onTheme, startTheme } from "./theme";
import { verdictSection } from "./verdict";
import { Store } from "./view";

/** A section of the page. */
function section(id: string, title: string, note: string, ...content: (HTMLElement | null)[]): HTMLElement {
  return h("section", { id, tabindex: -1, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title` }, title), note ? h("p", { class: "lead" }, note) : null, ...content);
}

async function show(page: PageDocument): Promise<void> {
  performance.mark("weir-start");
  const run = await Run.open(page.runs[0]);
  const store = new Store({ step: null, layer: null, quantity: run.quantities.includes("delta.rms") ? "delta.rms" : run.quantities[0] ?? "delta.rms", axis: naturalAxis(run.steps), zoom: null, smooth: 0 });
  if (!run.quantities.includes(store.view.quantity)) store.view.quantity = run.quantities[0] ?? "delta.rms";
  const curves: Curve[] = [], main = h("main", {});
  const sections: [string, string][] = [["verdict", "Verdict"], ["overview", "Overview"], ["flow", "Flow"], ...(run.layers.length > 0 && run.steps.length > 0 ? [["layers", "Layers"], ["network", "Network"]] as [string, string][] : []), ["findings", "Findings"], ["recipe", "Recipe"]];
  document.title = `${run.document.name} · Weir`;
  document.body.replaceChildren(h("a", { class: "skip", href: "#verdict" }, "To the verdict"), header(run, store, sections), main);

  main.append(section("verdict", "Verdict", "", verdictSection(run.document)));
  const overview = overviewSection(run, store);
  curves.push(...overview.curves);
  main.append(section("overview", "Overview", "", smoothing(store), overview.element));
  overview.curves.forEach(curve => curve.draw());
  const flow = await flowSection(run, store), detail = detailSection(run, store);
  curves.push(...flow.curves);
  main.append(section("flow", "Flow", "", flow.element, detail.element));
  flow.map?.draw();
  flow.curves.forEach(curve => curve.draw());
  performance.mark("weir-drawn");
  const measured = run.layers.length > 0 && run.steps.length > 0, layers = measured ? await layersSection(run, store) : null;
  main.append(
    ...(layers ? [section("layers", "Layers", "", layers), section("network", "Network", "", networkSection(run, store))] : []),
    section("findings", "Findings", "", findingsSection(run, store, page.explanations)),
    section("recipe", "Recipe and environment", "", recipeSection(run.document)),
    h("footer", {}, h("p", {}, `Written by ${page.program} on ${page.written}. The file holds all of its numbers; it asks nothing of any network.`)));
  onTheme(() => {
    flow.map?.draw();
    [...curves, ...detail.curves].forEach(curve => curve.draw());
  });
  store.tell("step", "layer");
  performance.mark("weir-ready");
  performance.measure("weir-open", "weir-start", "weir-ready");
  document.documentElement.dataset.ready = "true";
}

function smoothing(store: Store): HTMLElement {
  const value = h("output", {}, "off");
  return h("label", { class: "smoothing" }, "Smoothing of the step's loss ", h("input", {
    type: "range", min: 0, max: 0.98, step: 0.02, value: 0, oninput: event => {
      const share = Number((event.target as HTMLInputElement).value);
      value.textContent = share === 0 ? "off" : share.toFixed(2);
      store.set({ smooth: share });
    },
  }), value);
}

startTheme();
show(JSON.parse(document.getElementById("weir-document")!.textContent!) as PageDocument).catch((error: unknown) => {
  document.documentElement.dataset.ready = "failed";
  document.body.prepend(h("p", { class: "failure", role: "alert" }, `This page could not be drawn: ${error instanceof Error ? error.message : String(error)}`));
  console.error(error);
});
