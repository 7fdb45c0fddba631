import { ask, drop, keep, kept, wire } from "miaou/base.js";

/**
 * A text that saves itself after `data-pause` ms: `data-autosave` is the action, called with the nearest `data-key`
 * and for how long it has been typed: it may be `older` than what was saved elsewhere. Till then it is a `data-draft`
 * and bears `data-waits` without a connection. What is saved elsewhere comes as `data-text`, unless one writes here.
 */
export function attach(field, signal) {
  const { autosave, draft, pause = 500 } = field.dataset;
  const { key } = field.closest("[data-key]").dataset;
  let [typedAt, saving, timer] = [0, false, 0];
  const typed = (at = Date.now()) => {
    typedAt = at;
    keep(draft, { text: field.value, at });
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  const save = async () => {
    field.toggleAttribute("data-waits", typedAt > 0 && !wire.online);
    // The next connection saves it.
    if (!typedAt || !wire.online || saving) return;
    const text = field.value;
    saving = true;
    const saved = await ask(autosave, { key, text, age: Date.now() - typedAt });
    saving = false;
    if (field.value !== text) return typed();
    if (!saved) return;
    typedAt = 0;
    drop(draft);
    if (saved.older) take();
  };
  const take = () => {
    const { text } = field.dataset;
    if (!typedAt && field.value !== text) field.setRangeText(text, 0, field.value.length, "preserve");
  };
  new MutationObserver(take).observe(field, { attributeFilter: ["data-text"] });
  field.addEventListener("input", () => typed());
  field.addEventListener("change", save);
  for (const event of ["online", "offline"]) wire.on(event, save, signal);
  signal.addEventListener("abort", () => (clearTimeout(timer), drop(draft)));
  take();
  const before = kept(draft);
  if (!before?.at || before.text === field.value) return;
  field.value = before.text;
  typed(before.at);
}
