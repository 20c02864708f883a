"""catch evaluate: how many of all possible fruits an agent catches, exactly, and which."""

from __future__ import annotations

import argparse
import json

from agent.checkpoint import Checkpoint
from game import agents
from game.progress import skill_of
from game.skill import Skill


def run(args: argparse.Namespace) -> int:
    """Print the agent's exact catch rate and its map over all starts."""
    checkpoint = agents.load(args.agent)
    skill = skill_of(checkpoint.snapshot())
    print(_in_json(args.agent, checkpoint, skill) if args.json else _in_words(args.agent, checkpoint, skill))
    return 0


def _in_json(name: str, checkpoint: Checkpoint, skill: Skill) -> str:
    """Return one line. `map` is indexed by basket start (from the left) and fruit column."""
    return json.dumps(
        {
            "agent": name,
            "network": checkpoint.config.network,
            "catch_rate": skill.rate,
            "steps": checkpoint.metrics.steps,
            "episodes": checkpoint.metrics.episodes,
            "updates": checkpoint.metrics.updates,
            "map": skill.map.round(6).tolist(),
        }
    )


def _in_words(name: str, checkpoint: Checkpoint, skill: Skill) -> str:
    metrics = checkpoint.metrics
    return "\n".join(
        [
            f"{name} catches {skill.rate:.2%} of all {skill.map.size} starts.",
            f"{checkpoint.config.network} network, {metrics.episodes} episodes, {metrics.steps} steps, "
            f"{metrics.updates} updates",
            "",
            *map_lines(skill),
            "",
            "# caught   . missed   1-9 tenths of the time (moves of equal value are drawn by lot)",
        ]
    )


def map_lines(skill: Skill) -> list[str]:
    """Draw the map: one line per basket start, one mark per fruit column, in plain ASCII."""
    baskets, fruits = skill.map.shape
    width = len(str(max(baskets, fruits - 1)))
    lines = [" " * 12 + "fruit", " " * 11 + "".join(f" {fruit:>{width}}" for fruit in range(fruits))]
    for basket, shares in enumerate(skill.map, start=1):  # the leftmost basket has its centre in column 1
        label = "basket" if basket == 1 else ""
        lines.append(f"{label:<7}{basket:>3} " + "".join(f" {_mark(share):>{width}}" for share in shares))
    return lines


def _mark(share: float) -> str:
    """Return # for a sure catch, . for a sure miss, else the tenths that are caught, 1..9."""
    if share > 1 - 1e-9:
        return "#"
    return "." if share < 1e-9 else str(min(max(round(share * 10), 1), 9))
