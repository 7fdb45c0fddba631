"""Who may do what: every command of the store, for everybody who might try it."""

import inspect
from dataclasses import dataclass, fields, replace
from itertools import count, product

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select
from sqlmodel import SQLModel, col

from app.store import Forbidden, Refused, Store, access, tables
from app.store.layouts import FIRST, Layout
from app.store.members import Edit
from app.store.state import Canal, Member, Message
from app.store.widgets import Widget
from tests.store.tokens import pem_pair

NUMBERS = count(1)
PUBLIC_KEY = pem_pair("EdDSA")[1]

ACTORS = ("outsider", "member", "creator", "admin in", "admin out", "gone")
"""To a private canal: not in it, in it, who made it, administrators in it and not, a deactivated member of it."""

TABLE = """
                                        outsider   member     creator    admin in   admin out  gone
safekeeping.back_up_now                 forbidden  forbidden  forbidden  done       done       no member
safekeeping.kept                        forbidden  forbidden  forbidden  done       done       no member
canals.get the private one              no canal   done       done       done       no canal   no member
canals.get the open one                 done       done       done       done       done       no member
canals.get one that does not exist      no canal   no canal   no canal   no canal   no canal   no canal
canals.members of the private one       no canal   done       done       done       no canal   no member
canals.of oneself                       done       done       done       done       done       nothing
canals.create an open one               done       done       done       done       done       no member
canals.create a private one             done       done       done       done       done       no member
canals.direct to a colleague            done       done       done       done       done       no member
canals.direct to a deactivated one      no member  no member  no member  no member  no member  refused
canals.edit the private one             no canal   done       done       done       no canal   no member
canals.edit the open one                done       done       done       done       done       no member
canals.edit one that does not exist     no canal   no canal   no canal   no canal   no canal   no canal
canals.archive the private one          no canal   forbidden  done       done       no canal   no member
canals.archive the open one             forbidden  forbidden  done       done       done       no member
canals.add to the private one           no canal   forbidden  done       done       no canal   no member
canals.add oneself to the private one   no canal   forbidden  refused    refused    no canal   no member
canals.add a deactivated member         no canal   forbidden  no member  no member  no canal   no member
canals.add to the open one              forbidden  forbidden  forbidden  forbidden  forbidden  no member
canals.remove from the private one      no canal   forbidden  done       done       no canal   no member
canals.remove the creator               no canal   forbidden  done       done       no canal   no member
canals.remove somebody not in it        no canal   forbidden  refused    refused    no canal   no member
canals.leave the private one            no canal   done       done       done       no canal   no member
canals.leave the open one               forbidden  forbidden  forbidden  forbidden  forbidden  no member
abandoned.all                           forbidden  forbidden  forbidden  done       done       no member
abandoned.take_over one nobody is in    forbidden  forbidden  forbidden  done       done       no member
abandoned.take_over one somebody is in  forbidden  forbidden  forbidden  forbidden  forbidden  no member
abandoned.take_over an open one         forbidden  forbidden  forbidden  forbidden  forbidden  no member
abandoned.take_over another's direct    forbidden  forbidden  forbidden  forbidden  forbidden  no member
abandoned.take_over none                forbidden  forbidden  forbidden  forbidden  forbidden  no member
messages.post in the private one        no canal   done       done       done       no canal   no member
messages.post an aside in it            no canal   done       done       done       no canal   no member
messages.post an aside to an outsider   no canal   forbidden  forbidden  forbidden  no canal   no member
messages.post an aside to one gone      no canal   forbidden  forbidden  forbidden  no canal   no member
messages.post in the open one           done       done       done       done       done       no member
messages.post in another's direct one   no canal   no canal   no canal   no canal   no canal   no member
messages.post nowhere                   no canal   no canal   no canal   no canal   no canal   no canal
messages.post a record in it             no canal   done       done       done       no canal   no member
messages.preview in the private one     no canal   done       done       done       no canal   no member
messages.preview in the open one        done       done       done       done       done       no member
messages.rendered in the private one    no canal   done       done       done       no canal   no member
messages.newest of the private one      no canal   done       done       done       no canal   no member
messages.newest of another's direct     no canal   no canal   no canal   no canal   no canal   no member
messages.before in the private one      no canal   done       done       done       no canal   no member
messages.find in the private one        no canal   done       done       done       no canal   no member
messages.find an aside in it            no canal   no message done       no message no canal   no member
messages.find what is in another canal  no message no message no message no message no message no member
messages.find_anywhere something said   no message done       done       done       no message no member
messages.find_anywhere an aside         no message no message done       no message no message no member
messages.find_anywhere nothing          no message no message no message no message no message no member
messages.post an answer to something    no canal   done       done       done       no canal   no member
messages.post an answer to an aside     no canal   no message done       no message no canal   no member
messages.post such an answer to all     no canal   no message forbidden  no message no canal   no member
reactions.put to something said         no message done       done       done       no message no member
reactions.put to an aside               no message no message done       no message no message no member
reactions.put to nothing                no message no message no message no message no message no member
messages.before in another's direct     no canal   no canal   no canal   no canal   no canal   no member
deletions.delete a colleague's          no message forbidden  forbidden  done       no message no member
deletions.delete an aside               no message no message forbidden  no message no message no member
deletions.delete one's own              done       done       done       done       done       no member
deletions.delete nothing                no message no message no message no message no message no member
deletions.undo one's own                done       done       done       done       done       no member
deletions.undo a colleague's            forbidden  forbidden  forbidden  forbidden  forbidden  no member
deletions.undo nothing                  forbidden  forbidden  forbidden  forbidden  forbidden  no member
edits.edit what somebody else said      no message forbidden  forbidden  forbidden  no message no member
edits.edit an aside to some             no message no message forbidden  no message no message no member
edits.edit what one said oneself        done       done       done       done       done       no member
edits.edit nothing                      no message no message no message no message no message no member
edits.typed of somebody else            no message forbidden  forbidden  forbidden  no message no member
edits.typed of one's own                done       done       done       done       done       no member
edits.last in the private one           no canal   done       done       done       no canal   no member
edits.history of somebody else          no message forbidden  forbidden  done       no message no member
edits.history of an aside to some       no message no message forbidden  no message no message no member
edits.history of one's own              done       done       done       done       done       no member
messages.after in the private one       no canal   done       done       done       no canal   no member
messages.after in another's direct      no canal   no canal   no canal   no canal   no canal   no member
messages.around in the private one      no canal   done       done       done       no canal   no member
messages.around in another's direct     no canal   no canal   no canal   no canal   no canal   no member
messages.first in the private one       no canal   done       done       done       no canal   no member
messages.first in another's direct      no canal   no canal   no canal   no canal   no canal   no member
days.spoken in the private one          no canal   done       done       done       no canal   no member
days.spoken in another's direct         no canal   no canal   no canal   no canal   no canal   no member
revisions.since in the private one      no canal   done       done       done       no canal   no member
revisions.since in another's direct     no canal   no canal   no canal   no canal   no canal   no member
reading.watch the private one           no canal   done       done       done       no canal   no member
reading.mark the private one            no canal   done       done       done       no canal   no member
reading.mark_all with the private one   no canal   done       done       done       no canal   no member
reading.mark_back in the private one    no message done       done       done       no message no member
preferences.ring of the private one     no canal   done       done       done       no canal   no member
preferences.arrange the private one     no canal   done       done       done       no canal   no member
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
emoji_habits.use                        done       done       done       done       done       no member
emoji_habits.choose_tone                done       done       done       done       done       no member
desktops.keep one's own                 done       done       done       done       done       no member
desktops.keep with the private canal    no canal   done       done       done       no canal   no member
desktops.keep with one that is none     no canal   no canal   no canal   no canal   no canal   no member
desktops.change one's own               done       done       done       done       done       no member
desktops.fill one's own                 done       done       done       done       done       no member
desktops.fill with the private canal    no canal   done       done       done       no canal   no member
desktops.write one's own                done       done       done       done       done       no member
desktops.set_starting                   forbidden  forbidden  forbidden  done       done       no member
references.add                          forbidden  forbidden  forbidden  done       done       no member
references.remove                       forbidden  forbidden  forbidden  done       done       no member
references.remove one that is gone      forbidden  forbidden  forbidden  refused    refused    no member
members.edit oneself                    done       done       done       done       done       no member
members.edit a colleague                forbidden  forbidden  forbidden  done       done       no member
members.edit nobody                     no member  no member  no member  no member  no member  no member
members.set_image of oneself            done       done       done       done       done       no member
members.set_image of a colleague        forbidden  forbidden  forbidden  done       done       no member
members.remove_image of oneself         done       done       done       done       done       no member
members.remove_image of a colleague     forbidden  forbidden  forbidden  done       done       no member
members.set for oneself                 done       done       done       done       done       no member
members.everyone                        forbidden  forbidden  forbidden  done       done       no member
members.set_role of a colleague         forbidden  forbidden  forbidden  done       done       no member
members.set_role of oneself             forbidden  forbidden  forbidden  done       done       no member
members.set_role of nobody              forbidden  forbidden  forbidden  no member  no member  no member
members.deactivate one gone             forbidden  forbidden  forbidden  done       done       no member
members.deactivate nobody               forbidden  forbidden  forbidden  no member  no member  no member
members.reactivate one gone             forbidden  forbidden  forbidden  done       done       no member
members.reactivate nobody               forbidden  forbidden  forbidden  no member  no member  no member
sessions.start                          done       done       done       done       done       no member
sessions.revoke a colleague's           ended      ended      ended      ended      ended      ended
sessions.revoke one that is not there   ended      ended      ended      ended      ended      ended
sessions.last_used                      forbidden  forbidden  forbidden  done       done       no member
invites.all                             forbidden  forbidden  forbidden  done       done       no member
invites.revoke a colleague's            forbidden  forbidden  forbidden  done       done       no member
invites.revoke one that is not there    forbidden  forbidden  forbidden  forbidden  forbidden  no member
invites.create                          forbidden  forbidden  forbidden  done       done       no member
invites.newest                          forbidden  forbidden  forbidden  done       done       no member
invites.standing                        forbidden  forbidden  forbidden  done       done       no member
resets.create for a colleague           forbidden  forbidden  forbidden  done       done       no member
resets.create for one gone              forbidden  forbidden  forbidden  refused    refused    no member
resets.create for nobody                forbidden  forbidden  forbidden  no member  no member  no member
office.rename                           forbidden  forbidden  forbidden  done       done       no member
office.set_lang                         forbidden  forbidden  forbidden  done       done       no member
office.set_logo                         forbidden  forbidden  forbidden  refused    refused    no member
office.remove_logo                      forbidden  forbidden  forbidden  done       done       no member
audits.newest                           forbidden  forbidden  forbidden  done       done       no member
embedding.keys                          forbidden  forbidden  forbidden  done       done       no member
embedding.create_secret                 forbidden  forbidden  forbidden  done       done       no member
embedding.add_public_key                forbidden  forbidden  forbidden  done       done       no member
embedding.add_public_key that is none   forbidden  forbidden  forbidden  refused    refused    no member
embedding.remove_key                    forbidden  forbidden  forbidden  done       done       no member
embedding.remove_key of none            forbidden  forbidden  forbidden  refused    refused    no member
embedding.let_admins                    forbidden  forbidden  forbidden  done       done       no member
embedding.let_admins by none            forbidden  forbidden  forbidden  refused    refused    no member
embedding.allow_origin                  forbidden  forbidden  forbidden  done       done       no member
embedding.allow_origin that is none     forbidden  forbidden  forbidden  refused    refused    no member
embedding.remove_origin                 forbidden  forbidden  forbidden  done       done       no member
embedding.let_create                    forbidden  forbidden  forbidden  done       done       no member
"""

