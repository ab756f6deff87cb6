// Kernels of any size: the arithmetic of convolution_explorer.py.
import { makeGrid } from "./maths.js";

/** @import { Rows } from "./maths.js" */

/** @type {Record<string, (i: number, j: number, f: number) => number>} */
const SHAPES = {
  vertical: (_, j, f) => side(j, f),
  horizontal: (i, _, f) => side(i, f),
  box: (_i, _j, f) => 1 / (f * f),
  identity: (i, j, f) => (i === (f - 1) >> 1 && j === (f - 1) >> 1 ? 1 : 0),
};

/**
 * +1 in the first third, −1 in the last, 0 in an odd middle: the edge filter of any size.
 *
 * @type {(index: number, f: number) => number}
 */
function side(index, f) {
  const half = f >> 1;
  if (index < half) return 1;
  return index >= f - half ? -1 : 0;
}

/**
 * The preset at size f, or null: Sobel, Scharr and the learned filter exist at 3×3 only.
 *
 * @type {(presets: Record<string, Rows>, name: string, f: number) => Rows | null}
 */
export function presetKernel(presets, name, f) {
  if (presets[name]?.length === f) return presets[name];
  const weight = SHAPES[name];
  return weight ? makeGrid(f, f, (i, j) => weight(i, j, f)) : null;
}

/** The kernel cropped around its middle, or set into zeros. @type {(kernel: Rows, f: number) => Rows} */
export function resizeKernel(kernel, f) {
  const shift = Math.trunc((kernel.length - f) / 2);
  return makeGrid(f, f, (i, j) => kernel[i + shift]?.[j + shift] ?? 0);
}
