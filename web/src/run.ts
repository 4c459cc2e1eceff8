import { isMissing, Matrix, MISSING, present, single, unpack, unpackSteps } from "./columns";
import { Course, type Unit } from "./course";
import type { RunDocument } from "./document";
import { Distributions } from "./histograms";
import { quantityOf } from "./quantities";

/** A run with its numbers unpacked, each when it is first asked for. */
export class Run {
  private readonly unpacked = new Map<string, Promise<Matrix | null>>();
  private readonly ready = new Map<string, Matrix>();
  private readonly curves = new Map<string, (number | undefined)[]>();

  /** How entries spread, at a few of the steps. */
  readonly distributions: Distributions;

  private constructor(readonly document: RunDocument, readonly steps: number[]) {
    this.distributions = new Distributions(document.histograms, document.layers.length);
  }

  static async open(document: RunDocument): Promise<Run> {
    const run = new Run(document, await unpackSteps(document.steps));
    await Promise.all(Object.entries(document.series).map(async ([name, packed]) => {
      run.curves.set(name, Array.from((await unpack(packed)).row(0), present));
    }));
    return run;
  }

  /**
   * What one run has more than another, as a run of its own: decades (log₁₀ of the ratio) where a quantity is an amount, else the
   * difference. Layers
   * are matched by their paths, steps by the nearest sample.
   */
  static difference(run: Run, other: Run): Run {
    const pairs = run.layers.map((layer, i) => [i, other.layers.findIndex(each => each.path === layer.path)] as const).filter(([, at]) =>
      at >= 0);
    const columns = run.steps.map(step => other.column(step));
    const made = new Run({ ...run.document, layers: pairs.map(([at]) => run.layers[at]), findings: [], series: {} }, run.steps);
    made.document.flow = Object.fromEntries(Object.entries(run.document.flow).filter(([name]) => other.document.flow[name]));
    made.make = async name => {
      const [ours, theirs] = await Promise.all([run.matrix(name), other.matrix(name)]), log = quantityOf(name).scale === "log";
      if (!ours || !theirs) return null;
      const values = new Float32Array(pairs.length * run.steps.length);
      pairs.forEach(([a, b], row) => columns.forEach((column, i) => {
        const one = ours.at(a, i), two = theirs.at(b, column);
        values[row * columns.length + i] = isMissing(one) || isMissing(two) || (log && one <= 0 && two <= 0) ? MISSING : log
          ? Math.log10(one / two) : one - two;
      }));
      return new Matrix(pairs.length, columns.length, values, ours.approximate || theirs.approximate);
    };
    return made;
  }

  /** How a matrix is made where it does not lie in the document. */
  private make: ((name: string) => Promise<Matrix | null>) | null = null;

  get layers() {
    return this.document.layers;
  }

  /** The first and the last step that anything is known of. */
  get extent(): [number, number] {
    const { epochs } = this.document, last = epochs.length ? epochs[epochs.length - 1].step : 1;
    const first = this.steps[0] ?? epochs[0]?.step ?? 1;
    return [first, Math.max(first + 1, this.steps[this.steps.length - 1] ?? 1, last)];
  }

  /** How long its epochs took, all together. */
  get seconds(): number {
    return this.document.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  }

  /** What was reached at each step; time in seconds, minutes or hours, as suits the run itself or one that it stands beside. */
  course(unit: Unit, seconds = this.seconds): Course {
    const { epochs } = this.document, last = epochs.length ? epochs[epochs.length - 1].epoch : 0;
    if (this.known?.unit !== unit || this.known.last !== last || this.known.seconds !== seconds) {
      this.known = { unit, last, seconds, course: Course.of(unit, epochs, seconds) };
    }
    return this.known.course;
  }

  private known: { unit: Unit; last: number; seconds: number; course: Course } | null = null;

  /** The names of the quantities that the run has. */
  get quantities(): string[] {
    return [...new Set([...Object.keys(this.document.flow), ...this.ready.keys()])];
  }

  /** One number for each sampled step; undefined where nothing was measured, which is not the same as NaN. */
  series(name: string): (number | undefined)[] {
    return this.curves.get(name) ?? [];
  }

  /** A quantity over layers and steps; null where the run has none. */
  matrix(name: string): Promise<Matrix | null> {
    let found = this.unpacked.get(name);
    if (!found) {
      const packed = this.document.flow[name];
      found = this.make ? this.make(name) : packed ? unpack(packed) : Promise.resolve(null);
      this.unpacked.set(name, found);
      void found.then(matrix => matrix && this.ready.set(name, matrix));
    }
    return found;
  }

  /** The same where it has been unpacked already. */
  now(name: string): Matrix | null {
    return this.ready.get(name) ?? null;
  }

  /** A number; undefined where it was not measured. */
  value(name: string, layer: number, column: number): number | undefined {
    return this.now(name)?.measured(layer, column);
  }

  /** The column of a step: the last sample up to it. */
  column(step: number | null): number {
    if (step === null || this.steps.length === 0) return this.steps.length - 1;
    let low = 0, high = this.steps.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.steps[middle] <= step) low = middle;
      else high = middle - 1;
    }
    // The nearer of two neighbours.
    return low + 1 < this.steps.length && this.steps[low + 1] - step < step - this.steps[low] ? low + 1 : low;
  }

  /** The sampled step next to any step; null where there is none. */
  sampled(step: number): number | null {
    return this.steps[this.column(Math.round(step))] ?? null;
  }

  /** Up to where the cursor shows what was reached: on the last sample also what came behind it, as the end of the last epoch. */
  seenAt(step: number): number {
    const last = this.steps[this.steps.length - 1], [, end] = this.extent;
    return last !== undefined && step >= last * (1 - 1e-9) && step < end ? end : step;
  }

  /** Adds a sampled step that came from a run that goes on. */
  add(step: number, series: Record<string, number>, flow: Record<string, (number | undefined)[]>): void {
    this.steps.push(step);
    this.document.step = Math.max(this.document.step, step);
    this.document.sampled++;
    for (const [name, curve] of this.curves) {
      curve.push(this.document.series[name]?.as === "f64" ? series[name] : single(series[name]));
    }
    for (const name of Object.keys(flow)) if (!this.ready.has(name)) this.begin(name);
    for (const [name, matrix] of this.ready) matrix.add(flow[name] ?? new Array(matrix.rows).fill(MISSING));
  }

  /** A quantity that was not measured before, as the share of dead units while the first window fills. */
  private begin(name: string): void {
    const columns = this.steps.length - 1, rows = this.layers.length, matrix = new Matrix(rows, columns,
      new Float32Array(rows * columns).fill(MISSING), false);
    this.ready.set(name, matrix);
    this.unpacked.set(name, Promise.resolve(matrix));
  }

  /** Unpacks everything, so that what is added reaches every quantity. */
  async all(): Promise<void> {
    await Promise.all(this.quantities.map(name => this.matrix(name)));
  }
}
