"""`python -m benchmarks`: that nothing is left out, and what it starts."""

from pathlib import Path

import pytest

from benchmarks import __main__ as everything

FOLDER = Path(everything.__file__).parent


def test_every_benchmark_is_listed():
    """A benchmark is what writes a section of the docs, or compares the executable."""
    found = {
        file.stem
        for file in FOLDER.glob("*.py")
        if 'command_line("' in (text := file.read_text(encoding="utf-8")) or '"--docs"' in text
    } - {"common", "__main__"}
    assert set(everything.MINUTES + everything.LONG) == found | {"executable"}


def test_each_line_says_what_it_is(capsys):
    assert everything.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("  acting ") and "How long one decision takes" in line for line in lines)


def test_all_run_in_turn_and_a_failure_does_not_stop_the_rest(monkeypatch, tmp_path, capsys):
    started = []

    def run(command, **_):
        started.append(command[1:])
        return type("Done", (), {"returncode": int("benchmarks.rules" in command)})

    monkeypatch.setattr(everything.subprocess, "run", run)
    assert everything.main(["--all", "--docs", "--json", str(tmp_path / "new")]) == 1
    assert [words[1].removeprefix("benchmarks.") for words in started] == list(everything.MINUTES)
    assert started[0][2:] == ["--docs", "--json", str(tmp_path / "new" / f"{everything.MINUTES[0]}.json")]
    assert "Failed, or slower than promised: rules." in capsys.readouterr().err


def test_options_without_all_are_refused():
    with pytest.raises(SystemExit):
        everything.main(["--docs"])
