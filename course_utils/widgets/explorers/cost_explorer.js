// CostExplorer: bars of multiplications, block by block, as width and resolution of a network move.
import { choice, element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { bar, frame, panel } from "../drawing/parts.js";
import { canvas, fit, pointIn, setAll, shape } from "../drawing/svg.js";
import { blockCosts, costWords, millions, multiplicationsOf } from "../mathematics/costs.js";
import { format } from "../mathematics/maths.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { BlockCost, Network } from "../mathematics/costs.js" */
/** @import { Kept } from "../state.js" */
/** @typedef {Record<string, Network>} Networks */
/** @typedef {{ network: string, width: number, resolution: number, separable: boolean, block: number, _networks: Networks }} Traits */
/** @typedef {Traits & { rows: BlockCost[], published: BlockCost[] }} State */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["network", "width", "resolution", "separable", "block", "_networks"];
const WIDE = 820;
const HIGH = 210;
const LEFT = 54;
const TOP = 12;

/** @param {State} s */
function settle(s) {
  const network = s._networks[s.network];
  s.rows = blockCosts(network, s.width, s.resolution, s.separable);
  s.published = blockCosts(network, 1, 224, true);
  s.block = Math.min(s.block, s.rows.length);
}

/** @param {Kept<State>} kept */
function build(kept) {
  const { state, change } = kept;
  const names = Object.keys(state._networks);
  const network = choice({
    label: "Network",
    name: "network",
    options: names.map((name) => /** @type {const} */ ([name, name])),
    onChange: (name) => change({ network: name }),
  });
  const separable = pills({
    label: "Filters",
    name: "separable",
    options: [
      ["apart", "depthwise, then 1×1"],
      ["plain", "plain convolutions"],
    ],
    onChange: (word) => change({ separable: word === "apart" }),
  });
  const sliders = {
    width: slider({ label: "Width α", name: "width", step: 0.05, onInput: (width) => change({ width }) }),
    resolution: slider({
      label: "Rows and columns",
      name: "resolution",
      step: 16,
      onInput: (resolution) => change({ resolution }),
    }),
    block: slider({ label: "Look at bar", name: "block", onInput: (block) => change({ block }) }),
  };
  const chart = buildBars(kept);
  const live = liveRegion();
  const reading = element("p", { class: "cu-reading" });
  const drawn = panel("Million multiplications", chart.root);
  const root = frame(
    "Cost explorer",
    bar("", network.root, separable.root),
    bar("cu-sliders", ...Object.values(sliders).map((control) => control.root)),
    element("div", { class: "cu-stage cu-charts" }, drawn.root),
    live.root,
    reading,
  );
  setText(drawn.note, "solid: 1×1 and plain; light with an edge: depthwise; dashed: as published");
  return { root, timers: [live], network, separable, sliders, chart, live, reading };
}

/** @param {Kept<State>} kept */
function buildBars({ state, change }) {
  const grid = shape("g");
  const layer = shape("g");
  const root = canvas(LEFT + WIDE + 8, TOP + HIGH + 36, "cu-bars", grid, layer);
  setAll(root, { "aria-hidden": "true" });
  root.addEventListener("pointermove", (event) => {
    const [x] = pointIn(root, event);
    const block = Math.floor(((x - LEFT) / WIDE) * state.rows.length) + 1;
    if (block >= 1 && block <= state.rows.length && block !== state.block) change({ block });
  });
  return { root, grid, layer, bars: /** @type {ReturnType<typeof buildBar>[]} */ ([]) };
}

/** @param {number} index */
function buildBar(index) {
  const [depthwise, others, published, here] = ["depthwise", "others", "published", "here"].map((name) =>
    shape("rect", { class: `cu-bars-${name}` }),
  );
  const name = shape("text", { y: TOP + HIGH + 16, "text-anchor": "middle" }, String(index + 1));
  return { root: shape("g", {}, others, depthwise, published, here, name), depthwise, others, published, here, name };
}

/** @param {Parts} parts @param {State} s */
function draw({ network, separable, sliders, chart, live, reading }, s) {
  network.update(s.network);
  separable.update(s.separable ? "apart" : "plain");
  sliders.width.update(s.width, 0.25, 1.5);
  sliders.resolution.update(s.resolution, 32, 320);
  sliders.block.update(s.block, 1, s.rows.length);
  drawBars(chart, s);
  live.say(words(s));
  setText(reading, readingWords(s.block, s.rows[s.block - 1]));
}

/** @param {Parts["chart"]} chart @param {State} s */
function drawBars({ grid, layer, bars }, { rows, published, block }) {
  const most = Math.max(...[...rows, ...published].map(multiplicationsOf));
  const tall = (/** @type {number} */ count) => (HIGH * count) / most;
  const step = WIDE / rows.length;
  drawScale(grid, most);
  fit(layer, bars, rows.length, buildBar);
  rows.forEach((row, i) => {
    const place = { x: LEFT + i * step + 0.15 * step, width: 0.7 * step };
    const ground = TOP + HIGH;
    const [low, high] = [tall(row.depthwise), tall(multiplicationsOf(row))];
    const before = tall(multiplicationsOf(published[i]));
    setAll(bars[i].others, { ...place, y: ground - high, height: high - low });
    setAll(bars[i].depthwise, { ...place, y: ground - low, height: low });
    setAll(bars[i].published, { ...place, y: ground - before, height: before });
    setAll(bars[i].here, { x: LEFT + i * step, width: step, y: TOP, height: HIGH + 22 });
    setAll(bars[i].here, { display: i + 1 === block ? null : "none" });
    setAll(bars[i].name, { x: LEFT + (i + 0.5) * step });
  });
}

/** Four lines with their millions. @param {SVGGElement} grid @param {number} most */
function drawScale(grid, most) {
  const lines = [0, 1, 2, 3, 4].map((part) => {
    const y = TOP + HIGH * (1 - part / 4);
    const line = shape("path", { class: "cu-bars-grid", d: `M${LEFT} ${y}h${WIDE}` });
    return [line, shape("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end" }, millions((most * part) / 4))];
  });
  const under = shape("text", { x: LEFT + WIDE, y: TOP + HIGH + 33, "text-anchor": "end" }, "bar →");
  grid.replaceChildren(...lines.flat(), under);
}

/** @param {State} s */
function words({ rows, published, network, width, resolution, separable }) {
  const kind = separable ? "" : " with plain convolutions";
  return costWords(rows, published, `${network}${kind}, width ${format(width)}, ${resolution}×${resolution}`);
}

/** @type {(block: number, row: BlockCost) => string} */
function readingWords(block, row) {
  const whole = `${millions(multiplicationsOf(row))} million multiplications`;
  const part = row.depthwise ? `, ${millions(row.depthwise)} of them depthwise` : "";
  const gives = `${row.side}×${row.side}×${row.channels} come out`;
  return `Bar ${block}, ${row.name}: ${gives}; ${whole}${part}; ${row.parameters.toLocaleString("en-US")} weights.`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
