"""What can be read on a page as it stands: the contrast of every text, icon and placeholder that shows, from the styles
that the browser came to. axe-core leaves open what lies out of view, over a gradient or beside a pseudo-element; this
does not."""

from __future__ import annotations

from tests.browser.chromium import Browser

READ, SEEN = 4.5, 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11."""

PALE = """
const [parts, read, seen] = arguments;
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const known = new Map();

// Red, green, blue from 0 to 255, and how much it covers, of whatever the browser calls a colour.
function rgba(colour) {
  if (!known.has(colour)) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, covers] = canvas.getImageData(0, 0, 1, 1).data;
    known.set(colour, [red, green, blue, covers / 255]);
  }
  return known.get(colour);
}

const mixed = (top, under, share) => [0, 1, 2].map((n) => top[n] * share + under[n] * (1 - share));
const over = (top, under) => mixed(top, under, top[3]);

function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

// What an element paints under its content, each colour of a gradient on its own.
const grounds = new Map();
function paints(element) {
  if (!grounds.has(element)) {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
    const stops = backgroundImage.match(/(?:rgba?|oklch|oklab|color)\\([^()]*\\)/g) ?? [];
    grounds.set(element, { base: rgba(backgroundColor), stops: stops.map(rgba), opacity: Number(opacity) });
  }
  return grounds.get(element);
}

// The poorest contrast of that colour on what the element lies on.
function poorest(element, colour) {
  const line = [];
  for (let at = element; at; at = at.parentElement) line.unshift(at);
  // The top layer lies on what is under it: a dialog's ground is its own.
  let pairs = [{ under: [255, 255, 255] }];
  const groups = [];
  for (const at of line) {
    const { base, stops, opacity } = paints(at);
    if (opacity < 1) groups.push({ opacity, before: pairs.map(({ under }) => under) });
    pairs = pairs.flatMap(({ under }) => {
      const plain = over(base, under);
      const seen = stops.length && stops.every((stop) => stop[3] === 1) ? [] : [plain];
      return [...seen, ...stops.map((stop) => over(stop, plain))].map((each) => ({ under: each }));
    });
    const kept = new Map(pairs.map((pair) => [String(pair.under.map(Math.round)), pair]));
    pairs = [...kept.values()];
  }
  const share = groups.reduce((product, { opacity }) => product * opacity, 1);
  const behind = groups[0]?.before[0];
  return Math.min(...pairs.map(({ under }) => {
    const ink = over(rgba(colour), under);
    return behind ? contrast(mixed(ink, behind, share), mixed(under, behind, share)) : contrast(ink, under);
  }));
}

const SIGHT = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
// Neither is to be read: what is of no use just now, and what is only said aloud.
const IDLE = ":disabled, [aria-disabled=true], label:has(:disabled), .aloud, :is(a, button, form)[aria-busy=true]";
const FIELD = "input:not([type=radio], [type=checkbox], [type=color], [type=file], [type=range]), textarea";
const shows = (element) =>
  element.checkVisibility(SIGHT) && element.getClientRects().length > 0 && !element.closest(IDLE);
const letters = /[\\p{L}\\p{N}]/u;
const found = new Map();
function judge(element, colour, least, what, ground = "transparent") {
  const ratio = rgba(ground)[3] === 1 ? contrast(rgba(colour), rgba(ground)) : poorest(element, colour);
  if (ratio >= least) return;
  const place = `${element.localName}.${[...element.classList].join(".")} in ${element.parentElement.className}`;
  found.set(`${what} of ${place}: ${ratio.toFixed(2)}, at least ${least}`, element.textContent.trim().slice(0, 30));
}

for (const part of document.querySelectorAll(parts)) {
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!letters.test(texts.currentNode.data) || element.closest("option") || !shows(element)) continue;
    const style = getComputedStyle(element);
    if (style.fontSize !== "0px" && rgba(style.color)[3]) judge(element, style.color, read, "the text");
  }
  for (const element of part.querySelectorAll("*")) {
    const field = element.matches(FIELD);
    for (const pseudo of field ? ["::placeholder"] : ["::before", "::after"]) {
      const { content, color, backgroundColor } = getComputedStyle(element, pseudo);
      const written = field ? element.placeholder : content.startsWith('"') ? content : "";
      if (letters.test(written) && shows(element)) judge(element, color, read, pseudo, backgroundColor);
    }
    if (!shows(element)) continue;
    if (field) judge(element, getComputedStyle(element).color, read, "what is typed");
    if (element.matches("svg.i")) judge(element, getComputedStyle(element).color, seen, "the icon");
  }
}
return [...found].map(([what, text]) => (text ? `${what} (${text})` : what));
"""


def too_pale(tab: Browser, parts: str = "html") -> list[str]:
    """What shows in these parts and can hardly be read or seen, each with its contrast."""
    return tab.js(PALE, parts, READ, SEEN)
