// NMSExplorer: non-maximum suppression round by round, over the photograph.
import { button, element, liveRegion, pills, player, setText, slider } from "../drawing/controls.js";
import { bar, frame, panel } from "../drawing/parts.js";
import { canvas, fit, pointIn, rect, setAll, shape } from "../drawing/svg.js";
import { format } from "../mathematics/maths.js";
import { explore } from "../state.js";
import { atStep, boxAt, CHIP, chipWidth, chosenBy, fatesOf, settle } from "./nms_state.js";
import { boxWords, chipText, className, countWords, MARKS, noteWords, roundWords } from "./nms_words.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Box } from "../mathematics/boxes.js" */
/** @import { Fate } from "../mathematics/fates.js" */
/** @import { Kept } from "../state.js" */
/** @import { State, Traits } from "./nms_state.js" */

/** @typedef {ReturnType<typeof build>} Parts */
/** @typedef {ReturnType<typeof buildTag>} Tag */
/** @typedef {ReturnType<typeof buildOption>} Option */
/** @typedef {{ stack: string, selected: number, refocus: boolean }} Memory what the page shows already */

/** @type {(keyof Traits)[]} */
const THRESHOLDS = ["score_threshold", "iou_threshold", "mode"];
/** @type {(keyof Traits)[]} */
const NAMES = ["boxes", "scores", "classes", "names", ...THRESHOLDS, "step", "selected", "_photo", "_size"];
const PACE = 1400;
const HEIGHTS = ["low", "dropped", "waiting", "kept"];

/** @param {Kept<State>} kept */
function build(kept) {
  const { change } = kept;
  /** @type {Memory} */
  const memory = { stack: "", selected: -1, refocus: false };
  const controls = buildControls(kept);
  const steps = buildSteps(kept);
  const photo = buildPhoto(kept);
  const list = buildList(kept, memory);
  const live = liveRegion();
  const detail = element("p", { class: "cu-detail" });
  const head = panel("Boxes", photo.root);
  const { first, undo, next, last, play } = steps;
  const root = frame(
    "NMS explorer",
    bar("cu-sliders", controls.score.root, controls.iou.root, controls.mode.root),
    bar("", first, undo, next, play.root, last),
    live.root,
    element("div", { class: "cu-stage cu-split" }, head.root, element("div", { class: "cu-column" }, list, detail)),
  );
  /** @type {Option[]} */
  const options = [];
  return {
    root,
    timers: [play, live],
    change,
    controls,
    steps,
    photo,
    list,
    options,
    memory,
    live,
    detail,
    note: head.note,
  };
}

/** @param {Kept<State>} kept */
function buildControls({ change }) {
  const score = slider({
    label: "Score threshold",
    name: "score_threshold",
    step: 0.01,
    onInput: (value) => change({ score_threshold: value }),
  });
  const iou = slider({
    label: "IoU threshold",
    name: "iou_threshold",
    step: 0.01,
    onInput: (value) => change({ iou_threshold: value }),
  });
  const mode = pills({
    label: "Boxes drop",
    name: "mode",
    options: [
      ["per class", "their own class"],
      ["class-agnostic", "every class"],
    ],
    onChange: (name) => change({ mode: name }),
  });
  return { score, iou, mode };
}

/** @param {Kept<State>} kept */
function buildSteps({ state, change }) {
  const go = (/** @type {number} */ step) => change(atStep(state, step));
  const ended = () => state.step >= state.rounds.length;
  const advance = () => {
    go(ended() ? 1 : state.step + 1);
    if (ended()) play.stop();
  };
  const play = player(advance, PACE, ["▶ Play", "❚❚ Pause"]);
  const first = button("|◀", "first", () => go(0));
  const undo = button("◀ Undo", "undo", () => go(state.step - 1));
  const next = button("Step ▶", "step", () => go(state.step + 1));
  const last = button("▶|", "last", () => go(state.rounds.length));
  first.setAttribute("aria-label", "back to the start");
  last.setAttribute("aria-label", "to the end");
  return { first, undo, next, last, play };
}

