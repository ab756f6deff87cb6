// TripletExplorer: anchor, positive and negative to drag; the loss, its margin and its gradients follow.
import { button, element, liveRegion, slider } from "../drawing/controls.js";
import { frame, panel, steps } from "../drawing/parts.js";
import { canvas, grab, onDrag, pointIn, setAll, shape, takeArrow } from "../drawing/svg.js";
import { snap } from "../mathematics/boxes.js";
import { format } from "../mathematics/maths.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Kept } from "../state.js" */
/** @typedef {[x: number, y: number]} Point */
/** @typedef {"anchor" | "positive" | "negative"} Name */
/** @typedef {Record<Name, Point> & { alpha: number }} Traits */
/** @typedef {{ name: Name, from: Point, at: Point }} Held the point under the pointer, and where both were */
/** @typedef {Traits & { held?: Held | null }} State */
/** @typedef {{ near: number, far: number, loss: number, kind: keyof typeof SENTENCES, slopes: Point[] }} Triplet */
/** @typedef {ReturnType<typeof build>} Parts */
/** @typedef {ReturnType<typeof buildPoint>} PointParts */

/** @type {Name[]} */
const POINTS = ["anchor", "positive", "negative"];
/** @type {(keyof Traits)[]} */
const NAMES = [...POINTS, "alpha"];
const SIDE = 5;
const PLANE = 420;
const SCALE = PLANE / SIDE;
const NOTCH = 0.1;
const RATE = 0.1;
const SENTENCES = {
  easy: "Easy: the negative stands outside the dashed circle. The loss is 0, nothing is learnt.",
  "inside the margin": "Inside the margin: the order is right, but the gap is less than α.",
  hard: "Hard: the negative is nearer than the positive.",
};
const LEGEND = "Circle: as far as the positive. Dashed: where the loss ends. Arrows: where a step pushes.";

/** @type {(a: Point, b: Point) => number} */
const squared = (a, b) => (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]);
/** @type {(a: Point, b: Point) => Point} */
const doubled = (a, b) => [2 * (a[0] - b[0]), 2 * (a[1] - b[1])];

/**
 * Both squared distances, the loss, what kind of triplet it is, and the gradient by each point.
 *
 * @type {(anchor: Point, positive: Point, negative: Point, alpha: number) => Triplet}
 */
