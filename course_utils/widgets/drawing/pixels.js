// Pixels on a canvas element, shown larger or smaller than they are.

/** @typedef {{ rows: number, columns: number, pixels: Uint8ClampedArray<ArrayBuffer> }} Picture with opacity */
/** @typedef {{ rows: number, columns: number }} Area */

/**
 * Paint a picture; it covers as much of the page as `shown`, `scale` pixels of the page for each of its own.
 *
 * @type {(node: HTMLCanvasElement, picture: Picture, scale: number, shown?: Area) => void}
 */
export function showPixels(node, picture, scale, shown = picture) {
  const { rows, columns, pixels } = picture;
  if (node.width !== columns || node.height !== rows) Object.assign(node, { width: columns, height: rows });
  const [width, height] = [shown.columns, shown.rows].map((side) => `${Math.round(side * scale)}px`);
  Object.assign(node.style, { width, height });
  node.getContext("2d")?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
}
