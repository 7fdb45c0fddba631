"""Search: the field in the window's head, what one may add to what is sought, and what is found, beside the talk."""