CASES = [
    (line[:40].strip(), actor, outcome)
    for line in TABLE.strip("\n").splitlines()[1:]
    for actor, outcome in zip(ACTORS, (line[at : at + 11].strip() for at in range(40, 106, 11)), strict=True)
]

DECIDES_NOTHING = {
    "messages.look_for": "for a rule to decide: see `find_anywhere`",
    "members.set_password": "whoever resets a password has the terminal",
    "desktops.of": "one's own, whatever it is",
    "preferences.of": "one's own, whatever it is",
    "emoji_habits.of": "one's own, whatever it is",
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
    "naming.in_text": "asked for a canal in which `messages.rendered` lets one write",
    "naming.among": "asked for a canal that `access_canal` gave",
    "naming.rendered": "what `messages.rendered` has decided",
    "reading.look_away": "there is no harm in not looking",
    "sessions.of": "one's own",
    "sessions.start_embedded": "a host's token decides: see `arrivals`",
}


@dataclass
class Scene:
    store: Store
    actors: dict[str, Member]
    colleague: Member
    private: Canal
    open: Canal
    direct: Canal
    abandoned: Canal
    said: Message
    aside: Message
    deleted: Message
    session_id: int
    invite: str
    key_id: int
    origin: str


WRITTEN = {"text": "Bonjour", "to": [], "half": "", "card": None}

