// AnchorExplorer's state: anchors made for the boxes, and each box's cell and anchor.
import { assignBoxes, boxSizes, kMeansAnchors, meanBestIou } from "../mathematics/anchors.js";

/** @import { Assignment, Size } from "../mathematics/anchors.js" */
/** @import { Box } from "../mathematics/boxes.js" */

/**
 * @typedef {object} Traits
 * @property {Box[]} boxes
 * @property {Size[]} anchors
 * @property {number} grid
 * @property {"given" | "k-means"} source
 * @property {number} k
 * @property {number} selected
 */

/**
 * @typedef {{ boxes: Box[], sizes: Size[], made: Size[][], means: number[] }} Clusters k − 1 → the anchors of k-means
 */
/** @typedef {{ used: Size[], places: Assignment[], mean: number, scale: number }} Derived */
/** @typedef {Traits & Derived & { clusters: Clusters }} State */
export const SIDE = 300; // of the picture and of the plane of shapes
export const MOST = 9; // anchors

/** @param {State} s */
export function settle(s) {
  s.selected = Math.min(s.selected, s.boxes.length - 1);
  s.k = Math.min(s.k, s.boxes.length);
  if (s.clusters?.boxes !== s.boxes) s.clusters = clustersOf(s.boxes);
  const { sizes, made, means } = s.clusters;
  s.used = s.source === "given" ? s.anchors : made[s.k - 1];
  s.places = assignBoxes(s.boxes, s.used, s.grid);
  s.mean = s.source === "given" ? meanBestIou(sizes, s.anchors) : means[s.k - 1];
  s.scale = SIDE / Math.max(...sizes.flat(), ...s.used.flat());
}

/** @param {Box[]} boxes @returns {Clusters} */
function clustersOf(boxes) {
  const sizes = boxSizes(boxes);
  const made = Array.from({ length: Math.min(MOST, boxes.length) }, (_, i) => kMeansAnchors(sizes, i + 1));
  return { boxes, sizes, made, means: made.map((anchors) => meanBestIou(sizes, anchors)) };
}

/** Where each box's mid-point lies in the picture. @type {(s: State) => [number, number][]} */
export const middles = (s) => s.boxes.map(([x1, y1, x2, y2]) => [((x1 + x2) / 2) * SIDE, ((y1 + y2) / 2) * SIDE]);

/** Where each box's corner lies among the shapes. @type {(s: State) => [number, number][]} */
export const tips = (s) => s.clusters.sizes.map(([w, h]) => [w * s.scale, h * s.scale]);
