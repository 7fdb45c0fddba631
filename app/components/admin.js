import { fold } from "./fold.js";

const TYPED = "miaou-admin-typed";
/** For how long: the page that comes is this one again, or else it is nothing to it. */
const TYPED_MS = 30_000;
/** Never a password, which belongs nowhere but in its field. */
const KEPT_TYPES = new Set(["text", "search", "email", "url", "number", "textarea"]);

/** The admin page works without this: it copies, filters, asks before a step that harms, and shows local times. */

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-copy]");
  if (button) copy(button);
});
for (const field of document.querySelectorAll("[data-filter]")) {
  field.addEventListener("input", () => filter(field));
}
for (const form of document.querySelectorAll("form[data-sure]")) {
  form.addEventListener("submit", (event) => askFirst(event, form));
}
for (const choice of document.querySelectorAll("[data-snippet]")) {
  choice.addEventListener("change", fillSnippets);
}
for (const field of document.querySelectorAll("[data-heaviest]")) {
  field.addEventListener("change", () => weigh(field));
}
document.addEventListener("submit", (event) => event.defaultPrevented || keepTyped(event.target));
// On a phone the sections are a row to swipe: where one is stands in view.
document.querySelector(".admin-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
localTimes();
askAgain();
sendNothingTwice();
giveBackTyped();

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  if (!(await copied(field))) return;
  const label = button.querySelector("span");
  const before = label.textContent;
  label.textContent = button.dataset.copied;
  button.disabled = true;
  setTimeout(() => {
    label.textContent = before;
    button.disabled = false;
  }, 2000);
}

/** Something is under way: how far it is, until it is done. */
function askAgain() {
  const underWay = document.querySelector("[data-again]");
  if (!underWay) return;
  setTimeout(async () => {
    const part = underWay.closest(".stack");
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      part.replaceWith(page.querySelector(".stack") ?? part);
      localTimes();
    } catch {
      // Asked once more: the server may be back by then.
    }
    askAgain();
  }, Number(underWay.dataset.again));
}

/** What a form has just made is shown at the form's address: to load that again would make it again. */
function sendNothingTwice() {
  const [page] = location.pathname.match(/^\/admin(\/embedding|\/canals|\/office|\/data|\/audit|\/members\/\d+)?/);
  if (page !== location.pathname) history.replaceState(null, "", page + location.search + location.hash);
}

/** Sending one form loads the page anew: what is typed in the others goes with it. */
function keepTyped(sent) {
  if (sent.getAttribute("method") !== "post") return;
  const typed = [];
  for (const form of document.querySelectorAll("form[method=post]")) {
    if (form === sent) continue;
    const action = form.getAttribute("action");
    // What was refused came back with the page, and is nowhere else.
    const refused = form.querySelector("[role=alert]") !== null;
    for (const { name, type, value, defaultValue, checked, defaultChecked } of form.elements) {
      if (type === "radio" || type === "checkbox") {
        if (refused || checked !== defaultChecked) typed.push({ action, name, value, checked });
      } else if (KEPT_TYPES.has(type) && (refused || value !== defaultValue)) {
        typed.push({ action, name, value });
      }
    }
  }
  try {
    sessionStorage.setItem(TYPED, JSON.stringify({ at: Date.now(), typed }));
  } catch {
    // Where nothing may be kept, this is not either.
  }
}

function giveBackTyped() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(TYPED));
    sessionStorage.removeItem(TYPED);
  } catch {
    return;
  }
  if (kept === null || Date.now() - kept.at > TYPED_MS) return;
  for (const { action, name, value, checked } of kept.typed) {
    const form = document.querySelector(`form[action="${CSS.escape(action)}"]`);
    for (const field of form?.elements ?? []) {
      if (field.name !== name) continue;
      field.closest("details")?.setAttribute("open", "");
      if (checked === undefined) field.value = value;
      else if (field.value === value) field.checked = checked;
    }
  }
}

/** An office's LAN address is plain http, where browsers offer no clipboard but the old way. */
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

/** Shows the rows whose name has what is typed in it. */
function filter(field) {
  const table = document.getElementById(field.dataset.filter);
  const wanted = fold(field.value.trim());
  const rows = [...table.querySelectorAll("[data-named]")];
  for (const row of rows) row.hidden = !row.dataset.named.includes(wanted);
  const nobody = table.parentElement.querySelector(".nothing");
  nobody.hidden = rows.some((row) => !row.hidden);
  table.hidden = !nobody.hidden;
}

function askFirst(event, form) {
  const dialog = document.getElementById("sure");
  if (form.dataset.asked) return;
  event.preventDefault();
  dialog.querySelector("#sure-question").textContent = form.dataset.sure;
  dialog.querySelector("#sure-yes").textContent = form.dataset.yes;
  dialog.returnValue = "";
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue !== "yes") return;
      form.dataset.asked = "yes";
      form.requestSubmit();
    },
    { once: true },
  );
  dialog.showModal();
}

/** The lines to paste, and the preview, for the canal and the theme that are chosen. */
function fillSnippets() {
  const [canal, theme] = ["canal", "theme"].map((name) => document.querySelector(`[data-snippet=${name}]`).value);
  for (const lines of document.querySelectorAll("[data-pattern]")) {
    const { pattern, ...parts } = lines.dataset;
    const part = (name, value) => value && parts[name].replace("{value}", value);
    lines.value = pattern.replace("[canal]", part("canal", canal)).replace("[theme]", part("theme", theme));
  }
  const chosen = { ...(canal && { canal }), ...(theme && { theme }) };
  document.getElementById("preview").src = `/widget?${new URLSearchParams(chosen)}`;
}

/** Tells at once that a file is too heavy, instead of after it has been sent. */
function weigh(field) {
  const heavy = [...field.files].some((file) => file.size > Number(field.dataset.heaviest));
  field.setCustomValidity(heavy ? field.dataset.heavy : "");
  field.reportValidity();
}

function localTimes() {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const time of document.querySelectorAll("time.moment")) {
    time.textContent = format.format(new Date(time.dateTime));
  }
}
