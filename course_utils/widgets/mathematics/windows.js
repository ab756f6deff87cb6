// A small network on one window and on a whole picture: the arithmetic of window_explorer.py.
import { convolve, padGrid, pool } from "./maths.js";

/** @import { Rows } from "./maths.js" */
/** @typedef {{ features: Rows, pooled: Rows, answers: Rows }} Pass after filter and ReLU, after pooling, after the head */

/** Rows and columns that one answer sees. @type {(f: number, stride: number, k: number, padded: boolean) => number} */
export const windowSide = (f, stride, k, padded) => stride * k + (padded ? 0 : f - 1);

/** @type {(image: Rows, kernel: Rows, head: Rows, stride: number, padded: boolean) => Pass} */
export function runPass(image, kernel, head, stride, padded) {
  const read = padded ? padGrid(image, Math.floor(kernel.length / 2)) : image;
  const features = convolve(read, kernel).map((row) => row.map((value) => Math.max(value, 0)));
  const pooled = pool(features, stride, stride, "max");
  return { features, pooled, answers: convolve(pooled, head) };
}

/** @type {(image: Rows, top: number, left: number, side: number) => Rows} */
export const cutOut = (image, top, left, side) =>
  image.slice(top, top + side).map((row) => row.slice(left, left + side));

/** How many numbers a grid holds. @param {Rows} grid */
const count = (grid) => grid.length * grid[0].length;

/**
 * Multiplications of filter and head: of one window, of all windows one by one, of the one pass.
 *
 * @type {(whole: Pass, alone: Pass, kernel: Rows, head: Rows) => { window: number[], apart: number[], together: number[] }}
 */
export function costsOf(whole, alone, kernel, head) {
  const [f, k] = [count(kernel), count(head)];
  const window = [count(alone.features) * f, count(alone.answers) * k];
  const together = [count(whole.features) * f, count(whole.answers) * k];
  return { window, apart: window.map((products) => products * count(whole.answers)), together };
}
