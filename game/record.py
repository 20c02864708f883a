"""An agent's greedy play, drawn as in the game but without a window: an animation or a row of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
from PIL import Image

from agent.snapshot import Snapshot
from game.controllers import Agent
from game.match import Court
from game.ui import text, theme
from game.ui.court_view import court_rect, draw_court
from game.ui.theme import mix

COURT = 352  # pixels, the side of the square that holds the court
MARGIN = 10
CAPTION = 16  # height of the line under the court
GLIDE = 3  # pictures per tick of an animation
PICTURE_MS = 40  # which makes 8.3 ticks a second, the game's pace
LAST_MS = 1000  # the end of the animation, before it begins again


def record_gif(snapshot: Snapshot, episodes: int, path: Path, seed: int | None = None) -> None:
    """Write an animation of greedy play. One seed gives one animation.

    Raises:
        OSError: the file cannot be written.
    """
    pictures = list(_drawn(snapshot, episodes, seed, GLIDE))
    palette = _palette(pictures[0])
    # One palette for all, so that colours do not flicker, and no dithering, so that still parts stay still.
    frames = [picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures]
    path.parent.mkdir(parents=True, exist_ok=True)
    frames[0].save(
        path,
        format="GIF",
        save_all=True,
        append_images=frames[1:],
        duration=[PICTURE_MS] * (len(frames) - 1) + [LAST_MS],
        loop=0,
    )


def record_pictures(snapshot: Snapshot, episodes: int, folder: Path, seed: int | None = None) -> int:
    """Write one PNG per tick into a folder, numbered from 0001.png. Returns how many.

    Raises:
        FileExistsError: the folder holds something already.  OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"The folder {folder} is not empty: name another one, or clear it first.")
    count = 0
    for count, picture in enumerate(_drawn(snapshot, episodes, seed, glide=1), start=1):
        picture.save(folder / f"{count:04}.png")
    return count


def play(snapshot: Snapshot, episodes: int, seed: int | None = None) -> Iterator[Court]:
    """Play greedily and yield the court after each tick, from the first fruit's start to the last's end."""
    court = Court(Agent(lambda: snapshot, lambda: False, seed), seed=seed)
    yield court
    while len(court.history) < episodes:
        court.tick()
        yield court


def _drawn(snapshot: Snapshot, episodes: int, seed: int | None, glide: int) -> Iterator[Image.Image]:
    """Draw `glide` pictures per tick, the last of them with everything in its place."""
    pygame.font.init()  # all of pygame that is needed: no window, no sound
    text.forget()
    try:
        for court in play(snapshot, episodes, seed):
            for part in range(1, glide + 1):
                yield _picture(court, part / glide, episodes)
    finally:
        text.forget()
        pygame.font.quit()


def _picture(court: Court, alpha: float, episodes: int) -> Image.Image:
    surface = pygame.Surface((COURT, COURT + CAPTION + MARGIN))
    surface.fill(theme.BACKGROUND)
    rect = court_rect(pygame.Rect(0, 0, COURT, COURT).inflate(-MARGIN, -MARGIN), court)
    draw_court(surface, rect, court, alpha, theme.AGENT)
    fruit = min(len(court.history) + (not court.has_landed), episodes)
    foot = surface.get_height() - MARGIN
    text.write(
        surface, f"Fruit {fruit} of {episodes}", (MARGIN, foot), CAPTION, theme.MUTED, anchor="bottomleft"
    )
    caught = f"{court.catches} caught"
    text.write(
        surface, caught, (surface.get_width() - MARGIN, foot), CAPTION, theme.AGENT, True, "bottomright"
    )
    return Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))


def _palette(picture: Image.Image) -> Image.Image:
    """Return the colours of a picture and those that only a fruit's end brings."""
    swatches = Image.new("RGB", (picture.width, picture.height + 2 * MARGIN))
    swatches.paste(picture)
    for row, color in enumerate((theme.GOOD, theme.BAD)):
        shades = [mix(color, theme.PANEL, x / picture.width) for x in range(picture.width)] * MARGIN
        strip = Image.new("RGB", (picture.width, MARGIN))
        strip.putdata(shades)
        swatches.paste(strip, (0, picture.height + row * MARGIN))
    return swatches.quantize(256, method=Image.Quantize.MAXCOVERAGE)
