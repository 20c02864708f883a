"""The command line: what can be asked for, and whether it was asked for properly.

Only the parser lives here. What a subcommand does is in game/commands, imported once it is known that it will
run, so that `--help` loads neither NumPy nor pygame.
"""

from __future__ import annotations

import argparse
import importlib
import math
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from agent.config import NETWORKS, REPLAYS, Config
from game.commands import CommandError
from game.options import OPPONENTS, SCENES, SPEEDS, PlayOptions

ENGINES = ("litert", "keras")  # a test holds these two equal to what they repeat: agent.engine.ENGINES
SMALLEST = (640, 480)  # and game.window.SMALLEST, whose modules load NumPy and pygame
LEARNED_RATE, LEARNED_HOLD = (
    0.97,
    15,
)  # what counts as having learned, unless --until and --hold say otherwise
RECORDED_EPISODES = 10  # the article's

DESCRIPTION = "Play Catch against an agent that learns from every move, yours included."
EPILOG = """Without a command, play; the options of `play` may then follow `catch` directly.
An AGENT is newborn, sapling, master, mine, or the path of an agent's .npz or .keras file.
`catch COMMAND --help` lists a command's options."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks for.

    Args:
        argv: its words without the program's name; None takes them from the process.

    Returns:
        The exit code: 0 if it was done, 1 if the answer to a question was no, 2 if it cannot be done (stderr
        says why), 130 after Ctrl-C.

    Raises:
        SystemExit: with 0 after --help, with 2 after words that make no sense.
    """
    # The matrices here are small: a second thread of NumPy's would only take a core from the learner.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--selftest"]:  # as it is asked of an executable
        words = ["selftest"]
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
        words.insert(0, "play")
    args = build_parser().parse_args(words)
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # a greeting would get among the output
    try:
        code = int(importlib.import_module(f"game.commands.{args.command}").run(args))
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # whoever reads the output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except _expected_errors() as error:
        print(f"catch {args.command}: error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="catch",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=words, description=f"{words}.", allow_abbrev=False)

    _add_play(add("play", "Play in a window (the default)"))
    _add_train(add("train", "Train an agent without a window, as fast as it goes"))
    _add_evaluate(add("evaluate", "Tell how many of all possible fruits an agent catches, exactly"))
    _add_record(add("record", "Record an agent's play as an animated GIF or as pictures"))
    _add_agents(add("agents", "List, export, import or reset agents"))
    _add_scores(add("scores", "Show your scores: the record against each opponent, and the latest matches"))
    add("info", "Show versions, paths and engines")
    add("selftest", "Check that everything works here; --selftest is the same")
    return parser


def _add_play(parser: argparse.ArgumentParser) -> None:
    default = PlayOptions()
    add = parser.add_argument
    add("--scene", choices=SCENES, default=default.scene, help="where to begin (default: %(default)s)")
    add(
        "--opponent",
        metavar="AGENT",
        type=_opponent,
        default=default.opponent,
        help=f"who plays against you or is watched: {', '.join(OPPONENTS)}, or a file (default: %(default)s)",
    )
    add("--speed", choices=SPEEDS, default=default.speed, help="of the game (default: %(default)s)")
    _add_seed(parser, "makes fruits and agents repeatable")
    _add_engine(parser)
    add("--mute", action="store_true", help="play without sound")
    add("--size", metavar="WxH", type=_size, help="of the window in pixels, such as 1280x720")
    add("--duration", metavar="SECONDS", type=_seconds, help="end by itself after so long")
    add("--screenshot", metavar="FILE.png", type=_file_to_write(".png"), help="save the last frame")
    add("--report", metavar="FILE.json", type=_file_to_write(".json"), help="save what the run measured")


def _add_train(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--network", choices=NETWORKS, help=f"of the new agent (default: {Config.network})")
    add("--replay", choices=REPLAYS, help=f"how it draws its memories (default: {Config.replay})")
    add("--from", dest="origin", metavar="AGENT", help="go on from this agent instead of a new one")
    add("--episodes", metavar="N", type=_whole(1), help="stop after so many fruits")
    add(
        "--until",
        metavar="RATE",
        type=_rate,
        help=f"stop when the exact catch rate, 0..1, has held (default without --episodes: {LEARNED_RATE})",
    )
    add(
        "--hold",
        metavar="N",
        type=_whole(0),
        default=LEARNED_HOLD,
        help="for how many further episodes it has to (default: %(default)s)",
    )
    _add_seed(parser, "makes the run repeatable; without it one is drawn, and shown")
    _add_engine(parser)
    add("--out", metavar="FILE.npz", type=_file_to_write(".npz", makes_folder=True), help="save the agent")
    add("--json", action="store_true", help="end with one line of JSON instead of words")


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("agent", metavar="AGENT", help="a name or a file")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def _add_record(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("agent", metavar="AGENT", help="a name or a file")
    add("--out", metavar="FILE.gif|DIR", type=Path, required=True, help="an animation, or numbered PNGs")
    add(
        "--episodes",
        metavar="N",
        type=_whole(1),
        default=RECORDED_EPISODES,
        help="how many fruits (default: %(default)s)",
    )
    add("--learn", action="store_true", help="let it learn as it plays, and show how much it knows")
    _add_seed(parser, "makes the recording repeatable")


def _add_agents(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", help="show every agent, its file and its exact catch rate (the default)")
    export = actions.add_parser("export", help="write an agent to a file")
    export.add_argument("agent", metavar="AGENT", help="a name or a file")
    export.add_argument(
        "file",
        metavar="FILE",
        type=_file_to_write(".keras", ".npz", makes_folder=True),
        help=".keras or .npz",
    )
    take = actions.add_parser("import", help="make an agent yours; your present one is kept with a date")
    take.add_argument("agent", metavar="FILE", help="a .npz or .keras file, or an agent's name")
    reset = actions.add_parser("reset", help="begin yours anew; your present one is kept with a date")
    reset.add_argument("--yes", action="store_true", help="do not ask")


def _add_scores(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")


def _add_seed(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--seed", metavar="N", type=_whole(0), help=words)


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="what runs the networks: compiled ones in LiteRT, or TensorFlow itself (default: %(default)s)",
    )


def _whole(at_least: int) -> Callable[[str], int]:
    def whole(given: str) -> int:
        if not re.fullmatch(r"\d+", given, re.ASCII) or int(given) < at_least:
            raise argparse.ArgumentTypeError(f"{given!r} is not a whole number of at least {at_least}")
        return int(given)

    return whole


def _number(given: str) -> float:
    try:
        return float(given)
    except ValueError:
        return math.nan


def _rate(given: str) -> float:
    number = _number(given)
    if not 0 < number <= 1:
        raise argparse.ArgumentTypeError(f"{given!r} is not a rate above 0 and up to 1: write 97 % as 0.97")
    return number


def _seconds(given: str) -> float:
    number = _number(given)
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{given!r} is not a number of seconds above 0, such as 20")
    return number


def _size(given: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", given.lower(), re.ASCII)
    width, height = (int(part) for part in match.groups()) if match else (0, 0)
    if width < SMALLEST[0] or height < SMALLEST[1]:
        least = "x".join(str(side) for side in SMALLEST)
        raise argparse.ArgumentTypeError(
            f"{given!r} is not WIDTHxHEIGHT in pixels, such as 1280x720, and at least {least}"
        )
    return width, height


def _opponent(given: str) -> str:
    if given not in OPPONENTS and not Path(given).is_file():
        raise argparse.ArgumentTypeError(
            f"there is no agent {given!r}: name one of {', '.join(OPPONENTS)}, or the path of a file"
        )
    return given


def _file_to_write(*suffixes: str, makes_folder: bool = False) -> Callable[[str], Path]:
    """Return a check made before the work, so that an hour's training does not end in a mistyped folder."""

    def file_to_write(given: str) -> Path:
        path = Path(given)
        if path.suffix.lower() not in suffixes:
            raise argparse.ArgumentTypeError(f"{given!r} does not end in {' or '.join(suffixes)}")
        if path.is_dir():
            raise argparse.ArgumentTypeError(f"{given!r} is a folder: name a file in it")
        if not makes_folder and not path.parent.is_dir():
            raise argparse.ArgumentTypeError(
                f"there is no folder {str(path.parent)!r} for {path.name}: make it first"
            )
        return path

    return file_to_write


def _expected_errors() -> tuple[type[Exception], ...]:
    """Return what can go wrong without a fault of the program; asked for only once something has."""
    from agent.checkpoint import CheckpointError
    from game.agents import NoTensorFlow

    return CommandError, CheckpointError, NoTensorFlow, OSError
