// Colours of numbers in a grid.

/** @import { Rows } from "../mathematics/maths.js" */
/** @typedef {(value: number) => [background: string, ink: string]} Shade */

/** Grey as in a picture. @param {number} least @param {number} most @returns {Shade} */
export function greyShade(least, most) {
  const span = most - least || 1;
  return (value) => {
    const grey = Math.round(40 + 215 * Math.min(Math.max((value - least) / span, 0), 1));
    return [`rgb(${grey},${grey},${grey})`, grey > 117 ? "#000" : "#fff"];
  };
}

/**
 * Blue below zero, orange above: stronger with size; the printed sign says the same. A canvas knows no variables.
 *
 * @param {number} value
 * @param {number} largest
 * @param {number} strongest the largest's share of the full colour
 */
export function signColour(value, largest, strongest) {
  const share = strongest * Math.min(Math.abs(value) / (largest || 1), 1);
  return value === 0 ? "transparent" : `rgba(${value < 0 ? "0, 114, 178" : "230, 159, 0"}, ${share.toFixed(2)})`;
}

/** @param {number} largest @returns {Shade} */
export const signShade =
  (largest, strongest = 0.6) =>
  (value) => [signColour(value, largest, strongest), "inherit"];

/** Blue, stronger with the count; the count itself is printed. @param {number} most @returns {Shade} */
export function countShade(most) {
  const share = (/** @type {number} */ value) => Math.round((58 * value) / (most || 1));
  return (value) => [`color-mix(in srgb, var(--cu-negative) ${share(value)}%, transparent)`, "inherit"];
}

/** The least and the largest number. @param {Rows} grid @returns {[number, number]} */
export function extremes(grid) {
  let least = Infinity;
  let most = -Infinity;
  for (const row of grid) {
    for (const value of row) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return [least, most];
}

/** @param {Rows} grid */
export const largestSize = (grid) => Math.max(...extremes(grid).map(Math.abs));
