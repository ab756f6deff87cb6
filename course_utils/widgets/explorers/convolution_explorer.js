// ConvolutionExplorer: a window slides over the input; every output cell is a sum of products.
import { button, choice, element, liveRegion, player, setText, slider } from "../drawing/controls.js";
import { Grid, cellSize, extremes, greyShade, largestSize, signShade } from "../drawing/grid.js";
import {
  convolve, droppedPixels, format, largestThat, nearestWindow, outputSize, padGrid, reach, smallestThat,
  total, windowProducts,
} from "../mathematics/maths.js";
import { formula, frame, moveTo, panel, place, sign } from "../drawing/parts.js";
import { keepState } from "../state.js";

const NAMES = ["image", "kernel", "preset", "source", "pad", "stride", "dilation", "row", "col"];
const MOST = { pad: 4, stride: 4, size: 7, dilation: 3 };
const ROOM = 272;

const SHAPES = {
  vertical: (i, j, f) => side(j, f),
  horizontal: (i, j, f) => side(i, f),
  box: (i, j, f) => 1 / (f * f),
  identity: (i, j, f) => (i === (f - 1) >> 1 && j === (f - 1) >> 1 ? 1 : 0),
};

/** +1 in the first third, −1 in the last, 0 in an odd middle: the edge filter of any size. */
function side(index, f) {
  const half = f >> 1;
  return index < half ? 1 : index >= f - half ? -1 : 0;
}

/** The preset at size f, or null: Sobel, Scharr and the learned filter exist at 3×3 only. */
export function presetKernel(presets, name, f) {
  if (presets[name] && presets[name].length === f) return presets[name];
  if (!SHAPES[name]) return null;
  return Array.from({ length: f }, (_, i) => Array.from({ length: f }, (_, j) => SHAPES[name](i, j, f)));
}

/** The kernel cropped around its middle, or set into zeros. */
export function resizeKernel(kernel, f) {
  const shift = Math.trunc((kernel.length - f) / 2);
  return Array.from({ length: f }, (_, i) =>
    Array.from({ length: f }, (_, j) => kernel[i + shift]?.[j + shift] ?? 0));
}

