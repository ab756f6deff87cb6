// WindowExplorer: the same network on every window, and once on the whole picture.
import { element, liveRegion, pills, player, setText, slider } from "../drawing/controls.js";
import { cellSize, Grid } from "../drawing/grid.js";
import { bar, frame, moveTo, outline, panel, place, sign } from "../drawing/parts.js";
import { extremes, greyShade, largestSize, signShade } from "../drawing/shades.js";
import { format, largestThat, nearestWindow, withValue } from "../mathematics/maths.js";
import { costsOf, cutOut, runPass, windowSide } from "../mathematics/windows.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Rows } from "../mathematics/maths.js" */
/** @import { Pass } from "../mathematics/windows.js" */
/** @import { Kept } from "../state.js" */
/** @typedef {{ image: Rows, kernel: Rows, head: Rows, pool: number, padding: "none" | "same", row: number, col: number }} Traits */
/** @typedef {Traits & { side: number, rows: number, columns: number, known?: unknown[], whole: Pass }} State */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const NAMES = ["image", "kernel", "head", "pool", "padding", "row", "col"];
const ROOM = { maps: 130, answers: 176 };
const LARGEST_POOL = 4;
const TITLES = ["Picture", "Filter, ReLU", "Pooled", "Answers"];
const ALONE = ["Window", "Filter, ReLU", "Pooled", "Answer"];

/** The whole pass hangs on the picture and the network alone: moving the window works out nothing but the window. @param {State} s */
function settle(s) {
  s.pool = largestThat((value) => sideWith(s, value) <= smallest(s), 1, s.pool);
  s.side = sideWith(s, s.pool);
  const now = [s.image, s.kernel, s.head, s.pool, s.padding];
  if (!s.known || now.some((value, i) => value !== s.known?.[i])) {
    s.whole = runPass(s.image, s.kernel, s.head, s.pool, s.padding === "same");
    s.known = now;
  }
  Object.assign(s, { rows: s.whole.answers.length, columns: s.whole.answers[0].length });
  s.row = Math.min(s.row, s.rows - 1);
  s.col = Math.min(s.col, s.columns - 1);
}

/** @param {State} s @param {number} pool */
const sideWith = (s, pool) => windowSide(s.kernel.length, pool, s.head.length, s.padding === "same");

/** @param {State} s */
const smallest = ({ image }) => Math.min(image.length, image[0].length);

/** The window after this one, row by row like reading. @param {State} s @returns {Partial<State>} */
function following({ row, col, rows, columns }) {
  const next = (row * columns + col + 1) % (rows * columns);
  return { row: Math.floor(next / columns), col: next % columns };
}

/** @param {Kept<State>} kept */
function build(kept) {
  const { state, change } = kept;
  const pool = slider({ label: "Pooling, and the windows' stride", name: "pool", onInput: (p) => change({ pool: p }) });
  const padding = pills({
    label: "Padding of the filter",
    name: "padding",
    options: [
      ["none", "none"],
      ["same", "same"],
    ],
    onChange: (name) => change({ padding: name }),
  });
  const play = player(() => change(following(state)), 500);
  const whole = buildRow("one pass", TITLES, wholeGrids(kept));
  const alone = buildRow(
    "the window alone",
    ALONE,
    ALONE.map((title) => namedGrid(`${title}, run alone`)),
  );
  alone.root.classList.add("cu-alone");
  const costs = buildCosts();
  const live = liveRegion();
  const root = frame(
    "Window explorer",
    bar("cu-windows-bar", pool.root, padding.root, play.root),
    element("p", { class: "cu-control-name" }, "One pass over the whole picture: point at a window"),
    whole.root,
    element("p", { class: "cu-control-name" }, "The outlined window, cut out and run alone"),
    alone.root,
    live.root,
    costs.root,
  );
  const marks = whole.grids.map((grid, i) => outline(grid, i < 3 ? "cu-window" : "cu-window cu-here"));
  return { root, timers: [play, live], pool, padding, whole, alone, marks, costs, live };
}

/** @param {string} label */
function namedGrid(label) {
  /** @type {Grid} */
  const grid = new Grid({ label, describe: (r, c) => `${place(r, c)}: ${format(grid.values[r][c])}` });
  return grid;
}

/** @param {Kept<State>} kept */
function wholeGrids({ state, change }) {
  /** The window nearest to a place of a map, whose own window covers `span` by steps of `step`. @type {(span: () => number, step: () => number) => (r: number, c: number) => void} */
  const picks = (span, step) => (r, c) =>
    change({
      row: nearestWindow(r, span(), step(), state.rows),
      col: nearestWindow(c, span(), step(), state.columns),
    });
  const pool = () => state.pool;
  const pick = [
    picks(() => state.side, pool),
    picks(() => state.pool * state.head.length, pool),
    picks(
      () => state.head.length,
      () => 1,
    ),
    (/** @type {number} */ row, /** @type {number} */ col) => change({ row, col }),
  ];
  return TITLES.map((title, i) => {
    const edit = i
      ? undefined
      : (/** @type {number} */ r, /** @type {number} */ c, /** @type {number} */ value) =>
          change({ image: withValue(state.image, r, c, value) });
    /** @type {Grid} */
    const grid = new Grid({
      label: `${title} of the one pass. Arrow keys move the window${i ? "" : ", type to change a pixel"}.`,
      onPick: pick[i],
      onEdit: edit,
      describe: (r, c) => `${title}, ${place(r, c)}: ${format(grid.values[r][c])}`,
    });
    return grid;
  });
}

