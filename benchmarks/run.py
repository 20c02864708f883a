"""One contestant, one seed, in a process of its own: `python -m benchmarks.run NAME --seed 0` prints JSON."""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict

from benchmarks.common import Curve, Run
from benchmarks.contestants import check_installed, contestants
from game.report import rss_mb
from game.training import Progress


def run(
    name: str,
    seed: int,
    episodes: int | None = None,
    after: int = 0,
    most_seconds: float | None = None,
    since: float | None = None,
) -> Run:
    """Let a contestant learn, for at most `episodes` (None: its own budget) before, and `after` once learned.

    most_seconds: of learning, None for no limit.  since: Unix time at which its process was started.

    Raises:
        ValueError: there is no such contestant.  NotInstalled: it needs something that is missing.
    """
    everybody = contestants()
    if name not in everybody:
        raise ValueError(f"There is no contestant {name!r}: choose one of {', '.join(everybody)}.")
    check_installed([name])
    contestant = everybody[name]
    budget = contestant.episodes if episodes is None else episodes
    curve = Curve(after, most_seconds)
    since = time.time() if since is None else since
    startup = 0.0

    def watch(progress: Progress) -> bool:
        nonlocal startup
        if progress.episode == 1:
            startup = time.time() - since - progress.seconds
        return curve.watch(progress) and not (curve.learned_at is None and progress.episode >= budget)

    contestant.learn(seed, budget + after, watch)
    return curve.run(name, seed, startup, rss_mb())


def main() -> None:
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--episodes", type=int, help="budget, instead of the contestant's own")
    parser.add_argument("--after", type=int, default=0, help="episodes to go on once it has learned")
    parser.add_argument("--most-seconds", type=float, help="stop after so many seconds of learning")
    parser.add_argument("--since", type=float, help="Unix time at which this process was started")
    print(json.dumps(asdict(run(**vars(parser.parse_args())))))


if __name__ == "__main__":
    main()
