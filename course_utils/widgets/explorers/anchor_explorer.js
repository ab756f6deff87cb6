// AnchorExplorer: which cell and which anchor a box belongs to, and anchors made for the boxes.
import { assignBoxes, boxSizes, kMeansAnchors, meanBestIou, shapeIou } from "../mathematics/anchors.js";
import { element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { canvas, fit, pointIn, rect, setAll, shape } from "../drawing/drawing.js";
import { format } from "../mathematics/maths.js";
import { frame, panel } from "../drawing/parts.js";
import { keepState } from "../state.js";

const NAMES = ["boxes", "anchors", "grid", "source", "k", "selected"];
const SIDE = 300, MOST = 9, BAR = 26, TALL = 110;
const INKS = ["#0072b2", "#b87d00", "#009e73", "#c06a9b", "#3391cc", "#d55e00", "#a68a00", "#888888", "var(--cu-text)"];
const HEADS = ["Anchor", "Size", "Boxes", "IoU"];
const show = (value) => format(value, 3);

/** A numbered ring: the number says the anchor, the colour repeats it. */
function ring() {
  const circle = shape("circle", { r: 8 }), text = shape("text");
  const root = shape("g", { class: "cu-ring" }, circle, text);
  const update = (x, y, anchor, name = "") => {
    setAll(root, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, class: `cu-ring ${name}` });
    setAll(circle, { stroke: INKS[anchor] });
    setAll(text, { y: 4 });
    setText(text, String(anchor + 1));
  };
  return { root, update };
}

