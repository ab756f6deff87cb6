// Shapes, parameters, multiplications and receptive fields of a stack of layers: pure functions.
import { outputSize } from "./maths.js";

/** @typedef {"conv" | "pool" | "flatten" | "dense"} Kind */
/** @typedef {"f" | "pad" | "stride" | "filters" | "units"} Field */
/** @typedef {{ kind: Kind } & Partial<Record<Field, number>>} Layer the fields of its kind */
/** @typedef {[field: Field, word: string, least: number, most: number, usual: number]} FieldRow */
/** @typedef {{ shape: number[], field: number, jump: number }} Volume what a layer passes on, and how far it sees */
/** @typedef {Volume & { parameters: number, multiplications: number, problem?: undefined }} Built */
/** @typedef {{ problem: string, shape?: undefined }} Unbuilt */
/** @typedef {Built | Unbuilt} Row */

/**
 * What each kind of layer asks for.
 *
 * @type {Record<Kind, { name: string, fields: FieldRow[] }>}
 */
export const KINDS = {
  conv: {
    name: "convolution",
    fields: [
      ["f", "f", 1, 15, 3],
      ["pad", "p", 0, 9, 0],
      ["stride", "s", 1, 8, 1],
      ["filters", "filters", 1, 4096, 8],
    ],
  },
  pool: {
    name: "pooling",
    fields: [
      ["f", "f", 1, 15, 2],
      ["stride", "s", 1, 8, 2],
    ],
  },
  flatten: { name: "flatten", fields: [] },
  dense: { name: "dense", fields: [["units", "units", 1, 100000, 10]] },
};

/** @type {(shape: number[]) => number} */
export const product = (shape) => shape.reduce((total, size) => total * size, 1);

/** @type {(kind: Kind) => Layer} */
export const newLayer = (kind) => ({
  kind,
  ...Object.fromEntries(KINDS[kind].fields.map(([field, , , , value]) => [field, value])),
});

/**
 * One layer after another; stops at the first that cannot be, which carries a `problem`.
 *
 * @type {(inputShape: number[], layers: Layer[]) => Row[]}
 */
export function summarise(inputShape, layers) {
  /** @type {Row[]} */
  const rows = [];
  /** @type {Volume} */
  let before = { shape: inputShape, field: 1, jump: 1 };
  for (const layer of layers) {
    const row = MAKE[layer.kind](before, /** @type {Required<Layer>} */ (layer), inputShape);
    rows.push(row);
    if (!row.shape) break;
    before = row;
  }
  return rows;
}

/**
 * @param {Volume} before
 * @param {Layer & { f: number, stride: number }} layer
 * @returns {Unbuilt | { sizes: number[], field: number, jump: number, problem?: undefined }}
 */
function slide({ shape, field, jump }, { f, stride, pad = 0 }) {
  if (shape.length !== 3) return { problem: "It needs rows, columns and channels: put it before flatten." };
  const sizes = shape.slice(0, 2).map((n) => outputSize(n, f, pad, stride));
  if (Math.min(...sizes) < 1) {
    const n = Math.min(shape[0], shape[1]);
    return { problem: `The size becomes 0: a window of ${f} does not fit into ${n}${pad ? ` + 2·${pad}` : ""}.` };
  }
  return { sizes, field: field + (f - 1) * jump, jump: jump * stride };
}

/** @type {Record<Kind, (before: Volume, layer: Required<Layer>, inputShape: number[]) => Row>} */
const MAKE = {
  conv(before, layer) {
    const slid = slide(before, layer);
    if (slid.problem !== undefined) return slid;
    const { sizes, field, jump } = slid;
    const weights = layer.f * layer.f * before.shape[2] * layer.filters;
    return {
      shape: [...sizes, layer.filters],
      parameters: weights + layer.filters,
      multiplications: sizes[0] * sizes[1] * weights,
      field,
      jump,
    };
  },
  pool(before, layer) {
    const slid = slide(before, layer);
    if (slid.problem !== undefined) return slid;
    const { sizes, field, jump } = slid;
    return { shape: [...sizes, before.shape[2]], parameters: 0, multiplications: 0, field, jump };
  },
  flatten: ({ shape, field, jump }) => ({ shape: [product(shape)], parameters: 0, multiplications: 0, field, jump }),
  dense({ shape }, { units }, inputShape) {
    if (shape.length !== 1) return { problem: "It needs one row of numbers: put flatten before it." };
    const weights = shape[0] * units;
    return {
      shape: [units],
      parameters: weights + units,
      multiplications: weights,
      field: Math.max(inputShape[0], inputShape[1]),
      jump: 1,
    };
  },
};

/** @type {(count: number) => string} */
export const grouped = (count) => count.toLocaleString("en-US");

/** @type {(ours: number, theirs: number) => string} */
function times(ours, theirs) {
  if (ours === theirs) return "as many";
  if (!ours || !theirs) return ours === 0 ? "no" : "some, not 0,";
  const ratio = Math.floor(10 * (Math.max(ours, theirs) / Math.min(ours, theirs)) + 0.5) / 10;
  return `${ratio.toFixed(1)} times ${ours < theirs ? "fewer" : "as many"}`;
}

/**
 * A sentence that compares two stacks, each [parameters, multiplications].
 *
 * @type {(name: string, ours: number[], theirs: number[]) => string}
 */
export function against(name, ours, theirs) {
  const kinds = ["parameters", "multiplications"];
  const known = kinds.map((kind, i) => `${grouped(theirs[i])} ${kind}`).join(", ");
  return `Against ${name} with ${known}: ${kinds.map((kind, i) => `${times(ours[i], theirs[i])} ${kind}`).join(", ")}.`;
}

/** [parameters, multiplications] of the rows that can be built. @type {(rows: Row[]) => number[]} */
export function costs(rows) {
  const built = rows.filter((row) => row.shape !== undefined);
  const sum = (/** @type {"parameters" | "multiplications"} */ name) =>
    built.reduce((sofar, row) => sofar + row[name], 0);
  return [sum("parameters"), sum("multiplications")];
}
