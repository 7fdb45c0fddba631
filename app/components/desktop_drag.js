import { desk } from "miaou/desktop_desk.js";
import { oneColumn } from "miaou/desktop_edit.js";
import { CellDrag } from "miaou/drag.js";
import { newest } from "miaou/newest.js";

/**
 * In edit mode a tile follows the pointer, or its corner does; the server says at each cell who would make room, and
 * where it would stand is drawn below it.
 */
export function attachDrag(surface, tiles, editing) {
  const grid = tiles.container;
  const landing = grid.querySelector(".landing");
  const land = ({ x, y, w, h }) => {
    const places = { "--x": x + 1, "--y": y + 1, "--w": w, "--h": h };
    for (const [name, value] of Object.entries(places)) landing.style.setProperty(name, value);
  };
  const makingRoom = newest(
    ({ doing, details }) => desk.preview(doing, details),
    (places, { details }) => {
      tiles.preview(places.filter(({ id }) => id !== details.widget));
      land(places.find(({ id }) => id === details.widget));
    },
  );
  return new CellDrag(grid, surface, {
    pressed: (target) => {
      const tile = editing.isOn && !oneColumn.matches ? tiles.at(target) : null;
      return tile && { element: tile.element, resizes: Boolean(target.closest(".tile-handle")) };
    },
    begun: (element) => {
      desk.hold();
      landing.hidden = false;
      land(tiles.at(element).widget);
    },
    crossed: (element, cells, resizes) =>
      makingRoom.ask(wish("if-moved", "if-resized", tiles.at(element).widget, cells, resizes)),
    dropped: async (element, cells, resizes) => {
      makingRoom.forget();
      const { doing, details } = wish("move", "resize", tiles.at(element).widget, cells, resizes);
      const done = cells.some(Boolean) ? desk.ask(doing, details) : null;
      desk.release();
      await done;
      landing.hidden = true;
    },
    cancelled: () => {
      makingRoom.forget();
      landing.hidden = true;
      desk.release();
    },
  });
}

/** What is asked when a tile has gone so many cells, or its corner has. */
function wish(move, resize, { id, x, y, w, h }, [right, down], resizes) {
  const details = resizes ? { w: w + right, h: h + down } : { x: x + right, y: y + down };
  return { doing: resizes ? resize : move, details: { widget: id, ...details } };
}