function render({ model, el }) {
  let seen = {};
  const parts = build();
  const { state, change, paint, stop } = keepState({ model, names: NAMES, settle, draw });

  function settle(s) {
    s.selected = Math.min(s.selected, s.boxes.length - 1);
    s.k = Math.min(s.k, s.boxes.length);
    if (seen.boxes !== s.boxes) {
      seen = { boxes: s.boxes, sizes: boxSizes(s.boxes), made: [] };
      for (let k = 1; k <= Math.min(MOST, s.boxes.length); k++) seen.made[k] = kMeansAnchors(seen.sizes, k);
      seen.means = seen.made.map((anchors) => meanBestIou(seen.sizes, anchors));
    }
    s.used = s.source === "given" ? s.anchors : seen.made[s.k];
    s.places = assignBoxes(s.boxes, s.used, s.grid);
    s.mean = s.source === "given" ? meanBestIou(seen.sizes, s.anchors) : seen.means[s.k];
    s.scale = SIDE / Math.max(...seen.sizes.flat(), ...s.used.flat());
  }

  /** The box whose mark is nearest to the pointer. */
  function pick(event, svg, points) {
    const [x, y] = pointIn(svg, event), far = (i) => (points[i][0] - x) ** 2 + (points[i][1] - y) ** 2;
    change({ selected: points.reduce((best, _, i) => (far(i) < far(best) ? i : best), 0) });
  }

  const middles = (s) => s.boxes.map(([x1, y1, x2, y2]) => [((x1 + x2) / 2) * SIDE, ((y1 + y2) / 2) * SIDE]);
  const tips = (s) => seen.sizes.map(([w, h]) => [w * s.scale, h * s.scale]);

  function build() {
    const p = { marks: [], dots: [], rings: [], outlines: [], bars: [], rows: [] };
    p.source = pills({ label: "Anchors", name: "source", options: [["given", "given"], ["k-means", "k-means"]], onChange: (source) => change({ source }) });
    p.k = slider({ label: "Number of anchors k", name: "k", onInput: (k) => change({ k, source: "k-means" }) });
    p.grid = slider({ label: "Cells along a side", name: "grid", onInput: (grid) => change({ grid }) });
    p.box = slider({ label: "Box", name: "selected", onInput: (value) => change({ selected: value - 1 }) });
    p.rules = shape("path", { class: "cu-rule" });
    p.cell = shape("rect", { class: "cu-cell-here" });
    p.box1 = shape("rect", { class: "cu-mine" });
    p.fitted = shape("rect", { class: "cu-fitted" });
    p.markLayer = shape("g");
    p.cells = canvas(SIDE, SIDE, "cu-square", p.rules, p.cell, p.fitted, p.box1, p.markLayer);
    p.cells.addEventListener("click", (event) => pick(event, p.cells, middles(state)));
    p.dotLayer = shape("g");
    p.outlineLayer = shape("g");
    p.shape1 = shape("rect", { class: "cu-mine" });
    p.shapes = canvas(SIDE, SIDE, "cu-square", p.dotLayer, p.outlineLayer, p.shape1);
    p.shapes.addEventListener("click", (event) => pick(event, p.shapes, tips(state)));
    p.barLayer = shape("g");
    p.level = shape("path", { class: "cu-level" });
    p.chart = canvas(MOST * BAR + 8, TALL + 34, "cu-chart", p.barLayer, p.level);
    [p.cells, p.shapes, p.chart].forEach((svg) => setAll(svg, { "aria-hidden": "true" }));
    p.body = element("tbody");
    p.live = liveRegion();
    p.warning = element("p", { class: "cu-warning", hidden: true });
    p.panels = [panel("Picture", p.cells), panel("Shapes on one corner", p.shapes), panel("Mean best IoU", p.chart)];
    p.table = element("table", { class: "cu-table cu-anchors" }, element("caption", { class: "cu-spoken" }, "Anchors"),
      element("thead", {}, element("tr", {}, ...HEADS.map((head) => element("th", { scope: "col" }, head)))), p.body);
    el.replaceChildren(frame("Anchor explorer",
      element("div", { class: "cu-bar cu-sliders" }, p.source.root, p.k.root, p.grid.root, p.box.root),
      element("div", { class: "cu-stage cu-trio" }, p.panels[0].root, p.panels[1].root,
        element("div", { class: "cu-column" }, p.panels[2].root, p.table)),
      p.live.root, p.warning));
    return p;
  }

  function draw(s) {
    parts.source.update(s.source);
    parts.k.update(s.k, 1, Math.min(MOST, s.boxes.length));
    parts.grid.update(s.grid, 1, Math.max(19, s.grid));
    parts.box.update(s.selected + 1, 1, s.boxes.length);
    drawCells(s);
    drawShapes(s);
    drawChart(s);
    drawTable(s);
    drawWords(s);
  }

  function drawCells(s) {
    const step = SIDE / s.grid, { row, column, anchor } = s.places[s.selected], mine = s.boxes[s.selected], points = middles(s);
    setAll(parts.rules, { d: Array.from({ length: s.grid - 1 }, (_, i) => `M${((i + 1) * step).toFixed(2)} 0V${SIDE}M0 ${((i + 1) * step).toFixed(2)}H${SIDE}`).join("") });
    setAll(parts.cell, { x: column * step, y: row * step, width: step, height: step });
    setAll(parts.box1, rect(mine, SIDE));
    const [x, y] = points[s.selected], [w, h] = s.used[anchor].map((side) => side * SIDE);
    setAll(parts.fitted, { ...rect([x - w / 2, y - h / 2, x + w / 2, y + h / 2]), stroke: INKS[anchor] });
    fit(parts.markLayer, parts.marks, s.boxes.length, ring);
    points.forEach(([a, b], i) => parts.marks[i].update(a, b, s.places[i].anchor, `${s.places[i].lost ? "cu-lost" : ""} ${i === s.selected ? "cu-chosen" : ""}`));
    raise(parts.marks[s.selected]);
  }

  /** The chosen mark lies on top. */
  function raise(mark) {
    if (parts.markLayer.lastChild !== mark.root) parts.markLayer.append(mark.root);
  }

  function drawShapes(s) {
    const points = tips(s);
    fit(parts.dotLayer, parts.dots, s.boxes.length, () => shape("circle", { r: 4 }));
    points.forEach(([cx, cy], i) => setAll(parts.dots[i], { cx, cy, fill: INKS[s.places[i].anchor] }));
    fit(parts.outlineLayer, parts.outlines, s.used.length, () => {
      const box = shape("rect", { class: "cu-anchor" }), mark = ring();
      return { root: shape("g", {}, box, mark.root), box, mark };
    });
    s.used.forEach(([w, h], i) => {
      const { box, mark } = parts.outlines[i];
      setAll(box, { x: 0, y: 0, width: w * s.scale, height: h * s.scale, stroke: INKS[i] });
      mark.update(w * s.scale, h * s.scale, i);
    });
    const [width, height] = points[s.selected];
    setAll(parts.shape1, { x: 0, y: 0, width, height });
  }

  function drawChart(s) {
    fit(parts.barLayer, parts.bars, seen.means.length - 1, () => {
      const [bar, value, name] = [shape("rect"), shape("text"), shape("text")];
      return { root: shape("g", {}, bar, value, name), bar, value, name };
    });
    parts.bars.forEach(({ root, bar, value, name }, i) => {
      const mean = seen.means[i + 1], x = 4 + i * BAR, top = 14 + TALL * (1 - mean), now = s.source === "k-means" && s.k === i + 1;
      setAll(root, { class: now ? "cu-bar-mean cu-bar-now" : "cu-bar-mean" });
      setAll(bar, { x: x + 2, y: top, width: BAR - 4, height: TALL * mean });
      setAll(value, { x: x + BAR / 2, y: top - 3 });
      setAll(name, { x: x + BAR / 2, y: TALL + 29 });
      setText(value, format(mean).replace("0.", "."));
      setText(name, String(i + 1));
    });
    setAll(parts.level, { d: `M0 ${14 + TALL * (1 - s.mean)}H${MOST * BAR + 8}`, display: s.source === "given" ? null : "none" });
    setText(parts.panels[2].note, s.source === "given" ? `line: given, ${show(s.mean)}` : `k = ${s.k}: ${show(s.mean)}`);
  }

  function drawTable(s) {
    fit(parts.body, parts.rows, s.used.length, () => {
      const cells = HEADS.map(() => element("td"));
      return { root: element("tr", {}, ...cells), cells };
    });
    s.used.forEach(([w, h], i) => {
      const mine = s.places.filter(({ anchor }) => anchor === i), mean = mine.reduce((sum, { iou }) => sum + iou, 0) / mine.length;
      const words = [String(i + 1), `${show(w)} × ${show(h)}`, String(mine.length), mine.length ? show(mean) : "–"];
      words.forEach((text, column) => setText(parts.rows[i].cells[column], text));
    });
  }

  function drawWords(s) {
    const i = s.selected, { row, column, anchor, iou, lost } = s.places[i], [w, h] = seen.sizes[i], [a, b] = s.used[anchor];
    const shared = Math.min(w, a) * Math.min(h, b), inner = format(shared, 4), outer = format(w * h + a * b - shared, 4);
    const others = s.used.map((one, j) => [j, shapeIou([w, h], one)]).filter(([j]) => j !== anchor).sort((one, two) => two[1] - one[1]);
    const next = others.length ? ` Next best: anchor ${others[0][0] + 1}, ${show(others[0][1])}.` : "";
    parts.live.say(`Box ${i + 1}, ${show(w)} wide and ${show(h)} high, has its mid-point in row ${row + 1}, column ${column + 1}. `
      + `Anchor ${anchor + 1} (${show(a)} × ${show(b)}) fits best: IoU = ${inner} / ${outer} = ${show(iou)}.${next}`);
    const count = s.places.filter((place) => place.lost).length;
    setText(parts.panels[0].note, `${s.boxes.length} mid-points, ${s.grid}×${s.grid} cells`);
    setText(parts.panels[1].note, "dots: boxes");
    parts.warning.hidden = count === 0;
    setText(parts.warning, count === 0 ? "" : `⚠ ${count} ${count === 1 ? "box shares" : "boxes share"} cell and anchor with a later box: one place holds one box, so ${count === 1 ? "it is" : "they are"} lost (crossed).${lost ? ` Box ${i + 1} is among them.` : ""}`);
  }

  paint();
  return () => { parts.live.stop(); stop(); };
}

export default { render };
