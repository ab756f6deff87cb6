// OcclusionExplorer: drag a grey square over a photograph; a network's scores, worked out beforehand, follow.
import { choice, element, liveRegion, pills, setText } from "../drawing/controls.js";
import { Grid, gridSize } from "../drawing/grid.js";
import { bar, frame, moveTo, outline, panel } from "../drawing/parts.js";
import { showPixels } from "../drawing/pixels.js";
import { largestSize, signShade } from "../drawing/shades.js";
import { canvas, fit, pointIn, rect, setAll, shape, takeArrow } from "../drawing/svg.js";
import { format } from "../mathematics/maths.js";
import { dropMap, nearestPlace, paintCovered, partOf } from "../mathematics/occlusion.js";
import { decodePhoto } from "../mathematics/warp.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Rows } from "../mathematics/maths.js" */
/** @import { Photo, SentPhoto } from "../mathematics/warp.js" */
/** @import { Kept } from "../state.js" */

/**
 * @typedef {object} Traits
 * @property {SentPhoto} image
 * @property {string[]} names
 * @property {number[]} whole
 * @property {number[]} sizes
 * @property {number} stride
 * @property {Rows} scores
 * @property {number} size
 * @property {number} row
 * @property {number} col
 * @property {number} focus
 */

/** @typedef {Traits & { photo: Photo, sent: SentPhoto, start: number, rows: number, columns: number, drop: Rows, known: unknown[], now: number[] }} State */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["image", "names", "whole", "sizes", "stride", "scores", "size", "row", "col", "focus"];
const ROOM = 275;
const BAR = { wide: 190, step: 40 };

/** The photograph and the map hang on few traits: a moved square works out nothing. @param {State} s */
function settle(s) {
  if (s.sent !== s.image) Object.assign(s, { sent: s.image, photo: decodePhoto(s.image) });
  Object.assign(s, partOf(s.photo, s, s.size));
  const now = [s.image, s.scores, s.whole, s.size, s.focus, s.stride];
  if (!s.known || now.some((value, i) => value !== s.known[i])) {
    s.drop = dropMap(s.photo, s, s.size, s.focus);
    s.known = now;
  }
  s.row = Math.min(s.row, s.rows - 1);
  s.col = Math.min(s.col, s.columns - 1);
  s.now = s.scores[s.start + s.row * s.columns + s.col];
}

/** @param {Kept<State>} kept */
function build(kept) {
  const { state, change } = kept;
  const size = pills({
    label: "Square, pixels",
    name: "size",
    options: state.sizes.map((side) => /** @type {const} */ ([String(side), String(side)])),
    onChange: (side) => change({ size: Number(side) }),
  });
  const focus = choice({
    label: "Map of the class",
    name: "focus",
    options: state.names.map((name, i) => /** @type {const} */ ([String(i), name])),
    onChange: (value) => change({ focus: Number(value) }),
  });
  const picture = buildPicture(kept);
  /** @type {Grid} */
  const map = new Grid({
    label: "How far the score falls. Arrow keys move the square.",
    onPick: (row, col) => change({ row, col }),
    hover: false,
    describe: (r, c) => `${placeWords(r, c, state)}: ${percent(state.drop[r][c])}`,
  });
  const mark = outline(map, "cu-window cu-here");
  const bars = buildBars();
  const falls = panel("How far it falls", element("div", { class: "cu-heat" }, map.root));
  const stage = element("div", { class: "cu-slices" }, picture.panel.root, falls.root);
  stage.append(panel("Scores (dashed: whole)", bars.root).root);
  const live = liveRegion();
  const root = frame("Occlusion explorer", bar("", size.root, focus.root), stage, live.root);
  setText(picture.panel.note, "drag the square");
  return { root, timers: [live], size, focus, picture, map, mark, falls, bars, live };
}

