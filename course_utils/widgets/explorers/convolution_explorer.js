// ConvolutionExplorer: a window slides over the input; every output cell is a sum of products.
import { asOptions, button, choice, element, liveRegion, player, setText, slider } from "../drawing/controls.js";
import { cellSize, Grid, gridSize } from "../drawing/grid.js";
import { bar, droppedWords, formula, frame, moveTo, outline, panel, place, sign } from "../drawing/parts.js";
import { extremes, greyShade, largestSize, signShade } from "../drawing/shades.js";
import {
  convolve,
  droppedPixels,
  format,
  isPadding,
  largestThat,
  padGrid,
  reach,
  smallestThat,
  total,
  windowProducts,
  withValue,
} from "../mathematics/maths.js";
import { explore } from "../state.js";
import {
  beginning,
  following,
  kernelNamed,
  kernelOfSize,
  MOST,
  outputAt,
  settle,
  smallest,
} from "./convolution_state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Rows } from "../mathematics/maths.js" */
/** @import { Kept } from "../state.js" */
/** @import { State, Traits } from "./convolution_state.js" */

/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["image", "kernel", "preset", "source", "pad", "stride", "dilation", "row", "col", "_presets", "_inputs"];
const ROOM = 272;
const SMALLEST_TAP_WITH_TEXT = 24;
const ROOMY_TAP = 36; // below, a weight beside its number is crowded in a narrow page
const SMALLEST_OUTPUT_WITH_TEXT = 17;

/** @param {Kept<State>} kept */
function build(kept) {
  const { state, change } = kept;
  const grids = buildGrids(kept);
  const choices = buildChoices(kept);
  const sliders = buildSliders(kept);
  const play = player(() => change(following(state)));
  const reset = button("↺ Reset", "reset", () => change(beginning(state)));
  const live = liveRegion();
  const line = formula();
  const sum = element("p", { class: "cu-sum" });
  const input = panel("Input", grids.input.root);
  const output = panel("Output", grids.output.root);
  const middle = element("div", { class: "cu-middle" }, panel("Kernel", grids.kernel.root).root);
  middle.append(panel("Window × kernel", grids.products.root, sum).root);
  const root = frame(
    "Convolution explorer",
    bar("", choices.source.root, choices.preset.root, play.root, reset),
    bar("cu-sliders", ...Object.values(sliders).map((control) => control.root)),
    element("div", { class: "cu-stage" }, input.root, sign("∗"), middle, sign("="), output.root),
    live.root,
    line.root,
  );
  const frameOver = outline(grids.input, "cu-window");
  const here = outline(grids.output, "cu-window cu-here");
  const taps = { frame: frameOver, key: "" };
  return { root, timers: [play, live], grids, choices, sliders, taps, here, sum, input, output, live, line };
}

/** @param {Kept<State>} kept */
function buildChoices({ state, change }) {
  const source = choice({
    label: "Input",
    name: "source",
    options: asOptions(Object.keys(state._inputs)),
    onChange: (name) => {
      if (state._inputs[name]) change({ image: state._inputs[name], source: name });
    },
  });
  const preset = choice({
    label: "Kernel",
    name: "preset",
    options: asOptions(Object.keys(state._presets)),
    onChange: (name) => change(kernelNamed(state, name)),
  });
  return { source, preset };
}

/** @param {Kept<State>} kept */
function buildSliders({ state, change }) {
  const size = { label: "Kernel size", letter: "f", name: "kernel_size" };
  return {
    size: slider({ ...size, onInput: (f) => change(kernelOfSize(state, f)) }),
    pad: slider({ label: "Padding", letter: "p", name: "pad", onInput: (pad) => change({ pad }) }),
    stride: slider({ label: "Stride", letter: "s", name: "stride", onInput: (stride) => change({ stride }) }),
    dilation: slider({ label: "Dilation", letter: "d", name: "dilation", onInput: (dilation) => change({ dilation }) }),
  };
}

/** @param {Kept<State>} kept */
function buildGrids({ state, change }) {
  const bordered = (/** @type {number} */ r, /** @type {number} */ c) => isPadding(state.image, state.pad, r, c);
  /** @type {(r: number, c: number) => string} */
  const spot = (r, c) => (bordered(r, c) ? "padding" : `input ${place(r - state.pad, c - state.pad)}`);
  const input = new Grid({
    label: "Input with padding. Arrow keys move the window, type to change a number.",
    onPick: (r, c) => change(outputAt(state, r, c)),
    describe: (r, c) => `${spot(r, c)}: ${format(input.values[r][c])}`,
    canEdit: (r, c) => !bordered(r, c),
    onEdit: (r, c, value) =>
      change({ image: withValue(state.image, r - state.pad, c - state.pad, value), source: "custom" }),
  });
  const kernel = new Grid({
    label: "Kernel. Type to change a weight.",
    describe: (r, c) => `weight ${place(r, c)}: ${format(state.kernel[r][c])}`,
    onEdit: (r, c, value) => change({ kernel: withValue(state.kernel, r, c, value), preset: "custom" }),
  });
  const products = new Grid({
    label: "Products of window and kernel",
    describe: (r, c) => `product ${place(r, c)}: ${format(products.values[r][c])}`,
  });
  const output = new Grid({
    label: "Output. Arrow keys move the window.",
    onPick: (row, col) => change({ row, col }),
    describe: (r, c) => `output ${place(r, c)}: ${format(output.values[r][c])}`,
  });
  return { input, kernel, products, output };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const canvas = padGrid(s.image, s.pad);
  const output = convolve(canvas, s.kernel, s.stride, s.dilation);
  const products = windowProducts(canvas, s.kernel, s.row, s.col, s.stride, s.dilation);
  drawChoices(parts, s);
  drawSliders(parts, s);
  drawInput(parts, s, canvas);
  drawMiddle(parts, s, products);
  drawOutput(parts, s, output);
  parts.live.say(words(s, products));
}

