// What keys and typed words mean to a grid of numbers.

/** @import { Place } from "./grid.js" */

/** @type {Record<string, Place>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** The typed number, or null. @param {string} text */
export function typedNumber(text) {
  const value = Number(text.trim().replace("−", "-").replace(",", "."));
  return text.trim() !== "" && Number.isFinite(value) ? value : null;
}

/**
 * Where a key leads to, or null.
 *
 * @param {string} key
 * @param {Place} place
 * @param {number} last
 * @returns {Place | null}
 */
export function keyTarget(key, [r, c], last) {
  if (STEPS[key]) return [r + STEPS[key][0], c + STEPS[key][1]];
  if (key === "Home") return [r, 0];
  return key === "End" ? [r, last] : null;
}

/** @param {string} key */
export const beginsEditing = (key) => /^[-0-9.]$/.test(key) || key === "Enter" || key === "F2";
