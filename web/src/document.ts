/** The document that a page shows: what the program writes into it (src/Weir.Pages/Documents). */

export interface Packed {
  /** "f32", "f64": little-endian numbers. "u8": levels on a scale from `low` to `high`; 0 is missing, 1 NaN, 2 +inf, 3 −inf, 4 zero. */
  as: "f32" | "f64" | "u8";
  rows: number;
  columns: number;
  scale?: "log" | "linear";
  low?: number;
  high?: number;
  /** Columns that share a number: the most unusual of them. */
  together?: number;
  /** The bytes, gzipped, as base64. */
  data: string;
}

export interface Layer { path: string; kind: string; units: number; weights: boolean; shape?: number[]; parameters: number; /** The number of its weight among the trace's parameters. */ weight?: number }

export interface Evidence { quantity: string; value: number | string; threshold?: number | string; healthy: string }

export interface Finding {
  code: string;
  name: string;
  title: string;
  severity: "error" | "warning" | "information";
  state?: string;
  message: string;
  step: number;
  layers: { number: number; path: string; kind: string }[];
  evidence: Evidence[];
  because?: string;
  meaning: string;
  remedies: string[];
}

export interface Check { code: string; name: string; title: string; state: "found" | "silent" | "partial" | "unable" | "off"; reason?: string }

export interface Epoch {
  epoch: number;
  step: number;
  trainingLoss: number | string;
  trainingAccuracy?: number | string;
  validationLoss?: number | string;
  validationAccuracy?: number | string;
  validationR2?: number | string;
  seconds: number;
}

export interface Verdict { tone: "error" | "warning" | "information" | "healthy" | "unknown"; headline: string; sentences: string[] }

export interface Histograms { steps: number[]; edges: number[]; layers: Record<string, (number[] | null)[][]> }

export interface NonFinite { step: number; layer: number; quantity: string; text: string }

export interface RunDocument {
  name: string;
  status: string;
  step: number;
  totalSteps: number | null;
  sampled: number;
  facts: [string, string][];
  tiles: [string, string, string][];
  recipe: string | null;
  batch: number;
  layers: Layer[];
  verdict: Verdict;
  checks: Check[];
  findings: Finding[];
  nonFinite: NonFinite | null;
  epochs: Epoch[];
  steps: Packed;
  series: Record<string, Packed>;
  flow: Record<string, Packed>;
  histograms?: Histograms | null;
}

export interface PageDocument {
  format: "weir-page";
  version: number;
  program: string;
  written: string;
  runs: RunDocument[];
  explanations: Record<string, string>;
  /** Present on the live page: where it asks for more. */
  live?: { run: string; runs: string; events: string; cursor: string };
}

/** A number of a JSON document, where NaN and infinities are strings. */
export function toNumber(value: number | string | null | undefined): number {
  if (typeof value === "number") return value;
  switch (String(value).toLowerCase()) {
    case "inf": case "infinity": return Infinity;
    case "-inf": case "-infinity": return -Infinity;
    default: return NaN;
  }
}

/** A layer by its number and path, which are often the same. */
export const layerName = (number: number, path: string): string => (path === String(number) ? path : `${number} ${path}`);
