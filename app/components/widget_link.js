import { act } from "miaou/actions.js";
import { icon, make } from "miaou/fragment.js";

/** A way out of here: to the ERP, the intranet. */
export function attachLink(tile) {
  const link = make("a", "way");
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  const title = make("b");
  const site = make("small");
  const words = make("span");
  words.append(title, site);
  link.append(icon("link", 20), words, icon("outside", 16));
  tile.body.append(link);
  const update = ({ options }) => {
    link.href = options.address;
    title.textContent = options.title;
    site.textContent = new URL(options.address).host;
  };
  update(tile.widget);
  return { update, edit: () => act("link-card", tile.id) };
}
