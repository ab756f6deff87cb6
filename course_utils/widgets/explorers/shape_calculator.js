// ShapeCalculator: stack layers, read what they make of the shape and what they cost.
import { asOptions, button, choice, element, liveRegion, numberField, setText, warn } from "../drawing/controls.js";
import { bar, frame } from "../drawing/parts.js";
import { shape } from "../drawing/svg.js";
import { drawVolumes } from "../drawing/volumes.js";
import { against, costs, grouped, KINDS, newLayer, product, summarise } from "../mathematics/shapes.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Field, Kind, Layer, Row } from "../mathematics/shapes.js" */
/** @import { Kept } from "../state.js" */
/** @typedef {{ input_shape: number[], layers: Layer[] }} Network */
/** @typedef {Network & { preset: string, compare: string, _presets: Record<string, Network> }} Traits */
/** @typedef {{ place: number, name: string }} Focus the button that keeps the keyboard when its row moves */
/** @typedef {Traits & { refocus?: Focus | null }} State */
/** @typedef {ReturnType<typeof buildRow>} TableRow */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["input_shape", "layers", "preset", "compare", "_presets"];
const SIDES = ["rows", "columns", "channels"];
const HEADS = ["#", "Layer", "Settings", "Output", "Para\u00admeters", "Multi\u00adplications", "Sees", "Change"];
const MOST_SIDE = 4096;

/** @param {number[]} sizes */
const dims = (sizes) => sizes.join("×");

/** @type {(layers: Layer[]) => Partial<State>} */
const ownLayers = (layers) => ({ layers, preset: "custom" });

/** @type {(s: State, index: number, field: Field, value: number) => Partial<State>} */
const withField = (s, index, field, value) =>
  ownLayers(s.layers.map((layer, i) => (i === index ? { ...layer, [field]: value } : layer)));

/** @type {(s: State, side: number, value: number) => Partial<State>} */
const withSide = (s, side, value) => ({
  input_shape: s.input_shape.map((size, i) => (i === side ? value : size)),
  preset: "custom",
});

/** @type {(s: State, index: number, step: number) => Partial<State>} */
function moved(s, index, step) {
  const layers = [...s.layers];
  const [layer] = layers.splice(index, 1);
  layers.splice(index + step, 0, layer);
  return { ...ownLayers(layers), refocus: { place: index + step, name: step < 0 ? "up" : "down" } };
}

/** @type {(s: State, index: number) => Partial<State>} */
function without(s, index) {
  const layers = s.layers.filter((_, i) => i !== index);
  return { ...ownLayers(layers), refocus: { place: Math.min(index, layers.length - 1), name: "remove" } };
}

/** @param {Kept<State>} kept */
function build(kept) {
  const { state, change } = kept;
  const names = asOptions(Object.keys(state._presets));
  const preset = choice({
    label: "Network",
    name: "preset",
    options: names,
    onChange: (name) => change(ready(state, name)),
  });
  const others = [/** @type {const} */ (["", "nothing"]), ...names];
  const onCompare = (/** @type {string} */ name) => change({ compare: name });
  const compare = choice({ label: "Compare with", name: "compare", options: others, onChange: onCompare });
  const sizes = SIDES.map((side, i) =>
    numberField({
      label: side,
      name: `input ${side}`,
      least: 1,
      most: MOST_SIDE,
      onInput: (n) => change(withSide(state, i, n)),
    }),
  );
  const volumes = shape("svg", { class: "cu-volumes", "aria-hidden": "true" });
  const table = buildTable();
  const warning = element("p", { class: "cu-warning", role: "alert", hidden: true });
  const comparison = element("p", { class: "cu-comparison", hidden: true });
  const live = liveRegion();
  const root = frame(
    "Shape calculator",
    bar("", preset.root, ...sizes.map((field) => field.root), compare.root),
    volumes,
    element("div", { class: "cu-scroll" }, table.root),
    bar("cu-adders", ...buildAdders(kept)),
    comparison,
    warning,
    live.root,
  );
  /** @type {TableRow[]} */
  const rows = [];
  const { body, totals } = table;
  return { root, timers: [live], kept, preset, compare, sizes, volumes, body, totals, rows, warning, comparison, live };
}

/** @type {(s: State, name: string) => Partial<State>} */
function ready(s, name) {
  const network = s._presets[name];
  return network ? { preset: name, input_shape: network.input_shape, layers: network.layers } : {};
}

/** @param {Kept<State>} kept */
function buildAdders({ state, change }) {
  const kinds = /** @type {Kind[]} */ (Object.keys(KINDS));
  return kinds.map((kind) =>
    button(`+ ${KINDS[kind].name}`, `add-${kind}`, () => change(ownLayers([...state.layers, newLayer(kind)]))),
  );
}

function buildTable() {
  const heads = HEADS.map((head) => element("th", { scope: "col" }, head));
  const body = element("tbody");
  const totals = HEADS.map(() => element("td"));
  const foot = element("tfoot", {}, element("tr", {}, ...totals));
  const root = element(
    "table",
    { class: "cu-table cu-shapes" },
    element("thead", {}, element("tr", {}, ...heads)),
    body,
    foot,
  );
  return { root, body, totals };
}

