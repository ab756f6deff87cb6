// GramExplorer: two channels, their product place by place, and the number it gives in the Gram matrix.
import { element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { cellSize, Grid, gridSize } from "../drawing/grid.js";
import { bar, frame, moveTo, outline, panel, place, sign, steps } from "../drawing/parts.js";
import { largestSize, signShade } from "../drawing/shades.js";
import { format, makeGrid, total } from "../mathematics/maths.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Rows } from "../mathematics/maths.js" */
/** @import { Kept } from "../state.js" */
/** @typedef {{ maps: Rows[], names: string[], first: number, second: number, scattered: boolean }} Traits */
/** @typedef {{ known: Rows[], gram: Rows, moved: Rows[] }} Derived `known`: the maps that both were worked out from */
/** @typedef {Traits & Derived} State */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["maps", "names", "first", "second", "scattered"];
const ROOM = 190;
const MOST_CELL = 34;

/** @param {number} value */
const show = (value) => format(value, 3);

/**
 * A fixed order of `count` places that leaves no neighbours together: steps of about 0.382 of them.
 *
 * @param {number} count
 */
export function scattering(count) {
  /** @type {(a: number, b: number) => number} */
  const common = (a, b) => (b ? common(b, a % b) : a);
  let step = Math.max(1, Math.floor(0.382 * count));
  while (common(step, count) > 1) step += 1;
  return Array.from({ length: count }, (_, i) => (i * step) % count);
}

/** A map with its places in that order. @param {Rows} map */
export function scatter(map) {
  const flat = map.flat();
  const columns = map[0].length;
  const order = scattering(flat.length);
  return makeGrid(map.length, columns, (r, c) => flat[order[r * columns + c]]);
}

/** @type {(first: Rows, second: Rows) => Rows} */
export const multiply = (first, second) => first.map((row, r) => row.map((value, c) => value * second[r][c]));

/** For every pair of channels the sum of their products. @type {(maps: Rows[]) => Rows} */
export const gramMatrix = (maps) => maps.map((first) => maps.map((second) => total(multiply(first, second))));

/** The matrix hangs on the maps alone: it is worked out once, not for every pair. @param {State} s */
function settle(s) {
  if (s.known !== s.maps) Object.assign(s, { known: s.maps, gram: gramMatrix(s.maps), moved: s.maps.map(scatter) });
  s.first = Math.min(s.first, s.maps.length - 1);
  s.second = Math.min(s.second, s.maps.length - 1);
}

/** @param {Kept<State>} kept */
function build({ state, change }) {
  const maps = ["First", "Second", "Product"].map((title, i) => {
    const label = ["First map", "Second map", "Product of both maps"][i];
    const grid = new Grid({ label, describe: (r, c) => `${place(r, c)}: ${show(grid.values[r][c])}` });
    return { grid, ...panel(title, grid.root) };
  });
  const gram = new Grid({
    label: "Gram matrix. Arrow keys choose the two channels.",
    hover: false,
    onPick: (first, second) => change({ first, second }),
    describe: (r, c) => `channels ${r} and ${c}: ${show(state.gram[r][c])}`,
  });
  const gramPanel = panel("Gram matrix", gram.root);
  const first = slider({ label: "First channel", name: "first", onInput: (channel) => change({ first: channel }) });
  const second = slider({ label: "Second channel", name: "second", onInput: (channel) => change({ second: channel }) });
  const order = pills({
    label: "Places",
    name: "scattered",
    options: [
      ["no", "as they are"],
      ["yes", "scattered"],
    ],
    onChange: (value) => change({ scattered: value === "yes" }),
  });
  const formula = steps("The number in the Gram matrix", "", [element("p"), element("p")]);
  const live = liveRegion();
  const [left, right, product] = maps.map(({ root: node }) => node);
  const stage = element(
    "div",
    { class: "cu-stage cu-still" },
    left,
    sign("×"),
    right,
    sign("="),
    product,
    gramPanel.root,
  );
  const controls = bar("cu-sliders", first.root, second.root, order.root);
  const root = frame("Gram explorer", controls, stage, live.root, formula.root);
  const spot = outline(gram, "cu-window cu-here");
  const notes = [...maps, gramPanel].map(({ note }) => note);
  return { root, timers: [live], first, second, order, maps, gram, spot, notes, formula, live };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const value = s.gram[s.first][s.second];
  parts.first.update(s.first, 0, s.maps.length - 1);
  parts.second.update(s.second, 0, s.maps.length - 1);
  parts.order.update(s.scattered ? "yes" : "no");
  drawMaps(parts, s);
  drawGram(parts, s);
  noteWords(s, value).forEach((note, i) => setText(parts.notes[i], note));
  parts.formula.update(gramLines(s.maps, s.first, s.second, value));
  parts.live.say(words(s, value));
}

/**
 * Maps are pictures: they carry no numbers, and their colours go up to the full.
 *
 * @param {Parts} parts
 * @param {State} s
 */
function drawMaps(parts, s) {
  const maps = s.scattered ? s.moved : s.maps;
  const [first, second] = [maps[s.first], maps[s.second]];
  const size = gridSize(first, ROOM, MOST_CELL);
  [first, second, multiply(first, second)].forEach((values, i) =>
    parts.maps[i].grid.draw(values, { size, shade: signShade(largestSize(values), 1) }),
  );
}

/** @param {Parts} parts @param {State} s */
function drawGram(parts, s) {
  const size = cellSize(s.maps.length, ROOM, MOST_CELL);
  const text = (/** @type {number} */ value) => format(value, Math.abs(value) < 10 ? 1 : 0);
  parts.gram.draw(s.gram, { size, shade: signShade(largestSize(s.gram)), text });
  parts.gram.activate(s.first, s.second);
  moveTo(parts.spot, s.first * size, s.second * size, size);
}

/** The two lines of the formula. @type {(maps: Rows[], first: number, second: number, value: number) => string[]} */
export const gramLines = (maps, first, second, value) => [
  `A: a row for each channel, shape (${maps.length}, ${maps[0].length} · ${maps[0][0].length})`,
  `G[${first}, ${second}] = sum of ${maps[0].length * maps[0][0].length} products = ${show(value)}`,
];

/** @type {(s: State, value: number) => string[]} */
const noteWords = (s, value) => [
  `${s.first}: ${s.names[s.first] ?? ""}`,
  `${s.second}: ${s.names[s.second] ?? ""}`,
  `sum ${show(value)}`,
  `${s.maps.length}×${s.maps.length}`,
];

/** @param {State} s @param {number} value */
function words(s, value) {
  const [first, second] = [s.names[s.first], s.names[s.second]];
  const what =
    s.first === s.second
      ? `How strong channel ${s.first} (${first}) is, squared`
      : `How much ${first} and ${second} are strong in the same places`;
  const still = s.scattered
    ? " The places are in another order, the number is the same: a Gram matrix does not know where."
    : "";
  return `${what}: ${show(value)}.${still}`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
