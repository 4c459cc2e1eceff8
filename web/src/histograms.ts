import { isMissing, type Matrix, unpack } from "./columns";
import { type Histograms, toNumber } from "./document";

/** How the entries of one tensor spread at a step: counts by powers of two of their size, as docs/trace.md has them. */
export interface Spread {
  zero: number;
  /** The power of two of the first bin of both lists. The bins at the ends, `lowest` and `highest`, hold what is beyond them as well. */
  first: number;
  positive: number[];
  negative: number[];
  /** Entries that are infinite or no number. */
  other: number;
}

/** A histogram as a line of the trace has it. */
type Line = Partial<Spread> & { other?: number };
interface Lines { layers: { activation?: Line; delta?: Line }[]; parameters: { weight?: Line; gradient?: Line }[] }

/** The spreads that are measured, in the order in which they are offered. */
export const spreads: [string, string, string][] = [
  ["activation", "Activations", "output of the layer"],
  ["delta", "Gradients", "∂loss/∂output, as it goes through the layer"],
  ["weight", "Weights", "the layer's weight"],
  ["gradient", "Weight gradients", "gradient of the layer's weight"],
];

/** The histograms of a run, by quantity, layer and step. */
export class Distributions {
  readonly steps: number[];
  /** What came with the page: rows of counts, which are taken apart when they are asked for. */
  private readonly matrices = new Map<string, Matrix>();
  private readonly spread = new Map<string, (Spread | null | undefined)[][]>();

  private loading: Promise<void> | null = null;
  isLoaded = false;

  constructor(private readonly packed: Histograms | null | undefined, layers: number) {
    this.steps = [...(packed?.steps ?? [])];
    for (const name of Object.keys(packed?.quantities ?? {})) {
      this.spread.set(name, Array.from({ length: layers }, () => new Array<undefined>(this.steps.length).fill(undefined)));
    }
  }

  /** Unpacks the counts; before that there are none of what came with the page. */
  load(): Promise<void> {
    return (this.loading ??= Promise.all(Object.entries(this.packed?.quantities ?? {}).map(async ([name, one]) => {
      this.matrices.set(name, await unpack(one.counts));
    })).then(() => {
      this.isLoaded = true;
    }));
  }

  /** The names of what was measured. */
  get names(): string[] {
    return spreads.map(([name]) => name).filter(name => this.spread.has(name));
  }

  at(name: string, layer: number, column: number): Spread | null {
    const row = this.spread.get(name)?.[layer], matrix = this.matrices.get(name);
    if (!row) return null;
    if (row[column] === undefined && matrix) {
      const { first, bins } = this.packed!.quantities[name];
      // Steps that came later do not change where those of the page lie.
      row[column] = unpacked(matrix, layer * this.packed!.steps.length + column, first, bins);
    }
    return row[column] ?? null;
  }

  /** The last of its steps up to a step; the first where there is none. */
  column(step: number): number {
    let column = 0;
    while (column + 1 < this.steps.length && this.steps[column + 1] <= step) column++;
    return column;
  }

  /** Takes the histograms of a line of the trace in. */
  add(step: number, line: Lines, weights: (number | undefined)[]): void {
    if (step <= (this.steps[this.steps.length - 1] ?? -1)) return;
    this.steps.push(step);
    const put = (name: string, layer: number, spread: Line | undefined) => {
      let rows = this.spread.get(name);
      if (!rows && !spread) return;
      if (!rows) this.spread.set(name, (rows = weights.map(() => this.steps.slice(1).map(() => null))));
      rows[layer].push(spread ? { zero: 0, first: 0, positive: [], negative: [], ...spread, other: toNumber(spread.other ?? 0) } : null);
    };
    weights.forEach((weight, layer) => {
      put("activation", layer, line.layers[layer]?.activation);
      put("delta", layer, line.layers[layer]?.delta);
      put("weight", layer, weight === undefined ? undefined : line.parameters[weight]?.weight);
      put("gradient", layer, weight === undefined ? undefined : line.parameters[weight]?.gradient);
    });
    // A quantity that begins in the middle of the layers: those before it get their gaps.
    for (const rows of this.spread.values()) for (const each of rows) while (each.length < this.steps.length) each.push(null);
  }

  /**
   * The powers of two that a picture of a quantity shows, over all layers and steps. What is so small that only one entry in two hundred is
   * smaller counts in the lowest bin: on a logarithmic axis anything spread around 0 has a long tail of such entries. `below` is their
   * share.
   */
  range(name: string): { low: number; high: number; below: number } {
    const sums = new Map<number, number>();
    for (const [layer, row] of (this.spread.get(name) ?? []).entries()) {
      for (let column = 0; column < row.length; column++) {
        const each = this.at(name, layer, column);
        if (!each) continue;
        const all = count(each) || 1;
        each.positive.forEach((some, i) => sums.set(each.first + i, (sums.get(each.first + i) ?? 0) + (some + each.negative[i]) / all));
      }
    }
    const powers = [...sums.keys()].filter(power => sums.get(power)! > 0).sort((a, b) => a - b);
    if (powers.length === 0) return { low: -4, high: 0, below: 0 };
    const whole = [...sums.values()].reduce((a, b) => a + b, 0);
    let at = 0, small = 0;
    while (at < powers.length - 1 && (small += sums.get(powers[at])!) < whole / 200) at++;
    const high = powers[powers.length - 1], low = Math.min(powers[at], high - 3);
    return { low, high, below: powers.filter(power => power < low).reduce((sum, power) => sum + sums.get(power)!, 0) / whole };
  }
}

/** The powers of two of the first and the last bin that there can be (docs/trace.md); both hold what lies beyond them as well. */
export const lowest = -64, highest = 63;

/** Entries that may lie beyond the largest size that has a bin of its own. */
export function beyond(spread: Spread): number {
  const at = highest - spread.first;
  return (spread.positive[at] ?? 0) + (spread.negative[at] ?? 0);
}

/** All entries that a histogram counts. */
export function count(spread: Spread): number {
  return spread.zero + spread.other + spread.positive.reduce((a, b) => a + b, 0) + spread.negative.reduce((a, b) => a + b, 0);
}

/** The size that half of the entries do not reach, as a power of two: 0 counts as the smallest. */
export function middle(spread: Spread): number {
  const half = (count(spread) - spread.other) / 2;
  let below = spread.zero;
  if (below >= half || spread.positive.length === 0) return 0;
  for (let i = 0; i < spread.positive.length; i++) {
    const here = spread.positive[i] + spread.negative[i];
    if (here > 0 && below + here >= half) return 2 ** (spread.first + i + (half - below) / here);
    below += here;
  }
  return 2 ** (spread.first + spread.positive.length);
}

function unpacked(matrix: Matrix, at: number, first: number, bins: number): Spread | null {
  const counts = matrix.row(at);
  if (isMissing(counts[0])) return null;
  const positive = Array.from({ length: bins }, (_, i) => counts[bins + 1 + i]);
  const negative = Array.from({ length: bins }, (_, i) => counts[bins - 1 - i]);
  return { zero: counts[bins], first, positive, negative, other: counts[2 * bins + 1] };
}
