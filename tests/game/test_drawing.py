"""What holds for the picture of every scene: it can be read, and looking at it changes nothing."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from learners import FakeLearner
from scenes_at_rest import FRAME, SCENES, play

from game import paths
from game.options import PlayOptions
from game.session import Session
from game.stage import Stage
from game.ui import text, theme
from game.ui.theme import PALETTES, contrast

LEAST_CONTRAST = 4.5  # WCAG 2, level AA


def pixels(surface):
    return pygame.image.tobytes(surface, "RGB")


@pytest.mark.parametrize("name", SCENES)
def test_drawing_twice_gives_the_same_pixels(stage, surface, name):
    SCENES[name](stage)
    stage.draw(surface)
    first = pixels(surface)
    surface.fill((255, 0, 255))
    stage.draw(surface)
    assert pixels(surface) == first


@pytest.mark.parametrize("name", SCENES)
def test_drawing_changes_nothing(surface, name):
    """What comes after frames that were drawn is what comes after frames that nobody saw."""
    pictures = []
    for is_seen in (True, False):
        session = Session(PlayOptions(seed=4), FakeLearner)
        stage = Stage(session, surface.get_size())
        SCENES[name](stage)
        for _ in range(24):
            if is_seen:
                stage.draw(surface)
            stage.frame([], FRAME)
        stage.draw(surface)
        pictures.append(pixels(surface))
        stage.close()
        session.close()
        paths.mine().unlink(missing_ok=True)  # it has learned
    assert pictures[0] == pictures[1]


@pytest.fixture
def words(monkeypatch):
    """What is written: (words, ink, a colour that lies under a letter, their contrast)."""
    notes = set()
    write = text.write

    def written(surface, words, at, size, color=None, bold=False, anchor="topleft", width=None):
        cut = words if width is None else text.fitted(words, size, bold, width)
        image = text.rendered(cut, size, color or theme.TEXT, bold)
        place = image.get_rect()
        setattr(place, anchor, (round(at[0]), round(at[1])))
        seen = place.clip(surface.get_rect())
        letters = pygame.surfarray.array_alpha(image.subsurface(seen.move(-place.x, -place.y))) > 200
        grounds = np.unique(pygame.surfarray.array3d(surface.subsurface(seen))[letters], axis=0)
        notes.update(
            (
                cut,
                color or theme.TEXT,
                tuple(map(int, ground)),
                round(contrast(color or theme.TEXT, ground), 2),
            )
            for ground in grounds
        )
        rect = write(surface, words, at, size, color, bold, anchor, width)
        assert rect == place
        return rect

    monkeypatch.setattr(text, "write", written)
    return notes


@pytest.mark.parametrize("name", SCENES)
def test_words_can_be_read_where_they_are_written(stage, surface, words, name):
    SCENES[name](stage)
    for palette in PALETTES:
        words.clear()
        stage.set(palette=palette)
        play(stage, 2 * FRAME)
        stage.draw(surface)
        assert words
        assert [(palette, *note) for note in words if note[-1] < LEAST_CONTRAST] == []
