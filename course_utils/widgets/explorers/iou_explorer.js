// IoUExplorer: two boxes to drag, resize and type; intersection, union and their quotient follow.
import { element, liveRegion, numberField, pills, setText, warn } from "../drawing/controls.js";
import { frame, panel, steps } from "../drawing/parts.js";
import { canvas, grab, onDrag, pointIn, rect, setAll, shape, takeArrow } from "../drawing/svg.js";
import { area, measure, notch, planeSize, snap } from "../mathematics/boxes.js";
import { moved, resized } from "../mathematics/edits.js";
import { format } from "../mathematics/maths.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Box } from "../mathematics/boxes.js" */
/** @import { Corner } from "../mathematics/edits.js" */
/** @import { Kept } from "../state.js" */
/** @typedef {"box1" | "box2"} Name */
/** @typedef {{ box1: Box, box2: Box, clamped: boolean }} Traits */
/** @typedef {{ name: Name, corner: Corner | null, from: [number, number], box: Box }} Held what the pointer moves */
/** @typedef {Traits & { size: number, held?: Held | null }} State `size`: the side of the plane */
/** @typedef {ReturnType<typeof build>} Parts */
/** @typedef {ReturnType<typeof buildBox>} BoxParts */

/** @type {(keyof Traits)[]} */
const NAMES = ["box1", "box2", "clamped"];
/** @type {Name[]} */
const BOXES = ["box1", "box2"];
const AXES = ["x1", "y1", "x2", "y2"];
/** @type {Corner[]} */
const CORNERS = [
  [0, 1],
  [2, 1],
  [0, 3],
  [2, 3],
];
const ROOM = 420;
const LINES = 10;
const MOST = 100000;

/** The plane follows boxes that leave it or grow tiny on it, but never under a finger. @param {State} s */
function settle(s) {
  const numbers = [...s.box1, ...s.box2];
  const wanted = planeSize(numbers);
  if (!s.held && !(s.size >= Math.max(...numbers) && s.size <= 4 * wanted)) s.size = wanted;
}

/**
 * The box after an arrow key.
 *
 * @type {(s: State, name: Name, arrow: [number, number], resize: boolean) => Partial<State>}
 */
function pushed(s, name, arrow, resize) {
  const [dx, dy] = arrow.map((way) => way * notch(s.size));
  const box = s[name];
  const pulled = resize ? resized(box, [2, 3], box[2] + dx, box[3] + dy, s.size) : moved(box, dx, dy, s.size);
  return { [name]: pulled };
}

/** The held box when the pointer is at `to`. @type {(s: State, held: Held, to: [number, number]) => Partial<State>} */
function dragged(s, { name, corner, from, box }, to) {
  const step = notch(s.size);
  const [dx, dy] = to.map((value, i) => ((value - from[i]) * s.size) / ROOM);
  const near = (/** @type {number} */ value, /** @type {number} */ way) => snap(value + way, step);
  if (corner) return { [name]: resized(box, corner, near(box[corner[0]], dx), near(box[corner[1]], dy), s.size) };
  return { [name]: moved(box, near(box[0], dx) - box[0], near(box[1], dy) - box[1], s.size) };
}

/** @param {Kept<State>} kept */
function build(kept) {
  const { state, change } = kept;
  const shared = shape("rect", { class: "cu-shared" });
  const ends = buildEnds();
  const plane = canvas(ROOM, ROOM, "cu-plane", ...buildRules(), ...ends, shared);
  const boxes = BOXES.map((name, i) => buildBox(kept, plane, name, i));
  plane.append(...boxes.map((box) => box.root));
  onDrag(
    plane,
    (event) => {
      if (state.held) change(dragged(state, state.held, pointIn(plane, event)));
    },
    () => {
      state.held = null;
    },
  );
  const refused = element("p", { class: "cu-warning", role: "alert", hidden: true });
  const warning = element("p", { class: "cu-warning", hidden: true });
  const fields = BOXES.map((name, i) => buildFields(kept, refused, name, i));
  const clamp = pills({
    label: "A side below zero",
    name: "clamped",
    options: [
      ["true", "becomes 0"],
      ["false", "stays negative (wrong)"],
    ],
    onChange: (value) => change({ clamped: value === "true" }),
  });
  const lines = Array.from({ length: 5 }, () => element("p"));
  const formula = steps("Intersection over union", "", lines);
  const live = liveRegion();
  const column = element("div", { class: "cu-column" }, ...fields.map((set) => set.root), refused, clamp.root);
  column.append(formula.root, warning, live.root);
  const stage = element("div", { class: "cu-stage" }, panel("Drag the boxes and their corners", plane).root, column);
  const root = frame("IoU explorer", stage);
  return { root, timers: [live], boxes, fields, ends, clamp, shared, formula, warning, live };
}

