"""Cards: the dialogs that open over a page, one at a time."""