/** The photograph with a layer for outlines, one for links, one for labels. @param {Kept<State>} kept */
function buildPhoto({ state, change }) {
  const image = shape("image", { x: 0, y: 0 });
  const layers = { outlines: shape("g"), links: shape("g"), chips: shape("g") };
  const root = canvas(520, 390, "cu-photo", image, ...Object.values(layers));
  setAll(root, { "aria-hidden": "true" });
  root.addEventListener("click", (event) => {
    const selected = boxAt(state, ...pointIn(root, event));
    if (selected !== undefined) change({ selected });
  });
  const outlines = /** @type {ReturnType<typeof buildOutline>[]} */ ([]);
  const chips = /** @type {Tag[]} */ ([]);
  const links = /** @type {{ root: SVGPathElement }[]} */ ([]);
  return { root, image, layers, outlines, chips, links };
}

/** @param {Kept<State>} kept @param {Memory} memory */
function buildList({ state, change }, memory) {
  const label = "Boxes, best score first. Up and down choose one, right steps, left undoes.";
  const list = element("div", { class: "cu-list", role: "listbox", "aria-label": label });
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const selected = chosenBy(state, event.key);
    if (selected !== undefined) {
      change({ selected });
      memory.refocus = true;
    } else if (event.key === "ArrowRight") change(atStep(state, state.step + 1));
    else if (event.key === "ArrowLeft") change(atStep(state, state.step - 1));
    else return;
    event.preventDefault();
  });
  return list;
}

function buildOutline() {
  const lines = [shape("rect", { class: "cu-halo" }), shape("rect")];
  return { root: shape("g", {}, ...lines), lines };
}

function buildTag() {
  const back = shape("rect", { class: "cu-chip" });
  const text = shape("text");
  return { root: shape("g", {}, back, text), back, text };
}

/** @param {Kept<State>["change"]} change */
function buildOption(change) {
  const [mark, name, note] = ["cu-list-mark", "cu-list-name", "cu-list-note"].map((part) =>
    element("span", { class: part }),
  );
  const root = element("div", { role: "option", tabindex: -1 }, mark, name, note);
  const option = { root, mark, name, note, box: 0 };
  root.addEventListener("click", () => change({ selected: option.box }));
  return option;
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const { controls, steps } = parts;
  const fates = fatesOf(s);
  controls.score.update(s.score_threshold, 0, 1);
  controls.iou.update(s.iou_threshold, 0, 1);
  controls.mode.update(s.mode);
  for (const node of [steps.first, steps.undo]) node.disabled = s.step === 0;
  for (const node of [steps.next, steps.last]) node.disabled = s.step >= s.rounds.length;
  drawPhoto(parts, s, fates);
  drawList(parts, s, fates);
  setText(parts.note, countWords(s, fates));
  parts.live.say(roundWords(s));
  setText(parts.detail, boxWords(s, fates));
}

/** @param {Parts} parts @param {State} s @param {Fate[]} fates */
function drawPhoto(parts, s, fates) {
  const { root, image, layers, outlines, chips } = parts.photo;
  const [width, height] = s._size;
  setAll(root, { viewBox: `0 0 ${width} ${height}` });
  setAll(image, { href: s._photo || null, width, height });
  fit(layers.outlines, outlines, s.boxes.length, buildOutline);
  fit(layers.chips, chips, s.boxes.length, buildTag);
  s.boxes.forEach((box, i) => {
    const { state: fate, round } = fates[i];
    const chosen = i === s.selected ? " cu-chosen" : "";
    const display = fate === "low" && !chosen ? "none" : null;
    const now = fate === "kept" && round === s.step - 1 ? " cu-now" : "";
    setAll(outlines[i].root, { class: `cu-found cu-${fate}${chosen}${now}`, display });
    for (const line of outlines[i].lines) setAll(line, rect(box));
    setAll(chips[i].root, { class: `cu-tag cu-${fate}${chosen}`, display });
    drawChip(chips[i], s.chips[i], chipText(s, i, fate), s.unit);
  });
  stack(parts, s, fates);
  drawLinks(parts, s, fates[s.selected]);
}