PATTERN_LEADS_TO = "https://gestan.example/{ref}"

COMMANDS = {
    "safekeeping.back_up_now": lambda s, by: s.store.safekeeping.back_up_now(by),
    "safekeeping.kept": lambda s, by: s.store.safekeeping.kept(by),
    "canals.get the private one": lambda s, by: s.store.canals.get(by, s.private.id),
    "canals.get the open one": lambda s, by: s.store.canals.get(by, s.open.id),
    "canals.get one that does not exist": lambda s, by: s.store.canals.get(by, 1),
    "canals.members of the private one": lambda s, by: s.store.canals.members(by, s.private.id),
    "canals.of oneself": lambda s, by: s.store.canals.of(by) or "nothing",
    "canals.create an open one": lambda s, by: s.store.canals.create(by, f"Ouvert {next(NUMBERS)}"),
    "canals.create a private one": lambda s, by: s.store.canals.create(by, f"Fermé {next(NUMBERS)}", kind="private"),
    "canals.direct to a colleague": lambda s, by: s.store.canals.direct(by, [s.colleague.id]),
    "canals.direct to a deactivated one": lambda s, by: s.store.canals.direct(by, [s.actors["gone"].id]),
    "canals.edit the private one": lambda s, by: s.store.canals.edit(by, s.private.id, name=f"Nom {next(NUMBERS)}"),
    "canals.edit the open one": lambda s, by: s.store.canals.edit(by, s.open.id, color="#0e7490"),
    "canals.edit one that does not exist": lambda s, by: s.store.canals.edit(by, 1, topic="Rien"),
    "canals.archive the private one": lambda s, by: s.store.canals.archive(by, s.private.id),
    "canals.archive the open one": lambda s, by: s.store.canals.archive(by, s.open.id),
    "canals.add to the private one": lambda s, by: s.store.canals.add(by, s.private.id, s.actors["outsider"].id),
    "canals.add oneself to the private one": lambda s, by: s.store.canals.add(by, s.private.id, by.id),
    "canals.add a deactivated member": lambda s, by: s.store.canals.add(by, s.private.id, s.actors["gone"].id),
    "canals.add to the open one": lambda s, by: s.store.canals.add(by, s.open.id, s.colleague.id),
    "canals.remove from the private one": lambda s, by: s.store.canals.remove(by, s.private.id, s.colleague.id),
    "canals.remove the creator": lambda s, by: s.store.canals.remove(by, s.private.id, s.actors["creator"].id),
    "canals.remove somebody not in it": lambda s, by: s.store.canals.remove(by, s.private.id, s.actors["admin out"].id),
    "canals.leave the private one": lambda s, by: s.store.canals.leave(by, s.private.id),
    "canals.leave the open one": lambda s, by: s.store.canals.leave(by, s.open.id),
    "abandoned.all": lambda s, by: s.store.abandoned.all(by),
    "abandoned.take_over one nobody is in": lambda s, by: s.store.abandoned.take_over(by, s.abandoned.id),
    "abandoned.take_over one somebody is in": lambda s, by: s.store.abandoned.take_over(by, s.private.id),
    "abandoned.take_over an open one": lambda s, by: s.store.abandoned.take_over(by, s.open.id),
    "abandoned.take_over another's direct": lambda s, by: s.store.abandoned.take_over(by, s.direct.id),
    "abandoned.take_over none": lambda s, by: s.store.abandoned.take_over(by, 1),
    "messages.post in the private one": lambda s, by: post(s, by, s.private.id),
    "messages.post an aside in it": lambda s, by: post(s, by, s.private.id, s.colleague),
    "messages.post an aside to an outsider": lambda s, by: post(s, by, s.private.id, s.actors["outsider"]),
    "messages.post an aside to one gone": lambda s, by: post(s, by, s.private.id, s.actors["gone"]),
    "messages.post in the open one": lambda s, by: post(s, by, s.open.id),
    "messages.post in another's direct one": lambda s, by: post(s, by, s.direct.id),
    "messages.post nowhere": lambda s, by: post(s, by, 1),
    "messages.post a record in it": lambda s, by: post(s, by, s.private.id, card={"title": "Devis"}),
    "messages.preview in the private one": lambda s, by: s.store.messages.preview(by, s.private.id, "Bonjour"),
    "messages.preview in the open one": lambda s, by: s.store.messages.preview(by, s.open.id, "Bonjour"),
    "messages.rendered in the private one": lambda s, by: s.store.messages.rendered("@tous", by, s.private.id, ()),
    "messages.newest of the private one": lambda s, by: s.store.messages.newest(by, s.private.id),
    "messages.newest of another's direct": lambda s, by: s.store.messages.newest(by, s.direct.id),
    "messages.before in the private one": lambda s, by: s.store.messages.before(by, s.private.id, 2**53),
    "messages.find in the private one": lambda s, by: s.store.messages.find(by, s.private.id, s.said.id),
    "messages.find an aside in it": lambda s, by: s.store.messages.find(by, s.private.id, s.aside.id),
    "messages.find what is in another canal": lambda s, by: s.store.messages.find(by, s.open.id, s.said.id),
    "messages.find_anywhere something said": lambda s, by: s.store.messages.find_anywhere(by, s.said.id),
    "messages.find_anywhere an aside": lambda s, by: s.store.messages.find_anywhere(by, s.aside.id),
    "messages.find_anywhere nothing": lambda s, by: s.store.messages.find_anywhere(by, 1),
    "messages.post an answer to something": lambda s, by: post(s, by, s.private.id, reply_to=s.said.id),
    "messages.post an answer to an aside": lambda s, by: post(s, by, s.private.id, s.colleague, reply_to=s.aside.id),
    "messages.post such an answer to all": lambda s, by: post(s, by, s.private.id, reply_to=s.aside.id),
    "reactions.put to something said": lambda s, by: s.store.reactions.put(by, s.said.id, "👍", True),
    "reactions.put to an aside": lambda s, by: s.store.reactions.put(by, s.aside.id, "👍", True),
    "reactions.put to nothing": lambda s, by: s.store.reactions.put(by, 1, "👍", True),
    "messages.before in another's direct": lambda s, by: s.store.messages.before(by, s.direct.id, 2**53),
    "deletions.delete a colleague's": lambda s, by: s.store.deletions.delete(by, s.said.id),
    "deletions.delete an aside": lambda s, by: s.store.deletions.delete(by, s.aside.id),
    "deletions.delete one's own": lambda s, by: delete_own(s, by, undo=False),
    "deletions.delete nothing": lambda s, by: s.store.deletions.delete(by, 1),
    "deletions.undo one's own": lambda s, by: delete_own(s, by, undo=True),
    "deletions.undo a colleague's": lambda s, by: s.store.deletions.undo(by, s.deleted.id),
    "deletions.undo nothing": lambda s, by: s.store.deletions.undo(by, 1),
    "edits.edit what somebody else said": lambda s, by: edit(s, by, s.said),
    "edits.edit an aside to some": lambda s, by: edit(s, by, s.aside),
    "edits.edit what one said oneself": lambda s, by: of_own(s, by, lambda said: edit(s, by, said)),
    "edits.edit nothing": lambda s, by: s.store.edits.edit(by, 1, "Bonsoir", "n"),
    "edits.typed of somebody else": lambda s, by: s.store.edits.typed(by, s.said.id),
    "edits.typed of one's own": lambda s, by: of_own(s, by, lambda said: s.store.edits.typed(by, said.id)),
    "edits.last in the private one": lambda s, by: s.store.edits.last(by, s.private.id),
    "edits.history of somebody else": lambda s, by: s.store.edits.history(by, s.said.id),
    "edits.history of an aside to some": lambda s, by: s.store.edits.history(by, s.aside.id),
    "edits.history of one's own": lambda s, by: of_own(s, by, lambda said: s.store.edits.history(by, said.id)),
    "messages.after in the private one": lambda s, by: s.store.messages.after(by, s.private.id, 0),
    "messages.after in another's direct": lambda s, by: s.store.messages.after(by, s.direct.id, 0),
    "messages.around in the private one": lambda s, by: s.store.messages.around(by, s.private.id, s.said.id),
    "messages.around in another's direct": lambda s, by: s.store.messages.around(by, s.direct.id, s.said.id),
    "messages.first in the private one": lambda s, by: s.store.messages.first(by, s.private.id, 0),
    "messages.first in another's direct": lambda s, by: s.store.messages.first(by, s.direct.id, 0),
    "days.spoken in the private one": lambda s, by: s.store.days.spoken(by, s.private.id, [0, 1]),
    "days.spoken in another's direct": lambda s, by: s.store.days.spoken(by, s.direct.id, [0, 1]),
    "revisions.since in the private one": lambda s, by: s.store.revisions.since(by, s.private.id, 0),
    "revisions.since in another's direct": lambda s, by: s.store.revisions.since(by, s.direct.id, 0),
    "reading.watch the private one": lambda s, by: s.store.reading.watch(by, s.private.id, "tab"),
    "reading.mark the private one": lambda s, by: s.store.reading.mark(by, s.private.id, s.said.id),
    "reading.mark_all with the private one": lambda s, by: s.store.reading.mark_all(by, [s.open.id, s.private.id]),
    "reading.mark_back in the private one": lambda s, by: s.store.reading.mark_back(by, s.said),
    "preferences.ring of the private one": lambda s, by: s.store.preferences.ring(by, s.private.id, "none"),
    "preferences.arrange the private one": lambda s, by: s.store.preferences.arrange(by, [s.private.id]),
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
    "emoji_habits.use": lambda s, by: s.store.emoji_habits.use(by, "🐱"),
    "emoji_habits.choose_tone": lambda s, by: s.store.emoji_habits.choose_tone(by, 3),
    "desktops.keep one's own": lambda s, by: s.store.desktops.keep(by, showing(None)),
    "desktops.keep with the private canal": lambda s, by: s.store.desktops.keep(by, showing(s.private.id)),
    "desktops.keep with one that is none": lambda s, by: s.store.desktops.keep(by, showing(1)),
    "desktops.change one's own": lambda s, by: s.store.desktops.change(by, lambda _: showing(None)),
    "desktops.fill one's own": lambda s, by: s.store.desktops.fill(by, "miaou", {"canal": None}),
    "desktops.fill with the private canal": lambda s, by: s.store.desktops.fill(by, "miaou", {"canal": s.private.id}),
    "desktops.write one's own": lambda s, by: write(s, by),  # noqa: PLW0108 - it stands below
    "desktops.set_starting": lambda s, by: s.store.desktops.set_starting(by, showing(None)),
    "references.add": lambda s, by: s.store.references.add(by, f"FA{next(NUMBERS)}#", PATTERN_LEADS_TO),
    "references.remove": lambda s, by: s.store.references.remove(by, s.store.references.all[0].id),
    "references.remove one that is gone": lambda s, by: s.store.references.remove(by, 999_999),
    "members.edit oneself": lambda s, by: s.store.members.edit(by, by.id, note="Occupé"),
    "members.edit a colleague": lambda s, by: s.store.members.edit(by, s.colleague.id, note="Occupé"),
    "members.edit nobody": lambda s, by: s.store.members.edit(by, 999_999, note="Occupé"),
    "members.set_image of oneself": lambda s, by: s.store.members.set_image(by, by.id, b"large", b"small"),
    "members.set_image of a colleague": lambda s, by: s.store.members.set_image(by, s.colleague.id, b"large", b"small"),
    "members.remove_image of oneself": lambda s, by: s.store.members.remove_image(by, by.id),
    "members.remove_image of a colleague": lambda s, by: s.store.members.remove_image(by, s.colleague.id),
    "members.set for oneself": lambda s, by: s.store.members.set(by, "theme", "dark"),
    "members.everyone": lambda s, by: s.store.members.everyone(by),
    "members.set_role of a colleague": lambda s, by: s.store.members.set_role(by, s.colleague.id, "member"),
    "members.set_role of oneself": lambda s, by: s.store.members.set_role(by, by.id, "admin"),
    "members.set_role of nobody": lambda s, by: s.store.members.set_role(by, 999_999, "admin"),
    "members.deactivate one gone": lambda s, by: s.store.members.deactivate(by, s.actors["gone"].id),
    "members.deactivate nobody": lambda s, by: s.store.members.deactivate(by, 999_999),
    "members.reactivate one gone": lambda s, by: s.store.members.reactivate(by, s.actors["gone"].id),
    "members.reactivate nobody": lambda s, by: s.store.members.reactivate(by, 999_999),
    "sessions.start": lambda s, by: s.store.sessions.start(by),
    "sessions.revoke a colleague's": lambda s, by: s.store.sessions.revoke(by, s.session_id),
    "sessions.revoke one that is not there": lambda s, by: s.store.sessions.revoke(by, 999_999),
    "sessions.last_used": lambda s, by: s.store.sessions.last_used(by),
    "invites.all": lambda s, by: s.store.invites.all(by),
    "invites.revoke a colleague's": lambda s, by: s.store.invites.revoke(by, s.invite),
    "invites.revoke one that is not there": lambda s, by: s.store.invites.revoke(by, "x"),
    "invites.create": lambda s, by: s.store.invites.create(by),
    "invites.newest": lambda s, by: s.store.invites.newest(by),
    "invites.standing": lambda s, by: s.store.invites.standing(by),
    "resets.create for a colleague": lambda s, by: s.store.resets.create(by, s.colleague.id),
    "resets.create for one gone": lambda s, by: s.store.resets.create(by, s.actors["gone"].id),
    "resets.create for nobody": lambda s, by: s.store.resets.create(by, 999_999),
    "office.rename": lambda s, by: s.store.office.rename(by, f"Bureau {next(NUMBERS)}"),
    "office.set_lang": lambda s, by: s.store.office.set_lang(by, "en"),
    "office.set_logo": lambda s, by: s.store.office.set_logo(by, b"no picture"),
    "office.remove_logo": lambda s, by: s.store.office.remove_logo(by),
    "audits.newest": lambda s, by: s.store.audits.newest(by),
    "embedding.keys": lambda s, by: s.store.embedding.keys(by),
    "embedding.create_secret": lambda s, by: s.store.embedding.create_secret(by, "ERP"),
    "embedding.add_public_key": lambda s, by: s.store.embedding.add_public_key(by, "ERP", PUBLIC_KEY),
    "embedding.add_public_key that is none": lambda s, by: s.store.embedding.add_public_key(by, "ERP", "a key"),
    "embedding.remove_key": lambda s, by: s.store.embedding.remove_key(by, s.key_id),
    "embedding.remove_key of none": lambda s, by: s.store.embedding.remove_key(by, 999_999),
    "embedding.let_admins": lambda s, by: s.store.embedding.let_admins(by, s.key_id, True),
    "embedding.let_admins by none": lambda s, by: s.store.embedding.let_admins(by, 999_999, True),
    "embedding.allow_origin": lambda s, by: s.store.embedding.allow_origin(by, f"https://site{next(NUMBERS)}.example"),
    "embedding.allow_origin that is none": lambda s, by: s.store.embedding.allow_origin(by, "https://*"),
    "embedding.remove_origin": lambda s, by: s.store.embedding.remove_origin(by, s.origin),
    "embedding.let_create": lambda s, by: s.store.embedding.let_create(by, True),
}


