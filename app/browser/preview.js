import { show } from "miaou/toast.js";
import { whole } from "miaou/whole.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/**
 * How what is typed will look, in the place of the field: made by the server, as it will be made for good.
 * @param {HTMLFormElement} form with a `[data-preview]` button and a `.preview`  @param {HTMLTextAreaElement} field
 * @returns {() => void} what shows the field again
 */
export function attachPreview(form, field) {
  const toggle = form.querySelector("[data-preview]");
  const page = form.querySelector(".preview");
  const goOn = () => field.focus({ preventScroll: true });
  const close = () => {
    form.classList.remove("previewing");
    page.hidden = true;
    toggle.setAttribute("aria-pressed", "false");
  };
  toggle.addEventListener("click", async () => {
    const text = field.value;
    const isShown = !page.hidden;
    close();
    if (isShown || !text.trim()) return goOn();
    try {
      const answer = await wire.call(toggle.dataset.preview, { text: whole(text) });
      // It has been sent meanwhile, or something else is being written.
      if (field.value !== text) return;
      if (answer.refused) return show(answer.refused, "error");
      page.innerHTML = answer.html;
      form.classList.add("previewing");
      page.hidden = false;
      toggle.setAttribute("aria-pressed", "true");
      page.focus({ preventScroll: true });
    } catch {
      show(say(wire.online ? "no_answer" : "not_now"), "error");
    }
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
    goOn();
  });
  form.addEventListener("submit", close);
  return close;
}
