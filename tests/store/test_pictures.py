"""Pictures from outside: what is taken in, what is refused, and what is left of them."""

from __future__ import annotations

import asyncio
import struct
import threading
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, ImageDraw

from app.store import Refused, pictures
from app.store.pictures import LOGO_MOST, Crop, cut, fitted, square_in

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 160, 60), (40, 60, 210), (240, 210, 40)
BACKGROUND = "#0e7490"


def quarters(width: int = 320, height: int = 320) -> Image.Image:
    """Red, green, blue and yellow, each in its corner: whatever turns or mirrors it shows."""
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height // 2), GREEN)
    draw.rectangle((0, height // 2, width // 2, height), BLUE)
    draw.rectangle((width // 2, height // 2, width, height), YELLOW)
    return image


def file(image: Image.Image, format: str = "PNG", **options: object) -> bytes:
    written = BytesIO()
    image.save(written, format, **options)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def corners(content: bytes) -> list[tuple[int, ...]]:
    """The colour in the middle of each quarter, from the left above to the right below."""
    image = opened(content).convert("RGB")
    near, far = image.width // 4, image.width * 3 // 4
    return [image.getpixel(place) for place in ((near, near), (far, near), (near, far), (far, far))]


def alike(one: tuple[int, ...], other: tuple[int, ...], by: int = 14) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def is_upright(content: bytes) -> bool:
    return all(alike(*pair) for pair in zip(corners(content), (RED, GREEN, BLUE, YELLOW), strict=True))


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF"])
def test_each_format_becomes_two_webp_squares(format):
    for content, side in zip(cut(file(quarters(), format), None, BACKGROUND), (256, 64), strict=True):
        image = opened(content)
        assert (image.format, image.size, image.mode) == ("WEBP", (side, side), "RGB")
        assert is_upright(content)


@pytest.mark.parametrize(
    ("mode", "format"),
    [("L", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("P", "GIF"), ("RGBA", "WEBP"), ("CMYK", "JPEG"), ("L", "JPEG")],
)
def test_pictures_of_every_kind_are_read(mode, format):
    grey = Image.new("RGB", (300, 300), (156, 156, 156)).convert(mode)
    large, _ = cut(file(grey, format), None, BACKGROUND)
    assert alike(opened(large).getpixel((128, 128)), (156, 156, 156))


def test_black_and_white_is_read():
    halves = Image.new("1", (300, 300), 0)
    halves.paste(1, (150, 0, 300, 300))
    image = opened(cut(file(halves), None, BACKGROUND)[0])
    assert alike(image.getpixel((20, 128)), (0, 0, 0))
    assert alike(image.getpixel((236, 128)), (255, 255, 255))


def test_sixteen_bits_of_grey_keep_their_bright_tones():
    large, _ = cut(file(Image.new("I;16", (300, 300), 40_000)), None, BACKGROUND)
    assert alike(opened(large).getpixel((128, 128)), (156, 156, 156))


def test_of_an_animation_the_first_picture_is_kept():
    moving = file(quarters(), "GIF", save_all=True, append_images=[Image.new("RGB", (320, 320), (0, 0, 0))])
    assert is_upright(cut(moving, None, BACKGROUND)[0])
    moving = file(quarters(), "WEBP", save_all=True, append_images=[Image.new("RGB", (320, 320), (0, 0, 0))])
    assert is_upright(cut(moving, None, BACKGROUND)[0])


TURNED = {
    1: (),
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_90,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_270,),
}
"""How a camera held otherwise leaves the picture, by the orientation that it notes."""


def as_held(image: Image.Image, orientation: int, format: str = "JPEG") -> bytes:
    for turn in TURNED[orientation]:
        image = image.transpose(turn)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return file(image, format, exif=exif)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", TURNED)
def test_however_the_camera_was_held_the_picture_is_upright(orientation, format):
    assert is_upright(cut(as_held(quarters(480, 320), orientation, format), None, BACKGROUND)[0])


@pytest.mark.parametrize("orientation", TURNED)
def test_the_square_is_chosen_in_the_upright_picture(orientation):
    # Of a wide picture of 3 by 2, the left upper square of half its height: red alone.
    content = as_held(quarters(1200, 800), orientation)
    assert all(alike(seen, RED) for seen in corners(cut(content, Crop(0, 0, 0.5), BACKGROUND)[0]))
    # As far to the right and down as it goes: yellow alone.
    assert all(alike(seen, YELLOW) for seen in corners(cut(content, Crop(1, 1, 0.5), BACKGROUND)[0]))
    # Right above: green alone.
    assert all(alike(seen, GREEN) for seen in corners(cut(content, Crop(1, 0, 0.5), BACKGROUND)[0]))


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_turns_nothing(orientation):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    assert is_upright(cut(file(quarters(), "JPEG", exif=exif), None, BACKGROUND)[0])


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_broken_exif_turns_nothing():
    assert is_upright(
        cut(file(quarters(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40), None, "#fff")[0]
    )


def test_where_a_picture_was_taken_and_by_what_is_gone():
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Une marque de telephone"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (48.0, 51.0, 24.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = file(quarters(), "JPEG", exif=exif, icc_profile=profile, comment=b"a la maison", xmp=b"<x:xmpmeta/>")
    assert opened(content).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    for kept in cut(content, None, BACKGROUND):
        image = opened(kept)
        assert not image.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & image.info.keys()
        assert not any(told in kept for told in (b"marque", b"maison", b"EXIF", b"ICCP", b"XMP "))


def test_the_text_of_a_png_is_gone():
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", "Une personne")
    assert all(b"personne" not in kept for kept in cut(file(quarters(), pnginfo=told), None, BACKGROUND))


def test_transparency_shows_the_member_s_colour():
    clear = Image.new("RGBA", (300, 300), (255, 0, 0, 0))
    assert alike(opened(cut(file(clear), None, BACKGROUND)[0]).getpixel((128, 128)), (0x0E, 0x74, 0x90), by=4)
    half = Image.new("RGBA", (300, 300), (255, 255, 255, 128))
    assert alike(opened(cut(file(half), None, "#000000")[0]).getpixel((128, 128)), (128, 128, 128), by=4)


def test_a_colour_that_a_png_or_gif_calls_transparent_is():
    image = Image.new("P", (300, 300), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    for content in (file(image, "PNG", transparency=0), file(image, "GIF", transparency=0)):
        assert alike(opened(cut(content, None, BACKGROUND)[0]).getpixel((128, 128)), (0x0E, 0x74, 0x90), by=4)


def profile(**primaries: tuple[float, float, float]) -> bytes:
    """A colour profile (ICC.1:2022, 7.2 and 9) with these XYZ for red, green and blue, and no gamma."""
    tags = {f"{name[0]}XYZ": b"XYZ \0\0\0\0" + _fixed(*xyz) for name, xyz in primaries.items()}
    tags |= {f"{name}TRC": b"curv" + bytes(8) for name in "rgb"} | {"wtpt": b"XYZ \0\0\0\0" + _fixed(0.9642, 1, 0.8249)}
    table, data = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        table += name.encode() + struct.pack(">II", 132 + 12 * len(tags) + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    kind = b"\x02\x40\0\0mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28) + _fixed(0.9642, 1, 0.8249)
    head = struct.pack(">I", 128 + len(table) + len(data)) + b"\0\0\0\0" + kind
    return head.ljust(128, b"\0") + table + data


def _fixed(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 65_536) for number in numbers))


def test_colours_are_those_that_the_profile_means():
    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    swapped = profile(red=blue, green=green, blue=red)
    content = file(Image.new("RGB", (300, 300), (255, 0, 0)), icc_profile=swapped)
    assert alike(opened(cut(content, None, BACKGROUND)[0]).getpixel((128, 128)), (0, 0, 255))


@pytest.mark.parametrize("unfit", [ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(), b"no" * 200])
def test_a_profile_that_does_not_fit_changes_nothing(unfit):
    assert is_upright(cut(file(quarters(), "JPEG", icc_profile=unfit), None, BACKGROUND)[0])


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3), (64, 64), (5000, 4000)])
def test_a_picture_of_any_shape_becomes_a_square(size):
    for content, side in zip(cut(file(Image.new("RGB", size, RED), "JPEG"), None, BACKGROUND), (256, 64), strict=True):
        assert opened(content).size == (side, side)
        assert alike(opened(content).getpixel((side // 2, side // 2)), RED)


@given(
    st.integers(1, 20_000),
    st.integers(1, 20_000),
    st.builds(Crop, *[st.floats(allow_nan=False, allow_infinity=False)] * 3) | st.none(),
)
def test_a_square_lies_within_the_picture_whatever_is_asked_for(width, height, crop):
    left, top, side = square_in(width, height, crop)
    assert 1 <= side <= min(width, height)
    assert 0 <= left <= width - side
    assert 0 <= top <= height - side


@given(st.integers(10, 5_000), st.integers(10, 5_000), *[st.floats(0, 1)] * 2, st.floats(0.2, 1))
def test_a_square_that_fits_is_the_one_that_was_asked_for(width, height, u, v, part):
    side = part * min(width, height)
    left, top = u * (width - side), v * (height - side)
    found = square_in(width, height, Crop(left / width, top / height, part))
    assert found == pytest.approx((left, top, side), abs=1e-6)


@settings(deadline=None)
@given(
    st.sampled_from(list(TURNED)),
    st.integers(1, 60),
    st.integers(1, 60),
    st.builds(Crop, *[st.floats(-2, 3)] * 3) | st.none(),
)
def test_no_square_of_any_picture_makes_trouble(orientation, width, height, crop):
    cut(as_held(Image.new("RGB", (width, height)), orientation, "PNG"), crop, BACKGROUND)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, data: bytes = b"", *more: bytes, bits: int = 8, colour: int = 6) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    parts = chunk(b"IHDR", head), *more, chunk(b"IDAT", zlib.compress(data)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
UNREADABLE = "This is not a picture that can be read: choose a PNG, JPEG, WebP or GIF file."


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Pas du tout une image\n",
        b"\x00" * 5000,
        SVG,
        b"%PDF-1.7\n",
        b"PK\x03\x04" + b"\0" * 50,
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"RIFF\xff\xff\xff\xffWEBPVP8X" + b"\0" * 40,
        file(quarters(), "BMP"),
        file(quarters(), "TIFF"),
        file(quarters(), "PPM"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
)
def test_what_is_no_picture_is_refused_whatever_its_name(content):
    with pytest.raises(Refused, match=UNREADABLE):
        cut(content, None, BACKGROUND)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF"])
def test_a_file_that_was_cut_off_is_refused(format):
    noise = Image.effect_noise((400, 400), 80).convert("RGB")
    content = file(noise, format)
    with pytest.raises(Refused, match="This picture is damaged"):
        cut(content[: len(content) // 2], None, BACKGROUND)


@pytest.mark.parametrize(
    "bomb",
    [
        png(60_000, 60_000),
        png(8_000, 8_000),
        # A real one: four hundred million pixels that are all there, in fifty kilobytes.
        png(20_000, 20_000, bytes(20_000 * 2_501), bits=1, colour=0),
        b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b",\0\0\0\0\xff\xff\xff\xff\0\x02\x01\0\0;",
        b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0",
        file(Image.new("L", (64, 64)), "JPEG").replace(struct.pack(">HH", 64, 64), struct.pack(">HH", 65_500, 65_500)),
        b"\xff\xd8" + b"\xff\xe9\0\2" * 20_000 + file(Image.new("L", (9, 9)), "JPEG")[2:],
    ],
    ids=["declared", "above ours, below Pillow's", "real", "gif", "webp", "jpeg", "in crumbs"],
)
def test_a_bomb_is_refused_before_it_is_decoded(bomb):
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="This picture is too large: it may have 50 million pixels"):
        cut(bomb, None, BACKGROUND)


def test_a_jpeg_that_goes_over_its_pixels_a_thousand_times_is_refused():
    content = file(Image.new("L", (1024, 1024), 9), "JPEG", progressive=True)
    scan = content[content.rindex(b"\xff\xda") : -2]
    with pytest.raises(Refused, match="This picture is too large"):
        cut(content[:-2] + scan * 1000 + content[-2:], None, BACKGROUND)


def test_the_film_that_a_telephone_hangs_on_a_picture_is_not_read_as_scans():
    assert is_upright(cut(file(quarters(), "JPEG", progressive=True) + b"\xff\xda\0\x08" * 500, None, BACKGROUND)[0])


def test_the_two_pictures_in_a_telephone_s_file_are_one():
    both = file(quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (320, 320))])
    assert is_upright(cut(both, None, BACKGROUND)[0])


def test_text_that_swells_in_a_png_is_refused():
    swelling = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(8_000_000)))
    with pytest.raises(Refused):
        cut(png(9, 9, bytes(9 * 37), swelling), None, BACKGROUND)


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400), st.sampled_from(["PNG", "JPEG", "WEBP", "GIF"]))
def test_a_file_that_somebody_tampered_with_is_read_or_refused_and_nothing_else(noise, at, format):
    content = SMALL[format]
    try:
        cut(content[:at] + noise + content[at + len(noise) :], None, BACKGROUND)
    except Refused as refused:
        assert refused.why == "text"


