// The Stop button beside a progress bar: the front end interrupts the kernel, which would hear no message before
// the cell has ended.
import { element } from "./controls.js";

/** @import { Render } from "@anywidget/types" */
/** @typedef {{ interrupt: () => Promise<void> }} Kernel what JupyterLab and Notebook give their widgets */

/** The kernel of the page, where the front end gives it away. @type {(manager: unknown) => Kernel | null} */
export const kernelOf = (manager) => /** @type {{ kernel?: Kernel | null } | null} */ (manager)?.kernel ?? null;

/** @type {Render<{ unit: string }>} */
const render = ({ model, el }) => {
  const manager = model.widget_manager;
  if (!kernelOf(manager)?.interrupt) {
    el.append(element("span", {}, "The notebook's stop button ends it."));
    return;
  }
  const name = `Stop after this ${model.get("unit")}`;
  const button = element("button", { class: "jupyter-button widget-button", type: "button" }, name);
  button.style.width = "auto";
  button.addEventListener("click", () => {
    button.textContent = "Stopping. Press again to stop at once";
    kernelOf(manager)?.interrupt();
  });
  el.append(button);
};

export default { render };
