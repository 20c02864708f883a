"""catch selftest: whether everything works on this machine."""

from __future__ import annotations

import argparse

from game import selftest


def run(_: argparse.Namespace) -> int:
    """Make every check, a line each."""
    return selftest.run()
