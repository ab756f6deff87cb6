// NetworkExplorer's opened map: its inputs, filters and sum, and one pixel's arithmetic in numbers.
import { element, setText, slider } from "../drawing/controls.js";
import { isDark, largestOf, mapColour } from "../drawing/network_tiles.js";
import { fit } from "../drawing/svg.js";
import {
  accountOf,
  channelPatch,
  kernelPatch,
  partialMap,
  products,
  windowPatch,
} from "../mathematics/network_terms.js";
import {
  buildCard,
  buildNumbers,
  buildPicture,
  buildProducts,
  moveMark,
  showNumbers,
  showPatch,
  showProducts,
} from "./network_cards.js";
import { colourOf, openedPlace } from "./network_state.js";
import { mapName, networkLines, short, termName } from "./network_words.js";

/** @import { CardParts, PictureParts } from "./network_cards.js" */
/** @import { Colour } from "../drawing/network_tiles.js" */
/** @import { Account, Term } from "../mathematics/network_terms.js" */
/** @import { Kept } from "../state.js" */
/** @import { State } from "./network_state.js" */
/** @typedef {ReturnType<typeof buildPanel>} NetworkPanel */

const SMALL = 66;
const LARGE = 150;
const MOST_CARDS = 24;
const MOST_SIDE = 8; // larger windows are shown as colours only
const MOST_LINES = 3;
const MOST_PRODUCTS = 12;

/** Every pixel can be picked with keys. @param {Kept<State>["change"]} change */
function placeSliders(change) {
  const plus = (/** @type {number} */ value) => String(value + 1);
  return {
    channel: slider({
      label: "Map or unit",
      name: "channel",
      show: plus,
      onInput: (channel) => change({ channel, peek: null }),
    }),
    row: slider({ label: "Row", name: "row", show: plus, onInput: (row) => change({ row, peek: null }) }),
    column: slider({
      label: "Column",
      name: "column",
      show: plus,
      onInput: (column) => change({ column, peek: null }),
    }),
  };
}

/** @param {Kept<State>} kept */
export function buildPanel(kept) {
  const { state, change } = kept;
  const sliders = placeSliders(change);
  const title = element("p", { class: "cu-net-title" });
  const cards = element("div", { class: "cu-net-cards", role: "group", "aria-label": "Inputs" });
  const note = element("p", { class: "cu-note" });
  const sum = buildPicture("cu-net-part cu-net-large");
  const output = buildPicture("cu-net-part cu-net-large");
  const arrow = element("div", { class: "cu-net-sign" }, "→");
  const results = element(
    "div",
    { class: "cu-net-results" },
    element("div", { class: "cu-net-sign" }, "Σ"),
    sum.root,
    arrow,
    output.root,
  );
  const bars = buildProducts();
  const grids = ["what the window sees", "× the weights", "= the products"].map(buildNumbers);
  const lines = Array.from({ length: MOST_LINES }, () => element("p"));
  const formula = element(
    "div",
    { class: "cu-formula cu-net-formula", role: "group", "aria-label": "The arithmetic of this pixel" },
    ...lines,
  );
  const root = element("div", { class: "cu-net-panel" });
  const inputs = element("div", { class: "cu-net-inputs" }, cards, note, bars.root);
  const stage = element("div", { class: "cu-net-stage" }, inputs, results);
  root.append(
    title,
    element("div", { class: "cu-bar cu-sliders" }, sliders.channel.root, sliders.row.root, sliders.column.root),
    stage,
    formula,
  );
  root.append(element("div", { class: "cu-net-grids" }, ...grids.map((grid) => grid.root)));
  for (const part of [sum, output]) pointAt(part, kept);
  const parts = /** @type {CardParts[]} */ ([]);
  const choose = (/** @type {number} */ index) => change({ input: parts[index].slot });
  return {
    root,
    title,
    sliders,
    cards,
    note,
    sum,
    arrow,
    output,
    inputs,
    bars,
    grids,
    lines,
    parts,
    choose,
    state,
    results,
    painted: "",
    answers: /** @type {unknown} */ (null),
  };
}

/** The pointer over a large map picks the pixel. @param {PictureParts} part @param {Kept<State>} kept */
function pointAt({ picture }, { state, change }) {
  picture.addEventListener("pointermove", (event) => {
    const [rows, columns] = state.now.steps[state.layer].shape;
    const row = Math.min(Math.floor((event.offsetY / picture.clientHeight) * rows), rows - 1);
    const column = Math.min(Math.floor((event.offsetX / picture.clientWidth) * columns), columns - 1);
    if (row !== state.row || column !== state.column)
      change({ row: Math.max(row, 0), column: Math.max(column, 0), peek: null });
  });
}

