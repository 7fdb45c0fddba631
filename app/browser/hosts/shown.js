/**
 * Makes `document.hidden` true also while the frame is not shown: a browser says so of whole tabs only, and what
 * stands in a closed panel has been seen by nobody.
 */
export function watchWhetherShown() {
  let shown = false;
  const own = Object.getOwnPropertyDescriptor(Document.prototype, "hidden").get;
  const hidden = () => !shown || own.call(document);
  Object.defineProperty(document, "hidden", { configurable: true, get: hidden });
  Object.defineProperty(document, "visibilityState", {
    configurable: true,
    get: () => (hidden() ? "hidden" : "visible"),
  });
  new IntersectionObserver((entries) => {
    const before = hidden();
    shown = entries.at(-1).isIntersecting;
    if (hidden() !== before) document.dispatchEvent(new Event("visibilitychange"));
  }).observe(document.documentElement);
}
