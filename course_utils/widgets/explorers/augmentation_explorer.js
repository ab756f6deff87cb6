// AugmentationExplorer: one photograph, and what mirror, turn, shear, crop and colours make of it.
import { CLOUD, drawCloud, project, sampleColours } from "../drawing/clouds.js";
import { button, choice, element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { canvas, setAll, shape } from "../drawing/drawing.js";
import { format } from "../mathematics/maths.js";
import { frame, panel } from "../drawing/parts.js";
import { keepState } from "../state.js";
import { augment, colourShift, cropWindow, decodePhoto, recolour, sourceMap } from "../mathematics/warp.js";

const AUGMENT_NAMES = ["mirror", "rotation", "shear", "crop", "top", "left", "fill", "brightness", "channels", "alphas", "image", "_axes"];
const AS_IT_IS = { mirror: false, rotation: 0, shear: 0, crop: 100, top: 50, left: 50, brightness: 0, channels: [0, 0, 0], alphas: [0, 0, 0] };
const COLOURS = ["red", "green", "blue"], PHOTO_ROOM = 260;

const percent = (value) => `${format(value)} %`, degrees = (value) => `${format(value)}°`;
const plus = (value, digits = 1) => (Number(value.toFixed(digits)) > 0 ? `+${format(value, digits)}` : format(value, digits));

// name, words, least, most, step, how the value is written
const PLACES = [
  ["rotation", "Turn", -45, 45, 1, degrees], ["shear", "Shear", -0.5, 0.5, 0.05, format], ["crop", "Crop, of each side", 30, 100, 1, percent],
  ["top", "Crop from the top", 0, 100, 1, percent], ["left", "Crop from the left", 0, 100, 1, percent],
];

/** What was done, as in `in_words` of augmentation_explorer.py. */
export function augmentWords(rows, columns, settings, shift) {
  const [top, left, height, width] = cropWindow(rows, columns, settings), { mirror, rotation, shear } = settings, parts = [];
  if (mirror) parts.push("mirrored");
  if (rotation) parts.push(`turned ${format(Math.abs(rotation))}° ${rotation > 0 ? "counter-clockwise" : "clockwise"}`);
  if (shear) parts.push(`sheared by ${format(shear)}`);
  if (height < rows || width < columns) parts.push(`a crop of ${height}×${width} from row ${top + 1}, column ${left + 1}`);
  if (shift.some((value) => Math.abs(value) >= 0.05)) parts.push(COLOURS.map((name, c) => `${name} ${plus(shift[c])}`).join(", "));
  return parts.length ? `A new picture with the same label: ${parts.join("; ")}.` : "The photograph as it is.";
}

/** One draw of everything at once. */
export function roll(random = Math.random) {
  const between = (least, most, step = 1) => Number((Math.round((least + (most - least) * random()) / step) * step).toFixed(2));
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const alpha = () => Math.min(Math.max(Math.round(normal() * 10) / 20, -2), 2); // spread 0.5, to be seen; AlexNet took 0.1
  return {
    mirror: random() < 0.5, rotation: between(-20, 20), shear: between(-0.2, 0.2, 0.05), crop: between(60, 100),
    top: between(0, 100), left: between(0, 100), brightness: between(-30, 30),
    channels: COLOURS.map(() => between(-20, 20)), alphas: [alpha(), alpha(), alpha()],
  };
}

function render({ model, el }) {
  const parts = build();
  let source = null, photo = null, sample = null, before = null;
  const { state, change, paint, stop } = keepState({ model, names: AUGMENT_NAMES, settle, draw });

  /** What only a new photograph changes. */
  function settle(s) {
    if (source === s.image) return;
    source = s.image;
    photo = decodePhoto(s.image);
    sample = sampleColours(photo);
    before = null;
  }

  function build() {
    const p = {};
    p.mirror = pills({ label: "Mirror", name: "mirror", options: [["no", "as it is"], ["yes", "left ↔ right"]], onChange: (word) => change({ mirror: word === "yes" }) });
    p.fill = choice({ label: "Outside stands", name: "fill", options: [["edge", "the edge, repeated"], ["black", "black"], ["reflect", "the photo, reflected"]], onChange: (fill) => change({ fill }) });
    p.roll = button("⚄ Roll the dice", "roll", () => change(roll()));
    p.reset = button("Reset", "reset", () => change({ ...AS_IT_IS }));
    p.places = PLACES.map(([name, label, , , step, show]) => slider({ label, name, step, show, onInput: (value) => change({ [name]: value }) }));
    p.brightness = slider({ label: "Brightness", name: "brightness", show: (value) => plus(value), onInput: (brightness) => change({ brightness }) });
    p.channels = triple("channels", COLOURS.map((name) => name[0].toUpperCase() + name.slice(1)), COLOURS, 1, (value) => plus(value));
    p.alphas = triple("alphas", ["α₁", "α₂", "α₃"], ["alpha1", "alpha2", "alpha3"], 0.05, (value) => plus(value, 2));
    p.photo = element("canvas", { role: "img", "aria-label": "The photograph; the crop's outline on it" });
    p.outline = [shape("polygon", { class: "cu-halo" }), shape("polygon", { class: "cu-outline" })];
    p.over = canvas(1, 1, "cu-over", ...p.outline);
    p.over.setAttribute("aria-hidden", "true");
    p.result = element("canvas", { role: "img" });
    p.clouds = [2, 3].map((axis) => element("canvas", { class: "cu-cloud", role: "img", width: CLOUD.width, height: CLOUD.height, "aria-label": `Colours along principal axes 1 and ${axis}` }));
    p.axes = p.clouds.map(() => element("p", { class: "cu-note" }));
    p.panels = [panel("Photograph", element("div", { class: "cu-photo" }, p.photo, p.over)), panel("Augmented", element("div", { class: "cu-photo" }, p.result)),
      panel("Colours", ...p.clouds.flatMap((node, i) => [node, p.axes[i]]))];
    p.live = liveRegion();
    el.replaceChildren(frame("Augmentation explorer",
      element("div", { class: "cu-bar" }, p.mirror.root, p.fill.root, p.roll, p.reset),
      group("Place", p.places), element("div", { class: "cu-groups" },
        group("Light and colour, in levels of 255", [p.brightness, ...p.channels]), group("PCA colour, along the photo's own axes", p.alphas)),
      element("div", { class: "cu-stage" }, ...p.panels.map(({ root }) => root)), p.live.root));
    return p;
  }

  function triple(trait, labels, names, step, show) {
    return names.map((name, index) => slider({
      label: labels[index], name, step, show, onInput: (value) => change({ [trait]: state[trait].map((old, k) => (k === index ? value : old)) }),
    }));
  }

  function draw(s) {
    const shift = colourShift(s, s._axes.shifts), words = augmentWords(photo.rows, photo.columns, s, shift);
    drawSliders(s);
    if (!before) drawPhoto(s);
    drawOutline(s);
    const result = augment(photo, s, shift);
    show(parts.result, result.rows, result.columns, result.pixels);
    parts.result.setAttribute("aria-label", words);
    drawClouds(s, shift);
    parts.live.say(words);
  }

  function drawSliders(s) {
    parts.mirror.update(s.mirror ? "yes" : "no");
    parts.fill.update(s.fill);
    PLACES.forEach(([name, , least, most], i) => parts.places[i].update(s[name], least, most));
    for (const name of ["top", "left"]) parts.places[PLACES.findIndex(([place]) => place === name)].root.querySelector("input").disabled = s.crop === 100;
    parts.brightness.update(s.brightness, -100, 100);
    parts.channels.forEach((control, c) => control.update(s.channels[c], -100, 100));
    parts.alphas.forEach((control, k) => control.update(s.alphas[k], -2, 2));
  }

  function drawPhoto(s) {
    const { rows, columns, pixels } = photo, opaque = new Uint8ClampedArray(4 * rows * columns).fill(255);
    for (let i = 0, at = 0; i < pixels.length; i += 3, at += 4) opaque.set(pixels.subarray(i, i + 3), at);
    show(parts.photo, rows, columns, opaque);
    setAll(parts.over, { viewBox: `0 0 ${columns} ${rows}` });
    const { mean, directions, shares } = s._axes;
    before = parts.clouds.map((_, i) => project(sample, mean, directions[0], directions[i + 1]));
    setText(parts.panels[0].note, `${rows}×${columns}, crop outlined`);
    setText(parts.panels[2].note, "grey: before, larger: after");
    parts.axes.forEach((node, i) => setText(node, `→ axis 1: ${percent(Math.round(100 * shares[0]))} of the variance, ↑ axis ${i + 2}: ${percent(Math.round(100 * shares[i + 1]))}`));
  }

  /** The crop's corners, taken back to where they come from. */
  function drawOutline(s) {
    const [top, left, height, width] = cropWindow(photo.rows, photo.columns, s), [r0, rr, rc, c0, cr, cc] = sourceMap(photo.rows, photo.columns, s);
    const spots = [[0, 0], [0, width], [height, width], [height, 0]].map(([y, x]) => {
      const row = top + y - 0.5, column = left + x - 0.5;
      return `${(c0 + cr * row + cc * column + 0.5).toFixed(2)},${(r0 + rr * row + rc * column + 0.5).toFixed(2)}`;
    });
    parts.outline.forEach((node) => setAll(node, { points: spots.join(" ") }));
    setText(parts.panels[1].note, `${height}×${width}`);
  }

  function drawClouds(s, shift) {
    const colours = recolour(sample, shift), { mean, directions } = s._axes;
    parts.clouds.forEach((node, i) => drawCloud(node.getContext("2d"), before[i], project(colours, mean, directions[0], directions[i + 1]), colours));
  }

  function show(node, rows, columns, pixels) {
    if (node.width !== columns || node.height !== rows) Object.assign(node, { width: columns, height: rows });
    const scale = PHOTO_ROOM / Math.max(photo.rows, photo.columns);
    Object.assign(node.style, { width: `${Math.round(photo.columns * scale)}px`, height: `${Math.round(photo.rows * scale)}px` });
    node.getContext("2d").putImageData(new ImageData(pixels, columns, rows), 0, 0);
  }

  paint();
  return () => { parts.live.stop(); stop(); };
}

function group(name, controls) {
  return element("fieldset", { class: "cu-group" }, element("legend", {}, name),
    element("div", { class: "cu-bar cu-sliders" }, ...controls.map(({ root }) => root)));
}

export default { render };
