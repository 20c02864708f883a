"""The whole program, measured from outside: a screen for it, a start with its report and samples."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.common import ROOT

HIDE = "hide"  # in place of a key: the window is taken off the screen, as by minimising it
SCREENS = ("x11", "dummy")
PATIENCE = 60.0  # seconds beyond its duration that a start may take


class Sample(NamedTuple):
    """What a process had come to: seconds, CPU seconds so far, memory in MB (None where unknown)."""

    at: float
    cpu: float
    mb: float | None


class Measured(NamedTuple):
    """A start of the game: what --report wrote, and a sample each second from the first frame on."""

    report: dict[str, Any]
    samples: list[Sample]


class Failed(RuntimeError):
    """The program ended with an error; the message is what it said."""


@contextmanager
def screen(name: str, size: tuple[int, int] = (1920, 1080)) -> Iterator[Mapping[str, str]]:
    """Give the environment in which a program finds that screen.

    Args:
        name: one of SCREENS. "x11" is a virtual display of that size, drawn by Xvfb; "dummy" shows nothing.

    Raises:
        FileNotFoundError: Xvfb is not installed.
    """
    if name == "dummy":
        yield {"SDL_VIDEODRIVER": "dummy"}
        return
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as told:
            yield {"DISPLAY": f":{told.readline().strip()}", "SDL_VIDEODRIVER": "x11"}
    finally:
        server.terminate()
        server.wait()


def available_screens() -> list[str]:
    """Return which of SCREENS there are here."""
    return list(SCREENS) if shutil.which("Xvfb") else ["dummy"]


def described(name: str) -> str:
    """Return what a screen of that name is, in words."""
    return {"x11": "a window on Xvfb", "dummy": "SDL's dummy driver"}[name]


def run(command: Sequence[str], environment: Mapping[str, str], seconds: float = 0.0) -> str:
    """Return what a Python command (its words after the interpreter) prints; `seconds`: how long it takes.

    Its player's files are in a folder of their own.

    Raises:
        Failed: it did not end well.
    """
    # Else every start would compile the program anew, which no start but a player's first one does.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env={**inherited, "SDL_AUDIODRIVER": "dummy", "CATCH_HOME": home, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds + PATIENCE,
        )
    if done.returncode:
        raise Failed(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def play(
    *words: str,
    environment: Mapping[str, str],
    seconds: float,
    presses: Sequence[tuple[float, str]] = (),
    size: tuple[int, int] = (1280, 720),
) -> Measured:
    """Play for so many seconds with these words of the command line; press keys as benchmarks.driven does.

    Raises:
        Failed: it did not end well.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        words += ("--mute", "--seed", "1", "--size", f"{size[0]}x{size[1]}")
        words += ("--duration", str(seconds), "--report", str(report))
        task = json.dumps({"words": words, "presses": presses})
        printed = run(["-m", "benchmarks.driven", task], environment, seconds)
        samples = [Sample(*sample) for sample in json.loads(printed.splitlines()[-1])]
        return Measured(json.loads(report.read_text(encoding="utf-8")), samples)


def cpu_share(samples: Sequence[Sample], since: float) -> float:
    """Return how much of one core was busy from a time (seconds) to the last sample, 0..cores.

    Raises:
        ValueError: there are no two samples after that.
    """
    later = [sample for sample in samples if sample.at >= since]
    if len(later) < 2:
        raise ValueError(f"{len(later)} samples after {since} s; at least 2 are needed: measure longer.")
    return (later[-1].cpu - later[0].cpu) / (later[-1].at - later[0].at)
