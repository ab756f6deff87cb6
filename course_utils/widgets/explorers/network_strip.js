// NetworkExplorer's strip: every layer a column of maps, from the picture to the scores; a tree for keys and readers.
import { element } from "../drawing/controls.js";
import { isDark, layoutOf, MOST_BARS, mapColour, placeIn } from "../drawing/network_tiles.js";
import { shape } from "../drawing/svg.js";
import { drawBars, drawFields, paintColumn } from "./network_paint.js";
import { shownValues } from "./network_state.js";
import { mapName, peekWords, short } from "./network_words.js";

/** @import { Tile } from "../drawing/network_tiles.js" */
/** @import { Step } from "../mathematics/network.js" */
/** @import { Place } from "../mathematics/network_fields.js" */
/** @import { Kept } from "../state.js" */
/** @import { State } from "./network_state.js" */
/** @typedef {ReturnType<typeof buildColumn>} ColumnParts */
/** @typedef {ReturnType<typeof buildStrip>} Strip */

const ARCS = 20;

/** @type {(step: Step) => string} */
const shapeWords = ({ shape: sides, vector }) => (vector ? String(sides[2]) : sides.join("×"));

/** @param {Step} step @param {number} layer @param {boolean} last */
function buildColumn(step, layer, last) {
  const layout = layoutOf(step, last);
  const picture = element("canvas", { class: "cu-net-maps", "aria-hidden": "true" });
  const [ramp, scale] = [element("i", { class: "cu-net-ramp" }), element("span")];
  const scaled = element("div", { class: "cu-net-scale", "aria-hidden": "true" }, ramp, scale);
  const bars = last && step.vector && step.shape[2] <= MOST_BARS;
  const items = layout.tiles.map((tile, number) => buildItem(step, layer, tile, number, bars));
  const group = element("div", { role: "group", class: "cu-net-group" }, ...items.map((item) => item.root));
  group.style.width = `${layout.width}px`;
  group.style.height = `${layout.height}px`;
  const head = element(
    "div",
    { class: "cu-net-head", "aria-hidden": "true", title: step.name },
    element("b", {}, step.title),
    element("span", {}, shapeWords(step)),
  );
  const count = step.vector ? `${step.shape[2]} units` : `${step.shape[2]} maps of ${step.shape[0]}×${step.shape[1]}`;
  const label = `layer ${layer} of the network: ${step.title}, ${count}`;
  const node = element("div", {
    role: "treeitem",
    "aria-level": 1,
    "aria-expanded": "true",
    "aria-selected": "false",
    "aria-label": label,
    class: bars ? "cu-net-column cu-net-last" : "cu-net-column",
    tabindex: layer ? -1 : 0,
    "data-layer": layer,
  });
  group.prepend(picture);
  node.append(head, group, scaled);
  return { node, layout, picture, ramp, scale, items, group, bars, painted: /** @type {unknown[]} */ ([]) };
}

/** @param {Step} step @param {number} layer @param {Tile} tile @param {number} number @param {boolean} bars */
function buildItem(step, layer, tile, number, bars) {
  const name =
    tile.kind === "photo"
      ? "the picture"
      : tile.kind === "units" && tile.columns > 1
        ? "all units"
        : mapName(step, { layer, channel: tile.channel, row: 0, column: 0 });
  const root = element("div", {
    role: "treeitem",
    "aria-level": 2,
    "aria-selected": "false",
    "aria-label": `${step.title}, ${name}`,
    class: bars ? "cu-net-item cu-net-score" : "cu-net-item",
    tabindex: -1,
    "data-layer": layer,
    "data-tile": number,
  });
  const [left, top, width, height] = [tile.x, tile.y, tile.width, tile.height].map((px) => `${px}px`);
  Object.assign(root.style, { left, top, width, height });
  const parts = bars ? ["name", "bar", "value"].map((part) => element("span", { class: `cu-net-${part}` })) : [];
  root.append(...parts);
  return { root, parts };
}

