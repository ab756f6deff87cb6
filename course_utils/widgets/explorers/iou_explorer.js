// IoUExplorer: two boxes to drag, resize and type; intersection, union and their quotient follow.
import { area, measure, notch, planeSize, snap } from "../mathematics/boxes.js";
import { element, liveRegion, numberField, pills, setText } from "../drawing/controls.js";
import { canvas, pointIn, rect, setAll, shape } from "../drawing/drawing.js";
import { format } from "../mathematics/maths.js";
import { frame, panel } from "../drawing/parts.js";
import { keepState } from "../state.js";

const NAMES = ["box1", "box2", "clamped"], BOXES = ["box1", "box2"];
const AXES = ["x1", "y1", "x2", "y2"], ROOM = 420, LINES = 10;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const CORNERS = [[0, 1], [2, 1], [0, 3], [2, 3]]; // which x and which y a corner moves

const show = (value) => format(value, 3);
const signed = (value) => (show(value).startsWith("−") ? `(${show(value)})` : show(value));

/** The five lines from the sides to the quotient, with their numbers. */
export function iouLines(a, b, clamped) {
  const { width, height, intersection, union, iou } = measure(a, b, clamped);
  const side = (name, i) => {
    const inner = `min(${show(a[i + 2])}, ${show(b[i + 2])}) − max(${show(a[i])}, ${show(b[i])})`;
    const bare = Math.min(a[i + 2], b[i + 2]) - Math.max(a[i], b[i]);
    return clamped ? `${name} = max(0, ${inner}) = max(0, ${show(bare)}) = ${show(Math.max(0, bare))}` : `${name} = ${inner} = ${show(bare)}`;
  };
  return [
    side("width", 0), side("height", 1), `intersection = ${signed(width)} × ${signed(height)} = ${show(intersection)}`,
    `union = ${show(area(a))} + ${show(area(b))} − ${signed(intersection)} = ${show(union)}`,
    `IoU = ${show(intersection)} / ${signed(union)} = ${show(iou)}`,
  ];
}

export function iouWarning(a, b, clamped) {
  const { width, height, intersection } = measure(a, b, clamped);
  if (width < 0 && height < 0) return `⚠ The boxes do not meet, yet ${signed(width)} × ${signed(height)} = ${show(intersection)}: two negative sides make a false intersection.`;
  if (width < 0 || height < 0) return `⚠ The boxes do not meet: one negative side makes a negative intersection, ${show(intersection)}.`;
  return "";
}

/** The box moved by (dx, dy), kept on the plane without changing its size. */
export function moved(box, dx, dy, size) {
  const x = Math.max(-box[0], Math.min(dx, size - box[2])), y = Math.max(-box[1], Math.min(dy, size - box[3]));
  return [box[0] + x, box[1] + y, box[2] + x, box[3] + y].map((value) => Number(value.toPrecision(12)));
}

/** The box with one corner at (x, y), at least one notch wide and high. */
export function resized(box, [i, j], x, y, size) {
  const step = notch(size), result = [...box];
  const place = (axis, value) => {
    const other = box[axis ^ 2], far = axis < 2 ? [0, other - step] : [other + step, size];
    result[axis] = Number(Math.max(far[0], Math.min(value, far[1])).toPrecision(12));
  };
  place(i, x);
  place(j, y);
  return result.every((value) => value >= 0) && result[0] < result[2] && result[1] < result[3] ? result : box;
}

