// A grid of numbers to look at, walk with the arrow keys and edit: role="grid", roving tabindex.
import { element } from "./controls.js";
import { format } from "../mathematics/maths.js";

/** Grey as in a picture: [background, ink]. */
export function greyShade(least, most) {
  const span = most - least || 1;
  return (value) => {
    const grey = Math.round(40 + 215 * Math.min(Math.max((value - least) / span, 0), 1));
    return [`rgb(${grey},${grey},${grey})`, grey > 117 ? "#000" : "#fff"];
  };
}

/** Blue below zero, orange above: stronger with size; the printed sign says the same. A canvas knows no variables. */
export function signShade(largest) {
  const top = largest || 1;
  return (value) => {
    const share = (0.6 * Math.min(Math.abs(value) / top, 1)).toFixed(2);
    return [value === 0 ? "transparent" : `rgba(${value < 0 ? "0, 114, 178" : "230, 159, 0"}, ${share})`, "inherit"];
  };
}

export const extremes = (grid) => {
  let least = Infinity, most = -Infinity;
  for (const row of grid) for (const v of row) { if (v < least) least = v; if (v > most) most = v; }
  return [least, most];
};

export const largestSize = (grid) => Math.max(...extremes(grid).map(Math.abs));

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const SMALLEST_WITH_TEXT = 17;

function newCell(r, c) {
  const cell = element("div", { role: "gridcell", tabindex: -1 });
  return Object.assign(cell, { place: [r, c], seen: {} });
}

export class Grid {
  /** onPick(r, c) answers pointer and keys; onEdit(r, c, value), where canEdit(r, c), makes cells editable. */
  constructor({ label, onPick = null, onEdit = null, canEdit = () => true, describe = null, hover = true }) {
    Object.assign(this, { onPick, onEdit, canEdit, describe, lines: [], rows: 0, columns: 0, active: [0, 0] });
    this.overlay = element("div", { class: "cu-overlay", "aria-hidden": "true" });
    this.body = element("div", { class: "cu-cells", role: "grid", "aria-label": label });
    this.canvas = element("canvas", { class: "cu-picture", "aria-hidden": "true", hidden: true });
    this.root = element("div", { class: "cu-grid" }, this.canvas, this.body, this.overlay);
    this.listen(hover);
  }

  listen(hover) {
    const pick = (event, focus) => {
      const place = this.placeOf(event.target);
      if (!place || this.editor) return;
      this.activate(...place, focus);
      if (this.onPick) this.onPick(...place);
    };
    if (hover && this.onPick) this.body.addEventListener("pointerover", (event) => {
      if (!this.body.contains(document.activeElement)) pick(event, false);
      else { const place = this.placeOf(event.target); if (place && !this.editor) this.onPick(...place); }
    });
    this.body.addEventListener("click", (event) => pick(event, true));
    this.body.addEventListener("dblclick", (event) => this.edit(this.placeOf(event.target)));
    this.body.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("focusin", (event) => this.name(this.placeOf(event.target)));
  }

  placeOf(node) { return node.place ?? null; }

  cellAt(r, c) { return this.lines[r]?.cells[c]; }

  name(place) {
    if (!place || !this.describe) return;
    this.cellAt(...place).setAttribute("aria-label", this.describe(...place));
  }

  /** Make one cell the grid's single tab stop. */
  activate(r, c, focus = false) {
    const before = this.cellAt(...this.active), now = this.cellAt(r, c);
    if (!now) return;
    if (before && before !== now) before.tabIndex = -1;
    if (now.tabIndex !== 0) now.tabIndex = 0;
    this.active = [r, c];
    if (focus) now.focus({ preventScroll: true });
    if (document.activeElement === now) this.name([r, c]);
  }

  key(event) {
    if (this.editor || event.ctrlKey || event.metaKey || event.altKey) return;
    let [r, c] = this.placeOf(event.target) || this.active;
    if (STEPS[event.key]) { r += STEPS[event.key][0]; c += STEPS[event.key][1]; }
    else if (event.key === "Home") c = 0;
    else if (event.key === "End") c = this.columns - 1;
    else if (/^[-0-9.]$/.test(event.key) || event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      event.stopPropagation();
      this.edit([r, c], event.key.length === 1 ? event.key : null);
      return;
    } else return;
    event.preventDefault(); // the page must not scroll, nor the notebook change cells
    event.stopPropagation();
    r = Math.min(Math.max(r, 0), this.rows - 1);
    c = Math.min(Math.max(c, 0), this.columns - 1);
    this.activate(r, c, true);
    if (this.onPick) this.onPick(r, c);
  }

