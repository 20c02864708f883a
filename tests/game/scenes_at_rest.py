"""Every scene in a state that is always the same: to be looked at, measured and compared."""

from __future__ import annotations

from dataclasses import replace

from test_score_file import WON

from game.controllers import Scripted
from game.scenes.bindings import Bindings
from game.scenes.choose import Choose
from game.scenes.help import Help
from game.scenes.overlays import confirm
from game.scenes.results import Results
from game.scenes.scores import ScoresScene
from game.scenes.settings import SettingsScene
from game.scenes.solo import Solo
from game.scenes.title import Title
from game.scenes.versus import Versus
from game.scenes.watch import Watch
from game.stage import Stage

FRAME = 1 / 64  # seconds; a power of two, so that eight of them are exactly a tick


def play(stage: Stage, seconds: float) -> None:
    """Let time pass without anything being pressed."""
    for _ in range(round(seconds / FRAME)):
        stage.frame([], FRAME)


def settle(stage: Stage) -> None:
    """Wait until the scores have been read, and let the scene see them."""
    stage.scores.look().result()
    play(stage, 2 * FRAME)


def title(stage: Stage) -> None:
    """The title, a fruit half-way down."""
    stage.go(Title(stage))
    play(stage, 3.2)


def opponents(stage: Stage) -> None:
    """The list of opponents."""
    stage.go(Choose(stage))


def versus(stage: Stage) -> None:
    """A match against a newborn that both have begun, a moment after a catch."""
    scene = Versus(stage, "newborn")
    scene.match.you.controller = Scripted(noise=0.3, seed=1)
    stage.go(scene)
    play(stage, 8.0)


def master(stage: Stage) -> None:
    """A match that is about to begin."""
    stage.go(Versus(stage, "master"))
    play(stage, 0.5)


def watch(stage: Stage) -> None:
    """The master at play, every instrument at rest."""
    stage.go(Watch(stage, "master"))
    play(stage, 4.0)


def solo(stage: Stage) -> None:
    """Practice that has gone well so far."""
    scene = Solo(stage)
    scene.run.court.controller = Scripted(noise=0.2, seed=1)
    stage.go(scene)
    play(stage, 15.6)


def results(stage: Stage) -> None:
    """What came of a match."""
    scene = Versus(stage, "sapling")
    scene.match.you.controller = Scripted(noise=0.5, seed=1)
    stage.go(scene)
    while stage.scene is scene:
        stage.frame([], FRAME)
    assert isinstance(stage.scene, Results)
    settle(stage)


def scores(stage: Stage) -> None:
    """The scores after three matches."""
    for number, outcome in enumerate(("lost", "drawn", "won")):
        stage.scores.add(replace(WON, ended_at=WON.ended_at + 600 * number, outcome=outcome))
    stage.go(Title(stage))
    stage.push(ScoresScene(stage))
    settle(stage)


def settings(stage: Stage) -> None:
    """The settings."""
    stage.go(Title(stage))
    stage.push(SettingsScene(stage))


def controls(stage: Stage) -> None:
    """The keys and a pad's controls."""
    settings(stage)
    stage.push(Bindings(stage))


def help_(stage: Stage) -> None:
    """What every instrument of Watch shows."""
    stage.go(Title(stage))
    stage.push(Help(stage))


def pause(stage: Stage) -> None:
    """A match that was interrupted."""
    versus(stage)
    stage.scene.pause()


def question(stage: Stage) -> None:
    """Something that cannot be undone."""
    watch(stage)
    stage.push(confirm(stage, "Reset?", "It forgets everything.", "Reset", lambda: None))


def notice(stage: Stage) -> None:
    """A word to the player over whatever is going on."""
    solo(stage)
    stage.session.notices.append("Your agent could not be saved: the disk is full. It will be tried again.")


SCENES = {
    scene.__name__.rstrip("_"): scene
    for scene in (
        *(title, opponents, versus, master, watch, solo, results, scores),
        *(settings, controls, help_, pause, question, notice),
    )
}
