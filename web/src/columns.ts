import type { Packed } from "./document";

/** As float32, or as float64 where one of them is beyond it. */
export type Numbers = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Whether a number cannot be kept as float32: it would become infinite, or nothing. */
const isBeyond = (value: number | undefined): boolean => value !== undefined && Number.isFinite(value) && value !== 0
  && (Math.fround(value) === 0 || !Number.isFinite(Math.fround(value)));

/** A number as the page's columns keep it, which are float32 where they can be. */
export const single = (value: number | undefined): number | undefined =>
  (value === undefined || isBeyond(value) ? value : Math.fround(value));

/** Numbers by row (layer) and column (sampled step). Columns may be added while a run goes on. */
export class Matrix {
  private values: Numbers;
  private capacity: number;

  constructor(readonly rows: number, public columns: number, values: Numbers, readonly approximate: boolean) {
    this.values = values;
    this.capacity = columns;
  }

  at(row: number, column: number): number {
    return this.values[row * this.capacity + column];
  }

  /** A number, NaN among them; undefined where nothing was measured. */
  measured(row: number, column: number): number | undefined {
    return present(this.at(row, column));
  }

  row(row: number): Numbers {
    return this.values.subarray(row * this.capacity, row * this.capacity + this.columns);
  }

  /** Adds a column; `NaN`-boxed missing values are given as undefined. */
  add(column: (number | undefined)[]): void {
    const wide = this.values instanceof Float64Array, widens = !wide && column.some(isBeyond);
    if (this.columns === this.capacity || widens) {
      const capacity = Math.max(64, this.capacity * 2), size = this.rows * capacity;
      const grown = wide || widens ? new Float64Array(size) : new Float32Array(size);
      for (let row = 0; row < this.rows; row++) grown.set(this.row(row), row * capacity);
      this.values = grown;
      this.capacity = capacity;
    }
    for (let row = 0; row < this.rows; row++) this.values[row * this.capacity + this.columns] = column[row] ?? MISSING;
    this.columns++;
  }
}

/** Stands for "not measured"; apart from NaN, which is a measured value. The largest float32 is never one. */
export const MISSING = Math.fround(-3.4028234663852886e38);

export const isMissing = (value: number): boolean => value === MISSING;

/** What was measured; undefined for what was not. */
export const present = (value: number): number | undefined => (isMissing(value) ? undefined : value);

function fromBase64(data: string): Uint8Array<ArrayBuffer> {
  const { fromBase64: native } = Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  if (native) return native.call(Uint8Array, data);
  const text = atob(data), raw = new Uint8Array(text.length);
  for (let i = 0; i < raw.length; i++) raw[i] = text.charCodeAt(i);
  return raw;
}

async function bytes(packed: Packed): Promise<Uint8Array<ArrayBuffer>> {
  if (packed.data === "") return new Uint8Array(0);
  const stream = new Blob([fromBase64(packed.data)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What each level of a quantised matrix stands for. */
export function levels(packed: Packed): Float64Array {
  const steps = packed.levels ?? 250, table = new Float64Array(steps + 6), low = packed.low ?? 0, high = packed.high ?? 1;
  table.set([MISSING, NaN, Infinity, -Infinity, 0]);
  for (let level = 5; level < table.length; level++) {
    const at = low + ((high - low) * (level - 5)) / steps;
    table[level] = packed.scale === "log" ? 10 ** at : at;
  }
  return table;
}

/** Unpacks a matrix. */
export async function unpack(packed: Packed): Promise<Matrix> {
  const raw = await bytes(packed), { rows, columns } = packed, together = packed.together ?? 1;
  const kept = Math.ceil(columns / together), table = packed.as === "u8" || packed.as === "u16" ? levels(packed) : null;
  const make = packed.as === "f64" || table?.some(isBeyond) ? Float64Array : Float32Array;
  const numbers = packed.as === "u16" ? new Uint16Array(raw.buffer, raw.byteOffset, rows * kept) : table ? raw
    : new make(raw.buffer, raw.byteOffset, rows * kept);
  if (!table && together === 1) return new Matrix(rows, columns, numbers as Numbers, false);
  const values = new make(rows * columns);
  if (table && together === 1) for (let i = 0; i < values.length; i++) values[i] = table[numbers[i]];
  if (table && together === 1) return new Matrix(rows, columns, values, true);
  for (let row = 0; row < rows; row++) {
    for (let place = 0, column = 0; column < columns; place++) {
      const level = numbers[row * kept + place], number = table ? table[level] : level;
      for (const end = Math.min(columns, column + together); column < end; column++) values[row * columns + column] = number;
    }
  }
  return new Matrix(rows, columns, values, table !== null || together > 1);
}

/** Unpacks the sampled steps: whole numbers that rise. */
export async function unpackSteps(packed: Packed): Promise<number[]> {
  const raw = await bytes(packed);
  return Array.from(new Float64Array(raw.buffer, raw.byteOffset, packed.columns));
}
