"""Names that run from right to left, in sentences that run from left to right."""

import re
from unicodedata import bidirectional

import pytest

from app.locale import LANGUAGES, PLACEHOLDER, catalogue, isolated, listed, load
from app.locale.update import messages

ALI, SARA, ADLAM = "محمد علي", "שרה!", "\U0001e900\U0001e901"
ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")


def is_left_to_right(text: str) -> bool:
    """Whether nothing of it but what is isolated runs the other way."""
    while ISOLATED.search(text):
        text = ISOLATED.sub("", text)
    return not {"R", "AL", "AN"} & set(map(bidirectional, text)) and not {"\u2068", "\u2069"} & set(text)


@pytest.mark.parametrize("name", [ALI, SARA, ADLAM])
def test_a_name_from_right_to_left_is_isolated_and_others_stay_as_they_are(name):
    assert isolated(name) == f"\u2068{name}\u2069"
    assert isolated("Zoé, 12 !") == "Zoé, 12 !"


def test_each_name_of_a_list_is_isolated_by_itself_and_its_commas_are_the_sentence_s():
    assert listed(["Karim", ALI, "", SARA]) == f"Karim, \u2068{ALI}\u2069, \u2068{SARA}\u2069"
    assert listed((ALI, "12 h"), " · ") == f"\u2068{ALI}\u2069 · 12 h"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_keeps_its_direction_whatever_it_names(lang):
    words = catalogue(lang)
    taking = [message.id for message in messages(load(lang)) if PLACEHOLDER.search(str(message.id))]
    assert len(taking) > 100
    for sentence in taking:
        forms = sentence if isinstance(sentence, tuple) else (sentence,)
        values = dict.fromkeys(PLACEHOLDER.findall(forms[-1]), listed([ALI, "Zoé", SARA]))
        said = words.plural(*forms, 2, **values) if len(forms) > 1 else words(sentence, **values)
        assert ALI in said
        assert is_left_to_right(said), said
