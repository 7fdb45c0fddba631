"""What one keeps for oneself: the inbox, what one writes and plans, reminders, habits, the desktop."""

from app.store import access
from app.store.layouts import FIRST, Layout
from app.store.widgets import Widget
from tests.store.access.scene import NUMBERS

WRITTEN = {"text": "Bonjour", "to": [], "half": "", "card": None}

TABLE = """
                                        outsider   member     creator    admin in   admin out  gone
inbox.page                              done       done       done       done       done       no member
inbox.look                              done       done       done       done       done       no member
drafts.keep in the private one          no canal   done       done       done       no canal   no member
drafts.keep in another's direct one     no canal   no canal   no canal   no canal   no canal   no member
drafts.discard in the private one       done       done       done       done       done       no member
scheduled.add in the private one        no canal   done       done       done       no canal   no member
scheduled.add an aside to an outsider   no canal   forbidden  forbidden  forbidden  no canal   no member
scheduled.alter one that is not there   forbidden  forbidden  forbidden  forbidden  forbidden  no member
scheduled.take_back one not there       forbidden  forbidden  forbidden  forbidden  forbidden  no member
scheduled.forget one not there          forbidden  forbidden  forbidden  forbidden  forbidden  no member
reminders.set in the private one        no message done       done       done       no message no member
reminders.set of none                   no message no message no message no message no message no member
reminders.about                         done       done       done       done       done       no member
reminders.put_off one not there         forbidden  forbidden  forbidden  forbidden  forbidden  no member
reminders.cancel one not there          forbidden  forbidden  forbidden  forbidden  forbidden  no member
newcomers.meet                          done       done       done       done       done       no member
emoji_habits.use                        done       done       done       done       done       no member
emoji_habits.choose_tone                done       done       done       done       done       no member
tours.begin                             done       done       done       done       done       no member
tours.go_on                             done       done       done       done       done       no member
tours.close                             done       done       done       done       done       no member
search.find                             done       done       done       done       done       no member
search.suggest                          done       done       done       done       done       no member
desktops.keep one's own                 done       done       done       done       done       no member
desktops.keep with the private canal    no canal   done       done       done       no canal   no member
desktops.keep with one that is none     no canal   no canal   no canal   no canal   no canal   no member
desktops.change one's own               done       done       done       done       done       no member
desktops.fill one's own                 done       done       done       done       done       no member
desktops.fill with the private canal    no canal   done       done       done       no canal   no member
desktops.write one's own                done       done       done       done       done       no member
desktops.set_starting                   forbidden  forbidden  forbidden  done       done       no member
"""

COMMANDS = {
    "inbox.page": lambda s, by: s.store.inbox.page(by),
    "inbox.look": lambda s, by: s.store.inbox.look(by, 1),
    "drafts.keep in the private one": lambda s, by: s.store.drafts.keep(by, s.private.id, WRITTEN, 0),
    "drafts.keep in another's direct one": lambda s, by: s.store.drafts.keep(by, s.direct.id, WRITTEN, 0),
    "drafts.discard in the private one": lambda s, by: s.store.drafts.discard(by, s.private.id),
    "scheduled.add in the private one": lambda s, by: plan(s, by, s.private.id),
    "scheduled.add an aside to an outsider": lambda s, by: plan(s, by, s.private.id, s.actors["outsider"]),
    "scheduled.alter one that is not there": lambda s, by: s.store.scheduled.alter(by, 999_999, text="Plutôt"),
    "scheduled.take_back one not there": lambda s, by: s.store.scheduled.take_back(by, 999_999),
    "scheduled.forget one not there": lambda s, by: s.store.scheduled.forget(by, 999_999),
    "reminders.set in the private one": lambda s, by: s.store.reminders.set(by, s.said.id, in_an_hour(s)),
    "reminders.set of none": lambda s, by: s.store.reminders.set(by, 999_999, in_an_hour(s)),
    "reminders.about": lambda s, by: s.store.reminders.about(by, [s.said.id]),
    "reminders.put_off one not there": lambda s, by: s.store.reminders.put_off(by, 999_999, in_an_hour(s)),
    "reminders.cancel one not there": lambda s, by: s.store.reminders.cancel(by, 999_999),
    "newcomers.meet": lambda s, by: s.store.newcomers.meet(by),
    "emoji_habits.use": lambda s, by: s.store.emoji_habits.use(by, "🐱"),
    "emoji_habits.choose_tone": lambda s, by: s.store.emoji_habits.choose_tone(by, 3),
    "tours.begin": lambda s, by: s.store.tours.begin(by),
    "tours.go_on": lambda s, by: s.store.tours.go_on(by, 1),
    "tours.close": lambda s, by: s.store.tours.close(by),
    "search.find": lambda s, by: s.store.search.find(by, "psst"),
    "search.suggest": lambda s, by: s.store.search.suggest(by, "dans:"),
    "desktops.keep one's own": lambda s, by: s.store.desktops.keep(by, showing(None)),
    "desktops.keep with the private canal": lambda s, by: s.store.desktops.keep(by, showing(s.private.id)),
    "desktops.keep with one that is none": lambda s, by: s.store.desktops.keep(by, showing(1)),
    "desktops.change one's own": lambda s, by: s.store.desktops.change(by, lambda _: showing(None)),
    "desktops.fill one's own": lambda s, by: s.store.desktops.fill(by, "miaou", {"canal": None}),
    "desktops.fill with the private canal": lambda s, by: s.store.desktops.fill(by, "miaou", {"canal": s.private.id}),
    "desktops.write one's own": lambda s, by: write(s, by),  # noqa: PLW0108 - it stands below
    "desktops.set_starting": lambda s, by: s.store.desktops.set_starting(by, showing(None)),
}

QUESTIONS = {
    "desktops.set_starting": (access.access_admin, lambda s: ()),
}


def plan(scene, by, canal_id, *to):
    given = {**WRITTEN, "to": [member.id for member in to]}
    return scene.store.scheduled.add(by, canal_id, given, in_an_hour(scene), f"n{next(NUMBERS)}")


async def write(scene, by):
    """On a memo, which is on everybody's first desktop; other commands may have left them another one."""
    if not any(each.kind == "memo" for each in scene.store.desktops.of(by).widgets):
        await scene.store.desktops.keep(by, FIRST)
    await scene.store.desktops.write(by, "memo", "Bonjour", 0)


def in_an_hour(scene):
    return scene.store.clock() + 3_600_000


def showing(canal_id):
    return Layout("dawn", (Widget("miaou", "miaou", 0, 0, 4, 4, {"canal": canal_id}),))
