"""What one running instance is made of, for its pages and routes."""

from dataclasses import dataclass

from app.components.tabs import Tabs
from app.components.wire import Wire
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
