// Forward and backward through a small untrained net, layer by layer:
// the numbers of course_utils/layers/networks/residual_flow.py.
// Matrices are flat Float64Arrays, 32 numbers a row: 16 rows for the batch, 32 for the weights.

/** @typedef {{ entering: Float64Array, output: Float64Array, normal: Float64Array, inverse: Float64Array }} Step */
/** @typedef {{ activations: number[], gradients: number[], weightGradients: number[] }} Flow */

const WIDTH = 32;
const BATCH = 16;
const EPSILON = 1e-5;
const NONE = new Float64Array(0); // without batch norm

/**
 * Nearly normal numbers from the hash of a counter (MurmurHash3's finaliser): the same as in Python to the last bit.
 *
 * @type {(seed: number, slot: number, count?: number) => Float64Array}
 */
export function normals(seed, slot, count = WIDTH * WIDTH) {
  const numbers = new Float64Array(count);
  const start = (seed * 64 + slot) * 4096;
  const root = Math.sqrt(3);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let k = 0; k < 4; k++) {
      let h = (start + 4 * i + k) >>> 0;
      h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
      h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
      sum += ((h ^ (h >>> 16)) >>> 0) / 4294967296;
    }
    numbers[i] = (sum - 2) * root;
  }
  return numbers;
}

/** @type {Map<number, Float64Array>} */
const streams = new Map();

/**
 * The same stream is asked for at every move of a slider: a few seeds' are kept. Slots 0 and 1 are a batch.
 *
 * @type {(seed: number, slot: number) => Float64Array}
 */
function stream(seed, slot) {
  const key = seed * 64 + slot;
  const kept = streams.get(key);
  if (kept) return kept;
  if (streams.size > 256) streams.clear();
  const fresh = normals(seed, slot, slot < 2 ? BATCH * WIDTH : WIDTH * WIDTH);
  streams.set(key, fresh);
  return fresh;
}

/** @type {(a: Float64Array, w: Float64Array, factor: number) => Float64Array} */
function multiply(a, w, factor) {
  const z = new Float64Array(BATCH * WIDTH);
  for (let row = 0; row < z.length; row += WIDTH)
    for (let k = 0; k < WIDTH; k++) {
      const value = a[row + k] * factor;
      const from = k * WIDTH;
      if (value !== 0) for (let j = 0; j < WIDTH; j++) z[row + j] += value * w[from + j];
    }
  return z;
}

/**
 * dz · wᵀ: what the layer's input hears.
 *
 * @type {(dz: Float64Array, w: Float64Array, factor: number) => Float64Array}
 */
function multiplyBack(dz, w, factor) {
  const g = new Float64Array(BATCH * WIDTH);
  for (let row = 0; row < g.length; row += WIDTH)
    for (let k = 0; k < WIDTH; k++) {
      const from = k * WIDTH;
      let sum = 0;
      for (let j = 0; j < WIDTH; j++) sum += dz[row + j] * w[from + j];
      g[row + k] = sum * factor;
    }
  return g;
}

/** aᵀ · dz: the gradient of the weights. @type {(a: Float64Array, dz: Float64Array) => Float64Array} */
function outer(a, dz) {
  const d = new Float64Array(WIDTH * WIDTH);
  for (let row = 0; row < a.length; row += WIDTH)
    for (let k = 0; k < WIDTH; k++) {
      const value = a[row + k];
      const from = k * WIDTH;
      if (value !== 0) for (let j = 0; j < WIDTH; j++) d[from + j] += value * dz[row + j];
    }
  return d;
}

/**
 * The mean of f(i, column) over each column's places i.
 *
 * @type {(f: (i: number, column: number) => number) => Float64Array}
 */
function columnMeans(f) {
  const means = new Float64Array(WIDTH);
  for (let row = 0; row < BATCH * WIDTH; row += WIDTH) for (let j = 0; j < WIDTH; j++) means[j] += f(row + j, j);
  for (let j = 0; j < WIDTH; j++) means[j] /= BATCH;
  return means;
}

/** Centre and scale every column in place; returns 1/σ of each. @type {(z: Float64Array) => Float64Array} */
function normalise(z) {
  const means = columnMeans((i) => z[i]);
  const inverse = columnMeans((i, j) => (z[i] - means[j]) ** 2);
  for (let j = 0; j < WIDTH; j++) inverse[j] = 1 / Math.sqrt(inverse[j] + EPSILON);
  for (let i = 0; i < z.length; i++) z[i] = (z[i] - means[i % WIDTH]) * inverse[i % WIDTH];
  return inverse;
}

