// A row of boxes whose heights and depths follow the shapes: a network at one glance.
import { KINDS } from "../mathematics/shapes.js";

/** @import { Kind, Layer, Row } from "../mathematics/shapes.js" */
/** @typedef {Kind | "input"} Drawn */
/** @typedef {{ side: number, height: number, depth: number }} Prism */

const WIDTH = 860;
const HEIGHT = 163;
const LINE = 13;
const LETTER = 7; // pixels of a sign of the words below
const FLOOR = 118;
const PAINT = { input: "#888888", conv: "#0072b2", pool: "#009e73", flatten: "#cc79a7", dense: "#b87d00" };
const SHORT = { input: "input", conv: "conv", pool: "pool", flatten: "flat", dense: "dense" };

/**
 * Sizes span orders of magnitude: the drawing takes the square root of the side and the log of the channels.
 *
 * @type {(shape: number[], largest: number) => Prism}
 */
function box(shape, largest) {
  if (shape.length === 1) return { side: 6, height: 14 + 4.5 * Math.log2(1 + shape[0]), depth: 7 };
  const side = Math.max(5, 72 * Math.sqrt(Math.max(shape[0], shape[1]) / largest));
  return { side: side * 0.42, height: side + 6, depth: 4 + 4 * Math.log2(1 + shape[2]) };
}

/** @type {(svg: SVGSVGElement, inputShape: number[], layers: Layer[], rows: Row[]) => void} */
export function drawVolumes(svg, inputShape, layers, rows) {
  /** @type {[Drawn, number[]][]} */
  const items = [
    ["input", inputShape],
    ...rows.flatMap(({ shape }, i) => (shape ? [/** @type {[Drawn, number[]]} */ ([layers[i].kind, shape])] : [])),
  ];
  const largest = Math.max(inputShape[0], inputShape[1]);
  // As wide as the page allows, so that nothing is shrunk and words keep their size.
  const room = svg.clientWidth || WIDTH;
  const step = Math.min(112, (room - 20) / items.length);
  svg.setAttribute("viewBox", `0 0 ${Math.max(step * items.length + 20, Math.min(room, 420))} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "xMinYMid meet");
  const crowded = items.some(([, shape]) => shape.join("×").length * LETTER + 6 > step);
  svg.innerHTML = items
    .map(([kind, shape], i) => {
      const lower = crowded && i % 2 ? LINE : 0; // every other shape a line lower: neighbours never meet
      return prism(kind, shape, 10 + step * (i + 0.5), box(shape, largest), step, lower);
    })
    .join("");
}

/**
 * Front, top and side of a box standing on the floor line; its kind and shape below.
 *
 * @type {(kind: Drawn, shape: number[], middle: number, prism: Prism, step: number, lower: number) => string}
 */
function prism(kind, shape, middle, { side, height, depth }, step, lower) {
  const left = middle - (depth + side * 0.6) / 2;
  const top = FLOOR - height;
  const paint = PAINT[kind];
  /** @type {(...pairs: [number, number][]) => string} */
  const points = (...pairs) => pairs.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  const front = points([left, top], [left + depth, top], [left + depth, FLOOR], [left, FLOOR]);
  const roof = points(
    [left, top],
    [left + side * 0.6, top - side * 0.6],
    [left + depth + side * 0.6, top - side * 0.6],
    [left + depth, top],
  );
  const flank = points(
    [left + depth, top],
    [left + depth + side * 0.6, top - side * 0.6],
    [left + depth + side * 0.6, FLOOR - side * 0.6],
    [left + depth, FLOOR],
  );
  const words =
    step < 44
      ? ""
      : `<text x="${middle}" y="${FLOOR + 14}">${SHORT[kind]}</text>` +
        `<text x="${middle}" y="${FLOOR + 28 + lower}">${shape.join("×")}</text>`;
  const name = kind === "input" ? kind : KINDS[kind].name;
  return (
    `<g><title>${name} ${shape.join("×")}</title>` +
    `<polygon points="${roof}" fill="${paint}" fill-opacity="0.45" stroke="${paint}"/>` +
    `<polygon points="${flank}" fill="${paint}" fill-opacity="0.7" stroke="${paint}"/>` +
    `<polygon points="${front}" fill="${paint}" fill-opacity="0.9" stroke="${paint}"/>${words}</g>`
  );
}
