/** The document that a page shows: what the program writes into it (src/Weir.Pages/Documents). */

export interface Packed {
  /** "f32", "f64" where one of them is beyond that: little-endian numbers.
   * "u8", and "u16" where there are more of them: levels on a scale from `low` to `high`; 0 is missing, 1 NaN, 2 +inf, 3 −inf, 4 zero. */
  as: "f32" | "f64" | "u8" | "u16";
  rows: number;
  columns: number;
  scale?: "log" | "linear";
  low?: number;
  high?: number;
  /** How many steps its scale has. */
  levels?: number;
  /** Columns that share a number: the most unusual of them. */
  together?: number;
  /** The bytes, gzipped, as base64. */
  data: string;
}

export interface Layer { path: string; kind: string; units: number; weights: boolean; shape?: number[]; parameters: number;
  /** The number of its weight among the trace's parameters. */ weight?: number }

export interface Evidence { quantity: string; value: number | string; threshold?: number | string; healthy: string }

export interface Finding {
  code: string;
  name: string;
  title: string;
  severity: "error" | "warning" | "information";
  state?: string;
  message: string;
  step: number;
  /** The layers concerned, from 1: the first and the last of each stretch. */
  layers: [number, number][];
  evidence: Evidence[];
  because?: string;
  /** The quantities of the flow whose pictures show what it is about and what it rests on. */
  pictures?: string[];
  meaning: string;
  remedies: string[];
}

/** The numbers of the layers that a finding names, from 1. */
export const layersOf = (finding: Finding): number[] => finding.layers.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i));

/** Whether a finding names a layer, by its number from 1. */
export const concerns = (finding: Finding, layer: number): boolean =>
  finding.layers.some(([first, last]) => layer >= first && layer <= last);

export interface Check { code: string; name: string; title: string; state: "found" | "silent" | "unable" | "off";
  reason?: string }

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

/** Of each quantity a row for each layer and step (layer × steps + step), as src/Weir.Pages/Documents/PackedHistograms.cs has it. */
export interface Histograms { steps: number[]; quantities: Record<string, { first: number; bins: number; counts: Packed }> }

/** A finding that the run has disproved. */
export interface Withdrawn {
  code: string;
  title: string;
  severity: string;
  message: string;
  step: number;
  withdrawnAt: number;
  reason: string;
}

export interface NonFinite { step: number; layer: number; quantity: string; text: string }

export interface RunDocument {
  name: string;
  status: string;
  /** Whether it goes on, has come to an end, or is the trace of another program, of which nobody knows. */
  state: "running" | "ended" | "trace";
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
  withdrawn: Withdrawn[];
  nonFinite: NonFinite | null;
  epochs: Epoch[];
  steps: Packed;
  series: Record<string, Packed>;
  flow: Record<string, Packed>;
  histograms?: Histograms | null;
}

/** A measure of a study. */
export interface StudyMeasure {
  name: string;
  title: string;
  unit: string;
  description: string;
  form: "plain" | "share" | "count" | "signed";
  /** 1 where more is better, −1 where less is, 0 where neither is. */
  better: 1 | 0 | -1;
  /** Whether it is a column of the study's table. */
  shown: boolean;
}

export interface StudyRun {
  name: string;
  seed: number;
  status: string;
  /** Steps made. */
  steps: number;
  /** The step that was not finite. */
  divergedAt?: number;
  trained: boolean;
  findings: string[];
  values: Record<string, number>;
  /** Its page, as an address beside this one. */
  page?: string;
}

/** A row of a study: its names (network and levels), what its seeds say together, and its runs. */
export interface StudyCell {
  name: string;
  names: string[];
  network: string;
  /** Whether no run of it learnt more than the trivial predictor knows. */
  chance: boolean;
  values: Record<string, { value: number; text: string; best?: boolean; interval?: [number, number] }>;
  extras: string[];
  runs: StudyRun[];
}

