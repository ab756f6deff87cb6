// PoolingExplorer: one number for each window, and on the way back, where the gradient goes.
import { element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { Grid, gridSize } from "../drawing/grid.js";
import { bar, droppedWords, formula, frame, moveTo, outline, panel, place, sign } from "../drawing/parts.js";
import { extremes, greyShade, largestSize, signShade } from "../drawing/shades.js";
import {
  droppedPixels,
  format,
  makeGrid,
  nearestWindow,
  outputSize,
  pool,
  poolBackward,
  poolShares,
  withValue,
} from "../mathematics/maths.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Mode, Rows } from "../mathematics/maths.js" */
/** @import { Kept } from "../state.js" */

/**
 * @typedef {object} Traits
 * @property {Rows} image
 * @property {Rows} gradient
 * @property {number} window
 * @property {number} stride
 * @property {Mode} mode
 * @property {"forward" | "backward"} view
 * @property {number} row
 * @property {number} col
 */

/** @typedef {Traits & { rows: number, columns: number }} State with the size of the output */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["image", "gradient", "window", "stride", "mode", "view", "row", "col"];
const MOST = { window: 5, stride: 5 };
const ROOM = { forward: 262, backward: 225 };
const MOST_CELL = 40;

/**
 * The gradient that stands in until it is typed: 1, 2, 3, …, so that every number can be followed.
 *
 * @type {(rows: number, columns: number) => Rows}
 */
export const countingGradient = (rows, columns) => makeGrid(rows, columns, (r, c) => r * columns + c + 1);

/** @param {State} s */
function settle(s) {
  s.rows = outputSize(s.image.length, s.window, 0, s.stride);
  s.columns = outputSize(s.image[0].length, s.window, 0, s.stride);
  const fits = s.gradient.length === s.rows && s.gradient[0].length === s.columns;
  if (!fits) s.gradient = countingGradient(s.rows, s.columns);
  s.row = Math.min(s.row, s.rows - 1);
  s.col = Math.min(s.col, s.columns - 1);
}

/** @param {Kept<State>} kept */
function build(kept) {
  const { input, output, upper, lower } = buildGrids(kept);
  const { mode, view, size, stride } = buildControls(kept);
  const panels = {
    input: panel("Input", input.root),
    output: panel("Output", output.root),
    upper: panel("Gradient of the output", upper.root),
    lower: panel("Gradient of the input", lower.root),
  };
  const [arrow, back] = [sign("→"), sign("→")];
  const live = liveRegion();
  const line = formula();
  const stage = element("div", { class: "cu-stage cu-tight" }, panels.input.root, arrow, panels.output.root);
  stage.append(panels.upper.root, back, panels.lower.root);
  const controls = [bar("", mode.root, view.root), bar("cu-sliders", size.root, stride.root)];
  const root = frame("Pooling explorer", ...controls, stage, live.root, line.root);
  return {
    root,
    timers: [live],
    grids: { input, output, upper, lower },
    controls: { mode, view, size, stride },
    windows: [input, lower].map((grid) => outline(grid, "cu-window")),
    spots: [output, upper].map((grid) => outline(grid, "cu-window cu-here")),
    panels,
    onlyForward: [panels.output.root, arrow],
    onlyBackward: [panels.upper.root, back, panels.lower.root],
    live,
    line,
  };
}

/** @param {Kept<State>} kept */
function buildControls({ change }) {
  const mode = pills({
    label: "Keep of each window",
    name: "mode",
    options: [
      ["max", "the largest"],
      ["average", "the average"],
    ],
    onChange: (name) => change({ mode: name }),
  });
  const view = pills({
    label: "Direction",
    name: "view",
    options: [
      ["forward", "forward"],
      ["backward", "backward"],
    ],
    onChange: (name) => change({ view: name }),
  });
  const size = slider({ label: "Window", letter: "f", name: "window", onInput: (f) => change({ window: f }) });
  const stride = slider({ label: "Stride", letter: "s", name: "stride", onInput: (step) => change({ stride: step }) });
  return { mode, view, size, stride };
}

/** @param {Kept<State>} kept */
function buildGrids({ state, change }) {
  /** @type {(r: number, c: number) => void} */
  const pickInput = (r, c) =>
    change({
      row: nearestWindow(r, state.window, state.stride, state.rows),
      col: nearestWindow(c, state.window, state.stride, state.columns),
    });
  /** @type {(row: number, col: number) => void} */
  const pickOutput = (row, col) => change({ row, col });
  const input = new Grid({
    label: "Input. Arrow keys move the window, type to change a number.",
    onPick: pickInput,
    describe: (r, c) => `input ${place(r, c)}: ${format(input.values[r][c])}`,
    onEdit: (r, c, value) => change({ image: withValue(state.image, r, c, value) }),
  });
  const output = new Grid({
    label: "Output. Arrow keys move the window.",
    onPick: pickOutput,
    describe: (r, c) => `output ${place(r, c)}: ${format(output.values[r][c])}`,
  });
  const upper = new Grid({
    label: "Gradient of the output. Type to change a number.",
    onPick: pickOutput,
    describe: (r, c) => `gradient of output ${place(r, c)}: ${format(upper.values[r][c])}`,
    onEdit: (r, c, value) => change({ gradient: withValue(state.gradient, r, c, value) }),
  });
  const lower = new Grid({
    label: "Gradient of the input",
    onPick: pickInput,
    describe: (r, c) => `gradient of input ${place(r, c)}: ${format(lower.values[r][c])}`,
  });
  return { input, output, upper, lower };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const backward = s.view === "backward";
  const shares = poolShares(s.image, s.row, s.col, s.window, s.stride, s.mode);
  const output = pool(s.image, s.window, s.stride, s.mode);
  drawControls(parts, s);
  for (const node of parts.onlyForward) node.hidden = backward;
  for (const node of parts.onlyBackward) node.hidden = !backward;
  drawInput(parts, s, shares);
  if (backward) drawBackward(parts, s, shares);
  else parts.grids.output.draw(output, { size: sizeOf(output, s), shade: greyShade(...extremes(s.image)) });
  const size = sizeOf(output, s);
  for (const node of parts.spots) moveTo(node, s.row * size, s.col * size, size);
  drawNotes(parts, s);
  parts.live.say(backward ? backwardWords(s, shares) : forwardWords(s, output));
}

/** @param {Parts} parts @param {State} s */
function drawControls({ controls, line }, s) {
  const sizes = [s.image.length, s.image[0].length];
  controls.mode.update(s.mode);
  controls.view.update(s.view);
  controls.size.update(s.window, 1, Math.max(s.window, Math.min(MOST.window, ...sizes)));
  controls.stride.update(s.stride, 1, Math.max(s.stride, MOST.stride));
  line.update({ sizes, f: s.window, pad: 0, stride: s.stride });
}

/** @param {Rows} grid @param {State} s */
const sizeOf = (grid, s) => gridSize(grid, ROOM[s.view], MOST_CELL);

/**
 * In the present window, cells with a share stand out.
 *
 * @type {(s: State, shares: Rows) => (r: number, c: number) => string}
 */
const chosen = (s, shares) => (r, c) =>
  s.mode === "max" && shares[r - s.row * s.stride]?.[c - s.col * s.stride] > 0 ? "cu-strong" : "";

/** @param {Parts} parts @param {State} s @param {Rows} shares */
function drawInput(parts, s, shares) {
  const size = sizeOf(s.image, s);
  const strong = chosen(s, shares);
  const endRow = (s.rows - 1) * s.stride + s.window;
  const endColumn = (s.columns - 1) * s.stride + s.window;
  parts.grids.input.draw(s.image, {
    size,
    shade: greyShade(...extremes(s.image)),
    mark: (r, c) => strong(r, c) + (r >= endRow || c >= endColumn ? " cu-dropped" : ""),
  });
  for (const node of parts.windows) {
    moveTo(node, s.row * s.stride * size, s.col * s.stride * size, s.window * size);
  }
}

/** @param {Parts} parts @param {State} s @param {Rows} shares */
function drawBackward({ grids }, s, shares) {
  const lower = poolBackward(s.image, s.gradient, s.window, s.stride, s.mode);
  const shade = signShade(Math.max(largestSize(lower), largestSize(s.gradient)));
  grids.upper.draw(s.gradient, { size: sizeOf(s.gradient, s), shade });
  grids.lower.draw(lower, { size: sizeOf(lower, s), shade, mark: chosen(s, shares) });
}

/** @param {Parts} parts @param {State} s */
function drawNotes({ panels }, s) {
  setText(panels.input.note, `${s.image.length}×${s.image[0].length}`);
  setText(panels.output.note, `${s.rows}×${s.columns}`);
  setText(panels.upper.note, `${s.rows}×${s.columns}`);
  setText(panels.lower.note, s.mode === "max" ? "to the largest" : "shared equally");
}

/** @param {State} s @param {Rows} output */
function forwardWords(s, output) {
  const verb = s.mode === "max" ? "largest" : "average";
  const [down, across] = [s.image.length, s.image[0].length].map((n) => droppedPixels(n, s.window, 0, s.stride));
  const value = `${format(output[s.row][s.col])}.${droppedWords(down, across)}`;
  return `Output ${place(s.row, s.col)} is the ${verb} of its ${s.window * s.window} inputs: ${value}`;
}

/** @param {State} s @param {Rows} shares */
function backwardWords(s, shares) {
  const value = s.gradient[s.row][s.col];
  const area = s.window * s.window;
  const start = `The gradient ${format(value)} of output ${place(s.row, s.col)}`;
  const overlap = s.stride < s.window ? " Windows overlap, so contributions add up." : "";
  if (s.mode === "average") {
    return `${start} is divided by ${area}: each input of the window gets ${format(value / area, 3)}.${overlap}`;
  }
  const flat = shares.flat();
  const winners = flat.filter((share) => share > 0).length;
  const first = flat.findIndex((share) => share > 0);
  const spot = place(s.row * s.stride + Math.floor(first / s.window), s.col * s.stride + (first % s.window));
  const tie = winners > 1 ? ` and to ${winners - 1} more with the same value` : "";
  return `${start} goes to the window's largest input in ${spot}${tie}; the others get nothing from it.${overlap}`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
