// PaddingExplorer: how often is each pixel used, with and without a border around the image?
import { element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { Grid, cellSize, countShade, extremes, greyShade } from "../drawing/grid.js";
import { format, padGrid, usageCounts } from "../mathematics/maths.js";
import { formula, frame, moveTo, panel, place } from "../drawing/parts.js";
import { keepState } from "../state.js";

const NAMES = ["image", "kernel_size", "padding", "pad", "fill", "row", "col"];
const MOST = { pad: 4, size: 7 };
const ROOM = 262;

/** The pad that a named padding means for a kernel of size f; null for your own. */
export const namedPad = (padding, f) => ({ valid: 0, same: (f - 1) / 2 })[padding] ?? null;

function render({ model, el }) {
  let lapsed = false; // an even kernel took "same" away; the next odd one gives it back
  const parts = build();
  const { state, change, paint, stop } = keepState({ model, names: NAMES, settle, draw });

  function settle(s) {
    const odd = s.kernel_size % 2 === 1;
    if (s.padding === "same" && !odd) { s.padding = "custom"; lapsed = true; }
    if (s.padding === "custom" && odd && lapsed) s.padding = "same";
    if (odd) lapsed = false;
    s.pad = namedPad(s.padding, s.kernel_size) ?? Math.round(s.pad);
    s.row = Math.min(s.row, s.image.length - 1);
    s.col = Math.min(s.col, s.image[0].length - 1);
  }

  function pickPadded(r, c) {
    const inside = (index, n) => Math.min(Math.max(index - state.pad, 0), n - 1);
    change({ row: inside(r, state.image.length), col: inside(c, state.image[0].length) });
  }

  function editImage(r, c, value) {
    const image = state.image.map((row) => [...row]);
    image[r - state.pad][c - state.pad] = value;
    change({ image });
  }

  function isPadding(r, c, s = state) {
    const i = r - s.pad, j = c - s.pad;
    return i < 0 || j < 0 || i >= s.image.length || j >= s.image[0].length;
  }

  function describePadded(grid, what) {
    return (r, c) => `${isPadding(r, c) ? "padding" : `pixel ${place(r - state.pad, c - state.pad)}`}: ${what} ${format(grid().values[r][c])}`;
  }

  function build() {
    const p = {};
    p.size = slider({ label: "Kernel size", letter: "f", name: "kernel_size", onInput: (kernel_size) => change({ kernel_size }) });
    p.padding = pills({
      label: "Padding", name: "padding", options: [["valid", "valid"], ["same", "same"], ["custom", "custom"]],
      onChange: (padding) => { lapsed = false; change({ padding }); },
    });
    p.pad = slider({ label: "Width", letter: "p", name: "pad", onInput: (pad) => { lapsed = false; change({ pad, padding: "custom" }); } });
    p.fill = pills({
      label: "Filled with", name: "fill", options: [["constant", "zeros"], ["edge", "edge"], ["reflect", "reflection"]],
      onChange: (fill) => change({ fill }),
    });
    p.without = new Grid({
      label: "How often each pixel is used without padding", onPick: (row, col) => change({ row, col }),
      describe: (r, c) => `pixel ${place(r, c)}: used ${p.without.values[r][c]} times`,
    });
    p.used = new Grid({
      label: "How often each pixel is used with padding", onPick: pickPadded, describe: describePadded(() => p.used, "used"),
    });
    p.values = new Grid({
      label: "The padded image. Type to change a pixel.", onPick: pickPadded, describe: describePadded(() => p.values, "value"),
      onEdit: editImage, canEdit: (r, c) => !isPadding(r, c),
    });
    p.marks = [p.without, p.used, p.values].map((grid) => {
      const mark = element("div", { class: "cu-window cu-here" });
      grid.overlay.append(mark);
      return mark;
    });
    p.borders = [p.used, p.values].map((grid) => {
      const border = element("div", { class: "cu-frame" });
      grid.overlay.append(border);
      return border;
    });
    p.panels = [panel("Used without padding", p.without.root), panel("Used with padding", p.used.root), panel("Padded image", p.values.root)];
    p.live = liveRegion();
    p.formula = formula();
    el.replaceChildren(frame("Padding explorer",
      element("div", { class: "cu-bar" }, p.padding.root, p.fill.root),
      element("div", { class: "cu-bar cu-sliders" }, p.size.root, p.pad.root),
      element("div", { class: "cu-stage" }, ...p.panels.map(({ root }) => root)),
      p.live.root, p.formula.root));
    return p;
  }

  function draw(s) {
    const rows = s.image.length, columns = s.image[0].length, f = s.kernel_size;
    const without = usageCounts(rows, columns, f, 0), used = usageCounts(rows, columns, f, s.pad);
    parts.size.update(f, 1, Math.max(f, Math.min(MOST.size, rows, columns)));
    parts.pad.update(s.pad, 0, Math.max(s.pad, MOST.pad));
    parts.padding.update(s.padding);
    parts.padding.disable("same", f % 2 ? "" : "An even kernel has no middle: equal padding on both sides cannot keep the size.");
    parts.fill.update(s.fill);
    drawGrids(s, without, used, f);
    drawWords(s, without, used, f);
  }

  function drawGrids(s, without, used, f) {
    const size = cellSize(Math.max(used.length, used[0].length), ROOM, 34), shade = countShade(f * f);
    const grey = greyShade(...extremes(s.image));
    const mark = (r, c) => (isPadding(r, c) ? "cu-padding" : "");
    parts.without.draw(without, { size, shade });
    parts.used.draw(used, { size, shade, mark });
    parts.values.draw(padGrid(s.image, s.pad, s.fill), { size, shade: grey, mark: (r, c) => (isPadding(r, c) ? "cu-ring" : "") });
    parts.marks.forEach((node, i) => {
      const shift = i ? s.pad : 0;
      moveTo(node, (s.row + shift) * size, (s.col + shift) * size, size);
    });
    parts.borders.forEach((border) => {
      Object.assign(border.style, { left: `${s.pad * size}px`, top: `${s.pad * size}px`, width: `${s.image[0].length * size + 1}px`, height: `${s.image.length * size + 1}px` });
    });
  }

  function drawWords(s, without, used, f) {
    const rows = s.image.length, columns = s.image[0].length;
    const before = without[s.row][s.col], now = used[s.row + s.pad][s.col + s.pad];
    const windows = (pad) => (rows + 2 * pad - f + 1) * (columns + 2 * pad - f + 1);
    const lost = f === 1 ? "" : ` The corner pixel is seen ${times(without[0][0])} without and ${times(used[s.pad][s.pad])} with padding; a pixel far inside up to ${times(f * f)}.`;
    parts.live.say(`The pixel in ${place(s.row, s.col)} lies in ${before} of ${windows(0)} windows without padding, in ${now} of ${windows(s.pad)} with padding ${s.pad}.${lost}`);
    setText(parts.panels[0].note, `output ${rows - f + 1}×${columns - f + 1}`);
    setText(parts.panels[1].note, `output ${rows + 2 * s.pad - f + 1}×${columns + 2 * s.pad - f + 1}`);
    setText(parts.panels[2].note, { constant: "zeros outside", edge: "edge repeated", reflect: "mirrored" }[s.fill]);
    parts.formula.update({ sizes: [rows, columns], f, pad: s.pad, stride: 1 });
  }

  paint();
  return () => { parts.live.stop(); stop(); };
}

const times = (count) => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

export default { render };