/** @param {Kept<State>} kept */
function buildPicture({ state, change }) {
  const node = element("canvas");
  const square = shape("rect", { class: "cu-outline", fill: "none" });
  const halo = shape("rect", { class: "cu-halo", fill: "none" });
  const over = canvas(1, 1, "cu-over", halo, square);
  setAll(over, { "aria-hidden": "true" });
  const shared = { class: "cu-photo cu-slice", tabindex: 0, role: "application" };
  const root = element("div", { ...shared, "aria-roledescription": "movable square" }, node, over);
  const point = (/** @type {PointerEvent} */ event) => {
    const [x, y] = pointIn(over, event);
    const near = (/** @type {number} */ pixel, /** @type {number} */ count) =>
      nearestPlace(pixel, state.size, state.stride, count);
    change({ row: near(y, state.rows), col: near(x, state.columns) });
  };
  root.addEventListener("pointerdown", (event) => {
    root.setPointerCapture(event.pointerId);
    root.focus();
    point(event);
  });
  root.addEventListener("pointermove", (event) => {
    if (event.buttons) point(event);
  });
  root.addEventListener("keydown", (event) => {
    const arrow = takeArrow(event);
    if (!arrow) return;
    const [right, down] = arrow.map((way) => way * (event.shiftKey ? 4 : 1));
    const row = Math.min(Math.max(state.row + down, 0), state.rows - 1);
    change({ row, col: Math.min(Math.max(state.col + right, 0), state.columns - 1) });
  });
  return { node, over, square, halo, root, panel: panel("Photograph", root) };
}

function buildBars() {
  const layer = shape("g");
  const root = canvas(BAR.wide + 12, 10, "cu-bars", layer);
  setAll(root, { "aria-hidden": "true", style: `width: ${BAR.wide + 12}px` });
  return { root, layer, items: /** @type {ReturnType<typeof buildBar>[]} */ ([]) };
}

/** @param {number} index */
function buildBar(index) {
  const y = index * BAR.step;
  const name = shape("text", { x: 2, y: y + 14 });
  const value = shape("text", { x: BAR.wide + 8, y: y + 14, "text-anchor": "end" });
  const [now, before] = ["others", "published"].map((kind) =>
    shape("rect", { class: `cu-bars-${kind}`, x: 2, y: y + 19, height: 13 }),
  );
  return { root: shape("g", {}, name, value, now, before), name, value, now, before };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  parts.size.update(String(s.size));
  parts.focus.update(String(s.focus));
  drawPicture(parts.picture, s);
  const cell = gridSize(s.drop, ROOM);
  parts.map.draw(s.drop, { size: cell, shade: signShade(largestSize(s.drop), 1) });
  moveTo(parts.mark, s.row * cell, s.col * cell, cell);
  setText(parts.falls.note, `${s.names[s.focus]}: here by ${percent(s.drop[s.row][s.col])}`);
  drawBars(parts.bars, s);
  parts.live.say(words(s));
}

/** @param {Parts["picture"]} picture @param {State} s */
function drawPicture({ node, over, square, halo, root }, s) {
  const { rows, columns } = s.photo;
  const [top, left] = [s.row * s.stride, s.col * s.stride];
  const pixels = paintCovered(s.photo, top, left, s.size);
  showPixels(node, { rows, columns, pixels }, ROOM / Math.max(rows, columns));
  setAll(over, { viewBox: `0 0 ${columns} ${rows}` });
  const box = rect([left, top, left + s.size, top + s.size]);
  for (const part of [halo, square]) setAll(part, { ...box, "vector-effect": "non-scaling-stroke" });
  const spot = `grey square over ${placeWords(s.row, s.col, s)}`;
  setAll(root, { "aria-label": `Photograph, ${spot}. Arrows move it, Shift and arrows four steps.` });
}

/** @param {Parts["bars"]} bars @param {State} s */
function drawBars({ root, layer, items }, s) {
  fit(layer, items, s.names.length, buildBar);
  const most = Math.max(1, ...s.now, ...s.whole);
  items.forEach(({ name, value, now, before }, i) => {
    setText(name, s.names[i]);
    setText(value, percent(s.now[i]));
    setAll(now, { width: (BAR.wide * Math.max(s.now[i], 0)) / most });
    setAll(before, { width: (BAR.wide * Math.max(s.whole[i], 0)) / most });
  });
  setAll(root, { viewBox: `0 0 ${BAR.wide + 12} ${BAR.step * s.names.length}` });
}

/** @type {(share: number) => string} */
const percent = (share) => `${format(100 * share, 1)} %`;

/** @type {(row: number, col: number, s: State) => string} */
const placeWords = (row, col, { stride, size }) =>
  `rows ${row * stride + 1}–${row * stride + size}, columns ${col * stride + 1}–${col * stride + size}`;

/** @param {State} s */
function words(s) {
  const said = s.names.map((name, i) => `${name} ${percent(s.now[i])} (whole ${percent(s.whole[i])})`);
  return `R${placeWords(s.row, s.col, s).slice(1)} covered: ${said.join(", ")}.`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
