// NetworkExplorer's picture: one of the test pictures, a file of the reader's, or drawn on with pointer or keys.
import { button, element, pills, setText } from "../drawing/controls.js";
import { paintPixels, photoColour, sharpCanvas } from "../drawing/network_tiles.js";
import { takeArrow } from "../drawing/svg.js";
import { packPicture } from "./network_state.js";

/** @import { Kept } from "../state.js" */
/** @import { Pictures, State } from "./network_state.js" */
/** @typedef {ReturnType<typeof buildInput>} Input */

const PAD = 150;
const THUMB = 38;

/** @type {(s: State) => [rows: number, columns: number, channels: number]} */
const sidesOf = (s) => s.now.steps[0].shape;

/** Fill a disc of a picture, and say whether anything changed. @type {(pixels: Float32Array, sides: number[], row: number, column: number, level: number) => void} */
export function dab(pixels, [rows, columns, channels], row, column, level) {
  const radius = Math.max(0.5, Math.max(rows, columns) / 26);
  for (let r = Math.max(0, Math.floor(row - radius)); r <= Math.min(rows - 1, Math.ceil(row + radius)); r++)
    for (let c = Math.max(0, Math.floor(column - radius)); c <= Math.min(columns - 1, Math.ceil(column + radius)); c++)
      if ((r - row) ** 2 + (c - column) ** 2 <= radius ** 2 + 0.3)
        pixels.fill(level, (r * columns + c) * channels, (r * columns + c + 1) * channels);
}

/**
 * A file's picture as the network reads it: its middle, as large as the network's input.
 *
 * @param {Blob} file
 * @param {number[]} sides
 * @param {Pictures} pictures
 */
export async function pictureOfFile(file, [rows, columns, channels], { low, high }) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(bitmap.width / columns, bitmap.height / rows);
  const [wide, tall] = [columns * scale, rows * scale];
  const sheet = Object.assign(document.createElement("canvas"), { width: columns, height: rows });
  const brush = sheet.getContext("2d");
  if (!brush) throw new Error("no canvas");
  Object.assign(brush, { imageSmoothingEnabled: true, imageSmoothingQuality: "high", fillStyle: "#fff" });
  brush.fillRect(0, 0, columns, rows); // what is transparent becomes white
  brush.drawImage(bitmap, (bitmap.width - wide) / 2, (bitmap.height - tall) / 2, wide, tall, 0, 0, columns, rows);
  const { data } = brush.getImageData(0, 0, columns, rows);
  const grey = (/** @type {number} */ p) => 0.299 * data[p] + 0.587 * data[p + 1] + 0.114 * data[p + 2];
  return Float32Array.from({ length: rows * columns * channels }, (_, i) => {
    const [p, k] = [4 * Math.floor(i / channels), i % channels];
    return low + ((channels === 3 ? data[p + k] : grey(p)) / 255) * (high - low);
  });
}

/** Everything that is drawn or loaded goes this way. @param {Kept<State>} kept */
function painter(kept) {
  const { state } = kept;
  let level = 1;
  const show = (/** @type {Float32Array} */ drawn) => {
    state.now.drawn = drawn;
    kept.change({ peek: null });
  };
  const shade = () => {
    const { low, high } = state.now.pictures;
    return low + level * (high - low);
  };
  return {
    show,
    pick: (/** @type {number} */ share) => {
      level = share;
    },
    paint(/** @type {number} */ row, /** @type {number} */ column) {
      const drawn = Float32Array.from(state.now.pixels);
      dab(drawn, sidesOf(state), row, column, shade());
      show(drawn);
    },
    clear() {
      const drawn = new Float32Array(state.now.pixels.length).fill(
        state.now.pictures.low + (1 - level) * (state.now.pictures.high - state.now.pictures.low),
      );
      show(drawn);
      this.send();
    },
    /** Python hears of it once the pen is lifted. */
    send() {
      const { drawn, pictures, pixels } = state.now;
      if (!drawn) return;
      const own = packPicture(drawn, pictures);
      Object.assign(state.now, { own, pixels }); // it is what is shown already
      kept.change({ own });
    },
  };
}

/** @param {Kept<State>} kept @param {ReturnType<typeof painter>} pen */
function buildPad({ state }, pen) {
  const picture = element("canvas", { "aria-hidden": "true" });
  const cursor = element("span", { class: "cu-net-cursor", hidden: true });
  const root = element("div", { class: "cu-net-pad", role: "application", tabindex: 0 }, picture, cursor);
  root.setAttribute("aria-label", "Draw on the picture: arrow keys move the pen, space draws.");
  const spot = { row: 0, column: 0 };
  const at = (/** @type {PointerEvent} */ event) => {
    const [rows, columns] = sidesOf(state);
    const box = picture.getBoundingClientRect();
    pen.paint(
      ((event.clientY - box.top) / box.height) * rows - 0.5,
      ((event.clientX - box.left) / box.width) * columns - 0.5,
    );
  };
  root.addEventListener("pointerdown", (event) => {
    root.setPointerCapture(event.pointerId);
    at(event);
  });
  root.addEventListener("pointermove", (event) => {
    if (event.buttons) at(event);
  });
  root.addEventListener("pointerup", () => pen.send());
  root.addEventListener("keydown", (event) => {
    const [rows, columns] = sidesOf(state);
    const arrow = takeArrow(event);
    if (arrow) {
      spot.row = Math.min(Math.max(spot.row + arrow[1], 0), rows - 1);
      spot.column = Math.min(Math.max(spot.column + arrow[0], 0), columns - 1);
    } else if (event.key === " ") {
      event.preventDefault();
      pen.paint(spot.row, spot.column);
      pen.send();
    } else return;
    cursor.hidden = false;
    const scale = PAD / Math.max(rows, columns);
    cursor.style.transform = `translate(${spot.column * scale}px, ${spot.row * scale}px)`;
  });
  root.addEventListener("blur", () => {
    cursor.hidden = true;
  });
  return { root, picture };
}

