"""Who looks, and at what: all that a dialog needs to know."""

from dataclasses import dataclass

from app.components.wire.tabs import Tab
from app.locale import Words
from app.store import Store, access
from app.store.state import Member


@dataclass(frozen=True)
class View:
    """One tab of one member."""

    store: Store
    words: Words
    tab: Tab

    @property
    def member(self) -> Member:
        """The member as they are now.

        :raises Forbidden: when they are no longer one
        """
        return access.current(self.store.state, self.store.members.get(self.tab.member_id))
