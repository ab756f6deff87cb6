// NetworkExplorer's words: what the network says, what a place is, and the arithmetic behind it, written out.
import { format } from "../mathematics/maths.js";
import { mapShares, scoreStep, squashes } from "../mathematics/network_back.js";
import { fieldsOf, unravel } from "../mathematics/network_fields.js";
import { accountOf, flatIndex, kernelPatch, products, windowPatch } from "../mathematics/network_terms.js";
import { isReady, scoresOf } from "./network_state.js";

/** @import { Step } from "../mathematics/network.js" */
/** @import { Place } from "../mathematics/network_fields.js" */
/** @import { Account, Term } from "../mathematics/network_terms.js" */
/** @import { State } from "./network_state.js" */

const MOST_WRITTEN = 9;

/** Three decimals, or a power of ten where they would be 0. @type {(value: number) => string} */
export function short(value) {
  const small = value !== 0 && Math.abs(value) < 0.0005;
  return small ? value.toExponential(1).replaceAll("-", "−") : format(value, 3);
}

/** With brackets below zero, as a factor. @type {(value: number) => string} */
const factor = (value) => (short(value).startsWith("−") ? `(${short(value)})` : short(value));

/** Numbers joined by their signs. @type {(values: number[]) => string} */
const added = (values) =>
  values
    .map(
      (value, i) =>
        (i ? (short(value).startsWith("−") ? " − " : " + ") : "") + (i ? short(value).replace("−", "") : short(value)),
    )
    .join("");

/** @type {(label: number, classes: string[]) => string} */
function trueWords(label, classes) {
  if (classes.length === 1) return ` (${classes[0]}: ${label ? "yes" : "no"}):`;
  return ` is ${classes[label] ?? label};`;
}

/** What the network says of the picture, as `verdict` of network_explorer.py. @type {(s: State) => string} */
export function verdictWords(s) {
  if (!isReady(s)) return `Computing, layer ${s.now.answers.length} of ${s.now.steps.length} …`;
  const scores = scoresOf(s);
  const own = s.own !== null || s.now.drawn !== null;
  const known = s.picture < s.labels.length ? trueWords(s.labels[s.picture], s.classes) : ":";
  const which = own ? "Your own picture:" : `Picture ${s.picture + 1} of ${s.now.pictures.shape[0]}${known}`;
  const best = scores.indexOf(Math.max(...scores));
  const kind = s.now.steps[scoreStep(s.now.steps)].activation?.kind ?? "";
  const word = ["softmax", "sigmoid"].includes(kind) ? "probability" : "score";
  if (scores.length === 1) return `${which} the network gives “${s.classes[0]}” the ${word} ${format(scores[0])}.`;
  return `${which} the network says ${s.classes[best]}, ${word} ${format(scores[best])}.`;
}

/** The name of a place's map or unit. @type {(step: Step, place: Place) => string} */
export function mapName({ shape, vector, kind }, { channel }) {
  if (kind === "input" && shape[2] === 3) return ["red", "green", "blue"][channel];
  return `${vector ? "unit" : "map"} ${channel + 1}`;
}

/** @type {(step: Step, place: Place) => string} */
export function placeWords(step, place) {
  const spot = step.vector ? "" : `, row ${place.row + 1}, column ${place.column + 1}`;
  return `${step.title}, ${mapName(step, place)}${spot}`;
}

/** What stands at a place and how much of the picture it sees. @type {(s: State, place: Place) => string} */
export function peekWords(s, place) {
  const { steps, answers } = s.now;
  const step = steps[place.layer];
  if (!answers[place.layer]) return `${placeWords(step, place)}: computing …`;
  const index = flatIndex(step, place);
  const back = s.view === "backward" ? s.now.back?.gradients[place.layer][index] : undefined;
  const value = short(answers[place.layer].values[index]);
  const gradient = back === undefined ? "" : `; gradient ${short(back)}`;
  return `${placeWords(step, place)}: ${value}${gradient}.${fieldWords(steps, place)}`;
}

/** @type {(steps: Step[], place: Place) => string} */
function fieldWords(steps, place) {
  const field = fieldsOf(steps, place)[0];
  if (!place.layer || !field) return "";
  const [rows, columns] = [field.bottom - field.top + 1, field.right - field.left + 1];
  const whole = rows === steps[0].shape[0] && columns === steps[0].shape[1];
  return whole ? " It sees the whole picture." : ` It sees ${rows}×${columns} pixels of the picture (outlined).`;
}

