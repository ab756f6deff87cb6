// Pieces of NetworkExplorer's opened map: maps with a mark, cards of inputs, grids of numbers.
import { element, setText } from "../drawing/controls.js";
import { largestOf, paintPixels, sharpCanvas } from "../drawing/network_tiles.js";
import { scaleBar } from "../drawing/scale.js";
import { fit } from "../drawing/svg.js";
import { format } from "../mathematics/maths.js";

/** @import { Colour } from "../drawing/network_tiles.js" */
/** @import { Patch } from "../mathematics/network_terms.js" */
/** @typedef {ReturnType<typeof buildPicture>} PictureParts */
/** @typedef {ReturnType<typeof buildCard>} CardParts */

/** A map with a window drawn on it. @param {string} name */
export function buildPicture(name) {
  const picture = element("canvas");
  const mark = element("span", { class: "cu-net-mark", hidden: true });
  const frame = element("span", { class: "cu-net-picture" }, picture, mark);
  const caption = element("span", { class: "cu-net-caption" });
  return { root: element("span", { class: name }, frame, caption), frame, picture, mark, caption };
}

/** Paint a patch as large as `room`; the window lies at (top, left), rows × columns. @param {PictureParts} parts @param {Patch} patch @param {number} room @param {(index: number) => [number, number, number]} colour @param {number[] | null} at */
export function showPatch({ picture, mark }, { rows, columns }, room, colour, at) {
  const scale = room / Math.max(rows, columns);
  const brush = sharpCanvas(picture, columns * scale, rows * scale);
  if (brush) paintPixels(brush, { x: 0, y: 0, width: columns * scale, height: rows * scale, rows, columns }, colour);
  moveMark(mark, at, scale);
}

/** @param {HTMLElement} mark @param {number[] | null} at @param {number} scale */
export function moveMark(mark, at, scale) {
  mark.hidden = !at;
  if (!at) return;
  const [top, left, rows, columns] = at.map((side) => side * scale);
  mark.style.transform = `translate(${left}px, ${top}px)`;
  Object.assign(mark.style, { width: `${Math.max(columns, 4)}px`, height: `${Math.max(rows, 4)}px` });
}

/** One input: its map, its weights, what it adds. @param {(index: number) => void} choose @param {number} index */
export function buildCard(choose, index) {
  const [input, kernel, partial] = ["cu-net-part", "cu-net-part cu-net-kernel", "cu-net-part"].map(buildPicture);
  const signs = ["×", "="].map((text) => element("span", { class: "cu-net-sign" }, text));
  const title = element("span", { class: "cu-net-card-title" });
  const row = element("span", { class: "cu-net-row" }, input.root, signs[0], kernel.root, signs[1], partial.root);
  const root = element("button", { type: "button", class: "cu-net-card", onclick: () => choose(index) }, title, row);
  return { root, title, input, kernel, partial, signs, slot: index };
}

/** The largest products of a dense layer's unit, a bar for each. */
export function buildProducts() {
  const root = element("div", { class: "cu-net-products", role: "group", "aria-label": "The largest products" });
  return {
    root,
    rows: /** @type {{ root: HTMLElement, name: HTMLElement, bar: HTMLElement, text: HTMLElement }[]} */ ([]),
  };
}

function buildProduct() {
  const [name, bar, text] = ["name", "bar", "text"].map((part) => element("span", { class: `cu-net-${part}` }));
  return { root: element("div", { class: "cu-net-product" }, name, bar, text), name, bar, text };
}

/** @param {ReturnType<typeof buildProducts>} view @param {{ name: string, text: string, sum: number }[]} listed */
export function showProducts({ root, rows }, listed) {
  root.hidden = !listed.length;
  fit(root, rows, listed.length, buildProduct);
  const most = largestOf(listed.map(({ sum }) => sum)) || 1;
  rows.forEach(({ name, bar, text }, i) => {
    setText(name, listed[i].name);
    setText(text, listed[i].text);
    bar.style.setProperty("--share", String(Math.abs(listed[i].sum) / most));
    bar.classList.toggle("cu-net-below", listed[i].sum < 0);
  });
}

/** A grid of numbers in coloured cells. @param {string} name */
export function buildNumbers(name) {
  const title = element("div", { class: "cu-net-caption" }, name);
  const body = element("div", { class: "cu-net-cells", "aria-hidden": "true" });
  const scale = scaleBar();
  return {
    root: element("div", { class: "cu-net-numbers" }, title, body, scale.root),
    scale,
    body,
    title,
    cells: /** @type {{ root: HTMLElement }[]} */ ([]),
  };
}

/** Black or white, whichever stands out more (WCAG's luminance). @type {(...parts: number[]) => string} */
export function inkOn(...parts) {
  const [red, green, blue] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}

/** @param {ReturnType<typeof buildNumbers>} view @param {Patch} patch @param {Colour} colour @param {number} strong the cell that counts, or −1 @param {number} [largest] what has the full colour */
export function showNumbers(
  { body, cells, scale },
  { numbers, rows, columns },
  colour,
  strong,
  largest = largestOf(numbers.map((value) => value || 0)),
) {
  body.style.setProperty("--columns", String(columns));
  fit(body, cells, rows * columns, () => ({ root: element("span") }));
  cells.forEach(({ root }, i) => {
    const outside = Number.isNaN(numbers[i]);
    const [red, green, blue] = colour(outside ? 0 : numbers[i], largest);
    root.style.background = `rgb(${red}, ${green}, ${blue})`;
    root.style.color = inkOn(red, green, blue);
    root.classList.toggle("cu-net-strong", i === strong);
    setText(root, outside ? "edge" : format(numbers[i]));
  });
  const inside = Array.from(numbers).filter((value) => !Number.isNaN(value));
  scale.fit([inside], (value) => [`rgb(${colour(value, largest)})`, ""]);
}
