// A predicted mask against a true one: the arithmetic of mask_explorer.py.

/** @import { Rows } from "./maths.js" */
/** @typedef {{ tp: number, fp: number, fn: number }} Fates pixels found, false and missed */

export const ZOOM = 3;
const COVER = 0.75;
const COLOURS = { hit: [0, 158, 115], false: [230, 159, 0], missed: [204, 121, 167] };

/** @type {(truth: Rows, prediction: Rows, threshold: number) => Fates} */
export function fatesOf(truth, prediction, threshold) {
  const counts = { tp: 0, fp: 0, fn: 0 };
  truth.forEach((row, r) =>
    row.forEach((there, c) => {
      const said = prediction[r][c] >= threshold;
      if (said && there) counts.tp++;
      else if (said) counts.fp++;
      else if (there) counts.fn++;
    }),
  );
  return counts;
}

/** 1 where nothing is there and nothing is said. @param {Fates} fates */
export const diceOf = ({ tp, fp, fn }) => (tp + fp + fn ? (2 * tp) / (2 * tp + fp + fn) : 1);

/** @param {Fates} fates */
export const iouOf = ({ tp, fp, fn }) => (tp + fp + fn ? tp / (tp + fp + fn) : 1);

/**
 * The colour that covers a pixel of the large picture; null where its pattern leaves it free.
 *
 * @type {(there: boolean, said: boolean, r: number, c: number) => number[] | null}
 */
function cover(there, said, r, c) {
  if (there && said) return COLOURS.hit;
  if (said) return (r + c) % ZOOM > 0 ? COLOURS.false : null;
  if (there) return r % ZOOM === 1 && c % ZOOM === 1 ? null : COLOURS.missed;
  return null;
}

/**
 * A large picture, ZOOM pixels for one of the mask: grey, and `over` it the colours of what is found, false, missed.
 *
 * @type {(grey: Rows, over?: { truth: Rows, prediction: Rows, threshold: number }) => number[]}
 */
export function paintMask(grey, over) {
  const [rows, columns] = [ZOOM * grey.length, ZOOM * grey[0].length];
  const pixels = new Array(4 * rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const [i, j] = [Math.floor(r / ZOOM), Math.floor(c / ZOOM)];
      const colour = over && cover(over.truth[i][j] === 1, over.prediction[i][j] >= over.threshold, r, c);
      const at = 4 * (r * columns + c);
      for (let k = 0; k < 3; k++) {
        pixels[at + k] = colour ? Math.floor(grey[i][j] * (1 - COVER) + COVER * colour[k] + 0.5) : grey[i][j];
      }
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}
