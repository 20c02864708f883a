"""How fast the rules are: steps of one environment against Gymnasium's and bsuite's, and the exact skill map.

    python -m benchmarks.rules --quick
    python -m benchmarks.rules --json rules.json --docs

Each environment is called as it is, without wrappers, with the same random actions, and reset when it ends.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from agent.checkpoint import newborn
from agent.config import NETWORKS, Config
from agent.policy import Policy
from benchmarks import timing
from benchmarks.common import circumstances, command_line, markdown, publish, show
from benchmarks.timing import Promise, Times
from game.catch import Catch
from game.progress import skill_of
from game.skill import exact_skill

FASTER = 2.0  # times as fast as the fastest of the others
MAP_LIMIT = 1.5e-3  # seconds for the map of all 80 starts
STEPS = 500  # of a call that is timed

OURS = "ours"
OURS_GYM = "ours, in Gymnasium"
BSUITE = "bsuite's Catch"

TEXT = """## Rules

Steps a second of one environment, median of {turns} turns, resets included ({steps} steps with the same
random actions). All are called without wrappers; Catch has 10x10 cells, ours and bsuite's.

{table}

The fastest of the others is {fastest}.{missing}

The exact catch rate of all 80 starts, with the values of all 720 positions by the network in it:

{maps}

{promises}

To repeat it: `pip install -e '.[bench]' bsuite`, then `python -m benchmarks.rules --docs`.
"""


def environments() -> dict[str, Callable[[], Any]]:
    """Return a function for each environment that is installed; it plays STEPS steps."""
    found: dict[str, Callable[[], Any]] = {OURS: ours()}
    if importlib.util.find_spec("gymnasium"):
        from gymnasium.envs.toy_text.blackjack import BlackjackEnv
        from gymnasium.envs.toy_text.cliffwalking import CliffWalkingEnv
        from gymnasium.envs.toy_text.frozen_lake import FrozenLakeEnv
        from gymnasium.envs.toy_text.taxi import TaxiEnv

        from game.gym_env import CatchEnv

        found[OURS_GYM] = gymnasium_steps(CatchEnv())
        for make in (FrozenLakeEnv, CliffWalkingEnv, TaxiEnv, BlackjackEnv):
            found[f"Gymnasium's {make.__name__.removesuffix('Env')}"] = gymnasium_steps(make())
    if importlib.util.find_spec("bsuite"):
        found[BSUITE] = bsuite_steps()
    return found


def ours(side: int = 10) -> Callable[[], None]:
    """Return what plays our rules as they are, on a grid of so many rows and columns."""
    catch, actions = Catch(side, side, seed=0), _actions(3)

    def play() -> None:
        catch.reset()
        for action in actions:
            catch.step(action)
            if catch.is_over:
                catch.reset()

    return play


def gymnasium_steps(env: Any) -> Callable[[], None]:
    """Return what plays a Gymnasium environment."""
    env.reset(seed=0)
    actions = _actions(int(env.action_space.n))

    def play() -> None:
        env.reset()
        for action in actions:
            _, _, terminated, truncated, _ = env.step(action)
            if terminated or truncated:
                env.reset()

    return play


def bsuite_steps() -> Callable[[], None]:
    """Return what plays bsuite's Catch on our grid."""
    from bsuite.environments.catch import Catch as TheirCatch

    env, actions = TheirCatch(rows=10, columns=10, seed=0), _actions(3)

    def play() -> None:
        env.reset()
        for action in actions:
            if env.step(action).last():
                env.reset()

    return play


def _actions(count: int) -> list[int]:
    found: list[int] = np.random.default_rng(0).integers(count, size=STEPS).tolist()
    return found


def maps() -> dict[str, Callable[[], Any]]:
    """Return what measures an agent's exact skill, for each network: as the game does, and in one go."""
    found: dict[str, Callable[[], Any]] = {}
    for network in NETWORKS:
        snapshot = newborn(replace(Config(), network=network), seed=0).snapshot()
        found[f"{network}, in the game"] = partial(skill_of, snapshot)
        found[f"{network}, in one go"] = partial(exact_skill, Policy(snapshot).probabilities)
    return found


def fastest_other(steps: Times) -> str | None:
    """Return which environment of somebody else takes the least time, None if there is none."""
    others = [name for name in steps if name not in (OURS, OURS_GYM)]
    return min(others, key=lambda name: timing.median(steps, name), default=None)


def promises(steps: Times, measured_maps: Times) -> list[Promise]:
    """Return what was promised, for these times of a call of each."""
    found = []
    if (other := fastest_other(steps)) is not None:
        for name in (OURS, OURS_GYM):
            faster = timing.ratio(steps, other, name)
            found.append(Promise(f"{name}, against {other}", faster, FASTER, is_least=True))
    for name in measured_maps:
        found.append(Promise(f"map, {name}", timing.median(measured_maps, name), MAP_LIMIT, "ms"))
    return found


def table(steps: Times) -> list[list[str]]:
    """Return steps a second and the time of a step, and how many times as long as ours it is."""
    rows = [["", "steps/s", "a step", "times ours"]]
    for name in steps:
        step = timing.median(steps, name) / STEPS
        relative = timing.digits(timing.ratio(steps, name, OURS))
        rows.append([name, timing.rate(step), timing.duration(step), relative])
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, show, publish. Returns the exit code."""
    options = command_line("rules", __doc__ or "").parse_args(arguments)
    if (code := timing.in_one_thread("rules", arguments)) is not None:
        return code
    turns, seconds = timing.effort(options.quick)
    results = circumstances()
    steps = timing.take_turns(environments(), turns, seconds)
    measured_maps = timing.take_turns(maps(), turns, seconds)
    kept = promises(steps, measured_maps)
    map_rows = [
        ["", "a map"],
        *([n, timing.duration(timing.median(measured_maps, n))] for n in measured_maps),
    ]
    for rows in (table(steps), map_rows, timing.promised(kept)):
        show(rows)
    missing = "" if BSUITE in steps else " bsuite is not installed here, so its Catch is missing."
    text = TEXT.format(
        turns=turns,
        steps=STEPS,
        table=markdown(table(steps)),
        fastest=fastest_other(steps) or "not known: none is installed",
        missing=missing,
        maps=markdown(map_rows),
        promises=markdown(timing.promised(kept)),
    )
    publish("rules", options, results | timing.facts({"steps": steps, "maps": measured_maps}, kept), text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
