// AnchorExplorer: which cell and which anchor a box belongs to, and anchors made for the boxes.
import { element, liveRegion, pills, setText, slider, warn } from "../drawing/controls.js";
import { bar, frame, panel, place } from "../drawing/parts.js";
import { canvas, fit, nearestTo, pointIn, rect, setAll, shape } from "../drawing/svg.js";
import { shapeIou } from "../mathematics/anchors.js";
import { format } from "../mathematics/maths.js";
import { explore } from "../state.js";
import { middles, MOST, SIDE, settle, tips } from "./anchor_state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Kept } from "../state.js" */
/** @import { State, Traits } from "./anchor_state.js" */

/** @typedef {ReturnType<typeof build>} Parts */
/** @typedef {ReturnType<typeof ring>} Ring */

/** @type {(keyof Traits)[]} */
const NAMES = ["boxes", "anchors", "grid", "source", "k", "selected"];
const BAR = { width: 26, height: 110, top: 14 };
const INKS = [
  ...["#0072b2", "#b87d00", "#009e73", "#c06a9b", "#3391cc", "#d55e00", "#a68a00", "#888888"],
  "var(--cu-text)",
];
const HEADS = ["Anchor", "Size", "Boxes", "IoU"];

/** @param {Kept<State>} kept */
function build(kept) {
  const controls = buildControls(kept);
  const cells = buildCells(kept);
  const shapes = buildShapes(kept);
  const chart = buildChart();
  const table = buildTable();
  const live = liveRegion();
  const warning = element("p", { class: "cu-warning", hidden: true });
  const panels = [
    panel("Picture", cells.root),
    panel("Shapes on one corner", shapes.root),
    panel("Mean best IoU", chart.root),
  ];
  for (const svg of [cells.root, shapes.root, chart.root]) setAll(svg, { "aria-hidden": "true" });
  const column = element("div", { class: "cu-column" }, panels[2].root, table.root);
  const root = frame(
    "Anchor explorer",
    bar("cu-sliders", ...Object.values(controls).map((control) => control.root)),
    element("div", { class: "cu-stage cu-trio" }, panels[0].root, panels[1].root, column),
    live.root,
    warning,
  );
  return { root, timers: [live], controls, cells, shapes, chart, table, panels, live, warning };
}

/** @param {Kept<State>} kept */
function buildControls({ change }) {
  const source = pills({
    label: "Anchors",
    name: "source",
    options: [
      ["given", "given"],
      ["k-means", "k-means"],
    ],
    onChange: (name) => change({ source: name }),
  });
  const onCount = (/** @type {number} */ k) => change({ k, source: "k-means" });
  const onBox = (/** @type {number} */ number) => change({ selected: number - 1 });
  const k = slider({ label: "Number of anchors k", name: "k", onInput: onCount });
  const grid = slider({ label: "Cells along a side", name: "grid", onInput: (count) => change({ grid: count }) });
  return { source, k, grid, box: slider({ label: "Box", name: "selected", onInput: onBox }) };
}

/** The picture with its cells; a click selects the nearest box. @param {Kept<State>} kept */
function buildCells({ state, change }) {
  const rules = shape("path", { class: "cu-rule" });
  const cell = shape("rect", { class: "cu-cell-here" });
  const box = shape("rect", { class: "cu-mine" });
  const fitted = shape("rect", { class: "cu-fitted" });
  const layer = shape("g");
  const root = canvas(SIDE, SIDE, "cu-square", rules, cell, fitted, box, layer);
  root.addEventListener("click", (event) => change({ selected: nearestTo(pointIn(root, event), middles(state)) }));
  return { root, rules, cell, box, fitted, layer, marks: /** @type {Ring[]} */ ([]) };
}

/** Boxes and anchors on one corner. @param {Kept<State>} kept */
function buildShapes({ state, change }) {
  const dotLayer = shape("g");
  const outlineLayer = shape("g");
  const box = shape("rect", { class: "cu-mine" });
  const root = canvas(SIDE, SIDE, "cu-square", dotLayer, outlineLayer, box);
  root.addEventListener("click", (event) => change({ selected: nearestTo(pointIn(root, event), tips(state)) }));
  const dots = /** @type {{ root: SVGCircleElement }[]} */ ([]);
  const outlines = /** @type {ReturnType<typeof buildAnchor>[]} */ ([]);
  return { root, box, dotLayer, dots, outlineLayer, outlines };
}

function buildAnchor() {
  const box = shape("rect", { class: "cu-anchor" });
  const mark = ring();
  return { root: shape("g", {}, box, mark.root), box, mark };
}

