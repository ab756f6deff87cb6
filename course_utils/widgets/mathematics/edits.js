// Boxes moved and resized on a square plane, as a pointer or a key asks for it.
import { notch } from "./boxes.js";

/** @import { Box } from "./boxes.js" */
/** @typedef {readonly [x: 0 | 2, y: 1 | 3]} Corner which x and which y a corner moves */

/**
 * The box moved by (dx, dy), kept on the plane without changing its size.
 *
 * @type {(box: Box, dx: number, dy: number, size: number) => Box}
 */
export function moved(box, dx, dy, size) {
  const x = Math.max(-box[0], Math.min(dx, size - box[2]));
  const y = Math.max(-box[1], Math.min(dy, size - box[3]));
  const whole = (/** @type {number} */ value) => Number(value.toPrecision(12));
  return [whole(box[0] + x), whole(box[1] + y), whole(box[2] + x), whole(box[3] + y)];
}

/**
 * The box with a corner at (x, y), at least one notch wide and high.
 *
 * @type {(box: Box, corner: Corner, x: number, y: number, size: number) => Box}
 */
export function resized(box, [i, j], x, y, size) {
  const step = notch(size);
  /** @type {Box} */
  const result = [...box];
  /** @type {(side: 0 | 1 | 2 | 3, value: number) => void} */
  const put = (side, value) => {
    const other = box[side ^ 2];
    const [least, most] = side < 2 ? [0, other - step] : [other + step, size];
    result[side] = Number(Math.max(least, Math.min(value, most)).toPrecision(12));
  };
  put(i, x);
  put(j, y);
  const fits = result.every((value) => value >= 0) && result[0] < result[2] && result[1] < result[3];
  return fits ? result : box;
}
