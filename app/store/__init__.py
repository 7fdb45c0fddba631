"""The truth: what exists, who may see it, what just changed. Knows no screen."""

from app.store.refusal import Forbidden, Refused, Unavailable, Unusable, about
from app.store.store import Store

__all__ = ["Forbidden", "Refused", "Store", "Unavailable", "Unusable", "about"]
