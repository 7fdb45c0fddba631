"""The first minute: what there is to do in a new office, how a colleague is greeted, what to try where nothing is."""
