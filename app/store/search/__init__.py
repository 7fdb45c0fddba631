"""Finding what was said: words and their forms, filters, and what of it the searcher may read now."""

from app.store.search.excerpts import Excerpt
from app.store.search.keeping import IndexState
from app.store.search.search import Found, Order, Result, Search
from app.store.search.suggesting import Proposal

__all__ = ["Excerpt", "Found", "IndexState", "Order", "Proposal", "Result", "Search"]
