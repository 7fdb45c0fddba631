"""A QR code, drawn as SVG on our own server."""

import segno
from markupsafe import Markup


def qr(address: str) -> Markup:
    """The code of an address; it takes the size and colour of what it stands in."""
    drawn = segno.make(address, error="m").svg_inline(
        omitsize=True, border=1, dark="currentColor", light=None, svgclass=None, lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - drawn by segno, the address is only its modules
