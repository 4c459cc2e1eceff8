import { type Live, toNumber, type RunDocument } from "./document";
import { h } from "./dom";
import type { Followed } from "./header";
import { quantities } from "./quantities";
import type { Run } from "./run";

/** How the way to a run stands: it is followed, its server is away, or its folder has been deleted. */
export type Connection = "live" | "away" | "damaged" | "gone";

/** What the live page tells of: new numbers, and what is said of the run anew. */
export interface LiveListener {
  numbers(): void;
  about(): void;
  connection(state: Connection): void;
}

/** A line of a trace. */
interface Sample { step: number; layers: Record<string, number | string>[]; parameters: Record<string, number | string>[];
  [series: string]: unknown }

/**
 * Follows a run while it is written. After a break the browser asks again from the last cursor, so that nothing is fetched twice; numbers
 * are taken in whether or not the page is seen. Where the run's folder has been deleted nothing more is asked.
 */
export async function follow(run: Run, source: Live, listener: LiveListener): Promise<void> {
  await run.all();
  const events = new EventSource(`${source.events}?cursor=${encodeURIComponent(source.cursor!)}`);
  const gone = () => {
    events.close();
    listener.connection("gone");
  };
  // A line that another program has cut short is left out, and told of.
  const read = <T>(event: MessageEvent<string>): T | null => {
    try {
      return JSON.parse(event.data) as T;
    } catch {
      listener.connection("damaged");
      return null;
    }
  };
  events.addEventListener("open", () => listener.connection("live"));
  events.addEventListener("error", () => listener.connection("away"));
  events.addEventListener("sample", event => {
    const line = read<Sample | { format: string }>(event);
    if (!line) return;
    // The first line of a trace names its layers: the page was opened before there were any, or any number of them.
    if ("format" in line || run.layers.length === 0 || run.steps.length === 0) location.reload();
    else if (take(run, line)) listener.numbers();
  });
  events.addEventListener("epoch", event => {
    const { epochs } = run.document, epoch = read<RunDocument["epochs"][number]>(event);
    if (!epoch) return;
    if (epochs.length > 0 && epochs[epochs.length - 1].epoch >= epoch.epoch) return;
    epochs.push(epoch);
    listener.numbers();
  });
  events.addEventListener("about", event => {
    const said = JSON.parse(event.data) as Partial<RunDocument>, { step = 0 } = said;
    // It was read a little earlier: samples have come since. Of a run that has ended it says how many steps were made.
    Object.assign(run.document, said, { step: said.state === "ended" ? step : Math.max(run.document.step, step) });
    listener.about();
  });
  events.addEventListener("gone", gone);
  // A resumed run has cut what it writes again; a folder that is being deleted loses its files first.
  events.addEventListener("cut", () => {
    events.close();
    setTimeout(() => void isThere(source).then(there => (there ? location.reload() : gone()), () => location.reload()), 1000);
  });
}

/** What a folder of runs holds: a run, a study or a repair. */
interface Entry { name: string; kind: string; within: string | null; state: string; page: string }

const entries = async (source: Live): Promise<Entry[]> => (await (await fetch(source.runs)).json()) as Entry[];

/** Whether the run that a page is about is there still. */
const isThere = async (source: Live): Promise<boolean> => (await entries(source)).some(entry => entry.page === source.page);

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

/**
 * What else the folder holds, in a list to choose from; looked for every few seconds. What begins meanwhile is told of in a bar. A run of a
 * study or a repair has the others of it below, and the way back to it.
 */
export function runList(source: Live, top: Followed, changed?: (state: string) => void): void {
  const { runs: element, newer } = top, own = (entry: Entry) => entry.within === null;
  let known: Set<string> | null = null;
  element.hidden = false;
  element.addEventListener("change", () => {
    location.href = source.root + element.value;
  });
  const look = async () => {
    let found: Entry[];
    try {
      found = await entries(source);
    } catch {
      // The server is away; the page of a run says so already.
      return;
    }
    const begun = found.find(entry => own(entry) && known && !known.has(entry.page));
    known = new Set(found.map(entry => entry.page));
    if (begun) tellIn(newer, "Stay here", h("span", {}, begun.kind === "run" ? "A run has begun: " : `There is a ${begun.kind}: `,
      h("a", { href: source.root + begun.page }, begun.name)));
    const here = found.find(entry => entry.page === source.page);
    if (here) changed?.(here.state);
    const text = (entry: Entry) => `${entry.kind === "run" ? "" : `${entry.kind} `}${entry.name} · ${entry.state}`;
    const signature = JSON.stringify(found);
    if (element.dataset.shown === signature) return;
    element.dataset.shown = signature;
    const option = (entry: Entry) => new Option(text(entry), entry.page, false, entry.page === source.page);
    const within = found.filter(entry => !own(entry));
    // What is looked at may be gone; the list says what there is.
    element.replaceChildren(...(here ? [] : [new Option("(deleted)", "", false, true)]), ...found.filter(own).map(option),
      ...(within.length ? [h("optgroup", { label: `runs of ${within[0].within}` }, ...within.map(option))] : []));
  };
  void look();
  setInterval(() => void look(), 3000);
}

/** Tells of something in a bar at the top, which goes when it is asked to. */
export function tellIn(bar: HTMLElement, close: string, ...said: Node[]): void {
  bar.hidden = false;
  bar.replaceChildren(...said, h("button", { type: "button", onclick: () => (bar.hidden = true) }, close));
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
