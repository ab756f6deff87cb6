// NMSExplorer's state: its rounds, the places of its labels, and the box that a pointer or a key means.
import { area, suppressionRounds } from "../mathematics/boxes.js";
import { placeChips, verdicts } from "../mathematics/fates.js";
import { chipText } from "./nms_words.js";

/** @import { Box, Round } from "../mathematics/boxes.js" */

/**
 * @typedef {object} Traits
 * @property {Box[]} boxes
 * @property {number[]} scores
 * @property {number[]} classes
 * @property {string[]} names
 * @property {number} score_threshold
 * @property {number} iou_threshold
 * @property {"per class" | "class-agnostic"} mode
 * @property {number} step
 * @property {number} selected
 * @property {string} _photo
 * @property {[width: number, height: number]} _size
 */

/**
 * What hangs on the boxes alone.
 *
 * @typedef {object} Arranged
 * @property {[Box[], number[], number[]]} known boxes, scores and size that the rest was worked out from
 * @property {number[]} order the boxes, best score first
 * @property {number[]} rank of each box, from 1
 * @property {Box[]} chips the places of their labels
 */

/** @typedef {Traits & Arranged & { rounds: Round[], unit: number }} State `unit`: how much of the photograph is a pixel */

const WIDTH = 520; // of the drawing, in pixels of the page
export const CHIP = 20;

/**
 * Rounds anew; who stood at the end stays at the end, so that a threshold shows its result at once.
 *
 * @param {State} s
 */
export function settle(s) {
  const ended = s.rounds?.length > 0 && s.step >= s.rounds.length && s.step > 0;
  const rule = { score: s.score_threshold, iou: s.iou_threshold, perClass: s.mode === "per class" };
  s.rounds = suppressionRounds(s.boxes, s.scores, s.classes, rule);
  s.step = ended ? s.rounds.length : Math.min(s.step, s.rounds.length);
  s.selected = Math.min(s.selected, s.boxes.length - 1);
  s.unit = s._size[0] / WIDTH;
  const [boxes, scores, size] = s.known ?? [];
  if (boxes !== s.boxes || scores !== s.scores || size !== s._size) arrange(s);
}

/** @param {State} s */
function arrange(s) {
  s.known = [s.boxes, s.scores, s._size];
  s.order = s.scores.map((_, i) => i).sort((a, b) => s.scores[b] - s.scores[a] || a - b);
  s.rank = [];
  s.order.forEach((box, place) => {
    s.rank[box] = place + 1;
  });
  const widths = s.boxes.map((_, i) => chipWidth(chipText(s, i, "kept"), s.unit));
  s.chips = placeChips(s.boxes, s.order, widths, CHIP * s.unit, s._size);
}

/** @type {(words: string, unit: number) => number} */
export const chipWidth = (words, unit) => (12 + 7.6 * words.length) * unit;

/** A step on selects the box that it keeps. @type {(s: State, step: number) => Partial<State>} */
export function atStep(s, step) {
  const next = Math.max(0, Math.min(step, s.rounds.length));
  return next > s.step ? { step: next, selected: s.rounds[next - 1].kept } : { step: next };
}

/** @param {State} s */
export const fatesOf = (s) => verdicts(s.scores, s.rounds, s.step, s.score_threshold);

/**
 * The box under a point: labels before boxes, small boxes before large ones.
 *
 * @type {(s: State, x: number, y: number) => number | undefined}
 */
export function boxAt(s, x, y) {
  const fates = fatesOf(s);
  const shown = s.order.filter((i) => fates[i].state !== "low");
  const holds = (/** @type {Box} */ [x1, y1, x2, y2]) => x >= x1 && x <= x2 && y >= y1 && y <= y2;
  const bySize = shown.filter((i) => holds(s.boxes[i])).sort((a, b) => area(s.boxes[a]) - area(s.boxes[b]));
  return [...shown.filter((i) => holds(s.chips[i])), ...bySize][0];
}

/** The box that a key of the list chooses. @type {(s: State, key: string) => number | undefined} */
export function chosenBy(s, key) {
  const place = s.rank[s.selected] - 1;
  const last = s.boxes.length - 1;
  /** @type {Record<string, number>} */
  const places = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: last };
  return key in places ? s.order[Math.max(0, Math.min(places[key], last))] : undefined;
}
