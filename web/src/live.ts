import { toNumber, type RunDocument } from "./document";
import { h } from "./dom";
import { quantities } from "./quantities";
import type { Run } from "./run";

/** What the live page tells of: new numbers, and what is said of the run anew. */
export interface LiveListener {
  numbers(): void;
  about(): void;
  connection(open: boolean): void;
}

/** A line of a trace. */
interface Sample { step: number; layers: Record<string, number | string>[]; parameters: Record<string, number | string>[];
  [series: string]: unknown }

/**
 * Follows a run while it is written. After a break the browser asks again from the last cursor, so that nothing is fetched twice;
 * numbers are taken
 * in whether or not the page is seen.
 */
export async function follow(run: Run, source: { events: string; cursor: string }, listener: LiveListener): Promise<void> {
  await run.all();
  const events = new EventSource(`${source.events}?cursor=${encodeURIComponent(source.cursor)}`);
  events.addEventListener("open", () => listener.connection(true));
  events.addEventListener("error", () => listener.connection(false));
  events.addEventListener("sample", event => {
    const line = JSON.parse(event.data) as Sample | { format: string };
    // The first line of a trace names its layers: the page was opened before there were any, or any number of them.
    if ("format" in line || run.layers.length === 0 || run.steps.length === 0) location.reload();
    else if (take(run, line)) listener.numbers();
  });
  events.addEventListener("epoch", event => {
    const { epochs } = run.document, epoch = JSON.parse(event.data) as RunDocument["epochs"][number];
    if (epochs.length > 0 && epochs[epochs.length - 1].epoch >= epoch.epoch) return;
    epochs.push(epoch);
    listener.numbers();
  });
  events.addEventListener("about", event => {
    // It was read a little earlier: samples have come since.
    const said = JSON.parse(event.data) as Partial<RunDocument>;
    Object.assign(run.document, said, { step: Math.max(run.document.step, said.step ?? 0) });
    listener.about();
  });
  // A resumed run has cut what it writes again.
  events.addEventListener("cut", () => location.reload());
}

/** Takes a line of the trace in; false where it is known already. */
function take(run: Run, line: Sample): boolean {
  const last = run.steps[run.steps.length - 1];
  if (last !== undefined && line.step <= last) return false;
  const series: Record<string, number> = {}, flow: Record<string, (number | undefined)[]> = {};
  for (const [name, value] of Object.entries(line)) if (typeof value === "number"
      || typeof value === "string") series[name] = toNumber(value);
  for (const { name } of quantities) {
    const column = run.layers.map((layer, i) => {
      const value = line.layers[i]?.[name] ?? (layer.weight === undefined ? undefined : line.parameters[layer.weight]?.[name]);
      if (value === undefined) return undefined;
      return name === "units.dead" ? toNumber(value) / layer.units : toNumber(value);
    });
    if (column.some(value => value !== undefined)) flow[name] = column;
  }
  run.add(line.step, series, flow);
  const { histograms } = line as { histograms?: Parameters<typeof run.distributions.add>[1] };
  if (histograms) run.distributions.add(line.step, histograms, run.layers.map(layer => layer.weight));
  return true;
}

/** The other runs of the folder, in a list to choose from; looked for every few seconds. One that begins meanwhile is told of in a bar. */
export function runList(source: { run: string; runs: string }, element: HTMLSelectElement, newer: HTMLElement): void {
  let known: Set<string> | null = null;
  element.addEventListener("change", () => {
    location.href = encodeURIComponent(element.value);
  });
  const look = async () => {
    try {
      const runs = (await (await fetch(source.runs)).json()) as { name: string; state: string }[];
      const begun = runs.find(run => known && !known.has(run.name));
      known = new Set(runs.map(run => run.name));
      if (begun) {
        newer.hidden = false;
        newer.replaceChildren(h("span", {}, "A run has begun: ", h("a", { href: encodeURIComponent(begun.name) }, begun.name)),
          h("button", { type: "button", onclick: () => (newer.hidden = true) }, "Stay here"));
      }
      const before = [...element.options].map(option => option.text).join("\n"), texts = runs.map(run => `${run.name} · ${run.state}`);
      if (before === texts.join("\n")) return;
      element.replaceChildren(...runs.map((run, i) => new Option(texts[i], run.name, false, run.name === source.run)));
    } catch {
      // The server is away; the page says so already.
    }
  };
  void look();
  setInterval(() => void look(), 3000);
}

/** Draws soon after numbers have come, and not more often than drawing allows. */
export function paced(draw: () => void): () => void {
  let waiting = false, took = 0;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      const begin = performance.now();
      draw();
      took = performance.now() - begin;
    }, Math.max(100, 3 * took));
  };
}
