import { type Certificate, type Hypothesis, type PageDocument, type ScoreInterval, type StudyMeasure, toNumber } from "./document";
import { h, svg } from "./dom";
import { figure } from "./figure";
import { count, number, percent } from "./format";
import { recipeChanges } from "./recipe";
import { tile } from "./standing";
import { MeasureAxis } from "./studyAxis";
import { vectorOf } from "./styled";

const tones: Record<Certificate["status"],
  string> = { Repaired: "healthy", Healthy: "healthy", NotRepaired: "warning", DataFault: "error" };
const titles: Record<Certificate["score"], string> = { accuracy: "accuracy", "balanced-accuracy": "balanced accuracy", r2: "R²" };
const headlines: Record<Certificate["status"], string> = {
  Repaired: "Repaired, with proof", Healthy: "Healthy: nothing was changed", NotRepaired: "Not repaired", DataFault: "The data is at fault",
};

/** What a repair has come to: what was changed and why, the proof on fresh seeds, and what was thought of. */
export function certificateSection(certificate: Certificate, recipes?: PageDocument["recipes"]): { element: HTMLElement; draw(): void } {
  const { proof } = certificate, score = (value: number) => (certificate.score !== "r2" ? percent(value) : `R² ${number(value)}`);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const tiles: [string, string, string][] = [];
  if (proof) {
    const before = proof.before.map(toNumber), after = proof.after.map(toNumber);
    // A bound on one side alone is said as one.
    const limits = (of: ScoreInterval) => (toNumber(of.high) === Infinity ? `at least ${signed(certificate, toNumber(of.low))}`
      : `${signed(certificate, toNumber(of.low))} to ${signed(certificate, toNumber(of.high))}`);
    tiles.push(["as it was", score(mean(before)), `mean of ${before.length} fresh seeds`],
      ["repaired", score(mean(after)), "the same seeds"],
      ["difference", signed(certificate, toNumber(proof.difference.mean)), `${limits(proof.difference)}, ${percent(proof.level)} sure; `
        + "seed by seed from what it was, or from guessing where that is better"],
      ["ahead of its farthest", signed(certificate, toNumber(proof.ahead.mean)),
        `${limits(proof.ahead)}; ${farthest(certificate, score)}`]);
  } else if (certificate.original) tiles.push(["as it is", score(toNumber(certificate.original.score)),
    `seed ${certificate.original.seed}, ${reached(certificate)}`]);
  tiles.push(["trivial predictor", score(certificate.trivial), "always the same answer"],
    ["cost", `${number(certificate.cost.trainings)} of ${number(certificate.cost.budget)}`, `trainings; ${certificate.cost.runs} runs`]);
  const picture = proof ? proofPicture(certificate) : null;
  return {
    element: h("div", {},
      h("div", { class: `verdict ${tones[certificate.status]}` },
        h("div", { class: "verdict-words" },
          h("p", { class: "headline" }, headlines[certificate.status]),
          h("p", {}, sentence(certificate.message)),
          ...certificate.dataFaults.map(fault => h("p", { class: "first-bad" }, fault.message)),
          h("p", { class: "note" }, sentence(`${samples(certificate)}${isCut(certificate) ? "; below −1 counts as −1" : ""}`)),
          certificate.run ? h("p", { class: "note" }, stoodFor(certificate.run)) : null,
          proof?.reason ? h("p", { class: "note" }, proof.reason) : null),
        h("dl", { class: "tiles" }, ...tiles.map(tile))),
      certificate.changes.length
        ? h("div", { class: "changes" }, ...certificate.changes.map((change, i) => h("article", { class: "finding healthy" },
        h("header", {}, h("span", { class: "badge healthy" }, `change ${i + 1}`), h("h3", {}, change.summary)),
        h("p", { class: "message" }, `${sentence(change.why)}`),
        h("p", { class: "note" }, [change.cause ? `Mends: ${change.cause}.` : "", `After ${change.source}.`].filter(Boolean).join(" ")))))
          : null,
      picture?.element,
      recipes?.keys && certificate.status === "Repaired"
        ? recipeChanges(recipes, "In the recipe", ["as it was", "repaired"], [null, null]) : null,
      certificate.difference.length ? linesOf(certificate.difference, recipes?.keys !== undefined) : null,
      certificate.hypotheses.length ? hypotheses(certificate) : null),
    draw: () => picture?.draw(),
  };
}

