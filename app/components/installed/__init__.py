"""Miaou as something that one installs: what a browser is told of it, and what shows when nobody answers."""
