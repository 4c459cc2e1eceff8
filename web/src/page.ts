import "uplot/dist/uPlot.min.css";
import "./page.css";
import "./study.css";
import "./findings.css";
import { certificateSection } from "./certificate";
import { compareSection } from "./compare";
import type { Unit } from "./course";
import { detailSection } from "./detail";
import { distributionsSection } from "./distributions";
import type { Certificate, Live, PageDocument } from "./document";
import { h } from "./dom";
import { choice } from "./figure";
import { findingsSection } from "./findings";
import { flowSection } from "./flow";
import { followed, header, themeChoice } from "./header";
import { holdLoad } from "./held";
import { layersSection } from "./layers";
import { networkSection } from "./network";
import { overviewSection } from "./overview";
import { givePictures, picturesWanted } from "./pictures";
import { factsList, recipeSection } from "./recipe";
import { redrawn } from "./redrawn";
import { Run } from "./run";
import { followFragment, section } from "./section";
import { follow, paced, runList } from "./live";
import { naturalAxis } from "./steps";
import { showStudy } from "./study";
import { onTheme, startTheme } from "./theme";
import { verdictSection } from "./verdict";
import { initial, Store } from "./view";

async function show(page: PageDocument): Promise<void> {
  performance.mark("weir-start");
  const { hash } = location;
  if (page.study) {
    await showStudy(page, page.study);
    isReady();
  } else if (page.runs) await showRun(page);
  else showCertificate(page.repair!, page.live);
  followFragment(hash);
}

/** Lets the browser show what is there before more is made. */
const painted = (): Promise<void> => new Promise(go => setTimeout(go));

const loaded = holdLoad();

// Asked at once: what is chosen on the page is written into its fragment before it is ready.
const givesPictures = location.hash === picturesWanted;

function isReady(): void {
  performance.mark("weir-ready");
  performance.measure("weir-open", "weir-start", "weir-ready");
  document.documentElement.dataset.ready = "true";
  if (givesPictures) void givePictures().finally(loaded);
  else loaded();
}

/** A repair that made no run with a flow: its certificate alone. */
function showCertificate(repair: Certificate, live?: Live): void {
  const certificate = certificateSection(repair), top = followed();
  document.body.replaceChildren(h("header", { class: "top" }, h("div", { class: "top-row" },
    h("span", { class: "brand", "aria-hidden": "true" }, "weir"), h("h1", {}, `Repair of ${repair.recipe}`), top.runs, themeChoice()),
    top.newer),
    h("main", {}, section("certificate", "Certificate", certificate.element)));
  certificate.draw();
  onTheme(certificate.draw);
  if (live) runList(live, top);
  isReady();
}

