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

/** Places of a logarithmic axis: 1, 2 and 5 of each decade over few, whole decades over more, some of them over many. */
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
  return found.length ? found : [low, high];
}
