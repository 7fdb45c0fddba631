"""The demo's plan is right whenever it is started: at night, on a Sunday, in the middle of a morning."""

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.demo import talk
from app.demo.cast import CHARACTERS, PLACES, logins_in
from app.demo.languages import LANGS
from app.demo.plan import CLOSES, LATELY, OPENS, opening, plan, seen, topic
from app.demo.workdays import is_working_day

MOMENTS = st.datetimes(datetime(2020, 1, 20), datetime(2060, 1, 1))
A_MONDAY = datetime(2026, 11, 23, 15, 4)


def local(milliseconds):
    return datetime.fromtimestamp(milliseconds / 1000)


@given(MOMENTS)
@settings(max_examples=60, deadline=None)
def test_messages_are_in_order_and_never_in_the_future(now):
    posts = plan(now, "fr")
    times = [post.at for post in posts]
    assert all(before < after for before, after in pairwise(times))
    assert times[-1] <= (now - LATELY).timestamp() * 1000
    assert opening(now, "fr") < times[0]


@given(MOMENTS)
@settings(max_examples=60, deadline=None)
def test_messages_are_written_in_office_hours_of_working_days(now):
    moments = [local(post.at) for post in plan(now, "fr")]
    assert all(is_working_day(moment.date()) for moment in moments)
    assert all(OPENS <= moment.time() <= CLOSES for moment in moments)


@given(MOMENTS)
@settings(max_examples=30, deadline=None)
def test_each_canal_keeps_the_order_of_its_file(now):
    posts = plan(now, "fr")
    for place in PLACES:
        said = [(post.author, post.recipients) for post in posts if post.canal == place.key]
        assert said == [(line.author, line.recipients) for line in talk.lines(place.key, "fr")]


@given(MOMENTS, st.sampled_from(LANGS))
@settings(max_examples=30, deadline=None)
def test_no_placeholder_is_left_in_what_is_shown(now, lang):
    texts = [post.text for post in plan(now, lang)] + [topic(place, now, lang) for place in PLACES]
    assert not [text for text in texts if re.search(r"\{(j|d|iso|year|salon|demain|hier)\b", text)]


def test_during_office_hours_the_newest_message_is_some_minutes_old():
    for hour in (9, 11, 13, 17):
        now = A_MONDAY.replace(hour=hour)
        assert local(plan(now, "fr")[-1].at) == now - LATELY


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 22, 11, 0),  # a Sunday
        datetime(2026, 11, 23, 7, 0),  # before opening
        datetime(2026, 11, 23, 8, 20),  # too early for a day's talk
        datetime(2026, 11, 21, 0, 1),
    ],
)
def test_outside_office_hours_the_talk_ends_when_the_office_last_closed(now):
    assert local(plan(now, "fr")[-1].at) == datetime(2026, 11, 20, 18, 0)


def test_in_the_evening_the_talk_ends_at_closing_time():
    assert local(plan(A_MONDAY.replace(hour=22), "fr")[-1].at) == datetime.combine(A_MONDAY, CLOSES)


def test_a_holiday_is_passed_over():
    days = {local(post.at).date() for post in plan(datetime(2026, 5, 4, 15, 0), "fr")}
    assert datetime(2026, 5, 1).date() not in days
    assert len(days) == 6


def test_a_moment_with_a_zone_is_the_same_moment():
    aware = A_MONDAY.astimezone(UTC)
    assert plan(aware, "fr") == plan(A_MONDAY, "fr")


def test_the_demo_tells_the_same_whenever_it_is_asked_again():
    assert plan(A_MONDAY, "fr") == plan(A_MONDAY, "fr")


def test_both_languages_say_the_same_at_the_same_moment_of_the_same_people():
    def bare(post):
        return post.at, post.canal, post.author, post.recipients, post.nonce, post.reply_to, post.reactions

    assert [bare(post) for post in plan(A_MONDAY, "fr")] == [bare(post) for post in plan(A_MONDAY, "en")]


def test_every_nonce_is_used_once():
    nonces = [post.nonce for post in plan(A_MONDAY, "fr")]
    assert len(set(nonces)) == len(nonces)


def test_nobody_has_seen_everything_and_nobody_has_missed_much():
    posts = plan(A_MONDAY, "fr")
    marks = {(mark.login, mark.canal): mark.post.at for mark in seen(posts)}
    for character in CHARACTERS:
        login = character.login
        starred = {}
        for place in PLACES:
            if login not in logins_in(place):
                assert (login, place.key) not in marks
                continue
            for post in posts:
                if post.canal == place.key and post.visible_to(login) and post.at > marks[login, place.key]:
                    starred.setdefault(place.key, []).append(post)
        assert 2 <= len(starred) <= 4, login
        assert all(len(unseen) <= 5 for unseen in starred.values())
        assert all(post.author != login for unseen in starred.values() for post in unseen)


@given(MOMENTS)
@settings(max_examples=20, deadline=None)
def test_there_is_news_for_everyone_at_any_hour(now):
    posts = plan(now, "fr")
    newest = {}
    for post in posts:
        for character in CHARACTERS:
            if post.visible_to(character.login):
                newest[character.login, post.canal] = post
    behind = {mark.login for mark in seen(posts) if newest[mark.login, mark.canal] is not mark.post}
    assert behind == {character.login for character in CHARACTERS}


def test_lea_finds_an_unseen_aside_that_others_do_not():
    posts = plan(A_MONDAY, "fr")
    mark = next(mark for mark in seen(posts) if (mark.login, mark.canal) == ("lea", "marketing"))
    unseen = [post for post in posts if post.canal == "marketing" and post.at > mark.post.at]
    asides = [post for post in unseen if post.recipients]
    assert asides
    assert all(post.visible_to("lea") and not post.visible_to("theo") for post in asides)