QUESTIONS = {
    "canals.get the private one": (access.access_canal, lambda s: (s.private.id,)),
    "canals.get the open one": (access.access_canal, lambda s: (s.open.id,)),
    "canals.edit the private one": (access.access_canal_to_edit, lambda s: (s.private.id,)),
    "canals.edit the open one": (access.access_canal_to_edit, lambda s: (s.open.id,)),
    "canals.archive the private one": (access.access_canal_to_archive, lambda s: (s.private.id,)),
    "canals.archive the open one": (access.access_canal_to_archive, lambda s: (s.open.id,)),
    "canals.add to the private one": (access.access_canal_to_manage, lambda s: (s.private.id,)),
    "canals.add to the open one": (access.access_canal_to_manage, lambda s: (s.open.id,)),
    "canals.leave the private one": (access.access_canal_to_leave, lambda s: (s.private.id,)),
    "canals.leave the open one": (access.access_canal_to_leave, lambda s: (s.open.id,)),
    "abandoned.take_over one nobody is in": (access.access_canal_to_take_over, lambda s: (s.abandoned.id,)),
    "abandoned.take_over one somebody is in": (access.access_canal_to_take_over, lambda s: (s.private.id,)),
    "messages.post an aside to an outsider": (
        access.access_post,
        lambda s: (s.private.id, (s.actors["outsider"].id,)),
    ),
    "deletions.delete a colleague's": (access.access_message_to_delete, lambda s: (s.said,)),
    "deletions.delete an aside": (access.access_message_to_delete, lambda s: (s.aside,)),
    "deletions.undo a colleague's": (access.access_deletion_to_undo, lambda s: (s.deleted.id,)),
    "edits.edit what somebody else said": (access.access_message_to_edit, lambda s: (s.said,)),
    "edits.edit an aside to some": (access.access_message_to_edit, lambda s: (s.aside,)),
    "edits.history of somebody else": (access.access_history, lambda s: (s.said,)),
    "edits.history of an aside to some": (access.access_history, lambda s: (s.aside,)),
    "members.edit a colleague": (access.access_member_to_edit, lambda s: (s.colleague.id,)),
    "members.set_role of a colleague": (access.access_member_to_manage, lambda s: (s.colleague.id,)),
    "invites.create": (access.access_admin, lambda s: ()),
    "invites.revoke a colleague's": (access.access_invite, lambda s: (s.invite,)),
    "desktops.set_starting": (access.access_admin, lambda s: ()),
}
"""What stands in menus and cards, and the rule that is asked before it is offered."""


