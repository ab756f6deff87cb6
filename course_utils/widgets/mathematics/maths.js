// The mathematics of the explorers: pure functions on grids (arrays of rows), no page, no state.
// tests/widgets/test_javascript_maths.py compares every one of them with course_utils.layers.

/** Pixels that a kernel of size f reaches over when its taps stand `dilation` apart. */
export const reach = (f, dilation = 1) => dilation * (f - 1) + 1;

/** ⌊(n + 2p − f) / s⌋ + 1, with f widened by the dilation; 0 or less when nothing fits. */
export const outputSize = (n, f, pad = 0, stride = 1, dilation = 1) =>
  Math.floor((n + 2 * pad - reach(f, dilation)) / stride) + 1;

/** Rows (or columns) at the far end that no window reaches because the stride does not divide. */
export const droppedPixels = (n, f, pad, stride, dilation = 1) =>
  (n + 2 * pad - reach(f, dilation)) % stride;

export const makeGrid = (rows, columns, value) =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => value(r, c)));

/** Where padding looks for its value: numpy's "edge" and "reflect"; null means zero. */
export function sourceIndex(index, n, fill) {
  if (index >= 0 && index < n) return index;
  if (fill === "constant") return null;
  if (fill === "edge") return Math.min(Math.max(index, 0), n - 1);
  const period = Math.max(2 * (n - 1), 1);
  const folded = ((index % period) + period) % period;
  return Math.min(folded, period - folded);
}

export function padGrid(grid, pad, fill = "constant") {
  const rows = grid.length, columns = grid[0].length;
  return makeGrid(rows + 2 * pad, columns + 2 * pad, (r, c) => {
    const i = sourceIndex(r - pad, rows, fill), j = sourceIndex(c - pad, columns, fill);
    return i === null || j === null ? 0 : grid[i][j];
  });
}

/** The products of one window with the kernel; (row, column) names the output cell. */
export const windowProducts = (canvas, kernel, row, column, stride, dilation = 1) =>
  kernel.map((weights, i) =>
    weights.map((w, j) => w * canvas[row * stride + i * dilation][column * stride + j * dilation]));

export const total = (grid) => grid.reduce((sum, row) => row.reduce((s, v) => s + v, sum), 0);

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

/** How many windows lie over each pixel of the padded canvas. */
export function usageCounts(rows, columns, f, pad, stride = 1) {
  const along = (n) => {
    const counts = new Array(n + 2 * pad).fill(0), windows = outputSize(n, f, pad, stride);
    for (let w = 0; w < windows; w++) for (let i = 0; i < f; i++) counts[w * stride + i] += 1;
    return counts;
  };
  const down = along(rows), across = along(columns);
  return makeGrid(down.length, across.length, (r, c) => down[r] * across[c]);
}

/** The window's share of each pixel: 1 at the largest (each of them, on a tie) for max, 1/f² everywhere for average. */
export function poolShares(grid, row, column, f, stride, mode) {
  const window = makeGrid(f, f, (i, j) => grid[row * stride + i][column * stride + j]);
  if (mode === "average") return makeGrid(f, f, () => 1 / (f * f));
  const best = Math.max(...window.flat());
  return makeGrid(f, f, (i, j) => (window[i][j] === best ? 1 : 0));
}

export function pool(grid, f, stride, mode) {
  const rows = outputSize(grid.length, f, 0, stride), columns = outputSize(grid[0].length, f, 0, stride);
  return makeGrid(Math.max(rows, 0), Math.max(columns, 0), (r, c) => {
    let sum = 0, best = -Infinity;
    for (let i = 0; i < f; i++) for (let j = 0; j < f; j++) {
      const value = grid[r * stride + i][c * stride + j];
      sum += value;
      if (value > best) best = value;
    }
    return mode === "max" ? best : sum / (f * f);
  });
}

/** The gradient of the input: every output gradient handed to its window by its shares. */
export function poolBackward(grid, gradient, f, stride, mode) {
  const result = makeGrid(grid.length, grid[0].length, () => 0);
  gradient.forEach((line, r) => line.forEach((value, c) => {
    const shares = poolShares(grid, r, c, f, stride, mode);
    shares.forEach((row, i) => row.forEach((share, j) => {
      result[r * stride + i][c * stride + j] += share * value;
    }));
  }));
  return result;
}

/** The output cell whose window is centred nearest to a pixel of the padded canvas. */
export function nearestWindow(index, span, stride, windows) {
  const nearest = Math.round((index - (span - 1) / 2) / stride);
  return Math.min(Math.max(nearest, 0), windows - 1);
}

/** Largest value in [least, most] that still fits, so that a slider stops where the layer stops. */
export function largestThat(fits, least, most) {
  let value = most;
  while (value > least && !fits(value)) value -= 1;
  return value;
}

export function smallestThat(fits, least, most) {
  let value = least;
  while (value < most && !fits(value)) value += 1;
  return value;
}

/** At most two decimals, a real minus sign, no trailing zeros. */
export function format(value, digits = 2) {
  const rounded = Number(Number(value).toFixed(digits));
  return String(rounded === 0 ? 0 : rounded).replace("-", "−");
}
