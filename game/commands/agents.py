"""catch agents: what agents there are, and how to get one out of the program or into it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from agent import checkpoint as checkpoints
from agent.checkpoint import CheckpointError
from game import agents, paths
from game.commands import CommandError
from game.lock import Hold
from game.progress import skill_of


def run(args: argparse.Namespace) -> int:
    """Do what args.action names; without one, list."""
    actions = {None: _list, "list": _list, "export": _export, "import": _import, "reset": _reset}
    return actions[args.action](args)


def _list(_: argparse.Namespace) -> int:
    rows = [("AGENT", "CATCHES", "STEPS", "NETWORK", "FILE"), _row("newborn", None)]
    rows += [_row(name, agents.path_of(name)) for name in (*agents.SHIPPED, "mine")]
    rows += [_row("", path) for path in agents.backups_of(paths.mine())]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0


def _row(name: str, path: Path | None) -> tuple[str, ...]:
    """Return the cells for an agent by name, or for a file without one."""
    if path and not path.is_file():
        return name, "-", "-", "-", f"{path} (not there yet)"
    try:
        checkpoint = agents.load(name or str(path))
    except CheckpointError as error:
        return name, "-", "-", "-", str(error)
    if path is None:
        return name, "-", "0", checkpoint.config.network, "(new each time)"
    skill = skill_of(checkpoint.snapshot())
    return name, f"{skill.rate:.2%}", str(checkpoint.metrics.steps), checkpoint.config.network, str(path)


def _export(args: argparse.Namespace) -> int:
    file: Path = args.file
    agents.check_replaceable(file)
    checkpoint = agents.load(args.agent)
    if file.suffix.lower() == ".keras":
        with agents.needing_tensorflow("Exporting a .keras file"):
            checkpoints.export_keras(checkpoint, file)
        print(f"{args.agent} is in {file}, which keras.models.load_model opens")
    else:
        checkpoints.save(checkpoint, file)
        print(f"{args.agent} is in {file}, with its memories")
    return 0


def _import(args: argparse.Namespace) -> int:
    checkpoint = agents.load(args.agent)
    with _hold():
        kept = agents.back_up(paths.mine())
        checkpoints.save(checkpoint, paths.mine())
    print(f"{args.agent} is now your agent: {paths.mine()}")
    if kept:
        print(f"The one you had is kept in {kept}")
    return 0


def _reset(args: argparse.Namespace) -> int:
    mine = paths.mine()
    if not mine.is_file():
        print("You have no agent of your own yet, so there is nothing to reset.")
        return 0
    if not args.yes:
        if not sys.stdin.isatty():
            raise CommandError(
                "there is nobody to ask whether to reset your agent: add --yes to do it unasked."
            )
        if input("Begin your agent anew? The present one is kept beside it. [y/N] ").strip().lower() != "y":
            print("Nothing was changed.")
            return 1
    with _hold():
        kept = mine.rename(agents.backup_path(mine))
    print(f"Your agent begins anew at the next match. The one you had is kept in {kept}")
    return 0


def _hold() -> Hold:
    """Make sure that no game is running, which would save its own agent over what is done here."""
    hold = Hold()
    if hold.trouble:
        raise CommandError(f"your agent cannot be changed now: leave the game if it runs. ({hold.trouble})")
    return hold
