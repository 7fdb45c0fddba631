import { Complete } from "miaou/complete.js";
import { make } from "miaou/fragment.js";
import { insertText } from "miaou/insert_text.js";
import { drop, kept } from "miaou/keep.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

const FONTS = '"Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif';

/**
 * The emoji menu and the completion of `:names:`. This much is in every page; the rest comes when it is wanted.
 * @param {HTMLElement} form the composer's  @param {HTMLTextAreaElement} field where emoji go
 * @param {AbortSignal} [signal] ends it
 */
export function attachEmoji(form, field, signal) {
  const button = form.querySelector("button[name=emoji]");
  let picker = null;
  const used = (text) => ask(button, "used", { text }).then(({ recent }) => picker?.putFirst(recent), () => {});
  const menu = wanted(async () => {
    const [{ Picker }, content] = await Promise.all([import("miaou/picker.js"), menuOf(button, "menu")]);
    const element = make("div", "emoji-menu");
    element.setAttribute("role", "dialog");
    element.ariaLabel = button.ariaLabel;
    form.after(element);
    const asks = {
      find: (text, tone) => ask(button, "find", { text, tone }),
      vary: (tone) => menuOf(button, "tone", { tone }),
    };
    const pick = (text) => (insertText(field, text), used(text));
    const made = new Picker({ element, button, box: button.closest(".sheet"), home: field }, asks, pick, signal);
    made.put(content);
    return (picker = made);
  });
  const proposed = (text) => ask(button, "begun", { text }).then(({ html }) => html);
  new Complete(field, form.querySelector(".emoji-names"), proposed, used);
  // Whoever comes near it will mostly press it; what was used in another browser meanwhile is there then.
  const near = () => (picker ? menuOf(button, "menu").then((content) => picker.put(content)) : menu()).catch(() => {});
  for (const sign of ["pointerenter", "focus"]) button.addEventListener(sign, near);
  button.addEventListener("click", (event) => open(menu, event));
}

async function open(menu, event) {
  // A keyboard's click has no count: there the focus comes back to the button, else to the text.
  const byKey = event.detail === 0;
  try {
    (await menu()).popup.toggle(byKey);
  } catch {
    show(say("no_answer"), "error");
  }
}

/** Where the menu lies and what is this member's own, fetched; `call` tells why it is asked for. */
async function menuOf(button, call, payload = {}) {
  const { address, recent } = await ask(button, call, payload);
  const answer = await fetch(`${window.path_prefix ?? ""}${address}`);
  if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
  return { html: await answer.text(), first: recent };
}

/** The server's answer; each question tells what this system draws. */
async function ask(button, name, payload) {
  await handOver();
  const answer = await wire.call(`emoji-${name}`, { ...payload, drawn: await newestDrawn(button) });
  if (answer.refused || answer.gone) throw new Error(answer.refused);
  return answer;
}

let newest = null;

function newestDrawn({ dataset }) {
  newest ??= import("miaou/drawn.js").then(({ greatestDrawn }) => greatestDrawn(JSON.parse(dataset.probes), FONTS));
  return newest;
}

/** What browsers kept by themselves at first is handed to the server, once. */
async function handOver() {
  const key = `miaou:emoji:${wire.state.me}`;
  const mine = kept(key);
  if (mine === null) return;
  await wire.call("emoji-take-over", { kept: mine });
  drop(key);
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
