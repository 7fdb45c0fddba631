"""The desktop, each member's home page of widgets."""
