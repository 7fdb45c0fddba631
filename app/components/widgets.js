import { attachClock } from "miaou/widget_clock.js";
import { attachLink } from "miaou/widget_link.js";
import { attachMemo } from "miaou/widget_memo.js";
import { attachMiaou } from "miaou/widget_miaou.js";
import { attachPeople } from "miaou/widget_people.js";
import { attachUnread } from "miaou/widget_unread.js";

/**
 * Each kind of widget, in the order of the menu: its size in cells when it is new, the least it may have, and what
 * fills a tile with it. That gives back `update` (the options have changed), `edit` (ask for them) and `close`.
 */
export const WIDGETS = {
  miaou: { size: [4, 5], least: [3, 3], attach: attachMiaou },
  people: { size: [4, 2], least: [2, 2], attach: attachPeople },
  clock: { size: [3, 2], least: [2, 1], attach: attachClock },
  memo: { size: [3, 3], least: [2, 2], attach: attachMemo },
  unread: { size: [3, 3], least: [2, 2], attach: attachUnread },
  link: { size: [3, 1], least: [2, 1], attach: attachLink },
};
