// Shapes, parameters, multiplications and receptive fields of a stack of layers: pure functions.
import { outputSize } from "./maths.js";

/** What each kind of layer asks for: [field, letter or word, least, most, default]. */
export const KINDS = {
  conv: { name: "convolution", fields: [["f", "f", 1, 15, 3], ["pad", "p", 0, 9, 0], ["stride", "s", 1, 8, 1], ["filters", "filters", 1, 4096, 8]] },
  pool: { name: "pooling", fields: [["f", "f", 1, 15, 2], ["stride", "s", 1, 8, 2]] },
  flatten: { name: "flatten", fields: [] },
  dense: { name: "dense", fields: [["units", "units", 1, 100000, 10]] },
};

export const product = (shape) => shape.reduce((total, size) => total * size, 1);

export const newLayer = (kind) =>
  ({ kind, ...Object.fromEntries(KINDS[kind].fields.map(([field, , , , value]) => [field, value])) });

/** One layer after another; stops at the first that cannot be, which carries a `problem`. */
export function summarise(inputShape, layers) {
  const rows = [];
  let before = { shape: inputShape, field: 1, jump: 1 };
  for (const layer of layers) {
    const row = MAKE[layer.kind](before, layer, inputShape);
    rows.push(row);
    if (row.problem) break;
    before = row;
  }
  return rows;
}

function slide({ shape, field, jump }, { f, stride, pad = 0 }) {
  if (shape.length !== 3) return { problem: "It needs rows, columns and channels: put it before flatten." };
  const sizes = shape.slice(0, 2).map((n) => outputSize(n, f, pad, stride));
  if (Math.min(...sizes) < 1) {
    const n = Math.min(shape[0], shape[1]);
    return { problem: `The size becomes 0: a window of ${f} does not fit into ${n}${pad ? ` + 2·${pad}` : ""}.` };
  }
  return { sizes, field: field + (f - 1) * jump, jump: jump * stride };
}

const MAKE = {
  conv(before, layer) {
    const { problem, sizes, field, jump } = slide(before, layer);
    if (problem) return { problem };
    const weights = layer.f * layer.f * before.shape[2] * layer.filters;
    return { shape: [...sizes, layer.filters], parameters: weights + layer.filters, multiplications: sizes[0] * sizes[1] * weights, field, jump };
  },
  pool(before, layer) {
    const { problem, sizes, field, jump } = slide(before, layer);
    return problem ? { problem } : { shape: [...sizes, before.shape[2]], parameters: 0, multiplications: 0, field, jump };
  },
  flatten: ({ shape, field, jump }) => ({ shape: [product(shape)], parameters: 0, multiplications: 0, field, jump }),
  dense({ shape }, { units }, inputShape) {
    if (shape.length !== 1) return { problem: "It needs one row of numbers: put flatten before it." };
    const weights = shape[0] * units;
    return { shape: [units], parameters: weights + units, multiplications: weights, field: Math.max(inputShape[0], inputShape[1]), jump: 1 };
  },
};

export const grouped = (count) => count.toLocaleString("en-US");

function times(one, other) {
  if (one === other) return "as many";
  if (!one || !other) return one === 0 ? "no" : "some, not 0,";
  const ratio = Math.floor(10 * (Math.max(one, other) / Math.min(one, other)) + 0.5) / 10;
  return `${ratio.toFixed(1)} times ${one < other ? "fewer" : "as many"}`;
}

/** A sentence that compares two stacks, each [parameters, multiplications]. */
export function against(name, ours, theirs) {
  const kinds = ["parameters", "multiplications"];
  const known = kinds.map((kind, i) => `${grouped(theirs[i])} ${kind}`).join(", ");
  return `Against ${name} with ${known}: ${kinds.map((kind, i) => `${times(ours[i], theirs[i])} ${kind}`).join(", ")}.`;
}

/** [parameters, multiplications] of the rows that can be built. */
export function costs(rows) {
  return ["parameters", "multiplications"].map((name) => rows.reduce((sum, row) => sum + (row[name] ?? 0), 0));
}