SMALL = {format: file(quarters(32, 32), format) for format in ("PNG", "JPEG", "WEBP", "GIF")}


async def test_pictures_are_cut_one_after_another_outside_the_event_loop(monkeypatch):
    seen: list[str] = []
    real = pictures.cut

    def watched(content: bytes, crop: Crop | None, background: str) -> tuple[bytes, bytes]:
        seen.append(threading.current_thread().name)
        return real(content, crop, background)

    monkeypatch.setattr(pictures, "cut", watched)
    content = file(quarters())
    made = await asyncio.gather(*(pictures.squares(content, None, BACKGROUND) for _ in range(4)))
    assert all(is_upright(large) for large, _ in made)
    assert len(set(seen)) == 1
    assert seen[0].startswith("miaou-picture")


# Logos


@pytest.mark.parametrize(
    ("size", "shown"),
    [((1024, 320), (512, 160)), ((100, 50), (100, 50)), ((5000, 100), (512, 10)), ((300, 3000), (16, 160)),
     ((9000, 1), (512, 1)), ((1, 9000), (1, 160))],
)  # fmt: skip
def test_a_logo_keeps_its_shape_and_is_never_larger_than_it_may_be(size, shown):
    assert opened(fitted(file(quarters(*size)), LOGO_MOST)).size == shown


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_logo_is_taken_in_any_of_our_formats(format):
    image = opened(fitted(file(quarters(), format), LOGO_MOST))
    assert image.format == "WEBP"
    assert image.size == (160, 160)


def test_a_logo_stays_transparent_where_it_was():
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    image.paste(RED, (0, 0, 100, 100))
    logo = opened(fitted(file(image), LOGO_MOST)).convert("RGBA")
    assert logo.getpixel((180, 50))[3] == 0
    assert logo.getpixel((40, 50))[3] == 255
    assert alike(logo.getpixel((40, 50))[:3], RED)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photographed_logo_stands_upright(orientation):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    logo = opened(fitted(file(quarters(400, 100), "JPEG", exif=exif), LOGO_MOST))
    assert logo.size == ((400, 100) if orientation < 5 else (40, 160))
    assert not logo.getexif()
    assert "exif" not in logo.info


def test_a_bomb_is_no_logo():
    with pytest.raises(Refused):
        fitted(file(Image.new("1", (8000, 8000))), LOGO_MOST)
