// The mathematics of boxes (x1, y1, x2, y2): pure functions, no page, no state.
// tests/widgets/test_detection_maths.py compares every one of them with course_utils.layers.

/** @typedef {[x1: number, y1: number, x2: number, y2: number]} Box */
/** @typedef {{ width: number, height: number, intersection: number, union: number, iou: number }} Measure */
/** @typedef {{ score: number, iou: number, perClass: boolean }} Rule both thresholds, and what a box may drop */
/** @typedef {{ kept: number, dropped: [box: number, iou: number][] }} Round */

/** @type {(box: Box) => number} */
export const area = ([x1, y1, x2, y2]) => (x2 - x1) * (y2 - y1);

/**
 * Width and height that two boxes share; below zero where they lie apart, unless clamped.
 *
 * @type {(a: Box, b: Box, clamped?: boolean) => [width: number, height: number]}
 */
export function overlap(a, b, clamped = true) {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return clamped ? [Math.max(0, width), Math.max(0, height)] : [width, height];
}

/**
 * Everything that goes into intersection over union; without the clamp, what the bare formula makes of it.
 *
 * @type {(a: Box, b: Box, clamped?: boolean) => Measure}
 */
export function measure(a, b, clamped = true) {
  const [width, height] = overlap(a, b, clamped);
  const intersection = width * height;
  const union = area(a) + area(b) - intersection;
  return { width, height, intersection, union, iou: union === 0 ? 0 : intersection / union };
}

/**
 * Non-maximum suppression told in rounds: the best box left is kept, and drops the boxes whose IoU with it is
 * above the threshold (equal stays). Returns [{ kept, dropped: [[box, IoU], …] }, …], boxes by their place.
 *
 * @type {(boxes: Box[], scores: number[], classes: number[], rule: Rule) => Round[]}
 */
export function suppressionRounds(boxes, scores, classes, { score, iou, perClass }) {
  /** @type {(a: number, b: number) => number} */
  const better = (a, b) => scores[b] - scores[a] || a - b;
  let left = scores
    .map((_, i) => i)
    .filter((i) => scores[i] >= score)
    .sort(better);
  /** @type {Round[]} */
  const rounds = [];
  while (left.length) {
    const [kept, ...rest] = left;
    /** @type {Round["dropped"]} */
    const dropped = [];
    left = rest.filter((i) => {
      if (perClass && classes[i] !== classes[kept]) return true;
      const shared = measure(boxes[kept], boxes[i]).iou;
      if (shared > iou) dropped.push([i, shared]);
      return shared <= iou;
    });
    rounds.push({ kept, dropped });
  }
  return rounds;
}

/**
 * The side of a square plane on which boxes with these numbers stand with some room: a round number.
 *
 * @type {(numbers: number[]) => number}
 */
export function planeSize(numbers) {
  const needed = 1.2 * Math.max(...numbers, 1e-9);
  const unit = 10 ** Math.floor(Math.log10(needed));
  return unit * ([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8].find((step) => step * unit >= needed * (1 - 1e-12)) ?? 10);
}

/**
 * How far one press of an arrow key or one notch of the pointer moves a box: 1, 2 or 5 of a decimal place.
 *
 * @type {(size: number) => number}
 */
export function notch(size) {
  const wanted = size / 40;
  const unit = 10 ** Math.floor(Math.log10(wanted));
  return unit * ([5, 2].find((step) => step * unit <= wanted * (1 + 1e-12)) ?? 1);
}

/** A number on the notches, without the dust of binary fractions. @type {(value: number, step: number) => number} */
export const snap = (value, step) => Number((Math.round(value / step) * step).toPrecision(12));
