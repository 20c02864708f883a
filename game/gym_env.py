"""Catch for everybody else's agents: the rules as a Gymnasium environment.

import game.gym_env
env = gymnasium.make("KerasPlaysCatch/Catch-v0")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from game.catch import Action, Catch, Floats
from game.controllers import Scripted
from game.match import TICKS_PER_SECOND, Court

try:
    import gymnasium
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "game.gym_env needs Gymnasium, which is not installed: pip install 'keras-plays-catch[gym]'."
    ) from error

if TYPE_CHECKING:
    import pygame

ID = "KerasPlaysCatch/Catch-v0"


class CatchEnv(gymnasium.Env):  # type: ignore[misc]
    """A fruit falls; be under it.

    ## Description
    One fruit falls straight down a grid, a row a step. A basket three cells wide moves along the bottom row.
    In each step the basket moves first, then the fruit drops. After Eder Santana's "Keras plays catch"
    (2016), with the ranges of its start positions repaired.

    ## Action Space
    `Discrete(3)`:
    - 0: move the basket one column left
    - 1: stay
    - 2: move it one column right

    The walls stop the basket.

    ## Observation Space
    `Box(0, 1, (rows, cols), float32)`: the picture itself, 1 where the fruit or the basket is, else 0.

    ## Starting State
    The fruit's column (0 .. cols - 1) and the basket's centre (1 .. cols - 2) are drawn uniformly; the fruit
    is in the top row. `reset(seed=s)` begins the sequence of starts that `game.catch.Catch(seed=s)` plays,
    and each `reset()` without a seed goes on with it.

    ## Rewards
    0 until the last step, which pays +1 if the fruit lands in the basket, else -1.

    ## Episode End
    The episode terminates when the fruit lands, after `rows - 1` steps. It is never truncated. Standing still
    and random play both catch 30 % of the fruit on the 10x10 grid, a perfect player all of it.

    ## Information
    `step()` and `reset()` return an empty dict.

    ## Arguments

    ```python
    import gymnasium
    import game.gym_env

    gymnasium.make("KerasPlaysCatch/Catch-v0", rows=10, cols=10, render_mode="rgb_array")
    ```

    - `rows`, `cols`: grid size, each at least 3.
    - `render_mode`: `"rgb_array"` (a picture as the game draws it, uint8 [height, width, 3]), `"human"` (the
      same in a window, at the game's pace), `"ansi"` (the grid as text), or `None`.

    ## Version History
    - v0: initial version
    """

    metadata: ClassVar[dict[str, Any]] = {
        "render_modes": ["human", "rgb_array", "ansi"],
        "render_fps": TICKS_PER_SECOND,
    }

    def __init__(self, rows: int = 10, cols: int = 10, render_mode: str | None = None) -> None:
        modes = self.metadata["render_modes"]
        if render_mode is not None and render_mode not in modes:
            raise ValueError(
                f"render_mode is {render_mode!r}, but must be None or one of {', '.join(modes)}."
            )
        self.render_mode = render_mode
        self._catch = Catch(rows, cols)
        self._screen = _Screen(rows, cols, is_window=render_mode == "human")
        self.action_space = gymnasium.spaces.Discrete(len(Action))
        self.observation_space = gymnasium.spaces.Box(0, 1, (rows, cols), np.float32)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Floats, dict[str, Any]]:
        """Begin an episode. A seed begins a repeatable sequence of them; `options` are not used."""
        super().reset(seed=seed, options=options)
        if seed is not None:
            self._catch = Catch(self._catch.rows, self._catch.columns, seed)
        observation = self._catch.reset()
        if self.render_mode == "human":
            self.render()
        return observation, {}

    def step(self, action: int) -> tuple[Floats, float, bool, bool, dict[str, Any]]:
        """Play one step. Returns observation, reward, terminated, truncated (never) and an empty dict.

        Raises:
            ValueError: `action` is not 0, 1 or 2.  RuntimeError: the episode is over.
        """
        observation, reward, discount = self._catch.step(action)
        if self.render_mode == "human":
            self.render()
        return observation, reward, discount == 0, False, {}

    def render(self) -> npt.NDArray[np.uint8] | str | None:
        """Show the game as `render_mode` says: a picture, a text, or a window (and nothing returned)."""
        if self.render_mode == "ansi":
            return _text(self._catch)
        if self.render_mode == "rgb_array":
            return self._screen.picture(self._catch)
        if self.render_mode == "human":
            self._screen.show(self._catch, self.metadata["render_fps"])
        else:
            gymnasium.logger.warn(
                'render() shows nothing: make the environment with a render_mode, like "rgb_array".'
            )
        return None

    def close(self) -> None:
        """Close the window, if there is one."""
        self._screen.close()


class _Shown(Court):
    """A court for the game's drawing to look at, on which somebody else plays."""

    def __init__(self) -> None:
        super().__init__(Scripted())

    def show(self, catch: Catch) -> None:
        """Look as this game does, at rest between two ticks."""
        self._catch = catch
        self.before = self.now = self._pose()


class _Screen:
    """The game's own drawing of a court, on a surface or in a window. pygame starts on first use."""

    LONGER_SIDE = 480  # pixels of the court's longer side, as far as whole cells allow

    def __init__(self, rows: int, columns: int, is_window: bool) -> None:
        cell = max(self.LONGER_SIDE // max(rows, columns), 8)
        frame = 2 * (cell // 4)
        self._size = (columns * cell + frame, rows * cell + frame)
        self._is_window = is_window
        self._court = _Shown()
        self._surface: pygame.Surface | None = None
        self._clock: pygame.time.Clock | None = None

    def picture(self, catch: Catch) -> npt.NDArray[np.uint8]:
        """Draw the game: uint8 [height, width, 3]."""
        import pygame

        surface = self._drawn(catch)
        return np.ascontiguousarray(pygame.surfarray.array3d(surface).swapaxes(0, 1))

    def show(self, catch: Catch, fps: float) -> None:
        """Draw the game into the window, and wait until it is time for the next picture."""
        import pygame

        self._drawn(catch)
        pygame.event.pump()
        pygame.display.flip()
        self._clock = self._clock or pygame.time.Clock()
        self._clock.tick(fps)

    def close(self) -> None:
        """Close the window, if it is open."""
        if self._surface is not None and self._is_window:
            from game.window import close_window

            close_window()
        self._surface = self._clock = None

    def _drawn(self, catch: Catch) -> pygame.Surface:
        import pygame

        from game.ui import theme
        from game.ui.court_view import court_rect, draw_court
        from game.window import open_window

        if self._surface is None:
            self._surface = open_window(self._size) if self._is_window else pygame.Surface(self._size)
        self._court.show(catch)
        rect = court_rect(self._surface.get_rect(), self._court)
        self._surface.fill(theme.BACKGROUND)
        draw_court(self._surface, rect, self._court, alpha=1.0, accent=theme.AGENT)
        return self._surface


def _text(catch: Catch) -> str:
    """Return the grid as text: `o` the fruit, `===` the basket."""
    cells = np.full((catch.rows, catch.columns), ".")
    cells[-1, catch.basket - 1 : catch.basket + 2] = "="
    cells[catch.fruit_row, catch.fruit_column] = "o"
    return "\n".join("".join(row) for row in cells)


gymnasium.register(ID, entry_point="game.gym_env:CatchEnv")
