import { credentials } from "miaou/embedded.js";
import { filled } from "miaou/filled.js";
import { KeyedList } from "miaou/keyed_list.js";
import { show } from "miaou/toast.js";
import { uploads } from "miaou/uploads.js";
import { fill, tell } from "miaou/words.js";

/** So much of a long name stands after what is left out. */
const TAIL = 8;
const sized = (unit) => new Intl.NumberFormat(document.documentElement.lang || "en", { style: "unit", unit }).format;
const [inKilobytes, inMegabytes] = ["kilobyte", "megabyte"].map(sized);
const sizeOf = (bytes) => (bytes < 1e6 ? inKilobytes(Math.ceil(bytes / 1e3)) : inMegabytes(Math.round(bytes / 1e5) / 10));

/**
 * The files that go with a form: what its file field takes, or what is added, is sent at once to the `data-brings` of
 * that; `data-gives-back` is where one that is taken out is deleted. In a list `data-tray` each looks as the server
 * says that it is `shown`; and until it has a `key` as the template beside it does, of its {name} ({head}, {tail}) and
 * {size}: with a `progress`, and a [role=alert] that tells why it goes no further: `data-retry` has it go once more, if
 * it is not `data-lost`; `data-out` takes it out. The field says how many there may be, `data-most`, of what size, `data-largest`, and why
 * others are none: `data-many`, `data-heavy`, `data-folder`; and `data-lost` of one that went when the page was left.
 */
export class Tray {
  files = [];

  /** @param {() => object} place fills the addresses  @param {(files: object[]) => void} change hears what is wanted */
  constructor(form, place, change) {
    const [list, field] = [form.querySelector("[data-tray]"), form.querySelector("[type=file]")];
    Object.assign(this, { field, place, change, template: form.querySelector("[data-tray] + template") });
    this.rows = new KeyedList(list, {
      wanted: () => this.files.map((file) => [rowOf(file), file.shown]),
      compare: (a, b) => this.#at(a.key) - this.#at(b.key),
      made: ({ key, element }) => this.#tell(key, element),
      after: () => {},
    });
    field.addEventListener("change", () => {
      this.add([...field.files]);
      field.value = "";
    });
    list.addEventListener("click", ({ target }) => {
      const { element, key } = this.rows.entries.find(({ element }) => element.contains(target)) ?? {};
      if (target.closest("[data-retry]")) uploads.again(key);
      else if (target.closest("[data-out]")) this.#takeOut(this.files[this.#at(key)]);
    });
    uploads.on("changed", (part) => this.#tell(part, this.rows.entries.find(({ key }) => key === part)?.element));
  }

  put(files) {
    this.files = files;
    this.rows.touch();
    this.rows.flush();
  }

  /** What cannot go along is said, and does not. */
  add(files, folders = []) {
    const { brings, most, largest, many, heavy, folder } = this.field.dataset;
    const added = [];
    for (const file of files) {
      const { name, size } = file;
      const isMany = this.files.length + added.length >= most;
      const trouble = folders.includes(name) ? folder : size > largest ? heavy : isMany && many;
      if (trouble) show(fill(trouble, { name }), "error");
      else added.push([file, uploads.add(file, fill(brings, { ...this.place(), name: encodeURIComponent(name) }))]);
    }
    const shown = ({ name, size }) =>
      filled(this.template, { name, head: name.slice(0, -TAIL), tail: name.slice(-TAIL), size: sizeOf(size) });
    this.change([...this.files, ...added.map(([file, part]) => ({ part, name: file.name, shown: shown(file) }))]);
  }

  #takeOut(file) {
    const address = fill(this.field.dataset.givesBack, file);
    if (file.key) fetch(address, { method: "DELETE", headers: credentials() }).catch(() => {});
    uploads.drop(file.part);
    this.change(this.files.filter((other) => other !== file));
  }

  /** How far it is. */
  #tell(part, element) {
    const bar = element?.querySelector("progress");
    if (!bar) return;
    const { share, trouble } = uploads.get(part) ?? { trouble: this.field.dataset.lost };
    element.toggleAttribute("data-lost", !uploads.get(part));
    bar.value = share ?? 0;
    tell(element.querySelector("[role=alert]"), trouble);
  }

  #at = (row) => this.files.findIndex((file) => rowOf(file) === row);
}

/** It stays the same row when it is there. */
const rowOf = ({ part, key }) => part ?? key;
