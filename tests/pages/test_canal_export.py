"""A canal's conversation, taken out by whoever is in it."""

from __future__ import annotations

import re


def test_one_says_what_one_wants_and_gets_it_as_a_page_a_text_or_on_paper(house):
    canal = house.canals["bureau"].id
    with house.browser("karim", accept="text/html") as browser:
        asked = browser.get(f"/canal/{canal}/export").text
        assert f'action="/canal/{canal}/talk"' in asked
        assert re.findall(r'name="as" value="(\w+)"', asked) == ["paper", "page", "text"]
        page = browser.get(f"/canal/{canal}/talk?as=page&first=&last=")
        text = browser.get(f"/canal/{canal}/talk?as=text")
        paper = browser.get(f"/canal/{canal}/talk?as=paper")
    assert (page.headers["content-type"], text.headers["content-type"]) == (
        "text/html; charset=utf-8",
        "text/plain; charset=utf-8",
    )
    for saved, ending in ((page, "html"), (text, "txt")):
        assert re.fullmatch(
            rf"attachment; filename\*=UTF-8''Tout%20le%20bureau%20\d{{4}}-\d\d-\d\d\.{ending}",
            saved.headers["content-disposition"],
        )
        assert "Bonjour" in saved.text
        assert "Secret en aparté" not in saved.text
    assert "content-disposition" not in paper.headers
    for answer in (page, text, paper):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_script_of_a_page_that_is_printed_is_there(house):
    with house.browser("karim") as browser:
        paper = browser.get(f"/canal/{house.canals['bureau'].id}/talk?as=paper").text
        address = re.search(r'<script src="([^"]+)"', paper)[1]
        assert "print()" in browser.get(address).text


def test_asides_come_when_they_are_asked_for_and_only_one_s_own(house):
    address = f"/canal/{house.canals['bureau'].id}/talk?as=text&asides=on"
    with house.browser("karim") as karim, house.browser("zoe") as zoe:
        assert "Secret en aparté" in karim.get(address).text
        assert "Secret en aparté" not in zoe.get(address).text


def test_a_canal_that_one_is_not_in_is_as_one_that_does_not_exist(house):
    with house.browser("zoe", accept="text/html") as zoe:
        for path in ("export", "talk", "talk?as=text&first=2030-01-01&last=2020-01-01"):
            outside = zoe.get(f"/canal/{house.canals['direction'].id}/{path}")
            nowhere = zoe.get(f"/canal/123456/{path}")
            assert (outside.status_code, outside.text) == (nowhere.status_code, nowhere.text)
            assert outside.status_code == 403


def test_days_that_make_no_sense_are_said_at_their_field_and_what_was_typed_stays(house):
    canal = house.canals["bureau"].id
    with house.browser("karim", accept="text/html") as browser:
        answer = browser.get(f"/canal/{canal}/talk?as=page&first=2026-03-02&last=2026-03-01&asides=on")
        assert answer.status_code == 422
        assert "Le dernier jour est avant le premier." in answer.text
        assert 'value="2026-03-02"' in answer.text
        assert re.search(r'name="asides" value="on" checked', answer.text)
        for typed in ("hier", "2026-13-01", "'; --"):
            answer = browser.get(f"/canal/{canal}/talk?first={typed}")
            assert (answer.status_code, "Ce n’est pas un jour." in answer.text) == (422, True)
        assert browser.get(f"/canal/{canal}/talk?as=cake&last=9999-12-31").status_code == 200
