/** Numbers as people read them. */

const superscript = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export function exponent(power: number): string {
  return `10${power < 0 ? "⁻" : ""}${[...String(Math.abs(power))].map(digit => superscript[+digit]).join("")}`;
}

export function number(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return "–";
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text = size >= 1e-3 && size < 1e5 ? String(+value.toPrecision(digits)).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",")
    : (+value.toPrecision(digits)).toExponential().replace("e+", "e");
  return text.replace(/^-/, "−").replace("e-", "e−");
}

/** With thousands set apart as in the program's own texts: 149,710. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Numbers of layers as ranges, as in `1–4, 7`. */
export function ranges(numbers: number[]): string {
  const parts: [number, number][] = [];
  for (const each of [...numbers].sort((a, b) => a - b)) {
    const last = parts[parts.length - 1];
    if (last && each <= last[1] + 1) last[1] = each;
    else parts.push([each, each]);
  }
  return parts.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");
}

export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined || Number.isNaN(share)) return "–";
  const value = share * 100;
  return `${value === 0 || value >= 10 ? value.toFixed(value >= 99.95 || value === 0 ? 0 : 1) : value.toPrecision(2)} %`;
}

export function bytes(value: number): string {
  if (value < 1024) return `${value} B`;
  const units = ["KB", "MB", "GB"];
  let at = -1;
  while (value >= 1024 && at < units.length - 1) {
    value /= 1024;
    at++;
  }
  return `${value.toPrecision(3)} ${units[at]}`;
}

/** Round numbers for an axis from one end to the other, no closer than the least distance. */
export function ticks(from: number, to: number, most: number, least = 0): number[] {
  if (!(to > from)) return [from];
  const rough = Math.max(least, (to - from) / Math.max(1, most)), power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(each => each * power).find(each => each >= rough)!;
  const found: number[] = [];
  // Where a step is less than the numbers tell apart, it leads nowhere.
  for (let at = Math.ceil(from / step) * step; at <= to + step * 1e-9 && found.length < 1000; at += step)
    found.push(Math.abs(at) < step * 1e-9 ? 0 : at);
  return found;
}
