// TransposeExplorer: a transposed convolution, one pixel's patch after the other.
import { element, liveRegion, pills, player, setText, slider } from "../drawing/controls.js";
import { Grid, gridSize } from "../drawing/grid.js";
import { bar, frame, moveTo, outline, panel, place, sign } from "../drawing/parts.js";
import { countShade, extremes, largestSize, signShade } from "../drawing/shades.js";
import { format, largestThat, withValue } from "../mathematics/maths.js";
import { canvasSize, coverage, layPatches } from "../mathematics/transpose.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Rows } from "../mathematics/maths.js" */
/** @import { Kept } from "../state.js" */
/** @typedef {{ image: Rows, kernel: Rows, stride: number, pad: number, row: number, col: number, view: "values" | "counts" }} Traits */
/** @typedef {Traits & { canvas: Rows, counts: Rows }} State */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["image", "kernel", "stride", "pad", "row", "col", "view"];
const MOST = { stride: 4, pad: 2 };
const ROOM = { input: 120, canvas: 300 };
const MOST_CELL = 40;

/** @param {State} s */
function settle(s) {
  const [rows, columns] = [s.image.length, s.image[0].length];
  s.pad = largestThat((pad) => 2 * pad < smallest(s), 0, s.pad);
  s.row = Math.min(s.row, rows - 1);
  s.col = Math.min(s.col, columns - 1);
  const count = s.row * columns + s.col + 1;
  s.canvas = layPatches(s.image, s.kernel, s.stride, count);
  s.counts = coverage(s.image, s.kernel.length, s.stride, count);
}

/** The canvas' smaller side. @param {State} s */
const smallest = ({ image, kernel, stride }) =>
  canvasSize(Math.min(image.length, image[0].length), kernel.length, stride);

/** The pixel after this one, row by row like reading. @param {State} s @returns {Partial<State>} */
function following({ row, col, image }) {
  const columns = image[0].length;
  const next = (row * columns + col + 1) % (image.length * columns);
  return { row: Math.floor(next / columns), col: next % columns };
}

/** @param {Kept<State>} kept */
function build(kept) {
  const { state, change } = kept;
  const stride = slider({
    label: "Stride",
    letter: "s",
    name: "stride",
    onInput: (value) => change({ stride: value }),
  });
  const pad = slider({ label: "Cut off", letter: "p", name: "pad", onInput: (value) => change({ pad: value }) });
  const view = pills({
    label: "Canvas",
    name: "view",
    options: [
      ["values", "values"],
      ["counts", "patches on each place"],
    ],
    onChange: (name) => change({ view: name }),
  });
  const play = player(() => change(following(state)), 800, ["▶ Lay patches", "❚❚ Stop"]);
  const { input, kernel, canvas } = buildGrids(kept);
  const panels = [panel("Input", input.root), panel("Filter", kernel.root), panel("Canvas", canvas.root)];
  const stage = element("div", { class: "cu-stage cu-tight" }, panels[0].root, sign("×"), panels[1].root);
  stage.append(sign("→"), panels[2].root);
  const live = liveRegion();
  const controls = [bar("cu-sliders", stride.root, pad.root), bar("", view.root, play.root)];
  const root = frame("Transpose explorer", ...controls, stage, live.root);
  const marks = { pixel: outline(input, "cu-window cu-here"), patch: outline(canvas, "cu-window") };
  return { root, timers: [play, live], stride, pad, view, input, kernel, canvas, panels, marks, live };
}

/** @param {Kept<State>} kept */
function buildGrids({ state, change }) {
  const input = new Grid({
    label: "Input. Arrow keys choose the pixel whose patch is laid last, type to change a number.",
    onPick: (row, col) => change({ row, col }),
    describe: (r, c) => `input ${place(r, c)}: ${format(state.image[r][c])}`,
    onEdit: (r, c, value) => change({ image: withValue(state.image, r, c, value) }),
  });
  const kernel = new Grid({
    label: "Filter. Type to change a number.",
    describe: (r, c) => `filter ${place(r, c)}: ${format(state.kernel[r][c])}`,
    onEdit: (r, c, value) => change({ kernel: withValue(state.kernel, r, c, value) }),
  });
  const canvas = new Grid({
    label: "Canvas",
    describe: (r, c) => `canvas ${place(r, c)}: ${format(state.canvas[r][c])}, patches: ${state.counts[r][c]}`,
  });
  return { input, kernel, canvas };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const largestPad = largestThat((pad) => 2 * pad < smallest(s), 0, MOST.pad);
  parts.stride.update(s.stride, 1, MOST.stride);
  parts.pad.update(s.pad, 0, largestPad);
  parts.view.update(s.view);
  const size = gridSize(s.image, ROOM.input, MOST_CELL);
  parts.input.draw(s.image, { size, shade: signShade(largestSize(s.image)) });
  moveTo(parts.marks.pixel, s.row * size, s.col * size, size);
  const small = gridSize(s.kernel, ROOM.input, MOST_CELL);
  parts.kernel.draw(s.kernel, { size: small, shade: signShade(largestSize(s.kernel)) });
  drawCanvas(parts, s);
  const [rows, columns] = [s.canvas.length, s.canvas[0].length].map((side) => side - 2 * s.pad);
  setText(parts.panels[0].note, `${s.image.length}×${s.image[0].length}`);
  setText(parts.panels[2].note, `${rows}×${columns}${s.pad ? " without the hatched rim" : ""}`);
  parts.live.say(words(s));
}

/** @param {Parts} parts @param {State} s */
function drawCanvas({ canvas, marks }, s) {
  const shown = s.view === "values" ? s.canvas : s.counts;
  const size = gridSize(shown, ROOM.canvas, MOST_CELL);
  const [last, end] = [s.canvas.length - s.pad, s.canvas[0].length - s.pad];
  const cut = (/** @type {number} */ r, /** @type {number} */ c) => r < s.pad || c < s.pad || r >= last || c >= end;
  const shade = s.view === "values" ? signShade(largestSize(shown)) : countShade(extremes(shown)[1]);
  canvas.draw(shown, { size, shade, mark: (r, c) => (cut(r, c) ? "cu-dropped" : "") });
  moveTo(marks.patch, s.row * s.stride * size, s.col * s.stride * size, s.kernel.length * size);
}

/** @param {State} s */
function words(s) {
  const [top, left, f] = [s.row * s.stride, s.col * s.stride, s.kernel.length];
  const spot = `rows ${top + 1}–${top + f}, columns ${left + 1}–${left + f}`;
  const value = format(s.image[s.row][s.col]);
  return `Pixel ${s.row + 1}, ${s.col + 1} lays ${value} times the filter on ${spot}. ${spreading(f, s.stride)}`;
}

/** How patches of `f` lie that are `stride` apart. @type {(f: number, stride: number) => string} */
export function spreading(f, stride) {
  if (f === stride) return "Patches lie side by side: each place is covered once.";
  if (f < stride) return "The stride exceeds f: places between patches get nothing.";
  if (f % stride) return "The stride does not divide f: uneven cover, a chessboard.";
  return `Patches overlap; inside, each place is covered ${(f / stride) ** 2} times.`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
