"""Take the README's pictures: `python packaging/make_screenshots.py` writes them to docs/images.

Nobody plays and nothing is timed: a simulated person stands in for you, agents learn in this thread, and the
clock is ours. So the same code takes the same pictures on the same machine, but for the time spent learning.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.update(PYGAME_HIDE_SUPPORT_PROMPT="1", SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy")

import pygame  # noqa: E402

from agent.checkpoint import Checkpoint  # noqa: E402
from agent.engine import make_engine  # noqa: E402
from agent.learner import Learner, LearnerThread  # noqa: E402
from agent.replay import Transition  # noqa: E402
from benchmarks.people import Person  # noqa: E402
from game import paths, window  # noqa: E402
from game.options import PlayOptions  # noqa: E402
from game.session import Session  # noqa: E402
from game.stage import Stage  # noqa: E402

FOLDER = ROOT / "docs" / "images"
SIZE = (1280, 720)
FRAME = 1 / 60  # seconds


class AtOnce(LearnerThread):
    """A learner whose thread never starts: what it is given it learns at once, in the caller's."""

    def __init__(self, checkpoint: Checkpoint, save: Callable[[Checkpoint], None] | None) -> None:
        engine = make_engine("litert", checkpoint.config, paths.compiled_agents())
        super().__init__(checkpoint, lambda _: engine, save)
        self._learner = Learner(checkpoint, engine)

    def start(self) -> None:
        """There is nothing to start."""

    def submit(self, transition: Transition) -> None:
        """Learn from a step."""
        self.latest = self._learner.learn([transition])

    def stop(self) -> None:
        """There is nothing to stop, and nothing to keep."""


def versus(stage: Stage) -> None:
    """Bring on the race a moment after the newborn has overtaken its teacher."""
    from game.scenes.versus import Versus

    scene = Versus(stage, "newborn")
    person = Person(reaction=0.4, slips=0.05, seed=1)
    scene.match.you.controller = person
    stage.go(scene)
    while not scene.match.overtaken_at or scene.match.you.now.fruit_row != 5:
        person.now = stage.now + FRAME
        stage.frame([], FRAME)


def watch(stage: Stage) -> None:
    """Bring on a newborn that has learned a good deal, and not everything."""
    from game.scenes.watch import Watch

    scene = Watch(stage, "newborn")
    stage.go(scene)
    while len(scene.court.history) < 10 or scene.court.now.fruit_row != 4:
        stage.frame([], FRAME)


SCENES = {versus: 2, watch: 1}  # and the seed of each: one that shows what there is to see


def take(scene: Callable[[Stage], None]) -> pygame.Surface:
    """Return a picture of a scene."""
    surface = window.open_window(SIZE)
    with tempfile.TemporaryDirectory() as home:
        os.environ["CATCH_HOME"] = home
        session = Session(PlayOptions(seed=SCENES[scene]), AtOnce)
        stage = Stage(session, SIZE)
        scene(stage)
        stage.draw(surface)
        picture = surface.copy()
        stage.close()
        session.close()
    window.close_window()
    return picture


if __name__ == "__main__":
    for scene in SCENES:
        pygame.image.save(take(scene), FOLDER / f"{scene.__name__}.png")
    print(f"The screenshots are in {FOLDER}")