async function showRun(page: PageDocument): Promise<void> {
  const run = await Run.open(page.runs[0]), measured = run.layers.length > 0 && run.steps.length > 0;
  // The map is at first of what the verdict is about.
  const [told] = run.document.findings.filter(finding => finding.severity !== "information");
  const quantity = [told?.pictures?.[0], "delta.rms", ...run.quantities].find(name => name !== undefined && run.quantities.includes(name))
    ?? "delta.rms";
  const store = new Store({ ...initial, quantity, axis: naturalAxis(run.steps) });
  // An address may name what this run has not.
  if (!run.quantities.includes(store.view.quantity)) store.view.quantity = quantity;
  const { repair } = page;
  if (repair) run.document.name = repair.status === "Repaired" ? `${repair.recipe}, repaired` : repair.recipe;
  document.title = `${run.document.name} · Weir`;
  const sections: [string, string][] = [...(repair ? [["certificate", "Certificate"] as [string, string]] : []), ["verdict", "Verdict"],
    ["overview", "Overview"], ["flow", "Flow"]];
  const spread = measured && run.distributions.names.length > 0;
  if (measured) sections.push(["layers", "Layers"]);
  if (spread) sections.push(["distributions", "Distributions"]);
  if (measured) sections.push(["network", "Network"]);
  if (page.runs.length > 1) sections.push(["compare", "Comparison"]);
  sections.push(["findings", "Findings"], ["recipe", "Recipe"]);
  const top = header(run, store, sections), main = h("main", {});
  document.body.replaceChildren(h("a", { class: "skip", href: "#verdict" }, "To the verdict"), top.element, main);

  let found = verdictSection(run, store);
  const verdict = h("div", {}, found), overview = overviewSection(run, store);
  const certificate = repair ? certificateSection(repair, page.recipes) : null;
  if (certificate) {
    main.append(section("certificate", "Certificate", certificate.element));
    certificate.draw();
    onTheme(certificate.draw);
  }
  main.append(section("verdict", repair && page.runs.length > 1 ? "Verdict on the repaired recipe" : "Verdict", verdict));
  await painted();
  main.append(section("overview", "Overview", h("div", { class: "controls" }, unitChoice(run, store), smoothing(store)), overview.element));
  overview.draw();
  const flow = await flowSection(run, store), detail = detailSection(run, store);
  main.append(section("flow", "Flow", flow.element, detail.element));
  const drawFlow = () => {
    flow.map?.draw();
    flow.curves.forEach(curve => curve.draw());
  };
  drawFlow();
  performance.mark("weir-drawn");
  const findings = h("div", {}, findingsSection(run, store, page.explanations));
  await painted();
  // Paper does not wait for numbers to be unpacked.
  const unpacked = spread ? run.distributions.load() : null;
  const distributions = spread ? distributionsSection(run, store) : null;
  if (measured) main.append(section("layers", "Layers", await layersSection(run, store)));
  if (distributions) main.append(section("distributions", "Distributions", distributions.element));
  if (measured) main.append(section("network", "Network", networkSection(run, store)));
  const compared = page.runs.length > 1
    ? await compareSection(run, await Run.open(page.runs[1]), store, repair ? undefined : page.recipes) : null;
  if (compared) {
    main.append(section("compare", repair ? "Before and after" : `Beside ${page.runs[1].name}`, compared.element));
    compared.draw();
  }
  const recipe = recipeSection(run.document);
  main.append(
    section("findings", "Findings", findings),
    section("recipe", "Recipe and environment", recipe),
    h("footer", {}, h("p", {}, page.live ? `Followed by ${page.program}.`
      : `Written by ${page.program} on ${page.written}. The file holds all of its numbers; it asks nothing of any network.`)));
  onTheme(() => {
    found.draw();
    overview.draw();
    drawFlow();
    detail.curves.forEach(curve => curve.draw());
    compared?.draw();
  });
  store.tell("step", "layer");
  await unpacked;
  isReady();
  if (!page.live) return;

  runList(page.live, top);
  if (!page.live.events) return;
  const draw = paced(() => {
    overview.draw();
    top.about();
    found.tell();
    found.draw();
    store.tell("zoom", "step");
    store.flush();
    document.documentElement.dataset.samples = String(run.steps.length);
  });
  const said = [
    redrawn(verdict, () => {
      const { verdict: words, findings, withdrawn, nonFinite, checks, tiles } = run.document;
      return [words, findings, withdrawn, nonFinite, checks, tiles];
    }, () => (found = verdictSection(run, store))),
    redrawn(findings, () => [run.document.findings, run.document.withdrawn], () =>
      findingsSection(run, store, (run.document as unknown as PageDocument).explanations)),
    redrawn(recipe.querySelector<HTMLElement>(".facts-box")!, () => run.document.facts, () => factsList(run.document)),
  ];
  await follow(run, page.live, {
    numbers: draw,
    about: () => {
      said.forEach(redraw => redraw());
      draw();
    },
    connection: top.connection,
  });
}

/** What the axes of all pictures count; steps alone until an epoch is over. */
function unitChoice(run: Run, store: Store): HTMLElement {
  const units = choice<Unit>("What the axes count", [["step", "steps"], ["epoch", "epochs"], ["time", "time"]], store.view.unit, unit =>
    store.set({ unit }));
  store.on((view, changed) => {
    if (changed.has("unit")) units.choose(view.unit);
    units.hidden = run.document.epochs.length === 0;
  });
  units.hidden = run.document.epochs.length === 0;
  return units;
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
  loaded();
  document.body.prepend(h("p", { class: "failure", role: "alert" },
    `This page could not be drawn: ${error instanceof Error ? error.message : String(error)}`));
  console.error(error);
});