/** @param {Kept<State>} kept @param {Kind} kind @param {number} index */
function buildRow({ state, change }, kind, index) {
  const { name, fields } = KINDS[kind];
  const inputs = fields.map(([field, label, least, most]) => {
    const onInput = (/** @type {number} */ value) => change(withField(state, index, field, value));
    return { field, ...numberField({ label, name: `layer ${index + 1} ${name} ${field}`, least, most, onInput }) };
  });
  const up = button("↑", "up", () => change(moved(state, index, -1)));
  const down = button("↓", "down", () => change(moved(state, index, 1)));
  const remove = button("✕", "remove", () => change(without(state, index)));
  const tools = { "move up": up, "move down": down, remove };
  for (const [what, tool] of Object.entries(tools))
    tool.setAttribute("aria-label", `${what}: layer ${index + 1} ${name}`);
  const cells = HEADS.map(() => element("td"));
  cells[0].append(String(index + 1));
  cells[1].append(name);
  cells[2].append(...inputs.map((input) => input.root));
  cells[7].append(up, down, remove);
  cells[7].className = "cu-tools";
  return { root: element("tr", {}, ...cells), kind, inputs, up, down, results: cells.slice(3, 7) };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const rows = summarise(s.input_shape, s.layers);
  parts.preset.fill(asOptions([...Object.keys(s._presets), ...(s._presets[s.preset] ? [] : ["custom"])]));
  parts.preset.update(s.preset);
  parts.sizes.forEach((field, i) => field.update(s.input_shape[i]));
  drawRows(parts, s.layers, rows);
  drawVolumes(parts.volumes, s.input_shape, s.layers, rows);
  drawTotals(parts, s, rows);
  drawComparison(parts, s, rows);
  focusAgain(parts, s);
}

/**
 * Rows are kept while their kinds stay: a field being typed into must not lose the keyboard.
 *
 * @param {Parts} parts
 * @param {Layer[]} layers
 * @param {Row[]} results
 */
function drawRows({ kept, rows, body }, layers, results) {
  layers.forEach(({ kind }, i) => {
    if (rows[i]?.kind === kind) return;
    const row = buildRow(kept, kind, i);
    if (rows[i]) rows[i].root.replaceWith(row.root);
    else body.append(row.root);
    rows[i] = row;
  });
  rows.splice(layers.length).forEach((row) => row.root.remove());
  rows.forEach((row, i) => drawRow(row, layers[i], results[i]));
  rows.forEach(({ up, down }, i) => {
    up.disabled = i === 0;
    down.disabled = i === rows.length - 1;
  });
}

/** @param {TableRow} row @param {Layer} layer @param {Row | undefined} result */
function drawRow({ root, inputs, results }, layer, result) {
  inputs.forEach(({ field, update }) => update(layer[field] ?? 0));
  root.className = result?.shape ? "" : "cu-bad";
  resultWords(result).forEach((text, i) => setText(results[i], text));
}

/** @param {Parts} parts @param {State} s @param {Row[]} rows */
function drawTotals({ totals, warning, live }, s, rows) {
  const built = rows.flatMap((row) => (row.shape ? [row] : []));
  const last = dims(built.at(-1)?.shape ?? s.input_shape);
  const [parameters, multiplications] = costs(rows).map(grouped);
  ["", "Total", "", last, parameters, multiplications, "", ""].forEach((text, i) => setText(totals[i], text));
  const problem = rows.at(-1)?.problem;
  warn(warning, problem === undefined ? "" : problemWords(s.layers[rows.length - 1], rows.length, problem));
  const numbers = `From ${dims(s.input_shape)} = ${grouped(product(s.input_shape))} numbers to ${last}`;
  const words = `${numbers}: ${parameters} parameters, ${multiplications} multiplications.`;
  live.say(problem === undefined ? words : "");
}

/** @param {Parts} parts @param {State} s @param {Row[]} rows */
function drawComparison(parts, s, rows) {
  const other = s._presets[s.compare];
  parts.compare.update(s.compare);
  const theirs = other && costs(summarise(other.input_shape, other.layers));
  warn(parts.comparison, other ? against(s.compare, costs(rows), theirs) : "");
}

/** @param {Parts} parts @param {State} s */
function focusAgain({ rows }, s) {
  if (!s.refocus) return;
  const { place, name } = s.refocus;
  s.refocus = null;
  /** @type {HTMLElement | null | undefined} */
  const tool = rows[place]?.root.querySelector(`[name=${name}]:enabled, [name=remove]`);
  tool?.focus();
}

/** Output, parameters, multiplications and what it sees. @param {Row | undefined} row */
function resultWords(row) {
  if (!row?.shape) return [row ? "⚠ 0" : "–", "–", "–", "–"];
  return [dims(row.shape), grouped(row.parameters), grouped(row.multiplications), `${row.field}×${row.field}`];
}

/** @type {(layer: Layer, at: number, problem: string) => string} */
const problemWords = ({ kind }, at, problem) => `⚠ Layer ${at} (${KINDS[kind].name}) cannot be built. ${problem}`;

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, draw, build });

export default { render };