def post(scene, by, canal_id, *to, card=None, reply_to=None):
    circle, nonce = [member.id for member in to], f"n{next(NUMBERS)}"
    return scene.store.messages.post(by, canal_id, "Bonjour", circle, nonce, card, reply_to)


async def delete_own(scene, by, undo):
    said = (await post(scene, by, scene.open.id)).message
    await scene.store.deletions.delete(by, said.id)
    if undo:
        await scene.store.deletions.undo(by, said.id)


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


def edit(scene, by, said):
    return scene.store.edits.edit(by, said.id, f"Bonsoir {next(NUMBERS)}", f"n{next(NUMBERS)}")


async def of_own(scene, by, does):
    return await does((await post(scene, by, scene.open.id)).message)


def showing(canal_id):
    return Layout("dawn", (Widget("miaou", "miaou", 0, 0, 4, 4, {"canal": canal_id}),))


async def outcome_of(command, scene, by):
    try:
        answer = command(scene, by)
        answer = await answer if inspect.isawaitable(answer) else answer
    except Refused as refused:
        named = {
            access.UNKNOWN_CANAL: "no canal",
            access.UNKNOWN_MEMBER: "no member",
            access.UNKNOWN_MESSAGE: "no message",
            access.UNKNOWN_SESSION: "ended",
        }
        return named.get(refused.sentence, "forbidden" if isinstance(refused, Forbidden) else "refused")
    return "nothing" if answer == "nothing" else "done"


