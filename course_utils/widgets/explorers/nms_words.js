// NMSExplorer in words: its rounds and what became of each box.
import { measure } from "../mathematics/boxes.js";
import { format } from "../mathematics/maths.js";

/** @import { Fate } from "../mathematics/fates.js" */
/** @import { State } from "./nms_state.js" */

export const MARKS = { kept: "✓", dropped: "✕", waiting: "", low: "–" };

/** @type {(s: State, box: number) => string} */
export const className = (s, box) => s.names[s.classes[box]] ?? `class ${s.classes[box]}`;

/** @type {(s: State, box: number) => string} */
const called = (s, box) => `box ${s.rank[box]} (${className(s, box)} ${format(s.scores[box])})`;

/**
 * What a box's label says; a kept one has more to say.
 *
 * @type {(s: State, box: number, fate: Fate["state"]) => string}
 */
export function chipText(s, box, fate) {
  if (fate !== "kept") return `${s.rank[box]} ${MARKS[fate]}`.trim();
  return `${s.rank[box]} ${MARKS.kept} ${className(s, box)} ${format(s.scores[box])}`;
}

/** What stands beside a box in the list. @type {(s: State, fate: Fate) => string} */
export function noteWords(s, fate) {
  if (fate.state === "dropped") return `dropped by ${s.rank[fate.by]}, ${format(fate.iou, 3)}`;
  return { kept: "kept", waiting: "waiting", low: "score too low" }[fate.state];
}

/** @type {(s: State, fates: Fate[]) => string} */
export function countWords(s, fates) {
  const counts = ["kept", "dropped", "waiting"].map(
    (what) => `${fates.filter(({ state }) => state === what).length} ${what}`,
  );
  return `round ${s.step} of ${s.rounds.length}: ${counts.join(", ")}`;
}

/** @param {State} s */
export function roundWords(s) {
  const low = s.scores.filter((score) => score < s.score_threshold).length;
  const least = `a score of at least ${format(s.score_threshold)}`;
  if (!s.rounds.length) return `No box has ${least}.`;
  if (s.step === 0) {
    return `${s.boxes.length - low} boxes have ${least}, ${low} fall away. Step to keep the best one.`;
  }
  const { kept, dropped } = s.rounds[s.step - 1];
  const end = s.step === s.rounds.length ? ` No box is left: ${s.rounds.length} stay.` : "";
  const names = dropped.map(([box, iou]) => `${s.rank[box]} (IoU ${format(iou, 3)})`);
  const list = `${names.length === 1 ? "box" : "boxes"} ${names.join(", ")}`;
  const what = names.length ? `It drops ${list}: above ${format(s.iou_threshold)}.` : "It drops none.";
  return `Round ${s.step}: ${called(s, kept)} is the best one left and stays. ${what}${end}`;
}

/** The selected box. @type {(s: State, fates: Fate[]) => string} */
export function boxWords(s, fates) {
  const fate = fates[s.selected];
  const name = called(s, s.selected);
  const start = name[0].toUpperCase() + name.slice(1);
  if (fate.state === "low") return `${start}: its score is below ${format(s.score_threshold)}, so it takes no part.`;
  if (fate.state === "waiting") return `${start} waits for its turn.`;
  if (fate.state === "kept") return `${start} stays. ${whyKept(s, fate.round)}`;
  const shared = quotient(s, s.selected, fate.by);
  return `${start} was dropped by ${called(s, fate.by)}: IoU = ${shared} > ${format(s.iou_threshold)}.`;
}

/** @type {(s: State, first: number, second: number) => string} */
function quotient(s, first, second) {
  const { intersection, union, iou } = measure(s.boxes[first], s.boxes[second]);
  return `${format(intersection)} / ${format(union)} = ${format(iou, 3)}`;
}

/**
 * The kept box before it that comes nearest to dropping the selected box.
 *
 * @type {(s: State, round: number) => string}
 */
function whyKept(s, round) {
  const before = s.rounds.slice(0, round).map(({ kept }) => kept);
  if (!before.length) return "It has the best score of all.";
  const shared = (/** @type {number} */ box) => measure(s.boxes[s.selected], s.boxes[box]).iou;
  const next = before.reduce((a, b) => (shared(b) > shared(a) ? b : a));
  if (shared(next) === 0) return "It meets no box kept before it.";
  const compared = compareWords(shared(next), s.iou_threshold);
  return `Nearest to dropping it came ${called(s, next)}: IoU = ${quotient(s, s.selected, next)} ${compared}.`;
}

/** @type {(iou: number, threshold: number) => string} */
function compareWords(iou, threshold) {
  if (iou > threshold) return `> ${format(threshold)}, but that is another class`;
  return iou === threshold ? ", just the threshold: equal stays" : `≤ ${format(threshold)}`;
}
