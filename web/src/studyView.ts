import type { StudyCell, StudyDocument, StudyMeasure } from "./document";
import { perFrame } from "./dom";
import { count } from "./format";

/** What the reader of a study looks at; kept in the address's fragment. */
export interface StudyState {
  /** The measure of intervals and effects. */
  measure: string;
  /** A regular expression on the names of cells. */
  search: string;
  /** The level that is shown of each column of names; all where there is none. */
  levels: Record<number, string>;
  /** The column that the table is sorted by: a measure, or "#0" for the first column of names; "" for the study's own order. */
  sort: string;
  descending: boolean;
  /** The quantity of the small maps. */
  quantity: string;
}

export class StudyView {
  state: StudyState;
  isFaulty = false;
  private readonly listeners: (() => void)[] = [];
  private readonly tell = perFrame(() => {
    for (const listener of this.listeners) listener();
    this.write();
  });

  constructor(private readonly study: StudyDocument) {
    const from = new URLSearchParams(location.hash.slice(1)), shown = study.measures.filter(each => each.shown);
    const asked = from.get("measure"), levels: Record<number, string> = {};
    study.names.forEach((_, i) => {
      const level = from.get(`level${i}`);
      if (level) levels[i] = level;
    });
    this.state = {
      measure: study.measures.some(each => each.name === asked) ? asked! : (shown[0] ?? study.measures[0])?.name ?? "",
      search: from.get("search") ?? "", levels, sort: from.get("sort") ?? "", descending: from.get("descending") === "1",
      quantity: from.get("quantity") ?? "delta.rms",
    };
  }

  on(listener: () => void): void {
    this.listeners.push(listener);
  }

  set(change: Partial<StudyState>): void {
    Object.assign(this.state, change);
    this.tell();
  }

  get measure(): StudyMeasure | undefined {
    return this.study.measures.find(each => each.name === this.state.measure);
  }

  /** The cells that are shown, in the order of the table. */
  rows(): StudyCell[] {
    let test: RegExp | null = null;
    this.isFaulty = false;
    try {
      test = this.state.search ? new RegExp(this.state.search, "i") : null;
    } catch {
      this.isFaulty = true;
    }
    const levels = Object.entries(this.state.levels).filter(([, level]) => level);
    const rows = this.study.cells.filter(cell => (!test || test.test(cell.names.join(" ")))
      && levels.every(([i, level]) => cell.names[Number(i)] === level));
    const { sort, descending } = this.state, sign = descending ? -1 : 1;
    if (!sort) return rows;
    if (sort.startsWith("#")) {
      const column = Number(sort.slice(1)), order = new Intl.Collator("en", { numeric: true });
      return rows.sort((a, b) => sign * order.compare(a.names[column] ?? "", b.names[column] ?? ""));
    }
    // What has no value stands last, whichever way.
    return rows.sort((a, b) => {
      const one = a.values[sort]?.value, two = b.values[sort]?.value;
      return one === undefined ? (two === undefined ? 0 : 1) : two === undefined ? -1 : sign * (one - two);
    });
  }

  private write(): void {
    const to = new URLSearchParams(), { state } = this;
    to.set("measure", state.measure);
    if (state.search) to.set("search", state.search);
    for (const [i, level] of Object.entries(state.levels)) if (level) to.set(`level${i}`, level);
    if (state.sort) to.set("sort", state.sort);
    if (state.descending) to.set("descending", "1");
    if (state.quantity !== "delta.rms") to.set("quantity", state.quantity);
    try {
      history.replaceState(null, "", `#${to}`);
    } catch {
      // A page in a frame may not change its address; everything else works.
    }
  }
}

/** The name of a cell in pictures. */
export const cellName = (cell: StudyCell): string => cell.names.join(" · ");

/** A number of a measure as people read it. */
export function measured(measure: StudyMeasure, value: number): string {
  const sign = value < 0 ? "−" : "", size = Math.abs(value);
  switch (measure.form) {
    case "share": return `${sign}${+(size * 100).toPrecision(3)} %`;
    case "count": return sign + count(size);
    default: return size === 0 ? "0"
      : sign + (size >= 1e-3 && size < 1e5 ? String(+size.toPrecision(3)) : size.toExponential(1).replace("e+", "e"));
  }
}
