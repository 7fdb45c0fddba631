"""What may be done is asked of `app/store/access.py`: nothing that is drawn reckons it from roles and lists itself."""

import ast
from pathlib import Path

APP = Path(__file__).parents[2] / "app"
DECIDES = {"is_admin", "joined", "creator_id"}
SHOWS = {
    "components/cards/people.py": {"is_admin"},  # says a role
    "components/admin/members.py": {"is_admin"},  # a badge
    "components/admin/invites.py": {"creator_id"},  # who gave it
    "components/canal_panel/about.py": {"creator_id"},  # who made it
    "components/tour/steps.py": {"creator_id"},  # whose deed it was
}
"""Which of them say what somebody is, and decide nothing."""


def test_nothing_drawn_reckons_rights_by_itself():
    found = {}
    for room in ("components", "pages", "api"):
        for file in (APP / room).rglob("*.py"):
            names = {each.attr for each in ast.walk(ast.parse(file.read_text())) if isinstance(each, ast.Attribute)}
            if reckoned := names & DECIDES:
                found[file.relative_to(APP).as_posix()] = reckoned
    assert found == SHOWS
