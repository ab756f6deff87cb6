// PaddingExplorer: how often is each pixel used, with and without a border around the image?
import { element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { Grid, gridSize } from "../drawing/grid.js";
import { bar, formula, frame, moveTo, outline, panel, place } from "../drawing/parts.js";
import { countShade, extremes, greyShade } from "../drawing/shades.js";
import { format, isPadding, padGrid, usageCounts, withValue } from "../mathematics/maths.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Fill, Rows } from "../mathematics/maths.js" */
/** @import { Kept } from "../state.js" */
/** @typedef {"valid" | "same" | "custom"} Padding */

/**
 * @typedef {object} Traits
 * @property {Rows} image
 * @property {number} kernel_size
 * @property {Padding} padding
 * @property {number} pad
 * @property {Fill} fill
 * @property {number} row
 * @property {number} col
 */

/** @typedef {Traits & { lapsed?: boolean }} State an even kernel took "same" away; the next odd one gives it back */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["image", "kernel_size", "padding", "pad", "fill", "row", "col"];
const MOST = { pad: 4, size: 7 };
const ROOM = 262;
const FILLED = { constant: "zeros outside", edge: "edge repeated", reflect: "mirrored" };
const NO_MIDDLE = "An even kernel has no middle: equal padding on both sides cannot keep the size.";

/**
 * The pad that a named padding means for a kernel of size f; null for your own.
 *
 * @type {(padding: Padding, f: number) => number | null}
 */
export function namedPad(padding, f) {
  if (padding === "custom") return null;
  return padding === "same" ? (f - 1) / 2 : 0;
}

/** @param {State} s */
function settle(s) {
  const odd = s.kernel_size % 2 === 1;
  if (s.padding === "same" && !odd) {
    s.padding = "custom";
    s.lapsed = true;
  }
  if (s.padding === "custom" && odd && s.lapsed) s.padding = "same";
  if (odd) s.lapsed = false;
  s.pad = namedPad(s.padding, s.kernel_size) ?? Math.round(s.pad);
  s.row = Math.min(s.row, s.image.length - 1);
  s.col = Math.min(s.col, s.image[0].length - 1);
}

/**
 * The pixel of the image that is nearest to one of the padded image.
 *
 * @type {(s: State, r: number, c: number) => Partial<State>}
 */
function pixelAt(s, r, c) {
  const within = (/** @type {number} */ index, /** @type {number} */ n) => Math.min(Math.max(index - s.pad, 0), n - 1);
  return { row: within(r, s.image.length), col: within(c, s.image[0].length) };
}

/** @param {Kept<State>} kept */
function build(kept) {
  const { without, used, values } = buildGrids(kept);
  const { size, padding, pad, fill } = buildControls(kept);
  const panels = [
    panel("Used without padding", without.root),
    panel("Used with padding", used.root),
    panel("Padded image", values.root),
  ];
  const live = liveRegion();
  const line = formula();
  const root = frame(
    "Padding explorer",
    bar("", padding.root, fill.root),
    bar("cu-sliders", size.root, pad.root),
    element("div", { class: "cu-stage cu-tight cu-three" }, ...panels.map(({ root: node }) => node)),
    live.root,
    line.root,
  );
  const marks = [without, used, values].map((grid) => outline(grid, "cu-window cu-here"));
  const borders = [used, values].map((grid) => outline(grid, "cu-frame"));
  return { root, timers: [live], without, used, values, size, padding, pad, fill, panels, marks, borders, live, line };
}

/** @param {Kept<State>} kept */
function buildControls({ change }) {
  const size = slider({
    label: "Kernel size",
    letter: "f",
    name: "kernel_size",
    onInput: (kernel_size) => change({ kernel_size }),
  });
  const padding = pills({
    label: "Padding",
    name: "padding",
    options: [
      ["valid", "valid"],
      ["same", "same"],
      ["custom", "custom"],
    ],
    onChange: (name) => change({ padding: name, lapsed: false }),
  });
  const pad = slider({
    label: "Width",
    letter: "p",
    name: "pad",
    onInput: (width) => change({ pad: width, padding: "custom", lapsed: false }),
  });
  const fill = pills({
    label: "Filled with",
    name: "fill",
    options: [
      ["constant", "zeros"],
      ["edge", "edge"],
      ["reflect", "reflection"],
    ],
    onChange: (name) => change({ fill: name }),
  });
  return { size, padding, pad, fill };
}

/** @param {Kept<State>} kept */
function buildGrids({ state, change }) {
  const onPick = (/** @type {number} */ r, /** @type {number} */ c) => change(pixelAt(state, r, c));
  const bordered = (/** @type {number} */ r, /** @type {number} */ c) => isPadding(state.image, state.pad, r, c);
  /** @type {(r: number, c: number) => string} */
  const spot = (r, c) => (bordered(r, c) ? "padding" : `pixel ${place(r - state.pad, c - state.pad)}`);
  const without = new Grid({
    label: "How often each pixel is used without padding",
    onPick: (row, col) => change({ row, col }),
    describe: (r, c) => `pixel ${place(r, c)}: used ${without.values[r][c]} times`,
  });
  const used = new Grid({
    label: "How often each pixel is used with padding",
    onPick,
    describe: (r, c) => `${spot(r, c)}: used ${format(used.values[r][c])}`,
  });
  const values = new Grid({
    label: "The padded image. Type to change a pixel.",
    onPick,
    describe: (r, c) => `${spot(r, c)}: value ${format(values.values[r][c])}`,
    onEdit: (r, c, value) => change({ image: withValue(state.image, r - state.pad, c - state.pad, value) }),
    canEdit: (r, c) => !bordered(r, c),
  });
  return { without, used, values };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const [rows, columns] = [s.image.length, s.image[0].length];
  const f = s.kernel_size;
  const without = usageCounts(rows, columns, f, 0);
  const used = usageCounts(rows, columns, f, s.pad);
  parts.size.update(f, 1, Math.max(f, Math.min(MOST.size, rows, columns)));
  parts.pad.update(s.pad, 0, Math.max(s.pad, MOST.pad));
  parts.padding.update(s.padding);
  parts.padding.disable("same", f % 2 ? "" : NO_MIDDLE);
  parts.fill.update(s.fill);
  drawGrids(parts, s, without, used);
  parts.live.say(words(s, without, used));
  const sizes = (/** @type {number} */ pad) => `output ${rows + 2 * pad - f + 1}×${columns + 2 * pad - f + 1}`;
  [sizes(0), sizes(s.pad), FILLED[s.fill]].forEach((note, i) => setText(parts.panels[i].note, note));
  parts.line.update({ sizes: [rows, columns], f, pad: s.pad, stride: 1 });
}

/** @param {Parts} parts @param {State} s @param {Rows} without @param {Rows} used */
function drawGrids(parts, s, without, used) {
  const size = gridSize(used, ROOM, 34);
  const shade = countShade(s.kernel_size * s.kernel_size);
  const grey = greyShade(...extremes(s.image));
  /** @type {(name: string) => (r: number, c: number) => string} */
  const border = (name) => (r, c) => (isPadding(s.image, s.pad, r, c) ? name : "");
  parts.without.draw(without, { size, shade });
  parts.used.draw(used, { size, shade, mark: border("cu-padding") });
  parts.values.draw(padGrid(s.image, s.pad, s.fill), { size, shade: grey, mark: border("cu-ring") });
  parts.marks.forEach((node, i) => {
    const shift = i ? s.pad : 0;
    moveTo(node, (s.row + shift) * size, (s.col + shift) * size, size);
  });
  const [top, width, height] = [s.pad * size, s.image[0].length * size + 1, s.image.length * size + 1];
  const outer = { left: `${top}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
  parts.borders.forEach((node) => Object.assign(node.style, outer));
}

/** @param {State} s @param {Rows} without @param {Rows} used */
function words(s, without, used) {
  const f = s.kernel_size;
  const windows = (/** @type {number} */ pad) =>
    (s.image.length + 2 * pad - f + 1) * (s.image[0].length + 2 * pad - f + 1);
  const before = `${without[s.row][s.col]} of ${windows(0)} windows without padding`;
  const now = `${used[s.row + s.pad][s.col + s.pad]} of ${windows(s.pad)} with padding ${s.pad}`;
  const corners = `${times(without[0][0])} without and ${times(used[s.pad][s.pad])} with padding`;
  const lost = `The corner pixel is seen ${corners}; a pixel far inside up to ${times(f * f)}.`;
  return `The pixel in ${place(s.row, s.col)} lies in ${before}, in ${now}.${f === 1 ? "" : ` ${lost}`}`;
}

/** @param {number} count */
function times(count) {
  if (count === 1) return "once";
  return count === 2 ? "twice" : `${count} times`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
