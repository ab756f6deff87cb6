// ConvolutionExplorer's state: the size of its output, and what its controls make of it.
import { presetKernel, resizeKernel } from "../mathematics/kernels.js";
import { largestThat, nearestWindow, outputSize, reach, smallestThat } from "../mathematics/maths.js";

/** @import { Rows } from "../mathematics/maths.js" */

/**
 * @typedef {object} Traits
 * @property {Rows} image
 * @property {Rows} kernel
 * @property {string} preset
 * @property {string} source
 * @property {number} pad
 * @property {number} stride
 * @property {number} dilation
 * @property {number} row
 * @property {number} col
 * @property {Record<string, Rows>} _presets kernels by name
 * @property {Record<string, Rows>} _inputs images by name
 */

/** @typedef {Traits & { rows: number, columns: number }} State with the size of the output */
export const MOST = { pad: 4, stride: 4, size: 7, dilation: 3 };

/** @param {State} s */
export const smallest = (s) => Math.min(s.image.length, s.image[0].length);

/** What one control makes impossible, the others give way to: first dilation, then padding. @param {State} s */
export function settle(s) {
  const f = s.kernel.length;
  const n = smallest(s);
  s.dilation = largestThat((gap) => reach(f, gap) <= n + 2 * s.pad, 1, s.dilation);
  s.pad = smallestThat((pad) => reach(f, s.dilation) <= n + 2 * pad, s.pad, Math.max(s.pad, MOST.pad));
  s.rows = Math.max(1, outputSize(s.image.length, f, s.pad, s.stride, s.dilation));
  s.columns = Math.max(1, outputSize(s.image[0].length, f, s.pad, s.stride, s.dilation));
  s.row = Math.min(s.row, s.rows - 1);
  s.col = Math.min(s.col, s.columns - 1);
}

/** The output cell for a cell of the padded input. @type {(s: State, r: number, c: number) => Partial<State>} */
export function outputAt(s, r, c) {
  const span = reach(s.kernel.length, s.dilation);
  return { row: nearestWindow(r, span, s.stride, s.rows), col: nearestWindow(c, span, s.stride, s.columns) };
}

/** The next output cell, the first after the last. @type {(s: State) => Partial<State>} */
export function following(s) {
  const cell = (s.row * s.columns + s.col + 1) % (s.rows * s.columns);
  return { row: Math.floor(cell / s.columns), col: cell % s.columns };
}

/** @type {(s: State, f: number) => Partial<State>} */
export function kernelOfSize(s, f) {
  const kept = presetKernel(s._presets, s.preset, f);
  return { kernel: kept ?? resizeKernel(s.kernel, f), preset: kept ? s.preset : "custom" };
}

/**
 * The preset at the present size where it exists, as it is given otherwise.
 *
 * @type {(s: State, name: string) => Partial<State>}
 */
export function kernelNamed(s, name) {
  if (name === "custom") return { preset: name };
  return { kernel: presetKernel(s._presets, name, s.kernel.length) ?? s._presets[name], preset: name };
}

/** @type {(s: State) => Partial<State>} */
export function beginning(s) {
  const preset = s._presets[s.preset] ? s.preset : Object.keys(s._presets)[0];
  return { pad: 0, stride: 1, dilation: 1, row: 0, col: 0, preset, kernel: s._presets[preset] };
}
