// TripletExplorer: anchor, positive and negative to drag; the loss, its margin and its gradients follow.
import { snap } from "../mathematics/boxes.js";
import { button, element, liveRegion, setText, slider } from "../drawing/controls.js";
import { canvas, pointIn, setAll, shape } from "../drawing/drawing.js";
import { format } from "../mathematics/maths.js";
import { frame, panel } from "../drawing/parts.js";
import { keepState } from "../state.js";

const POINTS = ["anchor", "positive", "negative"], SIDE = 5, PLANE = 420, NOTCH = 0.1, RATE = 0.1;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const told = (value) => format(value, 3);

const squared = (a, b) => (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]);
const doubled = (a, b) => [2 * (a[0] - b[0]), 2 * (a[1] - b[1])];

/** Both squared distances, the loss, what kind of triplet it is, and the gradient by each point. */
export function triplet(anchor, positive, negative, alpha) {
  const near = squared(anchor, positive), far = squared(anchor, negative), loss = Math.max(near - far + alpha, 0);
  const kind = loss === 0 ? "easy" : far > near ? "inside the margin" : "hard";
  const slopes = loss === 0 ? [[0, 0], [0, 0], [0, 0]]
    : [doubled(negative, positive), doubled(positive, anchor), doubled(anchor, negative)];
  return { near, far, loss, kind, slopes };
}

/** Where one step of gradient descent puts the three points; none leaves the plane. */
export function stepped(anchor, positive, negative, alpha, rate = RATE) {
  const { slopes } = triplet(anchor, positive, negative, alpha);
  return [anchor, positive, negative].map((point, i) =>
    point.map((at, axis) => Math.min(Math.max(at - rate * slopes[i][axis], 0), SIDE)));
}

export function tripletLines(anchor, positive, negative, alpha) {
  const { near, far, loss, slopes } = triplet(anchor, positive, negative, alpha);
  const squares = (letter, other, sum) =>
    `‖a − ${letter}‖² = (${told(anchor[0] - other[0])})² + (${told(anchor[1] - other[1])})² = ${told(sum)}`;
  return [
    squares("p", positive, near), squares("n", negative, far),
    POINTS.map((name, i) => `∂L/∂${name[0]} = (${told(slopes[i][0])}, ${told(slopes[i][1])})`).join("   "),
    `L = max(${told(near)} − ${told(far)} + ${told(alpha)}, 0) = ${told(loss)}`,
  ];
}

export function tripletSentence(kind) {
  return {
    easy: "Easy: the negative stands outside the dashed circle. The loss is 0, nothing is learnt.",
    "inside the margin": "Inside the margin: the order is right, but the gap is less than α.",
    hard: "Hard: the negative is nearer than the positive.",
  }[kind];
}

const within = (value) => Number(Math.max(0, Math.min(value, SIDE)).toPrecision(12));

/** A line with a head; nothing where it would be shorter than its head. */
function pushed([x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < 2) return "M0 0";
  const [u, v] = [(x2 - x1) / length, (y2 - y1) / length], [x, y] = [x1 + (length + 14) * u, y1 + (length + 14) * v];
  return `M${x1} ${y1}L${x} ${y}M${x - 9 * u + 5 * v} ${y - 9 * v - 5 * u}L${x} ${y}L${x - 9 * u - 5 * v} ${y - 9 * v + 5 * u}`;
}

