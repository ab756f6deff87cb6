// PoolingExplorer: one number for each window, and on the way back, where the gradient goes.
import { element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { Grid, cellSize, extremes, greyShade, largestSize, signShade } from "../drawing/grid.js";
import {
  droppedPixels, format, makeGrid, nearestWindow, outputSize, pool, poolBackward, poolShares,
} from "../mathematics/maths.js";
import { formula, frame, moveTo, panel, place, sign } from "../drawing/parts.js";
import { keepState } from "../state.js";

const NAMES = ["image", "gradient", "window", "stride", "mode", "view", "row", "col"];
const MOST = { window: 5, stride: 5 };
const ROOM = 262;

/** The gradient that stands in until one is typed: 1, 2, 3, …, so that every number can be followed. */
export const countingGradient = (rows, columns) => makeGrid(rows, columns, (r, c) => r * columns + c + 1);

function render({ model, el }) {
  const parts = build();
  const { state, change, paint, stop } = keepState({ model, names: NAMES, settle, draw });

  function settle(s) {
    s.rows = outputSize(s.image.length, s.window, 0, s.stride);
    s.columns = outputSize(s.image[0].length, s.window, 0, s.stride);
    if (s.gradient.length !== s.rows || s.gradient[0].length !== s.columns) s.gradient = countingGradient(s.rows, s.columns);
    s.row = Math.min(s.row, s.rows - 1);
    s.col = Math.min(s.col, s.columns - 1);
  }

  function pickInput(r, c) {
    change({
      row: nearestWindow(r, state.window, state.stride, state.rows),
      col: nearestWindow(c, state.window, state.stride, state.columns),
    });
  }

  function edit(name, r, c, value) {
    const grid = state[name].map((row) => [...row]);
    grid[r][c] = value;
    change({ [name]: grid });
  }

  function build() {
    const p = {}, say = (what, grid) => (r, c) => `${what} ${place(r, c)}: ${format(p[grid].values[r][c])}`;
    p.mode = pills({ label: "Keep of each window", name: "mode", options: [["max", "the largest"], ["average", "the average"]], onChange: (mode) => change({ mode }) });
    p.view = pills({ label: "Direction", name: "view", options: [["forward", "forward"], ["backward", "backward"]], onChange: (view) => change({ view }) });
    p.size = slider({ label: "Window", letter: "f", name: "window", onInput: (window) => change({ window }) });
    p.stride = slider({ label: "Stride", letter: "s", name: "stride", onInput: (stride) => change({ stride }) });
    p.input = new Grid({ label: "Input. Arrow keys move the window, type to change a number.", onPick: pickInput, describe: say("input", "input"), onEdit: (r, c, v) => edit("image", r, c, v) });
    p.output = new Grid({ label: "Output. Arrow keys move the window.", onPick: (row, col) => change({ row, col }), describe: say("output", "output") });
    p.upper = new Grid({ label: "Gradient of the output. Type to change a number.", onPick: (row, col) => change({ row, col }), describe: say("gradient of output", "upper"), onEdit: (r, c, v) => edit("gradient", r, c, v) });
    p.lower = new Grid({ label: "Gradient of the input", onPick: pickInput, describe: say("gradient of input", "lower") });
    p.windows = [p.input, p.lower].map((grid) => outline(grid, "cu-window"));
    p.spots = [p.output, p.upper].map((grid) => outline(grid, "cu-window cu-here"));
    p.panels = {
      input: panel("Input", p.input.root), output: panel("Output", p.output.root),
      upper: panel("Gradient of the output", p.upper.root), lower: panel("Gradient of the input", p.lower.root),
    };
    p.arrow = sign("→");
    p.back = sign("→");
    p.live = liveRegion();
    p.formula = formula();
    el.replaceChildren(frame("Pooling explorer",
      element("div", { class: "cu-bar" }, p.mode.root, p.view.root),
      element("div", { class: "cu-bar cu-sliders" }, p.size.root, p.stride.root),
      element("div", { class: "cu-stage" }, p.panels.input.root, p.arrow, p.panels.output.root, p.panels.upper.root, p.back, p.panels.lower.root),
      p.live.root, p.formula.root));
    return p;
  }

  function draw(s) {
    const n = Math.min(s.image.length, s.image[0].length), backward = s.view === "backward";
    parts.mode.update(s.mode);
    parts.view.update(s.view);
    parts.size.update(s.window, 1, Math.max(s.window, Math.min(MOST.window, n)));
    parts.stride.update(s.stride, 1, Math.max(s.stride, MOST.stride));
    parts.panels.output.root.hidden = parts.arrow.hidden = backward;
    parts.panels.upper.root.hidden = parts.panels.lower.root.hidden = parts.back.hidden = !backward;
    const shares = poolShares(s.image, s.row, s.col, s.window, s.stride, s.mode);
    const output = pool(s.image, s.window, s.stride, s.mode);
    drawInput(s, shares);
    if (backward) drawBackward(s, shares);
    else parts.output.draw(output, { size: fit(output), shade: greyShade(...extremes(s.image)) });
    const spotSize = fit(output);
    parts.spots.forEach((node) => moveTo(node, s.row * spotSize, s.col * spotSize, spotSize));
    drawWords(s, shares, output, backward);
  }

  const fit = (grid) => cellSize(Math.max(grid.length, grid[0].length), state.view === "backward" ? 225 : ROOM, 40);

  /** In the present window, cells with a share stand out. */
  const chosen = (s, shares) => (r, c) => (shares[r - s.row * s.stride]?.[c - s.col * s.stride] > 0 && s.mode === "max" ? "cu-strong" : "");

  function drawInput(s, shares) {
    const size = fit(s.image), strong = chosen(s, shares);
    const endRow = (s.rows - 1) * s.stride + s.window, endColumn = (s.columns - 1) * s.stride + s.window;
    parts.input.draw(s.image, {
      size, shade: greyShade(...extremes(s.image)),
      mark: (r, c) => strong(r, c) + (r >= endRow || c >= endColumn ? " cu-dropped" : ""),
    });
    parts.windows.forEach((node) => moveTo(node, s.row * s.stride * size, s.col * s.stride * size, s.window * size));
  }

  function drawBackward(s, shares) {
    const lower = poolBackward(s.image, s.gradient, s.window, s.stride, s.mode);
    const shade = signShade(Math.max(largestSize(lower), largestSize(s.gradient)));
    parts.upper.draw(s.gradient, { size: fit(s.gradient), shade });
    parts.lower.draw(lower, { size: fit(lower), shade, mark: chosen(s, shares) });
  }

  function drawWords(s, shares, output, backward) {
    const verb = s.mode === "max" ? "largest" : "average";
    const area = s.window * s.window;
    const down = droppedPixels(s.image.length, s.window, 0, s.stride), across = droppedPixels(s.image[0].length, s.window, 0, s.stride);
    const dropped = down || across ? ` Hatched: ${down} bottom ${down === 1 ? "row" : "rows"} and ${across} right ${across === 1 ? "column" : "columns"} are dropped.` : "";
    parts.live.say(backward ? backwardWords(s, shares, area)
      : `Output ${place(s.row, s.col)} is the ${verb} of its ${area} inputs: ${format(output[s.row][s.col])}.${dropped}`);
    setText(parts.panels.input.note, `${s.image.length}×${s.image[0].length}`);
    setText(parts.panels.output.note, `${s.rows}×${s.columns}`);
    setText(parts.panels.upper.note, `${s.rows}×${s.columns}`);
    setText(parts.panels.lower.note, s.mode === "max" ? "to the largest" : "shared equally");
    parts.formula.update({ sizes: [s.image.length, s.image[0].length], f: s.window, pad: 0, stride: s.stride });
  }

  function backwardWords(s, shares, area) {
    const value = s.gradient[s.row][s.col], overlap = s.stride < s.window ? " Windows overlap, so contributions add up." : "";
    if (s.mode === "average") return `The gradient ${format(value)} of output ${place(s.row, s.col)} is divided by ${area}: each input of the window gets ${format(value / area, 3)}.${overlap}`;
    const flat = shares.flat(), winners = flat.filter((share) => share > 0).length, first = flat.findIndex((share) => share > 0);
    const spot = place(s.row * s.stride + Math.floor(first / s.window), s.col * s.stride + (first % s.window));
    const tie = winners > 1 ? ` and to ${winners - 1} more with the same value` : "";
    return `The gradient ${format(value)} of output ${place(s.row, s.col)} goes to the window's largest input in ${spot}${tie}; the others get nothing from it.${overlap}`;
  }

  paint();
  return () => { parts.live.stop(); stop(); };
}

function outline(grid, name) {
  const node = element("div", { class: name });
  grid.overlay.append(node);
  return node;
}

export default { render };
