/** What nearly all others stand on, in one place. These have it from each other. */
export { answered, ask, isOnce, keyOf, onAction } from "miaou/actions.js";
export { focusIn, refocus, replaceCarrying, stateOf, touch, touched } from "miaou/carry.js";
export { Emitter } from "miaou/emitter.js";
export { hasMouse, onKey } from "miaou/enter.js";
export { facts } from "miaou/facts.js";
export { hold, isShown, isThere } from "miaou/focus.js";
export { toElement, toNodes } from "miaou/fragment.js";
export { awayFrom, oncePerFrame, pause } from "miaou/frame.js";
export { insertText } from "miaou/insert_text.js";
export { drop, keep, kept, keptKeys, tried } from "miaou/keep.js";
export { offerMenu, openMenu, originNow } from "miaou/menu.js";
export { now, sinceOf } from "miaou/moments.js";
export { begin, leave, moveBefore, restore, stand, supplant, wake } from "miaou/parts.js";
export { itemsOf, reach, reveal, settle, step } from "miaou/rove.js";
export { aloud, show } from "miaou/toast.js";
export { wire } from "miaou/wire.js";
export { counted, fill, filled, fold, isolated, say, tell } from "miaou/words.js";
