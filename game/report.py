"""What a run of the game measured, as the JSON that --report writes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from game.progress import Progress

SMOOTH_MS = 33.0  # a frame longer than this is seen as a stutter


class FrameMeter:
    """Measures the time between frames presented. Times are seconds on any one clock."""

    def __init__(self) -> None:
        self.presented: list[float] = []

    def add(self, now: float) -> None:
        """A frame was presented."""
        self.presented.append(now)

    def summary(self) -> dict[str, Any]:
        """Return frames, frame_ms and the count of long ones, in all and without the first second."""
        at = np.array(self.presented)
        gaps = np.diff(at) * 1000
        late = gaps[at[1:] - at[0] > 1.0] if len(gaps) else gaps
        p50, p99, longest = np.percentile(gaps, (50, 99, 100)) if len(gaps) else (0.0, 0.0, 0.0)
        return {
            "frames": len(at),
            "frame_ms": {"p50": round(p50, 2), "p99": round(p99, 2), "max": round(longest, 2)},
            "frames_over_33ms": int((gaps > SMOOTH_MS).sum()),
            "frames_over_33ms_after_first_second": int((late > SMOOTH_MS).sum()),
        }


def report(
    scene: str, engine: str, first_frame_at: float | None, frames: FrameMeter, progress: Progress | None
) -> dict[str, Any]:
    """Return everything --report promises. Figures of an agent are None where a scene has none."""
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
