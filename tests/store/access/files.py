"""Who may bring a file, have it, and take it away again."""

from tests.store.access.scene import NUMBERS

TABLE = """
                                        outsider   member     creator    admin in   admin out  gone
files.bring to the private one          no canal   done       done       done       no canal   no member
files.bring to the open one             done       done       done       done       done       no member
files.bring to another's direct one     no canal   no canal   no canal   no canal   no canal   no member
files.open what somebody else holds     no file    no file    no file    no file    no file    no member
files.open one in the private one       no file    done       done       done       no file    no member
files.open one of an aside              no file    no file    done       no file    no file    no member
files.open one of what is deleted       no file    no file    no file    no file    no file    no member
files.open one in another's direct      no file    no file    no file    no file    no file    no member
files.find what somebody else holds     no file    no file    no file    no file    no file    no member
files.find one in the private one       no file    done       done       done       no file    no member
files.thumbnail in the private one      no file    done       done       done       no file    no member
files.thumbnail of an aside             no file    no file    done       no file    no file    no member
files.text in the private one           no file    done       done       done       no file    no member
files.text of an aside                  no file    no file    done       no file    no file    no member
files.drop what one holds               done       done       done       done       done       no member
files.drop what somebody else holds     no file    no file    no file    no file    no file    no member
files.drop what was sent                no file    no file    no file    no file    no file    no member
"""


async def content():
    yield f"print({next(NUMBERS)})\n".encode()


def bring(scene, by, canal):
    return scene.store.files.bring(by, canal.id, "essai.py", content())


def own(scene, by):
    return next(scene.files[actor] for actor, member in scene.actors.items() if member.id == by.id)


COMMANDS = {
    "files.bring to the private one": lambda s, by: bring(s, by, s.private),
    "files.bring to the open one": lambda s, by: bring(s, by, s.open),
    "files.bring to another's direct one": lambda s, by: bring(s, by, s.direct),
    "files.open what somebody else holds": lambda s, by: s.store.files.open(by, s.files["held"]),
    "files.open one in the private one": lambda s, by: s.store.files.open(by, s.files["private"]),
    "files.open one of an aside": lambda s, by: s.store.files.open(by, s.files["aside"]),
    "files.open one of what is deleted": lambda s, by: s.store.files.open(by, s.files["deleted"]),
    "files.open one in another's direct": lambda s, by: s.store.files.open(by, s.files["direct"]),
    "files.find what somebody else holds": lambda s, by: s.store.files.find(by, s.files["held"]),
    "files.find one in the private one": lambda s, by: s.store.files.find(by, s.files["private"]),
    "files.thumbnail in the private one": lambda s, by: s.store.files.thumbnail(by, s.files["private"], 256),
    "files.thumbnail of an aside": lambda s, by: s.store.files.thumbnail(by, s.files["aside"], 256),
    "files.text in the private one": lambda s, by: s.store.files.text(by, s.files["private"]),
    "files.text of an aside": lambda s, by: s.store.files.text(by, s.files["aside"]),
    "files.drop what one holds": lambda s, by: s.store.files.drop(by, own(s, by)),
    "files.drop what somebody else holds": lambda s, by: s.store.files.drop(by, s.files["held"]),
    "files.drop what was sent": lambda s, by: s.store.files.drop(by, s.files["private"]),
}

QUESTIONS = {}
