import { isOnce } from "miaou/actions.js";
import { stateOf } from "miaou/carry.js";
import { fieldsOf } from "miaou/form_fields.js";
import { show } from "miaou/toast.js";
import { clearTrouble, forgetTrouble, tellTrouble } from "miaou/trouble.js";
import { sent } from "miaou/upload.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/**
 * Inside `root`, a form `data-send=NAME` is sent by a call of the panel's action of that name, and `data-at-once` as
 * soon as something is chosen in it; the file of a form `data-upload=ADDRESS` goes there. What is refused is said by
 * field, and stays.
 */
export function forms(root, panel) {
  const late = new Set();
  root.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-send], [data-upload]")) return;
    event.preventDefault();
    const isChoice = form.matches("[data-at-once]");
    if (form.ariaBusy === "true") return void (isChoice && late.add(form.dataset.send));
    if (!isChoice && !isOnce(form)) return;
    await send(form, panel);
    // What was chosen while the answer was on its way, be it in a form that came meanwhile.
    if (late.delete(form.dataset.send)) root.querySelector(`[data-send="${form.dataset.send}"]`)?.requestSubmit();
  });
  root.addEventListener("input", ({ target }) => forgetTrouble(target));
  root.addEventListener("change", ({ target }) => {
    if (target.matches("[data-heaviest]")) weigh(target);
    if (target.form?.matches("[data-at-once]")) target.form.requestSubmit();
  });
}

async function send(form, panel) {
  const { send: action, upload } = form.dataset;
  const before = new Map([...form.elements].map((control) => [control, stateOf(control)]));
  form.ariaBusy = "true";
  try {
    const answer = upload
      ? await sent("POST", upload, form.querySelector("[type=file]").files[0])
      : await wire.call("panel", { panel, do: action, fields: fieldsOf(form) });
    if (answer.refused || answer.trouble) tellTrouble(form, answer);
    else settle(form, before);
  } catch {
    show(say(wire.online ? "no_answer" : "not_now"), "error");
  }
  form.ariaBusy = "false";
}

/** What was sent stands now; a field that came empty is so again. What was typed meanwhile is yet to be sent. */
function settle(form, before) {
  clearTrouble(form);
  for (const control of form.elements) {
    if (stateOf(control) !== before.get(control)) continue;
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