  /** A text field over the cell; Enter or leaving keeps the number, Escape forgets it. */
  edit(place, typed = null) {
    if (!place || !this.onEdit || !this.canEdit(...place) || this.editor) return;
    const cell = this.cellAt(...place);
    const field = element("input", { class: "cu-edit", inputmode: "decimal", "aria-label": "new value" });
    field.value = typed ?? String(this.values[place[0]][place[1]]);
    Object.assign(field.style, { left: `${cell.offsetLeft}px`, top: `${cell.offsetTop}px` });
    const close = (keep) => {
      if (!this.editor) return;
      this.editor = null;
      field.remove();
      const value = Number(field.value.trim().replace("−", "-").replace(",", "."));
      if (keep && field.value.trim() !== "" && Number.isFinite(value)) this.onEdit(...place, value);
      this.cellAt(...place)?.focus({ preventScroll: true });
    };
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") close(true);
      if (event.key === "Escape") close(false);
    });
    field.addEventListener("blur", () => close(true));
    this.editor = field;
    this.root.append(field);
    field.focus();
    if (typed === null) field.select();
  }

  /** Grow or shrink at the ends only: cells that stay keep their place in the page. */
  reshape(rows, columns) {
    if (rows === this.rows && columns === this.columns) return;
    this.lines.splice(rows).forEach(({ node }) => node.remove());
    while (this.lines.length < rows) {
      const node = element("div", { role: "row", class: "cu-row" });
      this.body.append(node);
      this.lines.push({ node, cells: [] });
    }
    this.lines.forEach(({ node, cells }, r) => {
      cells.splice(columns).forEach((cell) => cell.remove());
      const fresh = Array.from({ length: columns - cells.length }, (_, i) => newCell(r, cells.length + i));
      node.append(...fresh);
      cells.push(...fresh);
    });
    Object.assign(this, { rows, columns });
    this.activate(Math.min(this.active[0], rows - 1), Math.min(this.active[1], columns - 1));
  }

  /**
   * Show values; shade(value) → [background, ink], mark(r, c) → class names. Only differences touch the page.
   * Cells too small for a number are painted together on a canvas; they still answer pointer, keys and readers.
   */
  draw(values, { size, shade, mark = () => "", text = (value) => format(value) }) {
    this.values = values;
    this.reshape(values.length, values.length ? values[0].length : 0);
    const small = size < SMALLEST_WITH_TEXT;
    let digits = 1;
    this.lines.forEach(({ cells }, r) => cells.forEach((cell, c) => {
      const seen = cell.seen, value = values[r][c], words = small ? "" : text(value);
      if (words.length > digits) digits = words.length;
      if (seen.words !== words) cell.textContent = seen.words = words;
      const [paint, ink] = small ? ["", ""] : shade(value);
      if (seen.paint !== paint) cell.style.background = seen.paint = paint;
      if (seen.ink !== ink) cell.style.color = seen.ink = ink;
      const marks = `cu-cell ${mark(r, c)}`;
      if (seen.marks !== marks) cell.className = seen.marks = marks;
    }));
    this.scale(size, digits);
    this.canvas.hidden = !small;
    if (small) this.paint(values, size, shade);
  }

  paint(values, size, shade) {
    const width = this.columns * size, height = this.rows * size;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    const brush = this.canvas.getContext("2d");
    brush.clearRect(0, 0, width, height);
    values.forEach((row, r) => row.forEach((value, c) => {
      const [paint] = shade(value);
      if (paint === "transparent") return;
      brush.fillStyle = paint;
      brush.fillRect(c * size, r * size, size, size);
    }));
  }

  scale(size, digits) {
    const font = Math.min(size * 0.42, (size * 1.45) / digits);
    const key = `${size} ${font}`;
    if (this.scaled === key) return;
    this.scaled = key;
    this.root.style.setProperty("--cell", `${size}px`);
    this.root.style.setProperty("--font", `${font}px`);
    this.root.classList.toggle("cu-compact", size < SMALLEST_WITH_TEXT);
  }
}

/** Cell size in pixels so that `count` cells fill about `room` pixels. */
export const cellSize = (count, room, most = 38) => Math.max(4, Math.min(most, Math.floor(room / count)));

/** Blue, stronger with the count; the count itself is printed. */
export function countShade(most) {
  return (value) => [`color-mix(in srgb, var(--cu-negative) ${Math.round((58 * value) / (most || 1))}%, transparent)`, "inherit"];
}