const buildRules = () =>
  Array.from({ length: LINES - 1 }, (_, i) => {
    const at = ((i + 1) * ROOM) / LINES;
    return shape("path", { class: "cu-rule", d: `M0 ${at}H${ROOM}M${at} 0V${ROOM}` });
  });

/** The corners' numbers: 0, the right end of x, the lower end of y. */
function buildEnds() {
  return [
    shape("text", { x: 4, y: 14, class: "cu-tick", "text-anchor": "start" }),
    shape("text", { x: ROOM - 4, y: 14, class: "cu-tick", "text-anchor": "end" }),
    shape("text", { x: 4, y: ROOM - 5, class: "cu-tick", "text-anchor": "start" }),
  ];
}

/** @param {Kept<State>} kept @param {SVGSVGElement} plane @param {Name} name @param {number} index */
function buildBox({ state, change }, plane, name, index) {
  const outline = shape("rect", { class: `cu-box cu-box-${index + 1}` });
  const label = shape("text", { class: "cu-box-label" }, String(index + 1));
  const corners = CORNERS.map(([i, j]) => {
    const way = i === j - 1 ? "down" : "up";
    return shape("circle", { class: `cu-corner cu-corner-${way}`, r: 7, "aria-hidden": "true" });
  });
  const spoken = { tabindex: 0, role: "application", "aria-roledescription": "movable box" };
  const root = shape("g", { class: `cu-movable cu-movable-${index + 1}`, ...spoken }, outline, label, ...corners);
  /** @param {PointerEvent} event @param {Corner | null} corner */
  const hold = (event, corner) => {
    grab(plane, root, event);
    state.held = { name, corner, from: pointIn(plane, event), box: state[name] };
  };
  outline.addEventListener("pointerdown", (event) => hold(event, null));
  corners.forEach((node, i) => node.addEventListener("pointerdown", (event) => hold(event, CORNERS[i])));
  root.addEventListener("keydown", (event) => {
    const arrow = takeArrow(event);
    if (arrow) change(pushed(state, name, arrow, event.shiftKey));
  });
  return { root, outline, label, corners };
}

/** @param {Kept<State>} kept @param {HTMLElement} refused @param {Name} name @param {number} index */
function buildFields({ state, change }, refused, name, index) {
  /** @type {(side: number, value: number) => void} */
  const put = (side, value) => {
    const box = /** @type {Box} */ (state[name].map((old, i) => (i === side ? value : old)));
    const bad = box[0] >= box[2] || box[1] >= box[3];
    warn(refused, bad ? refusedWords(side, value) : "");
    if (!bad) change({ [name]: box });
  };
  const fields = AXES.map((label, side) => {
    const onInput = (/** @type {number} */ value) => put(side, value);
    return numberField({ label, name: `box ${index + 1} ${label}`, least: 0, most: MOST, step: "any", onInput });
  });
  const swatch = element("span", { class: `cu-swatch cu-swatch-${index + 1}`, "aria-hidden": "true" });
  const legend = element("legend", { class: "cu-control-name" }, swatch, `Box ${index + 1}`);
  const root = element(
    "fieldset",
    { class: "cu-control cu-coordinates" },
    legend,
    ...fields.map((field) => field.root),
  );
  const update = (/** @type {Box} */ box) => fields.forEach((field, side) => field.update(box[side]));
  return { root, update };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const scale = ROOM / s.size;
  BOXES.forEach((name, i) => {
    drawBox(parts.boxes[i], s[name], i, scale);
    parts.fields[i].update(s[name]);
  });
  ["0", `x ${show(s.size)}`, `y ${show(s.size)}`].forEach((text, i) => setText(parts.ends[i], text));
  parts.clamp.update(s.clamped ? "true" : "false");
  drawShared(parts.shared, s, scale);
  parts.formula.update(iouLines(s.box1, s.box2, s.clamped));
  const warning = iouWarning(s.box1, s.box2, s.clamped);
  warn(parts.warning, warning);
  const { iou } = measure(s.box1, s.box2, s.clamped);
  parts.live.say(warning ? "" : words(s), `${warning} IoU ${show(iou)}.`);
}

