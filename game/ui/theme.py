"""The look: one palette, one spacing grid, one type scale.

Colours on BACKGROUND or PANEL keep a contrast of at least 4.5:1 where they carry text (a test checks it).
"""

from __future__ import annotations

from typing import NamedTuple

Color = tuple[int, int, int]

BACKGROUND: Color = (16, 19, 29)
PANEL: Color = (25, 29, 42)
RAISED: Color = (36, 42, 59)  # buttons, tracks
LINE: Color = (50, 57, 79)
TEXT: Color = (238, 241, 248)
MUTED: Color = (163, 172, 196)
FRUIT: Color = (255, 122, 89)
LEAF: Color = (126, 200, 122)
AGENT: Color = (92, 203, 235)
HUMAN: Color = (255, 203, 92)
GOOD: Color = (126, 217, 149)
BAD: Color = (255, 128, 140)


class Scale(NamedTuple):
    """Sizes in pixels for a window: `unit` is one step of the spacing grid, the rest are font heights."""

    unit: int
    caption: int
    body: int
    heading: int
    title: int
    display: int


def scale(size: tuple[int, int]) -> Scale:
    """Return the sizes for a window of (width, height) pixels; the design was drawn at 1280x720."""
    factor = min(max(min(size[0] / 1280, size[1] / 720), 0.8), 3.0)
    return Scale(*(round(pixels * factor) for pixels in (8, 14, 17, 22, 34, 68)))


def mix(a: Color, b: Color, share: float) -> Color:
    """Return a colour between two: `share` (0..1) of b, the rest a."""
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))  # type: ignore[return-value]


def contrast(a: Color, b: Color) -> float:
    """Return the contrast ratio of two colours as WCAG 2 defines it, 1..21."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
