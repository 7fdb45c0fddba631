"""The window: canals on the left, the talk in the middle, members on the right."""
