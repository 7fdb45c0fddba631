"""What all the tables say: a room for each subject, in which a command's row stands beside how it is given."""

from tests.store.access import canals, files, members, messages, office, own, said
from tests.store.access.scene import ACTORS

ROOMS = (canals, messages, files, said, members, own, office)


def read(table):
    """`(command, actor, outcome)` for each place of a table."""
    heads, *rows = table.strip("\n").splitlines()
    assert heads.split() == " ".join(ACTORS).split()
    for line in rows:
        for actor, outcome in zip(ACTORS, (line[at : at + 11].strip() for at in range(40, 106, 11)), strict=True):
            yield line[:40].strip(), actor, outcome


CASES = [case for room in ROOMS for case in read(room.TABLE)]
OUTCOMES = {(command, actor): outcome for command, actor, outcome in CASES}
COMMANDS = {command: given for room in ROOMS for command, given in room.COMMANDS.items()}

QUESTIONS = {command: question for room in ROOMS for command, question in room.QUESTIONS.items()}
"""What stands in menus and cards, and the rule that is asked before it is offered."""

DECIDES_NOTHING = {
    "messages.look_for": "for a rule to decide: see `find_anywhere`",
    "members.set_password": "whoever resets a password has the terminal",
    "desktops.of": "one's own, whatever it is",
    "preferences.of": "one's own, whatever it is",
    "emoji_habits.of": "one's own, whatever it is",
    "newcomers.begun": "of oneself, and of canals that are one's own",
    "newcomers.is_to_be_greeted": "of oneself",
    "inbox.unseen": "one's own",
    "drafts.of": "one's own",
    "drafts.at": "one's own",
    "drafts.there": "one's own",
    "drafts.sent": "one's own; what was sent has been asked for",
    "scheduled.of": "one's own",
    "scheduled.waiting": "one's own",
    "reminders.of": "one's own",
    "reminders.due": "one's own",
    "reading.of": "asked for canals that `canals.of` gave",
    "unseen.of": "asked for canals that `canals.of` gave",
    "unseen.total": "of one's own canals",
    "unseen.canals": "of one's own canals",
    "haunts.of": "one's own, whatever it is",
    "haunts.go": "tells nothing, and keeps nothing of a canal that is not theirs",
    "tours.of": "one's own",
    "tours.did": "one's own, whatever it is",
    "tours.offer": "asked for by no page: whoever furnishes an office offers it",
    "naming.in_text": "asked for a canal in which `messages.rendered` lets one write",
    "naming.among": "asked for a canal that `access_canal` gave",
    "naming.rendered": "what `messages.rendered` has decided",
    "reading.look_away": "there is no harm in not looking",
    "sessions.of": "one's own",
    "sessions.start_embedded": "a host's token decides: see `arrivals`",
}
