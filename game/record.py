"""An agent's play, drawn as in the game but without a window: an animation or a row of pictures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pygame
from PIL import Image

from agent.learner import Learner
from agent.policy import Policy
from agent.replay import Transition
from agent.snapshot import Snapshot
from game.controllers import Agent
from game.match import Court
from game.skill import Skill, exact_skill
from game.ui import brain_view, charts, court_view, fruit, layout, shapes, text, theme
from game.ui.hud import RATE_MARKS
from game.ui.theme import Color, mix

COURT = 352  # pixels, the side of the square that holds the court
MARGIN = 10
CAPTION = 16  # height of the line under the court
PANEL = 288  # width of what is shown beside a learner's court
SCALE = theme.scale((1280, 720))
GLIDE = 3  # pictures per tick of an animation
PICTURE_MS = 40  # which makes 8.3 ticks a second, the game's pace
LAST_MS = 2000  # the end of the animation, before it begins again


class Moment(NamedTuple):
    """What a picture shows: the court; of an agent that learns also how good it was after 0, 1... fruits, and
    what share of its moves is random now.
    """

    court: Court
    skills: Sequence[Skill] = ()
    epsilon: float = 0.0


def play(snapshot: Snapshot, episodes: int, seed: int | None = None) -> Iterator[Moment]:
    """Play greedily and yield the court after each tick, from the first fruit's start to the last's end."""
    court = Court(Agent(lambda: snapshot, lambda: False, seed), seed=seed)
    yield Moment(court)
    while len(court.history) < episodes:
        court.tick()
        yield Moment(court)


def learn(learner: Learner, episodes: int, seed: int | None = None) -> Iterator[Moment]:
    """Let an agent learn from its own play, exploring as in the game. Yields as play() does."""
    snapshots = [learner.snapshot()]

    def feed(transition: Transition) -> None:
        snapshots[0] = learner.learn([transition])

    court = Court(Agent(lambda: snapshots[0], lambda: True, seed), [feed], seed)
    skills = [_skill(court, snapshots[0])]
    yield Moment(court, skills, snapshots[0].metrics.epsilon)
    while len(court.history) < episodes:
        if court.tick() is not None:
            skills.append(_skill(court, snapshots[0]))
        yield Moment(court, skills, snapshots[0].metrics.epsilon)


def record_gif(moments: Iterator[Moment], episodes: int, path: Path) -> None:
    """Write an animation of play() or learn() for that many fruits. The same moments give the same file.

    Raises:
        OSError: the file cannot be written.
    """
    pictures = _drawn(moments, episodes, GLIDE)
    first = next(pictures)
    palette = _palette(first)
    # One palette for all, so that colours do not flicker, and no dithering, so that still parts stay still.
    frames = [first.quantize(palette=palette, dither=Image.Dither.NONE)]
    frames += [picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures]
    path.parent.mkdir(parents=True, exist_ok=True)
    frames[0].save(
        path,
        format="GIF",
        save_all=True,
        append_images=frames[1:],
        duration=[PICTURE_MS] * (len(frames) - 1) + [LAST_MS],
        loop=0,
        optimize=True,
    )


def record_pictures(moments: Iterator[Moment], episodes: int, folder: Path) -> int:
    """Write one PNG per tick into a folder, numbered from 0001.png. Returns how many.

    Raises:
        FileExistsError: the folder holds something already.  OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"The folder {folder} is not empty: name another one, or clear it first.")
    count = 0
    for count, picture in enumerate(_drawn(moments, episodes, glide=1), start=1):
        picture.save(folder / f"{count:04}.png")
    return count


def _skill(court: Court, snapshot: Snapshot) -> Skill:
    return exact_skill(Policy(snapshot).probabilities, court.rows, court.columns)


def _drawn(moments: Iterator[Moment], episodes: int, glide: int) -> Iterator[Image.Image]:
    """Draw `glide` pictures per tick, the last of them with everything in its place."""
    pygame.font.init()  # all of pygame that is needed: no window, no sound
    text.forget()
    try:
        for moment in moments:
            for part in range(1, glide + 1):
                yield _image(_picture(moment, part / glide, episodes))
    finally:
        text.forget()
        pygame.font.quit()


