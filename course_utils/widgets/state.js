// One state for each view: answered in the browser at once, told to Python a little later.

/**
 * Keep `names` of the model in a plain object; settle(state) mends it, draw(state) shows it.
 * Returns { state, change, stop }. A change is drawn in the next frame, without the kernel;
 * the kernel hears of it at most once in `pace` milliseconds. What it has not heard yet wins
 * over what it says meanwhile: its echo of an earlier step would undo the next one.
 */
export function keepState({ model, names, settle = () => {}, draw, pace = 60 }) {
  const state = {}, untold = new Set();
  let frame = 0, timer = 0, mine = false, last = 0;
  const read = () => names.forEach((name) => { state[name] = model.get(name); });
  const paint = () => { frame = 0; draw(state); };
  const redraw = () => { if (!frame) frame = requestAnimationFrame(paint); };
  const save = () => { timer = 0; last = performance.now(); untold.clear(); model.save_changes(); };
  const put = (name) => { if (model.get(name) !== state[name]) { untold.add(name); model.set(name, state[name]); } };

  const tell = () => {
    mine = true;
    names.forEach(put);
    mine = false;
    if (!timer) timer = setTimeout(save, Math.max(0, pace - (performance.now() - last)));
  };
  const change = (changes) => {
    Object.assign(state, changes);
    settle(state);
    redraw();
    tell();
  };
  const heard = () => {
    if (mine) return;
    mine = true;
    untold.forEach(put);
    mine = false;
    read();
    settle(state);
    redraw();
  };

  names.forEach((name) => model.on(`change:${name}`, heard));
  read();
  settle(state);
  const stop = () => {
    names.forEach((name) => model.off(`change:${name}`, heard));
    cancelAnimationFrame(frame);
    if (timer) { clearTimeout(timer); save(); }
  };
  return { state, change, paint, stop };
}
