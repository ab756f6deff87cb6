// ShapeCalculator: stack layers, read what they make of the shape and what they cost.
import { button, choice, element, liveRegion, numberField, setText } from "../drawing/controls.js";
import { frame } from "../drawing/parts.js";
import { drawVolumes } from "../drawing/volumes.js";
import { KINDS, against, costs, grouped, newLayer, product, summarise } from "../mathematics/shapes.js";
import { keepState } from "../state.js";

const NAMES = ["input_shape", "layers", "preset", "compare"];
const AXES = ["rows", "columns", "channels"];
const HEADS = ["#", "Layer", "Settings", "Output", "Parameters", "Multiplications", "Sees", "Change"];

const dims = (shape) => shape.join("×");

function render({ model, el }) {
  const presets = model.get("_presets");
  const parts = build();
  const { state, change, paint, stop } = keepState({ model, names: NAMES, draw });

  function choosePreset(name) {
    if (presets[name]) change({ preset: name, input_shape: presets[name].input_shape, layers: presets[name].layers });
  }

  const setLayers = (layers) => change({ layers, preset: "custom" });

  function setField(index, field, value) {
    setLayers(state.layers.map((layer, i) => (i === index ? { ...layer, [field]: value } : layer)));
  }

  function setInput(axis, value) {
    change({ input_shape: state.input_shape.map((size, i) => (i === axis ? value : size)), preset: "custom" });
  }

  function move(index, step) {
    const layers = [...state.layers], [moved] = layers.splice(index, 1);
    layers.splice(index + step, 0, moved);
    setLayers(layers);
    refocus = [index + step, step < 0 ? "up" : "down"];
  }

  function remove(index) {
    setLayers(state.layers.filter((_, i) => i !== index));
    refocus = [Math.min(index, state.layers.length - 1), "remove"];
  }

  function build() {
    const p = { rows: [] };
    p.preset = choice({ label: "Network", name: "preset", options: Object.keys(presets).map((name) => [name, name]), onChange: choosePreset });
    const others = [["", "nothing"], ...Object.keys(presets).map((name) => [name, name])];
    p.compare = choice({ label: "Compare with", name: "compare", options: others, onChange: (compare) => change({ compare }) });
    p.sizes = AXES.map((axis, i) => numberField(axis, `input ${axis}`, 1, 4096, (value) => setInput(i, value)));
    p.volumes = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    p.volumes.setAttribute("class", "cu-volumes");
    p.volumes.setAttribute("aria-hidden", "true");
    p.body = element("tbody");
    p.totals = HEADS.map(() => element("td"));
    p.warning = element("p", { class: "cu-warning", role: "alert", hidden: true });
    p.comparison = element("p", { class: "cu-comparison", hidden: true });
    p.live = liveRegion();
    const adders = Object.entries(KINDS).map(([kind, { name }]) => button(`+ ${name}`, `add-${kind}`, () => setLayers([...state.layers, newLayer(kind)])));
    el.replaceChildren(frame("Shape calculator",
      element("div", { class: "cu-bar" }, p.preset.root, ...p.sizes.map(({ root }) => root), p.compare.root),
      p.volumes,
      element("div", { class: "cu-scroll" }, element("table", { class: "cu-table" },
        element("thead", {}, element("tr", {}, ...HEADS.map((head) => element("th", { scope: "col" }, head)))),
        p.body, element("tfoot", {}, element("tr", {}, ...p.totals)))),
      element("div", { class: "cu-bar cu-adders" }, ...adders), p.comparison, p.warning, p.live.root));
    return p;
  }

  function draw(s) {
    const rows = summarise(s.input_shape, s.layers);
    parts.preset.fill([...Object.keys(presets), ...(presets[s.preset] ? [] : ["custom"])].map((name) => [name, name]));
    parts.preset.update(s.preset);
    parts.sizes.forEach((field, i) => field.update(s.input_shape[i]));
    shapeRows(s.layers);
    s.layers.forEach((layer, i) => parts.rows[i].update(layer, rows[i], i, s.layers.length));
    drawVolumes(parts.volumes, s.input_shape, s.layers, rows);
    drawTotals(s, rows);
    drawComparison(s, rows);
    if (refocus) {
      parts.rows[refocus[0]]?.root.querySelector(`[name=${refocus[1]}]:enabled, [name=remove]`)?.focus();
      refocus = null;
    }
  }

  let refocus = null;

  /** Rows are kept while their kinds stay: a field being typed into must not lose the keyboard. */
  function shapeRows(layers) {
    layers.forEach((layer, i) => {
      if (parts.rows[i]?.kind === layer.kind) return;
      const row = layerRow(layer.kind, i);
      if (parts.rows[i]) parts.rows[i].root.replaceWith(row.root);
      else parts.body.append(row.root);
      parts.rows[i] = row;
    });
    parts.rows.splice(layers.length).forEach(({ root }) => root.remove());
  }

  function layerRow(kind, index) {
    const { name, fields } = KINDS[kind];
    const inputs = fields.map(([field, label, least, most]) =>
      [field, numberField(label, `layer ${index + 1} ${name} ${field}`, least, most, (value) => setField(index, field, value))]);
    const up = button("↑", "up", () => move(index, -1)), down = button("↓", "down", () => move(index, 1));
    const tools = [up, down, button("✕", "remove", () => remove(index))];
    ["move up", "move down", "remove"].forEach((what, i) => tools[i].setAttribute("aria-label", `${what}: layer ${index + 1} ${name}`));
    const cells = HEADS.map(() => element("td"));
    cells[0].textContent = index + 1;
    cells[1].textContent = name;
    cells[2].append(...inputs.map(([, field]) => field.root));
    cells[7].append(...tools);
    cells[7].className = "cu-tools";
    const root = element("tr", {}, ...cells);
    const update = (layer, row, i, count) => {
      inputs.forEach(([field, input]) => input.update(layer[field]));
      up.disabled = i === 0;
      down.disabled = i === count - 1;
      const fine = row && !row.problem;
      root.className = fine ? "" : "cu-bad";
      const words = fine ? [dims(row.shape), grouped(row.parameters), grouped(row.multiplications), `${row.field}×${row.field}`]
        : [row ? "⚠ 0" : "–", "–", "–", "–"];
      words.forEach((text, column) => setText(cells[3 + column], text));
    };
    return { root, update, kind };
  }

  function drawTotals(s, rows) {
    const good = rows.filter((row) => !row.problem), bad = rows.find((row) => row.problem);
    const sum = (name) => good.reduce((total, row) => total + row[name], 0);
    const last = good.length ? good.at(-1).shape : s.input_shape;
    const words = ["", "Total", "", dims(last), grouped(sum("parameters")), grouped(sum("multiplications")), "", ""];
    words.forEach((text, i) => setText(parts.totals[i], text));
    const at = rows.length, warning = bad ? `⚠ Layer ${at} (${KINDS[s.layers[at - 1].kind].name}) cannot be built. ${bad.problem}` : "";
    parts.warning.hidden = !bad;
    setText(parts.warning, warning);
    parts.live.say(bad ? "" : `From ${dims(s.input_shape)} = ${grouped(product(s.input_shape))} numbers to ${dims(last)}: ${grouped(sum("parameters"))} parameters, ${grouped(sum("multiplications"))} multiplications.`);
  }

  function drawComparison(s, rows) {
    const other = presets[s.compare];
    parts.compare.update(s.compare);
    parts.comparison.hidden = !other;
    setText(parts.comparison, other ? against(s.compare, costs(rows), costs(summarise(other.input_shape, other.layers))) : "");
  }

  paint();
  return () => { parts.live.stop(); stop(); };
}

export default { render };
