"""The office's business software: where what is written of a record leads, once the demo has one to show."""

SOFTWARE = "https://gestan.example.com/"
"""As the texts say it: `https://gestan.example.com/factures/FA2026-0153`."""

OPENS = "record"
"""By what the demo's own is told which record."""


def leads_to(link: str, screen: str) -> str:
    """That link, to the demo's own software instead of one that is nowhere.

    :param screen: the address of that software; "": there is none
    """
    if not screen or not link.startswith(SOFTWARE):
        return link
    return f"{screen}?{OPENS}={link.rpartition('/')[2]}"
