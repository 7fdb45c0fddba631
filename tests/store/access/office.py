"""Who may do what for the whole office: safekeeping, its name, references, the audit, embedding."""

from tests.store.access.scene import NUMBERS, PATTERN_LEADS_TO
from tests.store.tokens import pem_pair

PUBLIC_KEY = pem_pair("EdDSA")[1]

TABLE = """
                                        outsider   member     creator    admin in   admin out  gone
safekeeping.back_up_now                 forbidden  forbidden  forbidden  done       done       no member
safekeeping.kept                        forbidden  forbidden  forbidden  done       done       no member
references.add                          forbidden  forbidden  forbidden  done       done       no member
references.remove                       forbidden  forbidden  forbidden  done       done       no member
references.remove one that is gone      forbidden  forbidden  forbidden  refused    refused    no member
office.rename                           forbidden  forbidden  forbidden  done       done       no member
office.set_lang                         forbidden  forbidden  forbidden  done       done       no member
office.set_logo                         forbidden  forbidden  forbidden  refused    refused    no member
office.set_bare_photos                  forbidden  forbidden  forbidden  done       done       no member
files.census                            forbidden  forbidden  forbidden  done       done       no member
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

COMMANDS = {
    "safekeeping.back_up_now": lambda s, by: s.store.safekeeping.back_up_now(by),
    "safekeeping.kept": lambda s, by: s.store.safekeeping.kept(by),
    "references.add": lambda s, by: s.store.references.add(by, f"FA{next(NUMBERS)}#", PATTERN_LEADS_TO),
    "references.remove": lambda s, by: s.store.references.remove(by, s.store.references.all[0].id),
    "references.remove one that is gone": lambda s, by: s.store.references.remove(by, 999_999),
    "office.rename": lambda s, by: s.store.office.rename(by, f"Bureau {next(NUMBERS)}"),
    "office.set_lang": lambda s, by: s.store.office.set_lang(by, "en"),
    "office.set_logo": lambda s, by: s.store.office.set_logo(by, b"no picture"),
    "office.set_bare_photos": lambda s, by: s.store.office.set_bare_photos(by, False),
    "files.census": lambda s, by: s.store.files.census(by),
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

QUESTIONS = {}
