"""catch play: the game on the screen."""

from __future__ import annotations

import argparse

from game import agents, app
from game.options import PlayOptions


def run(args: argparse.Namespace) -> int:
    """Open the window and play until the player leaves."""
    if (
        args.engine == "keras" and not agents.is_tensorflow_installed()
    ):  # it will load behind the first frames
        raise agents.NoTensorFlow("--engine keras")
    return app.run(
        PlayOptions(
            scene=args.scene,
            opponent=args.opponent,
            speed=args.speed,
            seed=args.seed,
            engine=args.engine,
            mute=args.mute,
            size=args.size,
            duration=args.duration,
            screenshot=args.screenshot,
            report=args.report,
        )
    )
