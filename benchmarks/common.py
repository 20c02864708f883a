"""What every measurement of learning shares: how long a run lasts, what it comes to, on which machine."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from game.training import Progress, episodes_to_learn

RATE, HOLD = 0.97, 15  # learned: this exact catch rate, kept for so many further episodes
KEPT = 100  # episodes at the end over which a rate counts as kept

# Told of every episode; answers whether to go on.
Watch = Callable[[Progress], bool]
# Learns from a seed, for at most so many episodes, telling the watch of each.
Learn = Callable[[int, int, Watch], None]


@dataclass
class Run:
    """One contestant with one seed.

    episodes_to_learn, seconds_to_learn: None if it did not learn. startup_seconds: from the start of the
    process to the first step. lowest_after: the lowest catch rate since it had learned, and kept: the lowest
    of its last KEPT episodes; None if it was not followed that far. memory_mb: of the process at the end,
    None where unknown. rates: after each episode.
    """

    name: str
    seed: int
    episodes: int
    seconds: float
    startup_seconds: float
    episodes_to_learn: int | None
    seconds_to_learn: float | None
    lowest_after: float | None
    kept: float | None
    memory_mb: float | None
    rates: list[float]


@dataclass
class Curve:
    """Follows a learner: until it has learned and `after` more episodes, or the time is up.

    most_seconds: of learning. None for no limit.
    """

    after: int = 0
    most_seconds: float | None = None
    rates: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    learned_at: int | None = None

    def watch(self, progress: Progress) -> bool:
        """Note an episode. Returns whether to go on."""
        self.rates.append(progress.catch_rate)
        self.seconds.append(progress.seconds)
        if self.learned_at is None:
            self.learned_at = episodes_to_learn(self.rates, RATE, HOLD)
        is_late = self.most_seconds is not None and progress.seconds >= self.most_seconds
        is_done = self.learned_at is not None and len(self.rates) >= self.learned_at + max(self.after, HOLD)
        return not (is_late or is_done)

    def run(self, name: str, seed: int, startup_seconds: float, memory_mb: float | None) -> Run:
        """Return what it came to."""
        at = self.learned_at
        since = [] if at is None else self.rates[at - 1 :]
        return Run(
            name=name,
            seed=seed,
            episodes=len(self.rates),
            seconds=round(self.seconds[-1], 3),
            startup_seconds=round(startup_seconds, 3),
            episodes_to_learn=at,
            seconds_to_learn=None if at is None else round(self.seconds[at - 1], 3),
            lowest_after=min(since) if len(since) > HOLD + 1 else None,
            kept=min(since[-KEPT:]) if len(since) >= KEPT else None,
            memory_mb=memory_mb,
            rates=[round(rate, 4) for rate in self.rates],
        )


def follow(progress: Iterable[Progress], episodes: int, watch: Watch) -> None:
    """Hand the watch each episode, at most so many, until it has seen enough."""
    for p in progress:
        if not watch(p) or p.episode >= episodes:
            return


class Stopwatch:
    """Seconds since it was made, without those spent inside `with stopwatch.paused`."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._excluded = 0.0
        self._paused_at = 0.0

    @property
    def seconds(self) -> float:
        """The time so far."""
        return time.perf_counter() - self._began - self._excluded

    def __enter__(self) -> None:
        self._paused_at = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._excluded += time.perf_counter() - self._paused_at


def machine() -> dict[str, Any]:
    """Return what the figures depend on: processor, cores, system, and how busy it is."""
    return {
        "cpu": _cpu_model(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def versions() -> dict[str, str]:
    """Return the versions of everything that takes part, and the commit if this is a checkout."""
    names = ["numpy", "ai-edge-litert", "tensorflow", "tensorflow-cpu", "keras"]
    names += ["stable-baselines3", "torch", "gymnasium"]
    found = {"python": platform.python_version()}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    if commit := _commit():
        found["commit"] = commit
    return found


def _cpu_model() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _commit() -> str | None:
    command = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty", "--exclude=*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
