"""The panel of a canal: what it is for, what is pinned to it, its files and links, and who is in it."""