/** Arrows between layers that do not stand side by side, and a line where they do. @param {ColumnParts[]} columns @param {Step[]} steps */
function arcsOf(columns, steps) {
  const middle = (/** @type {number} */ i) => columns[i].node.offsetLeft + columns[i].node.offsetWidth / 2;
  return steps.flatMap(({ sources }, layer) =>
    sources
      .filter((source) => source !== layer - 1)
      .map((source) => {
        const [from, to] = [middle(source), middle(layer)];
        return shape("path", {
          d: `M${from} ${ARCS}C${from} 2 ${to} 2 ${to} ${ARCS}m-5 -7l5 7l4 -7`,
          class: "cu-net-arc",
        });
      }),
  );
}

/** @param {Kept<State>} kept @param {(place: Place) => void} open */
export function buildStrip(kept, open) {
  const arcs = shape("svg", { class: "cu-net-arcs", "aria-hidden": "true" });
  const over = element("canvas", { class: "cu-net-over", "aria-hidden": "true" });
  const tree = element("div", { class: "cu-net-tree", role: "tree", "aria-label": "Layers of the network" });
  const strip = element("div", { class: "cu-net-strip" }, arcs, tree, over);
  const root = element("div", { class: "cu-net-scroll" }, strip);
  /** @type {{ root: HTMLElement, tree: HTMLElement, arcs: SVGSVGElement, over: HTMLCanvasElement, columns: ColumnParts[], steps: Step[] | null }} */
  const view = { root, tree, arcs, over, columns: [], steps: null };
  const placed = (/** @type {MouseEvent} */ event) => placeUnder(view, event, kept.state);
  tree.addEventListener("pointermove", (event) => {
    const place = placed(event);
    if (!place) return kept.change({ peek: null });
    const { layer, channel } = kept.state;
    const opened = place.layer === layer && place.channel === channel;
    kept.change(opened ? { row: place.row, column: place.column, peek: null } : { peek: place });
  });
  tree.addEventListener("pointerleave", () => kept.change({ peek: null }));
  tree.addEventListener("click", (event) => {
    const place = placed(event);
    if (place) open(place);
  });
  tree.addEventListener("keydown", (event) => treeKey(view, kept.state, event, open));
  tree.addEventListener("focusin", ({ target }) => nameItem(view, kept.state, /** @type {HTMLElement} */ (target)));
  return view;
}

/** @param {Pick<Strip, "columns" | "steps">} view @param {MouseEvent} event @param {State} s @returns {Place | null} */
function placeUnder({ columns }, event, s) {
  const item =
    event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("[data-tile]")) : null;
  if (!item) return null;
  const layer = Number(item.dataset.layer);
  const tile = columns[layer].layout.tiles[Number(item.dataset.tile)];
  const box = item.getBoundingClientRect();
  const share = (/** @type {number} */ at, /** @type {number} */ size) =>
    Math.min(Math.max(at / (size || 1), 0), 0.9999);
  const row = Math.floor(share(event.clientY - box.top, box.height) * tile.rows);
  const column = Math.floor(share(event.clientX - box.left, box.width) * tile.columns);
  return placeIn(s.now.steps[layer], layer, tile, row, column);
}

/** @param {Strip} view @param {State} s @param {HTMLElement} item */
function nameItem({ columns, tree }, s, item) {
  const { layer, tile } = item.dataset;
  for (const other of tree.querySelectorAll('[tabindex="0"]')) if (other !== item) other.setAttribute("tabindex", "-1");
  item.tabIndex = 0;
  if (tile === undefined) return;
  const index = Number(layer);
  const { channel } = columns[index].layout.tiles[Number(tile)];
  const values = s.now.answers[index]?.values;
  const step = s.now.steps[index];
  if (!values || step.vector)
    return item.setAttribute(
      "aria-label",
      peekWords(s, placeIn(step, index, columns[index].layout.tiles[Number(tile)], 0, 0)),
    );
  let most = -Infinity;
  for (let i = channel; i < values.length; i += step.shape[2]) most = Math.max(most, values[i]);
  const name = mapName(step, { layer: index, channel, row: 0, column: 0 });
  item.setAttribute("aria-label", `${step.title}, ${name} of ${step.shape[2]}: largest ${short(most)}`);
}

