// One augmentation of a photograph in the browser: the arithmetic of course_utils/layers/images/warp.py.

/** @typedef {{ rows: number, columns: number, data: string }} SentPhoto pixels in base 64 */
/** @typedef {{ rows: number, columns: number, pixels: Uint8Array }} Photo red, green, blue after each other */
/** @typedef {{ crop: number, top: number, left: number }} Crop */
/** @typedef {{ mirror: boolean, rotation: number, shear: number }} Turn */
/** @typedef {{ brightness: number, channels: number[], alphas: number[] }} Colours */
/** @typedef {"edge" | "black" | "reflect"} Outside */
/** @typedef {Crop & Turn & Colours & { fill: Outside }} Settings */
/** @typedef {[ArrayLike<number>, number]} Corner a list of pixels, and where a pixel's red stands in it */

/** @type {(sent: SentPhoto) => Photo} */
export function decodePhoto({ rows, columns, data }) {
  const text = atob(data);
  const pixels = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) pixels[i] = text.charCodeAt(i);
  return { rows, columns, pixels };
}

/** @type {(value: number) => number} */
const nearest = (value) => Math.floor(value + 0.5);

/**
 * First row, first column, height and width of a crop; percent of the sides and of the free room.
 *
 * @type {(rows: number, columns: number, crop: Crop) => [top: number, left: number, height: number, width: number]}
 */
export function cropWindow(rows, columns, { crop, top, left }) {
  const height = Math.max(1, nearest((rows * crop) / 100));
  const width = Math.max(1, nearest((columns * crop) / 100));
  return [nearest(((rows - height) * top) / 100), nearest(((columns - width) * left) / 100), height, width];
}

/**
 * The affine map from a place of the moved photograph to its source: [row, row per row, row per column, column, …].
 *
 * @type {(rows: number, columns: number, turn: Turn) => number[]}
 */
export function sourceMap(rows, columns, { mirror, rotation, shear }) {
  const turn = (rotation * Math.PI) / 180;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const flip = mirror ? -1 : 1;
  const a = cos + sin * shear;
  const b = sin;
  const c = flip * (cos * shear - sin);
  const d = flip * cos;
  const down = (rows - 1) / 2;
  const right = (columns - 1) / 2;
  return [down - a * down - b * right, a, b, right - c * down - d * right, c, d];
}

/**
 * brightness + channels + the principal axes' shifts: what is added to red, green and blue.
 *
 * @type {(colours: Colours, shifts: number[][]) => number[]}
 */
export const colourShift = ({ brightness, channels, alphas }, shifts) =>
  [0, 1, 2].map((c) => brightness + channels[c] + alphas.reduce((sum, alpha, k) => sum + alpha * shifts[k][c], 0));

/**
 * Every level of a channel moved by `shift` and kept between 0 and 255; halves go to the even level, as in numpy.
 *
 * @type {(shift: number) => Uint8Array}
 */
export function levels(shift) {
  return Uint8Array.from({ length: 256 }, (_, level) => {
    const value = Math.min(Math.max(level + shift, 0), 255);
    const low = Math.floor(value);
    const part = value - low;
    return part > 0.5 || (part === 0.5 && low % 2) ? low + 1 : low;
  });
}

/** @type {(pixels: Uint8Array, shift: number[]) => Uint8Array} */
export function recolour(pixels, shift) {
  const [red, green, blue] = shift.map(levels);
  const result = new Uint8Array(pixels.length);
  for (let i = 0; i < pixels.length; i += 3) {
    result[i] = red[pixels[i]];
    result[i + 1] = green[pixels[i + 1]];
    result[i + 2] = blue[pixels[i + 2]];
  }
  return result;
}

/**
 * The pixel's index inside the photograph, or −1 where black stands.
 *
 * @type {(index: number, side: number, fill: Outside) => number}
 */
function inside(index, side, fill) {
  if (index >= 0 && index < side) return index;
  if (fill === "black") return -1;
  if (fill === "edge") return index < 0 ? 0 : side - 1;
  const turned = ((index % (2 * side)) + 2 * side) % (2 * side);
  return turned < side ? turned : 2 * side - 1 - turned;
}

/** @type {ArrayLike<number>} */
const NOTHING = [0, 0, 0];

/** @type {(four: Corner[], beside: number, below: number, channel: number) => number} */
function mixed(four, beside, below, channel) {
  const [a, b, c, d] = four;
  const top = a[0][a[1] + channel] * (1 - beside) + b[0][b[1] + channel] * beside;
  const bottom = c[0][c[1] + channel] * (1 - beside) + d[0][d[1] + channel] * beside;
  return Math.floor(top * (1 - below) + bottom * below + 0.5);
}

/**
 * Put into `four` the pixels around a place near or beyond the edge.
 *
 * @type {(photo: Photo, row: number, column: number, fill: Outside, four: Corner[]) => void}
 */
function corners({ rows, columns, pixels }, row, column, fill, four) {
  for (let k = 0; k < 4; k++) {
    const r = inside(row + (k >> 1), rows, fill);
    const c = inside(column + (k & 1), columns, fill);
    const black = r < 0 || c < 0;
    four[k][0] = black ? NOTHING : pixels;
    four[k][1] = black ? 0 : 3 * (r * columns + c);
  }
}

/**
 * The moved and recoloured photograph: red, green, blue, opaque after each other.
 *
 * @param {Photo} photo
 * @param {Settings} settings
 * @param {number[]} shift
 */
export function augment({ rows, columns, pixels }, settings, shift) {
  const source = recolour(pixels, shift);
  const [top, left, height, width] = cropWindow(rows, columns, settings);
  const [r0, rr, rc, c0, cr, cc] = sourceMap(rows, columns, settings);
  const result = new Uint8ClampedArray(4 * height * width);
  /** @type {Corner[]} */
  const four = [0, 1, 2, 3].map(() => [NOTHING, 0]);
  const moving = { rows, columns, pixels: source };
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      const down = r0 + rr * (top + y) + rc * (left + x);
      const right = c0 + cr * (top + y) + cc * (left + x);
      const row = Math.floor(down);
      const column = Math.floor(right);
      const below = down - row;
      const beside = right - column;
      if (row >= 0 && column >= 0 && row < rows - 1 && column < columns - 1) {
        const i = 3 * (row * columns + column);
        const j = i + 3 * columns;
        for (let k = 0; k < 3; k++) {
          const upper = source[i + k] * (1 - beside) + source[i + 3 + k] * beside;
          const lower = source[j + k] * (1 - beside) + source[j + 3 + k] * beside;
          result[at + k] = Math.floor(upper * (1 - below) + lower * below + 0.5);
        }
      } else {
        corners(moving, row, column, settings.fill, four);
        for (let k = 0; k < 3; k++) result[at + k] = mixed(four, beside, below, k);
      }
      result[at + 3] = 255;
    }
  return { rows: height, columns: width, pixels: result };
}
