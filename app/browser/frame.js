/** Does `work` once in the next frame, however often it is called before; a hidden tab has none: there a timer does. */
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
