"""The stage: scenes come on, lie on top of one another, and leave; each frame the top one is played."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pygame

from game import keys, pads, window
from game.audio import Audio, Sound
from game.progress import Progress
from game.score_keeper import ScoreKeeper
from game.session import Session
from game.settings import LOUDEST, Keeper, Settings
from game.text import _
from game.text import use as speak
from game.ui import notice, scenery, theme
from game.ui.theme import Scale, scale
from game.ui.widgets import Buttons, name_hints

NOTICE_SECONDS = 8.0


class Scene:
    """One screen. The stage calls enter, then per frame handle (each event), update and draw, at last leave.

    draw() changes nothing. One whose `is_overlay` is True is drawn over the one below, which stands still.
    """

    is_overlay = False
    title = ""  # stands before the game's name above the window; translated then
    progress: Progress | None = None  # of the agent that the scene is about, for the report

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    @property
    def is_still(self) -> bool:
        """True while nothing moves by itself: unless something is pressed, few frames will do."""
        return self.is_overlay

    def enter(self) -> None:
        """The scene comes on."""

    def leave(self) -> None:
        """The scene is over."""

    def handle(self, event: pygame.event.Event) -> None:
        """Something was pressed."""

    def update(self, seconds: float) -> None:
        """Time passes."""

    def draw(self, surface: pygame.Surface) -> None:
        """Show everything as it is now."""

    def react(self) -> None:
        """Let be heard what has come of the latest update."""

    def lose_focus(self) -> None:
        """The player looks elsewhere."""

    def shows(self, notice: str) -> bool:
        """Return whether the scene itself tells what a notice tells."""
        del notice
        return False

    def press(self, buttons: Buttons, event: pygame.event.Event, rects: Sequence[pygame.Rect]) -> bool:
        """Let buttons handle an event, audibly. Returns True if it was meant for one of them."""
        is_pressed = buttons.handle(event, rects, self.stage.scale)
        if is_pressed and event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            self.stage.audio.play(Sound.MENU)
        return is_pressed


class Stage:
    """Holds the scenes and what they share.

    Args:
        session: the agents.  size: of the window in pixels.  audio: what sounds are played by; none: silence.
        keeper: of the settings; none: the usual ones, which are not kept.
        scores: where they are kept; none: nowhere, they count until the end.
    """

    def __init__(
        self,
        session: Session,
        size: tuple[int, int],
        audio: Audio | None = None,
        keeper: Keeper | None = None,
        scores: ScoreKeeper | None = None,
    ) -> None:
        self.session = session
        self.audio = audio or Audio(is_wanted=False)
        self.pads = pads.Pads()
        self.uses_pad = False  # the latest press came from one: prompts show what is bound there
        name_hints(by_pad=False)
        self._keeper = keeper or Keeper()
        self.scores = scores or ScoreKeeper()
        self.size = size
        self.is_open = True
        self.now = 0.0  # seconds of play: stands still under an overlay
        self.progress: Progress | None = None  # the latest scene's that had one
        self._scenes: list[Scene] = []
        self._windowed: tuple[int, int] | None = None  # size to come back to from fullscreen, if known
        self._notice_for = 0.0  # seconds that the first notice has been shown
        self._apply()
        for name in keys.unknown(self.settings):
            words = _("There is no key named “{name}”: choose another one in the settings.")
            session.notices.append(words.format(name=name))
        for name in pads.unknown(self.settings):
            words = _("Pads have no control named “{name}”: choose one in the settings.")
            session.notices.append(words.format(name=name))

    @property
    def scene(self) -> Scene:
        """The scene on top."""
        return self._scenes[-1]

    @property
    def name(self) -> str:
        """What the report calls the scene, the one below where an overlay is on top."""
        return type(self._scenes[self._lowest_visible()]).__name__.lower()

    @property
    def scale(self) -> Scale:
        """Sizes for the present window."""
        return scale(self._window)

    @property
    def size(self) -> tuple[int, int]:
        """What scenes have of the window, (width, height) in pixels: all but the bar of a notice."""
        if not self._notice:
            return self._window
        width, height = self._window
        return width, height - notice.height(self._notice, self._window, self.scale)

    @size.setter
    def size(self, window: tuple[int, int]) -> None:
        self._window = window

    @property
    def _notice(self) -> str:
        """What is told below the scene: the first notice, unless the scene shows it by itself."""
        notices = self.session.notices
        shown = notices and self._scenes and self._scenes[self._lowest_visible()].shows(notices[0])
        return notices[0] if notices and not shown else ""

    @property
    def settings(self) -> Settings:
        """What the player has set."""
        return self._keeper.settings

    def set(self, **changes: Any) -> None:
        """Change settings, by name. They hold at once, and are kept.

        Raises:
            SettingsError: a value that is no setting.
        """
        if changes.get("fullscreen") is not None:
            if not window.is_fullscreen():
                self._windowed = self._window
            wanted = changes["fullscreen"]
            changes["fullscreen"] = window.set_fullscreen(wanted, self._windowed)
            if wanted and not changes["fullscreen"]:
                self.session.notices.append(_("This system does not let the game fill the screen."))
        self._keeper.change(replace(self.settings, **changes))
        self._apply()

    def _apply(self) -> None:
        settings = self.settings
        speak(settings.language)
        theme.use(settings.palette, settings.text_size, settings.reduced_motion)
        self.audio.set_volume(0.0 if settings.mute else settings.volume / LOUDEST)
        self.moves = keys.moves(settings)  # what each key does to the basket
        self.pad_moves = pads.moves(settings)  # and each control of a pad

    def go(self, scene: Scene) -> None:
        """Replace everything by a scene."""
        while self._scenes:
            self.pop()
        self.push(scene)

    def push(self, scene: Scene) -> None:
        """Put a scene on top."""
        self._scenes.append(scene)
        scene.enter()

    def pop(self) -> None:
        """Take the top scene away."""
        self._scenes.pop().leave()

    def quit(self) -> None:
        """End the program after this frame."""
        self.is_open = False

    def close(self) -> None:
        """Let every scene leave, and wait until what they leave behind is saved."""
        while self._scenes:
            self.pop()
        self.scores.close()
        self.session.notices += self.scores.notices

    def frame(self, events: Iterable[pygame.event.Event], seconds: float) -> None:
        """Handle what happened, then let `seconds` pass, which count for the scene that saw them pass."""
        before = self.scene
        for raw in events:
            for event in self.pads.translate(raw):
                self._handle(event)
        if self.scene is not before:
            seconds = 0.0
        if not self.scene.is_overlay:
            self.now += seconds
        self.scene.update(seconds)
        self.scene.react()
        self.progress = self.scene.progress or self.progress
        self._update_notices(seconds)
        window.name(_(self.scene.title))

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the top scene, below it what an overlay leaves visible, and a notice if there is one."""
        scenery.cover(surface)
        for scene in self._scenes[self._lowest_visible() :]:
            scene.draw(surface)
        if self._notice:
            notice.draw(surface, self._notice, self.scale)

    def _lowest_visible(self) -> int:
        first = len(self._scenes) - 1
        while self._scenes[first].is_overlay and first > 0:
            first -= 1
        return first

    def _update_notices(self, seconds: float) -> None:
        self.session.look_after()
        notices = self.session.notices
        for said in (self._keeper.notices, self.scores.notices):
            while said:
                notices.append(said.pop(0))
        self._notice_for = self._notice_for + seconds if notices else 0.0
        if self._notice_for >= NOTICE_SECONDS:
            notices.pop(0)
            self._notice_for = 0.0

    def _handle(self, event: pygame.event.Event) -> None:
        if event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            self.uses_pad = pads.is_pad(event)
            name_hints(self.uses_pad)
        if event.type == pygame.QUIT:
            self.quit()
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_F11:
            self.set(fullscreen=not window.is_fullscreen())
        elif event.type == pygame.WINDOWFOCUSLOST:
            self.scene.lose_focus()
        else:
            self.scene.handle(event)
