"""Who may do what with members, and with what lets one in: sessions, invites, resets."""

from app.store import access

TABLE = """
                                        outsider   member     creator    admin in   admin out  gone
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
"""

COMMANDS = {
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
}

QUESTIONS = {
    "members.edit a colleague": (access.access_member_to_edit, lambda s: (s.colleague.id,)),
    "members.set_role of a colleague": (access.access_member_to_manage, lambda s: (s.colleague.id,)),
    "invites.create": (access.access_admin, lambda s: ()),
    "invites.revoke a colleague's": (access.access_invite, lambda s: (s.invite,)),
}
