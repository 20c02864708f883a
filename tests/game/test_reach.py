"""By keyboard alone, by mouse alone or by pad alone, everything on every screen can be reached and worked."""

from __future__ import annotations

from collections.abc import Callable

import pad_events as pad
import pygame
import pytest
from events import click, hover, tap

from game.controllers import Scripted
from game.scenes.bindings import Bindings
from game.scenes.choose import Choose
from game.scenes.help import Help
from game.scenes.overlays import confirm, pause
from game.scenes.results import Results
from game.scenes.scores import ScoresScene
from game.scenes.settings import SettingsScene
from game.scenes.solo import Solo
from game.scenes.title import Title
from game.scenes.versus import Versus
from game.scenes.watch import Watch
from game.stage import Scene
from game.ui.panel import Slider
from game.ui.widgets import Buttons, Widget

KEYBOARD = {"on": tap(pygame.K_DOWN), "press": tap(pygame.K_RETURN), "more": tap(pygame.K_RIGHT)}
PAD = {"on": pad.tap(pad.DOWN), "press": pad.tap(pad.A), "more": pad.tap(pad.RIGHT)}
STICK_AXIS = pygame.CONTROLLER_AXIS_LEFTY
STICK = {
    "on": (pad.stick(1.0, STICK_AXIS), pad.stick(0.0, STICK_AXIS)),
    "press": pad.tap(pad.A),
    "more": (pad.stick(1.0), pad.stick(0.0)),
}
BY_STEPS = {"keyboard": KEYBOARD, "pad": PAD, "stick": STICK}


def finished(stage):
    versus = Versus(stage, "newborn")
    versus.match.you.controller = versus.match.opponent.controller = Scripted()
    while not versus.match.is_over:
        versus._tick()
    return versus.played


SCENES = {
    "title": Title,
    "choose": Choose,
    "versus": lambda stage: Versus(stage, "newborn"),
    "solo": Solo,
    "watch": lambda stage: Watch(stage, "newborn"),
    "results": lambda stage: Results(stage, finished(stage)),
    "scores": ScoresScene,
    "help": Help,
    "pause": lambda stage: pause(stage, Solo(stage).pause_buttons()),
    "confirm": lambda stage: confirm(stage, "Sure?", "It cannot be undone.", "Do it", lambda: None),
    "settings": SettingsScene,
    "bindings": Bindings,
}


class Spy(Widget):
    """In the place of a widget: notes what is done with it."""

    def __init__(self, widget: Widget) -> None:
        self.widget = widget
        self.done: list[str] = []

    @property
    def has_steps(self) -> bool:
        return self.widget.has_steps

    def press(self) -> None:
        self.done.append("pressed")

    def step(self, by: int) -> None:
        self.done.append(f"stepped {by}")

    def draw(self, *where) -> None:
        self.widget.draw(*where)


@pytest.fixture
def find(frames, monkeypatch) -> Callable[[], tuple[Buttons, list[pygame.Rect]]]:
    """Return a function that tells the widgets of the present scene, and where they are."""
    seen = []
    press = Scene.press

    def note(self, buttons, event, rects):
        seen.append((buttons, list(rects)))
        return press(self, buttons, event, rects)

    monkeypatch.setattr(Scene, "press", note)

    def find():
        frames(hover((0, 0)))
        return seen[-1]

    return find


@pytest.fixture(params=SCENES)
def spies(request, stage, find):
    """The widgets of a scene, each with a spy in its place, and where they are."""
    stage.go(Title(stage))
    scene = SCENES[request.param](stage)
    (stage.push if scene.is_overlay else stage.go)(scene)
    buttons, rects = find()
    buttons.buttons = [Spy(widget) for widget in buttons.buttons]
    return buttons, rects


