import { ask, toNodes } from "miaou/base.js";

/**
 * How what is typed will look, in the place of the field: made by the server, as it will be made for good.
 * @param {HTMLFormElement} form with a `[data-preview]` button and a `.preview`  @param {HTMLTextAreaElement} field
 * @param {() => object} about what else the server is told: where it will be said
 * @returns {() => void} what shows the field again
 */
export function attachPreview(form, field, about) {
  const toggle = form.querySelector("[data-preview]");
  const page = form.querySelector(".preview");
  const show = (html = "") => {
    page.replaceChildren(toNodes(html));
    page.hidden = !html;
    toggle.ariaPressed = String(!page.hidden);
  };
  toggle.addEventListener("click", async () => {
    const text = field.value;
    const isWanted = page.hidden && text.trim();
    // See `writing.js`: half a character would spoil all of it.
    const answer = isWanted ? await ask(toggle.dataset.preview, { ...about(), text: text.toWellFormed() }, toggle) : {};
    // It has been sent meanwhile, or something else is being written.
    if (!answer || field.value !== text) return;
    show(answer.html);
    (answer.html ? page : field).focus({ preventScroll: true });
  });
  // Others are chosen to read it: one goes on writing.
  form.addEventListener("input", ({ target }) => target === field || show());
  page.addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), toggle.click()));
  return () => show();
}
