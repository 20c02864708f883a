"""Draw the icons, the logo and the sheet of fruit: `python packaging/make_art.py` writes them all.

The pieces are the game's own drawings, so that these pictures change with them. pygame draws, Pillow writes.
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

from game.ui import fruit, logo, scenery, sprites, theme  # noqa: E402
from game.ui.shapes import supersampled  # noqa: E402
from game.ui.theme import mix  # noqa: E402

ICONS = ROOT / "assets" / "icon"
PICTURES = ROOT / "docs" / "images"
SIZE = 512  # pixels of icon.png
WINDOW_SIZE = 64  # of window.png, which the window loads before its first frame
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
MACOS_SIZES = (32, 64, 128, 256, 512, 1024)
LOGO = (960, 300)  # pixels of the logo's picture
FRUIT = 96  # pixels of one on the sheet


def icon(size: int) -> Image.Image:
    """Return the icon as a square of `size` pixels with an alpha channel: an apple above the basket."""
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
    return _picture(image)


def title() -> Image.Image:
    """Return the logo on the orchard."""
    pygame.font.init()
    image = pygame.Surface(LOGO)
    box = logo.draw(image, (0, 0), theme.scale((1920, 1080)))
    box.center = image.get_rect().center
    scenery.paint(image, image.get_rect(), theme.ART)
    logo.draw(image, box.topleft, theme.scale((1920, 1080)))
    return _picture(image).convert("RGB")


def sheet() -> Image.Image:
    """Return every kind of fruit, side by side."""
    step = FRUIT * 5 // 4
    image = pygame.Surface((step * len(fruit.KINDS), step), pygame.SRCALPHA)
    for number, kind in enumerate(fruit.KINDS):
        image.blit(fruit.image(kind, FRUIT), (number * step + step // 10, step // 10))
    return _picture(image)


def write(icons: Path, pictures: Path) -> None:
    """Write the icons (.ico is for Windows, .icns for macOS) and the pictures for the documentation."""
    icons.mkdir(parents=True, exist_ok=True)
    icon(SIZE).save(icons / "icon.png", optimize=True)
    icon(WINDOW_SIZE).save(icons / "window.png", optimize=True)
    *smaller, largest = [icon(size) for size in WINDOWS_SIZES]
    sizes = [(size, size) for size in WINDOWS_SIZES]
    largest.save(icons / "icon.ico", sizes=sizes, append_images=smaller)
    *smaller, largest = [icon(size) for size in MACOS_SIZES]
    largest.save(icons / "icon.icns", append_images=smaller)
    pictures.mkdir(parents=True, exist_ok=True)
    title().save(pictures / "logo.png", optimize=True)
    sheet().save(pictures / "fruit.png", optimize=True)


def _picture(image: pygame.Surface) -> Image.Image:
    return Image.frombytes("RGBA", image.get_size(), pygame.image.tobytes(image, "RGBA"))


if __name__ == "__main__":
    write(ICONS, PICTURES)
    print(f"Icons are in {ICONS}, pictures in {PICTURES}")
