/** Ways to shorten a name to a length: its end alone, its start alone, or both. */
const end = (name: string, length: number): string => (name.length <= length ? name : `…${name.slice(name.length - length + 1)}`);

const start = (name: string, length: number): string => (name.length <= length ? name : `${name.slice(0, length - 1)}…`);

function middle(name: string, length: number): string {
  const front = Math.floor((length - 1) / 2);
  return name.length <= length ? name : `${name.slice(0, front)}…${name.slice(name.length - (length - 1 - front))}`;
}

/** Names without the words that all of them begin and end with, as the layers of one block do. */
function bare(names: string[]): string[] {
  const words = names.map(name => name.split(/(?<=[._/ ])/)), [first] = words, shortest = Math.min(...words.map(each => each.length));
  let front = 0, back = 0;
  while (front < shortest - 1 && words.every(each => each[front] === first[front])) front++;
  while (back < shortest - 1 - front && words.every(each => each.at(-1 - back) === first.at(-1 - back))) back++;
  return words.map(each => `${front ? "…" : ""}${each.slice(front, each.length - back).join("")}${back ? "…" : ""}`);
}

/** A name as long as fits. */
function longest(name: string, shorten: (length: number) => string, fits: (text: string) => boolean): string {
  if (fits(shorten(name.length))) return shorten(name.length);
  let low = 2, high = name.length;
  while (high - low > 1) {
    const length = (low + high) >> 1;
    if (fits(shorten(length))) low = length;
    else high = length;
  }
  return shorten(low);
}

/**
 * Names that have no room, shortened so that those that differ still do: by what they end with, else by their start and their end,
 * else without what all of them share, else with their numbers in front.
 */
export function shortened(names: string[], fits: (text: string) => boolean): string[] {
  const fitted = (some: string[], shorten: (name: string, length: number) => string) =>
    some.map(name => longest(name, length => shorten(name, length), fits));
  if (names.every(fits)) return names;
  const kinds = new Set(names).size, apart = (texts: string[]) => new Set(texts).size === kinds;
  const ways = [() => fitted(names, end), () => fitted(names, middle), () => fitted(bare(names), end), () => fitted(bare(names), middle),
    () => fitted(bare(names), start)];
  for (const way of ways) {
    const texts = way();
    if (apart(texts)) return texts;
  }
  return names.map((name, i) => longest(name, length => `${i + 1} ${end(name, length)}`, fits));
}
