// AugmentationExplorer: one photograph, and what mirror, turn, shear, crop and colours make of it.
import { CLOUD, drawCloud, project, sampleColours } from "../drawing/clouds.js";
import { button, choice, element, liveRegion, pills, setText, slider } from "../drawing/controls.js";
import { bar, frame, panel } from "../drawing/parts.js";
import { showPixels } from "../drawing/pixels.js";
import { canvas, setAll, shape } from "../drawing/svg.js";
import { format } from "../mathematics/maths.js";
import { augment, colourShift, cropWindow, decodePhoto, recolour, sourceMap } from "../mathematics/warp.js";
import { explore } from "../state.js";

/** @import { Render } from "@anywidget/types" */
/** @import { Slider } from "../drawing/controls.js" */
/** @import { Outside, Photo, SentPhoto, Settings } from "../mathematics/warp.js" */
/** @import { Kept } from "../state.js" */
/** @typedef {{ mean: number[], directions: number[][], shares: number[], shifts: number[][] }} Axes of the colours */
/** @typedef {Settings & { image: SentPhoto, _axes: Axes }} Traits */

/**
 * What only a new photograph changes.
 *
 * @typedef {object} Known
 * @property {SentPhoto} sent
 * @property {Photo} photo
 * @property {Uint8Array} sample some of its colours
 * @property {Float64Array[]} places of the sample along the axes; worked out when they are drawn
 */

/** @typedef {Traits & { known: Known }} State */
/** @typedef {ReturnType<typeof build>} Parts */

/** @type {(keyof Traits)[]} */
const SETTINGS = ["mirror", "rotation", "shear", "crop", "top", "left", "fill", "brightness", "channels", "alphas"];
/** @type {(keyof Traits)[]} */
const NAMES = [...SETTINGS, "image", "_axes"];
const IN_PLACE = { mirror: false, rotation: 0, shear: 0, crop: 100, top: 50, left: 50 };
const NO_SHIFT = { brightness: 0, channels: [0, 0, 0], alphas: [0, 0, 0] };
const COLOURS = ["red", "green", "blue"];
const ROOM = 260;

const percent = (/** @type {number} */ value) => `${format(value)} %`;
const degrees = (/** @type {number} */ value) => `${format(value)}°`;
const plus = (/** @type {number} */ value, digits = 1) =>
  Number(value.toFixed(digits)) > 0 ? `+${format(value, digits)}` : format(value, digits);

const PLACES = /** @type {const} */ ([
  { name: "rotation", label: "Turn", least: -45, most: 45, step: 1, show: degrees },
  { name: "shear", label: "Shear", least: -0.5, most: 0.5, step: 0.05, show: format },
  { name: "crop", label: "Crop, of each side", least: 30, most: 100, step: 1, show: percent },
  { name: "top", label: "Crop from the top", least: 0, most: 100, step: 1, show: percent },
  { name: "left", label: "Crop from the left", least: 0, most: 100, step: 1, show: percent },
]);

/** One draw of everything at once. @returns {Partial<State>} */
export function roll(random = Math.random) {
  const between = (/** @type {number} */ least, /** @type {number} */ most, step = 1) =>
    Number((Math.round((least + (most - least) * random()) / step) * step).toFixed(2));
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  // Spread 0.5, to be seen; AlexNet took 0.1.
  const alpha = () => Math.min(Math.max(Math.round(normal() * 10) / 20, -2), 2);
  return {
    mirror: random() < 0.5,
    rotation: between(-20, 20),
    shear: between(-0.2, 0.2, 0.05),
    crop: between(60, 100),
    top: between(0, 100),
    left: between(0, 100),
    brightness: between(-30, 30),
    channels: COLOURS.map(() => between(-20, 20)),
    alphas: [alpha(), alpha(), alpha()],
  };
}

/** @param {State} s */
function settle(s) {
  if (s.known?.sent === s.image) return;
  const photo = decodePhoto(s.image);
  s.known = { sent: s.image, photo, sample: sampleColours(photo), places: [] };
}

/** @param {Kept<State>} kept */
function build(kept) {
  const { change } = kept;
  const { mirror, fill } = buildChoices(kept);
  const sliders = buildSliders(kept);
  const pictures = buildPictures();
  const live = liveRegion();
  const dice = button("⚄ Roll the dice", "roll", () => change(roll()));
  const reset = button("Reset", "reset", () => change({ ...IN_PLACE, ...NO_SHIFT }));
  const colours = element("div", { class: "cu-groups" });
  colours.append(
    group("Light and colour, in levels of 255", [sliders.brightness, ...sliders.channels]),
    group("PCA colour, along the photo's own axes", sliders.alphas),
  );
  const root = frame(
    "Augmentation explorer",
    bar("", mirror.root, fill.root, dice, reset),
    group("Place", sliders.places),
    colours,
    element("div", { class: "cu-stage" }, ...pictures.panels.map((part) => part.root)),
    live.root,
  );
  return { root, timers: [live], mirror, fill, sliders, pictures, live };
}