/** @param {Tag} tag @param {Box} place @param {string} words @param {number} unit */
function drawChip({ back, text }, [x, y], words, unit) {
  setAll(back, { x, y, width: chipWidth(words, unit), height: CHIP * unit, rx: 4 * unit });
  setAll(text, { x: x + 6 * unit, y: y + 14.5 * unit, style: `font-size:${13 * unit}px` });
  setText(text, words);
}

/**
 * What is kept lies above what was dropped, better scores above worse ones.
 *
 * @param {Parts} parts
 * @param {State} s
 * @param {Fate[]} fates
 */
function stack({ photo, memory }, s, fates) {
  const height = (/** @type {number} */ i) => HEIGHTS.indexOf(fates[i].state);
  const order = [...s.order].reverse().sort((a, b) => height(a) - height(b));
  if (memory.stack === String(order)) return;
  memory.stack = String(order);
  photo.layers.outlines.append(...order.map((i) => photo.outlines[i].root));
  photo.layers.chips.append(...order.map((i) => photo.chips[i].root));
}

/**
 * Lines from the box that the selected box hangs on to all that it dropped.
 *
 * @param {Parts} parts
 * @param {State} s
 * @param {Fate} fate
 */
function drawLinks({ photo }, s, fate) {
  const ends = fate.round === undefined ? [] : s.rounds[fate.round].dropped.map(([box]) => box);
  const from = fate.state === "dropped" ? fate.by : s.selected;
  fit(photo.layers.links, photo.links, ends.length, () => ({ root: shape("path", { class: "cu-link" }) }));
  const middle = (/** @type {number} */ i) =>
    [s.chips[i][0] + 12 * s.unit, s.chips[i][1] + (CHIP / 2) * s.unit].map((value) => value.toFixed(1)).join(" ");
  ends.forEach((end, i) => setAll(photo.links[i].root, { d: `M${middle(from)}L${middle(end)}` }));
}

/** @param {Parts} parts @param {State} s @param {Fate[]} fates */
function drawList(parts, s, fates) {
  const { list, options, memory } = parts;
  fit(list, options, s.boxes.length, () => buildOption(parts.change));
  s.order.forEach((box, place) => {
    const option = options[place];
    option.box = box;
    drawOption(option, s, fates[box]);
    if (box !== s.selected || memory.selected === box) return;
    memory.selected = box;
    reveal(list, option.root);
    if (memory.refocus) option.root.focus({ preventScroll: true });
  });
  memory.refocus = false;
}

/** @param {Option} option @param {State} s @param {Fate} fate */
function drawOption({ root, mark, name, note, box }, s, fate) {
  const chosen = box === s.selected;
  setText(mark, MARKS[fate.state]);
  setText(name, `${s.rank[box]} ${className(s, box)} ${format(s.scores[box])}`);
  setText(note, noteWords(s, fate));
  if (root.className !== `cu-option cu-${fate.state}`) root.className = `cu-option cu-${fate.state}`;
  if (root.tabIndex !== (chosen ? 0 : -1)) root.tabIndex = chosen ? 0 : -1;
  if (root.ariaSelected !== String(chosen)) root.ariaSelected = String(chosen);
}

/** Scroll the list, never the page. @param {HTMLElement} list @param {HTMLElement} node */
function reveal(list, node) {
  const top = node.offsetTop;
  const end = top + node.offsetHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (end > list.scrollTop + list.clientHeight) list.scrollTop = end - list.clientHeight;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
