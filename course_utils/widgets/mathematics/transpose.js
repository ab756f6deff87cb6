// A transposed convolution in the browser: the arithmetic of transpose_explorer.py.
import { makeGrid } from "./maths.js";

/** @import { Rows } from "./maths.js" */

/** Rows or columns of the canvas, before the rim is cut. @type {(n: number, f: number, stride: number) => number} */
export const canvasSize = (n, f, stride) => (n - 1) * stride + f;

/**
 * What the patches of the first `count` pixels, in reading order, add up to.
 *
 * @type {(image: Rows, kernel: Rows, stride: number, count: number) => Rows}
 */
export function layPatches(image, kernel, stride, count) {
  const f = kernel.length;
  const columns = image[0].length;
  const canvas = makeGrid(canvasSize(image.length, f, stride), canvasSize(columns, f, stride), () => 0);
  for (let pixel = 0; pixel < count; pixel++) {
    const r = Math.floor(pixel / columns);
    const c = pixel % columns;
    for (let i = 0; i < f; i++) {
      for (let j = 0; j < f; j++) canvas[r * stride + i][c * stride + j] += image[r][c] * kernel[i][j];
    }
  }
  return canvas;
}

/**
 * How many of the patches of the first `count` pixels cover each place.
 *
 * @type {(image: Rows, f: number, stride: number, count: number) => Rows}
 */
export function coverage(image, f, stride, count) {
  const ones = image.map((row) => row.map(() => 1));
  const filter = makeGrid(f, f, () => 1);
  return layPatches(ones, filter, stride, count);
}
