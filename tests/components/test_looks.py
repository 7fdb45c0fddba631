"""What the looks are made of. What everybody must be able to read is in test_contrasts.py."""

import re
from pathlib import Path

import pytest
from htpy import form, span

from app.components import assets, brand
from app.components.document import document, door
from app.components.forms import Choice, Person, choices, field, picks, primary, trouble
from app.components.icons import PATHS, RARE, icon, sprite
from tests.components.palette import CANALS, color

THEMES = ("light", "dark")
SHEETS = sorted((assets.FOLDER / "css").glob("*.css"))
APP = Path(assets.__file__).parents[1]


def test_a_canal_keeps_its_colour_apart_from_the_others() -> None:
    for theme in THEMES:
        fills = {color("var(--canal)", theme, {"--canal-color": canal}) for canal in CANALS}
        assert len(fills) == len(CANALS)


def test_style_sheets_ask_nothing_of_other_machines() -> None:
    for sheet in SHEETS:
        text = sheet.read_text("utf-8")
        assert "@import" not in text, sheet.name
        for address in re.findall(r"url\(([^)]*)", text):
            # All sheets lie as deep below the assets as those that they are made into.
            ours = address.startswith('"../') and (sheet.parent / address.strip('"')).is_file()
            inline = address.strip("\"'").startswith(("data:image/svg+xml", "%23"))
            assert ours or inline, f"{sheet.name}: {address[:40]}"


def test_every_custom_property_that_is_used_is_set() -> None:
    whole = "".join(sheet.read_text("utf-8") for sheet in SHEETS)
    # What the page itself sets: a row's colour, a member's, a cat's size, how far something is dragged, how large.
    known = {*re.findall(r"(--[\w-]+)\s*:", whole), "--c", "--m", "--s", "--right", "--down", "--wide", "--high"}
    assert set(re.findall(r"var\((--[\w-]+)", whole)) <= known


def test_every_sheet_of_a_page_exists() -> None:
    listed = (*assets.WINDOW_SHEETS, *assets.DOOR_SHEETS, *assets.ADMIN_SHEETS, *assets.DESKTOP_SHEETS)
    missing = [path for path in listed if not (assets.FOLDER / path).is_file()]
    assert missing == []


def test_every_icon_named_in_code_is_drawn() -> None:
    sources = [*APP.rglob("*.py"), *APP.rglob("*.js")]
    text = "".join(source.read_text("utf-8") for source in sources)
    named = set(re.findall(r"""\bicon\(\s*["']([\w-]+)["']""", text))
    assert named
    assert named <= {*PATHS, *RARE}
    # What points into the sprite finds there what stands in it alone.
    assert set(re.findall(r"""#i-([\w-]+)["']""", text)) <= set(PATHS)


def test_an_icon_that_is_not_drawn_is_an_error() -> None:
    with pytest.raises(KeyError):
        icon("unicorn")


def test_the_sprite_holds_every_icon_once() -> None:
    assert sorted(re.findall(r'<symbol id="i-([\w-]+)"', str(sprite()))) == sorted(PATHS)


def test_the_logo_in_the_page_and_in_the_file_are_one_drawing() -> None:
    def strokes(text: str) -> list[str]:
        return re.findall(r' d="([^"]+)"', text)

    assert strokes(str(brand.logo())) == strokes((assets.FOLDER / "logo.svg").read_text("utf-8"))


def test_an_address_changes_with_the_content(tmp_path: Path) -> None:
    sheet = tmp_path / "a.css"
    sheet.write_text("a{}")
    before = assets.digest([sheet])
    assert assets.digest([sheet]) == before
    sheet.write_text("b{}")
    assert assets.digest([sheet]) != before
    assert assets.address("css/base.css") == f"/assets/{assets.DIGEST}/css/base.css"


HOSTILE = "\"><script>alert(1)</script>'&"


