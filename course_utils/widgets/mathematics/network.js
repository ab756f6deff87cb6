// A network that Keras trained, as the page computes it: what travels, and the sums forward.
// Numbers of a step lie in one flat array: row by row, column by column, the channels of a place side by side.
// A vector is one place with many channels; a dense layer is a convolution with a window of one place.

/** @typedef {{ kind: string, title: string, slope: number, cap: number | null, alpha: number, threshold: number, approximate: boolean }} Activation */
/** @typedef {[rows: number, columns: number, channels: number]} Sides */

/**
 * @typedef {object} SentStep
 * @property {string} name the layer's name in Keras
 * @property {string} kind
 * @property {string} title
 * @property {number[]} sources the steps it reads
 * @property {Sides} shape
 * @property {boolean} vector
 * @property {number[]} window
 * @property {number[]} strides
 * @property {number[]} dilation
 * @property {number[]} pads rows above, columns to the left
 * @property {number} groups
 * @property {string} mode
 * @property {Activation | null} activation
 * @property {Record<string, [start: number, count: number]>} places where its weights stand
 */

/** @typedef {{ steps: SentStep[], data: string }} SentNetwork weights as base64 of float32 */
/** @typedef {SentStep & { weights: Record<string, Float32Array> }} Step */
/** @typedef {{ sums: Float64Array, values: Float64Array }} Answer before and after the activation */
/** @typedef {(step: Step, into: Float64Array, from: Float64Array[], shapes: Sides[]) => void} Rule */

const NOTHING = new Float32Array(0);

/** Bytes from base64. @type {(text: string) => Uint8Array<ArrayBuffer>} */
export const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

/** @type {(sent: SentNetwork) => Step[]} */
export function readNetwork({ steps, data }) {
  const numbers = new Float32Array(bytesOf(data).buffer);
  return steps.map((step) => {
    const places = Object.entries(step.places);
    const weights = places.map(([name, [start, count]]) => [name, numbers.subarray(start, start + count)]);
    return { ...step, weights: Object.fromEntries(weights) };
  });
}

/** Erf to 1.2e-7 everywhere (Numerical Recipes). @type {(x: number) => number} */
function erf(x) {
  const t = 1 / (1 + 0.5 * Math.abs(x));
  const factors = [0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196];
  const power = [...factors, 1.00002368, -1.26551223].reduce((sum, factor) => sum * t + factor, 0);
  const rest = t * Math.exp(power - x * x);
  return x >= 0 ? 1 - rest : rest - 1;
}

const SELU = { scale: 1.0507009873554805, alpha: 1.6732632423543772 };
const WAY = Math.sqrt(2 / Math.PI);

/** @type {(z: number) => number} */
export const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** @type {(z: number) => number} */
const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

/** @type {(z: number, about: Activation) => number} */
function reluOf(z, { slope, cap, threshold }) {
  if (cap !== null && z >= cap) return cap;
  return z >= threshold ? z : slope * (z - threshold);
}

/** The value of an activation that looks at one number. @type {Record<string, (z: number, about: Activation) => number>} */
export const CURVES = {
  relu: reluOf,
  elu: (z, { alpha }) => (z > 0 ? z : alpha * Math.expm1(z)),
  selu: (z) => SELU.scale * (z > 0 ? z : SELU.alpha * Math.expm1(z)),
  gelu: (z, { approximate }) =>
    0.5 * z * (1 + (approximate ? Math.tanh(WAY * (z + 0.044715 * z ** 3)) : erf(z / Math.SQRT2))),
  silu: (z) => z * sigmoid(z),
  sigmoid,
  hard_sigmoid: (z) => Math.min(Math.max(z + 3, 0), 6) / 6,
  tanh: Math.tanh,
  softplus,
  softsign: (z) => z / (1 + Math.abs(z)),
  exponential: Math.exp,
};

/**
 * Softmax along the channels of each place.
 *
 * @type {(sums: Float64Array, channels: number) => Float64Array}
 */
export function softmax(sums, channels) {
  const shares = new Float64Array(sums.length);
  for (let start = 0; start < sums.length; start += channels) {
    let most = -Infinity;
    for (let k = 0; k < channels; k++) most = Math.max(most, sums[start + k]);
    let total = 0;
    for (let k = 0; k < channels; k++) total += shares[start + k] = Math.exp(sums[start + k] - most);
    for (let k = 0; k < channels; k++) shares[start + k] /= total;
  }
  return shares;
}

/** @type {(sums: Float64Array, step: Step) => Float64Array} */
function activate(sums, { activation, shape }) {
  if (!activation) return sums;
  if (activation.kind === "softmax") return softmax(sums, shape[2]);
  const curve = CURVES[activation.kind];
  return sums.map((z) => curve(z, activation));
}

