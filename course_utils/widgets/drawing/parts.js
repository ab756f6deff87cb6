// Pieces that several explorers show: a titled panel, an operator sign, the live formula.
import { outputSize, reach } from "../mathematics/maths.js";
import { element, setText } from "./controls.js";

/** @typedef {HTMLElement & { side?: number }} Outline */

/** @param {string} title @param {...Node} content */
export function panel(title, ...content) {
  const note = element("span", { class: "cu-note" });
  const head = element("div", { class: "cu-panel-title" }, element("span", {}, title), note);
  return { root: element("div", { class: "cu-panel" }, head, ...content), note };
}

/**
 * The frame of every explorer. JupyterLab would take plain keys (arrows!) away from the sliders; Ctrl+S stays its own.
 * Escape goes back to the notebook's cell, where its keys work again.
 *
 * @param {string} label
 * @param {...Node} content
 */
export function frame(label, ...content) {
  /** @param {KeyboardEvent} event */
  const keep = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      const cell = root.closest("[tabindex]");
      if (cell instanceof HTMLElement) cell.focus();
    }
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  };
  const root = element("section", { class: "cu-explorer", "aria-label": label, onkeydown: keep }, ...content);
  return root;
}

/** A row of controls. @param {string} name @param {...(Node | string)} controls */
export const bar = (name, ...controls) => element("div", { class: name ? `cu-bar ${name}` : "cu-bar" }, ...controls);

/**
 * Paragraphs for the lines of a formula, and the group that names them.
 *
 * @param {string} label
 * @param {string} name
 * @param {HTMLElement[]} lines
 */
export function steps(label, name, lines) {
  const root = element("div", { class: `cu-formula cu-steps${name}`, role: "group", "aria-label": label }, ...lines);
  const update = (/** @type {string[]} */ texts) => texts.forEach((text, i) => setText(lines[i], text));
  return { root, update };
}

/** @param {string} text */
export const sign = (text) => element("div", { class: "cu-sign", "aria-hidden": "true" }, text);

/** @param {number} r @param {number} c */
export const place = (r, c) => `row ${r + 1}, column ${c + 1}`;

/** "Hatched: …", or nothing where the stride divides. @param {number} down @param {number} across */
export function droppedWords(down, across) {
  if (!down && !across) return "";
  const rows = `${down} bottom ${down === 1 ? "row" : "rows"}`;
  return ` Hatched: ${rows} and ${across} right ${across === 1 ? "column" : "columns"} are dropped.`;
}

/** An outline that lies over a grid. @param {{ overlay: HTMLElement }} grid @param {string} name */
export function outline(grid, name) {
  const node = element("div", { class: name });
  grid.overlay.append(node);
  return node;
}

/**
 * Put an outline of `side` pixels at (top, left) of its grid.
 *
 * @param {Outline} node
 * @param {number} top
 * @param {number} left
 * @param {number} side
 */
export function moveTo(node, top, left, side) {
  node.style.transform = `translate(${left}px, ${top}px)`;
  if (node.side === side) return;
  node.side = side;
  node.style.width = `${side}px`;
  node.style.height = `${side}px`;
}

/** @param {string} name @param {string} [text] */
const letter = (name, text = "") => element("span", { class: `cu-letter cu-letter-${name}` }, text);

/** One line of ⌊(n + 2p − f) / s⌋ + 1 with its numbers in place. */
function formulaLine() {
  const [n, p, f, s] = ["n", "p", "f", "s"].map((name) => letter(name));
  const size = element("strong", { class: "cu-answer" });
  const name = element("span", { class: "cu-axis" });
  const line = element("span", { class: "cu-equation" });
  line.append(name, "⌊(", n, " + 2·", p, " − ", f, ") / ", s, "⌋ + 1 = ", size);
  /** @param {string} axis @param {number[]} values */
  const update = (axis, values) => {
    setText(name, axis);
    [n, p, f, s, size].forEach((node, i) => setText(node, String(values[i])));
  };
  return { line, update };
}

/** The formula in letters alone. */
function generalFormula() {
  const [n, p, f, s] = ["n", "p", "f", "s"].map((name) => letter(name, name));
  const line = element("span", { class: "cu-equation cu-general", "aria-hidden": "true" });
  line.append("⌊(", n, " + 2", p, " − ", f, ") / ", s, "⌋ + 1");
  return line;
}

/** ⌊(n + 2p − f) / s⌋ + 1 filled in live: once for a square input, for rows and columns otherwise. */
export function formula() {
  const lines = [formulaLine(), formulaLine()];
  const wide = element("span", { class: "cu-equation cu-wide" });
  const root = element("div", { class: "cu-formula", role: "group", "aria-label": "Output size" });
  root.append(generalFormula(), ...lines.map(({ line }) => line), wide);
  /** @param {{ sizes: number[], f: number, pad: number, stride: number, dilation?: number }} layer */
  const update = ({ sizes, f, pad, stride, dilation = 1 }) => {
    const square = sizes[0] === sizes[1];
    const span = reach(f, dilation);
    lines.forEach(({ line, update: fill }, i) => {
      line.hidden = square && i === 1;
      const size = outputSize(sizes[i], f, pad, stride, dilation);
      fill(square ? "" : ["rows: ", "columns: "][i], [sizes[i], pad, span, stride, size]);
    });
    wide.hidden = dilation === 1;
    setText(wide, dilation === 1 ? "" : `dilation widens f: ${dilation}·(${f} − 1) + 1 = ${span}`);
  };
  return { root, update };
}
