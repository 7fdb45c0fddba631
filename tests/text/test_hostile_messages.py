"""What bad input becomes: nothing but the tags, attributes, classes and address schemes of a message.

The judge is this file's own reader of HTML, which knows nothing of the sanitiser.
"""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text import render

TAGS = {"p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "span"}
LINK = {"target": "_blank", "rel": "noopener noreferrer nofollow"}


class Reader(HTMLParser):
    """Reads a message's HTML and complains of whatever a message may not hold."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.links: list[str] = []
        self.shown = ""
        self.feed(html)
        self.close()
        assert self.open == []
        assert not self.rawdata

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        given = dict(attrs)
        assert len(given) == len(attrs)
        if tag == "a":
            self.links.append(href := given.pop("href") or "")
            assert given == LINK
            # A browser drops these before it looks for the scheme.
            assert urlsplit(re.sub(r"[\x00-\x20\x7f]", "", href)).scheme in {"http", "https", "mailto"}
        elif tag == "ol" and given:
            assert list(given) == ["start"]
            assert re.fullmatch(r"\d{1,9}", given["start"] or "")
        elif tag == "span":
            assert list(given) == ["class"]
            assert re.fullmatch(r"c-[a-z0-9]{1,3}", given["class"] or "")
        else:
            assert not given
        if tag == "br":
            self.shown += "\n"
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in {"p", "li"}:
            self.shown += "\n"

    def handle_data(self, data: str) -> None:
        self.shown += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"processing instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"declaration: {data}")


# Raw HTML: shown to the letter.
HTML = {
    "script": "<script>alert(1)</script>",
    "script in odd case": "<ScRiPt >alert(1)</sCrIpT\t>",
    "script with a source": '<script src="//evil.example/x.js"></script>',
    "script never closed": "<script>alert(1)",
    "script only closed": "bonjour </script> bonsoir",
    "script split by another": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script with a slash for a space": "<script/x>alert(1)</script>",
    "script over two lines": "<script\nsrc=x>alert(1)</script\nx>",
    "image with an error handler": "<img src=x onerror=alert(1)>",
    "image with a handler and slashes": "<img/src='x'/onerror=alert(1)>",
    "remote image": '<img src="data:image/png;base64,AAAA" srcset="x 2x">',
    "image without an end": "<img src=x onerror=alert(1) //",
    "picture": "<picture><source srcset=x><img src=x></picture>",
    "body with a load handler": "<body onload=alert(1)>",
    "details with a toggle handler": "<details open ontoggle=alert(1)>x</details>",
    "handler in odd case": "<b oNmOuSeOvEr=alert(1)>x</b>",
    "allowed tag with a handler": '<p onclick="alert(1)">x</p>',
    "allowed tag with a style": '<span style="position:fixed;inset:0">x</span>',
    "allowed tag with a foreign class": '<span class="c-k window door">x</span>',
    "allowed tag with an id": '<p id="miaou-snapshot">x</p>',
    "allowed tag with data": '<p data-action="canal-card" data-message-id="1">x</p>',
    "link with a javascript address": '<a href="javascript:alert(1)">x</a>',
    "link with a base target": '<a href="#" target="_top" ping="x">x</a>',
    "style tag": "<style>*{display:none}</style>",
    "style import": "<style>@import '//evil.example/x.css';</style>",
    "link to a style sheet": "<link rel=stylesheet href=//evil.example/x.css>",
    "iframe": '<iframe src="javascript:alert(1)"></iframe>',
    "iframe with a document": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "object": '<object data="data:text/html,x"></object>',
    "embed": "<embed src=data:image/svg+xml,x>",
    "form": '<form action="/logout" method=post><input name=x><button>x</button></form>',
    "password field": "<input type=password autofocus onfocus=alert(1)>",
    "textarea left open": "<textarea>",
    "title left open": "<title>",
    "svg with a load handler": "<svg onload=alert(1)>",
    "svg with a script": "<svg><script>alert(1)</script></svg>",
    "svg with a foreign object": "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
    "svg use": '<svg><use href="data:image/svg+xml,x#x"/></svg>',
    "svg animation of an address": "<svg><a><animate attributeName=href values=javascript:alert(1) /></a></svg>",
    "math": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "math with a link": '<math href="javascript:alert(1)">x</math>',
    "noscript that ends early": '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "template": "<template><script>alert(1)</script></template>",
    "template with a shadow root": "<div><template shadowrootmode=open><slot></slot></template></div>",
    "meta refresh": '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    "base": '<base href="//evil.example/">',
    "dialog": "<dialog open>x</dialog>",
    "marquee": "<marquee onstart=alert(1)>x</marquee>",
    "video": "<video><source onerror=alert(1)></video>",
    "audio": "<audio src=x onerror=alert(1)></audio>",
    "custom element": "<nicegui-x onclick=alert(1)>x</nicegui-x>",
    "Vue's own marks": '{{ constructor.constructor(\'alert(1)\')() }} <b v-html="x" @click="x" :style="x">',
    "closing tags of the page": "</p></div></article></body></html>",
    "unclosed tags": "<b><i><u>x",
    "nested tags": "<b><p><b><p>x</b></p>",
    "comment": "<!-- x --> <!--> x <!--->",
    "comment never closed": "<!-- <script>alert(1)</script>",
    "conditional comment": "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "CDATA": "<![CDATA[<script>alert(1)</script>]]>",
    "processing instruction": '<?xml-stylesheet href="javascript:alert(1)"?> <?php echo 1 ?>',
    "doctype": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "entities of a tag": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &#x3c;i&#x3e;",
    "entities without semicolons": "&ltscript&gtalert(1)&lt/script&gt",
    "entities of entities": "&amp;lt;script&amp;gt;",
    "a quote that ends an attribute": "\"><script>alert(1)</script> '><img src=x>",
    "a lone left angle": "1 < 2 <",
    "full width angles": "＜script＞alert(1)＜/script＞",
    "bidirectional overrides": "abc\u202e<b>gpj.exe\u202c \u2066x\u2069 \u200f",
    "zero-width characters": "<\u200bscript\u200d>alert(1)</\ufeffscript>",
    "noncharacters": "<b\ufffe>\uffff\U0010ffff",
    "a thousand accents": "z" + "\u0301" * 1000 + "<b>",
}

# Markdown, and what is between Markdown and HTML.
MARKDOWN = {
    "javascript link": "[x](javascript:alert(1))",
    "javascript link in odd case": "[x](JaVaScRiPt:alert(1))",
    "javascript link with a tab": "[x](java\tscript:alert(1))",
    "javascript link with a line end": "[x](java\nscript:alert(1))",
    "javascript link with a space before": "[x]( javascript:alert(1))",
    "javascript link with a control character": "[x](\x01javascript:alert(1)) [y](java\x00script:alert(1))",
    "javascript link with an entity": "[x](javascript&colon;alert(1)) [y](&#106;avascript:alert(1))",
    "javascript link with hexadecimal entities": "[x](&#x6A&#x61&#x76&#x61script:alert(1))",
    "javascript link with percent signs": "[x](javascript%3Aalert(1)) [y](%6aavascript:alert(1))",
    "javascript link with a backslash": "[x](javascript\\:alert(1)) [y](\\javascript:alert(1))",
    "javascript link between angles": "[x](<javascript:alert(1)>)",
    "javascript link with slashes": "[x](javascript://example.com/%0aalert(1))",
    "javascript link with a homoglyph colon": "[x](javascript：alert(1)) [y](javascript꞉alert(1))",
    "javascript link with zero-width characters": "[x](java\u200bscript:alert(1)) [y](\ufeffjavascript:alert(1))",
    "javascript link in a link": "[[x](javascript:alert(1))](https://a.example)",
    "javascript link by reference": "[x][1]\n\n[1]: javascript:alert(1)",
    "javascript between angles": "<javascript:alert(1)> <javascript://a.example/%0aalert(1)>",
    "vbscript link": "[x](vbscript:msgbox(1))",
    "data link": "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "blob and file links": "[x](blob:https://a.example/1) [y](file:///etc/passwd) [z](view-source:https://a.example)",
    "link to our own pages": "[x](/logout) [y](//evil.example) [z](?canal=1) [w](\\\\evil.example)",
    "mail link to a script": "[x](mailto:x) [y](mailto:javascript:alert(1))",
    "link with a handler in its title": '[x](https://a.example "x\\" onmouseover=\\"alert(1)")',
    "link that ends its attribute": '[x](https://a.example/"onmouseover="alert(1))',
    "link that ends its attribute with an entity": "[x](https://a.example/&quot;onmouseover=&quot;alert(1))",
    "link that ends its tag": "[x](https://a.example/'><script>alert(1)</script>)",
    "label with a tag": "[<img src=x onerror=alert(1)>](https://a.example)",
    "link with an attribute list": '[x](https://a.example){: onclick="alert(1)" .door #x style="x"}',
    "link with a name and a password": "[x](https://a.example@evil.example/) [https://a.example](https://a.example@evil.example)",
    "image from afar": "![x](https://evil.example/pixel.png)",
    "image with a script": "![x](javascript:alert(1))",
    "image with a handler": '![x" onerror="alert(1)](https://a.example/x.png "x")',
    "image by reference": "![x][1]\n\n[1]: https://evil.example/pixel.png",
    "image in a link": "[![x](https://evil.example/a.png)](https://a.example)",
    "image of data": "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "bare address that ends its attribute": 'https://a.example/"onmouseover="alert(1) https://a.example/\'x',
    "bare address with a tag": "https://a.example/<script>alert(1)</script>",
    "bare address with an entity": "https://a.example/&quot;&lt;script&gt;",
    "bare address between angles with a handler": '<https://a.example/" onmouseover="alert(1)>',
    "bare address with direction overrides": "https://a.example/\u202egpj.exe",
    "bare address with full width letters": "ｈｔｔｐs://a.example https：//a.example https:／／a.example",
    "mail address with a tag": 'a"<script>@a.example <a@b.example"onclick=alert(1)>',
    "code with a tag": "`<script>alert(1)</script>` `` `<b>` ``",
    "code with placeholders of the library": "`x` \x02klzzwxh:0000\x03 \x02wzxhzdk:0\x03 \x0260\x03 \x02amp\x03#60;",
    "code block with a tag": "```\n</code></pre><script>alert(1)</script>\n```",
    "code block with a tag and a language": "```html\n<script>alert('</code></pre>')</script>\n```",
    "code block with attributes": '```{.python .window #miaou-snapshot style="x" onclick="alert(1)"}\nx = 1\n```',
    "code block with a language and attributes": '```python {.window #x onclick="alert(1)" data-x="y"}\nx = 1\n```',
    "code block with options": '```python hl_lines="1" linenums="1" title="<script>alert(1)</script>"\nx = 1\n```',
    "code block with a tag as a language": '```"><script>alert(1)</script>\nx\n```',
    "code block in a language of the library": "~~~pycon\n>>> <b>\n~~~",
    "code block that opens another file": '--8<-- "/etc/passwd"\n;--8<-- "x"',
    "heading with an attribute list": '# x {onclick="alert(1)"}\n\n{: .door }',
    "list that starts with a big number": "99999999999999999999. x\n\n999999999. y",
    "list that starts with a foreign digit": "٣. x\n\n３. y",
    "table": "| <b> | [x](javascript:x) |\n|---|---|\n| ![x](https://evil.example/x.png) | x |",
    "marks across tags": "**<b>x**</b> *<i onclick=x>* ~~</del>~~",
    "marks across blocks": "> **x\n\ny**\n- *x\n- y*",
    "footnote, abbreviation, definition": "x[^1]\n\n[^1]: <script>\n*[x]: <b>\nx\n: y",
    "NUL": "a\x00<b\x00>\x00",
    "lone surrogates": "\ud83d <b> \ude00 \udfff **\ud800**",
    "every control character": "".join(map(chr, range(32))) + "<b>" + "".join(map(chr, range(127, 160))),
    "line and paragraph separators": "<b\u2028>\u2029- x\x0b- y\x0c> z\x85`w`",
}

HOSTILE = HTML | MARKDOWN


def test_the_table_is_long_enough() -> None:
    assert len(HOSTILE) == len(HTML) + len(MARKDOWN) >= 60


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_nothing_passes_that_a_message_may_not_hold(source: str) -> None:
    Reader(render.html(source))


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_nothing_passes_in_bold_in_a_quote_in_a_list(source: str) -> None:
    Reader(
        render.html(f"**x** {source}\n> {source}\n\n- {source}\n\n{source} **{source}** [{source}](https://a.example)")
    )


@pytest.mark.parametrize("source", HTML.values(), ids=HTML)
def test_html_is_shown_as_typed(source: str) -> None:
    assert Reader(render.html(source)).shown.rstrip("\n") == source


@pytest.mark.parametrize("source", MARKDOWN.values(), ids=MARKDOWN)
def test_no_link_leads_where_none_may(source: str) -> None:
    for link in Reader(render.html(source)).links:
        assert urlsplit(link).netloc.endswith(("a.example", "evil.example")) or link.startswith("mailto:")


@pytest.mark.parametrize("name", [name for name in MARKDOWN if name.startswith(("javascript", "vbscript", "data"))])
def test_a_script_is_no_link(name: str) -> None:
    assert [link for link in Reader(render.html(MARKDOWN[name])).links if "a.example" not in link] == []


def test_an_image_is_never_loaded() -> None:
    for source in HOSTILE.values():
        assert "<img" not in render.html(source)


PARTS = [
    *("*", "**", "_", "__", "~~", "`", "```", "~~~", "[", "](", ")", "![", "<", ">", "&", '"', "'", "\\", "\n", "\n\n"),
    *("- ", "1. ", "> ", "  ", "\t", "https://", "www.", "a.example", "javascript:", "mailto:", "a@b.fr", "&#60;", "x"),
    *("<script>", "</p>", "onclick=", "python", "\x00", "\x02", "\x03", "\ud800", "\u202e", "\u2028", "é", "👩‍👧"),
    *("\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03", "<https://a.example>", "[x](https://a.example)", "\xa0", "!", "#"),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=3), max_size=40).map("".join))
def test_nothing_passes_whatever_is_typed(source: str) -> None:
    Reader(render.html(source))
