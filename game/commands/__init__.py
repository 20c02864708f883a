"""What the subcommands of `catch` do: a module each, with run(args) -> exit code, imported when asked for."""

from __future__ import annotations


class CommandError(Exception):
    """What was asked for cannot be done; the message says what was given and what would do."""