def _picture(moment: Moment, alpha: float, episodes: int) -> pygame.Surface:
    court, width = moment.court, COURT + PANEL * bool(moment.skills)
    surface = pygame.Surface((width, COURT + CAPTION + MARGIN))
    surface.fill(theme.BACKGROUND)
    rect = court_view.court_rect(pygame.Rect(0, 0, COURT, COURT).inflate(-MARGIN, -MARGIN), court)
    court_view.draw_court(surface, rect, court, alpha, theme.AGENT)
    number = min(len(court.history) + (not court.has_landed), episodes)
    foot = surface.get_height() - MARGIN

    def write(words: str, x: int, color: Color, bold: bool, anchor: str) -> None:
        text.write(surface, words, (x, foot), CAPTION, color, bold, anchor)

    write(f"Fruit {number} of {episodes}", MARGIN, theme.MUTED, False, "bottomleft")
    write(f"{court.catches} caught", COURT - MARGIN, theme.AGENT, True, "bottomright")
    if moment.skills:
        frame = court_view.frame_rect(rect, court)
        space = pygame.Rect(COURT + MARGIN // 2, frame.y, PANEL - MARGIN, frame.height)
        _draw_learning(surface, space, moment.skills, episodes)
        words = f"tries {100 * moment.epsilon:.0f} % random moves"
        write(words, space.right, theme.MUTED, False, "bottomright")
    return surface


def _draw_learning(
    surface: pygame.Surface, space: pygame.Rect, skills: Sequence[Skill], episodes: int
) -> None:
    """Draw which starts the agent would catch now, and how that share has risen fruit by fruit."""
    upper, lower = layout.rows(space, (11, 10), MARGIN)
    for panel in (upper, lower):
        shapes.panel(surface, panel, SCALE.unit)
    upper, lower = layout.inset(upper, MARGIN), layout.inset(lower, MARGIN)
    name = text.write(surface, "What it knows: starts it catches", upper.topleft, SCALE.caption, theme.MUTED)
    _, rest = layout.split_top(upper, name.height, SCALE.unit // 2)
    brain_view.draw_skill_map(surface, rest, skills[-1], SCALE)
    rate = f"{math.floor(100 * skills[-1].rate)} %"  # never rounded up to 100
    said = text.write(surface, rate, rest.topright, SCALE.title, theme.AGENT, True, "topright")
    text.write(surface, "of all starts", said.bottomright, SCALE.caption, theme.MUTED, anchor="topright")
    name = text.write(surface, "Exact catch rate", lower.topleft, SCALE.caption, theme.MUTED)
    _, rest = layout.split_top(lower, name.height, SCALE.unit // 2)
    line = charts.Series([(n, skill.rate) for n, skill in enumerate(skills)], theme.AGENT)
    axes = charts.Axes((0.0, episodes), (0.0, 1.0), RATE_MARKS, x_label=f"{episodes} fruits")
    charts.draw_chart(surface, rest, axes, [line], SCALE)


def _image(surface: pygame.Surface) -> Image.Image:
    return Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))


def _palette(picture: Image.Image) -> Image.Image:
    """Return the colours of a picture and those that only come later: all fruit, and a fruit's end."""
    cell = COURT // len(fruit.KINDS)
    swatches = pygame.Surface((COURT, cell + 3 * MARGIN))
    swatches.fill(theme.ART.hill)
    for number, kind in enumerate(fruit.KINDS):
        swatches.blit(fruit.image(kind, cell), (number * cell, 0))
    for row, color in enumerate((theme.GOOD, theme.BAD, theme.MUTED)):
        for x in range(COURT):
            shade = mix(color, theme.PANEL, x / COURT)
            pygame.draw.line(swatches, shade, (x, cell + row * MARGIN), (x, cell + (row + 1) * MARGIN - 1))
    both = Image.new("RGB", (picture.width, picture.height + swatches.get_height()), theme.AGENT)
    both.paste(picture)
    both.paste(_image(swatches), (0, picture.height))
    return both.quantize(256, method=Image.Quantize.MEDIANCUT)
