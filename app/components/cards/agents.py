"""A browser's name, from what it says of itself: enough to tell one's own sessions apart."""

from urllib.parse import urlsplit

from app.locale import Words
from app.store.sessions import PAGE_AGENT

# In this order: Edge and Opera also say Chrome, and all of them say Safari.
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def told(agent: str, words: Words) -> str:
    """Such as "Firefox, Windows"; of a page in another site's frame, "Widget on erp.example"."""
    kind, _, site = agent.partition(" · ")
    if kind == PAGE_AGENT:
        return words("Widget on {site}", site=urlsplit(site).netloc) if site else words("Widget")
    found = [next((name for sign, name in signs if sign in agent), "") for signs in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, found)) or words("Unknown browser")