/** Left and right go from layer to layer, down and up through its maps, Enter opens. @param {Strip} view @param {State} s @param {KeyboardEvent} event @param {(place: Place) => void} open */
function treeKey({ columns }, s, event, open) {
  const { dataset } = /** @type {HTMLElement} */ (event.target);
  if (dataset.layer === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const layer = Number(dataset.layer);
  const tile = dataset.tile === undefined ? -1 : Number(dataset.tile);
  const ends = columns.length - 1;
  /** @type {Record<string, [layer: number, tile: number]>} */
  const moves = {
    ArrowRight: [Math.min(layer + 1, ends), tile],
    ArrowLeft: [Math.max(layer - 1, 0), tile],
    ArrowDown: [layer, tile + 1],
    ArrowUp: [layer, Math.max(tile - 1, -1)],
    Home: [0, -1],
    End: [ends, -1],
  };
  const move = moves[event.key];
  if (!move && event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  event.stopPropagation();
  if (!move) {
    const { tiles } = columns[layer].layout;
    const { row, column, channel } = s;
    const at = placeIn(s.now.steps[layer], layer, tiles[Math.max(tile, 0)], 0, 0);
    const [rows, wide] = s.now.steps[layer].shape;
    return open(
      layer === s.layer && at.channel === channel
        ? { ...at, row, column }
        : { ...at, row: rows >> 1, column: wide >> 1 },
    );
  }
  const { items, node } = columns[move[0]];
  const target = move[1] < 0 ? node : items[Math.min(move[1], items.length - 1)].root;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** @param {Strip} view @param {State} s */
function renewColumns(view, s) {
  const { steps } = s.now;
  if (view.steps === steps) return;
  view.steps = steps;
  view.columns = steps.map((step, layer) => buildColumn(step, layer, layer === steps.length - 1));
  view.tree.replaceChildren(...view.columns.map(({ node }) => node));
}

/** @param {Strip} view @param {State} s */
export function drawStrip(view, s) {
  renewColumns(view, s);
  const dark = isDark(view.root);
  view.columns.forEach((column, layer) => drawColumn(column, layer, s, dark));
  const width = view.tree.scrollWidth;
  if (view.arcs.getAttribute("width") !== String(width)) {
    view.arcs.setAttribute("width", String(width));
    view.arcs.setAttribute("height", String(ARCS));
    view.arcs.replaceChildren(...arcsOf(view.columns, s.now.steps));
  }
  drawFields(view, s);
}

/** @param {ColumnParts} parts @param {number} layer @param {State} s @param {boolean} dark */
function drawColumn(parts, layer, s, dark) {
  const opened = layer === s.layer;
  parts.node.setAttribute("aria-selected", String(opened));
  parts.node.classList.toggle("cu-net-open", opened);
  parts.items.forEach(({ root }, n) => {
    const tile = parts.layout.tiles[n];
    const chosen = opened && tile.channel === s.channel && (tile.kind !== "photo" || parts.items.length === 1);
    if ((root.getAttribute("aria-selected") === "true") !== chosen) root.setAttribute("aria-selected", String(chosen));
  });
  const values = shownValues(s, layer);
  const { painted } = parts;
  if (painted[0] === values && painted[1] === dark && painted[2] === s.view && painted[3] === s.now.pixels) return;
  parts.painted = [values, dark, s.view, s.now.pixels];
  if (parts.bars) return drawBars(parts, s);
  paintColumn(parts, layer, s, values, mapColour(dark));
}