function render({ model, el }) {
  let held = null;
  const parts = build();
  const { state, change, paint, stop } = keepState({ model, names: NAMES, settle, draw });

  /** The plane follows boxes that leave it or grow tiny on it, but never under a finger. */
  function settle(s) {
    const numbers = [...s.box1, ...s.box2], wanted = planeSize(numbers);
    if (!held && !(s.size >= Math.max(...numbers) && s.size <= 4 * wanted)) s.size = wanted;
  }

  function type(name, axis, value) {
    const box = state[name].map((old, i) => (i === axis ? value : old));
    const bad = box[0] >= box[2] || box[1] >= box[3];
    parts.refused.hidden = !bad;
    setText(parts.refused, bad ? `⚠ ${AXES[axis]} = ${show(value)} is not used: ${axis % 2 ? "y1 must stay above y2" : "x1 must stay left of x2"} (smaller than it).` : "");
    if (!bad) change({ [name]: box });
  }

  function key(event, name) {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const step = notch(state.size), [dx, dy] = arrow.map((way) => way * step), box = state[name];
    change({ [name]: event.shiftKey ? resized(box, [2, 3], box[2] + dx, box[3] + dy, state.size) : moved(box, dx, dy, state.size) });
  }

  function grab(event, name, corner) {
    event.preventDefault();
    event.stopPropagation();
    parts.boxes[BOXES.indexOf(name)].root.focus({ preventScroll: true });
    parts.plane.setPointerCapture(event.pointerId);
    held = { name, corner, from: pointIn(parts.plane, event), box: state[name] };
  }

  function drag(event) {
    if (!held) return;
    const scale = ROOM / state.size, step = notch(state.size), { box, corner } = held;
    const [dx, dy] = pointIn(parts.plane, event).map((value, i) => (value - held.from[i]) / scale);
    change({
      [held.name]: corner ? resized(box, corner, snap(box[corner[0]] + dx, step), snap(box[corner[1]] + dy, step), state.size)
        : moved(box, snap(box[0] + dx, step) - box[0], snap(box[1] + dy, step) - box[1], state.size),
    });
  }

  function boxParts(name, index) {
    const outline = shape("rect", { class: `cu-box cu-box-${index + 1}` });
    const label = shape("text", { class: "cu-box-label" }, String(index + 1));
    const corners = CORNERS.map((corner) => shape("circle", {
      class: `cu-corner cu-corner-${corner[0] === corner[1] - 1 ? "down" : "up"}`, r: 7, "aria-hidden": "true",
    }));
    const root = shape("g", { class: `cu-movable cu-movable-${index + 1}`, tabindex: 0, role: "application", "aria-roledescription": "movable box" }, outline, label, ...corners);
    outline.addEventListener("pointerdown", (event) => grab(event, name, null));
    corners.forEach((node, i) => node.addEventListener("pointerdown", (event) => grab(event, name, CORNERS[i])));
    root.addEventListener("keydown", (event) => key(event, name));
    const update = (box, scale) => {
      setAll(outline, rect(box, scale));
      setAll(label, { x: box[0] * scale + 9, y: box[1] * scale + 21 });
      corners.forEach((node, i) => setAll(node, { cx: box[CORNERS[i][0]] * scale, cy: box[CORNERS[i][1]] * scale }));
      setAll(root, { "aria-label": `box ${index + 1}: from ${show(box[0])}, ${show(box[1])} to ${show(box[2])}, ${show(box[3])}. Arrows move it, Shift and arrows resize it.` });
    };
    return { root, update };
  }

  function build() {
    const p = {};
    p.lines = Array.from({ length: LINES - 1 }, (_, i) => shape("path", { class: "cu-rule", d: `M0 ${((i + 1) * ROOM) / LINES}H${ROOM}M${((i + 1) * ROOM) / LINES} 0V${ROOM}` }));
    p.ends = [[4, 14, "start"], [ROOM - 4, 14, "end"], [4, ROOM - 5, "start"]].map(([x, y, anchor]) => shape("text", { x, y, class: "cu-tick", "text-anchor": anchor }));
    p.shared = shape("rect", { class: "cu-shared" });
    p.boxes = BOXES.map(boxParts);
    p.plane = canvas(ROOM, ROOM, "cu-plane", ...p.lines, ...p.ends, p.shared, ...p.boxes.map(({ root }) => root));
    p.plane.addEventListener("pointermove", drag);
    for (const end of ["pointerup", "pointercancel"]) p.plane.addEventListener(end, () => { held = null; });
    p.fields = BOXES.map((name, i) => AXES.map((axis, a) => numberField(axis, `box ${i + 1} ${axis}`, 0, 100000, (value) => type(name, a, value), "any")));
    const rows = p.fields.map((fields, i) => element("fieldset", { class: "cu-control cu-coordinates" },
      element("legend", { class: "cu-control-name" }, element("span", { class: `cu-swatch cu-swatch-${i + 1}`, "aria-hidden": "true" }), `Box ${i + 1}`), ...fields.map(({ root }) => root)));
    p.clamp = pills({ label: "A side below zero", name: "clamped", options: [["true", "becomes 0"], ["false", "stays negative (wrong)"]], onChange: (value) => change({ clamped: value === "true" }) });
    p.formula = Array.from({ length: 5 }, () => element("p"));
    p.refused = element("p", { class: "cu-warning", role: "alert", hidden: true });
    p.warning = element("p", { class: "cu-warning", hidden: true });
    p.live = liveRegion();
    p.panel = panel("Drag the boxes and their corners", p.plane);
    el.replaceChildren(frame("IoU explorer", element("div", { class: "cu-stage" }, p.panel.root,
      element("div", { class: "cu-column" }, ...rows, p.refused, p.clamp.root,
        element("div", { class: "cu-formula cu-steps", role: "group", "aria-label": "Intersection over union" }, ...p.formula), p.warning, p.live.root))));
    return p;
  }

  function draw(s) {
    const scale = ROOM / s.size, boxes = BOXES.map((name) => s[name]);
    parts.boxes.forEach((box, i) => box.update(boxes[i], scale));
    parts.fields.forEach((fields, i) => fields.forEach((field, a) => field.update(boxes[i][a])));
    ["0", `x ${show(s.size)}`, `y ${show(s.size)}`].forEach((text, i) => setText(parts.ends[i], text));
    parts.clamp.update(String(s.clamped));
    drawShared(s, scale);
    iouLines(s.box1, s.box2, s.clamped).forEach((line, i) => setText(parts.formula[i], line));
    const warning = iouWarning(s.box1, s.box2, s.clamped);
    parts.warning.hidden = !warning;
    setText(parts.warning, warning);
    drawWords(s, warning);
  }

  function drawShared({ box1, box2, clamped }, scale) {
    const [a, b, c, d] = [Math.max(box1[0], box2[0]), Math.max(box1[1], box2[1]), Math.min(box1[2], box2[2]), Math.min(box1[3], box2[3])];
    const wrong = c < a && d < b && !clamped, real = c > a && d > b;
    setAll(parts.shared, { class: wrong ? "cu-shared cu-false" : "cu-shared", ...rect(wrong ? [c, d, a, b] : real ? [a, b, c, d] : [0, 0, 0, 0], scale) });
  }

  function drawWords(s, warning) {
    const { intersection, union, iou } = measure(s.box1, s.box2, s.clamped);
    const what = iou === 0 ? "The boxes share nothing." : iou === 1 ? "The boxes are the same." : `The boxes share ${show(intersection)} of ${show(union)}.`;
    parts.live.say(warning ? "" : `${what} IoU ${show(iou)}.`, `${warning} IoU ${show(iou)}.`);
  }

  paint();
  return () => { parts.live.stop(); stop(); };
}

export default { render };
