import { answered, insertText, wire } from "miaou/base.js";
import { AFTER_AT, AFTER_COLON, Complete } from "miaou/complete.js";

/**
 * A form's button with `data-picks=CALLS`: what is picked in the popover beside the form goes to the caret of its
 * field, where names that are begun are completed, too. This much is in every page; the rest comes when it is wanted.
 * @param {HTMLFormElement} form  @param {HTMLTextAreaElement} field
 * @param {(begun: string) => Promise<string>} named gives what may be meant behind an @, as HTML
 * @returns what ends the completion of a name, `close()`; and `pick(then)`: what is picked next is `then`'s instead
 */
export function attachPicks(form, field, named) {
  const button = form.querySelector("[data-picks]");
  const element = form.parentElement.querySelector("[data-picker]");
  const ask = (name, payload) => askOf(button.dataset, name, payload);
  let picker = null;
  let [asked, shown, wanted] = [0, "", null];
  const load = async (name, payload = {}) => {
    const mine = (asked += 1);
    const [{ Picker }, { address, recent }] = await Promise.all([import("miaou/picker.js"), ask(name, payload)]);
    const answer = await fetch(`${window.path_prefix ?? ""}${address}`);
    if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
    const html = await answer.text();
    picker ??= new Picker(element, html, { ask, load, picked });
    // Something else has been asked for since: its own answer comes.
    if (mine !== asked && shown) return;
    if (shown !== address) picker.put(html);
    shown = address;
    picker.first = recent;
  };
  const used = (text) => ask("used", { text }).then(({ recent }) => picker && (picker.first = recent), () => {});
  const picked = (text) => (wanted ? wanted(text) : (insertText(field, text), used(text)));
  button.popoverTargetElement = element;
  // Whoever comes near it will mostly press it; what was used in another browser meanwhile is there then.
  for (const sign of ["pointerenter", "focus"]) button.addEventListener(sign, () => load("menu").catch(() => {}));
  const pick = (then = null) => answered(load("menu").then(() => ((wanted = then), element.showPopover())));
  button.addEventListener("click", (event) => {
    wanted = null;
    if (picker) return;
    event.preventDefault();
    pick();
  });
  const proposed = (text) => ask("begun", { text }).then(({ html }) => html);
  const ways = [{ begun: AFTER_COLON, ask: proposed, taken: used }, { begun: AFTER_AT, ask: named, taken() {} }];
  const complete = new Complete(field, form.querySelector("[data-picked]"), ...ways);
  return { close: () => complete.close(), pick };
}

/** The server's answer; each question tells what this system draws. */
async function askOf({ picks, probes, fonts }, name, payload) {
  const { greatestDrawn } = await import("miaou/drawn.js");
  const answer = await wire.call(`${picks}-${name}`, { ...payload, drawn: greatestDrawn(probes, fonts) });
  if (answer.refused || answer.gone) throw new Error(answer.refused);
  return answer;
}
