"""What a run of the game measured, as the JSON that --report writes."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from game.progress import Progress

LATE_MS = 25.0  # a frame longer than this was due before
SMOOTH_MS = 33.0  # and one longer than this is seen as a stutter
STEPS_PER_MS = 50  # times are counted by 0.02 ms, not kept one by one: a run may be long


class FrameMeter:
    """Measures frames. Times are seconds on any one clock."""

    def __init__(self) -> None:
        self._gaps, self._work, self._flips = Counter[int](), Counter[int](), Counter[int]()
        self._first: float | None = None  # when it was presented
        self._latest: float | None = None  # None after a rest
        self._late_after_first_second = 0

    def add(self, presented: float, work: float, flip: float = 0.0) -> None:
        """A frame was presented after that many seconds of work on it, and so many more in the flip."""
        if self._first is None:
            self._first = presented
        if self._latest is not None:
            gap = presented - self._latest
            self._gaps[_steps(gap)] += 1
            self._late_after_first_second += gap * 1000 > SMOOTH_MS and presented - self._first > 1
        self._latest = presented
        self._work[_steps(work)] += 1
        self._flips[_steps(flip)] += 1

    def rest(self) -> None:
        """There was nothing to show: the time until the next frame is no gap."""
        self._latest = None

    def summary(self) -> dict[str, Any]:
        """Return how many frames, how far apart they came (frame_ms), how long each took to make (work_ms)
        and to hand over (flip_ms), and how many came too late, in all and without the first second."""
        gaps, work = _in_ms(self._gaps), _in_ms(self._work)
        return {
            "frames": len(work),
            "frame_ms": _spread(gaps),
            "work_ms": _spread(work),
            "flip_ms": _spread(_in_ms(self._flips)),
            "frames_over_25ms": int((gaps > LATE_MS).sum()),
            "frames_over_33ms": int((gaps > SMOOTH_MS).sum()),
            "frames_over_33ms_after_first_second": self._late_after_first_second,
        }


def _steps(seconds: float) -> int:
    return round(seconds * 1000 * STEPS_PER_MS)


def _in_ms(counts: Counter[int]) -> npt.NDArray[np.floating]:
    return np.array(list(counts.elements()), float) / STEPS_PER_MS


def _spread(times: npt.NDArray[np.floating]) -> dict[str, float]:
    p50, p99, longest = (float(p) for p in np.percentile(times, (50, 99, 100))) if len(times) else (0.0,) * 3
    return {"p50": round(p50, 2), "p99": round(p99, 2), "max": round(longest, 2)}


def report(
    scene: str, engine: str, first_frame_at: float, frames: FrameMeter, progress: Progress | None
) -> dict[str, Any]:
    """Return everything --report promises. Figures of an agent are None where a scene has none.

    Args:
        scene: the one it ended in.  first_frame_at: Unix time.  progress: of the agent on the screen.
    """
    metrics = progress.brain.latest.metrics if progress else None
    learner = progress.brain.learner if progress else None
    return {
        "scene": scene,
        "engine": engine,
        "first_frame_at": first_frame_at,
        "first_update_at": learner.first_update_at if learner else None,
        **frames.summary(),
        "updates": metrics.updates if metrics else None,
        "updates_per_s": round(progress.updates_per_second, 1) if progress else None,
        "steps": metrics.steps if metrics else None,
        "episodes": metrics.episodes if metrics else None,
        "catch_rate": progress.skill.rate if progress else None,
        "catch_rate_history": [[round(at, 3), rate] for at, rate in progress.rates] if progress else [],
        "replay_size": metrics.replay_size if metrics else None,
        "human_share": metrics.human_share if metrics else None,
        "rss_mb": rss_mb(),
        "tensorflow_imported": "tensorflow" in sys.modules,
    }


def rss_mb() -> float | None:
    """Return the memory this process holds now in MB; its largest so far on macOS; None where unknown."""
    statm = Path("/proc/self/statm")
    if statm.is_file():
        import resource

        return round(int(statm.read_text().split()[1]) * resource.getpagesize() / 2**20, 1)
    if sys.platform == "darwin":
        import resource

        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 1)
    return None
