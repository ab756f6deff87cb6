// What non-maximum suppression makes of each box, round by round, and where the boxes' labels stand.

/** @import { Box, Round } from "./boxes.js" */
/** @typedef {{ state: "waiting", round?: undefined }} Waiting */
/** @typedef {{ state: "low", round?: undefined }} Low its score is below the threshold */
/** @typedef {{ state: "kept", round: number }} Stays */
/** @typedef {{ state: "dropped", round: number, by: number, iou: number }} Dropped */
/** @typedef {Waiting | Low | Stays | Dropped} Fate */

/**
 * For each box: what became of it after `step` rounds, and by which box with which IoU.
 *
 * @type {(scores: number[], rounds: Round[], step: number, threshold: number) => Fate[]}
 */
export function verdicts(scores, rounds, step, threshold) {
  /** @type {Fate[]} */
  const fates = scores.map((score) => ({ state: score >= threshold ? "waiting" : "low" }));
  rounds.slice(0, step).forEach(({ kept, dropped }, round) => {
    fates[kept] = { state: "kept", round };
    for (const [box, iou] of dropped) fates[box] = { state: "dropped", round, by: kept, iou };
  });
  return fates;
}

/** @type {(a: Box, b: Box) => boolean} */
const clash = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/**
 * Where each box's label goes: the corner, inside or above, that runs over the fewest labels placed before.
 *
 * @type {(boxes: Box[], order: number[], widths: number[], height: number, picture: number[]) => Box[]}
 */
export function placeChips(boxes, order, widths, height, [right, bottom]) {
  /** @type {Box[]} */
  const placed = [];
  /** @type {Box[]} */
  const result = [];
  const clashes = (/** @type {Box} */ chip) => placed.filter((other) => clash(chip, other)).length;
  for (const i of order) {
    const width = widths[i];
    const spots = spotsFor(boxes[i], width, height).map(([x, y]) => {
      const left = Math.max(0, Math.min(x, right - width));
      const top = Math.max(0, Math.min(y, bottom - height));
      return /** @type {Box} */ ([left, top, left + width, top + height]);
    });
    const best = spots.reduce((a, b) => (clashes(b) < clashes(a) ? b : a));
    placed.push(best);
    result[i] = best;
  }
  return result;
}

/**
 * Where a label may begin: the corners inside, above and below, half-way down.
 *
 * @type {(box: Box, width: number, height: number) => number[][]}
 */
function spotsFor([x1, y1, x2, y2], width, height) {
  const [far, middle] = [x2 - width, (y1 + y2) / 2];
  const inside = [x1, far].flatMap((x) => [
    [x, y1],
    [x, y2 - height],
  ]);
  const [topLeft, bottomLeft, topRight, bottomRight] = inside;
  return [topLeft, topRight, bottomLeft, bottomRight, [x1, y1 - height], [x1, y2], [x1, middle], [far, middle]];
}
