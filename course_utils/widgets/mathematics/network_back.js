// The way back: how much each number of a network would change one score.
import { CURVES, sigmoid, underWindow } from "./network.js";

/** @import { Activation, Answer, Sides, Step } from "./network.js" */
/** @typedef {{ step: Step, to: Float64Array, from: Float64Array[], shapes: Sides[], into: Float64Array[], values: Float64Array }} Way */

/** @type {(z: number, about: Activation) => number} */
function reluSlope(z, { slope, cap, threshold }) {
  if (cap !== null && z >= cap) return 0;
  return z > threshold ? 1 : slope;
}

/** @type {(z: number, about: Activation) => number} */
function geluSlope(z, about) {
  const step = 1e-4;
  if (about.approximate) return (CURVES.gelu(z + step, about) - CURVES.gelu(z - step, about)) / (2 * step);
  const share = z === 0 ? 0.5 : CURVES.gelu(z, about) / z;
  return share + (z * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** @type {Record<string, (z: number, about: Activation) => number>} */
const SLOPES = {
  relu: reluSlope,
  elu: (z, { alpha }) => (z > 0 ? 1 : alpha * Math.exp(z)),
  selu: (z) => 1.0507009873554805 * (z > 0 ? 1 : 1.6732632423543772 * Math.exp(z)),
  gelu: geluSlope,
  silu: (z) => sigmoid(z) * (1 + z * (1 - sigmoid(z))),
  sigmoid: (z) => sigmoid(z) * (1 - sigmoid(z)),
  hard_sigmoid: (z) => (z > -3 && z < 3 ? 1 / 6 : 0),
  tanh: (z) => 1 - Math.tanh(z) ** 2,
  softplus: sigmoid,
  softsign: (z) => 1 / (1 + Math.abs(z)) ** 2,
  exponential: Math.exp,
};

/** @type {(g: Float64Array, values: Float64Array, channels: number) => Float64Array} */
function softmaxBack(g, values, channels) {
  const back = new Float64Array(g.length);
  for (let start = 0; start < g.length; start += channels) {
    let along = 0;
    for (let k = start; k < start + channels; k++) along += g[k] * values[k];
    for (let k = start; k < start + channels; k++) back[k] = values[k] * (g[k] - along);
  }
  return back;
}

/** @type {(g: Float64Array, step: Step, answer: Answer) => Float64Array} */
function activateBack(g, { activation, shape }, { sums, values }) {
  if (!activation) return g;
  if (activation.kind === "softmax") return softmaxBack(g, values, shape[2]);
  const slope = SLOPES[activation.kind];
  return g.map((value, i) => (value === 0 ? 0 : value * slope(sums[i], activation)));
}

/** @param {Way} way */
function convolveBack({ step, to, shapes: [source], into: [back] }) {
  const { groups, shape, weights } = step;
  const [channels, filters] = [source[2], shape[2]];
  const reads = channels / groups;
  const makes = filters / groups;
  const { kernel } = weights;
  for (let r = 0, at = 0; r < shape[0]; r++)
    for (let c = 0; c < shape[1]; c++, at += filters)
      underWindow(step, source, r, c, (pixel, tap) => {
        for (let n = 0, p = pixel * channels; n < channels; n++, p++) {
          const first = makes * Math.floor(n / reads);
          const weight = (tap * reads + (n % reads)) * filters;
          let sum = 0;
          for (let k = first; k < first + makes; k++) sum += to[at + k] * kernel[weight + k];
          back[p] += sum;
        }
      });
}

/** The first of equal maxima gets all, as in TensorFlow. @param {Way} way */
function poolBack({ step, to, from: [entering], shapes: [source], into: [back] }) {
  const channels = step.shape[2];
  for (let r = 0, at = 0; r < step.shape[0]; r++)
    for (let c = 0; c < step.shape[1]; c++, at += channels) {
      /** @type {number[]} */
      const pixels = [];
      underWindow(step, source, r, c, (pixel) => pixels.push(pixel * channels));
      for (let k = 0; k < channels; k++) {
        const g = to[at + k];
        if (g === 0) continue;
        if (step.mode === "average") for (const p of pixels) back[p + k] += g / pixels.length;
        else back[pixels.reduce((best, p) => (entering[p + k] > entering[best + k] ? p : best)) + k] += g;
      }
    }
}

/** @param {Way} way */
function scaleBack({ step, to, into: [back] }) {
  const { scale } = step.weights;
  const channels = step.shape[2];
  for (let i = 0; i < back.length; i++) back[i] += to[i] * scale[scale.length > 1 ? i % channels : 0];
}

/** @param {Way} way */
function padBack({ step: { shape, pads }, to, shapes: [[rows, columns, channels]], into: [back] }) {
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const [r, c] = [y + pads[0], x + pads[1]];
      if (r < 0 || r >= shape[0] || c < 0 || c >= shape[1]) continue;
      const pixel = (y * columns + x) * channels;
      for (let k = 0; k < channels; k++) back[pixel + k] += to[(r * shape[1] + c) * channels + k];
    }
}

/** @type {Record<string, (n: number, i: number, way: Way) => number>} */
const SHARES = {
  add: () => 1,
  average: (_, __, { from }) => 1 / from.length,
  subtract: (n) => (n ? -1 : 1),
  multiply: (n, i, { from }) => from.reduce((product, values, m) => (m === n ? product : product * values[i]), 1),
  maximum: extremeShare,
  minimum: extremeShare,
};

/** Equal extremes share, two at a time, as Keras merges them. @type {(n: number, i: number, way: Way) => number} */
function extremeShare(n, i, { from, values }) {
  const equal = from.filter((other) => other[i] === values[i]).length;
  return from[n][i] === values[i] ? 1 / equal : 0;
}

/** @param {Way} way */
function mergeBack(way) {
  const share = SHARES[way.step.mode];
  way.into.forEach((back, n) => {
    for (let i = 0; i < back.length; i++) back[i] += way.to[i] * share(n, i, way);
  });
}

/** @param {Way} way */
function joinBack({ step, to, shapes, into }) {
  const channels = step.shape[2];
  let start = 0;
  into.forEach((back, n) => {
    const own = shapes[n][2];
    for (let i = 0; i < back.length; i++) back[i] += to[Math.floor(i / own) * channels + start + (i % own)];
    start += own;
  });
}

/** @param {Way} way */
function copyBack({ to, into: [back] }) {
  for (let i = 0; i < back.length; i++) back[i] += to[i];
}

/** @type {Record<string, (way: Way) => void>} */
const BACK = {
  conv: convolveBack,
  pool: poolBack,
  affine: scaleBack,
  activation: copyBack,
  pad: padBack,
  merge: mergeBack,
  concat: joinBack,
  copy: copyBack,
};

/**
 * The step whose sums are the scores: a last softmax or sigmoid is left out, since it saturates.
 *
 * @type {(steps: Step[]) => number}
 */
export function scoreStep(steps) {
  let index = steps.length - 1;
  while (steps[index].kind === "copy" && steps[index].sources[0] > 0) index = steps[index].sources[0];
  return squashes(steps[index]) ? index : steps.length - 1;
}

/** @type {(step: Step) => boolean} */
export const squashes = ({ activation }) => ["softmax", "sigmoid"].includes(activation?.kind ?? "");

/**
 * The gradient of a class score by every value of every step; of maps, the score is their mean.
 * Steps that the score does not hang on stay 0; at and after the score's own step stands the score itself.
 *
 * @type {(steps: Step[], answers: Answer[], target: number) => Float64Array[]}
 */
export function gradientsOf(steps, answers, target) {
  const gradients = answers.map(({ values }) => new Float64Array(values.length));
  const last = scoreStep(steps);
  const [rows, columns, channels] = steps[last].shape;
  for (let i = target; i < gradients[last].length; i += channels) gradients[last][i] = 1 / (rows * columns);
  for (let index = last; index > 0; index--) {
    const step = steps[index];
    const at = index === last && squashes(step);
    const to = at ? gradients[index] : activateBack(gradients[index], step, answers[index]);
    BACK[step.kind]({
      step,
      to,
      from: step.sources.map((source) => answers[source].values),
      shapes: step.sources.map((source) => steps[source].shape),
      into: step.sources.map((source) => gradients[source]),
      values: answers[index].sums,
    });
  }
  return gradients;
}

/**
 * Gradient times value, summed over each map: about how much the score would lose without the map.
 *
 * @type {(gradient: Float64Array, values: Float64Array, channels: number) => number[]}
 */
export function mapShares(gradient, values, channels) {
  const shares = new Array(channels).fill(0);
  for (let i = 0; i < values.length; i++) shares[i % channels] += gradient[i] * values[i];
  return shares;
}