/** @param {Parts} parts @param {State} s */
function drawChoices({ choices }, s) {
  const [inputs, presets] = [s._inputs, s._presets].map((table) => asOptions(Object.keys(table)));
  choices.source.fill(s._inputs[s.source] ? inputs : [...inputs, ["custom", "your own numbers"]]);
  choices.source.update(s._inputs[s.source] ? s.source : "custom");
  choices.preset.fill(s.preset === "custom" ? [...presets, ["custom", "your own"]] : presets);
  choices.preset.update(s.preset);
}

/** Every slider ends where the layer would. @param {Parts} parts @param {State} s */
function drawSliders({ sliders }, s) {
  const f = s.kernel.length;
  const n = smallest(s);
  /** @type {(size: number, pad: number, gap: number) => boolean} */
  const fits = (size, pad, gap) => reach(size, gap) <= n + 2 * pad;
  const size = largestThat((value) => fits(value, s.pad, s.dilation), 1, MOST.size);
  const pad = smallestThat((value) => fits(f, value, s.dilation), 0, s.pad);
  const dilation = largestThat((value) => fits(f, s.pad, value), 1, MOST.dilation);
  sliders.size.update(f, 1, Math.max(f, size));
  sliders.pad.update(s.pad, pad, Math.max(s.pad, MOST.pad));
  sliders.stride.update(s.stride, 1, Math.max(s.stride, MOST.stride));
  sliders.dilation.update(s.dilation, 1, Math.max(s.dilation, dilation));
}

/** @param {Parts} parts @param {State} s @param {Rows} canvas */
function drawInput({ grids, taps, input }, s, canvas) {
  const size = gridSize(canvas, ROOM);
  const span = reach(s.kernel.length, s.dilation);
  const edgeRow = (s.rows - 1) * s.stride + span;
  const edgeColumn = (s.columns - 1) * s.stride + span;
  const dropped = (/** @type {number} */ r, /** @type {number} */ c) => r >= edgeRow || c >= edgeColumn;
  grids.input.draw(canvas, {
    size,
    shade: greyShade(...extremes(s.image)),
    mark: (r, c) => (isPadding(s.image, s.pad, r, c) ? "cu-padding" : "") + (dropped(r, c) ? " cu-dropped" : ""),
  });
  moveTo(taps.frame, s.row * s.stride * size, s.col * s.stride * size, span * size);
  drawTaps(taps, s, size);
  const [rows, columns] = [s.image.length, s.image[0].length];
  setText(input.note, `${rows}×${columns}${s.pad ? `, padded ${rows + 2 * s.pad}×${columns + 2 * s.pad}` : ""}`);
}

/**
 * The weights ride on the window: a mark for each tap.
 *
 * @param {Parts["taps"]} taps
 * @param {State} s
 * @param {number} size
 */
function drawTaps(taps, { kernel, dilation }, size) {
  const key = `${size} ${dilation} ${kernel}`;
  if (taps.key === key) return;
  taps.key = key;
  const marks = kernel.flatMap((row, i) =>
    row.map((weight, j) => {
      const name = size < ROOMY_TAP ? "cu-tap cu-tap-small" : "cu-tap";
      const tap = element("div", { class: name }, size >= SMALLEST_TAP_WITH_TEXT ? `×${format(weight, 1)}` : "");
      const [top, left] = [i * dilation * size, j * dilation * size];
      tap.style.cssText = `left:${left}px;top:${top}px;width:${size}px;height:${size}px`;
      return tap;
    }),
  );
  taps.frame.replaceChildren(...marks);
}

/** @param {Parts} parts @param {State} s @param {Rows} products */
function drawMiddle({ grids, sum, line }, s, products) {
  const f = s.kernel.length;
  const size = cellSize(f, 132, 36);
  grids.kernel.draw(s.kernel, { size, shade: signShade(largestSize(s.kernel)) });
  grids.products.draw(products, { size, shade: signShade(largestSize(products)) });
  setText(sum, `sum = ${format(total(products))}`);
  line.update({ sizes: [s.image.length, s.image[0].length], f, pad: s.pad, stride: s.stride, dilation: s.dilation });
}

/** @param {Parts} parts @param {State} s @param {Rows} values */
function drawOutput({ grids, here, output }, s, values) {
  const size = cellSize(Math.max(s.rows, s.columns), ROOM);
  const picture = size < SMALLEST_OUTPUT_WITH_TEXT;
  const shade = picture ? greyShade(...extremes(values)) : signShade(largestSize(values));
  grids.output.draw(values, { size, shade });
  moveTo(here, s.row * size, s.col * size, size);
  setText(output.note, `${values.length}×${values[0].length}`);
}

/** @param {State} s @param {Rows} products */
function words(s, products) {
  const f = s.kernel.length;
  const [down, across] = [s.image.length, s.image[0].length].map((n) =>
    droppedPixels(n, f, s.pad, s.stride, s.dilation),
  );
  const terms = f <= 3 ? ` = ${equation(products)}` : ` (the sum of ${f * f} products)`;
  return `Output ${place(s.row, s.col)}: ${format(total(products))}${terms}.${droppedWords(down, across)}`;
}

/** @param {Rows} products */
function equation(products) {
  const term = (/** @type {number} */ value) => (value < 0 ? `− ${format(-value)}` : `+ ${format(value)}`);
  const [first, ...others] = products.flat();
  return [format(first), ...others.map(term)].join(" ");
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
