import { take } from "miaou/effects.js";
import { fieldsOf } from "miaou/form_fields.js";
import { make } from "miaou/fragment.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/**
 * Inside `root`, a form `data-send=NAME` is sent by a call of the panel's action of that name, and `data-at-once` as
 * soon as something is chosen in it; the file of a form `data-upload=ADDRESS` goes there. What is refused is said by
 * field, and stays.
 */
export function forms(root, panel) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-send], [data-upload]")) return;
    event.preventDefault();
    if (form.ariaBusy !== "true") send(form, panel);
  });
  root.addEventListener("input", ({ target: { form } }) => form && tell(form, {}));
  root.addEventListener("change", ({ target }) => {
    if (target.matches("[data-heaviest]")) weigh(target);
    if (target.form?.matches("[data-at-once]")) target.form.requestSubmit();
  });
}

async function send(form, panel) {
  const { send: action, upload } = form.dataset;
  form.ariaBusy = "true";
  try {
    const answer = upload
      ? await sendFile(upload, form.querySelector("[type=file]").files[0])
      : await wire.call("panel", { panel, do: action, fields: fieldsOf(form) });
    if (answer.refused || answer.trouble) tell(form, answer.trouble ?? { "": answer.refused });
    else settle(form);
  } catch {
    show(say(wire.online ? "no_answer" : "not_now"), "error");
  }
  form.ariaBusy = "false";
}

async function sendFile(address, body) {
  const answer = await (await fetch(`${window.path_prefix ?? ""}${address}`, { method: "POST", body })).json();
  take(answer.then ?? []);
  return answer;
}

/** Says what is wrong with a form, by field name; what concerns none of its fields stands above them. */
function tell(form, sentences) {
  for (const line of form.querySelectorAll(".error, .trouble")) line.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const [name, sentence] of Object.entries(sentences)) {
    const field = form.elements.namedItem(name);
    const line = make("p", field ? "error" : "trouble", sentence);
    line.role = "alert";
    if (field) field.closest(".field").append(line);
    else form.prepend(line);
    field?.setAttribute("aria-invalid", "true");
    field?.focus();
  }
}

/** What was sent stands now; a field that came empty is so again. */
function settle(form) {
  tell(form, {});
  for (const control of form.elements) {
    if (control.defaultChecked !== undefined) control.defaultChecked = control.checked;
    if (control.defaultValue) control.defaultValue = control.value;
    else if (control.defaultValue === "") control.value = "";
  }
}

/** Tells at once that a file is too heavy, instead of after it has been sent. */
function weigh(field) {
  const heavy = [...field.files].some(({ size }) => size > Number(field.dataset.heaviest));
  field.setCustomValidity(heavy ? field.dataset.heavy : "");
  field.reportValidity();
}