/** @param {BoxParts} parts @param {Box} box @param {number} index @param {number} scale */
function drawBox({ root, outline, label, corners }, box, index, scale) {
  setAll(outline, rect(box, scale));
  setAll(label, { x: box[0] * scale + 9, y: box[1] * scale + 21 });
  corners.forEach((node, i) => setAll(node, { cx: box[CORNERS[i][0]] * scale, cy: box[CORNERS[i][1]] * scale }));
  const spot = `from ${show(box[0])}, ${show(box[1])} to ${show(box[2])}, ${show(box[3])}`;
  setAll(root, { "aria-label": `box ${index + 1}: ${spot}. Arrows move it, Shift and arrows resize it.` });
}

/**
 * What both share; without the clamp also the false rectangle between boxes apart.
 *
 * @param {SVGRectElement} node
 * @param {State} s
 * @param {number} scale
 */
function drawShared(node, { box1, box2, clamped }, scale) {
  const [left, top] = [Math.max(box1[0], box2[0]), Math.max(box1[1], box2[1])];
  const [right, bottom] = [Math.min(box1[2], box2[2]), Math.min(box1[3], box2[3])];
  const wrong = right < left && bottom < top && !clamped;
  const real = right > left && bottom > top;
  const common = real ? [left, top, right, bottom] : [0, 0, 0, 0];
  const shown = wrong ? [right, bottom, left, top] : common;
  setAll(node, { class: wrong ? "cu-shared cu-false" : "cu-shared", ...rect(shown, scale) });
}

const show = (/** @type {number} */ value) => format(value, 3);

const signed = (/** @type {number} */ value) => (show(value).startsWith("−") ? `(${show(value)})` : show(value));

/**
 * The five lines from the sides to the quotient, with their numbers.
 *
 * @type {(a: Box, b: Box, clamped: boolean) => string[]}
 */
export function iouLines(a, b, clamped) {
  const { width, height, intersection, union, iou } = measure(a, b, clamped);
  /** @type {(name: string, i: number) => string} */
  const side = (name, i) => {
    const inner = `min(${show(a[i + 2])}, ${show(b[i + 2])}) − max(${show(a[i])}, ${show(b[i])})`;
    const bare = Math.min(a[i + 2], b[i + 2]) - Math.max(a[i], b[i]);
    if (!clamped) return `${name} = ${inner} = ${show(bare)}`;
    return `${name} = max(0, ${inner}) = max(0, ${show(bare)}) = ${show(Math.max(0, bare))}`;
  };
  return [
    side("width", 0),
    side("height", 1),
    `intersection = ${signed(width)} × ${signed(height)} = ${show(intersection)}`,
    `union = ${show(area(a))} + ${show(area(b))} − ${signed(intersection)} = ${show(union)}`,
    `IoU = ${show(intersection)} / ${signed(union)} = ${show(iou)}`,
  ];
}

/** @type {(a: Box, b: Box, clamped: boolean) => string} */
export function iouWarning(a, b, clamped) {
  const { width, height, intersection } = measure(a, b, clamped);
  if (width < 0 && height < 0) {
    const product = `${signed(width)} × ${signed(height)} = ${show(intersection)}`;
    return `⚠ The boxes do not meet, yet ${product}: two negative sides make a false intersection.`;
  }
  if (width >= 0 && height >= 0) return "";
  return `⚠ The boxes do not meet: one negative side makes a negative intersection, ${show(intersection)}.`;
}

/** @param {number} side @param {number} value */
function refusedWords(side, value) {
  const order = side % 2 ? "y1 must stay above y2" : "x1 must stay left of x2";
  return `⚠ ${AXES[side]} = ${show(value)} is not used: ${order} (smaller than it).`;
}

/** @param {State} s */
function words(s) {
  const { intersection, union, iou } = measure(s.box1, s.box2, s.clamped);
  if (iou === 0) return `The boxes share nothing. IoU ${show(iou)}.`;
  if (iou === 1) return `The boxes are the same. IoU ${show(iou)}.`;
  return `The boxes share ${show(intersection)} of ${show(union)}. IoU ${show(iou)}.`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
