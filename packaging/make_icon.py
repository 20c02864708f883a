"""Draw the icon, a fruit above the basket: `python packaging/make_icon.py` writes assets/icon/.

The pieces are the game's own, so that the icon changes with them. pygame draws, Pillow writes the formats.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

import pygame  # noqa: E402
from PIL import Image  # noqa: E402

from game.ui import fruit, scenery, sprites, theme  # noqa: E402
from game.ui.shapes import supersampled  # noqa: E402
from game.ui.theme import mix  # noqa: E402

FOLDER = ROOT / "assets" / "icon"
SIZE = 512  # pixels of icon.png
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
MACOS_SIZES = (32, 64, 128, 256, 512, 1024)


def draw(size: int) -> Image.Image:
    """Return the icon as a square of `size` pixels with an alpha channel."""
    margin = round(size * 0.04)

    def tile(large: pygame.Surface, factor: int) -> None:
        rect = large.get_rect().inflate(-2 * margin * factor, -2 * margin * factor)
        radius = round(0.21 * size) * factor
        pygame.draw.rect(large, mix(theme.LINE, theme.RAISED, 0.2), rect, border_radius=radius)
        edge = max(1, round(0.012 * size * factor))
        inner = rect.inflate(-2 * edge, -2 * edge)
        evening = pygame.Surface(large.get_size(), pygame.SRCALPHA)
        scenery.paint(evening, inner, theme.ART)
        cut = pygame.Surface(large.get_size(), pygame.SRCALPHA)
        pygame.draw.rect(cut, (255, 255, 255), inner, border_radius=radius - edge)
        evening.blit(cut, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        large.blit(evening, (0, 0))

    image = supersampled((size, size), tile)
    apple = fruit.image("apple", round(size * 0.54))
    basket = sprites.basket(round(size * 0.255), theme.HUMAN)
    image.blit(apple, apple.get_rect(midtop=(size // 2, round(size * 0.075))))
    image.blit(basket, basket.get_rect(midbottom=(size // 2, round(size * 0.88))))
    return Image.frombytes("RGBA", image.get_size(), pygame.image.tobytes(image, "RGBA"))


def write(folder: Path) -> None:
    """Write icon.png, icon.ico for Windows and icon.icns for macOS."""
    folder.mkdir(parents=True, exist_ok=True)
    draw(SIZE).save(folder / "icon.png", optimize=True)
    *smaller, largest = [draw(size) for size in WINDOWS_SIZES]
    sizes = [(size, size) for size in WINDOWS_SIZES]
    largest.save(folder / "icon.ico", sizes=sizes, append_images=smaller)
    *smaller, largest = [draw(size) for size in MACOS_SIZES]
    largest.save(folder / "icon.icns", append_images=smaller)


if __name__ == "__main__":
    write(FOLDER)
    print(f"The icon is in {FOLDER}")