/** Which maps of the opened layer move the score. @type {(s: State) => string} */
export function mattersWords(s) {
  const { now, layer, target, classes } = s;
  if (s.view === "forward" || !now.back) return "";
  const step = now.steps[layer];
  if (layer >= scoreStep(now.steps)) return `This is the score of ${classes[target]} itself: open a layer before it.`;
  const shares = mapShares(now.back.gradients[layer], now.answers[layer].values, step.shape[2]);
  const order = shares.map((_, k) => k).sort((a, b) => shares[b] - shares[a]);
  const name = (/** @type {number} */ k) => mapName(step, { layer, channel: k, row: 0, column: 0 });
  const [most, least] = [order[0], order[order.length - 1]];
  const up = shares[most] > 0 ? `${name(most)} raises it most (+${short(shares[most])})` : "no map raises it";
  const down = shares[least] < 0 ? `${name(least)} lowers it most (${short(shares[least])})` : "none lowers it";
  const last = now.steps[scoreStep(now.steps)];
  const score = squashes(last) ? `${classes[target]} before ${last.activation?.title}` : classes[target];
  return `Of ${step.title}, for the score of ${score}: ${up}, ${down}. Bars: gradient × value, summed over each map.`;
}

/** @type {(numbers: number[], weights: number[], total: number) => string} */
function productWords(numbers, weights, total) {
  const pairs = numbers
    .slice(0, MOST_WRITTEN)
    .map((value, i) => `${factor(Number.isNaN(value) ? 0 : value)}·${factor(weights[i])}`);
  const rest = numbers.length > MOST_WRITTEN ? ` + … (${numbers.length} products)` : "";
  return `${pairs.join(" + ")}${rest} = ${short(total)}`;
}

/** @type {(s: State, account: Account, place: Place) => string[]} */
function convLines(s, { step, terms, bias, sum }, place) {
  const source = s.now.steps[step.sources[0]];
  const values = s.now.answers[step.sources[0]].values;
  const biasWords = step.weights.bias ? `${bias < 0 ? " − " : " + "}bias ${short(Math.abs(bias))}` : "";
  const flat = step.window.every((side) => side === 1);
  if (flat) {
    const largest = [...terms].sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum)).slice(0, MOST_WRITTEN);
    const seen = largest.map(({ channel }) =>
      windowPatch(step, source.shape, values, channel, place.row, place.column),
    );
    const weights = largest.map(({ slot }) => kernelPatch(step, terms.length, slot, place.channel).numbers[0]);
    const pairs = seen.map(({ numbers }, i) => `${factor(numbers[0])}·${factor(weights[i])}`).join(" + ");
    const rest = terms.length > largest.length ? ` + … (${terms.length} products, the largest first)` : "";
    return [`sum = ${pairs}${rest}${biasWords} = ${short(sum)}`];
  }
  const term = terms[Math.min(s.input, terms.length - 1)];
  const seen = windowPatch(step, source.shape, values, term.channel, place.row, place.column);
  const kernel = kernelPatch(step, terms.length, term.slot, place.channel);
  const name = mapName(source, { ...place, channel: term.channel });
  const sums = terms.slice(0, 2 * MOST_WRITTEN).map((part) => part.sum);
  const rest = terms.length > sums.length ? ` + … (${terms.length} inputs)` : "";
  return [
    `${name}: ${productWords(
      seen.numbers,
      kernel.numbers,
      products(seen, kernel).numbers.reduce((a, b) => a + b, 0),
    )}`,
    `sum = ${added(sums)}${rest}${biasWords} = ${short(sum)}`,
  ];
}

/** @type {(s: State, account: Account, place: Place) => string[]} */
function poolLines(s, { step, value }, { channel, row, column }) {
  const [source] = step.sources;
  const seen = windowPatch(step, s.now.steps[source].shape, s.now.answers[source].values, channel, row, column);
  const inside = seen.numbers.filter((number) => !Number.isNaN(number));
  const listed = inside
    .slice(0, MOST_WRITTEN)
    .map(short)
    .join(step.mode === "max" ? ", " : " + ");
  const rest = inside.length > MOST_WRITTEN ? `${step.mode === "max" ? ", " : " + "}… (${inside.length} numbers)` : "";
  if (step.mode === "max") return [`max(${listed}${rest}) = ${short(value)}`];
  return [`(${listed}${rest}) / ${inside.length} = ${short(value)}`];
}