def test_forms_escape_all_that_they_are_given() -> None:
    person = Person(3, HOSTILE, HOSTILE, span(".cat"))
    page = door(
        lang="fr",
        title=HOSTILE,
        heading=HOSTILE,
        lead=HOSTILE,
        office=HOSTILE,
        content=form[
            trouble(HOSTILE),
            field(HOSTILE, "name", value=HOSTILE, error=HOSTILE, hint=HOSTILE),
            choices(HOSTILE, "kind", [Choice(HOSTILE, HOSTILE, HOSTILE)], HOSTILE),
            picks(HOSTILE, "member", [person], find=HOSTILE, needed=1),
            primary(HOSTILE),
        ],
    )
    assert "<script" not in str(page)
    assert 'value="&#34;&gt;&lt;script&gt;' in str(page)


def test_a_field_is_tied_to_its_label_its_hint_and_its_error() -> None:
    html = str(field("Nom", "name", error="Trop long", hint="Au plus 40", required=True, maxlength=40))
    assert '<label for="name-field">Nom</label>' in html
    assert 'id="name-field"' in html
    assert 'aria-describedby="name-hint name-error"' in html
    assert 'aria-invalid="true"' in html
    assert '<p class="error" id="name-error" role="alert">Trop long</p>' in html
    assert " required" in html
    assert 'maxlength="40"' in html


def test_a_field_without_trouble_says_nothing_of_it() -> None:
    html = str(field("Nom", "name"))
    assert "aria-" not in html
    assert "alert" not in html


def test_a_password_is_not_sent_back() -> None:
    assert "hunter22" not in str(field("Mot de passe", "password", type="password", value="hunter22"))


def test_a_button_keeps_its_classes_when_it_is_dangerous() -> None:
    assert 'class="button primary danger"' in str(primary("Supprimer", danger=True))


def test_people_who_are_chosen_are_ticked() -> None:
    people = [Person(n, f"Membre {n}", "", span(".cat")) for n in (1, 2)]
    html = str(picks("Membres", "member", people, {2}))
    assert re.findall(r'value="(\d)" checked', html) == ["2"]


def test_a_long_list_of_people_can_be_searched_and_a_short_one_need_not() -> None:
    people = [Person(n, f"Membre {n}", "", span(".cat")) for n in range(9)]
    assert 'type="search"' in str(picks("Membres", "member", people, find="Chercher"))
    assert 'type="search"' not in str(picks("Membres", "member", people[:3], find="Chercher"))


@pytest.mark.parametrize(("theme", "written"), [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"')])
def test_a_page_bears_the_chosen_theme(theme: str, written: str) -> None:
    assert written in str(document(lang="fr", title="Miaou", content=None, theme=theme))


@pytest.mark.parametrize("theme", [None, "", 'auto" onload="alert(1)'])
def test_any_other_theme_follows_the_system(theme: str | None) -> None:
    assert "data-theme" not in str(document(lang="fr", title="Miaou", content=None, theme=theme))


def test_a_door_opens_without_scripts() -> None:
    page = str(door(lang="en", title="Sign in", heading="Hello", content=form[primary("Sign in")]))
    assert page.startswith("<!doctype html>")
    assert '<html lang="en"' in page
    assert "<script" not in page
    assert '<button class="button primary" type="submit" name="submit">Sign in</button>' in page


WIDTHS = {"16em", "20em", "22.5em", "30em", "32.5em", "43.75em", "47.5em", "67.5em", "90em", "115em", "140em", "200em"}
"""Where the screen's looks change; the fewer the better."""


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_what_there_is_room_for_is_asked_in_the_measure_of_the_columns(sheet: Path) -> None:
    """Columns follow the browser's size of text: what asks how many have room must, too."""
    asked = re.findall(r"@(?:media|container)([^{]+)", sheet.read_text("utf-8"))
    assert not [query for query in asked if "px" in query]
    assert set(re.findall(r"[\d.]+em(?= <=? width)|(?<=width < )[\d.]+em|(?<=width >= )[\d.]+em", str(asked))) <= WIDTHS
