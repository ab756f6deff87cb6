// NMSExplorer: non-maximum suppression round by round, over the photograph.
import { area, measure, suppressionRounds } from "../mathematics/boxes.js";
import { button, element, liveRegion, pills, player, setText, slider } from "../drawing/controls.js";
import { canvas, fit, pointIn, rect, setAll, shape } from "../drawing/drawing.js";
import { format } from "../mathematics/maths.js";
import { frame, panel } from "../drawing/parts.js";
import { keepState } from "../state.js";

const NAMES = ["boxes", "scores", "classes", "names", "score_threshold", "iou_threshold", "mode", "step", "selected", "_photo", "_size"];
const WIDTH = 520, PACE = 1400, CHIP = 20;
const MARKS = { kept: "✓", dropped: "✕", waiting: "", low: "–" };

/** For each box: what became of it after `step` rounds, and by which box with which IoU. */
export function verdicts(scores, rounds, step, threshold) {
  const all = scores.map((score) => ({ state: score >= threshold ? "waiting" : "low" }));
  rounds.slice(0, step).forEach(({ kept, dropped }, i) => {
    all[kept] = { state: "kept", round: i };
    dropped.forEach(([box, iou]) => { all[box] = { state: "dropped", round: i, by: kept, iou }; });
  });
  return all;
}

/** Where each box's label goes: the corner, inside or above, that runs over the fewest labels placed before. */
export function placeChips(boxes, order, widths, height, [right, bottom]) {
  const placed = [], result = [];
  const clash = (chip) => placed.filter((other) => chip[0] < other[2] && other[0] < chip[2] && chip[1] < other[3] && other[1] < chip[3]).length;
  for (const i of order) {
    const [x1, y1, x2, y2] = boxes[i], w = widths[i];
    const spots = [[x1, y1], [x2 - w, y1], [x1, y2 - height], [x2 - w, y2 - height], [x1, y1 - height], [x1, y2], [x1, (y1 + y2) / 2], [x2 - w, (y1 + y2) / 2]]
      .map(([x, y]) => [Math.max(0, Math.min(x, right - w)), Math.max(0, Math.min(y, bottom - height))])
      .map(([x, y]) => [x, y, x + w, y + height]);
    const best = spots.reduce((a, b) => (clash(b) < clash(a) ? b : a));
    placed.push(best);
    result[i] = best;
  }
  return result;
}

const className = (s, i) => s.names[s.classes[i]] ?? `class ${s.classes[i]}`;
const called = (s, i) => `box ${s.rank[i]} (${className(s, i)} ${format(s.scores[i])})`;
const chipText = (s, i, what) => (what === "kept" ? `${s.rank[i]} ${MARKS.kept} ${className(s, i)} ${format(s.scores[i])}` : `${s.rank[i]} ${MARKS[what]}`.trim());
const inside = ([x1, y1, x2, y2], x, y) => x >= x1 && x <= x2 && y >= y1 && y <= y2;

