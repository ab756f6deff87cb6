// One or two curves over the layers on a logarithmic axis, as SVG; the pointer picks a layer.
import { element } from "./controls.js";

const CHART_WIDTH = 430;
const CHART_HEIGHT = 236;
const CHART_LEFT = 52;
const CHART_RIGHT = 12;
const CHART_TOP = 10;
const CHART_BOTTOM = 36;

/** @typedef {(value: number) => number} Scale */

/**
 * What a chart shows: `values` with a dot a layer, `kept` dashed; `range` are the axis' powers of ten.
 *
 * @typedef {object} Curves
 * @property {number[]} values
 * @property {number[]} [kept]
 * @property {[low: number, high: number]} range
 * @property {number} layer
 * @property {string} colour
 * @property {boolean} square dots are squares
 * @property {string} words
 */

/**
 * Powers of ten, in steps of four, that hold all values above zero: the axis stays still while a slider moves a little.
 *
 * @type {(...curves: number[][]) => [low: number, high: number]}
 */
export function decades(...curves) {
  let least = Infinity;
  let most = -Infinity;
  for (const value of curves.flat()) {
    if (!(value > 0 && value < Infinity)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) return [-4, 4];
  return [Math.min(4 * Math.floor(Math.log10(least) / 4), -4), Math.max(4 * Math.ceil(Math.log10(most) / 4), 4)];
}

export class LogChart {
  count = 0;
  longest = 2;
  layer = 0;

  /**
   * `label` names the picture; onPick answers the pointer.
   *
   * @param {{ label: string, onPick: (layer: number) => void }} options
   */
  constructor({ label, onPick }) {
    this.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const shape = {
      class: "cu-chart",
      role: "img",
      "aria-label": label,
      viewBox: `0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`,
    };
    for (const [name, value] of Object.entries(shape)) this.svg.setAttribute(name, value);
    this.root = element("div", {}, this.svg);
    this.svg.addEventListener("pointermove", (event) => {
      const box = this.svg.getBoundingClientRect();
      const share =
        (((event.clientX - box.left) / box.width) * CHART_WIDTH - CHART_LEFT) /
        (CHART_WIDTH - CHART_LEFT - CHART_RIGHT);
      const layer = Math.round(1 + share * (this.longest - 1));
      if (layer >= 1 && layer <= this.count && layer !== this.layer) onPick(layer);
    });
  }

  /** @param {Curves} curves */
  draw({ values, kept, range, layer, colour, square, words }) {
    Object.assign(this, { count: values.length, longest: Math.max(values.length, kept?.length ?? 0, 2), layer });
    const [low, high] = range;
    const wide = CHART_WIDTH - CHART_LEFT - CHART_RIGHT;
    const tall = CHART_HEIGHT - CHART_TOP - CHART_BOTTOM;
    /** @type {Scale} */
    const x = (index) => CHART_LEFT + (wide * index) / (this.longest - 1);
    /** @type {Scale} */
    const y = (power) => CHART_TOP + (tall * (high - Math.min(Math.max(power, low), high))) / (high - low);
    /** @type {(value: number, index: number) => string} */
    const spot = (value, index) => `${x(index).toFixed(1)} ${y(value > 0 ? Math.log10(value) : low).toFixed(1)}`;
    const line = (/** @type {number[]} */ curve) => `M${curve.map(spot).join("L")}`;
    const dots = values.map((value, index) => `M${spot(value, index)}h0`).join("");
    const cap = square ? "square" : "round";
    const now = spot(values[layer - 1], layer - 1).split(" ");
    this.svg.setAttribute("aria-label", words);
    this.svg.innerHTML = `${this.axes(low, high, y, x)}
      <path class="cu-chart-here" d="M${x(layer - 1).toFixed(1)} ${CHART_TOP}v${tall}"/>
      ${kept ? `<path class="cu-chart-kept" d="${line(kept)}"/>` : ""}
      <path class="cu-chart-line" stroke="${colour}" d="${line(values)}"/>
      <path class="cu-chart-dots" stroke="${colour}" stroke-linecap="${cap}" d="${dots}"/>
      <circle class="cu-chart-ring" cx="${now[0]}" cy="${now[1]}" r="6.5"/>`;
  }

  /** @param {number} low @param {number} high @param {Scale} y @param {Scale} x */
  axes(low, high, y, x) {
    const step = Math.ceil((high - low) / 24) * 4;
    const parts = [];
    for (let power = low; power <= high; power += step) {
      const kind = power === 0 ? "cu-chart-one" : "cu-chart-grid";
      parts.push(`<path class="${kind}" d="M${CHART_LEFT} ${y(power).toFixed(1)}H${CHART_WIDTH - CHART_RIGHT}"/>`);
      const name = power === 0 ? "1" : `10<tspan dy="-5" font-size="11">${String(power).replace("-", "−")}</tspan>`;
      parts.push(`<text x="${CHART_LEFT - 7}" y="${(y(power) + 4).toFixed(1)}" text-anchor="end">${name}</text>`);
    }
    for (const layer of layerMarks(this.longest)) {
      parts.push(
        `<text x="${x(layer - 1).toFixed(1)}" y="${CHART_HEIGHT - CHART_BOTTOM + 17}" text-anchor="middle">${layer}</text>`,
      );
    }
    parts.push(`<text x="${CHART_WIDTH - CHART_RIGHT}" y="${CHART_HEIGHT - 4}" text-anchor="end">layer →</text>`);
    return parts.join("");
  }
}

/** The first layer, every tenth (or second), the last. @param {number} count */
export function layerMarks(count) {
  const step = count > 14 ? 10 : 2;
  const marks = [1];
  for (let layer = step; layer < count; layer += step) if (layer > 1 && count - layer >= step / 2) marks.push(layer);
  return [...marks, count];
}
