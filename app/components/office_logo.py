"""The office's own logo, which anyone may see: it stands on the sign-in page."""

from htpy import VoidElement, img


def logo_address(digest: str) -> str:
    """Where the logo of that name is, "" when there is none."""
    return f"/logo/{digest}.webp" if digest else ""


def office_logo(digest: str) -> VoidElement:
    """The logo, as high as a line of the brand; hidden while there is none. The name beside it speaks for it."""
    return img(".office-logo", src=logo_address(digest) or None, alt="", hidden=not digest)