function render({ model, el }) {
  let seen = {};
  const parts = build();
  const { state, change, paint, stop } = keepState({ model, names: NAMES, settle, draw });

  /** Rounds anew; who stood at the end stays at the end, so that a threshold shows its result at once. */
  function settle(s) {
    const ended = s.rounds?.length > 0 && s.step >= s.rounds.length && s.step > 0;
    s.rounds = suppressionRounds(s.boxes, s.scores, s.classes, { score: s.score_threshold, iou: s.iou_threshold, perClass: s.mode === "per class" });
    s.step = ended ? s.rounds.length : Math.min(s.step, s.rounds.length);
    s.selected = Math.min(s.selected, s.boxes.length - 1);
    s.unit = s._size[0] / WIDTH;
    if (seen.boxes !== s.boxes || seen.scores !== s.scores || seen._size !== s._size) arrange(s);
  }

  /** What hangs on the boxes alone: their rank and the places of their labels. */
  function arrange(s) {
    seen = { boxes: s.boxes, scores: s.scores, _size: s._size };
    s.order = s.scores.map((_, i) => i).sort((a, b) => s.scores[b] - s.scores[a] || a - b);
    s.rank = [];
    s.order.forEach((box, place) => { s.rank[box] = place + 1; });
    const widths = s.boxes.map((_, i) => (12 + 7.6 * chipText(s, i, "kept").length) * s.unit);
    s.chips = placeChips(s.boxes, s.order, widths, CHIP * s.unit, s._size);
  }

  function go(step) {
    const next = Math.max(0, Math.min(step, state.rounds.length)), forward = next > state.step;
    change({ step: next, ...(forward ? { selected: state.rounds[next - 1].kept } : {}) });
    return next < state.rounds.length;
  }

  function pick(event) {
    const [x, y] = pointIn(parts.photo, event), shown = verdicts(state.scores, state.rounds, state.step, state.score_threshold);
    const under = state.order.filter((i) => shown[i].state !== "low" && inside(state.chips[i], x, y))
      .concat(state.order.filter((i) => shown[i].state !== "low" && inside(state.boxes[i], x, y)).sort((a, b) => area(state.boxes[a]) - area(state.boxes[b])));
    if (under.length) change({ selected: under[0] });
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = state.rank[state.selected] - 1, last = state.boxes.length - 1;
    const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      change({ selected: state.order[Math.max(0, Math.min(to, last))] });
      refocus = true;
    } else if (event.key === "ArrowRight") go(state.step + 1);
    else if (event.key === "ArrowLeft") go(state.step - 1);
    else return;
    event.preventDefault();
  }

  let refocus = false;

  function build() {
    const p = { outlines: [], chips: [], links: [], options: [] };
    p.score = slider({ label: "Score threshold", name: "score_threshold", step: 0.01, onInput: (value) => change({ score_threshold: value }) });
    p.iou = slider({ label: "IoU threshold", name: "iou_threshold", step: 0.01, onInput: (value) => change({ iou_threshold: value }) });
    p.mode = pills({ label: "Boxes drop", name: "mode", options: [["per class", "their own class"], ["class-agnostic", "every class"]], onChange: (mode) => change({ mode }) });
    p.player = player(() => { if (!go(state.step >= state.rounds.length ? 1 : state.step + 1)) p.player.stop(); }, PACE, ["▶ Play", "❚❚ Pause"]);
    p.start = button("|◀", "first", () => go(0));
    p.undo = button("◀ Undo", "undo", () => go(state.step - 1));
    p.step = button("Step ▶", "step", () => go(state.step + 1));
    p.end = button("▶|", "last", () => go(state.rounds.length));
    p.start.setAttribute("aria-label", "back to the start");
    p.end.setAttribute("aria-label", "to the end");
    p.image = shape("image", { x: 0, y: 0 });
    p.layers = [shape("g"), shape("g"), shape("g")];
    p.photo = canvas(WIDTH, 390, "cu-photo", p.image, ...p.layers);
    setAll(p.photo, { "aria-hidden": "true" });
    p.photo.addEventListener("click", pick);
    p.list = element("div", { class: "cu-list", role: "listbox", "aria-label": "Boxes, best score first. Up and down choose one, right steps, left undoes.", onkeydown: key });
    p.live = liveRegion();
    p.detail = element("p", { class: "cu-detail" });
    p.panel = panel("Boxes", p.photo);
    el.replaceChildren(frame("NMS explorer",
      element("div", { class: "cu-bar cu-sliders" }, p.score.root, p.iou.root, p.mode.root),
      element("div", { class: "cu-bar" }, p.start, p.undo, p.step, p.player.root, p.end),
      p.live.root,
      element("div", { class: "cu-stage cu-split" }, p.panel.root, element("div", { class: "cu-column" }, p.list, p.detail))));
    return p;
  }

  function draw(s) {
    const fates = verdicts(s.scores, s.rounds, s.step, s.score_threshold);
    parts.score.update(s.score_threshold, 0, 1);
    parts.iou.update(s.iou_threshold, 0, 1);
    parts.mode.update(s.mode);
    parts.start.disabled = parts.undo.disabled = s.step === 0;
    parts.step.disabled = parts.end.disabled = s.step >= s.rounds.length;
    drawPhoto(s, fates);
    drawList(s, fates);
    const counts = ["kept", "dropped", "waiting"].map((what) => `${fates.filter(({ state: one }) => one === what).length} ${what}`);
    setText(parts.panel.note, `round ${s.step} of ${s.rounds.length}: ${counts.join(", ")}`);
    parts.live.say(roundWords(s));
    setText(parts.detail, boxWords(s, fates));
  }

  function drawPhoto(s, fates) {
    setAll(parts.photo, { viewBox: `0 0 ${s._size[0]} ${s._size[1]}` });
    setAll(parts.image, { href: s._photo || null, width: s._size[0], height: s._size[1] });
    fit(parts.layers[0], parts.outlines, s.boxes.length, () => {
      const halo = shape("rect", { class: "cu-halo" }), line = shape("rect");
      return Object.assign(shape("g", {}, halo, line), { halo, line });
    });
    fit(parts.layers[2], parts.chips, s.boxes.length, () => {
      const back = shape("rect", { class: "cu-chip" }), text = shape("text");
      return Object.assign(shape("g", {}, back, text), { back, text });
    });
    s.boxes.forEach((box, i) => {
      const { state: fate, round } = fates[i], chosen = i === s.selected, chip = parts.chips[i], outline = parts.outlines[i];
      const hidden = fate === "low" && !chosen ? "none" : null;
      setAll(outline, { class: `cu-found cu-${fate}${chosen ? " cu-chosen" : ""}${fate === "kept" && round === s.step - 1 ? " cu-now" : ""}`, display: hidden });
      [outline.halo, outline.line].forEach((node) => setAll(node, rect(box)));
      const words = chipText(s, i, fate), [x, y] = s.chips[i];
      setAll(chip, { class: `cu-tag cu-${fate}${chosen ? " cu-chosen" : ""}`, display: hidden });
      setAll(chip.back, { x, y, width: (12 + 7.6 * words.length) * s.unit, height: CHIP * s.unit, rx: 4 * s.unit });
      setAll(chip.text, { x: x + 6 * s.unit, y: y + 14.5 * s.unit, style: `font-size:${13 * s.unit}px` });
      setText(chip.text, words);
    });
    stack(s, fates);
    drawLinks(s, fates);
  }

  /** What is kept lies above what was dropped, better scores above worse ones. */
  function stack(s, fates) {
    const height = (i) => ["low", "dropped", "waiting", "kept"].indexOf(fates[i].state), order = [...s.order].reverse().sort((a, b) => height(a) - height(b));
    if (seen.stack === String(order)) return;
    seen.stack = String(order);
    parts.layers[0].append(...order.map((i) => parts.outlines[i]));
    parts.layers[2].append(...order.map((i) => parts.chips[i]));
  }

  /** Lines from the round's kept box, or from the chosen box's, to what it dropped. */
  function drawLinks(s, fates) {
    const { by, round, state: fate } = fates[s.selected], from = fate === "dropped" ? by : fate === "kept" ? s.selected : null;
    const ends = from === null ? [] : s.rounds[round].dropped.map(([box]) => box);
    fit(parts.layers[1], parts.links, ends.length, () => shape("path", { class: "cu-link" }));
    const middle = (i) => [(s.chips[i][0] + 12 * s.unit), (s.chips[i][1] + (CHIP / 2) * s.unit)].map((v) => v.toFixed(1)).join(" ");
    ends.forEach((end, i) => setAll(parts.links[i], { d: `M${middle(from)}L${middle(end)}` }));
  }

  function drawList(s, fates) {
    fit(parts.list, parts.options, s.boxes.length, () => {
      const spans = ["cu-list-mark", "cu-list-name", "cu-list-note"].map((name) => element("span", { class: name }));
      const node = element("div", { role: "option", tabindex: -1, onclick: () => change({ selected: node.box }) }, ...spans);
      return Object.assign(node, { spans });
    });
    s.order.forEach((box, place) => {
      const node = parts.options[place], { state: fate, by, iou } = fates[box], chosen = box === s.selected;
      const note = { kept: "kept", waiting: "waiting", low: "score too low" }[fate] ?? `dropped by ${s.rank[by]}, ${format(iou, 3)}`;
      node.box = box;
      setText(node.spans[0], MARKS[fate]);
      setText(node.spans[1], `${s.rank[box]} ${className(s, box)} ${format(s.scores[box])}`);
      setText(node.spans[2], note);
      if (node.className !== `cu-option cu-${fate}`) node.className = `cu-option cu-${fate}`;
      if (node.tabIndex !== (chosen ? 0 : -1)) node.tabIndex = chosen ? 0 : -1;
      if (node.ariaSelected !== String(chosen)) node.ariaSelected = String(chosen);
      if (chosen && seen.selected !== box) {
        seen.selected = box;
        reveal(node);
        if (refocus) node.focus({ preventScroll: true });
      }
    });
    refocus = false;
  }

  /** Scroll the list, never the page. */
  function reveal(node) {
    const { list } = parts, top = node.offsetTop, end = top + node.offsetHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (end > list.scrollTop + list.clientHeight) list.scrollTop = end - list.clientHeight;
  }

  function roundWords(s) {
    const low = s.scores.filter((score) => score < s.score_threshold).length;
    if (!s.rounds.length) return `No box has a score of at least ${format(s.score_threshold)}.`;
    if (s.step === 0) return `${s.boxes.length - low} boxes have a score of at least ${format(s.score_threshold)}, ${low} fall away. Step to keep the best one.`;
    const { kept, dropped } = s.rounds[s.step - 1], end = s.step === s.rounds.length ? ` No box is left: ${s.rounds.length} stay.` : "";
    const names = dropped.map(([box, iou]) => `${s.rank[box]} (IoU ${format(iou, 3)})`);
    const what = names.length ? `It drops ${names.length === 1 ? "box" : "boxes"} ${names.join(", ")}: above ${format(s.iou_threshold)}.` : "It drops none.";
    return `Round ${s.step}: ${called(s, kept)} is the best one left and stays. ${what}${end}`;
  }

  function boxWords(s, fates) {
    const i = s.selected, { state: fate, by } = fates[i], me = called(s, i), Me = me[0].toUpperCase() + me.slice(1);
    if (fate === "low") return `${Me}: its score is below ${format(s.score_threshold)}, so it takes no part.`;
    if (fate === "waiting") return `${Me} waits for its turn.`;
    if (fate === "dropped") return `${Me} was dropped by ${called(s, by)}: IoU = ${quotient(s, i, by)} > ${format(s.iou_threshold)}.`;
    return `${Me} stays. ${whyKept(s, fates, i)}`.trim();
  }

  function quotient(s, i, j) {
    const { intersection, union, iou } = measure(s.boxes[i], s.boxes[j]);
    return `${format(intersection)} / ${format(union)} = ${format(iou, 3)}`;
  }

  /** The kept box before it that comes nearest to dropping it. */
  function whyKept(s, fates, i) {
    const before = s.rounds.slice(0, fates[i].round).map(({ kept }) => kept);
    if (!before.length) return "It has the best score of all.";
    const shared = (j) => measure(s.boxes[i], s.boxes[j]).iou, next = before.reduce((a, b) => (shared(b) > shared(a) ? b : a));
    if (shared(next) === 0) return "It meets no box kept before it.";
    const compare = shared(next) > s.iou_threshold ? `> ${format(s.iou_threshold)}, but that is another class` : shared(next) === s.iou_threshold ? `, just the threshold: equal stays` : `≤ ${format(s.iou_threshold)}`;
    return `Nearest to dropping it came ${called(s, next)}: IoU = ${quotient(s, i, next)} ${compare}.`;
  }

  paint();
  return () => { parts.player.stop(); parts.live.stop(); stop(); };
}

export default { render };
