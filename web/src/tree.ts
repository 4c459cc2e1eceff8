import type { Layer } from "./document";

/** Layers of one block: those whose paths begin alike. */
export interface Block { name: string; layers: number[] }

/**
 * Groups layers by their block: the path without its last part, and without a number that only counts the block's own
 * layers. A network of one block has no groups.
 */
export function blocks(layers: Layer[]): Block[] {
  const found: Block[] = [];
  layers.forEach((layer, i) => {
    const name = blockOf(layer.path);
    const last = found[found.length - 1];
    if (last && last.name === name) last.layers.push(i);
    else found.push({ name, layers: [i] });
  });
  return found;
}

function blockOf(path: string): string {
  const parts = path.split(".");
  // Up to the first number: encoder.blocks.7.attention.query is of encoder.blocks.7.
  const numbered = parts.findIndex(part => /^\d+$/.test(part));
  if (numbered >= 0 && numbered < parts.length - 1) return parts.slice(0, numbered + 1).join(".");
  return parts.slice(0, -1).join(".");
}
