"""The benchmark of learning: when a run ends, what it comes to, and the command itself."""

import dataclasses
import json

import pytest

from agent.config import Config
from benchmarks import common, contestants, learning, ours, peers, report
from benchmarks.common import Curve, Run, Stopwatch, follow
from benchmarks.run import run
from game.training import Progress


def _curve(rates, after=0, most_seconds=None):
    """Follow one episode a second with these rates; returns the curve and the episode it ended at."""
    curve = Curve(after, most_seconds)
    for episode, rate in enumerate(rates, start=1):
        if not curve.watch(Progress(episode, rate, float(episode))):
            return curve, episode
    return curve, None


def _run(name="keypoint", seed=0, learned=None, seconds=None, **others):
    values = {"episodes": 40, "seconds": 4.0, "startup_seconds": 0.5, "lowest_after": None, "kept": None}
    values |= {"memory_mb": 50.0, "rates": [0.3, 0.9], **others}
    return Run(name, seed, episodes_to_learn=learned, seconds_to_learn=seconds, **values)


def test_a_run_ends_when_it_has_learned_and_held():
    curve, ended = _curve([0.5, 0.98, 0.5] + [0.98] * 99)
    assert ended == 4 + 15
    found = curve.run("x", 0, 0.1, None)
    assert (found.episodes_to_learn, found.seconds_to_learn) == (4, 4.0)
    assert (found.lowest_after, found.kept) == (None, None)  # nobody looked further


def test_after_it_has_learned_it_is_followed_further():
    rates = [0.3, *[1.0] * 30, 0.9, *[0.99] * 200]
    curve, ended = _curve(rates, after=140)
    assert ended == 2 + 140
    found = curve.run("x", 0, 0.1, None)
    assert found.lowest_after == 0.9
    assert found.kept == 0.99


def test_a_run_ends_when_its_time_is_up():
    curve, ended = _curve([0.5] * 99, most_seconds=7)
    assert ended == 7
    assert curve.run("x", 0, 0.1, None).episodes_to_learn is None


def test_following_keeps_to_the_budget():
    seen = []

    def watch(progress):
        seen.append(progress.episode)
        return True

    follow((Progress(n, 0.5, 1.0) for n in range(1, 99)), 3, watch)
    assert seen == [1, 2, 3]


def test_a_stopwatch_leaves_out_what_is_measured(monkeypatch):
    now = iter([10.0, 12.0, 17.0, 20.0])
    monkeypatch.setattr(common.time, "perf_counter", lambda: next(now))
    stopwatch = Stopwatch()  # at 10
    with stopwatch:  # from 12 to 17
        pass
    assert stopwatch.seconds == 5.0  # 20 - 10 - 5


def test_variants_differ_from_the_default_in_one_thing():
    usual = Config()
    found = ours.variants()
    assert found[usual.network] == usual
    for name, config in found.items():
        base = dataclasses.replace(usual, network=config.network)
        changed = [
            f.name for f in dataclasses.fields(Config) if getattr(config, f.name) != getattr(base, f.name)
        ]
        assert name.endswith("-plain") or len(changed) == ("-" in name), name


def test_every_variant_can_be_said_in_words():
    assert ours.label("dense") == "ours, dense"
    assert ours.label("keypoint-unshifted") == "ours, keypoint, not shifted"
    assert all(ours.label(name) for name in ours.variants())


def test_everybody_takes_turns_and_the_others_stop_at_their_seeds():
    found = learning.tasks(["keypoint", "sb3"], seeds=2, peer_seeds=1)
    assert found == [("keypoint", 0), ("sb3", 0), ("keypoint", 1)]


def test_not_to_have_learned_is_worse_than_any_number():
    learned = [_run(seed=seed, learned=n, seconds=n / 10) for seed, n in enumerate((30, 10, 20))]
    row = report.table([*learned, _run(seed=3)])[0]
    assert row[:6] == ["keypoint", "4", "25", "> 40", "2.5", "-"]
    row = report.table([learned[0], _run(seed=3)])[0]
    assert row[2:4] == ["> 40", "> 40"]


def test_lows_tell_of_how_many_seeds_they_are_if_not_of_all():
    runs = [_run(learned=9, seconds=1.0, lowest_after=low, kept=low) for low in (0.975, None)]
    assert report.table(runs)[0][7:9] == ["97.5 % (of 1)", "97.5 % (of 1)"]


def _results(after, *runs):
    return {"options": {"after": after}, "runs": [dataclasses.asdict(run) for run in runs]}


def test_of_a_run_in_several_files_the_longest_counts():
    short = _results(0, _run("a", episodes=20), _run("b", episodes=30))
    both = learning._together([short, _results(500, _run("a", episodes=520))])
    assert sorted(run["episodes"] for run in both["runs"]) == [30, 520]
    assert both["options"]["after"] == 500


def test_of_a_run_in_several_files_the_least_time_counts():
    quiet = _results(0, _run(learned=9, seconds=1.0, startup_seconds=0.2, episodes=24))
    busy = _results(500, _run(learned=9, seconds=3.0, startup_seconds=0.9, episodes=509))
    (run,) = learning._together([busy, quiet])["runs"]
    assert (run["episodes"], run["seconds_to_learn"], run["startup_seconds"]) == (509, 1.0, 0.2)


