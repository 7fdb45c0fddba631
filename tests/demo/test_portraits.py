"""The drawn images are what the store keeps: two small WebP squares, one of a kind for each member."""

import io

import pytest
from PIL import Image, ImageChops, ImageColor, ImageStat

from app.demo.cast import CHARACTERS
from app.demo.portraits import portrait


def opened(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.fixture(scope="module")
def portraits():
    return {character.login: portrait(character.cat, character.color) for character in CHARACTERS}


def test_portraits_are_webp_squares_of_both_sizes(portraits):
    for drawn in portraits.values():
        for content, side in ((drawn.large, 256), (drawn.small, 64)):
            image = opened(content)
            assert (image.format, image.size) == ("WEBP", (side, side))
            assert len(content) < 20_000


def test_the_members_colour_surrounds_the_face(portraits):
    for character in CHARACTERS:
        corner = opened(portraits[character.login].large).convert("RGB").getpixel((4, 4))
        wanted = ImageColor.getrgb(character.color)
        assert all(abs(a - b) <= 12 for a, b in zip(corner, wanted, strict=True))


def test_no_two_members_look_alike_even_when_small(portraits):
    images = [opened(drawn.small).convert("RGB") for drawn in portraits.values()]
    for number, image in enumerate(images):
        for other in images[number + 1 :]:
            difference = ImageStat.Stat(ImageChops.difference(image, other))
            assert sum(difference.mean) > 30


def test_every_coat_and_accessory_has_its_wearer():
    assert len({character.cat.accessory for character in CHARACTERS}) == len(CHARACTERS)
    assert len({character.cat.coat for character in CHARACTERS}) >= 8


def test_a_portrait_is_drawn_the_same_every_time(portraits):
    character = CHARACTERS[0]
    assert portrait(character.cat, character.color) == portraits[character.login]
