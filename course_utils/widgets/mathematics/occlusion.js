// Scores of a photograph with a square covered, looked up place by place: the arithmetic of occlusion_explorer.py.

/** @import { Rows } from "./maths.js" */
/** @import { Photo } from "./warp.js" */
/** @typedef {{ rows: number, columns: number }} Area */
/** @typedef {{ sizes: number[], stride: number, scores: Rows, whole: number[] }} Scores */

const GREY = 127;

/** How many rows and columns of places a square has. @type {(photo: Area, size: number, stride: number) => Area} */
export const placesOf = ({ rows, columns }, size, stride) => ({
  rows: Math.floor((rows - size) / stride) + 1,
  columns: Math.floor((columns - size) / stride) + 1,
});

/**
 * Where the scores of a size begin, and its places.
 *
 * @type {(photo: Area, scores: Scores, size: number) => Area & { start: number }}
 */
export function partOf(photo, { sizes, stride }, size) {
  let start = 0;
  for (const other of sizes.slice(0, sizes.indexOf(size))) {
    const { rows, columns } = placesOf(photo, other, stride);
    start += rows * columns;
  }
  return { start, ...placesOf(photo, size, stride) };
}

/**
 * How far the score of a class falls, for each place of the square.
 *
 * @type {(photo: Area, scores: Scores, size: number, focus: number) => Rows}
 */
export function dropMap(photo, known, size, focus) {
  const { start, rows, columns } = partOf(photo, known, size);
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => known.whole[focus] - known.scores[start + r * columns + c][focus]),
  );
}

/** The place whose square has its middle nearest to a pixel. @type {(pixel: number, size: number, stride: number, count: number) => number} */
export const nearestPlace = (pixel, size, stride, count) =>
  Math.min(Math.max(Math.round((pixel - size / 2) / stride), 0), count - 1);

/**
 * The photograph with its square in grey: red, green, blue, opaque.
 *
 * @type {(photo: Photo, top: number, left: number, size: number) => Uint8ClampedArray<ArrayBuffer>}
 */
export function paintCovered({ rows, columns, pixels }, top, left, size) {
  const painted = new Uint8ClampedArray(4 * rows * columns);
  for (let r = 0, at = 0, from = 0; r < rows; r++) {
    const rowIn = r >= top && r < top + size;
    for (let c = 0; c < columns; c++, at += 4, from += 3) {
      const inside = rowIn && c >= left && c < left + size;
      for (let k = 0; k < 3; k++) painted[at + k] = inside ? GREY : pixels[from + k];
      painted[at + 3] = 255;
    }
  }
  return painted;
}
