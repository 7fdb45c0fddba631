"""How an export looks: the house's paper, ink and ginger, written into each page so that it needs no other file."""

STYLE = """
:root { color-scheme: light dark; --paper: #faf6f0; --raised: #fffdfa; --sunken: #f3ece2; --line: #e8dccd;
  --ink: #2a2231; --soft: #6d6274; --ginger: #c2570c; --ginger-ink: #a34505; --ginger-wash: #fdeede;
  --ginger-line: #f0cfae; --aside: #6b4bb5; --aside-wash: #f2edfc; --aside-line: #b7a5da; --fur: #6d6274;
  --ears: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 52' \
preserveAspectRatio='none'%3E%3Cpath d='M4 52C1 34 1 17 4 5q1-5 6-2c13 7 25 17 33 29zM96 52c3-18 3-35 0-47q-1-5-6-2C77 \
10 65 20 57 32z'/%3E%3C/svg%3E"); }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #191520; --raised: #241e2d; --sunken: #14111a;
  --line: #372f43; --ink: #f1ebf4; --soft: #a99db3; --ginger: #ffa15c; --ginger-ink: #ffa15c; --ginger-wash: #3a2618;
  --ginger-line: #6b4527; --aside: #b9a0ff; --aside-wash: #2c2342; --aside-line: #65529a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif; }
body::before { display: block; height: 3px; background: var(--ginger); content: ""; }
header, main, nav, footer { width: min(100%, 62rem); margin: 0 auto; padding: 0 20px; }
header { padding-top: 28px; padding-bottom: 12px; }
h1 { margin: 0; font-size: 24px; line-height: 1.25; letter-spacing: -0.02em; }
h2 { margin: 32px 0 10px; color: var(--soft); font-size: 13px; letter-spacing: 0.06em; text-transform: uppercase; }
p { margin: 4px 0; }
.soft { color: var(--soft); }
small, .soft { font-size: 13px; }
a { color: var(--ginger-ink); text-underline-offset: 2px; }
a:focus-visible { outline: 2px solid var(--ginger); outline-offset: 3px; border-radius: 3px; }
bdi, .message-body :is(p, li, blockquote) { unicode-bidi: plaintext; text-align: start; }
footer { padding-top: 24px; padding-bottom: 40px; color: var(--soft); font-size: 13px; }
.whose { display: flex; align-items: center; gap: 18px; padding-top: 40px; }
.sheet { padding: 6px 20px; border: 1px solid var(--line); border-radius: 14px; background: var(--raised); }
.sheet > dl { display: grid; grid-template-columns: fit-content(14rem) minmax(0, 1fr); gap: 6px 24px; margin: 8px 0; }
.sheet dt { color: var(--soft); }
.sheet dd { margin: 0; }
.list { margin: 0; padding: 0; list-style: none; }
.list > li + li { border-top: 1px solid var(--line); }
.list > li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 12px; padding: 9px 0; }
.list > li > :first-child { flex: 1 1 14rem; min-width: 0; }
.list a, .list b { font-weight: 600; }
.swatch { display: inline-block; width: 11px; height: 11px; margin-right: 9px; border-radius: 4px;
  background: var(--fur); }
.cat { position: relative; display: inline-block; flex: none; width: var(--s, 36px); height: var(--s, 36px);
  isolation: isolate; }
.cat > :is(i, img) { position: absolute; inset: 0; display: grid; width: 100%; height: 100%; border-radius: 50%;
  background: var(--fur); color: #fff; font: 640 calc(var(--s, 36px) * 0.4) / 1 system-ui, sans-serif;
  place-items: center; object-fit: cover; }
.cat > img { padding: 2px; }
.cat::before { position: absolute; inset: -15% 2% auto; height: 50%; background: var(--fur);
  -webkit-mask: var(--ears) center / 100% 100% no-repeat; mask: var(--ears) center / 100% 100% no-repeat;
  content: ""; z-index: -1; }
.log { display: flex; flex-direction: column; }
.day { align-self: center; margin: 20px 0 6px; padding: 3px 12px; border-radius: 999px; background: var(--sunken);
  color: var(--soft); font-size: 13px; font-weight: 560; letter-spacing: 0; text-transform: none; }
.day::first-letter { text-transform: uppercase; }
.event { align-self: center; max-width: 46rem; padding: 4px 12px; color: var(--soft); font-size: 13px;
  text-align: center; }
.msg { display: grid; grid-template-columns: 36px minmax(0, auto); gap: 0 8px; align-self: flex-start;
  max-width: min(100%, 47rem); margin-top: 14px; }
.msg > .cat { grid-row: 1 / span 2; margin-top: 7px; }
.msg > .who { grid-column: 2; margin: 0 2px 3px; color: var(--soft); font-size: 13px; }
.msg > .who b { color: var(--ink); font-weight: 640; }
.msg > .bubble { grid-column: 2; justify-self: start; min-width: 0; max-width: 100%; padding: 7px 13px 8px;
  border: 1px solid var(--line); border-radius: 4px 14px 14px; background: var(--raised); }
.msg.next { margin-top: 3px; }
.msg.next > .bubble { border-radius: 14px; }
.msg.mine { grid-template-columns: minmax(0, auto); align-self: flex-end; max-width: min(88%, 47rem); }
.msg.mine > :is(.who, .bubble) { grid-column: 1; justify-self: end; }
.msg.mine > .bubble { border-color: var(--ginger-line); border-radius: 14px 4px 14px 14px;
  background: var(--ginger-wash); }
.msg.mine.next > .bubble { border-radius: 14px; }
.msg.aside > .bubble { border: 1.5px dashed var(--aside-line); background: var(--aside-wash); }
.to { margin: 0 0 2px; color: var(--aside); font-size: 13px; font-weight: 640; }
.quote { margin: 0 0 4px; padding-left: 9px; border-left: 3px solid var(--line); color: var(--soft); font-size: 13px; }
.edited, .reactions { margin: 4px 0 0; }
.edited summary { cursor: default; }
.edited ol { margin: 4px 0; padding-left: 1.4em; }
.edited bdi { white-space: pre-wrap; }
.message-body > * { margin: 0; }
.message-body > * + * { margin-top: 8px; }
.message-body :is(ul, ol) { padding-left: 1.4em; }
.message-body :is(li, blockquote) > * { margin: 0; }
.message-body blockquote { padding: 1px 0 1px 10px; border-left: 3px solid var(--ginger); color: var(--soft); }
.message-body code { padding: 1px 5px; border-radius: 5px; background: var(--sunken);
  font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; }
.message-body pre { max-width: 100%; padding: 10px 12px; overflow-x: auto; border: 1px solid var(--line);
  border-radius: 10px; background: var(--sunken); }
.message-body pre code { padding: 0; background: none; white-space: pre; overflow-wrap: normal; }
.record { max-width: 30rem; padding: 9px 12px 10px; border: 1px solid var(--line); border-left: 4px solid var(--ginger);
  border-radius: 4px 8px 8px 4px; background: var(--raised); }
.message-body:empty { display: none; }
.files { margin: 4px 0 0; padding-left: 1.2em; }
.files img { display: block; max-width: min(100%, 256px); margin: 4px 0 8px; border-radius: 8px; }
.message-body:not(:empty) + .record { margin-top: 8px; }
.record dl { display: grid; grid-template-columns: fit-content(8.5rem) minmax(0, 1fr); gap: 2px 12px;
  margin: 6px 0 0; font-size: 13px; }
.record dt { color: var(--soft); }
.record dd { margin: 0; }
nav { display: flex; flex-wrap: wrap; gap: 8px 20px; padding-top: 28px; }
@media (max-width: 640px) {
  header, main, nav, footer { padding-left: 14px; padding-right: 14px; }
  .sheet { padding: 4px 14px; }
  .sheet > dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .sheet > dl dd { margin-bottom: 8px; }
}
@media print { body { background: none; } .msg, .event, .files li { break-inside: avoid; }
  .msg:has(.files > :nth-child(4)) { break-inside: auto; }
  .day, .who, .to, .message-body:has(~ .files) { break-after: avoid; }
  .record a::after { content: " (" attr(href) ")"; }
  .message-body :is(pre, code) { white-space: pre-wrap; overflow-wrap: anywhere; } }
""".strip()
