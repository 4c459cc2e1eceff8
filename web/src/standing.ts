import type { RunDocument } from "./document";
import { h } from "./dom";
import { count } from "./format";

const samples = (run: RunDocument): string => `${count(run.sampled)} sample${run.sampled === 1 ? "" : "s"}`;

/** How a run stands, in a line. While it is written, its last sample says how far it has come. */
export function statusOf(run: RunDocument): string {
  if (run.state === "trace") return `a trace of ${samples(run)}`;
  return run.state === "running" ? `running, step ${count(run.step)} of ${count(run.totalSteps ?? run.step)}` : run.status;
}

/** A number that stands large, with its label and a note. */
export const tile = ([label, value, note]: readonly string[]): HTMLElement =>
  h("div", { class: "tile" }, h("dt", {}, label), h("dd", {}, h("b", {}, value), note ? h("span", { class: "note" }, note) : null));

/** How far a run has come. */
export const stepsTile = (run: RunDocument): HTMLElement =>
  tile(["steps", count(run.step), run.totalSteps ? `of ${count(run.totalSteps)}; ${samples(run)}` : samples(run)]);
