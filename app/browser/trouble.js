import { make } from "miaou/fragment.js";

let lines = 0;

/** Says why a form was refused: by field name, or in one sentence; what concerns none of its fields stands above them. */
export function tellTrouble(form, { trouble, refused }) {
  clearTrouble(form);
  let first = null;
  for (const [name, sentence] of Object.entries(trouble ?? { "": refused })) {
    const control = form.elements.namedItem(name);
    // Several controls of one name: the first stands for all.
    const input = control instanceof RadioNodeList ? control[0] : control;
    const line = input ? errorLine(input) : generalLine(form);
    line.textContent = sentence;
    line.hidden = false;
    if (!input) continue;
    line.id ||= `error-${++lines}`;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-errormessage", line.id);
    first ??= input;
  }
  first?.focus();
}

/** Whoever changes a field that was refused need not read why any more. */
export function forgetTrouble(input) {
  const field = input.closest(".field, fieldset");
  if (field?.querySelector("[aria-invalid]")) clearTrouble(field);
  const general = input.form?.querySelector(".trouble");
  if (general) general.textContent = "";
}

export function clearTrouble(within) {
  for (const line of within.querySelectorAll(".error, .trouble")) line.textContent = "";
  for (const input of within.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}

/** Where the trouble with one field is said: in its `.error`, which is made if the form has none. */
function errorLine(input) {
  const field = input.closest(".field, fieldset") ?? input.parentElement;
  return field.querySelector(".error") ?? field.appendChild(alert("error"));
}

function generalLine(form) {
  const line = form.querySelector(".trouble") ?? alert("trouble");
  if (!line.isConnected) (form.querySelector(".body") ?? form).prepend(line);
  return line;
}

function alert(className) {
  const line = make("div", className);
  line.role = "alert";
  return line;
}
