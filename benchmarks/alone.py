"""The learner with a process to itself: how many gradient updates a second it makes of random play.

    python -m benchmarks.alone SECONDS

Prints updates per second. What it does for a transition is what it does beside the game: eight updates, then
a snapshot.
"""

from __future__ import annotations

import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the game

from agent import checkpoint
from agent.config import Config
from agent.engine import make_engine
from agent.learner import Learner
from agent.replay import Transition
from game import paths
from game.controllers import Scripted
from game.match import Court

WARM_UP = 50  # transitions


def main() -> int:
    """Learn for so many seconds and print how fast that was."""
    seconds = float(sys.argv[1])
    config = Config()
    learner = Learner(checkpoint.newborn(config, 1), make_engine("litert", config, paths.compiled_agents()))
    played: list[Transition] = []
    court = Court(Scripted(noise=1.0, seed=1), [played.append], seed=1)
    done, began = 0, time.perf_counter()
    while True:
        court.tick()
        if played:
            learner.learn([played.pop()])
            done += 1
        if done == WARM_UP:
            before, began = learner.metrics.updates, time.perf_counter()
        elif done > WARM_UP and time.perf_counter() - began >= seconds:
            print((learner.metrics.updates - before) / (time.perf_counter() - began))
            return 0


if __name__ == "__main__":
    sys.exit(main())