/** @param {string} name @param {string[]} titles @param {Grid[]} grids */
function buildRow(name, titles, grids) {
  const panels = grids.map((grid, i) => panel(titles[i], grid.root));
  const nodes = panels.flatMap(({ root }, i) => (i ? [sign("→"), root] : [root]));
  const root = element("div", { class: "cu-stage cu-passes", role: "group", "aria-label": name }, ...nodes);
  return { root, grids, notes: panels.map(({ note }) => note) };
}

/** A table of multiplications: filter, head, both. */
function buildCosts() {
  const cells = Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => element("td")));
  const heads = Array.from({ length: 4 }, () => element("th", { scope: "col" }));
  const body = cells.map((row) => element("tr", {}, ...row));
  const caption = element("caption", { class: "cu-spoken" }, "Multiplications");
  const root = element("table", { class: "cu-table cu-costs" }, caption);
  root.append(element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body));
  return { root, heads, cells };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const padded = s.padding === "same";
  const window = cutOut(s.image, s.row * s.pool, s.col * s.pool, s.side);
  const alone = runPass(window, s.kernel, s.head, s.pool, padded);
  parts.pool.update(
    s.pool,
    1,
    largestThat((value) => sideWith(s, value) <= smallest(s), 1, LARGEST_POOL),
  );
  parts.padding.update(s.padding);
  parts.padding.disable(
    "none",
    windowSide(s.kernel.length, s.pool, s.head.length, false) > smallest(s) ? TOO_WIDE : "",
  );
  drawPasses(parts, s, window, alone);
  drawCosts(parts.costs, s, alone);
  parts.live.say(words(s, alone));
}

const TOO_WIDE = "Without padding the window would be larger than the picture.";

/** Both rows in the same sizes and colours, so that what is equal looks equal. @param {Parts} parts @param {State} s @param {Rows} window @param {Pass} alone */
function drawPasses({ whole, alone: below, marks }, s, window, alone) {
  const cell = cellSize(Math.max(s.image.length, s.image[0].length), ROOM.maps, 16);
  const sizes = [cell, cell, cell * s.pool, cellSize(Math.max(s.rows, s.columns), ROOM.answers, 35)];
  const { features, pooled, answers } = s.whole;
  const text = (/** @type {number} */ value) => format(value, 1);
  const shades = [
    greyShade(...extremes(s.image)),
    ...[features, pooled].map((values) => signShade(largestSize(values), 1)),
    signShade(largestSize(answers)), // numbers stand on it
  ];
  [s.image, features, pooled, answers].forEach((values, i) => {
    whole.grids[i].draw(values, { size: sizes[i], shade: shades[i], text });
    setText(whole.notes[i], dims(values));
  });
  [window, alone.features, alone.pooled, alone.answers].forEach((values, i) => {
    below.grids[i].draw(values, { size: sizes[i], shade: shades[i], text });
    setText(below.notes[i], dims(values));
  });
  const [down, across] = [s.row * s.pool * cell, s.col * s.pool * cell];
  moveTo(marks[0], down, across, s.side * cell);
  moveTo(marks[1], down, across, alone.features.length * cell);
  moveTo(marks[2], down, across, s.head.length * s.pool * cell);
  moveTo(marks[3], s.row * sizes[3], s.col * sizes[3], sizes[3]);
}

/** @param {Rows} values */
const dims = (values) => `${values.length}×${values[0].length}`;

/** @param {Parts["costs"]} costs @param {State} s @param {Pass} alone */
function drawCosts({ heads, cells }, s, alone) {
  const { window, apart, together } = costsOf(s.whole, alone, s.kernel, s.head);
  const columns = [window, apart, together].map(([filter, head]) => [filter, head, filter + head]);
  const names = [`filter ${dims(s.kernel)}`, `head ${dims(s.head)}`, "together"];
  const count = s.rows * s.columns;
  const titles = ["Multiplications", "one window", `${count} windows one by one`, "one pass"];
  titles.forEach((text, i) => setText(heads[i], text));
  cells.forEach((row, r) => {
    setText(row[0], names[r]);
    columns.forEach((numbers, c) => setText(row[c + 1], numbers[r].toLocaleString("en-US")));
  });
}

/** The sentences of window_explorer.py. @param {State} s @param {Pass} alone */
function words(s, alone) {
  const [cell, value] = [s.whole.answers[s.row][s.col], alone.answers[0][0]];
  const [top, left] = [s.row * s.pool, s.col * s.pool];
  const where = `rows ${top + 1}–${top + s.side}, columns ${left + 1}–${left + s.side}`;
  const start = `Window ${s.row + 1}, ${s.col + 1} (${where}), cut out and run alone: ${format(value, 3)}.`;
  const both = `${start} The same cell of the one pass: ${format(cell, 3)}.`;
  if (Math.abs(cell - value) >= 1e-9)
    return `${both} They differ: alone, the window sees zeros where the picture goes on.`;
  return `${both} Equal.`;
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
