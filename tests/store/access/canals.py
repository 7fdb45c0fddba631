"""Who may do what with a canal: its name, who is in it, and how one keeps it in the drawer."""

from app.store import access
from tests.store.access.scene import NUMBERS

TABLE = """
                                        outsider   member     creator    admin in   admin out  gone
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
preferences.ring of the private one     no canal   done       done       done       no canal   no member
preferences.arrange the private one     no canal   done       done       done       no canal   no member
"""

COMMANDS = {
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
    "preferences.ring of the private one": lambda s, by: s.store.preferences.ring(by, s.private.id, "none"),
    "preferences.arrange the private one": lambda s, by: s.store.preferences.arrange(by, [s.private.id]),
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
}
