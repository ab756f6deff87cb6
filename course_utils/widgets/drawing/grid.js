// A grid of numbers to look at, walk with the arrow keys and edit: role="grid", roving tabindex.
import { format } from "../mathematics/maths.js";
import { element } from "./controls.js";
import { beginsEditing, keyTarget, typedNumber } from "./grid_keys.js";
import { scaleBar } from "./scale.js";

/** @import { Rows } from "../mathematics/maths.js" */
/** @import { Shade } from "./shades.js" */
/** @typedef {[row: number, column: number]} Place */
/** @typedef {{ words: string, paint: string, ink: string, marks: string }} Seen what a cell shows */
/** @typedef {HTMLElement & { place: Place, seen: Seen }} Cell */

/**
 * What a grid answers to.
 *
 * @typedef {object} GridOptions
 * @property {string} label
 * @property {(row: number, column: number) => void} [onPick] answers pointer and keys
 * @property {(row: number, column: number, value: number) => void} [onEdit] makes cells editable
 * @property {(row: number, column: number) => boolean} [canEdit] those where it says so
 * @property {(row: number, column: number) => string} [describe] names a cell for the ear
 * @property {boolean} [hover] a pointer over a cell picks it
 */

/**
 * How numbers are shown.
 *
 * @typedef {object} Look
 * @property {number} size pixels of a cell
 * @property {Shade} shade
 * @property {(row: number, column: number) => string} [mark] class names
 * @property {(value: number) => string} [text]
 */

/** Cell size in pixels so that `count` cells fill about `room` pixels. @param {number} count @param {number} room */
export const cellSize = (count, room, most = 38) => Math.max(4, Math.min(most, Math.floor(room / count)));

/** Cell size for the longer side of a grid. @param {Rows} grid @param {number} room @param {number} [most] */
export const gridSize = (grid, room, most) => cellSize(Math.max(grid.length, grid[0].length), room, most);

const SMALLEST_WITH_TEXT = 17;

/** @param {number} r @param {number} c @returns {Cell} */
function newCell(r, c) {
  const cell = element("div", { role: "gridcell", tabindex: -1 });
  return Object.assign(cell, {
    place: /** @type {Place} */ ([r, c]),
    seen: { words: "", paint: "", ink: "", marks: "" },
  });
}

/** @param {Event} event @returns {Place | null} */
const placeOf = ({ target }) => /** @type {Partial<Cell> | null} */ (target)?.place ?? null;

export class Grid {
  /** @type {Rows} */
  values = [];
  /** @type {{ node: HTMLElement, cells: Cell[] }[]} */
  lines = [];
  rows = 0;
  columns = 0;
  /** @type {Place} */
  active = [0, 0];
  /** @type {HTMLInputElement | null} */
  editor = null;
  scaled = "";

  /** @param {GridOptions} options */
  constructor({ label, onPick, onEdit, canEdit = () => true, describe, hover = true }) {
    this.onPick = onPick;
    this.onEdit = onEdit;
    this.canEdit = canEdit;
    this.describe = describe;
    this.overlay = element("div", { class: "cu-overlay", "aria-hidden": "true" });
    this.body = element("div", { class: "cu-cells", role: "grid", "aria-label": label });
    this.canvas = element("canvas", { class: "cu-picture", "aria-hidden": "true", hidden: true });
    this.scaleBar = scaleBar();
    this.root = element("div", { class: "cu-grid" }, this.canvas, this.body, this.overlay, this.scaleBar.root);
    this.listen(hover);
  }

  /** @param {boolean} hover */
  listen(hover) {
    if (hover && this.onPick) this.body.addEventListener("pointerover", (event) => this.hover(event));
    this.body.addEventListener("click", (event) => this.pick(placeOf(event), true));
    this.body.addEventListener("dblclick", (event) => this.edit(placeOf(event)));
    this.body.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("focusin", (event) => this.name(placeOf(event)));
  }

  /** @param {Place | null} place @param {boolean} focus */
  pick(place, focus) {
    if (!place || this.editor) return;
    this.activate(...place, focus);
    this.onPick?.(...place);
  }

  /** A pointer picks, but takes no focus away from a cell that has it. @param {Event} event */
  hover(event) {
    const place = placeOf(event);
    if (!this.body.contains(document.activeElement)) this.pick(place, false);
    else if (place && !this.editor) this.onPick?.(...place);
  }

  /** @param {number} r @param {number} c @returns {Cell | undefined} */
  cellAt(r, c) {
    return this.lines[r]?.cells[c];
  }

  /** @param {Place | null} place */
  name(place) {
    if (place && this.describe) this.cellAt(...place)?.setAttribute("aria-label", this.describe(...place));
  }

