// What a network's blocks cost at another width and resolution: the arithmetic of layers/efficient/costs.py.

/** @typedef {[expand: number, f: number, stride: number, channels: number]} Step */
/** @typedef {{ first: number, blocks: Step[], head: number }} Network */

/**
 * @typedef {object} BlockCost
 * @property {string} name
 * @property {number} side of the map that comes out
 * @property {number} channels
 * @property {number} depthwise multiplications
 * @property {number} others
 * @property {number} parameters
 */

const CLASSES = 1000;

/** The number of channels nearest to n that 8 divides. @type {(n: number) => number} */
export function multipleOf8(n) {
  const rounded = Math.max(8, Math.floor(Math.floor(n + 4) / 8) * 8);
  return rounded >= 0.9 * n ? rounded : rounded + 8;
}

/** @type {(name: string, side: number, channels: number, weights: number) => BlockCost} */
const plainBlock = (name, side, channels, weights) => ({
  name,
  side,
  channels,
  depthwise: 0,
  others: side * side * weights,
  parameters: weights,
});

/** @type {(network: Network, width: number, resolution: number, separable: boolean) => BlockCost[]} */
export function blockCosts(network, width, resolution, separable) {
  let channels = multipleOf8(width * network.first);
  let side = Math.ceil(resolution / 2);
  const rows = [plainBlock("first 3×3", side, channels, 27 * channels)];
  network.blocks.forEach((step, i) => {
    const row = costOf(`block ${i + 1}`, step, side, channels, multipleOf8(width * step[3]), separable);
    rows.push(row);
    ({ side, channels } = row);
  });
  if (network.head) {
    rows.push(plainBlock("last 1×1", side, network.head, channels * network.head));
    channels = network.head;
  }
  return [...rows, plainBlock("classes", 1, CLASSES, channels * CLASSES)];
}

/** @type {(name: string, step: Step, side: number, channels: number, after: number, separable: boolean) => BlockCost} */
function costOf(name, [expand, f, stride], side, channels, after, separable) {
  const inside = expand * channels;
  const out = Math.ceil(side / stride);
  const widening = expand > 1 ? inside * channels : 0;
  const spatial = separable ? f * f * inside : 0;
  const last = (separable ? 1 : f * f) * inside * after;
  return {
    name,
    side: out,
    channels: after,
    depthwise: out * out * spatial,
    others: side * side * widening + out * out * last,
    parameters: widening + spatial + last,
  };
}

/** @type {(row: BlockCost) => number} */
export const multiplicationsOf = ({ depthwise, others }) => depthwise + others;

/** A count in millions with one decimal. @type {(count: number) => string} */
export const millions = (count) => (Math.floor(count / 1e5 + 0.5) / 10).toFixed(1);

/**
 * The whole cost, beside that of the published network, and the depthwise part of it.
 *
 * @type {(rows: BlockCost[], published: BlockCost[], name: string) => string}
 */
export function costWords(rows, published, name) {
  const sum = (/** @type {BlockCost[]} */ list, /** @type {(row: BlockCost) => number} */ of) =>
    list.reduce((sofar, row) => sofar + of(row), 0);
  const whole = sum(rows, multiplicationsOf);
  const before = sum(published, multiplicationsOf);
  const part = sum(rows, (row) => row.depthwise);
  const ratio = (Math.floor((100 * whole) / before + 0.5) / 100).toFixed(2);
  const share = part ? ` Depthwise convolutions do ${Math.floor((100 * part) / whole + 0.5)} % of it.` : "";
  const weights = millions(sum(rows, (row) => row.parameters));
  const work = `${millions(whole)} million multiplications, ${ratio} times the published ${millions(before)}`;
  return `${name}: ${work}; ${weights} million weights.${share}`;
}
