"""catch record: an agent's greedy play as an animation or as pictures."""

from __future__ import annotations

import argparse
from pathlib import Path

from game import agents
from game.commands import CommandError
from game.record import record_gif, record_pictures


def run(args: argparse.Namespace) -> int:
    """Record the agent and say what was written."""
    out: Path = args.out
    if out.suffix.lower() not in ("", ".gif"):
        raise CommandError(f"--out {out} is neither a .gif file nor a folder for PNGs: name one of the two.")
    snapshot = agents.load(args.agent, args.seed).snapshot()
    if out.suffix:
        record_gif(snapshot, args.episodes, out, args.seed)
        print(f"{args.episodes} episodes are in {out} ({out.stat().st_size / 1024:.0f} KB)")
    else:
        count = record_pictures(snapshot, args.episodes, out, args.seed)
        print(f"{args.episodes} episodes are in {out}, as {count} pictures")
    return 0
