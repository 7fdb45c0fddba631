"""The last step of every message's HTML: whatever is not on this list is taken out."""

from html import escape

import nh3

from app.text import highlight, mentions

TAGS = frozenset({"p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "span"})
SCHEMES = frozenset({"http", "https", "mailto"})

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}, "ol": {"start"}, "span": {"data-member"}},
    allowed_classes={"span": highlight.CLASSES | {mentions.CLASS}},
    url_schemes=SCHEMES,
    url_relative="deny",
    # A page that is opened must not learn of, nor reach back into, the window it was opened from.
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)


def safe(html: str) -> str:
    """The HTML with nothing in it but the tags, attributes, classes and address schemes of a message."""
    return _CLEANER.clean(html)


def leads_somewhere(address: str) -> bool:
    """Whether a link to this address would keep it: its scheme is allowed, its host and port are valid."""
    return " href=" in _CLEANER.clean(f'<a href="{escape(address)}"></a>')
