// A bar of colours with numbers at its ends and at 0: what the colours of many numbers mean.
import { format } from "../mathematics/maths.js";
import { element, setText } from "./controls.js";
import { extremes } from "./shades.js";

/** @import { Rows } from "../mathematics/maths.js" */
/** @import { Shade } from "./shades.js" */

const FEW = 12; // so many numbers are read one by one, without a scale
const TONES = 9;

/** A gradient of the colours from one number to another. @type {(from: number, to: number, colour: (value: number) => string) => string} */
export function gradient(from, to, colour) {
  const tones = Array.from({ length: TONES }, (_, k) => colour(from + ((to - from) * k) / (TONES - 1)));
  return `linear-gradient(to right, ${tones.join(", ")})`;
}

/** For eyes only: the numbers themselves are in the cells. */
export function scaleBar() {
  const strip = element("div", { class: "cu-scale-strip" });
  const [low, zero, high] = Array.from({ length: 3 }, () => element("span"));
  const root = element("div", { class: "cu-scale", "aria-hidden": "true", hidden: true }, strip, low, zero, high);
  let painted = "";
  /**
   * Show the colours from the least number to the largest; nothing where they are equal.
   *
   * @param {number} least
   * @param {number} most
   * @param {(value: number) => string} colour
   */
  const show = (least, most, colour) => {
    root.hidden = !(least < most);
    if (root.hidden) return;
    const paint = gradient(least, most, colour);
    if (painted !== paint) strip.style.background = painted = paint;
    const share = -least / (most - least);
    setText(low, format(least));
    setText(zero, share > 0.3 && share < 0.7 ? "0" : "");
    setText(high, format(most));
    zero.style.left = `${100 * share}%`;
  };
  /** The scale of a grid; few numbers need none. @param {Rows} values @param {Shade} shade */
  const fit = (values, shade) => {
    if (values.length * (values[0]?.length ?? 0) > FEW) show(...extremes(values), (value) => shade(value)[0]);
    else root.hidden = true;
  };
  return { root, show, fit };
}