def test_lows_are_the_lowest_of_all_seeds():
    runs = [_run(learned=9, seconds=1.0, lowest_after=low, kept=1.0) for low in (1.0, 0.9875)]
    assert report.table(runs)[0][7:9] == ["98.75 %", "100 %"]


def test_times_from_the_start_of_the_process():
    runs = [_run(learned=9, seconds=s, startup_seconds=0.5) for s in (1.0, 3.0, 2.0)]
    assert report.seconds_from_start(runs) == 2.5


def test_the_section_replaces_itself_and_nothing_else(tmp_path):
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\nFrames.\n")
    for text in ("old", "new"):
        common.write_section("learning", f"{text}\n", page)
    since, until = common.marks("learning")
    assert page.read_text() == f"# Benchmarks\n\nFrames.\n\n{since}\nnew\n{until}\n"


def test_a_section_holds_the_figures_and_where_they_come_from():
    machine = {"cpu": "Abacus 3", "cores": 2, "system": "Linux x86_64", "load": 0.1}
    options = {"seeds": 3, "peer_seeds": 1, "after": 500}
    results = {"date": "2024-05-06", "machine": machine, "versions": {"keras": "3.9"}, "options": options}
    runs = [
        _run(learned=20, seconds=1.5),
        _run("article", learned=500, seconds=196.5, startup_seconds=3.5),
    ]
    labels = {"keypoint": "ours", "article": "theirs"}
    text = report.section(results, runs, labels)
    assert "| ours | 1 | 20 | 20 | 1.5 | 1.5 |" in text
    assert "theirs: 200 s, 100 times as long" in text
    for part in ("2024-05-06", "Abacus 3", "keras 3.9", "--seeds 3 --peer-seeds 1 --after 500"):
        assert part in text


def test_a_run_is_the_same_twice_but_for_its_time():
    first, second = (run("keypoint", seed=1, episodes=3) for _ in range(2))
    assert first.rates == second.rates
    assert (first.episodes, first.episodes_to_learn) == (3, None)
    assert first.startup_seconds >= 0


def test_learning_from_somebody_elses_moves_changes_the_agent():
    found = run("human", seed=1, episodes=3)
    assert found.episodes == 3
    assert len(set(found.rates)) > 1


def test_an_unknown_contestant_is_named_with_those_there_are():
    with pytest.raises(ValueError, match=r"'nobody'.*keypoint.*article"):
        run("nobody", seed=0)


def test_the_command_prints_a_table_and_writes_what_it_measured(tmp_path, capsys):
    file = tmp_path / "learning.json"
    assert (
        learning.main(
            ["--only", "keypoint", "--only", "dense", "--quick", "--episodes", "2", "--json", str(file)]
        )
        == 0
    )
    results = json.loads(file.read_text())
    assert [(r["name"], r["seed"], r["episodes"]) for r in results["runs"]] == [
        ("keypoint", 0, 2),
        ("dense", 0, 2),
    ]
    assert results["machine"]["cores"] >= 1
    assert {"python", "numpy"} <= set(results["versions"])
    assert "> 2" in capsys.readouterr().out

    assert learning.main(["--read", str(file)]) == 0  # shown again without measuring
    assert "keypoint" in capsys.readouterr().out


def test_a_quick_look_does_not_reach_the_docs(capsys):
    with pytest.raises(SystemExit):
        learning.main(["--quick", "--docs"])
    assert "--quick measures too little" in capsys.readouterr().err


def test_a_missing_peer_is_said_before_anything_runs(monkeypatch, capsys):
    monkeypatch.setattr(contestants.importlib.util, "find_spec", lambda _: None)
    assert learning.main(["--only", "sb3"]) == 1
    assert "pip install 'keras-plays-catch[bench]'" in capsys.readouterr().err


def test_a_failing_run_says_what_went_wrong():
    with pytest.raises(learning.Failed, match=r"(?s)keypoint with seed -1 failed.*ValueError"):
        learning.run_apart(learning.Task("keypoint", -1), episodes=1, after=0, most_seconds=None)


def test_the_tuned_learning_rate_falls_to_a_tenth_over_its_first_episodes():
    rate = peers.tuned_options(episodes=3000)["learning_rate"]
    assert rate(1.0) == pytest.approx(3e-3)
    assert rate(1 - 100 / 3000) == pytest.approx(1.65e-3)  # half-way of 200 episodes
    assert rate(1 - 200 / 3000) == pytest.approx(rate(0.0)) == pytest.approx(3e-4)


def test_stable_baselines_plays_our_rules():
    pytest.importorskip("stable_baselines3")
    found = run("sb3", seed=0, episodes=4)
    assert found.episodes == 4
    assert all(0 <= rate <= 1 for rate in found.rates)


def test_a_plot_is_a_picture(tmp_path):
    pytest.importorskip("matplotlib")
    file = tmp_path / "curves.png"
    report.plot([_run(episodes=2), _run("article", episodes=2)], {"article": "theirs"}, file)
    assert file.read_bytes()[1:4] == b"PNG"
