"""What one running instance is made of, for its pages and routes."""

from dataclasses import dataclass, field

from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.pages.grants import Grants
from app.settings import Settings
from app.store import Store


@dataclass(frozen=True)
class House:
    settings: Settings
    store: Store
    wire: Wire
    tabs: Tabs
    secret: str = ""
    """What an operation from the command line must bring; empty: none is taken."""
    grants: Grants = field(default_factory=Grants)
