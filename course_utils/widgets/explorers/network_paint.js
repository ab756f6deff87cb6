// NetworkExplorer's strip in colours: maps, shares, scores, and outlines of what a place was computed from.
import { setText } from "../drawing/controls.js";
import { largestOf, paintPixels, photoColour, sharpCanvas } from "../drawing/network_tiles.js";
import { gradient } from "../drawing/scale.js";
import { format } from "../mathematics/maths.js";
import { mapShares, scoreStep } from "../mathematics/network_back.js";
import { fieldsOf } from "../mathematics/network_fields.js";
import { colourOf, openedPlace, scoresOf } from "./network_state.js";
import { short } from "./network_words.js";

/** @import { Colour, Layout, Tile } from "../drawing/network_tiles.js" */
/** @import { Step } from "../mathematics/network.js" */
/** @import { Field } from "../mathematics/network_fields.js" */
/** @import { State } from "./network_state.js" */
/** @import { ColumnParts, Strip } from "./network_strip.js" */

const HERE = "#d55e00"; // Okabe and Ito's vermilion, with white around it: seen on every colour

/** @param {ColumnParts} parts @param {number} layer @param {State} s @param {Float64Array | null} values @param {Colour} colour */
export function paintColumn({ layout, picture, ramp, scale }, layer, s, values, colour) {
  const brush = sharpCanvas(picture, layout.width, layout.height);
  if (!brush || !values) return setText(scale, "");
  const step = s.now.steps[layer];
  const channels = step.shape[2];
  const largest = largestOf(values);
  const { pixels, pictures } = s.now;
  const shade = s.view === "forward" ? colourOf(s, layer, colour) : colour;
  for (const tile of layout.tiles) {
    const start = tile.channel;
    const at = step.vector
      ? (/** @type {number} */ i) => values[start + i] ?? 0
      : (/** @type {number} */ i) => values[i * channels + start];
    const photo = tile.kind === "photo";
    if (photo && s.view === "forward")
      paintPixels(brush, tile, photoColour(pixels, channels, pictures.low, pictures.high));
    else if (photo) paintPixels(brush, tile, (i) => colour(saliency(values, channels, i), largest));
    else paintPixels(brush, tile, (i) => shade(at(i), largest));
  }
  if (s.view === "backward") paintShares(brush, layout, layer, s, colour(0, 1));
  const low = layer || s.view === "backward" ? -largest : pictures.low;
  const high = layer || s.view === "backward" ? largest : pictures.high;
  ramp.style.background = gradient(low, high, (value) => `rgb(${shade(value, largest)})`);
  setText(
    scale,
    layer || s.view === "backward" ? `±${short(largest)}` : `${short(pictures.low)} … ${short(pictures.high)}`,
  );
}

/** How much a pixel of the picture could change the score: its strongest channel. @type {(g: Float64Array, channels: number, i: number) => number} */
function saliency(g, channels, i) {
  let most = 0;
  for (let k = 0; k < channels; k++) most = Math.max(most, Math.abs(g[i * channels + k]));
  return most;
}

/** A bar below each map: what it adds to the score from the left, what it takes from the right. @param {CanvasRenderingContext2D} brush @param {Layout} layout @param {number} layer @param {State} s @param {number[]} ground */
function paintShares(brush, { tiles }, layer, s, ground) {
  const { steps, answers, back } = s.now;
  if (!back || layer === 0 || layer >= scoreStep(steps) || steps[layer].vector) return;
  const shares = mapShares(back.gradients[layer], answers[layer].values, steps[layer].shape[2]);
  const most = largestOf(shares) || 1;
  for (const { channel, x, y, width, height } of tiles) {
    const length = (Math.abs(shares[channel]) / most) * width;
    const up = shares[channel] > 0;
    brush.fillStyle = `rgb(${ground})`;
    brush.fillRect(x, y + height - 5, width, 5);
    brush.fillStyle = up ? "#b87d00" : "#0072b2";
    brush.fillRect(up ? x : x + width - length, y + height - 4, length, 4);
  }
}

/** @param {ColumnParts} parts @param {State} s */
export function drawBars({ items }, s) {
  const scores = scoresOf(s);
  const most = Math.max(1e-9, ...scores.map(Math.abs));
  const best = scores.indexOf(Math.max(...scores));
  items.forEach(({ parts: [name, bar, value], root }, k) => {
    setText(name, s.classes[k]);
    name.title = s.classes[k];
    bar.style.setProperty("--share", String(scores.length ? Math.abs(scores[k]) / most : 0));
    bar.classList.toggle("cu-net-below", scores[k] < 0);
    root.classList.toggle("cu-net-best", k === best && scores.length > 1);
    setText(value, scores.length ? format(scores[k], 3) : "");
  });
}

/** The receptive field on every map before a place. @param {Strip} view @param {State} s */
export function drawFields({ over, columns, tree }, s) {
  const brush = sharpCanvas(over, tree.scrollWidth, tree.offsetHeight);
  if (!brush) return;
  const place = s.peek ?? openedPlace(s);
  fieldsOf(s.now.steps, place).forEach((field, layer) => {
    if (!field) return;
    const { layout, group, bars } = columns[layer];
    if (bars) return; // it stays in sight by itself; its outline is its own
    const [left, top] = [group.offsetLeft, group.offsetTop];
    if (layer !== place.layer && isWhole(field, s.now.steps[layer]))
      return strokeBox(brush, left - 3, top - 3, layout.width + 6, layout.height + 6, false);
    for (const tile of layout.tiles) {
      const box = boxIn(tile, field, s.now.steps[layer]);
      if (box) strokeBox(brush, left + box[0], top + box[1], box[2], box[3], layer === place.layer);
    }
  });
}

/** @type {(field: Field, step: Step) => boolean} */
const isWhole = ({ top, left, bottom, right, first, last }, { shape: [rows, columns, channels] }) =>
  top + left + first === 0 && bottom === rows - 1 && right === columns - 1 && last === channels - 1;

/** A field inside a tile: left, top, width, height; null where it has no part. @param {Tile} tile @param {Field} field @param {Step} step @returns {[number, number, number, number] | null} */
function boxIn(tile, { top, left, bottom, right, first, last }, { vector }) {
  const { kind, channel, x, y, width, height, rows, columns } = tile;
  if (vector && columns > 1) {
    if (last > first) return [x, y, width, height];
    const [row, column] = [Math.floor(first / columns), first % columns];
    return [x + (column * width) / columns, y + (row * height) / rows, width / columns, height / rows];
  }
  if (kind !== "photo" && (channel < first || channel > last)) return null;
  const [wide, high] = [width / columns, height / rows];
  return [x + left * wide, y + top * high, (right - left + 1) * wide, (bottom - top + 1) * high];
}

/** @type {(brush: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, itself: boolean) => void} */
function strokeBox(brush, x, y, width, height, itself) {
  const grown = Math.max(0, 5 - Math.min(width, height)) / 2; // a pixel too small to see gets a frame around it
  const box = /** @type {const} */ ([x - grown, y - grown, width + 2 * grown, height + 2 * grown]);
  brush.strokeStyle = "#fff";
  brush.lineWidth = 3.5;
  brush.strokeRect(...box);
  brush.strokeStyle = itself ? "#000" : HERE;
  brush.lineWidth = 1.75;
  brush.strokeRect(...box);
}