  /** Make one cell the grid's single tab stop. @param {number} r @param {number} c */
  activate(r, c, focus = false) {
    const before = this.cellAt(...this.active);
    const now = this.cellAt(r, c);
    if (!now) return;
    if (before && before !== now) before.tabIndex = -1;
    if (now.tabIndex !== 0) now.tabIndex = 0;
    this.active = [r, c];
    if (focus) now.focus({ preventScroll: true });
    if (document.activeElement === now) this.name([r, c]);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (this.editor || event.ctrlKey || event.metaKey || event.altKey) return;
    const from = placeOf(event) ?? this.active;
    const to = keyTarget(event.key, from, this.columns - 1);
    if (!to && !beginsEditing(event.key)) return;
    event.preventDefault(); // the page must not scroll, nor the notebook change cells
    event.stopPropagation();
    if (!to) return this.edit(from, event.key.length === 1 ? event.key : null);
    const r = Math.min(Math.max(to[0], 0), this.rows - 1);
    const c = Math.min(Math.max(to[1], 0), this.columns - 1);
    this.activate(r, c, true);
    this.onPick?.(r, c);
  }

  /**
   * A text field over the cell; Enter or leaving keeps the number, Escape forgets it.
   *
   * @param {Place | null} place
   * @param {string | null} typed
   */
  edit(place, typed = null) {
    const cell = place && this.cellAt(...place);
    if (!cell || !this.onEdit || !this.canEdit(...place) || this.editor) return;
    const field = element("input", { class: "cu-edit", inputmode: "decimal", "aria-label": "new value" });
    field.value = typed ?? String(this.values[place[0]][place[1]]);
    Object.assign(field.style, { left: `${cell.offsetLeft}px`, top: `${cell.offsetTop}px` });
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") this.close(place, true);
      if (event.key === "Escape") this.close(place, false);
    });
    field.addEventListener("blur", () => this.close(place, true));
    this.editor = field;
    this.root.append(field);
    field.focus();
    if (typed === null) field.select();
  }

  /** @param {Place} place @param {boolean} keep */
  close(place, keep) {
    const field = this.editor;
    if (!field) return;
    this.editor = null;
    field.remove();
    const value = typedNumber(field.value);
    if (keep && value !== null) this.onEdit?.(...place, value);
    this.cellAt(...place)?.focus({ preventScroll: true });
  }

  /**
   * Grow or shrink at the ends only: cells that stay keep their place in the page.
   *
   * @param {number} rows
   * @param {number} columns
   */
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
   * Show values. Only differences touch the page.
   * Cells too small for a number are painted together on a canvas; they still answer pointer, keys and readers.
   *
   * @param {Rows} values
   * @param {Look} look
   */
  draw(values, { size, shade, mark = () => "", text = (value) => format(value) }) {
    this.values = values;
    this.reshape(values.length, values.length ? values[0].length : 0);
    const small = size < SMALLEST_WITH_TEXT;
    let digits = 1;
    this.lines.forEach(({ cells }, r) =>
      cells.forEach((cell, c) => {
        const value = values[r][c];
        const words = small ? "" : text(value);
        if (words.length > digits) digits = words.length;
        const [paint, ink] = small ? ["", ""] : shade(value);
        showCell(cell, words, paint, ink, `cu-cell ${mark(r, c)}`);
      }),
    );
    this.scale(size, digits);
    this.scaleBar.fit(values, shade);
    this.canvas.hidden = !small;
    if (small) this.paint(values, size, shade);
  }

  /** @param {Rows} values @param {number} size @param {Shade} shade */
  paint(values, size, shade) {
    const width = this.columns * size;
    const height = this.rows * size;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    const brush = this.canvas.getContext("2d");
    if (!brush) return;
    brush.clearRect(0, 0, width, height);
    values.forEach((row, r) =>
      row.forEach((value, c) => {
        const [paint] = shade(value);
        if (paint === "transparent") return;
        brush.fillStyle = paint;
        brush.fillRect(c * size, r * size, size, size);
      }),
    );
  }

  /** @param {number} size @param {number} digits */
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

/** @param {Cell} cell @param {string} words @param {string} paint @param {string} ink @param {string} marks */
function showCell(cell, words, paint, ink, marks) {
  const { seen } = cell;
  if (seen.words !== words) {
    seen.words = words;
    cell.textContent = words;
  }
  if (seen.paint !== paint) {
    seen.paint = paint;
    cell.style.background = paint;
  }
  if (seen.ink !== ink) {
    seen.ink = ink;
    cell.style.color = ink;
  }
  if (seen.marks !== marks) {
    seen.marks = marks;
    cell.className = marks;
  }
}