class Stage:
    """One office for the whole table, with canals made anew after each command that was done."""

    def __init__(self, store):
        self.store = store
        self.scene = None

    async def set(self):
        member = self.store.members.create
        actors = {actor: await member(actor.replace(" ", "-"), role=role(actor)) for actor in ACTORS}
        colleague, other = await member("colleague"), await member("other")
        direct = await self.store.canals.direct(colleague, [other.id])
        await self.store.messages.post(colleague, direct.id, "Entre nous", (), "n")
        self._cast = actors, colleague, direct

    async def fresh(self):
        if self.scene is None:
            store, (actors, colleague, direct) = self.store, self._cast
            gone, creator = actors["gone"].id, actors["creator"]
            await store.writer.run(Edit(store, None, gone, {"active": True}))
            inside = [actors["member"].id, actors["admin in"].id, colleague.id, gone]
            private = await store.canals.create(creator, f"Privé {next(NUMBERS)}", kind="private", members=inside)
            abandoned = await store.canals.create(colleague, f"Laissé {next(NUMBERS)}", kind="private")
            await store.canals.leave(colleague, abandoned.id)
            bureau = await store.canals.create(creator, f"Bureau {next(NUMBERS)}")
            await store.writer.run(Edit(store, None, gone, {"active": False}))
            said = (await store.messages.post(colleague, private.id, "Bonjour", (), f"n{next(NUMBERS)}")).message
            to = [creator.id]
            aside = (await store.messages.post(colleague, private.id, "Psst", to, f"n{next(NUMBERS)}")).message
            deleted = (await store.messages.post(colleague, bureau.id, "Pardon", (), f"n{next(NUMBERS)}")).message
            await store.deletions.delete(colleague, deleted.id)
            session = store.sessions.find(await store.sessions.start(colleague))
            invite = (await store.invites.create(actors["admin out"])).code
            if not store.references.all:
                await store.references.add(actors["admin in"], "FA####", PATTERN_LEADS_TO)
            key_id, origin = await self.embedded(actors["admin out"])
            places = private, bureau, direct, abandoned
            self.scene = Scene(
                store, actors, colleague, *places, said, aside, deleted, session.id, invite, key_id, origin
            )
        return self.scene

    async def embedded(self, admin):
        """A key and a site, made anew when there is none: of these there are only so many."""
        embedding = self.store.embedding
        if not embedding.keys(admin):
            await embedding.create_secret(admin, "ERP")
        if not embedding.origins:
            await embedding.allow_origin(admin, "https://erp.example")
        return embedding.keys(admin)[0].id, embedding.origins[0]