/** @type {Rule} */
function convolveAll(step, into, [from], [source]) {
  const { groups, shape, weights } = step;
  const { kernel, bias = NOTHING } = weights;
  const [channels, filters] = [source[2], shape[2]];
  const reads = channels / groups;
  const makes = filters / groups;
  for (let r = 0, at = 0; r < shape[0]; r++)
    for (let c = 0; c < shape[1]; c++, at += filters) {
      for (let k = 0; k < bias.length; k++) into[at + k] = bias[k];
      underWindow(step, source, r, c, (pixel, tap) => {
        for (let n = 0, p = pixel * channels; n < channels; n++, p++) {
          const value = from[p];
          if (value === 0) continue;
          const first = makes * Math.floor(n / reads);
          const weight = (tap * reads + (n % reads)) * filters;
          for (let k = first; k < first + makes; k++) into[at + k] += value * kernel[weight + k];
        }
      });
    }
}

/**
 * Call visit(pixel, tap) for every pixel of the picture under a window; (r, c) is the place of the answer.
 *
 * @type {(step: Step, source: Sides, r: number, c: number, visit: (pixel: number, tap: number) => void) => void}
 */
export function underWindow({ window, strides, dilation, pads }, [rows, columns], r, c, visit) {
  for (let i = 0; i < window[0]; i++) {
    const y = r * strides[0] - pads[0] + i * dilation[0];
    if (y < 0 || y >= rows) continue;
    for (let j = 0; j < window[1]; j++) {
      const x = c * strides[1] - pads[1] + j * dilation[1];
      if (x >= 0 && x < columns) visit(y * columns + x, i * window[1] + j);
    }
  }
}

/** @type {Rule} */
function poolAll(step, into, [from], [source]) {
  const { shape, mode } = step;
  const channels = shape[2];
  const average = mode === "average";
  for (let r = 0, at = 0; r < shape[0]; r++)
    for (let c = 0; c < shape[1]; c++, at += channels) {
      let count = 0;
      if (!average) into.fill(-Infinity, at, at + channels);
      underWindow(step, source, r, c, (pixel) => {
        count += 1;
        for (let k = 0, p = pixel * channels; k < channels; k++, p++)
          if (average) into[at + k] += from[p];
          else if (from[p] > into[at + k]) into[at + k] = from[p];
      });
      if (average) for (let k = 0; k < channels; k++) into[at + k] /= count;
    }
}

/** @type {Rule} */
function scaleAll({ shape: [, , channels], weights: { scale, shift } }, into, [from]) {
  const every = scale.length > 1;
  for (let i = 0; i < into.length; i++) {
    const k = every ? i % channels : 0;
    into[i] = from[i] * scale[k] + shift[k];
  }
}

/** @type {Rule} */
function padAll({ shape, pads }, into, [from], [[rows, columns, channels]]) {
  for (let r = 0; r < shape[0]; r++)
    for (let c = 0; c < shape[1]; c++) {
      const [y, x] = [r - pads[0], c - pads[1]];
      if (y < 0 || y >= rows || x < 0 || x >= columns) continue;
      const pixel = (y * columns + x) * channels;
      into.set(from.subarray(pixel, pixel + channels), (r * shape[1] + c) * channels);
    }
}

/** @type {Record<string, (a: number, b: number) => number>} */
const MERGES = {
  add: (a, b) => a + b,
  average: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  maximum: Math.max,
  minimum: Math.min,
};

/** @type {Rule} */
function mergeAll({ mode }, into, [first, ...others]) {
  into.set(first);
  for (const other of others) for (let i = 0; i < into.length; i++) into[i] = MERGES[mode](into[i], other[i]);
  if (mode === "average") for (let i = 0; i < into.length; i++) into[i] /= others.length + 1;
}

/** @type {Rule} */
function joinAll({ shape: [, , channels] }, into, from, shapes) {
  let start = 0;
  from.forEach((values, n) => {
    const own = shapes[n][2];
    for (let p = 0, at = start; p < values.length; p += own, at += channels) into.set(values.subarray(p, p + own), at);
    start += own;
  });
}

/** @type {Rule} */
const copyAll = (_, into, [from]) => into.set(from);

/** @type {Record<string, Rule>} */
const FORWARD = {
  conv: convolveAll,
  pool: poolAll,
  affine: scaleAll,
  activation: copyAll,
  pad: padAll,
  merge: mergeAll,
  concat: joinAll,
  copy: copyAll,
};

/**
 * What one step makes of the answers before it.
 *
 * @type {(steps: Step[], index: number, answers: Answer[]) => Answer}
 */
export function answerOf(steps, index, answers) {
  const step = steps[index];
  const [rows, columns, channels] = step.shape;
  const sums = new Float64Array(rows * columns * channels);
  const from = step.sources.map((source) => answers[source].values);
  const shapes = step.sources.map((source) => steps[source].shape);
  FORWARD[step.kind](step, sums, from, shapes);
  return { sums, values: activate(sums, step) };
}

/**
 * All answers to a picture; the first is the picture itself.
 *
 * @type {(steps: Step[], picture: ArrayLike<number>) => Answer[]}
 */
export function runNetwork(steps, picture) {
  const values = Float64Array.from(picture);
  /** @type {Answer[]} */
  const answers = [{ sums: values, values }];
  for (let index = 1; index < steps.length; index++) answers.push(answerOf(steps, index, answers));
  return answers;
}
