"""The wire: what pushes to every tab what the store tells, who hears what, and what a browser may ask."""