/** @param {Kept<State>} kept @param {number} index */
function buildThumb({ state, change }, index) {
  const picture = element("canvas", { "aria-hidden": "true" });
  const known =
    index < state.labels.length ? `, true class ${state.classes[state.labels[index]] ?? state.labels[index]}` : "";
  const onchange = () => {
    state.now.drawn = null;
    change({ picture: index, own: null, peek: null });
  };
  const input = element("input", {
    type: "radio",
    value: index,
    "data-name": "picture",
    "aria-label": `Picture ${index + 1}${known}`,
    onchange,
  });
  const { pictures, steps } = state.now;
  const [rows, columns, channels] = steps[0].shape;
  const scale = THUMB / Math.max(rows, columns);
  const brush = sharpCanvas(picture, columns * scale, rows * scale);
  const pixels = photoColour(pictures.each[index], channels, pictures.low, pictures.high);
  if (brush) paintPixels(brush, { x: 0, y: 0, width: columns * scale, height: rows * scale, rows, columns }, pixels);
  return { input, root: element("label", { class: "cu-net-thumb" }, input, picture) };
}

/** @param {Kept<State>} kept @param {ReturnType<typeof painter>} pen @param {(text: string) => void} complain */
function buildFile({ state }, pen, complain) {
  const input = element("input", { type: "file", accept: "image/*", name: "file", "aria-label": "Your own picture" });
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    if (!file) return;
    try {
      pen.show(await pictureOfFile(file, sidesOf(state), state.now.pictures));
      pen.send();
      complain("");
    } catch {
      complain(`${file.name} is no picture that this browser can read. Take a JPEG or a PNG file.`);
    }
    input.value = "";
  });
  return element(
    "label",
    { class: "cu-control cu-net-file" },
    element("span", { class: "cu-control-name" }, "Your own file"),
    input,
  );
}

let nextGroup = 0;

/** @param {Kept<State>} kept @param {(text: string) => void} complain */
export function buildInput(kept, complain) {
  const pen = painter(kept);
  const pad = buildPad(kept, pen);
  const thumbs = element("div", { class: "cu-net-thumbs" });
  const legend = element("legend", { class: "cu-control-name" }, "1  Take a picture, or draw on it with the pointer");
  const choose = element("fieldset", { class: "cu-control" }, legend, thumbs);
  const ink = pills({
    label: "Pen",
    name: "pen",
    options: [
      ["white", "white"],
      ["black", "black"],
    ],
    onChange: (word) => {
      pen.pick(word === "white" ? 1 : 0);
      ink.update(word);
    },
  });
  ink.update("white");
  const clear = button("Empty sheet", "empty", () => pen.clear());
  const file = buildFile(kept, pen, complain);
  const verdict = element("p", { class: "cu-net-verdict" });
  const tools = element("div", { class: "cu-bar cu-net-tools" }, ink.root, clear, file);
  const root = element(
    "div",
    { class: "cu-net-input" },
    pad.root,
    element("div", { class: "cu-net-choose" }, choose, tools, verdict),
  );
  nextGroup += 1;
  return {
    root,
    pad,
    thumbs,
    verdict,
    group: `cu-net-picture-${nextGroup}`,
    radios: /** @type {HTMLInputElement[]} */ ([]),
    shown: /** @type {unknown[]} */ ([]),
  };
}

/** @param {Input} view @param {Kept<State>} kept @param {string} words */
export function drawInput(view, kept, words) {
  const { state: s } = kept;
  const { pictures, pixels } = s.now;
  if (view.shown[0] !== pictures) {
    const items = Array.from({ length: pictures.shape[0] }, (_, i) => buildThumb(kept, i));
    view.radios = items.map(({ input }) => Object.assign(input, { name: view.group }));
    view.thumbs.replaceChildren(...items.map(({ root }) => root));
  }
  const own = s.own !== null || s.now.drawn !== null;
  view.radios.forEach((input, i) => {
    input.checked = !own && i === s.picture;
  });
  setText(view.verdict, words);
  if (view.shown[1] === pixels) return;
  view.shown = [pictures, pixels];
  const [rows, columns, channels] = sidesOf(s);
  const scale = PAD / Math.max(rows, columns);
  const tile = { x: 0, y: 0, width: columns * scale, height: rows * scale, rows, columns };
  const brush = sharpCanvas(view.pad.picture, tile.width, tile.height);
  if (brush) paintPixels(brush, tile, photoColour(pixels, channels, pictures.low, pictures.high));
}
