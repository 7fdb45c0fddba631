/**
 * A function that does `work` once in the next frame, however often it is called before. A hidden tab gets no
 * frames: a timer stands in for them.
 */
export function oncePerFrame(work) {
  let asked = false;
  const run = () => {
    asked = false;
    work();
  };
  return () => {
    if (asked) return;
    asked = true;
    if (document.hidden) setTimeout(run);
    else requestAnimationFrame(run);
  };
}
