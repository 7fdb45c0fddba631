import { answered, isOnce, stateOf, touched, wire } from "miaou/base.js";
import { credentials } from "miaou/embedded.js";

const fieldOf = (input) => input.closest(".field, fieldset") ?? input.parentElement;

/**
 * A form `data-send=NAME` is sent by a call of the action of that name of its `data-panel`, and `data-at-once` as soon
 * as something is chosen in it; a button `data-upload=ADDRESS` sends its file there instead, by its `data-method`; a
 * `progress` shows how much has gone out, and whoever resets it or closes its dialog calls it back. What is refused is
 * said by field, and stays; else it hears "sent", with the answer, and a dialog that it stands in closes.
 */
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-send]")) return;
  event.preventDefault();
  // What is chosen is sent each time.
  const isFree = form.ariaBusy !== "true" && isOnce(form);
  if (isFree || form.matches("[data-at-once]")) send(form, submitter);
});
// Whoever changes a field that was refused need not read why any more.
document.addEventListener("input", ({ target }) => {
  if (target.form?.matches("[data-send]")) clearTrouble(target.form, fieldOf(target));
});
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-heaviest]")) weigh(target);
  if (target.form?.matches("[data-at-once]")) target.form.requestSubmit();
});

async function send(form, pressed) {
  const { upload, method = "POST" } = pressed?.dataset ?? {};
  const dialog = form.closest("dialog");
  const panel = Number(form.closest("[data-panel]")?.dataset.panel);
  const before = new Map([...form.elements].map((control) => [control, stateOf(control)]));
  const said = { fields: fieldsOf(form), touched: touched(form), pressed: pressed?.name ?? "" };
  const left = new AbortController();
  dialog?.addEventListener("close", () => left.abort());
  form.addEventListener("reset", () => left.abort());
  form.ariaBusy = "true";
  const asking = upload
    ? sent(method, `${upload}?${new URLSearchParams(said.fields)}`, form, left.signal)
    : wire.call("panel", { panel, do: form.dataset.send, ...said });
  const answer = await answered(asking, () => !left.signal.aborted);
  form.ariaBusy = "false";
  if (!answer) return;
  if (answer.refused || answer.trouble) return tellTrouble(form, answer);
  settle(form, before);
  form.dispatchEvent(new CustomEvent("sent", { detail: answer }));
  dialog?.close();
}

function fieldsOf(form) {
  const fields = {};
  for (const [name, text] of new FormData(form)) fields[name] = name in fields ? [fields[name], text].flat() : text;
  return fields;
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

/** Tells at once that a file is too heavy, or of another kind, instead of after it has been sent. */
function weigh(field) {
  const [{ heaviest, heavy, kind, strange }, [{ size = 0, type = "" } = {}]] = [field.dataset, field.files];
  field.setCustomValidity(size > heaviest ? heavy : type && !type.startsWith(kind) ? strange : "");
  field.reportValidity();
}

/** Says why a form was refused, by field; what concerns none of its fields stands above them. */
function tellTrouble(form, { trouble, refused }) {
  clearTrouble(form);
  for (const [name, sentence] of Object.entries(trouble ?? { "": refused })) {
    // Several controls of one name: the first stands for all.
    const input = [...form.elements].find((each) => name && each.name === name);
    const line = input ? lineIn(fieldOf(input), "error", "append") : lineIn(form, "trouble", "prepend");
    line.textContent = sentence;
    if (!input) continue;
    input.setAttribute("aria-invalid", "true");
    line.id ||= `${input.id || name}-error`;
    const told = input.getAttribute("aria-describedby") ?? "";
    if (!told.includes(line.id)) input.setAttribute("aria-describedby", `${told} ${line.id}`.trim());
  }
  form.querySelector("[aria-invalid]")?.focus();
}

function clearTrouble(form, within = form) {
  for (const one of [...within.querySelectorAll(".error"), ...form.querySelectorAll(".trouble")]) one.textContent = "";
  for (const input of within.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}

function lineIn(place, kind, put) {
  const line = () => place.querySelector(`.${kind}`);
  if (!line()) place[put](Object.assign(document.createElement("div"), { className: kind, role: "alert" }));
  return line();
}

/** So many go out at a time: what else the page asks for is not to wait behind all of them. */
const lanes = Array(3).fill(Promise.resolve());

/** What the server answers to a form's file, `{refused}` or what is now; throws when that makes no sense. */
function sent(...details) {
  const sending = lanes.shift().then(() => exchange(...details));
  lanes.push(sending.catch(() => {}));
  return sending;
}

/** Not by `fetch`, which cannot tell how much has gone out. */
function exchange(method, address, form, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, `${window.path_prefix ?? ""}${address}`);
    request.responseType = "json";
    const bar = form.querySelector("progress");
    request.upload.addEventListener("progress", ({ loaded, total }) => bar?.setAttribute("value", loaded / total));
    request.addEventListener("loadend", () => {
      const { status, response } = request;
      if (!response || (status !== 200 && !response.refused)) return reject(new Error(`no answer: ${status}`));
      wire.state.hear(response.then ?? []);
      resolve(response);
    });
    signal.throwIfAborted();
    signal.addEventListener("abort", () => request.abort());
    const headers = { ...credentials(), "content-type": "application/octet-stream" };
    for (const header of Object.entries(headers)) request.setRequestHeader(...header);
    request.send(form.querySelector("[type=file]")?.files[0]);
  });
}
