// The maps of a step as tiles: where each stands, and its colours.

/** @import { Step } from "../mathematics/network.js" */
/** @import { Place } from "../mathematics/network_fields.js" */

/**
 * A rectangle that shows one map, or the units of a vector.
 *
 * @typedef {object} Tile
 * @property {"photo" | "map" | "units"} kind
 * @property {number} channel the map, or the first unit
 * @property {number} x
 * @property {number} y
 * @property {number} width in pixels of the page
 * @property {number} height
 * @property {number} rows
 * @property {number} columns
 */

/** @typedef {{ tiles: Tile[], width: number, height: number }} Layout */
/** @typedef {(value: number, largest: number) => [number, number, number]} Colour */

const TALLEST = 300;
const BETWEEN = 3;
const PHOTO = 96;
const MOST_UNITS = 256; // more are painted together
export const MOST_BARS = 12; // scores with names

/** @type {(count: number) => number} */
const across = (count) =>
  count <= 8 ? 1 : count <= 16 ? 2 : count <= 32 ? 4 : count <= 64 ? 6 : Math.ceil(count / 13);

/** @type {(step: Step, top: number, largest: number) => Tile[]} */
function mapTiles({ shape: [rows, columns, channels] }, top, largest) {
  const wide = across(channels);
  const down = Math.ceil(channels / wide);
  const side = Math.max(Math.min(Math.floor((TALLEST - top) / down) - BETWEEN, largest), 14);
  const scale = side / Math.max(rows, columns);
  return Array.from({ length: channels }, (_, channel) => ({
    kind: "map",
    channel,
    x: (channel % wide) * (side + BETWEEN),
    y: top + Math.floor(channel / wide) * (side + BETWEEN),
    width: columns * scale,
    height: rows * scale,
    rows,
    columns,
  }));
}

/** @type {(count: number) => Tile[]} */
function unitTiles(count) {
  if (count > MOST_UNITS) {
    const size = [6, 5, 4, 3, 2, 1].find((px) => Math.ceil(count / Math.floor(TALLEST / px)) * px <= 72) ?? 1;
    const rows = Math.floor(TALLEST / size);
    const columns = Math.ceil(count / rows);
    return [{ kind: "units", channel: 0, x: 0, y: 0, width: columns * size, height: rows * size, rows, columns }];
  }
  const wide = Math.ceil(count / 16);
  const side = count <= 16 ? 16 : 15;
  return Array.from({ length: count }, (_, channel) => ({
    kind: "units",
    channel,
    x: (channel % wide) * (side + 2),
    y: Math.floor(channel / wide) * (side + 2),
    width: side,
    height: side,
    rows: 1,
    columns: 1,
  }));
}

/** @type {(step: Step) => Tile[]} */
function inputTiles(step) {
  const [rows, columns, channels] = step.shape;
  const scale = PHOTO / Math.max(rows, columns);
  const size = { width: columns * scale, height: rows * scale, rows, columns };
  /** @type {Tile} */
  const photo = { kind: "photo", channel: 0, x: 0, y: 0, ...size };
  if (channels === 1) return [photo];
  const maps = mapTiles(step, channels === 3 ? size.height + 12 : 0, 56);
  return channels === 3 ? [photo, ...maps] : maps;
}

/** The last layer's units stand in rows of their own, with names and bars. @type {(count: number) => Tile[]} */
function scoreTiles(count) {
  return Array.from({ length: count }, (_, channel) => ({
    kind: "units",
    channel,
    x: 0,
    y: channel * 24,
    width: 158,
    height: 22,
    rows: 1,
    columns: 1,
  }));
}

/** Where the tiles of a step stand. @type {(step: Step, last: boolean) => Layout} */
export function layoutOf(step, last) {
  const count = step.shape[2];
  const named = last && step.vector && count <= MOST_BARS;
  const tiles =
    step.kind === "input"
      ? inputTiles(step)
      : named
        ? scoreTiles(count)
        : step.vector
          ? unitTiles(count)
          : mapTiles(step, 0, 56);
  const width = Math.max(...tiles.map((tile) => tile.x + tile.width));
  const height = Math.max(...tiles.map((tile) => tile.y + tile.height));
  return { tiles, width: Math.ceil(width), height: Math.ceil(height) };
}

