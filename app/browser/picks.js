import { Complete } from "miaou/complete.js";
import { insertText } from "miaou/insert_text.js";
import { drop, kept } from "miaou/keep.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/**
 * A form's button with `data-picks=CALLS`: what is picked in the popover beside the form goes to the caret of its field,
 * where names that are begun are completed, too. This much is in every page; the rest comes when it is wanted.
 * @param {HTMLFormElement} form  @param {HTMLTextAreaElement} field
 */
export function attachPicks(form, field) {
  const button = form.querySelector("[data-picks]");
  const element = form.parentElement.querySelector("[data-picker]");
  const ask = (name, payload) => askOf(button.dataset, name, payload);
  const contentOf = async (name, payload = {}) => {
    const { address, recent } = await ask(name, payload);
    const answer = await fetch(`${window.path_prefix ?? ""}${address}`);
    if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
    return { html: await answer.text(), first: recent };
  };
  let made = null;
  let picker = null;
  const used = (text) => ask("used", { text }).then(({ recent }) => picker?.putFirst(recent), () => {});
  const pick = (text) => (insertText(field, text), used(text));
  const asks = { find: (text, tone) => ask("find", { text, tone }), vary: (tone) => contentOf("tone", { tone }) };
  const make = async () => {
    const [{ Picker }, content] = await Promise.all([import("miaou/picker.js"), contentOf("menu")]);
    return (picker = new Picker({ element, button, home: field }, content, asks, pick));
  };
  const wanted = () => (made ??= make().catch((error) => ((made = null), Promise.reject(error))));
  // Whoever comes near it will mostly press it; what was used in another browser meanwhile is there then.
  const near = () => (picker ? contentOf("menu").then((content) => picker.put(content)) : wanted()).catch(() => {});
  for (const sign of ["pointerenter", "focus"]) button.addEventListener(sign, near);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    // A keyboard's click has no count: there the focus comes back to the button, else to the text.
    const byKey = event.detail === 0;
    wanted().then((ready) => ready.toggle(byKey), () => show(say("no_answer"), "error"));
  });
  const proposed = (text) => ask("begun", { text }).then(({ html }) => html);
  new Complete(field, form.querySelector("[data-picked]"), proposed, used);
}

/** The server's answer; each question tells what this system draws. */
async function askOf({ picks, keeps, probes, fonts }, name, payload) {
  // What browsers kept by themselves at first is handed to the server, once.
  const key = keeps + wire.state.me;
  const mine = kept(key);
  if (mine !== null) await wire.call(`${picks}-take-over`, { kept: mine }).then(() => drop(key));
  const { greatestDrawn } = await import("miaou/drawn.js");
  const answer = await wire.call(`${picks}-${name}`, { ...payload, drawn: greatestDrawn(probes, fonts) });
  if (answer.refused || answer.gone) throw new Error(answer.refused);
  return answer;
}
