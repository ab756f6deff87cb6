// GramExplorer: two channels, their product place by place, and the number it gives in the Gram matrix.
import { element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { Grid, cellSize, largestSize, signShade } from "../drawing/grid.js";
import { format, makeGrid, total } from "../mathematics/maths.js";
import { frame, moveTo, panel, place, sign } from "../drawing/parts.js";
import { keepState } from "../state.js";

const NAMES = ["maps", "names", "first", "second", "scattered"];
const ROOM = 190;
const show = (value) => format(value, 3);

/** A fixed order of `count` places that leaves no neighbours together: steps of about 0.382 of them. */
export function scattering(count) {
  const common = (a, b) => (b ? common(b, a % b) : a);
  let step = Math.max(1, Math.floor(0.382 * count));
  while (common(step, count) > 1) step += 1;
  return Array.from({ length: count }, (_, i) => (i * step) % count);
}

/** One map with its places in that order. */
export function scatter(map) {
  const flat = map.flat(), columns = map[0].length, order = scattering(flat.length);
  return makeGrid(map.length, columns, (r, c) => flat[order[r * columns + c]]);
}

export const multiply = (one, other) => one.map((row, r) => row.map((value, c) => value * other[r][c]));

/** For every pair of channels the sum of their products. */
export const gramMatrix = (maps) => maps.map((one) => maps.map((other) => total(multiply(one, other))));

/** As `signShade`, up to the full colour: maps are pictures and carry no numbers. */
export function mapColour(value, largest) {
  const share = Math.min(Math.abs(value) / (largest || 1), 1).toFixed(2);
  return value === 0 ? "transparent" : `rgba(${value < 0 ? "0, 114, 178" : "230, 159, 0"}, ${share})`;
}

const mapShade = (largest) => (value) => [mapColour(value, largest), "inherit"];

/** The two lines of the formula. */
export const gramLines = (maps, first, second, value) => [
  `A: a row for each channel, shape (${maps.length}, ${maps[0].length} · ${maps[0][0].length})`,
  `G[${first}, ${second}] = sum of ${maps[0].length * maps[0][0].length} products = ${show(value)}`,
];

function render({ model, el }) {
  let seen = {};
  const parts = build();
  const { state, change, paint, stop } = keepState({ model, names: NAMES, settle, draw });

  /** The matrix hangs on the maps alone: it is worked out once, not for every pair. */
  function settle(s) {
    if (seen.maps !== s.maps) seen = { maps: s.maps, gram: gramMatrix(s.maps), scattered: s.maps.map(scatter) };
    s.first = Math.min(s.first, s.maps.length - 1);
    s.second = Math.min(s.second, s.maps.length - 1);
  }

  function build() {
    const p = {};
    const say = (grid) => (r, c) => `${place(r, c)}: ${show(p[grid].values[r][c])}`;
    p.first = slider({ label: "First channel", name: "first", onInput: (first) => change({ first }) });
    p.second = slider({ label: "Second channel", name: "second", onInput: (second) => change({ second }) });
    p.order = pills({
      label: "Places", name: "scattered", options: [["no", "as they are"], ["yes", "scattered"]],
      onChange: (value) => change({ scattered: value === "yes" }),
    });
    p.one = new Grid({ label: "First map", describe: say("one") });
    p.other = new Grid({ label: "Second map", describe: say("other") });
    p.product = new Grid({ label: "Product of both maps", describe: say("product") });
    p.gram = new Grid({
      label: "Gram matrix. Arrow keys choose the two channels.", hover: false,
      onPick: (first, second) => change({ first, second }),
      describe: (r, c) => `channels ${r} and ${c}: ${show(seen.gram[r][c])}`,
    });
    p.outline = element("div", { class: "cu-window cu-here" });
    p.gram.overlay.append(p.outline);
    p.panels = ["one", "other", "product", "gram"].map((name, i) => panel(["First", "Second", "Product", "Gram matrix"][i], p[name].root));
    p.formula = Array.from({ length: 2 }, () => element("p"));
    p.live = liveRegion();
    const [one, other, product, gram] = p.panels.map(({ root }) => root);
    el.replaceChildren(frame("Gram explorer",
      element("div", { class: "cu-bar cu-sliders" }, p.first.root, p.second.root, p.order.root),
      element("div", { class: "cu-stage" }, one, sign("×"), other, sign("="), product, gram),
      p.live.root, element("div", { class: "cu-formula cu-steps", role: "group", "aria-label": "The number in the Gram matrix" }, ...p.formula)));
    return p;
  }

  function draw(s) {
    const maps = s.scattered ? seen.scattered : s.maps, last = maps.length - 1;
    const product = multiply(maps[s.first], maps[s.second]), value = seen.gram[s.first][s.second];
    parts.first.update(s.first, 0, last);
    parts.second.update(s.second, 0, last);
    parts.order.update(s.scattered ? "yes" : "no");
        const size = cellSize(Math.max(product.length, product[0].length), ROOM, 34);
    [["one", maps[s.first]], ["other", maps[s.second]], ["product", product]]
      .forEach(([name, values]) => parts[name].draw(values, { size, shade: mapShade(largestSize(values)) }));
    const cell = cellSize(maps.length, ROOM, 34);
    parts.gram.draw(seen.gram, { size: cell, shade: signShade(largestSize(seen.gram)), text: (number) => format(number, Math.abs(number) < 10 ? 1 : 0) });
    parts.gram.activate(s.first, s.second);
    moveTo(parts.outline, s.first * cell, s.second * cell, cell);
    [`${s.first}: ${s.names[s.first] ?? ""}`, `${s.second}: ${s.names[s.second] ?? ""}`, `sum ${show(value)}`, `${maps.length}×${maps.length}`]
      .forEach((note, i) => setText(parts.panels[i].note, note));
    gramLines(s.maps, s.first, s.second, value).forEach((line, i) => setText(parts.formula[i], line));
    parts.live.say(words(s, value));
  }

  function words(s, value) {
    const same = s.first === s.second;
    const what = same ? `How strong channel ${s.first} (${s.names[s.first]}) is, squared` : `How much ${s.names[s.first]} and ${s.names[s.second]} are strong in the same places`;
    const still = s.scattered ? " The places are in another order, the number is the same: a Gram matrix does not know where." : "";
    return `${what}: ${show(value)}.${still}`;
  }

  paint();
  return () => { parts.live.stop(); stop(); };
}

export default { render };
