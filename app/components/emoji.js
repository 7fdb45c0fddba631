import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** A name that one begins to type: two letters after a colon that is not itself part of something else. */
const BEGUN = /(?:^|[^\p{L}\p{N}_:/\\@#&=%$€+<>^|'’-]):([\p{L}\p{N}+_'’-]{2,40})$/u;

/**
 * The emoji menu and the completion of `:names:`. This much is in every page; the rest comes when it is wanted.
 * @param {HTMLElement} form the composer's  @param {HTMLTextAreaElement} field where emoji go
 */
export function attachEmoji(form, field) {
  const button = form.querySelector("button[name=emoji]");
  const { emoji: address } = button.dataset;
  const menu = wanted(async () => {
    const [{ EmojiMenu }, data] = await Promise.all([import("miaou/emoji_menu.js"), load(address)]);
    return new EmojiMenu(form, field, button, data);
  });
  const names = wanted(async () => {
    const [{ EmojiNames }, data] = await Promise.all([import("miaou/emoji_names.js"), load(address)]);
    return new EmojiNames(form, field, data, () => begun(field));
  });
  // Whoever comes near it will mostly press it.
  for (const sign of ["pointerenter", "focus"]) button.addEventListener(sign, () => menu().catch(() => {}));
  button.addEventListener("click", (event) => open(menu, event));
  const complete = (event) => {
    if (!event.isComposing && begun(field)) names().then((list) => list.suggest(), () => {});
  };
  for (const event of ["input", "compositionend"]) field.addEventListener(event, complete);
}

async function open(menu, event) {
  // A keyboard's click has no count: there the focus comes back to the button, else to the text.
  const byKey = event.detail === 0;
  try {
    (await menu()).toggle(byKey);
  } catch {
    show(say("no_answer"), "error");
  }
}

/** The name that ends at the caret: what is typed of it, and where its colon stands; or null. */
function begun(field) {
  if (wire.state.settings.smileys === "off" || field.selectionStart !== field.selectionEnd) return null;
  const caret = field.selectionStart;
  const name = field.value.slice(Math.max(0, caret - 50), caret).match(BEGUN)?.[1];
  return name ? { name, from: caret - name.length - 1 } : null;
}

async function load(address) {
  const { loadEmoji } = await import("miaou/emoji_data.js");
  return loadEmoji(address);
}

/** Makes something when it is first wanted; when that fails, anew the next time. */
function wanted(make) {
  let made = null;
  return () => {
    made ??= make().catch((error) => {
      made = null;
      throw error;
    });
    return made;
  };
}