def role(actor):
    return "admin" if "admin" in actor else "member"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory):
    store = await Store.open(tmp_path_factory.mktemp("access"))
    stage = Stage(store)
    await stage.set()
    yield stage
    await store.close()


def memory(state):
    """All that a command could have changed; members and canals are frozen, so that a shallow copy will do."""
    said = {canal_id: len(window.messages) for canal_id, window in state.windows.items()}
    in_two_steps = (state.marks, state.preferences, state.drafts, state.scheduled, state.reminders)
    of_members = [{of: dict(kept) for of, kept in what.items()} for what in in_two_steps]
    held = (state.members, state.canals, state.sessions, state.invites, state.resets, state.desktops, state.embed_keys)
    held += (state.deletions,)
    return [
        *map(dict, held),
        state.starting_desktop,
        state.references,
        (state.office_name, state.office_lang, state.office_logo),
        (state.embed_origins, state.embed_creates),
        said,
        of_members,
    ]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("command", "actor", "outcome"), CASES, ids=lambda value: value.replace(" ", "_"))
async def test_each_command_does_what_the_table_says(stage, command, actor, outcome):
    scene = await stage.fresh()
    before = memory(stage.store.state)
    found = await outcome_of(COMMANDS[command], scene, scene.actors[actor])
    if found == "done":
        stage.scene = None
    else:
        assert memory(stage.store.state) == before, "what is refused leaves no trace"
    assert found == outcome


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("command", QUESTIONS, ids=lambda value: value.replace(" ", "_"))
async def test_who_asks_beforehand_is_told_what_the_command_will_do(stage, command, actor):
    scene = await stage.fresh()
    rule, args = QUESTIONS[command]
    outcome = next(found for done, by, found in CASES if (done, by) == (command, actor))
    assert access.may(rule, scene.store.state, scene.actors[actor], *args(scene)) == (outcome == "done")