export function triplet(anchor, positive, negative, alpha) {
  const near = squared(anchor, positive);
  const far = squared(anchor, negative);
  const loss = Math.max(near - far + alpha, 0);
  if (loss === 0)
    return {
      near,
      far,
      loss,
      kind: "easy",
      slopes: [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    };
  const slopes = [doubled(negative, positive), doubled(positive, anchor), doubled(anchor, negative)];
  return { near, far, loss, kind: far > near ? "inside the margin" : "hard", slopes };
}

/**
 * Where one step of gradient descent puts the three points; none leaves the plane.
 *
 * @type {(anchor: Point, positive: Point, negative: Point, alpha: number, rate?: number) => Point[]}
 */
export function stepped(anchor, positive, negative, alpha, rate = RATE) {
  const { slopes } = triplet(anchor, positive, negative, alpha);
  const inside = (/** @type {number} */ at) => Math.min(Math.max(at, 0), SIDE);
  return [anchor, positive, negative].map(([x, y], i) => [
    inside(x - rate * slopes[i][0]),
    inside(y - rate * slopes[i][1]),
  ]);
}

/** @param {State} s */
const allStepped = (s) => stepped(s.anchor, s.positive, s.negative, s.alpha);

/** @param {number} value */
const within = (value) => Number(Math.max(0, Math.min(value, SIDE)).toPrecision(12));

/** The point after an arrow key. @type {(point: Point, arrow: [number, number], step: number) => Point} */
const pushed = ([x, y], [right, down], step) => [
  within(snap(x, 0.001) + step * right),
  within(snap(y, 0.001) - step * down),
];

/** The held point when the pointer is at (x, y) of the drawing. @type {(held: Held, to: Point) => Partial<State>} */
const dragged = ({ name, from, at }, [x, y]) => ({
  [name]: [
    within(snap(at[0] + (x - from[0]) / SCALE, NOTCH / 2)),
    within(snap(at[1] + (from[1] - y) / SCALE, NOTCH / 2)),
  ],
});

/** Where a point stands in the drawing. @type {(point: Point) => Point} */
const spot = ([x, y]) => [x * SCALE, PLANE - y * SCALE];

/** @param {Kept<State>} kept */
function build(kept) {
  const { state, change } = kept;
  const near = shape("circle", { class: "cu-face-circle" });
  const margin = shape("circle", { class: "cu-face-circle cu-face-margin" });
  const plane = canvas(PLANE, PLANE, "cu-plane cu-triplet-plane", ...buildRules(), near, margin);
  const points = POINTS.map((name) => buildPoint(kept, plane, name));
  plane.append(...points.map((point) => point.push), ...points.map((point) => point.root));
  onDrag(
    plane,
    (event) => {
      if (state.held) change(dragged(state.held, pointIn(plane, event)));
    },
    () => {
      state.held = null;
    },
  );
  const onInput = (/** @type {number} */ value) => change({ alpha: value });
  const alpha = slider({ label: "margin α", name: "alpha", step: 0.1, show, onInput });
  const descend = button("One step of training", "descend", () => {
    const [anchor, positive, negative] = allStepped(state);
    change({ anchor, positive, negative });
  });
  const lines = [{}, {}, { class: "cu-face-slopes" }, {}].map((attributes) => element("p", attributes));
  const formula = steps("Triplet loss", "", lines);
  const live = liveRegion();
  const legend = element("p", { class: "cu-note" }, LEGEND);
  const column = element("div", { class: "cu-column" }, alpha.root, element("div", {}, descend), formula.root);
  column.append(live.root, legend);
  const head = panel("Drag the anchor A, the positive P, the negative N", plane);
  const root = frame("Triplet explorer", element("div", { class: "cu-stage" }, head.root, column));
  return { root, timers: [live], near, margin, points, alpha, descend, formula, live };
}

const buildRules = () =>
  Array.from({ length: SIDE - 1 }, (_, i) => {
    const at = (i + 1) * SCALE;
    return shape("path", { class: "cu-rule", d: `M0 ${at}H${PLANE}M${at} 0V${PLANE}` });
  });

/** @param {Kept<State>} kept @param {SVGSVGElement} plane @param {Name} name */
function buildPoint({ state, change }, plane, name) {
  const push = shape("path", { class: `cu-face-push cu-face-${name}` });
  const ring = shape("circle", { class: "cu-face-ring", r: 18 });
  const dot = shape("circle", { class: `cu-face-${name}`, r: 13 });
  const letter = shape("text", {}, name[0].toUpperCase());
  const spoken = { tabindex: 0, role: "application", "aria-roledescription": "movable point" };
  const root = shape("g", { class: "cu-face-point", ...spoken }, ring, dot, letter);
  root.addEventListener("pointerdown", (event) => {
    grab(plane, root, event);
    state.held = { name, from: pointIn(plane, event), at: state[name] };
  });
  root.addEventListener("keydown", (event) => {
    const arrow = takeArrow(event);
    if (arrow) change({ [name]: pushed(state[name], arrow, event.shiftKey ? 5 * NOTCH : NOTCH) });
  });
  return { root, push, ring, dot, letter, name };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const { near, loss, kind } = triplet(s.anchor, s.positive, s.negative, s.alpha);
  const ends = allStepped(s);
  const [cx, cy] = spot(s.anchor);
  setAll(parts.near, { cx, cy, r: Math.sqrt(near) * SCALE });
  setAll(parts.margin, { cx, cy, r: Math.sqrt(near + s.alpha) * SCALE });
  parts.points.forEach((point, i) => drawPoint(point, s[point.name], ends[i]));
  parts.alpha.update(s.alpha, 0, 3);
  parts.descend.disabled = loss === 0;
  parts.formula.update(tripletLines(s.anchor, s.positive, s.negative, s.alpha));
  parts.live.say(tripletSentence(kind), `Loss ${show(loss)}. ${tripletSentence(kind)}`);
}

/** @param {PointParts} parts @param {Point} point @param {Point} end where a step of training puts it */
function drawPoint({ root, push, ring, dot, letter, name }, point, end) {
  const [x, y] = spot(point);
  for (const circle of [ring, dot]) setAll(circle, { cx: x, cy: y });
  setAll(letter, { x, y: y + 5 });
  setAll(push, { d: arrowPath([x, y], spot(end)) });
  const at = `${show(point[0])}, ${show(point[1])}`;
  setAll(root, { "aria-label": `${name} at ${at}. Arrows move it, Shift and arrows move it farther.` });
}

/** A line with a head; nothing where it would be shorter than its head. @type {(from: Point, to: Point) => string} */
function arrowPath([x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < 2) return "M0 0";
  const [u, v] = [(x2 - x1) / length, (y2 - y1) / length];
  const [x, y] = [x1 + (length + 14) * u, y1 + (length + 14) * v];
  const head = `M${x - 9 * u + 5 * v} ${y - 9 * v - 5 * u}L${x} ${y}L${x - 9 * u - 5 * v} ${y - 9 * v + 5 * u}`;
  return `M${x1} ${y1}L${x} ${y}${head}`;
}

const show = (/** @type {number} */ value) => format(value, 3);

/** @type {(anchor: Point, positive: Point, negative: Point, alpha: number) => string[]} */
export function tripletLines(anchor, positive, negative, alpha) {
  const { near, far, loss, slopes } = triplet(anchor, positive, negative, alpha);
  /** @type {(letter: string, other: Point, sum: number) => string} */
  const squares = (letter, other, sum) =>
    `‖a − ${letter}‖² = (${show(anchor[0] - other[0])})² + (${show(anchor[1] - other[1])})² = ${show(sum)}`;
  return [
    squares("p", positive, near),
    squares("n", negative, far),
    POINTS.map((name, i) => `∂L/∂${name[0]} = (${show(slopes[i][0])}, ${show(slopes[i][1])})`).join("   "),
    `L = max(${show(near)} − ${show(far)} + ${show(alpha)}, 0) = ${show(loss)}`,
  ];
}

/** @param {Triplet["kind"]} kind */
export const tripletSentence = (kind) => SENTENCES[kind];

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, build, draw });

export default { render };
