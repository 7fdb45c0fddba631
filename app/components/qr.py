"""A QR code, drawn as SVG on our own server."""

import segno
from markupsafe import Markup

from app.components.brand import INK


def qr(address: str, quiet: int = 1) -> Markup:
    """The code of an address, in ink: it takes the size of what it stands in, which must be light to be read.

    :param quiet: modules left free around it
    """
    drawn = segno.make(address, error="m").svg_inline(
        omitsize=True, border=quiet, dark=INK, light=None, svgclass=None, lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - drawn by segno, the address is only its modules