RULES = {name: rule for name, rule in vars(access).items() if name.startswith("access_")}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", RULES)
async def test_the_question_of_every_rule_agrees_with_its_refusal(stage, name):
    scene, rule, answers = await stage.fresh(), RULES[name], set()
    everybody = [*(actor.id for actor in scene.actors.values()), scene.colleague.id, 999_999]
    ways = {
        "canal_id": [scene.private.id, scene.open.id, scene.direct.id, scene.abandoned.id, 1],
        "other_id": everybody,
        "member_id": everybody,
        "recipients": [(), *((each,) for each in everybody)],
        "code": [scene.invite, "x"],
        "scheduled_id": [999_999],
        "session_id": [scene.session_id, 999_999],
        "key_id": [scene.key_id, 999_999],
        "message": (messages := [None, scene.said, scene.aside, replace(scene.said, gone=True)]),
        "answered": messages[1:],
        "message_id": [scene.said.id, scene.deleted.id, 1],
    }
    asked = [parameter for parameter in inspect.signature(rule).parameters if parameter in ways]
    for actor in scene.actors.values():
        for args in product(*(ways[parameter] for parameter in asked)):
            try:
                rule(scene.store.state, actor, *args)
                allowed = True
            except Refused:
                allowed = False
            assert access.may(rule, scene.store.state, actor, *args) is allowed
            answers.add(allowed)
    assert False in answers


def test_the_table_and_the_commands_are_the_same():
    assert list(COMMANDS) == list(dict.fromkeys(command for command, _, _ in CASES))
    assert {outcome for _, _, outcome in CASES} <= {
        "done", "nothing", "no canal", "no member", "no message", "ended", "forbidden", "refused",
    }  # fmt: skip


def test_every_command_that_somebody_gives_is_in_the_table(stage):
    given_by_somebody = {
        f"{topic}.{name}"
        for topic, kind in vars(stage.store).items()
        for name, method in vars(type(kind)).items()
        if type(kind).__module__.startswith("app.store.") and inspect.isfunction(method) and name[0] != "_"
        if {"by", "member"} & set(inspect.signature(method).parameters)
    }
    assert given_by_somebody == {command.split()[0] for command in COMMANDS} | DECIDES_NOTHING.keys()


@pytest.fixture(scope="module")
def tables_alone():
    """The tables in memory, with nothing in them."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        SQLModel.metadata.create_all(connection)
        connection.commit()
        yield connection
    engine.dispose()


def office_of(canals, messages, active):
    blank = Member(0, "", "", "", "member", "#0e7490", "", "", True, 0, "", "", "newest-last")
    members = [replace(blank, id=n, login=f"m{n}", nickname_fold=f"m{n}", active=n in active) for n in range(1, 6)]
    made = [
        Canal(n, f"c{n}", "#0e7490", kind, "", 1, False, 0, {} if kind == "open" else dict.fromkeys(inside, 0))
        for n, (kind, inside) in enumerate(canals, 1)
    ]
    said = [
        Message(n, made[canal % len(made)].id, author, "", tuple(sorted(to)), f"n{n}")
        for n, (canal, author, to) in enumerate(messages, 1)
    ]
    return members, made, said


def put(connection, table, things, *left_out, **more):
    """Rows of what the process holds; `more` are columns that only the table has, each made of the thing."""
    rows = [
        {field.name: getattr(thing, field.name) for field in fields(thing) if field.name not in left_out}
        | {name: value(thing) for name, value in more.items()}
        for thing in things
    ]
    if rows:
        connection.execute(insert(table), rows)


somebody = st.integers(1, 5)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    canals=st.lists(
        st.tuples(st.sampled_from(["open", "private", "direct"]), st.sets(somebody)), min_size=1, max_size=4
    ),
    messages=st.lists(st.tuples(st.integers(0, 3), somebody, st.sets(somebody)), max_size=10),
    active=st.sets(somebody),
)
def test_what_sql_finds_visible_is_what_the_rules_say(tables_alone, canals, messages, active):
    members, made, said = office_of(canals, messages, active)
    where = {canal.id: canal for canal in made}
    with tables_alone.begin() as transaction:
        put(tables_alone, tables.Member, members, login_fold=lambda member: member.login)
        put(tables_alone, tables.Canal, made, "joined")
        left_out = ("recipients", "quote", "reactions", "mentions")
        put(tables_alone, tables.Message, said, *left_out, text=str, is_aside=lambda message: message.is_aside)
        told = [{"message_id": message.id, "member_id": to} for message in said for to in message.recipients]
        if told:
            tables_alone.execute(insert(tables.Recipient), told)
        for member in members:
            query = select(col(tables.Message.id)).where(access.visible_to(member, made))
            assert set(tables_alone.execute(query).scalars()) == {
                message.id
                for message in said
                if access.is_in(member, where[message.canal_id]) and access.sees(member, message)
            }
        transaction.rollback()