function render({ model, el }) {
  const presets = model.get("_presets"), inputs = model.get("_inputs");
  const parts = build();
  const { state, change, paint, stop } = keepState({ model, names: NAMES, settle, draw });

  /** What one control makes impossible, the others give way to: first dilation, then padding. */
  function settle(s) {
    const f = s.kernel.length, n = Math.min(s.image.length, s.image[0].length);
    s.dilation = largestThat((gap) => reach(f, gap) <= n + 2 * s.pad, 1, s.dilation);
    s.pad = smallestThat((pad) => reach(f, s.dilation) <= n + 2 * pad, s.pad, Math.max(s.pad, MOST.pad));
    s.rows = Math.max(1, outputSize(s.image.length, f, s.pad, s.stride, s.dilation));
    s.columns = Math.max(1, outputSize(s.image[0].length, f, s.pad, s.stride, s.dilation));
    s.row = Math.min(s.row, s.rows - 1);
    s.col = Math.min(s.col, s.columns - 1);
  }

  /** The output cell for a cell of the padded input. */
  function pickInput(r, c) {
    const span = reach(state.kernel.length, state.dilation);
    change({ row: nearestWindow(r, span, state.stride, state.rows), col: nearestWindow(c, span, state.stride, state.columns) });
  }

  function setSize(f) {
    const kept = presetKernel(presets, state.preset, f);
    change({ kernel: kept ?? resizeKernel(state.kernel, f), preset: kept ? state.preset : "custom" });
  }

  function choosePreset(name) {
    if (name === "custom") return change({ preset: "custom" });
    const f = presetKernel(presets, name, state.kernel.length) ? state.kernel.length : 3;
    return change({ kernel: presetKernel(presets, name, f), preset: name });
  }

  function chooseInput(name) {
    if (inputs[name]) change({ image: inputs[name], source: name });
  }

  function editGrid(name, grid, r, c, value) {
    const copy = grid.map((row) => [...row]);
    copy[r][c] = value;
    change(name === "kernel" ? { kernel: copy, preset: "custom" } : { image: copy, source: "custom" });
  }

  function advance() {
    const next = state.row * state.columns + state.col + 1;
    const cell = next % (state.rows * state.columns);
    change({ row: Math.floor(cell / state.columns), col: cell % state.columns });
  }

  function smallest() { return Math.min(state.image.length, state.image[0].length); }

  function build() {
    const p = {};
    p.source = choice({ label: "Input", name: "source", options: names(inputs), onChange: chooseInput });
    p.preset = choice({ label: "Kernel", name: "preset", options: names(presets), onChange: choosePreset });
    p.size = slider({ label: "Kernel size", letter: "f", name: "kernel_size", onInput: setSize });
    p.pad = slider({ label: "Padding", letter: "p", name: "pad", onInput: (pad) => change({ pad }) });
    p.stride = slider({ label: "Stride", letter: "s", name: "stride", onInput: (stride) => change({ stride }) });
    p.dilation = slider({ label: "Dilation", letter: "d", name: "dilation", onInput: (dilation) => change({ dilation }) });
    p.play = player(advance);
    p.input = new Grid({
      label: "Input with padding. Arrow keys move the window, type to change a number.",
      onPick: pickInput, describe: describeInput, canEdit: (r, c) => !isPadding(r, c),
      onEdit: (r, c, value) => editGrid("image", state.image, r - state.pad, c - state.pad, value),
    });
    p.kernel = new Grid({
      label: "Kernel. Type to change a weight.", describe: (r, c) => `weight ${place(r, c)}: ${format(state.kernel[r][c])}`,
      onEdit: (r, c, value) => editGrid("kernel", state.kernel, r, c, value),
    });
    p.products = new Grid({ label: "Products of window and kernel", describe: (r, c) => `product ${place(r, c)}: ${format(p.products.values[r][c])}` });
    p.output = new Grid({
      label: "Output. Arrow keys move the window.", onPick: (row, col) => change({ row, col }),
      describe: (r, c) => `output ${place(r, c)}: ${format(p.output.values[r][c])}`,
    });
    p.window = element("div", { class: "cu-window" });
    p.here = element("div", { class: "cu-window cu-here" });
    p.input.overlay.append(p.window);
    p.output.overlay.append(p.here);
    p.sum = element("p", { class: "cu-sum" });
    p.formula = formula();
    p.live = liveRegion();
    p.inputPanel = panel("Input", p.input.root);
    p.outputPanel = panel("Output", p.output.root);
    const middle = element("div", { class: "cu-middle" },
      panel("Kernel", p.kernel.root).root, panel("Window × kernel", p.products.root, p.sum).root);
    el.replaceChildren(frame("Convolution explorer",
      element("div", { class: "cu-bar" }, p.source.root, p.preset.root, p.play.root,
        button("↺ Reset", "reset", () => change({ pad: 0, stride: 1, dilation: 1, row: 0, col: 0, ...first() }))),
      element("div", { class: "cu-bar cu-sliders" }, p.size.root, p.pad.root, p.stride.root, p.dilation.root),
      element("div", { class: "cu-stage" }, p.inputPanel.root, sign("∗"), middle, sign("="), p.outputPanel.root),
      p.live.root, p.formula.root));
    return p;
  }

  function first() {
    const preset = presets[state.preset] ? state.preset : Object.keys(presets)[0];
    return { preset, kernel: presets[preset] };
  }

  function isPadding(r, c) {
    const i = r - state.pad, j = c - state.pad;
    return i < 0 || j < 0 || i >= state.image.length || j >= state.image[0].length;
  }

  function describeInput(r, c) {
    const value = format(parts.input.values[r][c]);
    return isPadding(r, c) ? `padding: ${value}` : `input ${place(r - state.pad, c - state.pad)}: ${value}`;
  }

  function draw(s) {
    const f = s.kernel.length, canvas = padGrid(s.image, s.pad);
    const output = convolve(canvas, s.kernel, s.stride, s.dilation);
    const products = windowProducts(canvas, s.kernel, s.row, s.col, s.stride, s.dilation);
    drawControls(s, f);
    drawInput(s, canvas, f);
    drawMiddle(s, products, f);
    drawOutput(s, output);
    drawWords(s, products, output, f);
  }

  function drawControls(s, f) {
    const n = smallest(), fits = (size, pad, gap) => reach(size, gap) <= n + 2 * pad;
    parts.source.fill(inputs[s.source] ? names(inputs) : [...names(inputs), ["custom", "your own numbers"]]);
    parts.preset.fill(s.preset === "custom" ? [...names(presets), ["custom", "your own"]] : names(presets));
    parts.source.update(inputs[s.source] ? s.source : "custom");
    parts.preset.update(s.preset);
    parts.size.update(f, 1, Math.max(f, largestThat((size) => fits(size, s.pad, s.dilation), 1, MOST.size)));
    parts.pad.update(s.pad, smallestThat((pad) => fits(f, pad, s.dilation), 0, s.pad), Math.max(s.pad, MOST.pad));
    parts.stride.update(s.stride, 1, Math.max(s.stride, MOST.stride));
    parts.dilation.update(s.dilation, 1, Math.max(s.dilation, largestThat((gap) => fits(f, s.pad, gap), 1, MOST.dilation)));
  }

  function drawInput(s, canvas, f) {
    const size = cellSize(Math.max(canvas.length, canvas[0].length), ROOM), span = reach(f, s.dilation);
    const edgeRow = (s.rows - 1) * s.stride + span, edgeColumn = (s.columns - 1) * s.stride + span;
    const grey = greyShade(...extremes(s.image));
    parts.input.draw(canvas, {
      size,
      shade: grey,
      mark: (r, c) => (isPadding(r, c) ? "cu-padding" : "") + (r >= edgeRow || c >= edgeColumn ? " cu-dropped" : ""),
    });
    moveTo(parts.window, s.row * s.stride * size, s.col * s.stride * size, span * size);
    drawTaps(s.kernel, s.dilation, size);
  }

  /** The weights ride on the window: one mark for each tap. */
  function drawTaps(kernel, dilation, size) {
    const key = `${size} ${dilation} ${kernel}`;
    if (parts.taps === key) return;
    parts.taps = key;
    parts.window.replaceChildren(...kernel.flatMap((row, i) => row.map((weight, j) => {
      const tap = element("div", { class: "cu-tap" }, size >= 24 ? `×${format(weight, 1)}` : "");
      tap.style.cssText = `left:${j * dilation * size}px;top:${i * dilation * size}px;width:${size}px;height:${size}px`;
      return tap;
    })));
  }

  function drawMiddle(s, products, f) {
    const size = cellSize(f, 132, 36);
    parts.kernel.draw(s.kernel, { size, shade: signShade(largestSize(s.kernel)) });
    parts.products.draw(products, { size, shade: signShade(largestSize(products)) });
  }

  function drawOutput(s, output) {
    const size = cellSize(Math.max(s.rows, s.columns), ROOM);
    const shade = size < 17 ? greyShade(...extremes(output)) : signShade(largestSize(output));
    parts.output.draw(output, { size, shade });
    moveTo(parts.here, s.row * size, s.col * size, size);
  }

  function drawWords(s, products, output, f) {
    const value = format(total(products));
    setText(parts.sum, `sum = ${value}`);
    const down = droppedPixels(s.image.length, f, s.pad, s.stride, s.dilation);
    const across = droppedPixels(s.image[0].length, f, s.pad, s.stride, s.dilation);
    const dropped = down || across
      ? ` Hatched: ${down} bottom ${down === 1 ? "row" : "rows"} and ${across} right ${across === 1 ? "column" : "columns"} are dropped.` : "";
    const terms = f <= 3 ? ` = ${equation(products)}` : ` (the sum of ${f * f} products)`;
    parts.live.say(`Output ${place(s.row, s.col)}: ${value}${terms}.${dropped}`);
    setText(parts.inputPanel.note, `${s.image.length}×${s.image[0].length}${s.pad ? `, padded ${s.image.length + 2 * s.pad}×${s.image[0].length + 2 * s.pad}` : ""}`);
    setText(parts.outputPanel.note, `${output.length}×${output[0].length}`);
    parts.formula.update({ sizes: [s.image.length, s.image[0].length], f, pad: s.pad, stride: s.stride, dilation: s.dilation });
  }

  paint();
  return () => { parts.play.stop(); parts.live.stop(); stop(); };
}

const names = (table) => Object.keys(table).map((name) => [name, name]);

function equation(products) {
  return products.flat().map((v, i) => (i ? (v < 0 ? `− ${format(-v)}` : `+ ${format(v)}`) : format(v))).join(" ");
}

export default { render };
