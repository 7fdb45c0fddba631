import { embedded } from "miaou/embedded.js";
import { host } from "miaou/host.js";

const ASK_MS = 2_000;
const PATIENCE_MS = 20_000;

/**
 * The page before the widget: asks the host who its user is, and gives the token for a ticket that opens the widget.
 * Where there is trouble already, it tells the host of which kind, and waits for nothing.
 */
class Door {
  #asking = 0;
  #entering = false;

  start() {
    host.start();
    if (embedded.fault) {
      this.#forgetToken();
      return host.tell("error", { kind: embedded.fault });
    }
    if (!host.framed) return this.#fail("alone");
    host.on("token", ({ token }) => this.#enter(token));
    const ask = () => host.tell("token-needed");
    this.#asking = setInterval(ask, ASK_MS);
    setTimeout(() => this.#entering || this.#fail("no-token"), PATIENCE_MS);
    ask();
  }

  async #enter(token) {
    if (this.#entering) return;
    if (typeof token !== "string" || !token) return this.#fail("no-token");
    this.#entering = true;
    clearInterval(this.#asking);
    try {
      const answer = await fetch("/widget/enter", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token, origin: host.origin }),
      });
      const { ticket, refused, sentence } = await answer.json();
      if (ticket) this.#open(ticket);
      else this.#fail(refused, sentence);
    } catch {
      this.#fail("no-answer");
    }
  }

  #open(ticket) {
    const address = new URL("/widget", location.href);
    const asked = new URLSearchParams(location.search);
    for (const name of ["canal", "theme", "ask"]) if (asked.has(name)) address.searchParams.set(name, asked.get(name));
    address.searchParams.set("ticket", ticket);
    location.replace(address);
  }

  /** A token that let nobody in stands in no history. While the server is busy, loading the page again may do. */
  #forgetToken() {
    if (embedded.fault === "busy") return;
    const address = new URL(location.href);
    address.searchParams.delete("token");
    address.searchParams.set("ask", "1");
    history.replaceState(null, "", address);
  }

  #fail(kind, sentence = embedded.sentences[kind]) {
    clearInterval(this.#asking);
    document.body.dataset.fault = kind;
    document.querySelector("#why").textContent = sentence;
    host.tell("error", { kind });
  }
}

new Door().start();
