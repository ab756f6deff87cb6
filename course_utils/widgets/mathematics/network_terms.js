// What one number of a network was computed from: its inputs, their weights, the sums.

/** @import { Answer, Sides, Step } from "./network.js" */
/** @import { Place } from "./network_fields.js" */

/**
 * One map that a place reads.
 *
 * @typedef {object} Term
 * @property {number} source the step it belongs to
 * @property {number} channel
 * @property {number} slot which of the filter's inputs it is
 * @property {number} sum what it adds at the place
 */

/** @typedef {{ step: Step, terms: Term[], bias: number, sum: number, value: number }} Account */
/** @typedef {{ numbers: number[], rows: number, columns: number }} Patch */

/**
 * A dense layer behind a flattened map reads the map through a window as large as the map: the same weights in the
 * same order. Any other step is returned as it is.
 *
 * @type {(steps: Step[], layer: number) => Step}
 */
export function asWindow(steps, layer) {
  const step = steps[layer];
  if (step.kind !== "conv" || !steps[step.sources[0]].vector) return step;
  let source = step.sources[0];
  while (steps[source].kind === "copy" && steps[source].vector) source = steps[source].sources[0];
  const [rows, columns] = steps[source].shape;
  if (steps[source].vector || rows * columns === 1) return step;
  return { ...step, sources: [source], window: [rows, columns], strides: [rows, columns] };
}

/** @type {(step: Step, source: Sides, k: number) => { first: number, reads: number }} */
function group(step, [, , channels], k) {
  const reads = channels / step.groups;
  return { first: Math.floor(k / (step.shape[2] / step.groups)) * reads, reads };
}

/** The weights between one input and one answer. @type {(step: Step, reads: number, slot: number, k: number) => Patch} */
export function kernelPatch(step, reads, slot, k) {
  const [rows, columns] = step.window;
  const filters = step.shape[2];
  const { kernel } = step.weights;
  const numbers = Array.from({ length: rows * columns }, (_, tap) => kernel[(tap * reads + slot) * filters + k]);
  return { numbers, rows, columns };
}

/**
 * What a window sees of one map; NaN where it reaches beyond the edge.
 *
 * @type {(step: Step, source: Sides, values: Float64Array, channel: number, row: number, column: number) => Patch}
 */
export function windowPatch(step, [rows, columns, channels], values, channel, row, column) {
  const [high, wide] = step.window;
  const numbers = [];
  for (let i = 0; i < high; i++)
    for (let j = 0; j < wide; j++) {
      const y = row * step.strides[0] - step.pads[0] + i * step.dilation[0];
      const x = column * step.strides[1] - step.pads[1] + j * step.dilation[1];
      const inside = y >= 0 && y < rows && x >= 0 && x < columns;
      numbers.push(inside ? values[(y * columns + x) * channels + channel] : Number.NaN);
    }
  return { numbers, rows: high, columns: wide };
}

/** Outside the edge a convolution reads 0. @type {(seen: Patch, kernel: Patch) => Patch} */
export const products = (seen, kernel) => ({
  ...seen,
  numbers: seen.numbers.map((value, i) => (Number.isNaN(value) ? 0 : value * kernel.numbers[i])),
});

/** @type {(patch: Patch) => number} */
export const sumOf = ({ numbers }) => numbers.reduce((sum, value) => sum + value, 0);

/** @type {(steps: Step[], answers: Answer[], step: Step, place: Place) => Term[]} */
function convTerms(steps, answers, step, { channel, row, column }) {
  const [source] = step.sources;
  const sides = steps[source].shape;
  const { first, reads } = group(step, sides, channel);
  const { values } = answers[source];
  return Array.from({ length: reads }, (_, slot) => {
    const seen = windowPatch(step, sides, values, first + slot, row, column);
    return { source, channel: first + slot, slot, sum: sumOf(products(seen, kernelPatch(step, reads, slot, channel))) };
  });
}

/** @type {(steps: Step[], step: Step, channel: number) => Term[]} */
function joinTerms(steps, step, channel) {
  let start = 0;
  for (const source of step.sources) {
    const own = steps[source].shape[2];
    if (channel < start + own) return [{ source, channel: channel - start, slot: 0, sum: 0 }];
    start += own;
  }
  return [];
}

/** Where a place stands in the flat array of its step. @type {(step: Step, place: Place) => number} */
export const flatIndex = ({ shape }, { row, column, channel }) => (row * shape[1] + column) * shape[2] + channel;

/**
 * The inputs of a place, and the number they come to.
 *
 * @type {(steps: Step[], answers: Answer[], place: Place) => Account}
 */
export function accountOf(steps, answers, place) {
  const step = asWindow(steps, place.layer);
  const index = flatIndex(step, place);
  const { sums, values } = answers[place.layer];
  const shared = { step, bias: step.weights.bias?.[place.channel] ?? 0, sum: sums[index], value: values[index] };
  if (step.kind === "conv") return { ...shared, terms: convTerms(steps, answers, step, place) };
  if (step.kind === "concat") return { ...shared, terms: joinTerms(steps, step, place.channel) };
  const terms = step.sources.map((source) => {
    const moved = String(steps[source].shape) !== String(step.shape) && step.kind === "copy";
    return { source, channel: moved ? index % steps[source].shape[2] : place.channel, slot: 0, sum: 0 };
  });
  return { ...shared, terms };
}

/**
 * What one input adds to the whole map of an answer; of a window as large as the map, its products.
 *
 * @type {(step: Step, source: Sides, values: Float64Array, term: Term, k: number) => Patch}
 */
export function partialMap(step, source, values, { channel, slot }, k) {
  const { reads } = group(step, source, k);
  const kernel = kernelPatch(step, reads, slot, k);
  if (step.vector) return products(windowPatch(step, source, values, channel, 0, 0), kernel);
  const [rows, columns] = step.shape;
  const [high, wide, channels] = source;
  const numbers = new Array(rows * columns).fill(0);
  for (let tap = 0; tap < kernel.numbers.length; tap++) {
    const weight = kernel.numbers[tap];
    const down = Math.floor(tap / kernel.columns) * step.dilation[0] - step.pads[0];
    const right = (tap % kernel.columns) * step.dilation[1] - step.pads[1];
    for (let r = 0; r < rows; r++) {
      const y = r * step.strides[0] + down;
      if (y < 0 || y >= high) continue;
      for (let c = 0; c < columns; c++) {
        const x = c * step.strides[1] + right;
        if (x >= 0 && x < wide) numbers[r * columns + c] += weight * values[(y * wide + x) * channels + channel];
      }
    }
  }
  return { numbers, rows, columns };
}

/** One channel of an answer. @type {(sides: Sides, values: Float64Array, channel: number) => Patch} */
export function channelPatch([rows, columns, channels], values, channel) {
  const numbers = Array.from({ length: rows * columns }, (_, i) => values[i * channels + channel]);
  return { numbers, rows, columns };
}
