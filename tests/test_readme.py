"""What the README, CONTRIBUTING and docs say exists: commands, options, files."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from game.cli import build_parser

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
INSTALL_AND_PLAY = "python -m pip install . && python -m game"
INSTALL_AND_TEST = 'python -m pip install -e ".[test]" && python -m pytest'
# Of ruff, uv, pytest, the benchmarks and the release.
OTHER_TOOLS_OPTIONS = {"--check", "--extra", "--quick", "--seeds", "--peer-seeds", "--after", "--docs"}
OTHER_TOOLS_OPTIONS |= {"--all", "--renew-golden", "--selftest", "--dist", "--no-build"}


def parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return every command's parser by its words, such as "agents export"."""
    found = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                found[name] = child
                found |= {f"{name} {rest}": deeper for rest, deeper in parsers(child).items()}
    return found


COMMANDS = parsers(build_parser())
OPTIONS = {
    option for parser in (build_parser(), *COMMANDS.values()) for option in parser._option_string_actions
}


def code_blocks(page: Path) -> list[str]:
    """Return the lines of a page's shell blocks, without their comments."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [line.split("  #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


CATCH_LINES = [
    pytest.param(line, id=f"{page.name}: {line}")
    for page in PAGES
    for line in code_blocks(page)
    if line.startswith(("catch", "python -m game"))
]


def test_there_is_something_to_check():
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "how-it-works.md"} <= {
        page.name for page in PAGES
    }
    assert len(CATCH_LINES) >= 8


@pytest.mark.parametrize("command", [INSTALL_AND_PLAY, INSTALL_AND_TEST])
def test_the_two_commands_stand_in_the_readme_word_for_word(command):
    assert command in code_blocks(ROOT / "README.md")


def test_ci_runs_the_readmes_test_command_word_for_word():
    assert INSTALL_AND_TEST in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", CATCH_LINES)
def test_every_command_line_is_one_the_program_accepts(line):
    words = shlex.split(line.removeprefix("python -m game").removeprefix("catch"))
    if words and words[0].startswith("-"):
        words.insert(0, "play")
    build_parser().parse_args(words or ["play"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_that_is_named_exists(page):
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", page.read_text(encoding="utf-8")))
    assert named <= OPTIONS | OTHER_TOOLS_OPTIONS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_named_exists(page):
    named = re.findall(r"`catch ([a-z]+)", page.read_text(encoding="utf-8"))
    assert set(named) <= set(COMMANDS)


@pytest.mark.parametrize("command", [name for name in COMMANDS if " " not in name])
def test_the_readme_shows_every_command(command):
    assert f"catch {command}" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_referred_to_exists(page):
    text = page.read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    missing = [link for link in links if link and ":" not in link and not (page.parent / link).exists()]
    paths = re.findall(r"`((?:\.ci|agent|game|tests|assets|benchmarks|docs)(?:/[\w.*-]+)*)/?`", text)
    missing += [path for path in paths if not (ROOT / path).exists()]
    assert missing == []