/**
 * The gradient back through `normalise`, in place.
 *
 * @type {(dz: Float64Array, normal: Float64Array, inverse: Float64Array) => void}
 */
function normaliseBack(dz, normal, inverse) {
  const means = columnMeans((i) => dz[i]);
  const along = columnMeans((i) => dz[i] * normal[i]);
  for (let i = 0; i < dz.length; i++)
    dz[i] = (dz[i] - means[i % WIDTH] - normal[i] * along[i % WIDTH]) * inverse[i % WIDTH];
}

/** @type {(numbers: Float64Array) => number} */
function rootMeanSquare(numbers) {
  let sum = 0;
  for (const value of numbers) sum += value * value;
  return Math.sqrt(sum / numbers.length);
}

/** @type {(depth: number, shortcut: boolean, batchNorm: boolean, factor: number, seed: number) => Step[]} */
function forward(depth, shortcut, batchNorm, factor, seed) {
  const steps = [];
  let a = stream(seed, 0);
  let blockInput = a;
  for (let index = 0; index < depth; index++) {
    const z = multiply(a, stream(seed, 2 + index), factor);
    const inverse = batchNorm ? normalise(z) : NONE;
    const normal = batchNorm ? Float64Array.from(z) : NONE;
    if (shortcut && index % 2) for (let i = 0; i < z.length; i++) z[i] += blockInput[i];
    for (let i = 0; i < z.length; i++) if (!(z[i] > 0)) z[i] = 0;
    steps.push({ entering: a, output: z, normal, inverse });
    a = z;
    if (index % 2) blockInput = z;
  }
  return steps;
}

/**
 * { activations, gradients, weightGradients }: root mean squares, one for each layer from the first to the last.
 *
 * @type {(depth: number, shortcut: boolean, batchNorm: boolean, scale: number, seed: number) => Flow}
 */
export function residualFlow(depth, shortcut, batchNorm, scale, seed) {
  const factor = scale * Math.sqrt(2 / WIDTH);
  const steps = forward(depth, shortcut, batchNorm, factor, seed);
  const gradients = new Array(depth);
  const weightGradients = new Array(depth);
  let g = stream(seed, 1);
  let carried = NONE;
  for (let index = depth - 1; index >= 0; index--) {
    const { entering, output, normal, inverse } = steps[index];
    const dz = new Float64Array(g.length);
    gradients[index] = rootMeanSquare(g);
    for (let i = 0; i < dz.length; i++) dz[i] = output[i] > 0 ? g[i] : 0;
    if (shortcut && index % 2) carried = Float64Array.from(dz);
    if (batchNorm) normaliseBack(dz, normal, inverse);
    weightGradients[index] = rootMeanSquare(outer(entering, dz));
    g = multiplyBack(dz, stream(seed, 2 + index), factor);
    if (shortcut && index % 2 === 0) for (let i = 0; i < g.length; i++) g[i] += carried[i];
  }
  return { activations: steps.map(({ output }) => rootMeanSquare(output)), gradients, weightGradients };
}

/** @type {Record<string, string>} */
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** Two digits; from 1000 and below 0.01 as a power of ten: 3.1·10⁻⁸. @type {(value: number) => string} */
export function powers(value) {
  if (value === 0) return "0";
  const [digits, exponent] = value.toExponential(1).split("e");
  const power = Number(exponent);
  if (power >= -2 && power < 3) return String(Number(value.toPrecision(2)));
  return `${digits}·10${[...String(power)].map((sign) => RAISED[sign]).join("")}`;
}

/**
 * What the curves say, in one sentence: the same words as `verdict` in residual_explorer.py.
 *
 * @type {(depth: number, shortcut: boolean, batchNorm: boolean, first: number, last: number) => string}
 */
export function verdict(depth, shortcut, batchNorm, first, last) {
  const ratio = first / last;
  const net = `${depth} layers ${shortcut ? "with" : "without"} shortcuts, ${batchNorm ? "with" : "without"} batch norm`;
  const end =
    ratio < 1e-3
      ? "It vanishes on the way back: the first layers hardly learn."
      : ratio > 1e3
        ? "It explodes on the way back: training jumps or breaks off."
        : "It arrives: every layer can learn.";
  return `${net}: the gradient of layer 1 is ${powers(ratio)} times that of layer ${depth}. ${end}`;
}
