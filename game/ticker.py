"""Fixed steps out of frames of any length: the rules tick at their own pace, the drawing glides between."""

from __future__ import annotations

from collections.abc import Callable


class Ticker:
    """Calls tick() at a fixed rate, however long the frames are."""

    LONGEST = 0.1  # seconds of one frame that count: after a stall the game goes on, it does not catch up

    def __init__(self) -> None:
        self._part = 0.0  # of the next tick

    @property
    def alpha(self) -> float:
        """How far the present has come from the latest tick to the next, 0..1."""
        return min(self._part, 1.0)

    def advance(
        self, seconds: float, rate: float, tick: Callable[[], object], may_tick: Callable[[], bool]
    ) -> None:
        """Let time pass at `rate` ticks per second. While may_tick() is False the next tick waits."""
        self._part += min(seconds, self.LONGEST) * rate
        while self._part >= 1:
            if not may_tick():
                self._part = 1.0
                return
            tick()
            self._part -= 1

    def settle(self) -> None:
        """Show the latest tick as it is, without a glide."""
        self._part = 1.0
