// The mathematics of the explorers: pure functions on grids (arrays of rows), no page, no state.
// tests/widgets/test_javascript_maths.py compares every one of them with course_utils.layers.

/** @typedef {number[][]} Rows a grid, row by row */
/** @typedef {"constant" | "edge" | "reflect"} Fill what padding is filled with */
/** @typedef {"max" | "average"} Mode what pooling keeps of a window */

/**
 * Pixels that a kernel of size f reaches over when its taps stand `dilation` apart.
 *
 * @type {(f: number, dilation?: number) => number}
 */
export const reach = (f, dilation = 1) => dilation * (f - 1) + 1;

/**
 * ⌊(n + 2p − f) / s⌋ + 1, with f widened by the dilation; 0 or less when nothing fits.
 *
 * @type {(n: number, f: number, pad?: number, stride?: number, dilation?: number) => number}
 */
export const outputSize = (n, f, pad = 0, stride = 1, dilation = 1) =>
  Math.floor((n + 2 * pad - reach(f, dilation)) / stride) + 1;

/**
 * Rows (or columns) at the far end that no window reaches because the stride does not divide.
 *
 * @type {(n: number, f: number, pad: number, stride: number, dilation?: number) => number}
 */
export const droppedPixels = (n, f, pad, stride, dilation = 1) => (n + 2 * pad - reach(f, dilation)) % stride;

/** @type {(rows: number, columns: number, value: (row: number, column: number) => number) => Rows} */
export const makeGrid = (rows, columns, value) =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => value(r, c)));

/**
 * A copy with another number at a place.
 *
 * @type {(grid: Rows, row: number, column: number, value: number) => Rows}
 */
export const withValue = (grid, row, column, value) =>
  grid.map((line, r) => (r === row ? line.map((old, c) => (c === column ? value : old)) : line));

/**
 * Where padding looks for its value: numpy's "edge" and "reflect"; null means zero.
 *
 * @type {(index: number, n: number, fill: Fill) => number | null}
 */
export function sourceIndex(index, n, fill) {
  if (index >= 0 && index < n) return index;
  if (fill === "constant") return null;
  if (fill === "edge") return Math.min(Math.max(index, 0), n - 1);
  const period = Math.max(2 * (n - 1), 1);
  const folded = ((index % period) + period) % period;
  return Math.min(folded, period - folded);
}

/** @type {(grid: Rows, pad: number, fill?: Fill) => Rows} */
export function padGrid(grid, pad, fill = "constant") {
  const rows = grid.length;
  const columns = grid[0].length;
  return makeGrid(rows + 2 * pad, columns + 2 * pad, (r, c) => {
    const i = sourceIndex(r - pad, rows, fill);
    const j = sourceIndex(c - pad, columns, fill);
    return i === null || j === null ? 0 : grid[i][j];
  });
}

/**
 * Whether a pixel of the padded canvas lies in the border.
 *
 * @type {(grid: Rows, pad: number, r: number, c: number) => boolean}
 */
export const isPadding = (grid, pad, r, c) => r < pad || c < pad || r >= pad + grid.length || c >= pad + grid[0].length;

/**
 * The products of one window with the kernel; (row, column) names the output cell.
 *
 * @type {(canvas: Rows, kernel: Rows, row: number, column: number, stride: number, dilation?: number) => Rows}
 */
export const windowProducts = (canvas, kernel, row, column, stride, dilation = 1) =>
  kernel.map((weights, i) =>
    weights.map((w, j) => w * canvas[row * stride + i * dilation][column * stride + j * dilation]),
  );

/** @type {(grid: Rows) => number} */
export const total = (grid) => grid.reduce((sum, row) => row.reduce((s, v) => s + v, sum), 0);

/** @type {(canvas: Rows, kernel: Rows, stride?: number, dilation?: number) => Rows} */
export function convolve(canvas, kernel, stride = 1, dilation = 1) {
  const rows = outputSize(canvas.length, kernel.length, 0, stride, dilation);
  const columns = outputSize(canvas[0].length, kernel[0].length, 0, stride, dilation);
  return makeGrid(Math.max(rows, 0), Math.max(columns, 0), (r, c) => {
    let sum = 0;
    for (let i = 0; i < kernel.length; i++) {
      const line = canvas[r * stride + i * dilation];
      for (let j = 0; j < kernel[i].length; j++) sum += kernel[i][j] * line[c * stride + j * dilation];
    }
    return sum;
  });
}