export interface Effect {
  network: string;
  factor: string;
  level: string;
  against: string;
  measure: string;
  interaction: boolean;
  /** Null where no seed has a value in all cells. */
  difference: number | null;
  interval?: [number, number];
  seeds: number;
  diverged: number;
  noise: boolean | null;
  text: string;
}

/** The flow of one run of a cell, small. */
export interface StudyFlow { seed: number; layers: string[]; steps: number[]; flow: Record<string, Packed> }

/** A measure over two factors whose levels are numbers, with the curve of a theory in it. */
export interface StudyMap {
  title: string;
  heading: string;
  measure: string;
  across: string;
  down: string;
  columns: string[];
  rows: string[];
  values: (number | null)[][];
  /** Where each value lies between the least and the largest, from 0 to 1. */
  places: (number | null)[][];
  texts: string[][];
  curve: string | null;
  /** The curve at each column, in numbers of the rows. */
  line: (number | null)[];
  lineTexts: string[];
}

export interface StudyDocument {
  name: string;
  title: string;
  expect: string | null;
  quick: boolean;
  complete: boolean;
  seeds: number[];
  planned: number;
  text: string | null;
  /** Headings of the columns that name a row. */
  names: string[];
  measures: StudyMeasure[];
  /** Headings of further columns: searches, divergence, published figures. */
  extras: string[];
  sources: string[];
  cells: StudyCell[];
  effects: Effect[];
  closing: string[];
  maps: StudyMap[];
  flow: (StudyFlow | null)[];
}

interface Trial { branch: string; seed: number; share: number; score: number | string; finite: boolean }

export interface Hypothesis {
  cause?: string;
  code?: string;
  change: string;
  summary: string;
  verdict: "Confirmed" | "Refuted" | "Untested";
  reason?: string;
  quantity: string;
  predicted: string;
  quantityBefore?: number | string;
  quantityAfter?: number | string;
  moved?: boolean;
  skillBefore?: number | string;
  skillAfter?: number | string;
}

export interface ScoreInterval { mean: number | string; low: number | string; high: number | string }

/** What a repair has come to: repair.json, as docs/repair.md describes it. */
export interface Certificate {
  recipe: string;
  status: "Healthy" | "Repaired" | "NotRepaired" | "DataFault";
  message: string;
  score: "accuracy" | "balanced-accuracy" | "r2";
  judgedBy: "validation" | "held-out" | "training";
  judgedSamples: number;
  searchedSamples: number;
  shared: boolean;
  trivial: number;
  original?: Trial;
  givenUpAt?: number;
  /** The run that it was asked to start from, and why that could not stand for a training, where it could not. */
  run?: { directory: string; reason?: string };
  repaired?: Trial;
  changes: { remedy: string; summary: string; why: string; cause?: string; source: string }[];
  proof?: { seeds: number[]; share: number; before: (number | string)[]; after: (number | string)[]; mean: ScoreInterval;
    difference: ScoreInterval; ahead: ScoreInterval; level: number; stands: boolean; reason?: string };
  hypotheses: Hypothesis[];
  failed: { changes: string; reason: string }[];
  dataFaults: { name: string; message: string }[];
  difference: string[];
  cost: { trainings: number; budget: number; runs: number };
}

export interface PageDocument {
  format: "weir-page";
  version: number;
  program: string;
  written: string;
  runs: RunDocument[];
  explanations: Record<string, string>;
  /** Of two runs: in what the second's recipe and the first's differ, by key, and what each says; or why that cannot be told. */
  recipes?: { keys?: [string, string, string][]; fault?: string };
  /** Present on the page of a study, which has no runs. */
  study?: StudyDocument;
  /** Present on the page of a repair; its runs are the repaired one and the original, those that there are. */
  repair?: Certificate;
  /** Present on the live page: where it asks for more. */
  live?: Live;
}

/** Where a live page asks for more. */
export interface Live {
  /** The server's address, and where behind it this page is. */
  root: string;
  page: string;
  /** The list of what else there is to see. */
  runs: string;
  /** Of a run that is followed: its events, and where in its files they go on. */
  events?: string;
  cursor?: string;
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