function buildChart() {
  const layer = shape("g");
  const level = shape("path", { class: "cu-level" });
  const axis = shape(
    "text",
    { x: (MOST * BAR.width + 8) / 2, y: BAR.height + 46, "text-anchor": "middle" },
    "anchors k",
  );
  const root = canvas(MOST * BAR.width + 8, BAR.height + 50, "cu-anchor-chart", layer, level, axis);
  return { root, layer, level, bars: /** @type {ReturnType<typeof buildBar>[]} */ ([]) };
}

function buildBar() {
  const [column, value, name] = [shape("rect"), shape("text"), shape("text")];
  return { root: shape("g", {}, column, value, name), column, value, name };
}

function buildTable() {
  const body = element("tbody");
  const heads = HEADS.map((head) => element("th", { scope: "col" }, head));
  const caption = element("caption", { class: "cu-spoken" }, "Anchors");
  const head = element("thead", {}, element("tr", {}, ...heads));
  const root = element("table", { class: "cu-table cu-anchors" }, caption, head, body);
  return { root, body, rows: /** @type {ReturnType<typeof buildTableRow>[]} */ ([]) };
}

function buildTableRow() {
  const cells = HEADS.map(() => element("td"));
  return { root: element("tr", {}, ...cells), cells };
}

/** A numbered ring: the number says the anchor, the colour repeats it. Small it is a grey dot. */
function ring() {
  const circle = shape("circle");
  const text = shape("text");
  const root = shape("g", { class: "cu-ring" }, circle, text);
  /** @type {(x: number, y: number, anchor: number, name?: string) => void} */
  const update = (x, y, anchor, name = "") => {
    setAll(root, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, class: `cu-ring ${name}` });
    const small = name.includes("cu-other");
    setAll(circle, { stroke: INKS[anchor], r: small ? 3 : 8 });
    setAll(text, { y: 4 });
    if (name.includes("cu-lost")) setText(text, "×");
    else setText(text, small ? "" : String(anchor + 1));
  };
  return { root, update };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const { source, k, grid, box } = parts.controls;
  source.update(s.source);
  k.update(s.k, 1, Math.min(MOST, s.boxes.length));
  grid.update(s.grid, 1, Math.max(19, s.grid));
  box.update(s.selected + 1, 1, s.boxes.length);
  drawCells(parts.cells, s);
  drawShapes(parts.shapes, s);
  drawChart(parts.chart, s);
  drawTable(parts.table, s);
  noteWords(s).forEach((note, i) => setText(parts.panels[i].note, note));
  parts.live.say(words(s));
  warn(parts.warning, lostWords(s));
}

/** @param {Parts["cells"]} parts @param {State} s */
function drawCells(parts, s) {
  const step = SIDE / s.grid;
  const { row, column, anchor } = s.places[s.selected];
  const points = middles(s);
  const lines = Array.from({ length: s.grid - 1 }, (_, i) => ((i + 1) * step).toFixed(2));
  setAll(parts.rules, { d: lines.map((at) => `M${at} 0V${SIDE}M0 ${at}H${SIDE}`).join("") });
  setAll(parts.cell, { x: column * step, y: row * step, width: step, height: step });
  setAll(parts.box, rect(s.boxes[s.selected], SIDE));
  const [x, y] = points[s.selected];
  const [w, h] = s.used[anchor].map((side) => side * SIDE);
  setAll(parts.fitted, { ...rect([x - w / 2, y - h / 2, x + w / 2, y + h / 2]), stroke: INKS[anchor] });
  fit(parts.layer, parts.marks, s.boxes.length, ring);
  points.forEach(([a, b], i) => {
    parts.marks[i].update(a, b, s.places[i].anchor, nameOf(s, i));
  });
  raise(parts.layer, parts.marks[s.selected].root);
}

/** The classes of a box's mark: only boxes of the chosen box's anchor have a number. @type {(s: State, i: number) => string} */
function nameOf({ places, selected }, i) {
  const other = places[i].anchor === places[selected].anchor ? "" : "cu-other";
  return [other, places[i].lost ? "cu-lost" : "", i === selected ? "cu-chosen" : ""].join(" ");
}

/** The chosen mark lies on top. @param {Element} layer @param {Element} mark */
function raise(layer, mark) {
  if (layer.lastChild !== mark) layer.append(mark);
}

