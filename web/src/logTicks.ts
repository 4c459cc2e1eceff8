import { exponent, number, ticks } from "./format";

// The smallest and the largest power of ten that a number holds with all of its digits.
const least = -307, most = 308;

/** A power of ten as it is written, so that no rounding of `10 ** power` creeps in; one that no number holds is the nearest that does. */
const power = (exponent: number): number => Number(`1e${Math.max(least, Math.min(most, exponent))}`);

/** Limits of whole decades around values above 0, one at least. */
export function decadesAround(low: number, high: number): [number, number] {
  const from = Math.floor(Math.log10(Math.max(low, Number.MIN_VALUE)) - 0.05);
  const to = Math.ceil(Math.log10(Math.min(high, Number.MAX_VALUE)) + 0.05);
  return [power(Math.min(from, most - 1)), power(Math.max(to, least + 1))];
}

/**
 * Places of a logarithmic axis: 1, 2 and 5 of each decade over few, whole decades over more, some of them over many; round numbers
 * where less than three of these lie on it.
 */
export function logTicks(low: number, high: number): number[] {
  const from = Math.floor(Math.log10(low) + 1e-9), to = Math.ceil(Math.log10(high) - 1e-9), digits = to - from <= 4 ? [1, 2, 5] : [1];
  const stride = Math.max(1, Math.ceil((to - from) / 12)), found: number[] = [];
  for (let at = from; at <= to; at++) {
    if (at % stride) continue;
    for (const digit of digits) {
      const value = Number(`${digit}e${at}`);
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) found.push(value);
    }
  }
  if (found.length > 2) return found;
  const round = ticks(low, high, 4);
  return round.length > found.length ? round : found.length > 1 ? found : [low, high];
}

const isDecade = (value: number): boolean => /^1e/.test(value.toExponential());

/** Labels of a logarithmic axis: whole decades, some of them over many; all places where there are less than two decades among them. */
export function logLabels(places: number[]): string[] {
  const decades = places.filter(isDecade), over = Math.log10(places[places.length - 1] / places[0]);
  if (decades.length < 2 || over < 1.5) return distinct(places);
  const stride = Math.ceil(decades.length / 7), named = new Set(decades.filter((_, i) => i % stride === 0));
  return places.map(value => {
    const power = Math.round(Math.log10(value));
    return !named.has(value) ? "" : Math.abs(power) <= 2 ? number(value) : exponent(power);
  });
}

/** Numbers of an axis with as many digits as tell neighbours apart. */
export function distinct(values: number[]): string[] {
  for (let digits = 3; ; digits++) {
    const texts = values.map(value => number(value, digits));
    if (digits > 11 || new Set(texts).size === new Set(values).size) return texts;
  }
}
