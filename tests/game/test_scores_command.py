"""catch scores: what it prints, and that it leaves the file alone."""

from __future__ import annotations

import json
from dataclasses import replace

from test_score_file import RUN, WON

from game import paths
from game.cli import main
from game.score_file import file_away


def test_without_scores_it_says_what_counts(capsys):
    assert main(["scores"]) == 0
    assert "played to its end" in capsys.readouterr().out
    assert not paths.scores().exists()


def test_the_tables_tell_the_record_and_the_latest_matches(capsys):
    lost = replace(
        WON, opponent="anna.npz", outcome="lost", best_streak=9, lead_fruits=None, lead_seconds=None
    )
    drawn = replace(lost, outcome="drawn", ended_at=WON.ended_at + 1)
    won = [replace(lost, outcome="won", ended_at=WON.ended_at + number) for number in (2, 3)]
    file_away(paths.scores(), [WON, lost, drawn, *won, RUN])
    assert main(["scores"]) == 0
    said = capsys.readouterr().out.splitlines()
    lines = [line.split() for line in said]
    assert ["newborn", "1", "1", "0", "0", "100", "%", "21"] in lines
    assert ["anna.npz", "4", "2", "1", "1", "50", "%", "9"] in lines
    assert [line[2:5] for line in lines if line and line[0].startswith("1970-")] == [
        ["anna.npz", "won", "38:31"],
        ["anna.npz", "won", "38:31"],
        ["anna.npz", "drawn", "38:31"],
        ["anna.npz", "lost", "38:31"],
        ["newborn", "won", "38:31"],
    ]
    assert "Longest lead over a newborn: 20 fruits in 26 s" in said  # 25.5 s
    assert "Practice: best streak 7, 10 of 12 caught, runs: 1" in said


def test_json_tells_everything(capsys):
    file_away(paths.scores(), [WON, RUN])
    assert main(["scores", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["opponents"] == [
        {
            "opponent": "newborn",
            "played": 1,
            "won": 1,
            "drawn": 0,
            "lost": 0,
            "best_streak": 21,
            "win_rate": 1.0,
        }
    ]
    assert told["longest_lead"] == {"fruits": 20, "seconds": 25.5}
    assert told["practice"] == {"runs": 1, "fruits": 12, "catches": 10, "best_streak": 7}
    (match,) = told["matches"]
    assert match["ended_at"] == "1970-01-12T13:46:40Z"  # a million seconds after 1970 began
    assert (match["fruits"], match["rate_after"], match["overtaken_fruit"]) == (40, 0.975, None)


def test_a_damaged_file_is_named_and_stays(capsys):
    paths.scores().write_bytes(b"once upon a time" * 100)
    assert main(["scores"]) == 2
    said = capsys.readouterr().err
    assert str(paths.scores()) in said
    assert "not a database" in said
    assert paths.scores().read_bytes() == b"once upon a time" * 100


def test_info_tells_where_the_scores_are(capsys):
    main(["info"])
    assert "your scores        none yet" in capsys.readouterr().out
    file_away(paths.scores(), [WON])
    main(["info"])
    assert f"your scores        {paths.scores()}" in capsys.readouterr().out