/** @param {NetworkPanel} view @param {State} s */
export function drawPanel(view, s) {
  const step = s.now.steps[s.layer];
  const [rows, columns, channels] = step.shape;
  const place = openedPlace(s);
  view.sliders.channel.update(s.channel, 0, channels - 1);
  view.sliders.row.update(s.row, 0, rows - 1);
  view.sliders.column.update(s.column, 0, columns - 1);
  for (const name of /** @type {const} */ (["row", "column"])) view.sliders[name].root.hidden = step.vector;
  const hint = step.vector ? "" : ". Point at a pixel of it";
  setText(view.title, `3  Opened: ${step.title}, ${mapName(step, place)} of ${channels}${hint}`);
  const lines = networkLines(s, place);
  view.lines.forEach((line, i) => {
    line.hidden = !lines[i];
    setText(line, lines[i] ?? "");
  });
  const ready = Boolean(s.now.answers[s.layer]);
  view.root.classList.toggle("cu-net-waiting", !ready);
  if (!ready) return;
  const colour = mapColour(isDark(view.root));
  const account = accountOf(s.now.steps, s.now.answers, place);
  const repaint = drawCards(view, s, account, colour);
  drawResults(view, s, account, colour, repaint);
  drawNumbers(view, s, account, colour);
  showProducts(view.bars, productBars(s, account));
}

/** Those inputs that add most, in their order, when there are many. @param {Account} account @returns {Term[]} */
function shownTerms({ step, terms }) {
  if (step.kind === "conv" && step.window.every((side) => side === 1) && step.vector) return [];
  if (terms.length <= MOST_CARDS) return terms;
  const strongest = [...terms].sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum)).slice(0, MOST_CARDS);
  return strongest.sort((a, b) => a.slot - b.slot);
}

/** The window of the opened pixel: top, left, rows, columns. @param {State} s @param {Account} account */
function windowAt({ row, column }, { step }) {
  if (step.vector && step.kind === "conv") return null;
  const { strides, pads, window, dilation } = step;
  if (step.kind === "pad") return [row - pads[0], column - pads[1], 1, 1];
  const spans = window.map((side, axis) => (side - 1) * dilation[axis] + 1);
  return [row * strides[0] - pads[0], column * strides[1] - pads[1], ...spans];
}

/** @param {NetworkPanel} view @param {State} s @param {Account} account @param {Colour} colour */
function drawCards(view, s, account, colour) {
  const terms = shownTerms(account).filter(({ source }) => !s.now.steps[source].vector);
  const { step } = account;
  fit(view.cards, view.parts, terms.length, (index) => buildCard(view.choose, index));
  view.cards.hidden = !terms.length;
  const left = account.terms.length - terms.length;
  setText(
    view.note,
    left > 0 && terms.length
      ? `${terms.length} of ${account.terms.length} inputs: those that add most at this pixel`
      : "",
  );
  view.note.hidden = !(left > 0 && terms.length);
  const key = `${s.layer} ${s.channel} ${isDark(view.root)} ${terms.map(({ slot }) => slot)}`;
  const repaint = key !== view.painted || view.answers !== s.now.answers[s.layer];
  Object.assign(view, { painted: key, answers: s.now.answers[s.layer] });
  terms.forEach((term, i) => {
    const card = view.parts[i];
    card.slot = term.slot;
    const conv = step.kind === "conv";
    setText(
      card.title,
      conv ? `${termName(s, term)}: ${term.sum >= 0 ? "+" : ""}${short(term.sum)}` : termName(s, term),
    );
    card.root.setAttribute(
      "aria-pressed",
      String(conv && terms.length > 1 && term.slot === chosenTerm(s, account).slot),
    );
    for (const node of [...card.signs, card.kernel.root, card.partial.root]) node.hidden = !conv;
    if (repaint) paintCard(card, s, account, term, colour);
    const { shape } = s.now.steps[term.source];
    moveMark(card.input.mark, windowAt(s, account), SMALL / Math.max(shape[0], shape[1]));
    const scale = SMALL / Math.max(step.shape[0], step.shape[1]);
    if (conv) moveMark(card.partial.mark, step.vector ? null : [s.row, s.column, 1, 1], scale);
  });
  return repaint;
}

