import { bySort } from "miaou/by_sort.js";
import { attachOrder } from "miaou/canal_order.js";
import { facts } from "miaou/facts.js";
import { fold } from "miaou/fold.js";
import { make } from "miaou/fragment.js";
import { KeyedList } from "miaou/keyed_list.js";
import { navigation } from "miaou/navigation.js";
import { show } from "miaou/toast.js";
import { say } from "miaou/words.js";
import { wire } from "miaou/wire.js";

/** The canals on the left: their stars and counts, which one is open, the filter, and oneself below. */
export function attachDrawer(root) {
  const drawer = new CanalDrawer(root);
  drawer.start();
}

class CanalDrawer {
  #sought = "";
  /** The open canal's row is to be in view as soon as it is there. */
  #reveals = true;

  constructor(root) {
    this.root = root;
    this.container = root.querySelector("[data-list=canals]");
    this.filter = root.querySelector(".quick input");
    this.nothing = make("p", "nothing", say("no_such_canal"));
    this.nothing.hidden = true;
    this.container.before(this.nothing);
    this.list = new KeyedList(this.container, {
      compare: bySort,
      made: (entry) => this.#dress(entry),
      after: () => {
        this.#sift();
        this.#reveal();
      },
    });
  }

  start() {
    const { state } = wire;
    state.on("reset", () => this.#reset());
    state.on("put", (list, key, html) => {
      if (list === "canals") this.list.put(key, html);
    });
    state.on("remove", (list, key) => list === "canals" && this.list.remove(key));
    facts.on((keys) => this.#told(keys));
    attachOrder(this.container, this.list, () => this.#settle());
    state.main.on("shown", () => {
      this.#markAll();
      this.#reveals = true;
      this.#reveal();
    });
    state.main.on("lost", () => {
      show(say("canal_lost"));
      this.#openFirst();
    });
    wire.on("online", () => this.#openFirst());
    state.main.on("wanted", () => this.#markAll());
    this.container.addEventListener("click", (event) => this.#click(event));
    this.container.addEventListener("keydown", (event) => this.#key(event));
    this.filter?.addEventListener("input", () => this.#sift());
    this.filter?.addEventListener("keydown", (event) => this.#filterKey(event));
    this.#reset();
    this.list.flush();
  }

  #reset() {
    this.list.reset(wire.state.canals);
    this.#markAll();
  }

  #dress(entry) {
    entry.folded = fold(facts.get(entry.element.dataset.facts).name ?? "");
    this.#mark(entry);
  }

  /** What a row is called, or where it belongs, may be otherwise. */
  #told(keys) {
    // Whatever was told meanwhile is looked at when the row is let go.
    if (this.container.querySelector(".dragged")) return;
    this.list.renew(({ element }) => keys.has(element.dataset.facts));
    this.#sift();
  }

  #settle() {
    this.list.renew(() => true);
    this.#sift();
  }

  #markAll() {
    for (const entry of this.list.entries) this.#mark(entry);
  }

  #mark(entry) {
    if (!entry) return;
    const { element, key } = entry;
    if (key === (wire.state.main.wanted ?? wire.state.main.canal)) element.setAttribute("aria-current", "page");
    else element.removeAttribute("aria-current");
  }

  #click(event) {
    const link = event.target.closest(".canal-link");
    // Another tab, another window, a download: the browser's business.
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigation.open(idOf(link));
  }

  #key(event) {
    const links = this.#visibleLinks();
    const here = links.indexOf(event.target.closest(".canal-link"));
    const places = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 };
    if (here < 0 || !(event.key in places)) return;
    event.preventDefault();
    if (places[event.key] < 0) this.filter?.focus();
    else links[places[event.key]]?.focus();
  }

  #filterKey(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && this.filter.value) {
      event.preventDefault();
      this.#clearFilter();
    } else if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      const [first] = this.#visibleLinks();
      if (event.key === "ArrowDown" || !first) return void first?.focus();
      this.#clearFilter();
      navigation.open(idOf(first));
    }
  }

  #clearFilter() {
    this.filter.value = "";
    this.#sift();
    this.#reveals = true;
    this.#reveal();
  }

  #reveal() {
    const row = this.#reveals && this.list.get(wire.state.main.canal)?.element;
    if (!row || row.hidden) return;
    this.#reveals = false;
    const [{ top, bottom }, list] = [row, this.container].map((each) => each.getBoundingClientRect());
    this.container.scrollTop += Math.min(0, top - list.top) + Math.max(0, bottom - list.bottom);
  }

  /** Leaves those canals that the filter asks for. */
  #sift() {
    const sought = fold(this.filter?.value.trim() ?? "");
    let found = 0;
    for (const { element, folded } of this.list.entries) {
      element.hidden = !folded.includes(sought);
      found += !element.hidden;
    }
    this.nothing.hidden = found > 0 || !sought;
    if (sought !== this.#sought) this.container.scrollTop = 0;
    this.#sought = sought;
  }

  #visibleLinks() {
    return this.list.entries
      .filter(({ element }) => !element.hidden)
      .map(({ element }) => element.querySelector(".canal-link"));
  }

  /** No canal is open: the one that was is no longer ours, or the address named none of ours. */
  #openFirst() {
    if (wire.state.main.canal !== null || !wire.online) return;
    this.list.flush();
    const [first] = this.list.entries;
    if (first) navigation.open(first.key, "replace", false);
  }
}

function idOf(link) {
  return Number(link.closest("[data-canal-id]").dataset.canalId);
}