/** How far the recipe as it was has been trained. */
const reached = ({ givenUpAt, original }: Certificate): string => (givenUpAt !== undefined
  ? `given up after ${percent(givenUpAt)} of its training` : original && !original.finite ? "it broke off" : "its whole training");

/** What the recipe as it was came to with the seed of the trials. */
const farthest = (certificate: Certificate, score: (value: number) => string): string => (certificate.original
  ? `${score(toNumber(certificate.original.score))} with seed ${certificate.original.seed}, ${reached(certificate)}` : "");

/** What became of the run that the repair was asked to start from. */
const stoodFor = ({ directory, reason }: NonNullable<Certificate["run"]>): string => (reason === undefined
  ? `The run ${directory} stood for a training of the recipe as it is, which was not made again.`
  : `The run ${directory} was not used: ${reason}.`);

/** How far both of a pair went. */
const trainingOf = (share: number): string => (share > 1.05 ? `a training ${number(share)} times as long`
  : `${percent(share)} of a training`);

/** Whether a share of the variance is as low as it is counted. */
const isCut = ({ score, original, proof }: Certificate): boolean => score === "r2"
  && [original?.score, ...proof?.before ?? []].some(value => value !== undefined && toNumber(value) <= -1);

/** What scores are taken on, and whether anything was chosen by it. */
const samples = ({ judgedBy, judgedSamples, searchedSamples, shared }: Certificate): string =>
  `judged by ${count(judgedSamples)} samples of the ${judgedBy} part${judgedBy === "training"
    ? ", which are all there are: nothing is said of others" : shared ? ", by which the search went too"
    : `; the search went by ${count(searchedSamples)} others`}`;

/** Which way a quantity should move, as in "down" and "towards zero". */
const wayOf = (predicted: string): string => predicted.replace(/(?<!^)([A-Z])/g, " $1").toLowerCase();

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function signed(certificate: Certificate, value: number): string {
  const sign = value < 0 ? "−" : "+", size = Math.abs(value);
  return certificate.score !== "r2" ? `${sign}${number(size * 100)} points` : `${sign}${number(size)}`;
}