/** @param {Parts["shapes"]} parts @param {State} s */
function drawShapes(parts, s) {
  const points = tips(s);
  const { anchor } = s.places[s.selected];
  fit(parts.dotLayer, parts.dots, s.boxes.length, () => ({ root: shape("circle") }));
  points.forEach(([cx, cy], i) => {
    const own = s.places[i].anchor === anchor;
    setAll(parts.dots[i].root, { cx, cy, r: own ? 4 : 3, fill: own ? INKS[anchor] : "var(--cu-edge)" });
  });
  fit(parts.outlineLayer, parts.outlines, s.used.length, buildAnchor);
  s.used.forEach(([w, h], i) => {
    const { box, mark } = parts.outlines[i];
    const kind = i === anchor ? "cu-anchor" : "cu-anchor cu-other";
    setAll(box, { x: 0, y: 0, width: w * s.scale, height: h * s.scale, stroke: INKS[i], class: kind });
    mark.update(w * s.scale, h * s.scale, i);
  });
  const [width, height] = points[s.selected];
  setAll(parts.box, { x: 0, y: 0, width, height });
}

/** @param {Parts["chart"]} parts @param {State} s */
function drawChart({ layer, bars, level }, s) {
  fit(layer, bars, s.clusters.means.length, buildBar);
  bars.forEach(({ root, column, value, name }, i) => {
    const mean = s.clusters.means[i];
    const x = 4 + i * BAR.width;
    const top = BAR.top + BAR.height * (1 - mean);
    const now = s.source === "k-means" && s.k === i + 1;
    setAll(root, { class: now ? "cu-bar-mean cu-bar-now" : "cu-bar-mean" });
    setAll(column, { x: x + 2, y: top, width: BAR.width - 4, height: BAR.height * mean });
    setAll(value, { x: x + BAR.width / 2, y: top - 3 });
    setAll(name, { x: x + BAR.width / 2, y: BAR.height + 29 });
    setText(value, format(mean).replace("0.", "."));
    setText(name, String(i + 1));
  });
  const height = BAR.top + BAR.height * (1 - s.mean);
  setAll(level, { d: `M0 ${height}H${MOST * BAR.width + 8}`, display: s.source === "given" ? null : "none" });
}

/** @param {Parts["table"]} parts @param {State} s */
function drawTable({ body, rows }, s) {
  fit(body, rows, s.used.length, buildTableRow);
  s.used.forEach((_, i) => anchorWords(s, i).forEach((text, column) => setText(rows[i].cells[column], text)));
}

const show = (/** @type {number} */ value) => format(value, 3);

/** An anchor's row of the table. @type {(s: State, anchor: number) => string[]} */
function anchorWords(s, anchor) {
  const own = s.places.filter((taken) => taken.anchor === anchor);
  const mean = own.reduce((sum, { iou }) => sum + iou, 0) / own.length;
  const [w, h] = s.used[anchor];
  return [String(anchor + 1), `${show(w)} × ${show(h)}`, String(own.length), own.length ? show(mean) : "–"];
}

/** @param {State} s */
const noteWords = (s) => [
  `numbered: boxes of anchor ${s.places[s.selected].anchor + 1}; ×: lost`,
  "dots: boxes, dashed: anchors",
  s.source === "given" ? `line: given, ${show(s.mean)}` : `k = ${s.k}: ${show(s.mean)}`,
];

/** @param {State} s */
function words(s) {
  const { row, column, anchor, iou } = s.places[s.selected];
  const [w, h] = s.clusters.sizes[s.selected];
  const [a, b] = s.used[anchor];
  const shared = Math.min(w, a) * Math.min(h, b);
  const quotient = `${format(shared, 4)} / ${format(w * h + a * b - shared, 4)} = ${show(iou)}`;
  const others = s.used.map((size, i) => ({ i, iou: shapeIou([w, h], size) })).filter(({ i }) => i !== anchor);
  const [next] = others.sort((first, second) => second.iou - first.iou);
  const second = next ? ` Next best: anchor ${next.i + 1}, ${show(next.iou)}.` : "";
  const box = `Box ${s.selected + 1}, ${show(w)} wide and ${show(h)} high`;
  const best = `Anchor ${anchor + 1} (${show(a)} × ${show(b)}) fits best: IoU = ${quotient}.${second}`;
  return `${box}, has its mid-point in ${place(row, column)}. ${best}`;
}

/** @param {State} s */
function lostWords(s) {
  const count = s.places.filter(({ lost }) => lost).length;
  if (!count) return "";
  const [share, they] = count === 1 ? ["box shares", "it is"] : ["boxes share", "they are"];
  const among = s.places[s.selected].lost ? ` Box ${s.selected + 1} is among them.` : "";
  const rule = `⚠ ${count} ${share} cell and anchor with a later box: one place holds one box`;
  return `${rule}, so ${they} lost (×).${among}`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
