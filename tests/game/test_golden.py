"""What still scenes look like, against pictures that were looked at and found good (tests/game/golden)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pygame
import pytest
from scenes_at_rest import SCENES

FOLDER = Path(__file__).parent / "golden"
BLOCK = 8  # pixels, the side of what is compared
# Systems draw letters a little differently, and rounding moves an edge by a pixel; a part that is missing or
# has moved changes its blocks more than this.
MEAN, MOST = 0.5, 16.0  # of 255: how far all blocks may be from the golden ones, and any single one
STILLS = [
    *((name, (1280, 720)) for name in ("title", "versus", "watch", "solo", "results", "settings", "help")),
    ("versus", (800, 500)),
]


def blocks(picture):
    """Return the mean colour of each block, [across, down, 3]."""
    pixels = pygame.surfarray.array3d(picture).astype(float)
    across, down = (side // BLOCK for side in pixels.shape[:2])
    pixels = pixels[: across * BLOCK, : down * BLOCK]
    return pixels.reshape(across, BLOCK, down, BLOCK, 3).mean(axis=(1, 3))


def differences(one, other):
    """Return how far two pictures are apart: all blocks on average, and the worst one."""
    away = np.abs(blocks(one) - blocks(other))
    return away.mean(), away.max()


def drawn(stage, name, size):
    """Return a scene, at half its size: that is enough to see everything in it."""
    stage.size = size
    surface = pygame.Surface(size)
    SCENES[name](stage)
    stage.draw(surface)
    return pygame.transform.smoothscale(surface, (size[0] // 2, size[1] // 2))


@pytest.mark.parametrize(("name", "size"), STILLS)
def test_a_scene_looks_as_it_should(stage, tmp_path, request, name, size):
    picture = drawn(stage, name, size)
    path = FOLDER / f"{name}-{size[0]}x{size[1]}.png"
    if request.config.getoption("--renew-golden"):
        pygame.image.save(picture, path)
        return
    mean, most = differences(picture, pygame.image.load(path).convert(picture))
    pygame.image.save(picture, tmp_path / path.name)
    assert mean <= MEAN, f"{path.name} differs everywhere: compare it with {tmp_path / path.name}"
    assert most <= MOST, f"{path.name} differs in one place: compare it with {tmp_path / path.name}"


def test_a_missing_word_would_be_seen(stage):
    picture = drawn(stage, "settings", (1280, 720))
    gone = picture.copy()
    row = stage.scene.places().rows[1]
    words = pygame.Rect(row.x // 2 + 4, row.y // 2 + 4, row.width // 6, row.height // 2 - 8)  # its name
    gone.fill(picture.get_at(words.topleft), words)
    assert differences(picture, gone)[1] > MOST


def test_another_palette_would_be_seen(stage):
    picture = drawn(stage, "settings", (1280, 720))
    stage.set(palette="okabe-ito")
    assert differences(picture, drawn(stage, "settings", (1280, 720)))[0] > MEAN