/** @param {State} s @param {Account} account */
const chosenTerm = (s, { terms }) => terms[Math.min(s.input, terms.length - 1)];

/** @param {CardParts} card @param {State} s @param {Account} account @param {Term} term @param {Colour} colour */
function paintCard({ input, kernel, partial }, s, { step, terms }, term, colour) {
  const { shape } = s.now.steps[term.source];
  const { values } = s.now.answers[term.source];
  const seen = channelPatch(shape, values, term.channel);
  const largest = largestOf(values);
  const own = colourOf(s, term.source, colour);
  showPatch(input, seen, SMALL, (i) => own(seen.numbers[i], largest), null);
  if (step.kind !== "conv") return;
  const weights = kernelPatch(step, terms.length, term.slot, s.channel);
  const most = largestOf(weights.numbers);
  showPatch(kernel, weights, step.vector ? SMALL : 44, (i) => colour(weights.numbers[i], most), null);
  const added = partialMap(step, shape, values, term, s.channel);
  const top = largestOf(added.numbers);
  showPatch(partial, added, SMALL, (i) => colour(added.numbers[i], top), null);
}

/** @param {NetworkPanel} view @param {State} s @param {Account} account @param {Colour} colour @param {boolean} repaint */
function drawResults({ sum, arrow, output, results, parts }, s, account, colour, repaint) {
  const step = s.now.steps[s.layer];
  const { sums, values } = s.now.answers[s.layer];
  results.hidden = step.vector;
  if (step.vector) return;
  const at = [s.row, s.column, 1, 1];
  const two = Boolean(step.activation);
  for (const node of [sum.root, arrow]) node.hidden = !two;
  setText(results.firstElementChild ?? results, parts.length > 1 || account.step.kind === "conv" ? "Σ" : "→");
  const own = colourOf(s, s.layer, colour);
  const paint = (/** @type {PictureParts} */ part, /** @type {Float64Array} */ numbers, /** @type {string} */ name) => {
    moveMark(part.mark, at, LARGE / Math.max(step.shape[0], step.shape[1]));
    if (!repaint) return;
    const patch = channelPatch(step.shape, numbers, s.channel);
    const largest = largestOf(numbers);
    showPatch(part, patch, LARGE, (i) => own(patch.numbers[i], largest), at);
    setText(part.caption, name);
    part.picture.setAttribute("role", "img");
    part.picture.setAttribute("aria-label", `${name}; the sliders pick a pixel`);
  };
  if (two) paint(sum, sums, account.step.weights.bias ? "sum + bias" : "sum");
  paint(output, values, step.activation?.title ?? "output");
}

/** Of a dense layer that reads a vector, the products that count most. @param {State} s @param {Account} account */
function productBars(s, { step, terms }) {
  const [source] = step.sources;
  if (step.kind !== "conv" || !s.now.steps[source].vector) return [];
  const largest = [...terms].sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum)).slice(0, MOST_PRODUCTS);
  return largest.map(({ channel, slot, sum }) => {
    const [weight] = kernelPatch(step, terms.length, slot, s.channel).numbers;
    const value = s.now.answers[source].values[channel];
    return { name: `unit ${channel + 1}`, sum, text: `${short(value)} × ${short(weight)} = ${short(sum)}` };
  });
}

/** @param {NetworkPanel} view @param {State} s @param {Account} account @param {Colour} colour */
function drawNumbers({ grids }, s, account, colour) {
  const { step, terms } = account;
  const windowed =
    ["conv", "pool"].includes(step.kind) &&
    Math.max(...step.window) <= MOST_SIDE &&
    step.window.some((side) => side > 1);
  grids.forEach(({ root }, i) => {
    root.hidden = !windowed || (i > 0 && step.kind === "pool");
  });
  if (!windowed) return;
  const term = chosenTerm(s, account);
  const { shape } = s.now.steps[term.source];
  const { values } = s.now.answers[term.source];
  const seen = windowPatch(step, shape, values, term.channel, s.row, s.column);
  const best = step.kind === "pool" && step.mode === "max" ? seen.numbers.indexOf(account.sum) : -1;
  setText(grids[0].title, `what the window sees of ${termName(s, term)}`);
  showNumbers(grids[0], seen, colourOf(s, term.source, colour), best, largestOf(values));
  if (step.kind === "pool") return;
  const weights = kernelPatch(step, terms.length, term.slot, s.channel);
  showNumbers(grids[1], weights, colour, -1);
  showNumbers(grids[2], products(seen, weights), colour, -1);
}
