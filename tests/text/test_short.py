"""A message in a few words."""

import pytest

from app.text.short import begins, in_short

ZOE = '<span class="mention" data-member="7">@Zo\u00e9</span>'
ALL = '<span class="mention" data-member="0">@tous</span>'


@pytest.mark.parametrize(
    ("html", "pieces"),
    [
        ("", ()),
        ("<p>Qui <strong>vient</strong> ?</p>", ("Qui vient ?",)),
        ("<p>Un</p><p>Deux &lt;b&gt;</p>", ("Un Deux <b>",)),
        (f"<p>{ZOE}</p>", (7,)),
        (f"<p>Et {ZOE}, {ZOE} ?</p>", ("Et ", 7, ", ", 7, " ?")),
        (f"<p>{ALL} et {ZOE}</p>", ("@tous et ", 7)),
        ('<p>un "mention" data-member="7"</p>', ('un "mention" data-member="7"',)),
    ],
)
def test_a_mention_stands_in_it_as_an_id(html, pieces):
    assert begins(html, 100) == pieces


@pytest.mark.parametrize(
    ("longest", "pieces"),
    [
        (2, ("Et…",)),
        (3, ("Et ", "…")),
        (6, ("Et ", 7, "…")),
        (7, ("Et ", 7, "…")),
        (8, ("Et ", 7, " …")),
        (9, ("Et ", 7, " ?")),
    ],
)
def test_it_is_cut_between_two_mentions_or_within_a_text_and_never_within_a_mention(longest, pieces):
    assert begins(f"<p>Et {ZOE} ?</p>", longest) == pieces


def test_without_mentions_it_is_as_long_as_elsewhere():
    said = "<p>" + "mot " * 100 + "</p>"
    assert begins(said, 30) == (in_short(said, 30),)
