// The mathematics of anchors: shapes (width, height) compared on one corner, k-means, boxes to cells and anchors.
// tests/widgets/test_detection_maths.py compares every one with course_utils.layers.

/** @import { Box } from "./boxes.js" */
/** @typedef {[width: number, height: number]} Size */
/** @typedef {{ row: number, column: number, anchor: number, iou: number, lost: boolean }} Assignment */

/** @type {(one: Size, other: Size) => number} */
export function shapeIou([w, h], [a, b]) {
  const shared = Math.min(w, a) * Math.min(h, b);
  return shared / (w * h + a * b - shared);
}

/**
 * The anchor with the largest IoU, the first of equal ones: [its number, the IoU].
 *
 * @type {(size: Size, anchors: Size[]) => [anchor: number, iou: number]}
 */
export function bestAnchor(size, anchors) {
  let best = 0;
  let most = -1;
  anchors.forEach((anchor, i) => {
    const shared = shapeIou(size, anchor);
    if (shared > most) [best, most] = [i, shared];
  });
  return [best, most];
}

/** @type {(boxes: Box[]) => Size[]} */
export const boxSizes = (boxes) => boxes.map(([x1, y1, x2, y2]) => [x2 - x1, y2 - y1]);

/** @type {(sizes: Size[], anchors: Size[]) => number} */
export const meanBestIou = (sizes, anchors) =>
  sizes.reduce((sum, size) => sum + bestAnchor(size, anchors)[1], 0) / sizes.length;

/**
 * k-means with 1 − IoU for a distance, begun with boxes spread over the areas; small anchors first.
 *
 * @type {(sizes: Size[], k: number, rounds?: number) => Size[]}
 */
export function kMeansAnchors(sizes, k, rounds = 100) {
  /** @type {(size: Size) => number} */
  const area = ([w, h]) => w * h;
  const n = sizes.length;
  const order = sizes.map((_, i) => i).sort((a, b) => area(sizes[a]) - area(sizes[b]) || a - b);
  let anchors = Array.from({ length: k }, (_, i) => sizes[order[Math.floor(((2 * i + 1) * n) / (2 * k))]]);
  let before = "";
  for (let round = 0; round < rounds; round++) {
    const owners = sizes.map((size) => bestAnchor(size, anchors)[0]);
    if (String(owners) === before) break;
    before = String(owners);
    const sums = anchors.map(() => [0, 0, 0]);
    owners.forEach((owner, i) => {
      const sum = sums[owner];
      sum[0] += sizes[i][0];
      sum[1] += sizes[i][1];
      sum[2] += 1;
    });
    anchors = anchors.map((anchor, i) => (sums[i][2] ? [sums[i][0] / sums[i][2], sums[i][1] / sums[i][2]] : anchor));
  }
  return anchors
    .map((_, i) => i)
    .sort((a, b) => area(anchors[a]) - area(anchors[b]) || a - b)
    .map((i) => anchors[i]);
}

/**
 * Each box's cell (of its mid-point) in a grid × grid picture, its anchor and IoU;
 * `lost` when a later box takes the place.
 *
 * @type {(boxes: Box[], anchors: Size[], grid: number) => Assignment[]}
 */
export function assignBoxes(boxes, anchors, grid) {
  /** @type {(low: number, high: number) => number} */
  const cell = (low, high) => Math.max(0, Math.min(grid - 1, Math.floor(((low + high) / 2) * grid)));
  const taken = new Map();
  const places = boxes.map(([x1, y1, x2, y2], i) => {
    const [anchor, iou] = bestAnchor([x2 - x1, y2 - y1], anchors);
    const row = cell(y1, y2);
    const column = cell(x1, x2);
    taken.set(`${row} ${column} ${anchor}`, i);
    return { row, column, anchor, iou };
  });
  return places.map((place, i) => ({
    ...place,
    lost: taken.get(`${place.row} ${place.column} ${place.anchor}`) !== i,
  }));
}
