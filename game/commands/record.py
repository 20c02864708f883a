"""catch record: an agent's play, or its learning, as an animation or as pictures."""

from __future__ import annotations

import argparse
from pathlib import Path

from agent.engine import make_engine
from agent.learner import Learner
from game import agents, paths
from game.commands import CommandError
from game.record import learn, play, record_gif, record_pictures


def run(args: argparse.Namespace) -> int:
    """Record the agent and say what was written."""
    out: Path = args.out
    if out.suffix.lower() not in ("", ".gif"):
        raise CommandError(f"--out {out} is neither a .gif file nor a folder for PNGs: name one of the two.")
    checkpoint = agents.load(args.agent, args.seed)
    if args.learn:
        engine = make_engine("litert", checkpoint.config, paths.compiled_agents())
        moments = learn(Learner(checkpoint, engine), args.episodes, args.seed)
    else:
        moments = play(checkpoint.snapshot(), args.episodes, args.seed)
    if out.suffix:
        record_gif(moments, args.episodes, out)
        print(f"{args.episodes} episodes are in {out} ({out.stat().st_size / 1024:.0f} KB)")
    else:
        count = record_pictures(moments, args.episodes, out)
        print(f"{args.episodes} episodes are in {out}, as {count} pictures")
    return 0
