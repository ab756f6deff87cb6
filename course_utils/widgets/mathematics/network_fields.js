// Receptive fields: which part of every step a place of one step has been computed from.

/** @import { Sides, Step } from "./network.js" */
/** @typedef {{ top: number, left: number, bottom: number, right: number, first: number, last: number }} Field rows, columns and channels, ends included */
/** @typedef {{ layer: number, channel: number, row: number, column: number }} Place */
/** @typedef {(step: Step, field: Field, source: Sides, n: number, before: Sides[]) => Field | null} FieldRule */

/** @type {(field: Field, sides: Sides) => Field | null} */
function clipped({ top, left, bottom, right, first, last }, [rows, columns, channels]) {
  const inside = {
    top: Math.max(top, 0),
    left: Math.max(left, 0),
    bottom: Math.min(bottom, rows - 1),
    right: Math.min(right, columns - 1),
    first: Math.max(first, 0),
    last: Math.min(last, channels - 1),
  };
  const empty = inside.top > inside.bottom || inside.left > inside.right || inside.first > inside.last;
  return empty ? null : inside;
}

/** @type {(a: Field | null, b: Field | null) => Field | null} */
function union(a, b) {
  if (!a || !b) return a ?? b;
  return {
    top: Math.min(a.top, b.top),
    left: Math.min(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
  };
}

/** @type {(step: Step, field: Field) => Field} */
function windows({ window, strides, dilation, pads }, { top, left, bottom, right, first, last }) {
  return {
    top: top * strides[0] - pads[0],
    left: left * strides[1] - pads[1],
    bottom: bottom * strides[0] - pads[0] + (window[0] - 1) * dilation[0],
    right: right * strides[1] - pads[1] + (window[1] - 1) * dilation[1],
    first,
    last,
  };
}

/** @type {FieldRule} */
function convField(step, field, [, , channels]) {
  const [reads, makes] = [channels / step.groups, step.shape[2] / step.groups];
  const first = Math.floor(field.first / makes) * reads;
  const last = (Math.floor(field.last / makes) + 1) * reads - 1;
  return { ...windows(step, field), first, last };
}

/** @type {FieldRule} */
function joinField(_, field, [, , channels], n, before) {
  const start = before.slice(0, n).reduce((sum, sides) => sum + sides[2], 0);
  return { ...field, first: field.first - start, last: Math.min(field.last - start, channels - 1) };
}

/** @type {FieldRule} */
function padField({ pads: [down, right] }, field) {
  return {
    ...field,
    top: field.top - down,
    bottom: field.bottom - down,
    left: field.left - right,
    right: field.right - right,
  };
}

/** Where a number stands. @type {(index: number, sides: Sides) => [row: number, column: number, channel: number]} */
export function unravel(index, [, columns, channels]) {
  const place = Math.floor(index / channels);
  return [Math.floor(place / columns), place % columns, index % channels];
}

/** The smallest field around all numbers between two. @type {FieldRule} */
function copyField({ shape }, field, source) {
  if (String(shape) === String(source)) return field;
  const [, columns, channels] = shape;
  const [top, left, first] = unravel((field.top * columns + field.left) * channels + field.first, source);
  const [bottom, right, last] = unravel((field.bottom * columns + field.right) * channels + field.last, source);
  const row = top === bottom;
  const place = row && left === right;
  return {
    top,
    bottom,
    left: row ? left : 0,
    right: row ? right : source[1] - 1,
    first: place ? first : 0,
    last: place ? last : source[2] - 1,
  };
}

/** @type {FieldRule} */
const sameField = (_, field) => field;

/** @type {Record<string, FieldRule>} */
const FIELDS = {
  conv: convField,
  pool: windows,
  affine: sameField,
  activation: sameField,
  pad: padField,
  merge: sameField,
  concat: joinField,
  copy: copyField,
};

/**
 * The receptive field of a place in every step; null where a step has no part in it.
 *
 * @type {(steps: Step[], place: Place) => (Field | null)[]}
 */
export function fieldsOf(steps, { layer, channel, row, column }) {
  /** @type {(Field | null)[]} */
  const fields = steps.map(() => null);
  fields[layer] = { top: row, bottom: row, left: column, right: column, first: channel, last: channel };
  for (let index = layer; index > 0; index--) {
    const field = fields[index];
    if (!field) continue;
    const step = steps[index];
    const all = step.activation?.kind === "softmax"; // every channel of a place takes part
    const whole = all ? { ...field, first: 0, last: step.shape[2] - 1 } : field;
    const before = step.sources.map((source) => steps[source].shape);
    step.sources.forEach((source, n) => {
      const found = FIELDS[step.kind](step, whole, before[n], n, before);
      fields[source] = union(fields[source], found && clipped(found, before[n]));
    });
  }
  return fields;
}
