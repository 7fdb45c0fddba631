"""Who may say what where, read what was said, and have seen it."""

from app.store import access
from tests.attaching import hold
from tests.store.access.scene import NUMBERS, post

TABLE = """
                                        outsider   member     creator    admin in   admin out  gone
messages.post in the private one        no canal   done       done       done       no canal   no member
messages.post an aside in it            no canal   done       done       done       no canal   no member
messages.post an aside to an outsider   no canal   forbidden  forbidden  forbidden  no canal   no member
messages.post an aside to one gone      no canal   forbidden  forbidden  forbidden  no canal   no member
messages.post in the open one           done       done       done       done       done       no member
messages.post in another's direct one   no canal   no canal   no canal   no canal   no canal   no member
messages.post nowhere                   no canal   no canal   no canal   no canal   no canal   no canal
messages.post a record in it             no canal   done       done       done       no canal   no member
messages.post one's own file in it      no canal   done       done       done       no canal   no member
messages.post a colleague's file in it  no canal   forbidden  forbidden  forbidden  no canal   no member
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
messages.before in another's direct     no canal   no canal   no canal   no canal   no canal   no member
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
files.in_canal the private one          no canal   done       done       done       no canal   no member
files.in_canal another's direct         no canal   no canal   no canal   no canal   no canal   no member
files.sendable one's own and theirs     done       done       done       done       done       no member
files.take_out of what others said      no message forbidden  forbidden  forbidden  no message no member
files.take_out of what one said         done       done       done       done       done       no member
reading.watch the private one           no canal   done       done       done       no canal   no member
reading.mark the private one            no canal   done       done       done       no canal   no member
reading.mark_all with the private one   no canal   done       done       done       no canal   no member
reading.mark_back in the private one    no message done       done       done       no message no member
"""

COMMANDS = {
    "messages.post in the private one": lambda s, by: post(s, by, s.private.id),
    "messages.post an aside in it": lambda s, by: post(s, by, s.private.id, s.colleague),
    "messages.post an aside to an outsider": lambda s, by: post(s, by, s.private.id, s.actors["outsider"]),
    "messages.post an aside to one gone": lambda s, by: post(s, by, s.private.id, s.actors["gone"]),
    "messages.post in the open one": lambda s, by: post(s, by, s.open.id),
    "messages.post in another's direct one": lambda s, by: post(s, by, s.direct.id),
    "messages.post nowhere": lambda s, by: post(s, by, 1),
    "messages.post a record in it": lambda s, by: post(s, by, s.private.id, card={"title": "Devis"}),
    "messages.post one's own file in it": lambda s, by: post_file(s, by, by),
    "messages.post a colleague's file in it": lambda s, by: post_file(s, by, s.colleague),
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
    "messages.before in another's direct": lambda s, by: s.store.messages.before(by, s.direct.id, 2**53),
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
    "files.in_canal the private one": lambda s, by: s.store.files.in_canal(by, s.private.id),
    "files.in_canal another's direct": lambda s, by: s.store.files.in_canal(by, s.direct.id),
    "files.sendable one's own and theirs": lambda s, by: sends(s, by, by, s.colleague),
    "files.take_out of what others said": lambda s, by: s.store.files.take_out(by, s.said.id, 1),
    "files.take_out of what one said": lambda s, by: take_out(s, by, s.open),
    "reading.watch the private one": lambda s, by: s.store.reading.watch(by, s.private.id, "tab"),
    "reading.mark the private one": lambda s, by: s.store.reading.mark(by, s.private.id, s.said.id),
    "reading.mark_all with the private one": lambda s, by: s.store.reading.mark_all(by, [s.open.id, s.private.id]),
    "reading.mark_back in the private one": lambda s, by: s.store.reading.mark_back(by, s.said),
}

QUESTIONS = {
    "messages.post an aside to an outsider": (
        access.access_post,
        lambda s: (s.private.id, (s.actors["outsider"].id,)),
    ),
}


async def post_file(scene, by, owner):
    file = await hold(scene.store, owner)
    nonce = f"n{next(NUMBERS)}"
    return await scene.store.messages.post(by, scene.private.id, "", (), nonce, files=[file.id])


async def sends(scene, by, *owners):
    files = [await hold(scene.store, each) for each in owners]
    assert await scene.store.files.sendable(by, [file.id for file in files]) == files[:1]


async def take_out(scene, by, canal):
    file = await hold(scene.store, by)
    said = await scene.store.messages.post(by, canal.id, "Voilà", (), f"n{next(NUMBERS)}", files=[file.id])
    await scene.store.files.take_out(by, said.message.id, file.id)