/** @param {Kept<State>} kept */
function buildChoices({ change }) {
  const mirror = pills({
    label: "Mirror",
    name: "mirror",
    options: [
      ["no", "as it is"],
      ["yes", "left ↔ right"],
    ],
    onChange: (word) => change({ mirror: word === "yes" }),
  });
  const fill = choice({
    label: "Outside stands",
    name: "fill",
    options: [
      ["edge", "the edge, repeated"],
      ["black", "black"],
      ["reflect", "the photo, reflected"],
    ],
    onChange: (name) => change({ fill: /** @type {Outside} */ (name) }),
  });
  return { mirror, fill };
}

/** @param {Kept<State>} kept */
function buildSliders(kept) {
  const { change } = kept;
  const places = PLACES.map(({ name, label, step, show }) =>
    slider({ label, name, step, show, onInput: (value) => change({ [name]: value }) }),
  );
  const show = (/** @type {number} */ value) => plus(value);
  const onInput = (/** @type {number} */ brightness) => change({ brightness });
  const brightness = slider({ label: "Brightness", name: "brightness", show, onInput });
  const channels = buildTriple(kept, "channels", { Red: "red", Green: "green", Blue: "blue" }, { step: 1, show });
  const fine = { step: 0.05, show: (/** @type {number} */ value) => plus(value, 2) };
  const alphas = buildTriple(kept, "alphas", { "α₁": "alpha1", "α₂": "alpha2", "α₃": "alpha3" }, fine);
  return { places, brightness, channels, alphas };
}

/**
 * A slider for each of three numbers; `labels` are their names by what the page calls them.
 *
 * @param {Kept<State>} kept
 * @param {"channels" | "alphas"} trait
 * @param {Record<string, string>} labels
 * @param {{ step: number, show: (value: number) => string }} look
 */
const buildTriple = ({ state, change }, trait, labels, look) =>
  Object.entries(labels).map(([label, name], index) => {
    const onInput = (/** @type {number} */ value) =>
      change({ [trait]: state[trait].map((old, k) => (k === index ? value : old)) });
    return slider({ label, name, ...look, onInput });
  });

/** @param {string} name @param {Slider[]} controls */
function group(name, controls) {
  const row = bar("cu-sliders", ...controls.map((control) => control.root));
  return element("fieldset", { class: "cu-group" }, element("legend", {}, name), row);
}

function buildPictures() {
  const photo = element("canvas", { role: "img", "aria-label": "The photograph; the crop's outline on it" });
  const outline = ["cu-halo", "cu-outline"].map((name) => shape("polygon", { class: name }));
  const over = canvas(1, 1, "cu-over", ...outline);
  over.setAttribute("aria-hidden", "true");
  const result = element("canvas", { role: "img" });
  const clouds = [2, 3].map((axis) => {
    const label = `Colours along principal axes 1 and ${axis}`;
    const { width, height } = CLOUD;
    const node = element("canvas", { class: "cu-cloud", role: "img", width, height, "aria-label": label });
    return { node, note: element("p", { class: "cu-note" }) };
  });
  const panels = [
    panel("Photograph", element("div", { class: "cu-photo" }, photo, over)),
    panel("Augmented", element("div", { class: "cu-photo" }, result)),
    panel("Colours", ...clouds.flatMap(({ node, note }) => [node, note])),
  ];
  return { photo, outline, over, result, clouds, panels };
}

/** @param {Parts} parts @param {State} s */
function draw(parts, s) {
  const { photo } = s.known;
  const shift = colourShift(s, s._axes.shifts);
  const words = augmentWords(photo.rows, photo.columns, s, shift);
  drawControls(parts, s);
  if (!s.known.places.length) drawPhoto(parts, s);
  drawOutline(parts, s);
  showPixels(parts.pictures.result, augment(photo, s, shift), scaleOf(photo), photo);
  parts.pictures.result.setAttribute("aria-label", words);
  drawClouds(parts, s, shift);
  parts.live.say(words);
}

