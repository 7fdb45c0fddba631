import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { whole } from "miaou/whole.js";
import { wire } from "miaou/wire.js";

/**
 * The preview in the composer's place: the message as its readers will see it, made by the server that will make it.
 * @param {HTMLElement} form  @param {HTMLTextAreaElement} field  @param {OpenCanal} where
 */
export function attachPreview(form, field, where) {
  const toggle = form.querySelector(".preview-toggle");
  const page = form.querySelector(".preview");
  const close = () => {
    form.classList.remove("previewing");
    page.hidden = true;
    toggle.setAttribute("aria-pressed", "false");
  };
  toggle.addEventListener("click", async () => {
    if (!page.hidden) {
      close();
      return field.focus({ preventScroll: true });
    }
    if (!field.value.trim()) return field.focus({ preventScroll: true });
    try {
      const answer = await wire.call("preview", { text: whole(field.value) });
      if (answer.refused) return show(answer.refused, "error");
      // Made safe by the server, as every message is.
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
    field.focus({ preventScroll: true });
  });
  form.addEventListener("submit", close);
  where.on("shown", close);
}
