"""The article promised a player of Catch in less than 200 lines. The core of ours keeps to it."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = ["agent/replay.py", "agent/networks.py", "agent/dqn.py", "agent/policy.py"]
PROMISE = 200
NOT_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


def lines_of_code(source: str) -> int:
    """Count the lines that hold code: not blank, not only a comment, not part of a docstring."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NOT_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
            and ast.get_docstring(node) is not None
        ):
            docstring = node.body[0]
            lines.difference_update(range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1))
    return len(lines)


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("", 0),
        ("x = 1\n\n# why\ny = 2  # and how\n", 2),
        ('"""About\n\nthis."""\n\nx = 1\n', 1),
        ('def f():\n    """Do."""\n    return (\n        1\n    )\n', 4),
        ('words = """one\ntwo"""\n', 2),  # a string that is used is code
        ('class A:\n    """Is."""\n\n    x: int = 1\n', 2),
    ],
)
def test_lines_are_counted_as_a_reader_would(source, count):
    assert lines_of_code(source) == count


def test_the_core_fits_in_200_lines():
    counts = {name: lines_of_code((ROOT / name).read_text(encoding="utf-8")) for name in CORE}
    assert sum(counts.values()) < PROMISE, counts
