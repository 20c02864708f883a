"""Catch: the rules, the players, the screen and the commands."""
