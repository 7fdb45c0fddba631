"""Pictures without what their camera wrote into them: it is gone, and what one sees is the same."""

from __future__ import annotations

import asyncio
import contextlib
import struct
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from app.store.files import bare, drawing, kinds, raster
from app.store.pictures import orientation_of
from tests.store.files import samples
from tests.store.test_pictures import file, png, quarters

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")

PHOTOS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "HEIF": "image/heic",
    "AVIF": "image/avif",
    "TIFF": "image/tiff",
}


@pytest.fixture
def stripped(tmp_path):
    def strip(content: bytes, media: str) -> bytes:
        """What is left of it; as it was when there was nothing to take out."""
        path = tmp_path / "photo"
        path.write_bytes(content)
        new = bare.strip(path, media)
        assert path.read_bytes() == content
        return new.read_bytes() if new else content

    return strip


@pytest.mark.parametrize(("format", "media"), PHOTOS.items())
def test_where_when_and_by_whom_is_gone_and_the_pixels_are_the_same(stripped, format, media):
    photo = samples.photo(format)
    assert samples.tells(photo)
    left = stripped(photo, media)
    assert not samples.tells(left)
    assert samples.pixels(left) == samples.pixels(photo)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_lies_as_it_lay(stripped, format, orientation):
    photo = samples.photo(format, orientation)
    left = stripped(photo, PHOTOS[format])
    assert not samples.tells(left)
    with Image.open(BytesIO(photo)) as before, Image.open(BytesIO(left)) as after:
        before.load()
        after.load()
        assert orientation_of(after) == orientation_of(before)
        assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_what_its_colours_mean_stays(stripped, format):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = file(quarters(), format, icc_profile=profile, exif=samples.camera_exif())
    left = stripped(photo, PHOTOS[format])
    assert not samples.tells(left)
    with Image.open(BytesIO(left)) as image:
        assert image.info["icc_profile"] == profile


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF"])
def test_a_picture_that_tells_nothing_stays_as_it_is_or_at_least_looks_so(stripped, format):
    plain = file(quarters(), format)
    left = stripped(plain, {**PHOTOS, "GIF": "image/gif"}[format])
    assert samples.pixels(left) == samples.pixels(plain)


def test_a_drawing_of_ours_is_not_written_anew(tmp_path):
    path = tmp_path / "drawing"
    path.write_bytes(file(quarters(), "PNG"))
    assert bare.strip(path, "image/png") is None
    assert [each.name for each in tmp_path.iterdir()] == ["drawing"]


def test_a_progressive_jpeg_keeps_all_its_scans(stripped):
    photo = file(
        Image.effect_noise((400, 300), 60).convert("RGB"), "JPEG", progressive=True, exif=samples.camera_exif()
    )
    left = stripped(photo, "image/jpeg")
    assert not samples.tells(left)
    assert samples.pixels(left) == samples.pixels(photo)


def test_the_film_or_the_second_picture_behind_a_photograph_goes_too(stripped):
    photo = samples.photo("JPEG")
    film = photo + b"\0\0\0\x18ftypmp42" + b"Nadia 45,11.3N"
    assert stripped(film, "image/jpeg") == stripped(photo, "image/jpeg")
    both = file(quarters(), "MPO", save_all=True, append_images=[quarters(64, 64)], exif=samples.camera_exif())
    left = stripped(both, "image/jpeg")
    assert not samples.tells(left)
    with Image.open(BytesIO(left)) as image:
        assert image.format == "JPEG"


@pytest.mark.parametrize(("format", "media"), [("GIF", "image/gif"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_an_animation_keeps_its_pictures_and_loses_its_words(stripped, format, media):
    words = {"comment": b"by Nadia"} if format == "GIF" else {"exif": samples.camera_exif()}
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("green", "blue")]
    moving = file(quarters(60, 40), format, save_all=True, append_images=frames, duration=90, loop=3, **words)
    assert any(secret in moving for secret in samples.SECRETS)
    left = stripped(moving, media)
    assert not any(secret in left for secret in samples.SECRETS)
    with Image.open(BytesIO(moving)) as before, Image.open(BytesIO(left)) as after:
        assert after.n_frames == before.n_frames == 3
        assert after.info.get("loop") == before.info.get("loop")
        for number in range(3):
            before.seek(number)
            after.seek(number)
            assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()


def test_words_behind_the_end_of_a_png_go_too(stripped):
    assert stripped(png(9, 9, bytes(9 * 37)) + b"Nadia", "image/png") == png(9, 9, bytes(9 * 37))


async def test_a_picture_is_stripped_only_where_the_office_wants_it(tmp_path):
    path = tmp_path / "photo"
    path.write_bytes(samples.photo("JPEG"))
    as_it_is = await drawing.draw(path, "image", "image/jpeg", tmp_path / "drawn", bare=False)
    assert as_it_is.stripped is None
    drawn = await drawing.draw(path, "image", "image/jpeg", tmp_path / "drawn", bare=True)
    assert drawn.stripped is not None
    assert drawn.stripped.parent == tmp_path
    assert not samples.tells(drawn.stripped.read_bytes())
    assert drawn.drawn


def crowded_tiff() -> bytes:
    """Tags that each want to write over all of it."""
    tag = struct.pack("<HHII", 0x010E, 2, 9_000_000, 8)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 60_000) + tag * 60_000 + bytes(9_000_000)


def circular_tiff() -> bytes:
    return b"II*\0\x08\0\0\0" + struct.pack("<HHHIII", 1, 0x8769, 4, 1, 8, 8) + bytes(99)


@pytest.mark.parametrize("content", [crowded_tiff(), circular_tiff()], ids=["crowded", "circular"])
def test_a_tiff_that_was_made_to_keep_one_busy_does_not(content):
    with contextlib.suppress(ValueError):
        bare.tiff.bare(content, 1)


def test_a_picture_in_crumbs_is_not_gone_through():
    with pytest.raises(ValueError, match="crumbs"):
        bare.jpeg.bare(b"\xff\xd8" + b"\xff\xd0" * 200_000, 1)
    endless = bytes(6) + struct.pack(">H", 65_535) + struct.pack(">3H", 1, 0, 65_535) * 65_535
    with pytest.raises(ValueError, match="crumbs"):
        list(bare.boxes._places(endless, bare.boxes.Box(b"iloc", 0, len(endless)), None))


SMALL = {media: samples.photo(format, size=(24, 24)) for format, media in PHOTOS.items()} | {
    "image/gif": samples.moving("GIF")
}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@example("image/heic", 0, b"")
@given(st.sampled_from(sorted(SMALL)), st.integers(0, 5000), st.binary(max_size=30))
def test_no_damage_makes_trouble(tmp_path, media, at, noise):
    content = SMALL[media]
    at %= len(content)
    damaged = content[:at] + noise + content[at + len(noise) :]
    path = tmp_path / "file"
    path.write_bytes(damaged)
    kind = kinds.recognise(damaged, path, "")
    if raster.is_apart(kind.media):
        # What a process of its own makes of it is nobody's trouble; what is cut out of it here could be.
        with contextlib.suppress(ValueError):
            bare.strip(path, kind.media)
        return
    drawn = asyncio.run(drawing.draw(path, kind.kind, kind.media, tmp_path / "drawn", bare=True))
    if drawn.drawn:
        assert drawn.width > 0 < drawn.height
