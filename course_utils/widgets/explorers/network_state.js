// What NetworkExplorer keeps: the network, the picture, the answers as far as they are computed, the place looked at.
import { greyColour } from "../drawing/network_tiles.js";
import { answerOf, bytesOf, readNetwork, runNetwork } from "../mathematics/network.js";
import { gradientsOf } from "../mathematics/network_back.js";

/** @import { Colour } from "../drawing/network_tiles.js" */
/** @import { Answer, SentNetwork, Step } from "../mathematics/network.js" */
/** @import { Place } from "../mathematics/network_fields.js" */
/** @typedef {{ shape: number[], data: string, bytes: boolean, low: number, high: number }} SentArray */
/** @typedef {{ shape: number[], each: Float32Array[], low: number, high: number }} Pictures */

/**
 * @typedef {object} Traits
 * @property {SentNetwork} network
 * @property {SentArray} pictures
 * @property {SentArray | null} own
 * @property {number[]} labels
 * @property {string[]} classes
 * @property {number} picture
 * @property {number} layer
 * @property {number} channel
 * @property {number} row
 * @property {number} column
 * @property {"forward" | "backward"} view
 * @property {number} target
 */

/**
 * What is worked out of the traits, each with what it came from.
 *
 * @typedef {object} Worked
 * @property {SentNetwork} network
 * @property {Step[]} steps
 * @property {SentArray} sent
 * @property {Pictures} pictures
 * @property {SentArray | null} own
 * @property {Float32Array | null} drawn what is drawn or loaded in the page
 * @property {Float32Array} pixels what the network looks at
 * @property {Answer[]} answers as many steps as are computed
 * @property {{ answers: Answer[], target: number, gradients: Float64Array[] } | null} back
 */

/** @typedef {Traits & { now: Worked, peek: Place | null, input: number }} State input: the opened input's number */

/** @type {(keyof Traits)[]} */
export const NETWORK_TRAITS = [
  "network",
  "pictures",
  "own",
  "labels",
  "classes",
  "picture",
  "layer",
  "channel",
  "row",
  "column",
  "view",
  "target",
];
const BUDGET = 250; // milliseconds of arithmetic before the first view; the rest follows frame by frame
const SHARE = 12; // milliseconds in a later frame

/** @type {(sent: SentArray) => Pictures} */
export function readPictures({ shape, data, bytes, low, high }) {
  const values = readNumbers({ data, bytes, low, high });
  const size = values.length / shape[0];
  const each = Array.from({ length: shape[0] }, (_, i) => values.subarray(i * size, (i + 1) * size));
  return { shape, low, high, each };
}

/** @type {(sent: Pick<SentArray, "data" | "bytes" | "low" | "high">) => Float32Array} */
function readNumbers({ data, bytes, low, high }) {
  const raw = bytesOf(data);
  return bytes ? Float32Array.from(raw, (level) => low + (level / 255) * (high - low)) : new Float32Array(raw.buffer);
}

/** Pixels as they travel to Python. @type {(pixels: Float32Array, pictures: Pictures) => SentArray} */
export function packPicture(pixels, { shape, low, high }) {
  const raw = new Uint8Array(pixels.buffer.slice(pixels.byteOffset, pixels.byteOffset + pixels.byteLength));
  let text = "";
  for (const byte of raw) text += String.fromCharCode(byte);
  return { shape: shape.slice(1), data: btoa(text), bytes: false, low, high };
}

/**
 * All that the page computes for a picture, for comparison with Keras.
 *
 * @type {(sent: SentNetwork, picture: number[], target: number) => { values: number[][], gradients: number[][] }}
 */
export function computeAll(sent, picture, target) {
  const steps = readNetwork(sent);
  const answers = runNetwork(steps, picture);
  const gradients = gradientsOf(steps, answers, target).map((numbers) => Array.from(numbers));
  return { values: answers.map(({ values }) => Array.from(values)), gradients };
}

/** @param {State} s @returns {Float32Array} */
function pixelsOf({ picture, own, now }) {
  if (now.drawn) return now.drawn;
  if (!own) return now.pictures.each[picture];
  return own === now.own ? now.pixels : readNumbers(own);
}

/** @param {State} s */
export function settleNetwork(s) {
  const before = s.now ?? { drawn: null, answers: [], back: null };
  s.peek ??= null;
  s.input ??= 0;
  const steps = before.network === s.network ? before.steps : readNetwork(s.network);
  const pictures = before.sent === s.pictures ? before.pictures : readPictures(s.pictures);
  // A test picture that is chosen, here or in Python, takes the place of what was drawn.
  const drawn = before.own === s.own ? before.drawn : null;
  s.now = { ...before, network: s.network, steps, sent: s.pictures, pictures, drawn };
  const pixels = pixelsOf(s);
  const same = before.pixels === pixels && before.network === s.network;
  const answers = same ? before.answers : [];
  Object.assign(s.now, { pixels, answers, own: s.own });
  if (!answers.length) advanceAnswers(s, before.network === s.network ? SHARE : BUDGET);
  keepInside(s, steps);
  settleBack(s);
}

/** @param {State} s @param {Step[]} steps */
function keepInside(s, steps) {
  s.layer = Math.min(s.layer, steps.length - 1);
  const [rows, columns, channels] = steps[s.layer].shape;
  s.row = Math.min(s.row, rows - 1);
  s.column = Math.min(s.column, columns - 1);
  s.channel = Math.min(s.channel, channels - 1);
  s.target = Math.min(s.target, s.classes.length - 1);
}

/** @param {State} s */
export const isReady = ({ now }) => now.answers.length === now.steps.length;

/** @param {State} s */
function settleBack(s) {
  const { now, target } = s;
  if (s.view === "forward" || !isReady(s)) return;
  if (now.back?.answers === now.answers && now.back.target === target) return;
  now.back = { answers: now.answers, target, gradients: gradientsOf(now.steps, now.answers, target) };
}

/**
 * Compute answers for a while: at least one step, so that the work ends.
 *
 * @type {(s: State, milliseconds?: number) => void}
 */
export function advanceAnswers(s, milliseconds = SHARE) {
  const { steps, answers, pixels } = s.now;
  const end = performance.now() + milliseconds;
  if (!answers.length) {
    const values = Float64Array.from(pixels);
    answers.push({ sums: values, values });
  }
  do {
    if (answers.length < steps.length) answers.push(answerOf(steps, answers.length, answers));
  } while (answers.length < steps.length && performance.now() < end);
  settleBack(s);
}

/** The place that is opened. @type {(s: State) => Place} */
export const openedPlace = ({ layer, channel, row, column }) => ({ layer, channel, row, column });

/** The numbers that a view shows of a step, or null while they are not there. @type {(s: State, index: number) => Float64Array | null} */
export function shownValues({ view, now }, index) {
  if (view === "backward") return now.back?.gradients[index] ?? null;
  return now.answers[index]?.values ?? null;
}

/** The colours of a step's numbers: the picture's are grey. @type {(s: State, index: number, colour: Colour) => Colour} */
export const colourOf = ({ now: { pictures } }, index, colour) =>
  index ? colour : greyColour(pictures.low, pictures.high);

/** What the last layer gives; of maps, the mean of each. @type {(s: State) => number[]} */
export function scoresOf(s) {
  if (!isReady(s)) return [];
  const { values } = s.now.answers[s.now.steps.length - 1];
  const count = s.classes.length;
  const scores = new Array(count).fill(0);
  for (let i = 0; i < values.length; i++) scores[i % count] += (values[i] * count) / values.length;
  return scores;
}