@pytest.mark.parametrize("device", BY_STEPS)
def test_each_widget_is_walked_to_and_worked(spies, frames, device):
    buttons, _ = spies
    way = BY_STEPS[device]
    for number, spy in enumerate(buttons.buttons):
        for _step in range(len(buttons.buttons) + 1):
            if buttons.selected == number:
                break
            frames(*way["on"])
        assert buttons.selected == number
        frames(*way["press"])
        frames(*way["more"] if spy.has_steps else ())
        assert spy.done == (["pressed", "stepped 1"] if spy.has_steps else ["pressed"])


def test_each_widget_can_be_clicked(spies, stage, frames):
    buttons, rects = spies
    window = pygame.Rect((0, 0), stage.size)
    for spy, rect in zip(buttons.buttons, rects, strict=True):
        assert window.contains(rect)
        frames(*click(rect.center))
        assert spy.done == ["pressed"]


@pytest.mark.parametrize("scene", ["settings", "watch"])
def test_the_mouse_sets_whatever_has_steps(stage, frames, find, scene):
    stage.go(Title(stage))
    scene = SCENES[scene](stage)
    (stage.push if scene.is_overlay else stage.go)(scene)
    buttons, rects = find()
    for widget, rect in zip(buttons.buttons, rects, strict=True):
        if widget.has_steps:
            before = widget.seen if isinstance(widget, Slider) else widget.value()
            track = widget.track(rect, stage.scale) if isinstance(widget, Slider) else rect
            for x in (track.x + 1, track.right - 1):  # one of them is where it stands already
                frames(*click((x, rect.centery)))
                after = widget.seen if isinstance(widget, Slider) else widget.value()
                if after != before:
                    break
            else:
                assert widget.label == "Beside it"  # there is nobody yet


def test_a_slider_with_the_focus_leaves_the_basket_alone_and_past_the_end_it_is_moved(stage, frames):
    watch = Watch(stage, "newborn")
    stage.go(watch)
    frames(*PAD["on"], *pad.tap(pad.LEFT))
    assert watch.controls.epsilon == pytest.approx(0.95)
    assert not watch.is_taken
    frames(*pad.tap(pad.UP), pad.press(pad.LEFT))
    assert watch.is_taken


# The way through everything


class Visitor:
    """Somebody with one device only."""

    def __init__(self, device, frames, find) -> None:
        self.device, self._frames, self._find = device, frames, find

    def choose(self, label: str) -> None:
        """Press the widget of that name."""
        buttons, rects = self._find()
        number = [widget.label for widget in buttons.buttons].index(label)
        if self.device == "mouse":
            self._frames(*click(rects[number].center))
            return
        for _ in buttons.buttons:
            if buttons.selected != number:
                self._frames(*BY_STEPS[self.device]["on"])
        self._frames(*BY_STEPS[self.device]["press"])


JOURNEY = """
Choose an opponent -> Choose, Sapling -> Versus, Pause -> Overlay, Settings -> SettingsScene,
Controls -> Bindings, Back -> SettingsScene, Back -> Overlay, Start again -> Versus, Pause -> Overlay,
Back to the title -> Title, Play solo -> Solo, Teach -> Solo, Pause -> Overlay, Resume -> Solo,
Pause -> Overlay, Back to the title -> Title, How it learns -> Help, Back -> Title,
Scores -> ScoresScene, Back -> Title, Watch it learn -> Watch,
Max -> Watch, Freeze -> Watch, Step -> Watch, Help -> Help, Back -> Watch, Reset -> Overlay, Cancel -> Watch,
Menu -> Overlay, Back to the title -> Title, Versus -> Versus
"""


@pytest.mark.parametrize("device", [*BY_STEPS, "mouse"])
def test_one_device_is_enough_to_see_everything(stage, frames, find, device):
    visitor = Visitor(device, frames, find)
    stage.go(Title(stage))
    for stop in JOURNEY.replace("\n", " ").split(","):
        label, scene = stop.strip().split(" -> ")
        visitor.choose(label)
        assert (label, type(stage.scene).__name__) == (label, scene)
    stage.go(Results(stage, finished(stage)))
    visitor.choose("Rematch")
    visitor.choose("Pause")
    visitor.choose("Quit")
    assert not stage.is_open
