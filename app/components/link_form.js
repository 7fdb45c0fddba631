import { delegateActions } from "miaou/actions.js";
import { make } from "miaou/fragment.js";
import { say } from "miaou/words.js";

/**
 * Asks for a link's title and address.
 * @returns {Promise<?{title: string, address: string}>} null when one thinks better of it
 */
export function askLink({ title = "", address = "" } = {}) {
  const dialog = make("dialog", "card-dialog");
  dialog.append(document.getElementById("link-form").content.cloneNode(true));
  const form = dialog.querySelector("form");
  const heading = dialog.querySelector("h2");
  heading.id = "link-form-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  form.elements.title.value = title;
  form.elements.address.value = address;
  form.elements.address.inputMode = "url";
  delegateActions(dialog);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    form.addEventListener("input", () => form.elements.address.setCustomValidity(""));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = webAddress(form.elements.address.value.trim());
      form.elements.address.setCustomValidity(found ? "" : say("bad_address"));
      if (!form.reportValidity()) return;
      resolve({ title: form.elements.title.value.trim() || new URL(found).host, address: found });
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(null);
    });
  });
}

/** The whole address, spelt as browsers do; one may leave out how it begins. Empty when it leads to no site. */
function webAddress(typed) {
  const address = /^[a-z][a-z\d+.-]*:/i.test(typed) && !/^[\w.-]+:\d/.test(typed) ? typed : `https://${typed}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  return typed && url && ["http:", "https:"].includes(url.protocol) && url.hostname ? url.href : "";
}