/** @type {(s: State, account: Account, place: Place) => string[]} */
function affineLines(s, { step, sum }, place) {
  const { scale, shift, gamma, mean, spread, beta } = step.weights;
  const x = s.now.answers[step.sources[0]].values[flatIndex(step, place)];
  const k = scale.length > 1 ? place.channel : 0;
  const times = `${factor(x)}·${factor(scale[k])}${added([0, shift[k]]).slice(1)} = ${short(sum)}`;
  if (!gamma) return [times];
  const inner = `${factor(gamma[k])}·(${short(x)} − ${factor(mean[k])}) / ${short(spread[k])}`;
  return [`γ·(x − mean) / √(variance + ε) + β = ${inner}${added([0, beta[k]]).slice(1)} = ${short(sum)}`];
}

/** @type {(s: State, account: Account, place: Place) => string[]} */
function mergeLines(s, { step, sum }, place) {
  const index = flatIndex(step, place);
  const values = step.sources.map((source) => s.now.answers[source].values[index]);
  const signs = /** @type {Record<string, string>} */ ({ add: " + ", subtract: " − ", multiply: " · " });
  const listed = values.map(factor).join(signs[step.mode] ?? ", ");
  return [signs[step.mode] ? `${listed} = ${short(sum)}` : `${step.mode}(${listed}) = ${short(sum)}`];
}

/** @type {(s: State, account: Account, place: Place) => string[]} */
function copyLines(s, { step, terms, sum }, place) {
  const [{ source }] = terms;
  const from = s.now.steps[source];
  if (step.kind === "pad") {
    const [row, column] = [place.row - step.pads[0], place.column - step.pads[1]];
    const inside = row >= 0 && column >= 0 && row < from.shape[0] && column < from.shape[1];
    return [inside ? `row ${row + 1}, column ${column + 1} of ${from.title}: ${short(sum)}` : "outside the picture: 0"];
  }
  const [row, column, channel] =
    step.kind === "copy" ? unravel(flatIndex(step, place), from.shape) : [place.row, place.column, terms[0].channel];
  const copied =
    step.title === "off in use" ? "Only training changes this number; now it passes as it is" : "The same number";
  return [`${copied}: ${placeWords(from, { layer: source, channel, row, column })} = ${short(sum)}`];
}

/** @type {Record<string, (s: State, account: Account, place: Place) => string[]>} */
const LINES = {
  conv: convLines,
  pool: poolLines,
  affine: affineLines,
  merge: mergeLines,
  copy: copyLines,
  pad: copyLines,
  concat: copyLines,
};

/** @type {(s: State, account: Account, place: Place) => string} */
function activationLine(s, { step: { activation, shape }, sum, value }, place) {
  if (!activation) return "";
  const z = short(sum);
  if (activation.kind === "softmax") {
    const start = flatIndex(s.now.steps[place.layer], place) - place.channel;
    const sums = Array.from(s.now.answers[place.layer].sums.subarray(start, start + shape[2]));
    const listed = sums
      .slice(0, MOST_WRITTEN)
      .map((other) => `e^${factor(other)}`)
      .join(" + ");
    return `softmax: e^${factor(sum)} / (${listed}${sums.length > MOST_WRITTEN ? " + …" : ""}) = ${short(value)}`;
  }
  const plainRelu = activation.kind === "relu" && !activation.slope && !activation.threshold && activation.cap === null;
  return plainRelu ? `ReLU: max(0, ${z}) = ${short(value)}` : `${activation.title}(${z}) = ${short(value)}`;
}

/** The arithmetic of a place, line by line. @type {(s: State, place: Place) => string[]} */
export function networkLines(s, place) {
  if (!s.now.answers[place.layer]) return ["computing …"];
  const step = s.now.steps[place.layer];
  if (!place.layer)
    return [`${placeWords(step, place)}: ${short(s.now.pixels[flatIndex(step, place)])}, as the network reads it`];
  const account = accountOf(s.now.steps, s.now.answers, place);
  const lines = LINES[step.kind]?.(s, account, place) ?? [];
  return [...lines, activationLine(s, account, place)].filter(Boolean);
}

/** @type {(s: State, term: Term) => string} */
export const termName = (s, { source, channel }) =>
  `${s.now.steps[source].title}, ${mapName(s.now.steps[source], { layer: source, channel, row: 0, column: 0 })}`;