function render({ model, el }) {
  const scale = PLANE / SIDE, spot = ([x, y]) => [x * scale, PLANE - y * scale];
  let held = null;
  const parts = build();
  const { state, change, paint, stop } = keepState({ model, names: [...POINTS, "alpha"], draw });
  const three = (s) => POINTS.map((name) => s[name]);

  function key(event, name) {
    const way = WAYS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const far = event.shiftKey ? 5 * NOTCH : NOTCH;
    change({ [name]: state[name].map((at, axis) => within(snap(at, 0.001) + far * way[axis])) });
  }

  function grab(event, name) {
    event.preventDefault();
    event.stopPropagation();
    parts.points[POINTS.indexOf(name)].root.focus({ preventScroll: true });
    parts.plane.setPointerCapture(event.pointerId);
    held = { name, from: pointIn(parts.plane, event), at: state[name] };
  }

  function drag(event) {
    if (!held) return;
    const [x, y] = pointIn(parts.plane, event);
    const moves = [(x - held.from[0]) / scale, (held.from[1] - y) / scale];
    change({ [held.name]: held.at.map((at, axis) => within(snap(at + moves[axis], NOTCH / 2))) });
  }

  function descend() {
    const ends = stepped(...three(state), state.alpha);
    change(Object.fromEntries(POINTS.map((name, i) => [name, ends[i]])));
  }

  function pointParts(name) {
    const push = shape("path", { class: `cu-face-push cu-face-${name}` });
    const ring = shape("circle", { class: "cu-face-ring", r: 18 });
    const dot = shape("circle", { class: `cu-face-${name}`, r: 13 });
    const letter = shape("text", {}, name[0].toUpperCase());
    const root = shape("g", { class: "cu-face-point", tabindex: 0, role: "application", "aria-roledescription": "movable point" }, ring, dot, letter);
    root.addEventListener("pointerdown", (event) => grab(event, name));
    root.addEventListener("keydown", (event) => key(event, name));
    const update = (point, end) => {
      const [x, y] = spot(point);
      for (const circle of [ring, dot]) setAll(circle, { cx: x, cy: y });
      setAll(letter, { x, y: y + 5 });
      setAll(push, { d: pushed([x, y], spot(end)) });
      setAll(root, { "aria-label": `${name} at ${told(point[0])}, ${told(point[1])}. Arrows move it, Shift and arrows move it farther.` });
    };
    return { root, push, update };
  }

  function build() {
    const p = {};
    const rules = Array.from({ length: SIDE - 1 }, (_, i) => shape("path", { class: "cu-rule", d: `M0 ${(i + 1) * scale}H${PLANE}M${(i + 1) * scale} 0V${PLANE}` }));
    p.near = shape("circle", { class: "cu-face-circle" });
    p.margin = shape("circle", { class: "cu-face-circle cu-face-margin" });
    p.points = POINTS.map(pointParts);
    p.plane = canvas(PLANE, PLANE, "cu-plane cu-triplet-plane", ...rules, p.near, p.margin, ...p.points.map(({ push }) => push), ...p.points.map(({ root }) => root));
    p.plane.addEventListener("pointermove", drag);
    for (const end of ["pointerup", "pointercancel"]) p.plane.addEventListener(end, () => { held = null; });
    p.alpha = slider({ label: "margin α", name: "alpha", step: 0.1, show: told, onInput: (alpha) => change({ alpha }) });
    p.descend = button("One step of training", "descend", descend);
    p.formula = Array.from({ length: 4 }, (_, i) => element("p", i === 2 ? { class: "cu-face-slopes" } : {}));
    p.live = liveRegion();
    p.panel = panel("Drag the anchor A, the positive P, the negative N", p.plane);
    const legend = element("p", { class: "cu-note" }, "Circle: as far as the positive. Dashed: where the loss ends. Arrows: where a step pushes.");
    el.replaceChildren(frame("Triplet explorer", element("div", { class: "cu-stage" }, p.panel.root,
      element("div", { class: "cu-column" }, p.alpha.root, element("div", {}, p.descend),
        element("div", { class: "cu-formula cu-steps", role: "group", "aria-label": "Triplet loss" }, ...p.formula), p.live.root, legend))));
    return p;
  }

  function draw(s) {
    const points = three(s), found = triplet(...points, s.alpha), ends = stepped(...points, s.alpha), [cx, cy] = spot(s.anchor);
    setAll(parts.near, { cx, cy, r: Math.sqrt(found.near) * scale });
    setAll(parts.margin, { cx, cy, r: Math.sqrt(found.near + s.alpha) * scale });
    parts.points.forEach((point, i) => point.update(points[i], ends[i]));
    parts.alpha.update(s.alpha, 0, 3);
    parts.descend.disabled = found.loss === 0;
    tripletLines(...points, s.alpha).forEach((line, i) => setText(parts.formula[i], line));
    parts.live.say(tripletSentence(found.kind), `Loss ${told(found.loss)}. ${tripletSentence(found.kind)}`);
  }

  paint();
  return () => { parts.live.stop(); stop(); };
}

export default { render };
