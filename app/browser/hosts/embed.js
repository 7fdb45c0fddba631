/*
 * Miaou in your page: a button with a cat, and the panel that it opens. No dependency; docs/embedding.md tells how.
 *
 *   <script src="https://miaou.example/embed.js" data-token-url="/miaou-token" defer></script>
 */
(() => {
  if (window.Miaou) return;

  const TEXTS = "TEXTS";
  const OPEN_KEY = "miaou:open";
  const TOKEN_PAUSE_MS = 1_000;
  const ACTIVE_MS = 60_000;
  const COUNTED = 99;
  const script = document.currentScript;
  const { dataset } = script;
  const server = new URL(script.src);
  const texts = TEXTS[(dataset.lang || document.documentElement.lang || navigator.language).slice(0, 2)] ?? TEXTS.en;

  const STYLE = `
    :host { all: initial; position: fixed; inset-block-end: 16px; inset-inline: auto 16px; z-index: 2147483000;
      color-scheme: light dark; font: 13px/1 system-ui, sans-serif; }
    :host([data-side="left"]) { inset-inline: 16px auto; }
    :host([data-theme="light"]) { color-scheme: light; }
    :host([data-theme="dark"]) { color-scheme: dark; }
    button { position: relative; display: grid; place-items: center; width: 56px; height: 56px; margin-inline-start: auto;
      padding: 0; border: 1px solid light-dark(#e8dccd, #372f43); border-radius: 50%; cursor: pointer;
      background: light-dark(#fffdfa, #241e2d); box-shadow: 0 2px 6px #0002, 0 8px 24px #0003; }
    :host([data-side="left"]) button { margin-inline-start: 0; }
    button:focus-visible { outline: 3px solid light-dark(#c2570c, #ffa15c); outline-offset: 2px; }
    button svg { width: 38px; height: 38px; }
    .count { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-width: 20px; padding: 4px 5px;
      border-radius: 10px; background: light-dark(#b3261e, #ff8a80); color: light-dark(#fff, #2b0d0c);
      font-weight: 640; text-align: center; }
    .panel { width: min(400px, calc(100vw - 32px)); height: min(600px, calc(100vh - 104px)); margin-block-end: 12px;
      overflow: hidden; border: 1px solid light-dark(#e8dccd, #372f43); border-radius: 14px;
      background: light-dark(#faf6f0, #191520); box-shadow: 0 4px 12px #0002, 0 18px 48px #0004; }
    .panel[hidden], .count[hidden] { display: none; }
    iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: normal; }
    @media (max-width: 480px) { .panel { width: calc(100vw - 32px); height: calc(100vh - 104px); } }
    @media (prefers-reduced-motion: no-preference) {
      .panel { animation: opens 0.16s ease-out; }
      @keyframes opens { from { opacity: 0; transform: translateY(8px); } }
    }`;

  const CAT = "CAT";

  /** What the page's own scripts hear of: `Miaou.on("unseen", ({count}) => …)`. */
  class Events {
    #listeners = new Map();

    on(event, listener) {
      const listeners = this.#listeners.get(event) ?? new Set();
      this.#listeners.set(event, listeners.add(listener));
      return () => listeners.delete(listener);
    }

    emit(event, details) {
      for (const listener of this.#listeners.get(event) ?? []) {
        try {
          listener(details);
        } catch (error) {
          console.error(error);
        }
      }
    }
  }

  /** Whether the panel is open, kept from page to page where the browser allows that. */
  const kept = {
    get open() {
      try {
        return localStorage.getItem(OPEN_KEY) === "yes";
      } catch {
        return false;
      }
    },
    set open(open) {
      try {
        localStorage.setItem(OPEN_KEY, open ? "yes" : "no");
      } catch {
        // Then it begins closed on each page.
      }
    },
  };

  /** Where tokens come from: an address of the host's, a function of the page, or one that stands in the page. */
  class Tokens {
    #standing = dataset.token;

    get wanted() {
      return Boolean(dataset.tokenUrl || dataset.token || window.MiaouToken);
    }

    async fresh() {
      if (dataset.tokenUrl) {
        const answer = await fetch(dataset.tokenUrl, { credentials: "include", cache: "no-store" });
        if (!answer.ok) throw new Error(`${dataset.tokenUrl}: ${answer.status}`);
        const text = (await answer.text()).trim();
        return text.startsWith("{") ? JSON.parse(text).token : text;
      }
      if (window.MiaouToken) return window.MiaouToken();
      const standing = this.#standing;
      // Each token is good once.
      this.#standing = "";
      return standing;
    }
  }

  class Widget {
    events = new Events();
    #tokens = new Tokens();
    #frame = null;
    #ready = false;
    #waiting = [];
    #fetching = false;
    #toldActive = 0;

    constructor() {
      this.root = document.createElement("div");
      this.root.dataset.side = dataset.position === "left" ? "left" : "right";
      this.shadow = this.root.attachShadow({ mode: "open" });
      // Not a style element: a host's content security policy may forbid those.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.shadow.adoptedStyleSheets = [sheet];
      this.panel = this.#add("div", { className: "panel", id: "panel", hidden: true });
      this.panel.setAttribute("role", "region");
      this.panel.setAttribute("aria-label", "Miaou");
      this.button = this.#add("button", { type: "button" });
      this.button.setAttribute("aria-controls", "panel");
      this.button.innerHTML = CAT;
      this.count = this.button.appendChild(document.createElement("span"));
      this.count.className = "count";
      this.button.addEventListener("click", () => this.toggle());
      this.shadow.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
      this.#showCount(0);
      this.#showState();
    }

    start() {
      document.body.append(this.root);
      this.#followTheme();
      window.addEventListener("message", (event) => this.#hear(event));
      // Whoever works in the page is there, also while the panel is closed.
      for (const touch of ["pointermove", "pointerdown", "keydown", "wheel"]) {
        window.addEventListener(touch, () => this.#tellActive(), { passive: true, capture: true });
      }
      this.#load();
      if (kept.open) this.open(false);
    }

    get isOpen() {
      return !this.panel.hidden;
    }

    open(takesFocus = true) {
      this.panel.hidden = false;
      kept.open = true;
      this.#showState();
      if (takesFocus) this.#frame?.focus();
    }

    close() {
      this.panel.hidden = true;
      kept.open = false;
      this.#showState();
      this.button.focus({ preventScroll: true });
    }

    toggle() {
      if (this.isOpen) this.close();
      else this.open();
    }

    /** Says something to the widget, now or as soon as it listens. */
    say(type, details) {
      const message = { ...details, miaou: 1, type };
      if (this.#ready) this.#post(message);
      else this.#waiting.push(message);
    }

    #add(tag, properties) {
      return this.shadow.appendChild(Object.assign(document.createElement(tag), properties));
    }

    /** The frame is there from the start: closed, it still counts what is unseen. */
    #load() {
      const address = new URL("widget", server);
      if (dataset.canal) address.searchParams.set("canal", dataset.canal);
      address.searchParams.set("theme", this.root.dataset.theme);
      if (this.#tokens.wanted) address.searchParams.set("ask", "1");
      this.#frame = document.createElement("iframe");
      this.#frame.title = "Miaou";
      this.#frame.allow = "clipboard-write";
      this.#frame.src = address;
      this.panel.append(this.#frame);
    }

    #hear({ source, origin, data }) {
      if (source !== this.#frame.contentWindow || origin !== server.origin || data?.miaou !== 1) return;
      const { miaou, type, ...details } = data;
      switch (type) {
        case "token-needed":
          this.#ready = false;
          this.#giveToken();
          break;
        case "ready":
          this.#ready = true;
          for (const message of this.#waiting.splice(0)) this.#post(message);
          break;
        case "unseen":
          this.#showCount(Number(details.count) || 0);
          break;
        case "close":
          this.close();
          break;
        case "error":
          this.#ready = false;
          console.warn(`Miaou: ${details.kind}`);
          break;
      }
      this.events.emit(type, details);
    }

    async #giveToken() {
      if (this.#fetching) return;
      this.#fetching = true;
      let token = "";
      try {
        token = (await this.#tokens.fresh()) ?? "";
      } catch (error) {
        console.error("Miaou: no token", error);
      }
      this.#post({ miaou: 1, type: "token", token });
      setTimeout(() => (this.#fetching = false), TOKEN_PAUSE_MS);
    }

    #post(message) {
      this.#frame.contentWindow?.postMessage(message, server.origin);
    }

    #tellActive() {
      const now = Date.now();
      if (!this.#ready || now - this.#toldActive < ACTIVE_MS) return;
      this.#toldActive = now;
      this.say("active");
    }

    #showCount(count) {
      this.count.hidden = !count;
      this.count.textContent = count > COUNTED ? `${COUNTED}+` : String(count);
      this.unseen = count;
      this.#showState();
    }

    #showState() {
      const said = this.isOpen ? texts.close : texts.open;
      const counted = this.unseen ? ` (${texts.unseen.replace("{n}", this.count.textContent)})` : "";
      this.button.setAttribute("aria-label", said + counted);
      this.button.title = said;
      this.button.setAttribute("aria-expanded", String(this.isOpen));
    }

    #followTheme() {
      const system = matchMedia("(prefers-color-scheme: dark)");
      const follow = () => {
        const theme = themeOf(system.matches);
        if (this.root.dataset.theme === theme) return;
        this.root.dataset.theme = theme;
        if (this.#frame) this.say("theme", { theme });
      };
      follow();
      system.addEventListener("change", follow);
      const attributes = { attributes: true, attributeFilter: ["class", "style", "data-theme", "data-bs-theme"] };
      for (const element of [document.documentElement, document.body]) {
        new MutationObserver(follow).observe(element, attributes);
        // A page that fades from one theme to the other looks itself at the end only.
        element.addEventListener("transitionend", ({ target }) => target === element && follow());
      }
    }
  }

  /** The page's theme: what the script was told, what the page says in one of the usual ways, or how it looks. */
  function themeOf(systemIsDark) {
    const known = (theme) => theme === "light" || theme === "dark";
    if (known(dataset.theme)) return dataset.theme;
    const elements = [document.body, document.documentElement];
    for (const { dataset: said, classList } of elements) {
      if (known(said.theme ?? said.bsTheme)) return said.theme ?? said.bsTheme;
      if (classList.contains("dark")) return "dark";
    }
    for (const element of elements) {
      const { backgroundColor, colorScheme } = getComputedStyle(element);
      const [red, green, blue, alpha] = pixelOf(backgroundColor);
      if (alpha > 127) return 0.3 * red + 0.6 * green + 0.1 * blue < 110 ? "dark" : "light";
      if (colorScheme === "dark" || (systemIsDark && colorScheme.includes("dark"))) return "dark";
    }
    return "light";
  }

  /** A colour as a screen shows it, however it is written: red, green, blue and alpha, 0 to 255. */
  function pixelOf(color) {
    const context = document.createElement("canvas").getContext("2d");
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data;
  }

  const widget = new Widget();

  window.Miaou = {
    open: () => widget.open(),
    close: () => widget.close(),
    toggle: () => widget.toggle(),
    openCanal(canal) {
      widget.open();
      widget.say("open-canal", { canal: Number(canal) });
    },
    /** @param {{title: string, fields?: object, link?: string, reference?: string}} record */
    share({ title, fields, link, reference }) {
      widget.open();
      widget.say("share", { title, fields, link, reference });
    },
    /** Calls `listener` at each `ready`, `unseen`, `message`, `opened` or `error`; returns what stops that. */
    on: (event, listener) => widget.events.on(event, listener),
  };

  if (document.body) widget.start();
  else document.addEventListener("DOMContentLoaded", () => widget.start());
})();
