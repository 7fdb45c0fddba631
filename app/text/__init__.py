"""A message's way from typed text to safe HTML, and the cleaning of names."""