/** @param {Photo} photo */
const scaleOf = ({ rows, columns }) => ROOM / Math.max(rows, columns);

/** A whole photograph cannot be moved in its frame. @param {Parts} parts @param {State} s */
function drawControls({ mirror, fill, sliders }, s) {
  mirror.update(s.mirror ? "yes" : "no");
  fill.update(s.fill);
  PLACES.forEach(({ name, least, most }, i) => {
    sliders.places[i].update(s[name], least, most);
    if (name === "top" || name === "left") sliders.places[i].disable(s.crop === 100);
  });
  sliders.brightness.update(s.brightness, -100, 100);
  sliders.channels.forEach((control, c) => control.update(s.channels[c], -100, 100));
  sliders.alphas.forEach((control, k) => control.update(s.alphas[k], -2, 2));
}

/** @param {Parts} parts @param {State} s */
function drawPhoto({ pictures }, s) {
  const { photo, sample } = s.known;
  const { rows, columns, pixels } = photo;
  const opaque = new Uint8ClampedArray(4 * rows * columns).fill(255);
  for (let i = 0, at = 0; i < pixels.length; i += 3, at += 4) opaque.set(pixels.subarray(i, i + 3), at);
  showPixels(pictures.photo, { rows, columns, pixels: opaque }, scaleOf(photo));
  setAll(pictures.over, { viewBox: `0 0 ${columns} ${rows}` });
  const { mean, directions, shares } = s._axes;
  s.known.places = pictures.clouds.map((_, i) => project(sample, mean, directions[0], directions[i + 1]));
  setText(pictures.panels[0].note, `${rows}×${columns}, crop outlined`);
  setText(pictures.panels[2].note, "grey: before, larger: after");
  const [first, ...others] = shares.map((share) => percent(Math.round(100 * share)));
  pictures.clouds.forEach(({ note }, i) =>
    setText(note, `→ axis 1: ${first} of the variance, ↑ axis ${i + 2}: ${others[i]}`),
  );
}

/** The crop's corners, taken back to where they come from. @param {Parts} parts @param {State} s */
function drawOutline({ pictures }, s) {
  const { rows, columns } = s.known.photo;
  const [top, left, height, width] = cropWindow(rows, columns, s);
  const [r0, rr, rc, c0, cr, cc] = sourceMap(rows, columns, s);
  const corners = [
    [top, left],
    [top, left + width],
    [top + height, left + width],
    [top + height, left],
  ];
  const spots = corners.map(([down, right]) => {
    const [row, column] = [down - 0.5, right - 0.5];
    const [x, y] = [c0 + cr * row + cc * column + 0.5, r0 + rr * row + rc * column + 0.5];
    return `${x.toFixed(2)},${y.toFixed(2)}`;
  });
  for (const node of pictures.outline) setAll(node, { points: spots.join(" ") });
  setText(pictures.panels[1].note, `${height}×${width}`);
}

/** @param {Parts} parts @param {State} s @param {number[]} shift */
function drawClouds({ pictures }, { known, _axes: { mean, directions } }, shift) {
  const colours = recolour(known.sample, shift);
  pictures.clouds.forEach(({ node }, i) => {
    const brush = node.getContext("2d");
    const after = project(colours, mean, directions[0], directions[i + 1]);
    if (brush) drawCloud(brush, known.places[i], after, colours);
  });
}

/**
 * What was done, as in `in_words` of augmentation_explorer.py.
 *
 * @type {(rows: number, columns: number, settings: Settings, shift: number[]) => string}
 */
export function augmentWords(rows, columns, settings, shift) {
  const { mirror, rotation, shear } = settings;
  const [top, left, height, width] = cropWindow(rows, columns, settings);
  const parts = [];
  if (mirror) parts.push("mirrored");
  if (rotation) {
    parts.push(`turned ${format(Math.abs(rotation))}° ${rotation > 0 ? "counter-clockwise" : "clockwise"}`);
  }
  if (shear) parts.push(`sheared by ${format(shear)}`);
  if (height < rows || width < columns) {
    parts.push(`a crop of ${height}×${width} from row ${top + 1}, column ${left + 1}`);
  }
  if (shift.some((value) => Math.abs(value) >= 0.05)) {
    parts.push(COLOURS.map((name, c) => `${name} ${plus(shift[c])}`).join(", "));
  }
  return parts.length ? `A new picture with the same label: ${parts.join("; ")}.` : "The photograph as it is.";
}

/** @type {Render<Traits>} */
const render = ({ model, el }) => explore({ model, el, names: NAMES, settle, build, draw });

export default { render };