/** Each fresh seed before and after, and the trivial predictor. */
function proofPicture(certificate: Certificate): { element: HTMLElement; draw(): void } {
  const proof = certificate.proof!, box = h("div", { class: "plot" }), each = 30, top = 10, bottom = 44;
  const measure: StudyMeasure = { name: "score", title: titles[certificate.score], unit: "", description: "",
    better: 1,
    form: certificate.score !== "r2" ? "share" : "signed", shown: true };
  const before = proof.before.map(toNumber), after = proof.after.map(toNumber);

  function draw(): void {
    // As wide as the longest number of a seed.
    const width = box.clientWidth, left = 20 + 7.2 * Math.max(...proof.seeds.map(seed => `seed ${seed}`.length)), right = 24;
    if (width < 60) return;
    const axis = new MeasureAxis(measure, [...before, ...after, certificate.trivial], left, width - left - right);
    const height = top + each * proof.seeds.length + bottom;
    const picture = svg("svg",
      { class: "study-plot", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": describe() });
    axis.draw(picture, top, height - bottom);
    const trivial = axis.x(certificate.trivial);
    picture.append(svg("line", { class: "axis-zero", x1: trivial, x2: trivial, y1: top, y2: height - bottom },
      svg("title", {}, "trivial predictor")));
    proof.seeds.forEach((seed, i) => {
      const y = top + each * (i + 0.5), from = axis.x(before[i]), to = axis.x(after[i]);
      picture.append(svg("text", { class: "axis-name", x: left - 10, y: y + 4, "text-anchor": "end" }, `seed ${seed}`),
        svg("line", { class: "proof-line", x1: from, x2: to, y1: y, y2: y }),
          svg("circle", { class: "proof-before", cx: from, cy: y, r: 5 }),
        svg("circle", { class: "proof-after", cx: to, cy: y, r: 5.5 }));
    });
    box.replaceChildren(picture);
  }

  const describe = () =>
    `Scores before and after: ${proof.seeds.map((seed, i) => `seed ${seed} ${number(before[i])} to ${number(after[i])}`).join("; ")}`;
  return {
    draw,
    element: figure({
      name: "proof", title: proof.stands ? "The proof: fresh seeds, before and after" : "A proof that does not stand",
      note: `Hollow is the recipe as it was, filled as it is now, both to ${trainingOf(proof.share)}; nothing was chosen by `
        + "these seeds. Dashed: the trivial predictor.",
      describe, vector: () => vectorOf(box, draw),
      table: () => ({ columns: ["seed", "before", "after"], rows: proof.seeds.map((seed, i) => [seed, before[i], after[i]]) }),
    }, box),
  };
}

/** The lines that were written anew, with their comments; below what they mean, where that is known. */
function linesOf(lines: string[], isTold: boolean): HTMLElement {
  const written = difference(lines);
  return isTold ? h("details", { class: "in-recipe" }, h("summary", {}, "The lines as they are written, with their comments"), written)
    : h("div", { class: "in-recipe" }, h("h3", {}, "In the recipe"), written);
}

function difference(lines: string[]): HTMLElement {
  return h("pre", { class: "recipe", tabindex: 0, role: "region", "aria-label": "Difference of the recipes" }, ...lines.map(line =>
    h("span", { class: `line ${line.startsWith("- ") ? "removed" : "added"}` }, `${line.slice(2)}\n`)));
}

/** What was thought of, and what experiments say of it. */
function hypotheses(certificate: Certificate): HTMLElement {
  const moved = (one: Hypothesis) => (one.quantityAfter === undefined ? "–"
    : `${number(toNumber(one.quantityBefore))} → ${number(toNumber(one.quantityAfter))}${one.moved === false ? " (not as foretold)" : ""}`);
  const skill = (one: Hypothesis) => (one.skillAfter === undefined ? "–"
    : `${number(toNumber(one.skillBefore), 2)} → ${number(toNumber(one.skillAfter), 2)}`);
  const rows = certificate.hypotheses, tone = { Confirmed: "healthy", Refuted: "error", Untested: "" };
  return figure({
    name: "hypotheses", title: "What was thought of, and what experiments say",
    note: "In the order of promise. Skill is the share of what the trivial predictor leaves that is got right; each pair has the same "
      + "seed, data and budget.",
    describe: () => `${rows.length} hypotheses`,
    table: () => ({
      columns: ["verdict", "cause", "change", "quantity", "predicted", "quantity before", "quantity after", "skill before", "skill after",
        "reason"],
      rows: rows.map(one => [one.verdict, one.cause ?? null, one.summary, one.quantity, one.predicted,
        ...[one.quantityBefore, one.quantityAfter, one.skillBefore,
        one.skillAfter].map(value => (value === undefined ? null : toNumber(value))), one.reason ?? null]),
    }),
  }, h("div", { class: "scroll bounded", role: "region", tabindex: 0, "aria-label": "Hypotheses" },
    h("table", { class: "study-table wrapping" },
    h("thead", {}, h("tr", {},
      ...["Verdict", "Cause", "Change", "Should move", "Without → with", "Skill", "Why not"].map(text => h("th", { scope: "col" }, text)))),
    h("tbody", {}, ...rows.map(one => h("tr", {},
      h("th", { scope: "row" }, h("span", { class: `badge ${tone[one.verdict]}` }, one.verdict.toLowerCase())),
      h("td", {}, [one.code, one.cause].filter(Boolean).join(" ") || "–"),
      h("td", {}, one.summary),
      h("td", {}, `${one.quantity}, ${wayOf(one.predicted)}`),
      h("td", {}, moved(one)), h("td", {}, skill(one)), h("td", {}, one.reason ?? "")))))));
}
