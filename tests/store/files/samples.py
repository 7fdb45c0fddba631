"""Files as people bring them, and as nobody should: made here, so that none of them lies in the project."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pillow_heif
from PIL import ExifTags, Image

from tests.store.test_pictures import file, quarters

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="45,11.3N"/></rdf:RDF></x:xmpmeta>'
)
SECRETS = (b"Nadia", b"45,11.3N", b"Pixelphone", b"2026:03:05")
"""What a camera and its owner wrote into a picture."""


def camera_exif(orientation: int = 1) -> Image.Exif:
    """Where and when it was taken, by whom and with what."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Pixelphone"
    exif[ExifTags.Base.Artist] = "Nadia"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:03:05 15:00:00"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (45.0, 11.0, 18.0)
    return exif


def photo(format: str, orientation: int = 1, size: tuple[int, int] = (320, 240)) -> bytes:
    """As a telephone makes one."""
    exif = camera_exif(orientation)
    options: dict[str, object] = {"exif": exif}
    if format != "TIFF":
        options["xmp"] = XMP
    if format == "JPEG":
        options["comment"] = b"by Nadia"
    if format == "WEBP":
        options["lossless"] = True
    return file(quarters(*size), format, **options)


def tells(content: bytes) -> bool:
    """Whether somebody who looks into that file learns where it was taken, when, by whom."""
    with Image.open(BytesIO(content)) as image:
        image.load()
        exif = image.getexif()
        place = dict(exif.get_ifd(ExifTags.IFD.GPSInfo))
        said = {tag for tag in exif if tag not in (ExifTags.Base.Orientation, *_SHAPE)} - {34665, 34853}
        words = [value for key, value in image.info.items() if key in ("xmp", "comment", "XML:com.adobe.xmp")]
        texts = [exif[tag] for tag in said if isinstance(exif[tag], str) and exif[tag].strip("\0")]
    return bool(
        any(place.values())
        or any(bytes(str(word), "utf-8").strip(b"b'\" ") for word in words)
        or texts
        or any(secret in content for secret in SECRETS)
    )


_SHAPE = range(0x100, 0x120)
"""Tags of a TIFF that say how large it is and how its pixels lie."""


def pixels(content: bytes) -> tuple[tuple[int, int], bytes]:
    """What is seen, before anybody turns it."""
    with Image.open(BytesIO(content)) as image:
        image.load()
        return image.size, image.convert("RGBA").tobytes()


def moving(format: str = "GIF", frames: int = 3) -> bytes:
    colours = ("red", "green", "blue")
    first, *others = (Image.new("RGB", (60, 40), colours[number % 3]) for number in range(frames))
    return file(first, format, save_all=True, append_images=others, duration=100, loop=0)


def heic(size: tuple[int, int] = (320, 240)) -> bytes:
    return photo("HEIF", size=size)


def pdf(*texts: str, size: tuple[int, int] = (595, 842), extra: bytes = b"") -> bytes:
    """A page for each text, which stands in the middle of a coloured box."""
    count = len(texts)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + extra + b">>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(count))),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, text in enumerate(texts):
        said = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        drawn = b"0 0.5 0 rg 0 0 %d %d re f 1 g BT /F 24 Tf 50 400 Td (%s) Tj ET" % (*size, said)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (*size, 5 + 2 * number)
        )
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawn), drawn))
    written, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(written)
    )  # fmt: skip


def zipped(files: dict[str, bytes], packed: bool = True) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return written.getvalue()


def office(part: str) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"", part: b"<x/>"})


def open_document(kind: str) -> bytes:
    media = b"application/vnd.oasis.opendocument." + kind.encode()
    return zipped({"mimetype": media, "content.xml": b"<x/>"}, packed=False)


def ole(part: str) -> bytes:
    """An older office file, as far as it says what it is."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09\0" + bytes(16) + struct.pack("<I", 2)
    return head.ljust(512 * 3, b"\0") + (part + "\0").encode("utf-16-le").ljust(512, b"\0")


def wav() -> bytes:
    return b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x44\xac\0\0\x88\x58\1\0\2\0\x10\0data\x08\0\0\0" + bytes(8)


def mp3() -> bytes:
    return (b"\xff\xfb\x90\x00" + bytes(413)) * 3


def film(brand: bytes = b"isom") -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\2\0isommp41" + bytes(64)


pillow_heif.register_heif_opener()