/**
 * How many windows lie over each pixel of the padded canvas.
 *
 * @type {(rows: number, columns: number, f: number, pad: number, stride?: number) => Rows}
 */
export function usageCounts(rows, columns, f, pad, stride = 1) {
  /** @type {(n: number) => number[]} */
  const along = (n) => {
    const counts = new Array(n + 2 * pad).fill(0);
    const windows = outputSize(n, f, pad, stride);
    for (let w = 0; w < windows; w++) for (let i = 0; i < f; i++) counts[w * stride + i] += 1;
    return counts;
  };
  const down = along(rows);
  const across = along(columns);
  return makeGrid(down.length, across.length, (r, c) => down[r] * across[c]);
}

/**
 * The window's share of each pixel: 1 at the largest (each of them, on a tie) for max, 1/f² everywhere for average.
 *
 * @type {(grid: Rows, row: number, column: number, f: number, stride: number, mode: Mode) => Rows}
 */
export function poolShares(grid, row, column, f, stride, mode) {
  const window = makeGrid(f, f, (i, j) => grid[row * stride + i][column * stride + j]);
  if (mode === "average") return makeGrid(f, f, () => 1 / (f * f));
  const best = Math.max(...window.flat());
  return makeGrid(f, f, (i, j) => (window[i][j] === best ? 1 : 0));
}

/** @type {(grid: Rows, f: number, stride: number, mode: Mode) => Rows} */
export function pool(grid, f, stride, mode) {
  const rows = outputSize(grid.length, f, 0, stride);
  const columns = outputSize(grid[0].length, f, 0, stride);
  return makeGrid(Math.max(rows, 0), Math.max(columns, 0), (r, c) => {
    let sum = 0;
    let best = -Infinity;
    for (let i = 0; i < f; i++)
      for (let j = 0; j < f; j++) {
        const value = grid[r * stride + i][c * stride + j];
        sum += value;
        if (value > best) best = value;
      }
    return mode === "max" ? best : sum / (f * f);
  });
}

/**
 * The gradient of the input: every output gradient handed to its window by its shares.
 *
 * @type {(grid: Rows, gradient: Rows, f: number, stride: number, mode: Mode) => Rows}
 */
export function poolBackward(grid, gradient, f, stride, mode) {
  const result = makeGrid(grid.length, grid[0].length, () => 0);
  gradient.forEach((line, r) =>
    line.forEach((value, c) => {
      const shares = poolShares(grid, r, c, f, stride, mode);
      shares.forEach((row, i) =>
        row.forEach((share, j) => {
          result[r * stride + i][c * stride + j] += share * value;
        }),
      );
    }),
  );
  return result;
}

/**
 * The output cell whose window is centred nearest to a pixel of the padded canvas.
 *
 * @type {(index: number, span: number, stride: number, windows: number) => number}
 */
export function nearestWindow(index, span, stride, windows) {
  const nearest = Math.round((index - (span - 1) / 2) / stride);
  return Math.min(Math.max(nearest, 0), windows - 1);
}

/**
 * Largest value in [least, most] that still fits, so that a slider stops where the layer stops.
 *
 * @type {(fits: (value: number) => boolean, least: number, most: number) => number}
 */
export function largestThat(fits, least, most) {
  let value = most;
  while (value > least && !fits(value)) value -= 1;
  return value;
}

/** @type {(fits: (value: number) => boolean, least: number, most: number) => number} */
export function smallestThat(fits, least, most) {
  let value = least;
  while (value < most && !fits(value)) value += 1;
  return value;
}

/** At most two decimals, a real minus sign, no trailing zeros. @type {(value: number, digits?: number) => string} */
export function format(value, digits = 2) {
  const rounded = Number(Number(value).toFixed(digits));
  return String(rounded === 0 ? 0 : rounded).replace("-", "−");
}
