"""Who may import what: learning knows nothing of the game, and the game waits for nothing slow to load."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path for package in ("agent", "game") for path in (ROOT / package).rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in FILES]

NUMPY_ONLY = ["game/catch.py", "game/skill.py", "game/match.py", "agent/replay.py", "agent/policy.py"]
TENSORFLOW = {"agent/networks.py", "agent/dqn.py", "agent/compile.py"}
TENSORFLOW_LAZILY = {"agent/engine.py", "agent/checkpoint.py"}  # KerasEngine, and .keras files
WITHOUT_A_WINDOW = ["game/cli.py", "game/training.py", "game/agents.py", "game/gym_env.py", "game/app.py"]
REGISTERS_ITSELF = "game/gym_env.py"  # Gymnasium finds environments by importing their module


class Import(NamedTuple):
    """One imported module, and whether importing the file imports it (not only calling something in it)."""

    module: str
    is_at_once: bool


def imports_of(name: str) -> list[Import]:
    """Return every import in a file but those for type checkers, which never run."""
    return list(_imports(ast.parse((ROOT / name).read_text(encoding="utf-8")), at_once=True))


def _imports(node: ast.AST, at_once: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, at_once) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports here are written out in full"
            yield Import(child.module or "", at_once)
            # `from game import paths` imports game.paths too
            yield from (
                Import(f"{child.module}.{alias.name}", at_once)
                for alias in child.names
                if _file_of(f"{child.module}.{alias.name}")
            )
        elif isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        else:
            inside = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            yield from _imports(child, at_once and not inside)


def _file_of(module: str) -> str | None:
    """Return the file of one of our own modules, None for anybody else's."""
    path = module.replace(".", "/")
    return next((name for name in (f"{path}.py", f"{path}/__init__.py") if name in NAMES), None)


@cache
def loaded_by(name: str) -> frozenset[str]:
    """Return the outside packages that importing a file loads, through our own modules too."""
    found: set[str] = set()
    seen, waiting = {name}, [name]
    while waiting:
        for module, is_at_once in imports_of(waiting.pop()):
            if not is_at_once:
                continue
            own = _file_of(module)
            if own is None:
                found.add(module.split(".")[0])
            elif own not in seen:
                seen.add(own)
                waiting.append(own)
    return frozenset(found - set(sys.stdlib_module_names))


def test_the_files_are_found():
    assert {"game/catch.py", "agent/dqn.py", *TENSORFLOW, *TENSORFLOW_LAZILY} <= set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("agent/")])
def test_the_agent_knows_nothing_of_the_game(name):
    assert not {module.split(".")[0] for module, _ in imports_of(name)} & {"game", "pygame"}


@pytest.mark.parametrize("name", NUMPY_ONLY)
def test_rules_and_policy_need_numpy_only(name):
    modules = {module.split(".")[0] for module, _ in imports_of(name)} - set(sys.stdlib_module_names)
    assert modules <= {"numpy", "agent", "game"}
    assert loaded_by(name) <= {"numpy"}


@pytest.mark.parametrize("name", NAMES)
def test_tensorflow_stays_in_its_place(name):
    uses = {use for use in imports_of(name) if use.module.split(".")[0] in ("tensorflow", "keras")}
    if name in TENSORFLOW:
        return
    assert not uses or name in TENSORFLOW_LAZILY
    assert not any(use.is_at_once for use in uses)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in TENSORFLOW])
def test_importing_anything_else_loads_no_tensorflow(name):
    assert not loaded_by(name) & {"tensorflow", "keras"}


@pytest.mark.parametrize("name", WITHOUT_A_WINDOW)
def test_what_needs_no_window_loads_no_pygame(name):
    assert "pygame" not in loaded_by(name)


def test_help_needs_nothing_but_the_standard_library():
    assert loaded_by("game/__main__.py") == frozenset()


@pytest.mark.parametrize("name", NAMES)
def test_importing_does_no_work(name):
    """At the top of a file stand definitions. Nothing is called for its effect, opened, or looped over."""
    for node in ast.parse((ROOT / name).read_text(encoding="utf-8")).body:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_guard = isinstance(node, ast.If) and any(
            word in ast.unparse(node.test) for word in ("TYPE_CHECKING", "__name__", "sys.platform")
        )
        is_definition = isinstance(
            node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
        )
        assert is_docstring or is_guard or is_definition or name == REGISTERS_ITSELF, (
            f"{name}, line {node.lineno}: {ast.unparse(node)[:80]}"
        )