/** The place at a row and column of a tile. @type {(step: Step, layer: number, tile: Tile, row: number, column: number) => Place} */
export function placeIn(step, layer, { channel, columns }, row, column) {
  if (!step.vector) return { layer, channel, row, column };
  const unit = Math.min(channel + row * columns + column, step.shape[2] - 1);
  return { layer, channel: unit, row: 0, column: 0 };
}

const LIGHT = [
  [0, 52, 97],
  [0, 114, 178],
  [255, 255, 255],
  [230, 159, 0],
  [122, 56, 0],
];
const DARK = [
  [170, 218, 255],
  [32, 134, 200],
  [22, 22, 22],
  [214, 140, 0],
  [255, 226, 150],
];

/** Blue below 0, orange above; the strongest differ most from the page. @type {(dark: boolean) => Colour} */
export function mapColour(dark) {
  const stops = dark ? DARK : LIGHT;
  const steps = Array.from({ length: 513 }, (_, i) => {
    const at = i / 128;
    const from = Math.min(Math.floor(at), 3);
    const [a, b] = [stops[from], stops[from + 1]];
    return /** @type {[number, number, number]} */ (a.map((part, k) => Math.round(part + (b[k] - part) * (at - from))));
  });
  return (value, largest) =>
    steps[Math.round(256 + 256 * Math.max(-1, Math.min(1, value / (largest || 1))))] ?? steps[256];
}

/** Black to white, as the picture itself. @type {(low: number, high: number) => Colour} */
export const greyColour = (low, high) => (value) => {
  const level = Math.round((255 * (value - low)) / (high - low || 1));
  return [level, level, level];
};

/** The largest size of a step's numbers. @type {(values: ArrayLike<number>) => number} */
export function largestOf(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}

const scratch = () => document.createElement("canvas");
/** @type {HTMLCanvasElement | null} */
let sheet = null;

/**
 * Paint rows × columns pixels into a rectangle of a canvas, each a square.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {{ x: number, y: number, width: number, height: number, rows: number, columns: number }} tile
 * @param {(index: number) => [number, number, number]} colour
 */
export function paintPixels(brush, { x, y, width, height, rows, columns }, colour) {
  sheet ??= scratch();
  Object.assign(sheet, { width: columns, height: rows });
  const pixels = new ImageData(columns, rows);
  for (let i = 0; i < rows * columns; i++) {
    const [red, green, blue] = colour(i);
    pixels.data[4 * i] = red;
    pixels.data[4 * i + 1] = green;
    pixels.data[4 * i + 2] = blue;
    pixels.data[4 * i + 3] = 255;
  }
  sheet.getContext("2d")?.putImageData(pixels, 0, 0);
  brush.imageSmoothingEnabled = false;
  brush.drawImage(sheet, x, y, width, height);
}

/** A canvas of a size on the page, sharp on any screen; its brush draws in the page's pixels. @type {(node: HTMLCanvasElement, width: number, height: number) => CanvasRenderingContext2D | null} */
export function sharpCanvas(node, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [high, wide] = [Math.round(height * ratio), Math.round(width * ratio)];
  if (node.width !== wide || node.height !== high) Object.assign(node, { width: wide, height: high });
  Object.assign(node.style, { width: `${width}px`, height: `${height}px` });
  const brush = node.getContext("2d");
  brush?.setTransform(ratio, 0, 0, ratio, 0, 0);
  brush?.clearRect(0, 0, width, height);
  return brush;
}

/** Whether the page is dark, seen by its text: light text stands on dark. @type {(node: Element) => boolean} */
export function isDark(node) {
  const parts = getComputedStyle(node)
    .color.match(/[\d.]+/g)
    ?.map(Number) ?? [0];
  return parts.slice(0, 3).reduce((sum, part) => sum + part, 0) > 384;
}

/** Grey or colour of the picture itself, 0 to 255. @type {(pixels: Float32Array, channels: number, low: number, high: number) => (index: number) => [number, number, number]} */
export function photoColour(pixels, channels, low, high) {
  const level = (/** @type {number} */ i) => (255 * (pixels[i] - low)) / (high - low || 1);
  if (channels === 3) return (i) => [level(3 * i), level(3 * i + 1), level(3 * i + 2)];
  return (i) => [level(i * channels), level(i * channels), level(i * channels)];
}
