"""The look in use: one palette, one spacing grid, one type scale, and whether things glide.

Read the colours as `theme.AGENT` when drawing, for use() replaces them. In every palette whatever carries
text keeps a contrast of at least 4.5:1 on BACKGROUND, PANEL and RAISED (a test checks it).
"""

from __future__ import annotations

from typing import NamedTuple

Color = tuple[int, int, int]


class Art(NamedTuple):
    """The colours of what is pictured. Those from `sky` on lie behind everything: dark, as words need it."""

    red: Color
    green: Color
    yellow: Color
    violet: Color
    leaf: Color
    sky: Color  # at the top
    dusk: Color  # above the horizon
    hill: Color  # the farthest
    meadow: Color  # the nearest


class Palette(NamedTuple):
    """The colours of everything. `raised`: buttons, tracks. The ones from `text` on carry text."""

    art: Art
    background: Color
    panel: Color
    raised: Color
    line: Color
    text: Color
    muted: Color
    fruit: Color
    agent: Color
    human: Color
    good: Color
    bad: Color


DEFAULT = Palette(
    art=Art(
        red=(243, 92, 88),
        green=(178, 214, 92),
        yellow=(255, 208, 84),
        violet=(168, 124, 232),
        leaf=(96, 186, 110),
        sky=(19, 22, 40),
        dusk=(58, 44, 74),
        hill=(34, 36, 64),
        meadow=(20, 36, 42),
    ),
    background=(16, 19, 29),
    panel=(25, 29, 42),
    raised=(36, 42, 59),
    line=(50, 57, 79),
    text=(238, 241, 248),
    muted=(163, 172, 196),
    fruit=(255, 122, 89),
    agent=(92, 203, 235),
    human=(255, 203, 92),
    good=(126, 217, 149),
    bad=(255, 128, 140),
)
# Okabe and Ito's colours, which people tell apart whatever their colour vision, on darker grounds.
OKABE_ITO = Palette(
    art=Art(
        red=(213, 94, 0),
        green=(0, 158, 115),
        yellow=(240, 228, 66),
        violet=(204, 121, 167),
        leaf=(0, 158, 115),
        sky=(10, 14, 28),
        dusk=(30, 32, 52),
        hill=(18, 24, 42),
        meadow=(12, 26, 30),
    ),
    background=(10, 12, 18),
    panel=(17, 20, 28),
    raised=(26, 30, 42),
    line=(58, 64, 84),
    text=(240, 242, 248),
    muted=(170, 178, 198),
    fruit=(230, 159, 0),
    agent=(86, 180, 233),
    human=(240, 228, 66),
    good=(0, 158, 115),
    bad=(204, 121, 167),
)
HIGH_CONTRAST = Palette(
    art=Art(  # no land: nothing competes with what is played
        red=(255, 96, 84),
        green=(170, 240, 80),
        yellow=(255, 225, 40),
        violet=(196, 140, 255),
        leaf=(60, 220, 90),
        sky=(0, 0, 0),
        dusk=(0, 0, 0),
        hill=(0, 0, 0),
        meadow=(0, 0, 0),
    ),
    background=(0, 0, 0),
    panel=(18, 18, 18),
    raised=(36, 36, 36),
    line=(150, 150, 150),
    text=(255, 255, 255),
    muted=(222, 222, 222),
    fruit=(255, 140, 60),
    agent=(64, 224, 255),
    human=(255, 221, 0),
    good=(96, 255, 128),
    bad=(255, 140, 160),
)
PALETTES = {"default": DEFAULT, "okabe-ito": OKABE_ITO, "high-contrast": HIGH_CONTRAST}
TEXT_SIZES = {"small": 0.88, "normal": 1.0, "large": 1.18}

ART, BACKGROUND, PANEL, RAISED, LINE, TEXT, MUTED, FRUIT, AGENT, HUMAN, GOOD, BAD = DEFAULT
palette = DEFAULT  # the one in use, whole: what keeps drawn images compares it
text_factor = 1.0
is_still = False  # reduced motion: things jump from tick to tick, and nothing bursts or shakes


def use(palette_name: str = "default", text_size: str = "normal", reduced_motion: bool = False) -> None:
    """Change the look, for whatever is drawn from now on.

    Args:
        palette_name: one of PALETTES.  text_size: one of TEXT_SIZES.
    """
    global palette, text_factor, is_still
    global ART, BACKGROUND, PANEL, RAISED, LINE, TEXT, MUTED, FRUIT, AGENT, HUMAN, GOOD, BAD
    palette, text_factor, is_still = PALETTES[palette_name], TEXT_SIZES[text_size], reduced_motion
    ART, BACKGROUND, PANEL, RAISED, LINE, TEXT, MUTED, FRUIT, AGENT, HUMAN, GOOD, BAD = palette


class Scale(NamedTuple):
    """Sizes in pixels for a window: `unit` is one step of the spacing grid, the rest are font heights."""

    unit: int
    caption: int
    body: int
    heading: int
    title: int
    display: int


def scale(size: tuple[int, int]) -> Scale:
    """Return the sizes for a window of (width, height) pixels; the design was drawn at 1280x720.

    The text size in use changes the fonts, not the grid.
    """
    factor = min(max(min(size[0] / 1280, size[1] / 720), 0.8), 3.0)
    caption, body, heading, title = (round(pixels * factor * text_factor) for pixels in (14, 17, 22, 34))
    return Scale(round(8 * factor), caption, body, heading, title, round(68 * factor))


def mix(a: Color, b: Color, share: float) -> Color:
    """Return a colour between two: `share` (0..1) of b, the rest a."""
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))  # type: ignore[return-value]


def contrast(a: Color, b: Color) -> float:
    """Return the contrast ratio of two colours as WCAG 2 defines it, 1..21."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: Color) -> Color:
    """Return black or white, whichever is read better on a colour: the contrast is 4.58:1 at least."""
    return max((0, 0, 0), (255, 255, 255), key=lambda ink: contrast(ink, ground))


def _luminance(color: Color) -> float:
    red, green, blue = (
        c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
