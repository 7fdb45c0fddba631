const SIGNED = /^\/(?:images\/[\w-]+\.webp|files\/[\w/.]+)/;
/** What leads to a picture or a file, and by which of its attributes. */
const LEADING = "img, audio, video, a[href^='/files/']";
const BY = ["src", "href", "poster"];
const RENEW_MS = 20 * 60_000;

const said = document.getElementById("miaou-widget");

/**
 * What the server says of this page when it is a widget, or null: `origins` (the sites that may show it), `grant`
 * (what its files bring in place of a cookie; "" when it has a cookie), and `fault` where it is a page of trouble.
 */
export const embedded = said && JSON.parse(said.textContent);

/** The headers with which a request of this page says whose it is. */
export function credentials() {
  return embedded?.grant ? { "x-miaou-page": window.clientId } : {};
}

/** Gives the images and files inside `root`, which must not be in the page yet, addresses that need no cookie. */
export function grantAll(root) {
  if (embedded?.grant) root.querySelectorAll(LEADING).forEach(grant);
}

function grant(element) {
  for (const by of BY) {
    const path = SIGNED.exec(element.getAttribute(by) ?? "")?.[0];
    if (path) element.setAttribute(by, `${path}?grant=${encodeURIComponent(embedded.grant)}`);
  }
}

/** Whether the server still knows this page; takes its new grant. */
export async function renew() {
  const answer = await fetch("/widget/grant", { method: "POST", headers: credentials() });
  if (answer.ok) embedded.grant = (await answer.json()).grant;
  return answer.status !== 401;
}

if (embedded?.grant) {
  setInterval(() => renew().catch(() => {}), RENEW_MS);
  // One that was brought in another way, or whose grant has grown old: once more, with the one that is good now.
  document.addEventListener(
    "error",
    ({ target }) => {
      if (!target.matches?.(LEADING)) return;
      const before = target.getAttribute("src") ?? "";
      if (!before.endsWith(encodeURIComponent(embedded.grant))) grant(target);
    },
    true,
  );
  const press = ({ target }) => target.closest(LEADING)?.href && grant(target.closest(LEADING));
  window.addEventListener("click", press, true);
}
