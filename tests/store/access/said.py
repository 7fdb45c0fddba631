"""Who may do what with a message that was said: answer with an emoji, edit it, delete it."""

from app.store import access
from tests.store.access.scene import NUMBERS, post

TABLE = """
                                        outsider   member     creator    admin in   admin out  gone
reactions.put to something said         no message done       done       done       no message no member
reactions.put to an aside               no message no message done       no message no message no member
reactions.put to nothing                no message no message no message no message no message no member
pins.pin something said                 no message done       done       done       no message no member
pins.pin an aside                       no message no message forbidden  no message no message no member
pins.pin nothing                        no message no message no message no message no message no member
pins.all of the private one             no canal   done       done       done       no canal   no member
pins.all of another's direct            no canal   no canal   no canal   no canal   no canal   no member
links.in_canal the private one          no canal   done       done       done       no canal   no member
links.in_canal another's direct         no canal   no canal   no canal   no canal   no canal   no member
deletions.delete a colleague's          no message forbidden  forbidden  done       no message no member
deletions.delete an aside               no message no message forbidden  no message no message no member
deletions.delete one's own              done       done       done       done       done       no member
deletions.delete nothing                no message no message no message no message no message no member
deletions.running                       done       done       done       done       done       no member
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
"""

COMMANDS = {
    "reactions.put to something said": lambda s, by: s.store.reactions.put(by, s.said.id, "👍", True),
    "reactions.put to an aside": lambda s, by: s.store.reactions.put(by, s.aside.id, "👍", True),
    "reactions.put to nothing": lambda s, by: s.store.reactions.put(by, 1, "👍", True),
    "pins.pin something said": lambda s, by: s.store.pins.pin(by, s.said.id),
    "pins.pin an aside": lambda s, by: s.store.pins.pin(by, s.aside.id),
    "pins.pin nothing": lambda s, by: s.store.pins.pin(by, 1),
    "pins.all of the private one": lambda s, by: s.store.pins.all(by, s.private.id),
    "pins.all of another's direct": lambda s, by: s.store.pins.all(by, s.direct.id),
    "links.in_canal the private one": lambda s, by: s.store.links.in_canal(by, s.private.id),
    "links.in_canal another's direct": lambda s, by: s.store.links.in_canal(by, s.direct.id),
    "deletions.delete a colleague's": lambda s, by: s.store.deletions.delete(by, s.said.id),
    "deletions.delete an aside": lambda s, by: s.store.deletions.delete(by, s.aside.id),
    "deletions.delete one's own": lambda s, by: delete_own(s, by, undo=False),
    "deletions.delete nothing": lambda s, by: s.store.deletions.delete(by, 1),
    "deletions.running": lambda s, by: s.store.deletions.running(by),
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
}

QUESTIONS = {
    "pins.pin something said": (access.access_message_to_pin, lambda s: (s.said,)),
    "pins.pin an aside": (access.access_message_to_pin, lambda s: (s.aside,)),
    "deletions.delete a colleague's": (access.access_message_to_delete, lambda s: (s.said,)),
    "deletions.delete an aside": (access.access_message_to_delete, lambda s: (s.aside,)),
    "deletions.undo a colleague's": (access.access_deletion_to_undo, lambda s: (s.deleted.id,)),
    "edits.edit what somebody else said": (access.access_message_to_edit, lambda s: (s.said,)),
    "edits.edit an aside to some": (access.access_message_to_edit, lambda s: (s.aside,)),
    "edits.history of somebody else": (access.access_history, lambda s: (s.said,)),
    "edits.history of an aside to some": (access.access_history, lambda s: (s.aside,)),
}


async def delete_own(scene, by, undo):
    said = (await post(scene, by, scene.open.id)).message
    await scene.store.deletions.delete(by, said.id)
    if undo:
        await scene.store.deletions.undo(by, said.id)


def edit(scene, by, said):
    return scene.store.edits.edit(by, said.id, f"Bonsoir {next(NUMBERS)}", f"n{next(NUMBERS)}")


async def of_own(scene, by, does):
    return await does((await post(scene, by, scene.open.id)).message)
