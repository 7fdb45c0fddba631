"""The tour: seven things that one does for real, told by the house's cat."""
