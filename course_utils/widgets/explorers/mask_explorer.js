// MaskExplorer: probabilities against a true mask: what a threshold finds, misses and gets wrong, with Dice live.
import { element, liveRegion, setText, slider } from "../drawing/controls.js";
import { bar, frame, panel, steps } from "../drawing/parts.js";
import { showPixels } from "../drawing/pixels.js";
import { diceOf, fatesOf, iouOf, paintMask, ZOOM } from "../mathematics/masks.js";
import { format } from "../mathematics/maths.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Fates } from "../mathematics/masks.js" */
/** @import { Rows } from "../mathematics/maths.js" */
/** @import { Kept } from "../state.js" */
/** @typedef {{ truth: Rows, prediction: Rows, image: Rows, threshold: number }} Traits */
/** @typedef {Traits & { fates: Fates }} State */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["truth", "prediction", "image", "threshold"];
const VIEWS = ["Picture", "Probability", "Found, false, missed"];
const ROOM = 168;
const MARKS = [
  { word: "found", name: "TP", mark: "■" },
  { word: "false", name: "FP", mark: "▨" },
  { word: "missed", name: "FN", mark: "▣" },
];

const show = (/** @type {number} */ value) => format(value, 3);

/** @param {State} s */
function settle(s) {
  s.fates = fatesOf(s.truth, s.prediction, s.threshold);
}

/** @param {Kept<State>} kept */
function build({ change }) {
  const onInput = (/** @type {number} */ value) => change({ threshold: value });
  const threshold = slider({ label: "Threshold", name: "threshold", step: 0.01, onInput });
  const canvases = VIEWS.map((title) => element("canvas", { class: "cu-mask", role: "img", "aria-label": title }));
  const panels = canvases.map((node, i) => panel(VIEWS[i], node).root);
  const stage = element("div", { class: "cu-slices" }, ...panels);
  const tiles = MARKS.map(({ word, name, mark }) => {
    const count = element("strong");
    const note = element("span", { class: "cu-note" }, ` ${word} (${name})`);
    const sign = element("span", { "aria-hidden": "true" }, mark);
    return { root: element("div", { class: `cu-tile cu-tile-${word}` }, sign, " ", count, note), count };
  });
  const row = element("div", { class: "cu-tiles", role: "group", "aria-label": "Pixels" });
  row.append(...tiles.map(({ root }) => root));
  const lines = [element("p"), element("p")];
  const formula = steps("Dice and intersection over union", "", lines);
  const live = liveRegion();
  const root = frame("Mask explorer", bar("cu-sliders", threshold.root), stage, row, formula.root, live.root);
  return { root, timers: [live], threshold, canvases, counts: tiles.map(({ count }) => count), formula, live };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const { tp, fp, fn } = s.fates;
  parts.threshold.update(s.threshold, 0, 1);
  const sure = s.prediction.map((row) => row.map((value) => Math.round(255 * value)));
  const painted = [paintMask(s.image), paintMask(sure), paintMask(s.image, s)];
  const [rows, columns] = [s.truth.length, s.truth[0].length];
  painted.forEach((pixels, i) => {
    const picture = { rows: ZOOM * rows, columns: ZOOM * columns, pixels: new Uint8ClampedArray(pixels) };
    showPixels(parts.canvases[i], picture, ROOM / Math.max(picture.rows, picture.columns));
  });
  [tp, fp, fn].forEach((count, i) => setText(parts.counts[i], String(count)));
  parts.formula.update(maskLines(s.fates));
  parts.live.say(words(s));
}

/** IoU and Dice with their numbers. @type {(fates: Fates) => string[]} */
export function maskLines(fates) {
  const { tp, fp, fn } = fates;
  return [
    `IoU = TP / (TP + FP + FN) = ${tp} / (${tp} + ${fp} + ${fn}) = ${show(iouOf(fates))}`,
    `Dice = 2·TP / (2·TP + FP + FN) = 2·${tp} / (2·${tp} + ${fp} + ${fn}) = ${show(diceOf(fates))}`,
  ];
}

/** @param {State} s */
function words({ fates, threshold }) {
  const { tp, fp, fn } = fates;
  const start = `With a probability of at least ${show(threshold)}: ${tp} found, ${fp} false, ${fn} missed`;
  return `${start}; Dice ${show(diceOf(fates))}, IoU ${show(iouOf(fates))}.`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
