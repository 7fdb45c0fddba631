"""The rows of a log, as Python draws them: whose words, to whom, and what happened to the canal, in each language."""

import json
import re
from html import unescape

import pytest

from app.components.window.message import message_row, pending_row
from app.components.window.message_bar import message_bar
from app.locale import catalogue
from app.store.said import Message

FR, EN = catalogue("fr"), catalogue("en")
NAMES = {3: "Léa", 4: "Karim", 5: "Zoé"}


def message(html="<p>Bonjour</p>", **more) -> Message:
    return Message(1, 2, 3, html, **more)


def event(what, **more) -> Message:
    return message("", event=json.dumps({"what": what, **more}))


def read(row: str) -> str:
    """The row's text, with the names that the browser fills in."""
    named = re.sub(r'<(\w+) data-fact="m(\d+)\.name"( data-called)?>', lambda found: NAMES[int(found[2])], row)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", named)).split())


def test_a_message_names_its_author_by_a_fact_and_leaves_the_time_to_the_browser():
    said = message()
    row = message_row(said, FR)
    assert 'data-fact="m3.name"' in row
    assert 'data-fact-html="m3.cat"' in row
    assert f'data-at="{said.at}"' in row
    assert "<time data-called></time>" in row
    assert read(row) == "Léa · Bonjour"


def test_code_that_is_too_wide_is_scrolled_by_the_keyboard_too():
    assert '<pre tabindex="0"><code>' in message_row(message("<pre><code>x</code></pre>"), FR)


def test_only_a_message_that_is_long_may_go_on_on_the_next_sheet_of_paper():
    assert 'class="msg"' in message_row(message("<p>" + "mot " * 100 + "</p>"), FR)
    assert 'class="msg long"' in message_row(message("<p>" + "mot " * 500 + "</p>"), FR)


def test_an_event_is_of_no_run_and_so_nobody_s_news():
    assert "data-run" not in message_row(event("archived"), FR)


def test_a_message_says_nothing_of_whoever_looks():
    rows = [message_row(message(), words).replace(message_bar(words), "") for words in (FR, EN)]
    assert rows[0] == rows[1]


def test_every_message_bears_its_bar_short_and_out_of_the_tab_order_and_what_happened_bears_none():
    row = message_row(message(), FR)
    assert re.findall(r'data-do="([\w-]+)"', row) == ["react", "reply", "more"]
    # Its three buttons, and the row itself: the log is walked by arrow keys.
    assert row.count('tabindex="-1"') == 4
    assert len(message_bar(FR)) < 500
    assert "data-do" not in message_row(event("archived"), FR) + str(pending_row(FR))


def test_an_edited_message_says_when_and_the_others_do_not():
    assert '<div class="edited">modifié à <time data-at="1772442000000"></time></div>' in message_row(
        message(edited=1_772_442_000_000), FR
    )
    assert "edited" not in message_row(message(), EN)


@pytest.mark.parametrize(("words", "said"), [(FR, "en aparté à Karim, Zoé"), (EN, "aside to Karim, Zoé")])
def test_an_aside_names_its_circle_in_the_reader_s_language(words, said):
    row = message_row(message(recipients=(4, 5)), words)
    assert said in read(row).replace(" ,", ",")
    assert 'data-aside="true"' in row
    assert 'data-recipients="4,5"' in row
    assert 'data-circle="3 4 5"' in row


def test_a_row_is_called_by_its_author_its_time_and_whom_an_aside_is_for():
    def called(row):
        return [read(found) for found in re.findall(r"<\w+[^>]* data-called>.*?</(?:b|time|span)>", row)]

    assert called(message_row(message(), FR)) == ["Léa", ""]
    assert called(message_row(message(recipients=(4,)), FR)) == ["Léa", "", "en aparté à Karim"]
    assert len(called(str(pending_row(FR)))) == 2


def test_messages_of_one_author_to_one_circle_are_of_one_run():
    def run(row):
        return re.search(r'data-run="([^"]*)"', row)[1]

    everyone, aside = message_row(message(), FR), message_row(message(recipients=(4,)), FR)
    assert run(everyone) == run(message_row(message("<p>Encore</p>"), EN))
    assert run(everyone) != run(aside)
    assert run(aside) != run(message_row(message(recipients=(4, 5)), FR))


@pytest.mark.parametrize(
    ("happened", "french", "english"),
    [
        (event("renamed", name="Stand"), "Léa a renommé le canal : Stand", "Léa renamed the canal: Stand"),
        (event("described", topic=""), "Léa a retiré le sujet", "Léa took the topic away"),
        (event("explained"), "Léa a changé la description", "Léa changed the description"),
        (event("unexplained"), "Léa a retiré la description", "Léa took the description away"),
        (event("pinned", message=7), "Léa a épinglé un message", "Léa pinned a message"),
        (event("unpinned", message=7), "Léa a désépinglé un message", "Léa unpinned a message"),
        (event("archived"), "Léa a archivé le canal", "Léa archived the canal"),
        (event("added", member=4), "Léa a ajouté Karim", "Léa added Karim"),
        (event("left"), "Léa a quitté le canal", "Léa left the canal"),
        (event("joined"), "Léa a rejoint le bureau", "Léa joined the office"),
    ],
)
def test_what_happened_to_a_canal_is_told_in_the_reader_s_language(happened, french, english):
    assert read(message_row(happened, FR)) == french
    assert read(message_row(happened, EN)) == english


def test_what_tells_of_a_pin_leads_to_its_message():
    for what in ("pinned", "unpinned"):
        assert 'data-action="go-to-message" data-key="7"' in message_row(event(what, message=7), FR)


def test_a_pinned_message_says_so_to_all_who_see_it():
    row = message_row(message(), FR, pinned=True)
    assert 'data-is-pinned="true"' in row and ">épinglé</span>" in row
    assert "épinglé" not in message_row(message(), FR)


def test_an_event_shows_the_colour_that_was_given():
    assert "--c:#0e7490" in message_row(event("coloured", color="#0e7490"), FR)
    assert "--c" not in message_row(event("coloured", color="red;}"), FR)


def test_what_somebody_typed_into_a_name_is_text():
    row = message_row(event("renamed", name="<img src=x onerror=alert(1)>{name}"), FR)
    assert "<img" not in row
    assert "{name}" in row


def test_an_event_that_nobody_knows_cannot_be_drawn():
    with pytest.raises(KeyError):
        message_row(event("exploded"), FR)


def test_what_is_on_its_way_looks_like_one_s_own_message_with_nothing_in_it():
    row = str(pending_row(FR))
    assert 'class="msg mine"' in row
    assert 'data-fact="self.name"' in row
    assert "data-message-id" not in row


def test_what_is_on_its_way_says_whom_it_is_for_what_keeps_it_and_can_be_taken_back():
    row = str(pending_row(FR))
    assert "en aparté à {names}" in row
    assert re.search(r'class="message-body"[^>]*>\{text\}</div><ul class="tray">\{html:files\}</ul>\{html:card\}', row)
    assert "<span>{note}</span>" in row
    assert "Pas encore envoyé\u00a0: l’envoi se fera tout seul." in row
    assert re.search(r'data-action="take-back"[^>]*>Reprendre', row)
    assert set(re.findall(r'data-(\w+)="\{', row)) == {"nonce", "at", "run", "state", "names", "waits"}
