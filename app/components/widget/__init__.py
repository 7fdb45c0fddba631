"""The door of an embedded page, and the script with which a site embeds it."""
