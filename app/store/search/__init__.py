"""Finding what was said: words and their forms, filters, and what of it the searcher may read now."""

from app.store.search.search import Found, Order, Result, Search

__all__ = ["Found", "Order", "Result", "Search"]
