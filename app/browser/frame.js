/** Does `work` once in the next frame, however often it is called before; a hidden tab has none: there a timer does. */
export function oncePerFrame(work) {
  let asked = 0;
  const run = () => {
    asked = 0;
    work();
  };
  return () => (asked ||= document.hidden ? setTimeout(run) : requestAnimationFrame(run));
}

export const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

/** How far off a moment is: in the past, unless somebody has set the clock back since. */
export const awayFrom = (at) => Math.abs(Date.now() - at);
