// Slices of a volume in the browser: the arithmetic of slice_explorer.py.

/** @typedef {{ shape: number[], data: string }} SentVolume 32-bit floats in base 64 */
/** @typedef {{ shape: number[], values: ArrayLike<number> }} Volume slices, rows, columns: the last runs fastest */
/** @typedef {{ start: number, down: number, right: number, rows: number, columns: number }} Walk */

const PAINT = [230, 159, 0];
const COVER = 0.7;

/** @type {(sent: SentVolume) => Volume} */
export function decodeVolume(sent) {
  const text = atob(sent.data);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const view = new DataView(bytes.buffer);
  const values = new Float32Array(text.length / 4);
  for (let i = 0; i < values.length; i++) values[i] = view.getFloat32(4 * i, true);
  return { shape: sent.shape, values };
}

/** @type {(volume: Volume, place: number[]) => number} */
export const valueAt = ({ shape, values }, [z, y, x]) => values[(z * shape[1] + y) * shape[2] + x];

/** @type {(volume: Volume) => [least: number, most: number]} */
export function extremesOf({ values }) {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < least) least = values[i];
    if (values[i] > most) most = values[i];
  }
  return [least, most];
}

/** The place of the largest value, the first of several. @type {(volume: Volume) => number[]} */
export function peakOf({ shape, values }) {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return [Math.floor(best / (shape[1] * shape[2])), Math.floor(best / shape[2]) % shape[1], best % shape[2]];
}

/**
 * Where a slice across `axis` begins, how far its rows and columns lie apart, and how many there are.
 *
 * @type {(shape: number[], axis: number, at: number) => Walk}
 */
function walk(shape, axis, at) {
  const apart = [shape[1] * shape[2], shape[2], 1];
  const [down, right] = [0, 1, 2].filter((k) => k !== axis);
  return { start: at * apart[axis], down: apart[down], right: apart[right], rows: shape[down], columns: shape[right] };
}

/**
 * One slice in red, green, blue and full opacity; without a prediction it stays grey.
 *
 * @param {Volume} volume
 * @param {Volume | null} prediction
 * @param {number} axis
 * @param {number} at
 * @param {number} low
 * @param {number} high
 */
export function paintSlice(volume, prediction, axis, at, low, high) {
  const { start, down, right, rows, columns } = walk(volume.shape, axis, at);
  const pixels = new Uint8ClampedArray(4 * rows * columns);
  for (let r = 0, i = 0; r < rows; r++)
    for (let c = 0; c < columns; c++, i += 4) {
      const place = start + r * down + c * right;
      const grey = Math.min(Math.max((255 * (volume.values[place] - low)) / (high - low), 0), 255);
      const cover = prediction ? COVER * Math.min(Math.max(prediction.values[place], 0), 1) : 0;
      for (let k = 0; k < 3; k++) pixels[i + k] = Math.floor(grey * (1 - cover) + PAINT[k] * cover + 0.5);
      pixels[i + 3] = 255;
    }
  return { rows, columns, pixels };
}
