"""The program on the screen: opens the window, runs the loop at 60 frames a second, closes in good order.

pygame is imported in here only, so that commands without a screen start fast.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from typing import TYPE_CHECKING

from game.options import SCENES, PlayOptions

if TYPE_CHECKING:
    import pygame

    from game.report import FrameMeter
    from game.stage import Scene, Stage

__all__ = ["PlayOptions", "run"]

FRAMES_PER_SECOND = 60
REST_SECONDS = 0.25  # between frames in which nothing moves, or that nobody sees, unless something happens
HIDDEN_LOOKS_PER_SECOND = 10  # whether something has happened to a window that nobody sees
# Seconds that a thread waits for the interpreter before it asks the other for it: the learner, while a frame
# is made, long enough for most frames; this one, once the frame is handed over, hardly at all.
DRAWING_INTERVAL, WAITING_INTERVAL = 0.005, 0.0005


def run(options: PlayOptions) -> int:
    """Play until the player leaves or `duration` is over.

    Garbage is not looked for before the first frame: the start makes much that stays.

    Returns:
        0; or 2 after a message on stderr, when there is no display.

    Raises:
        FileNotFoundError, CheckpointError, NoTensorFlow: there is no agent of the name asked for.
        OSError: the screenshot or the report cannot be written.
    """
    gc.disable()
    try:
        return _run(options)
    finally:
        gc.enable()


def _run(options: PlayOptions) -> int:
    import_pygame()
    import pygame

    from game import text, window
    from game.audio import Audio
    from game.report import FrameMeter, report
    from game.score_keeper import ScoreKeeper
    from game.session import Session
    from game.settings import Keeper
    from game.stage import Stage

    window.prepare(with_tensorflow=options.engine == "keras" or options.opponent.endswith(".keras"))
    text.use()  # for what there may be to say about the settings
    keeper = Keeper.of_the_player()
    text.use(keeper.settings.language)
    try:
        surface = window.open_window(options.size, keeper.settings.fullscreen)
    except window.NoDisplay as error:
        print(error, file=sys.stderr)
        return 2
    frames = FrameMeter() if options.report else None
    session = Session(options)
    # What ends by itself is a demonstration or a measurement: it leaves the player's scores alone.
    scores = ScoreKeeper.of_the_player() if options.duration is None else ScoreKeeper()
    stage = Stage(session, surface.get_size(), Audio(not options.mute), keeper, scores)
    try:
        stage.go(first_scene(stage, options))
        first_frame_at = loop(stage, frames, options.duration)
        ended_in = stage.name
        if options.screenshot:
            pygame.image.save(pygame.display.get_surface(), options.screenshot)
    finally:
        window.close_window()  # at once: the player need not see the last save
        stage.close()
        stage.audio.close()
        stage.pads.close()
        session.close()
        for notice in session.notices:
            print(notice, file=sys.stderr)
    if options.report and frames:
        if stage.progress:
            stage.progress.update(stage.now)  # the learner's last word came after the last frame
        measured = report(ended_in, options.engine, first_frame_at, frames, stage.progress)
        options.report.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return 0


def first_scene(stage: Stage, options: PlayOptions) -> Scene:
    """Return the scene to begin with.

    Raises:
        ValueError: there is no such scene.  FileNotFoundError, CheckpointError: no such opponent.
    """
    if options.scene == "title":
        from game.scenes.title import Title

        return Title(stage)
    if options.scene == "versus":
        from game.scenes.versus import Versus

        return Versus(stage, options.opponent, options.speed)
    if options.scene == "watch":
        from game.scenes.watch import Watch

        return Watch(stage, options.opponent, options.speed)
    if options.scene == "solo":
        from game.scenes.solo import Solo

        return Solo(stage, options.speed)
    raise ValueError(f"There is no scene {options.scene!r}: choose one of {', '.join(SCENES)}.")


def loop(stage: Stage, frames: FrameMeter | None, duration: float | None) -> float:
    """Draw frame after frame until the stage closes. Returns the Unix time of the first one."""
    import pygame

    from game import window

    clock = pygame.time.Clock()
    began = before = time.perf_counter()
    first_frame_at = 0.0
    interval = sys.getswitchinterval()
    events = pygame.event.get()
    try:
        while stage.is_open and (duration is None or before - began < duration):
            sys.setswitchinterval(DRAWING_INTERVAL)
            now = time.perf_counter()
            surface = pygame.display.get_surface()
            stage.size = surface.get_size()
            stage.frame(events, now - before)
            before = now
            is_visible = window.is_visible()
            if is_visible:
                stage.draw(surface)
                drawn = time.perf_counter()
                sys.setswitchinterval(WAITING_INTERVAL)
                pygame.display.flip()
                if frames:
                    presented = time.perf_counter()
                    frames.add(presented, work=drawn - now, flip=presented - drawn)
            if not first_frame_at:
                first_frame_at = time.time()
                stage.audio.start()
                stage.pads.start()
                gc.freeze()  # what lives as long as the program need not be looked at
                gc.enable()
            is_resting = stage.scene.is_still or not is_visible
            if frames and is_resting:
                frames.rest()
            events = _wait(
                clock,
                FRAMES_PER_SECOND if is_visible else HIDDEN_LOOKS_PER_SECOND,
                REST_SECONDS if is_resting else 0.0,
            )
    finally:
        sys.setswitchinterval(interval)
    return first_frame_at


def _wait(clock: pygame.time.Clock, looks_per_second: int, seconds: float) -> list[pygame.event.Event]:
    """Wait until the next frame is due: after one look at what has happened, or the first that finds
    something, or so many seconds. Returns what has happened."""
    import pygame

    until = time.perf_counter() + seconds
    while True:  # pygame.event.wait() would look a thousand times a second
        clock.tick(looks_per_second)
        events = pygame.event.get()
        if events or time.perf_counter() >= until:
            return events


def import_pygame() -> None:
    """Import pygame without setuptools' pkg_resources, which it looks for but does without.

    That would cost a sixth of the time to the first frame, and a warning about its end on stderr.
    """
    name = "pkg_resources"
    is_hidden = sys.modules.setdefault(name, None) is None  # type: ignore[arg-type]
    try:
        import pygame  # noqa: F401
    finally:
        if is_hidden:
            del sys.modules[name]
