"""How fast it learns: our agent, the article's loop and Stable-Baselines3, side by side.

python -m benchmarks.learning --quick
python -m benchmarks.learning --json learning.json --docs
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from agent.config import NETWORKS
from benchmarks import report
from benchmarks.common import PAGE, ROOT, Run, circumstances, show, write_section
from benchmarks.contestants import NotInstalled, check_installed, contestants

QUICK = {"seeds": 1, "peer_seeds": 1, "after": 0, "most_seconds": 6.0}


class Failed(RuntimeError):
    """A run ended with an error; the message is what it said."""


class Task(NamedTuple):
    """A run to do."""

    name: str
    seed: int


def tasks(names: Sequence[str], seeds: int, peer_seeds: int) -> list[Task]:
    """Return what is to run, everybody in turn before the next seed, so that all meet the same conditions."""
    everybody = contestants()
    return [
        Task(name, seed)
        for seed in range(max(seeds, peer_seeds))
        for name in names
        if seed < (seeds if everybody[name].is_ours else peer_seeds)
    ]


def run_apart(task: Task, episodes: int | None, after: int, most_seconds: float | None) -> Run:
    """Run a task in a process of its own.

    Raises:
        Failed: it did not end well.
    """
    command = [sys.executable, "-m", "benchmarks.run", task.name, "--seed", str(task.seed)]
    command += ["--after", str(after if contestants()[task.name].is_ours else 0), "--since", str(time.time())]
    command += [] if episodes is None else ["--episodes", str(episodes)]
    command += [] if most_seconds is None else ["--most-seconds", str(most_seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise Failed(f"{task.name} with seed {task.seed} failed:\n{done.stderr}")
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for, and show it. Returns the exit code."""
    options = _options(arguments)
    labels = {name: contestant.label for name, contestant in contestants().items()}
    if options.read:
        results = _together([json.loads(file.read_text(encoding="utf-8")) for file in options.read])
    else:
        try:
            check_installed(options.only)
            results = _measure(options)
        except (NotInstalled, Failed) as error:
            print(error, file=sys.stderr)
            return 1
    runs = [Run(**run) for run in results["runs"]]
    show([report.HEADERS, *report.table(runs)], caption="> n: not within n episodes")
    if options.plot:
        report.plot(runs, labels, options.plot)
    if options.docs:
        report.plot(runs, labels, PAGE.parent / report.IMAGE)
        write_section("learning", report.section(results, runs, labels))
    return 0


def _together(several: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the results of several measurements as one, under the heading of the first.

    Of a run made more than once the longest counts, with the times of the one that was disturbed least.
    """
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for run in (run for results in several for run in results["runs"]):
        place = (run["name"], run["seed"])
        same = [run, found[place]] if place in found else [run]
        longest = max(same, key=lambda run: run["episodes"])
        quickest = min(
            (r for r in same if r["episodes_to_learn"] == longest["episodes_to_learn"]),
            key=lambda run: run["seconds_to_learn"] or run["seconds"],
        )
        found[place] = longest | {name: quickest[name] for name in ("seconds_to_learn", "startup_seconds")}
    options = several[0]["options"] | {"after": max(results["options"]["after"] for results in several)}
    return several[0] | {"options": options, "runs": list(found.values())}


def _measure(options: argparse.Namespace) -> dict[str, Any]:
    results: dict[str, Any] = {
        **circumstances(),
        "options": {
            "seeds": options.seeds,
            "peer_seeds": options.peer_seeds,
            "episodes": options.episodes,
            "after": options.after,
            "most_seconds": options.most_seconds,
        },
        "runs": [],
    }
    todo = tasks(options.only, options.seeds, options.peer_seeds)
    with ThreadPoolExecutor(options.jobs) as pool:
        for number, run in enumerate(
            pool.map(
                lambda task: run_apart(task, options.episodes, options.after, options.most_seconds), todo
            ),
            1,
        ):
            results["runs"].append(asdict(run))
            learned = "-" if run.episodes_to_learn is None else f"{run.episodes_to_learn}"
            print(
                f"{number}/{len(todo)} {run.name} seed {run.seed}: learned {learned}, "
                f"{run.episodes} episodes, {run.seconds:.1f} s",
                file=sys.stderr,
            )
            if options.json:  # as it grows: a long measurement may be interrupted
                options.json.write_text(json.dumps(results) + "\n", encoding="utf-8")
    return results


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.learning",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = list(contestants())
    parser.add_argument(
        "--quick", action="store_true", help="one seed, no variants, a few seconds each: about a minute"
    )
    parser.add_argument(
        "--only", action="append", choices=names, metavar="NAME", help=f"of {', '.join(names)}"
    )
    parser.add_argument("--seeds", type=int, default=20, help="for each of ours (default %(default)s)")
    parser.add_argument("--peer-seeds", type=int, default=5, help="for each of the others (%(default)s)")
    parser.add_argument("--episodes", type=int, help="budget of each run, instead of the contestant's own")
    parser.add_argument("--most-seconds", type=float, help="stop each run after so many seconds of learning")
    parser.add_argument(
        "--after", type=int, default=500, help="ours go on for so many once they learned (%(default)s)"
    )
    parser.add_argument(
        "--jobs", type=int, default=1, help="runs at the same time (%(default)s: clean timing)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured")
    parser.add_argument(
        "--read",
        type=Path,
        metavar="FILE",
        action="append",
        help="measure nothing: show what --json wrote; given again, the longest of equal runs counts",
    )
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the learning curves")
    parser.add_argument("--docs", action="store_true", help="write the section of docs/benchmarks.md")
    options = parser.parse_args(arguments)
    if options.quick and options.docs:
        parser.error("--quick measures too little for the docs: leave one of --quick and --docs away.")
    if options.quick:
        names = [name for name in names if "-" not in name or not name.startswith(NETWORKS)]  # no variants
        vars(options).update(QUICK)
    options.only = options.only or names
    return options


if __name__ == "__main__":
    raise SystemExit(main())
