// Pieces that several explorers show: a titled panel, an operator sign, the live formula.
import { element, setText } from "./controls.js";
import { outputSize, reach } from "../mathematics/maths.js";

export function panel(title, ...content) {
  const note = element("span", { class: "cu-note" });
  const root = element("div", { class: "cu-panel" },
    element("div", { class: "cu-panel-title" }, element("span", {}, title), note), ...content);
  return { root, note };
}

/**
 * The frame of every explorer. JupyterLab would take plain keys (arrows!) away from the sliders; Ctrl+S stays its own.
 * Escape goes back to the notebook's cell, where its keys work again.
 */
export function frame(label, ...content) {
  const keep = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) event.currentTarget.closest("[tabindex]")?.focus();
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  };
  return element("section", { class: "cu-explorer", "aria-label": label, onkeydown: keep }, ...content);
}

export const sign = (text) => element("div", { class: "cu-sign", "aria-hidden": "true" }, text);

export const place = (r, c) => `row ${r + 1}, column ${c + 1}`;

/** Put an outline of `side` pixels at (top, left) of its grid. */
export function moveTo(node, top, left, side) {
  node.style.transform = `translate(${left}px, ${top}px)`;
  if (node.side !== side) node.style.width = node.style.height = `${(node.side = side)}px`;
}

const letter = (name) => element("span", { class: `cu-letter cu-letter-${name}` });

/** One line of ⌊(n + 2p − f) / s⌋ + 1 with its numbers in place. */
function formulaLine() {
  const [n, p, f, s] = ["n", "p", "f", "s"].map(letter), size = element("strong", { class: "cu-answer" });
  const name = element("span", { class: "cu-axis" });
  const line = element("span", { class: "cu-equation" },
    name, "⌊(", n, " + 2·", p, " − ", f, ") / ", s, "⌋ + 1 = ", size);
  const update = (axis, values) => {
    setText(name, axis);
    [n, p, f, s].forEach((node, i) => setText(node, String(values[i])));
    setText(size, String(values[4]));
  };
  return { line, update };
}

/** ⌊(n + 2p − f) / s⌋ + 1 filled in live: once for a square input, for rows and columns otherwise. */
export function formula() {
  const lines = [formulaLine(), formulaLine()];
  const wide = element("span", { class: "cu-equation cu-wide" });
  const letters = element("span", { class: "cu-equation cu-general", "aria-hidden": "true" }, "⌊(", ...spell("n"), " + 2",
    ...spell("p"), " − ", ...spell("f"), ") / ", ...spell("s"), "⌋ + 1");
  const root = element("div", { class: "cu-formula", role: "group", "aria-label": "Output size" },
    letters, ...lines.map(({ line }) => line), wide);
  const update = ({ sizes, f, pad, stride, dilation = 1 }) => {
    const square = sizes[0] === sizes[1], span = reach(f, dilation);
    lines.forEach(({ line, update: fill }, i) => {
      line.hidden = square && i === 1;
      fill(square ? "" : ["rows: ", "columns: "][i], [sizes[i], pad, span, stride, outputSize(sizes[i], f, pad, stride, dilation)]);
    });
    wide.hidden = dilation === 1;
    setText(wide, dilation === 1 ? "" : `dilation widens f: ${dilation}·(${f} − 1) + 1 = ${span}`);
  };
  return { root, update };
}

function spell(name) {
  const node = letter(name);
  node.textContent = name;
  return [node];
}
