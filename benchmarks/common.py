"""What the measurements share: how long a run of learning lasts, on which machine, where results go."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from game.training import Progress, episodes_to_learn

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
RATE, HOLD = 0.97, 15  # learned: this exact catch rate, kept for so many further episodes
TABLE_WIDTH = 150  # characters a table may need, even where a pipe claims to be narrower
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


def command_line(name: str, doc: str) -> argparse.ArgumentParser:
    """Return the parser of `python -m benchmarks.<name>` with the options that publish() needs, and --quick.

    Args:
        doc: the script's own docstring.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m benchmarks.{name}",
        description=doc,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="measure little: to see that it works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured")
    parser.add_argument("--docs", action="store_true", help="write the section of docs/benchmarks.md")
    return parser


def publish(name: str, options: argparse.Namespace, results: dict[str, Any], text: str) -> None:
    """Write the results, and `text` as their section of the page, as far as the command line asks for it.

    Args:
        results: can be written as JSON; begins with circumstances().
        text: Markdown, from its heading of the second level on. What it was measured on follows it.
    """
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if options.docs:
        write_section(name, f"{text.strip()}\n\n{measured_on(results)}")


def show(rows: Sequence[Sequence[str]], caption: str | None = None) -> None:
    """Print a table: the first row is its head, the first column is aligned left and the others right."""
    from rich.console import Console  # not at once: a run of learning does without, and counts its start-up
    from rich.table import Table

    table = Table(box=None, caption=caption)
    for number, header in enumerate(rows[0]):
        table.add_column(header, justify="right" if number else "left", no_wrap=not number)
    for row in rows[1:]:
        table.add_row(*row)
    Console(width=max(Console().width, TABLE_WIDTH)).print(table)


def figure(width: float, height: float) -> Any:
    """Return an empty Matplotlib figure, in inches. save_figure() writes it.

    Raises:
        ModuleNotFoundError: Matplotlib is missing; the message says how to get it.
    """
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "A plot needs Matplotlib: pip install 'keras-plays-catch[bench]'."
        ) from error
    return Figure(figsize=(width, height), layout="constrained")


def save_figure(drawn: Any, file: Path) -> None:
    """Write a figure() as a picture."""
    file.parent.mkdir(parents=True, exist_ok=True)
    drawn.savefig(file, dpi=110)


def circumstances() -> dict[str, Any]:
    """Return when, on what and with what a measurement is made, to begin its results with."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": machine(),
        "versions": versions(),
    }


def measured_on(results: dict[str, Any]) -> str:
    """Return the sentence that says so below a table."""
    on = results["machine"]
    where = f"{on['cpu']}, {on['cores']} cores, {on['system']}, load {on['load']} at the start"
    return f"Measured on {results['date']}: {where}; {listed(results['versions'])}."


def listed(values: dict[str, Any]) -> str:
    """Return names and values as a line."""
    return ", ".join(f"{name} {value}" for name, value in values.items())


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return a table: the first row is its head, the first column is aligned left and the others right."""
    header, *body = rows
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (header, rule, *body))


def write_section(name: str, text: str, page: Path = PAGE) -> None:
    """Put what `python -m benchmarks.<name> --docs` found into the page.

    It takes the place of that benchmark's section before, or comes at the end.
    """
    since, until = marks(name)
    section = f"{since}\n{text.strip()}\n{until}\n"
    before = page.read_text(encoding="utf-8") if page.is_file() else "# Benchmarks\n\n"
    if since in before and until in before:
        start, end = before.index(since), before.index(until) + len(until) + 1
        after = before[:start] + section + before[end:]
    else:
        after = before.rstrip("\n") + "\n\n" + section
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(after, encoding="utf-8")


def marks(name: str) -> tuple[str, str]:
    """Return the comments that a benchmark's section stands between."""
    since = f"<!-- {name}: written by `python -m benchmarks.{name} --docs`, not by hand -->"
    return since, f"<!-- end of {name} -->"


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
