// One augmentation of a photograph in the browser: the arithmetic of course_utils/layers/images/warp.py.
// A photograph is { rows, columns, pixels }, red, green, blue after each other.

export function decodePhoto({ rows, columns, data }) {
  const text = atob(data), pixels = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) pixels[i] = text.charCodeAt(i);
  return { rows, columns, pixels };
}

const nearest = (value) => Math.floor(value + 0.5);

/** First row, first column, height and width of a crop; percent of the sides and of the free room. */
export function cropWindow(rows, columns, { crop, top, left }) {
  const height = Math.max(1, nearest((rows * crop) / 100)), width = Math.max(1, nearest((columns * crop) / 100));
  return [nearest(((rows - height) * top) / 100), nearest(((columns - width) * left) / 100), height, width];
}

/** The affine map from a place of the moved photograph to its source: [row, row per row, row per column, column, …]. */
export function sourceMap(rows, columns, { mirror, rotation, shear }) {
  const turn = (rotation * Math.PI) / 180, cos = Math.cos(turn), sin = Math.sin(turn), flip = mirror ? -1 : 1;
  const a = cos + sin * shear, b = sin, c = flip * (cos * shear - sin), d = flip * cos;
  const down = (rows - 1) / 2, right = (columns - 1) / 2;
  return [down - a * down - b * right, a, b, right - c * down - d * right, c, d];
}

/** brightness + channels + the principal axes' shifts: what is added to red, green and blue. */
export const colourShift = ({ brightness, channels, alphas }, shifts) =>
  [0, 1, 2].map((c) => brightness + channels[c] + alphas.reduce((sum, alpha, k) => sum + alpha * shifts[k][c], 0));

/** Every level of a channel moved by `shift` and kept between 0 and 255; halves go to the even level, as in numpy. */
export function levels(shift) {
  return Uint8Array.from({ length: 256 }, (_, level) => {
    const value = Math.min(Math.max(level + shift, 0), 255), low = Math.floor(value), part = value - low;
    return part > 0.5 || (part === 0.5 && low % 2) ? low + 1 : low;
  });
}

export function recolour(pixels, shift) {
  const [red, green, blue] = shift.map(levels), result = new Uint8Array(pixels.length);
  for (let i = 0; i < pixels.length; i += 3) {
    result[i] = red[pixels[i]];
    result[i + 1] = green[pixels[i + 1]];
    result[i + 2] = blue[pixels[i + 2]];
  }
  return result;
}

/** The pixel's index inside the photograph, or −1 where black stands. */
function inside(index, side, fill) {
  if (index >= 0 && index < side) return index;
  if (fill === "black") return -1;
  if (fill === "edge") return index < 0 ? 0 : side - 1;
  const turned = ((index % (2 * side)) + 2 * side) % (2 * side);
  return turned < side ? turned : 2 * side - 1 - turned;
}

const NOTHING = [0, 0, 0];

function mixed(four, beside, below, channel) {
  const top = four[0][four[4] + channel] * (1 - beside) + four[1][four[5] + channel] * beside;
  const bottom = four[2][four[6] + channel] * (1 - beside) + four[3][four[7] + channel] * beside;
  return Math.floor(top * (1 - below) + bottom * below + 0.5);
}

/** The four pixels around a place near or beyond the edge, each as a list and where its red stands. */
function corners(pixels, row, column, rows, columns, fill, four) {
  for (let k = 0; k < 4; k++) {
    const r = inside(row + (k >> 1), rows, fill), c = inside(column + (k & 1), columns, fill);
    const black = r < 0 || c < 0;
    four[k] = black ? NOTHING : pixels;
    four[4 + k] = black ? 0 : 3 * (r * columns + c);
  }
}

/** The moved and recoloured photograph: { rows, columns, pixels } with red, green, blue, opaque after each other. */
export function augment({ rows, columns, pixels }, settings, shift) {
  const source = recolour(pixels, shift), [top, left, height, width] = cropWindow(rows, columns, settings);
  const [r0, rr, rc, c0, cr, cc] = sourceMap(rows, columns, settings), result = new Uint8ClampedArray(4 * height * width);
  const four = new Array(8);
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++, at += 4) {
    const down = r0 + rr * (top + y) + rc * (left + x), right = c0 + cr * (top + y) + cc * (left + x);
    const row = Math.floor(down), column = Math.floor(right), below = down - row, beside = right - column;
    if (row >= 0 && column >= 0 && row < rows - 1 && column < columns - 1) {
      const i = 3 * (row * columns + column), j = i + 3 * columns;
      for (let k = 0; k < 3; k++) {
        const upper = source[i + k] * (1 - beside) + source[i + 3 + k] * beside;
        const lower = source[j + k] * (1 - beside) + source[j + 3 + k] * beside;
        result[at + k] = Math.floor(upper * (1 - below) + lower * below + 0.5);
      }
    } else {
      corners(source, row, column, rows, columns, settings.fill, four);
      for (let k = 0; k < 3; k++) result[at + k] = mixed(four, beside, below, k);
    }
    result[at + 3] = 255;
  }
  return { rows: height, columns: width, pixels: result };
}
