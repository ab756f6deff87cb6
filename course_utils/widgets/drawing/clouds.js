// Colours as points along a photograph's principal axes, before and after a shift.

/** @import { Photo } from "../mathematics/warp.js" */
/** @typedef {CanvasRenderingContext2D} Brush */
/** @typedef {[x: number, y: number]} Spot */

export const CLOUD = { width: 480, height: 240, reach: 300, most: 1500 };
const GREY = 0xb0888888;
const BEFORE = 3;
const AFTER = 4;

/**
 * The photograph's colours, evenly picked: red, green, blue after each other.
 *
 * @type {(photo: Photo, most?: number) => Uint8Array}
 */
export function sampleColours({ pixels }, most = CLOUD.most) {
  const count = pixels.length / 3;
  const step = Math.max(1, Math.ceil(count / most));
  const sample = [];
  for (let i = 0; i < count; i += step) sample.push(pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]);
  return Uint8Array.from(sample);
}

/**
 * Coordinates of colours along two directions, seen from the mean: [x, y, x, y, …].
 *
 * @type {(colours: Uint8Array, mean: number[], first: number[], second: number[]) => Float64Array}
 */
export function project(colours, mean, first, second) {
  const places = new Float64Array((2 * colours.length) / 3);
  for (let i = 0, at = 0; i < colours.length; i += 3, at += 2) {
    const r = colours[i] - mean[0];
    const g = colours[i + 1] - mean[1];
    const b = colours[i + 2] - mean[2];
    places[at] = r * first[0] + g * first[1] + b * first[2];
    places[at + 1] = r * second[0] + g * second[1] + b * second[2];
  }
  return places;
}

/** @type {(places: Float64Array) => Spot} */
export function middle(places) {
  let x = 0;
  let y = 0;
  for (let i = 0; i < places.length; i += 2) {
    x += places[i];
    y += places[i + 1];
  }
  return [(2 * x) / places.length, (2 * y) / places.length];
}

/** @type {(spot: Spot) => Spot} */
const toPixel = ([x, y]) => {
  const { width, height, reach } = CLOUD;
  const scale = width / 2 / reach;
  return [Math.round(width / 2 + x * scale), Math.round(height / 2 - y * scale)];
};

/** @type {(words: Uint32Array, x: number, y: number, side: number, colour: number) => void} */
function dot(words, x, y, side, colour) {
  for (let j = Math.max(0, y); j < Math.min(CLOUD.height, y + side); j++) {
    for (let i = Math.max(0, x); i < Math.min(CLOUD.width, x + side); i++) words[j * CLOUD.width + i] = colour;
  }
}

/**
 * Small grey dots before, larger ones in their own colour after, an arrow between the two means.
 *
 * @type {(brush: Brush, before: Float64Array, after: Float64Array, colours: Uint8Array) => void}
 */
export function drawCloud(brush, before, after, colours) {
  const image = brush.createImageData(CLOUD.width, CLOUD.height);
  const words = new Uint32Array(image.data.buffer);
  for (let i = 0; i < before.length; i += 2) dot(words, ...toPixel([before[i], before[i + 1]]), BEFORE, GREY);
  for (let i = 0, k = 0; i < after.length; i += 2, k += 3) {
    const colour = (0xff000000 | (colours[k + 2] << 16) | (colours[k + 1] << 8) | colours[k]) >>> 0;
    dot(words, ...toPixel([after[i], after[i + 1]]), AFTER, colour);
  }
  brush.putImageData(image, 0, 0);
  arrow(brush, toPixel(middle(before)), toPixel(middle(after)));
}

/** @type {(brush: Brush, from: Spot, to: Spot) => void} */
function arrow(brush, [x, y], [toX, toY]) {
  const length = Math.hypot(toX - x, toY - y);
  if (length < 3) return;
  const turn = Math.atan2(toY - y, toX - x);
  const head = Math.min(14, length);
  const strokes = { "#ffffff": 8, "#d55e00": 4 };
  for (const [colour, width] of Object.entries(strokes)) {
    Object.assign(brush, { strokeStyle: colour, lineWidth: width, lineCap: "round", lineJoin: "round" });
    brush.beginPath();
    brush.moveTo(x, y);
    brush.lineTo(toX, toY);
    for (const side of [-0.5, 0.5]) {
      brush.moveTo(toX, toY);
      brush.lineTo(toX - head * Math.cos(turn + side), toY - head * Math.sin(turn + side));
    }
    brush.stroke();
  }
}
