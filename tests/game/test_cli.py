"""The command line: what it accepts, what it refuses and how, and what the commands print."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from agent import checkpoint as checkpoints
from agent.config import Config
from agent.engine import ENGINES
from game import agents, app, cli, window
from game.cli import main
from game.commands import evaluate
from game.commands import train as train_command
from game.options import PlayOptions
from game.progress import skill_of
from game.skill import Skill
from game.training import Progress


def run_python(code):
    """Run a program of its own, for what depends on which modules are loaded."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)


def refusal(capsys, words):
    """Return what is said on stderr to words that make no sense."""
    with pytest.raises(SystemExit) as exit_:
        main(words)
    assert exit_.value.code == 2
    return capsys.readouterr().err


# Help


def test_help_answers_at_once():
    """Within 0.3 s of processor time, start of the interpreter included: a busy machine does not count."""
    code = (
        "import atexit, runpy, sys, time\n"
        "atexit.register(lambda: print(time.process_time(), file=sys.stderr))\n"
        "sys.argv = ['catch', '--help']\n"
        "runpy.run_module('game', run_name='__main__')"
    )
    assert min(float(run_python(code).stderr) for _ in range(3)) < 0.3


def test_help_loads_nothing_heavy():
    result = run_python(
        "import sys\n"
        "from game.cli import main\n"
        "for words in (['--help'], ['play', '--help'], ['train', '--help'], ['agents', '--help']):\n"
        "    try: main(words)\n"
        "    except SystemExit as done: assert done.code == 0\n"
        "print(sorted({'numpy', 'pygame', 'rich', 'tensorflow', 'ai_edge_litert', 'PIL'} & set(sys.modules)))"
    )
    assert result.stdout.splitlines()[-1] == "[]", result.stderr


def test_the_parser_repeats_the_engines_and_the_smallest_window_rightly():
    assert cli.ENGINES == ENGINES
    assert cli.SMALLEST == window.SMALLEST


# Play


@pytest.fixture
def played(monkeypatch):
    """The options of each game that was started."""
    options = []
    monkeypatch.setattr(app, "run", lambda given: options.append(given) or 0)
    return options


def test_no_words_mean_play(played):
    assert main([]) == 0
    assert played == [PlayOptions()]


def test_options_without_a_command_are_those_of_play(played):
    main(["--scene", "watch", "--seed", "3"])
    main(["play", "--scene", "watch", "--seed", "3"])
    assert played == [PlayOptions(scene="watch", seed=3)] * 2


def test_every_option_of_play_arrives(played, tmp_path, newborn_file):
    words = ["play", "--scene", "versus", "--opponent", str(newborn_file), "--speed", "max", "--seed", "0"]
    words += ["--engine", "keras", "--mute", "--size", "1024x768", "--duration", "2.5"]
    words += ["--screenshot", str(tmp_path / "a.png"), "--report", str(tmp_path / "b.json")]
    main(words)
    assert played == [
        PlayOptions(
            scene="versus",
            opponent=str(newborn_file),
            speed="max",
            seed=0,
            engine="keras",
            mute=True,
            size=(1024, 768),
            duration=2.5,
            screenshot=tmp_path / "a.png",
            report=tmp_path / "b.json",
        )
    ]


def test_the_games_exit_code_is_the_commands(monkeypatch):
    monkeypatch.setattr(app, "run", lambda _: 2)
    assert main([]) == 2


def test_ctrl_c_ends_the_game_without_a_traceback(monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "run", interrupted)
    assert main([]) == 130


# What makes no sense


@pytest.mark.parametrize(
    ("words", "hints"),
    [
        (["fly"], ["'fly'", "'play'", "'train'"]),
        (["--scene", "moon"], ["'moon'", "'watch'"]),
        (["--speed", "2"], ["'2'", "'16'"]),
        (["--engine", "torch"], ["'torch'", "'litert'"]),
        (["--seed", "-1"], ["'-1'", "at least 0"]),
        (["--seed", "1.5"], ["'1.5'", "whole number"]),
        (["--size", "wide"], ["'wide'", "1280x720"]),
        (["--size", "100x100"], ["'100x100'", "640x480"]),
        (["--duration", "0"], ["'0'", "seconds above 0"]),
        (["--duration", "inf"], ["'inf'", "seconds above 0"]),
        (["--opponent", "nobody"], ["'nobody'", "newborn, sapling, master, mine"]),
        (["--screenshot", "a.jpg"], ["'a.jpg'", ".png"]),
        (["--report", "no/such/folder/r.json"], ["no folder", "make it first"]),
        (["train", "--until", "97"], ["'97'", "97 % as 0.97"]),
        (["train", "--until", "0"], ["'0'", "above 0"]),
        (["train", "--until", "nan"], ["'nan'"]),
        (["train", "--episodes", "0"], ["'0'", "at least 1"]),
        (["train", "--hold", "-2"], ["'-2'", "at least 0"]),
        (["train", "--network", "deep"], ["'deep'", "'keypoint'"]),
        (["train", "--out", "agent.keras"], ["'agent.keras'", ".npz"]),
        (["train", "--epi", "3"], ["--epi"]),  # no guessing at shortened options
        (["evaluate"], ["AGENT"]),
        (["record", "master"], ["--out"]),
        (["agents", "export", "master", "x.h5"], ["'x.h5'", ".keras or .npz"]),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_would_do(capsys, words, hints):
    said = refusal(capsys, words)
    assert all(hint in said for hint in hints), said


def test_a_folder_is_not_a_file_to_write(capsys, tmp_path):
    folder = tmp_path / "agent.npz"
    folder.mkdir()
    assert "is a folder" in refusal(capsys, ["train", "--out", str(folder)])


# Train


@pytest.fixture
def rates(monkeypatch):
    """Catch rates that training will seem to bring, episode by episode."""
    planned = []

    def pretend(*_):
        for episode, rate in enumerate(planned, start=1):
            yield Progress(episode, rate, seconds=episode / 10)

    monkeypatch.setattr(train_command, "train", pretend)
    return planned


def json_of(capsys, words):
    assert main(words) == 0
    return json.loads(capsys.readouterr().out)


def test_training_ends_with_one_line_of_json(capsys):
    facts = json_of(capsys, ["train", "--episodes", "3", "--seed", "1", "--json"])
    learning_steps = 27 - (Config.learning_starts // 2 - 1)  # each step is stored twice: itself and mirrored
    assert 0 <= facts.pop("catch_rate") <= 1
    assert facts.pop("seconds") > 0
    assert facts == {
        "episodes_to_learn": None,
        "episodes": 3,
        "steps": 27,
        "updates": learning_steps * Config.updates_per_step,
        "network": "keypoint",
        "engine": "litert",
        "seed": 1,
    }


def test_training_until_a_rate_stops_once_it_has_held(capsys, rates):
    rates += [0.5, 0.9, 0.6, 0.92, 0.9, 0.95, 1.0, 1.0]
    facts = json_of(capsys, ["train", "--until", "0.9", "--hold", "2", "--json"])
    assert (facts["episodes_to_learn"], facts["episodes"], facts["catch_rate"]) == (4, 6, 0.95)


def test_episodes_limit_training_until_a_rate(capsys, rates):
    rates += [0.5] * 10
    facts = json_of(capsys, ["train", "--until", "0.9", "--episodes", "4", "--json"])
    assert (facts["episodes_to_learn"], facts["episodes"]) == (None, 4)


def test_episodes_alone_are_all_played_and_tell_when_it_had_learned(capsys, rates):
    rates += [0.97] * 40
    facts = json_of(capsys, ["train", "--episodes", "30", "--json"])
    assert (facts["episodes_to_learn"], facts["episodes"]) == (1, 30)


def test_training_without_a_goal_stops_when_97_percent_have_held_for_15_episodes(capsys, rates):
    rates += [0.96, *[0.97] * 40]
    facts = json_of(capsys, ["train", "--json"])
    assert (facts["episodes_to_learn"], facts["episodes"]) == (2, 17)


def test_a_seed_that_was_drawn_is_told_and_repeats_the_run(capsys):
    drawn = json_of(capsys, ["train", "--episodes", "2", "--json"])
    again = json_of(capsys, ["train", "--episodes", "2", "--json", "--seed", str(drawn["seed"])])
    assert drawn | {"seconds": 0} == again | {"seconds": 0}


def test_away_from_a_terminal_progress_is_plain_lines(capsys, rates):
    rates += [0.5] * 25
    main(["train", "--episodes", "25"])
    said = capsys.readouterr()
    assert said.err.splitlines()[-3:] == [
        "episode 10  catch rate 50.0%  1.0 s",
        "episode 20  catch rate 50.0%  2.0 s",
        "episode 25  catch rate 50.0%  2.5 s",
    ]
    assert "25 episodes" in said.out
    assert "--out" in said.out  # it was not saved, and how it would be


def test_on_a_terminal_progress_is_a_bar(capsys, rates, monkeypatch):
    rates += [0.5] * 3
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["train", "--episodes", "3"])
    assert "episode 3" in capsys.readouterr().err


def test_the_trained_agent_is_saved(tmp_path, capsys):
    out = tmp_path / "new" / "agent.npz"
    assert main(["train", "--network", "dense", "--episodes", "2", "--out", str(out)]) == 0
    saved = checkpoints.load(out)
    assert (saved.config.network, saved.metrics.episodes) == ("dense", 2)
    assert str(out) in capsys.readouterr().out


@pytest.mark.parametrize("replay", ["uniform", "prioritized"])
def test_the_replay_can_be_chosen(tmp_path, replay):
    out = tmp_path / "agent.npz"
    assert main(["train", "--replay", replay, "--episodes", "2", "--out", str(out)]) == 0
    assert checkpoints.load(out).config.replay == replay


def test_training_can_go_on_from_an_agent(tmp_path, capsys):
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    main(["train", "--episodes", "2", "--out", str(first)])
    capsys.readouterr()
    facts = json_of(
        capsys, ["train", "--from", str(first), "--episodes", "3", "--out", str(second), "--json"]
    )
    assert (facts["episodes"], facts["steps"]) == (3, 27)  # of this run
    assert checkpoints.load(second).metrics.episodes == 5  # of its life


def test_going_on_does_not_change_the_network(newborn_file, capsys):
    assert main(["train", "--from", str(newborn_file), "--network", "dense"]) == 2
    assert "has --network keypoint, not dense" in capsys.readouterr().err


def test_an_agent_is_replaced_but_nothing_else_is(tmp_path, newborn_file, capsys):
    assert main(["train", "--episodes", "1", "--out", str(newborn_file)]) == 0
    assert checkpoints.load(newborn_file).metrics.episodes == 1
    treasure = tmp_path / "treasure.npz"
    np.savez(treasure, gold=np.ones(3))
    before = treasure.read_bytes()
    assert main(["train", "--episodes", "1", "--out", str(treasure)]) == 2
    assert treasure.read_bytes() == before
    assert "not an agent" in capsys.readouterr().err


def interrupting(monkeypatch, after):
    """Let training run, with Ctrl-C pressed in the middle of an episode."""
    real = train_command.train

    def pressed(learner, seed):
        for progress in real(learner, seed):
            if progress.episode == after:
                signal.raise_signal(signal.SIGINT)
            yield progress

    monkeypatch.setattr(train_command, "train", pressed)


def test_ctrl_c_saves_what_there_is_and_says_where(tmp_path, capsys, monkeypatch):
    interrupting(monkeypatch, after=3)
    out = tmp_path / "agent.npz"
    assert main(["train", "--episodes", "100", "--out", str(out)]) == 130
    assert checkpoints.load(out).metrics.steps == 27
    said = capsys.readouterr().out
    assert "Ctrl-C" in said
    assert str(out) in said


def test_ctrl_c_saves_at_home_when_no_file_was_named(home, capsys, monkeypatch):
    interrupting(monkeypatch, after=1)
    assert main(["train", "--json"]) == 130
    (saved,) = home.glob("interrupted-*.npz")
    assert checkpoints.load(saved).metrics.episodes == 1
    said = capsys.readouterr()
    assert str(saved) in said.err
    assert json.loads(said.out)["episodes"] == 1


def test_ctrl_c_is_as_before_once_training_is_over(rates):
    rates += [1.0]
    before = signal.getsignal(signal.SIGINT)
    main(["train", "--episodes", "1"])
    assert signal.getsignal(signal.SIGINT) is before


# Evaluate


def test_evaluation_as_json_is_exact(newborn_file, capsys):
    assert main(["evaluate", str(newborn_file), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    map_ = np.array(facts["map"])
    assert map_.shape == (8, 10)
    assert facts["catch_rate"] == pytest.approx(map_.mean(), abs=1e-6)
    assert (facts["network"], facts["steps"], facts["episodes"], facts["updates"]) == ("keypoint", 0, 0, 0)


def test_evaluation_in_words_shows_rate_and_map(newborn_file, capsys):
    main(["evaluate", str(newborn_file)])
    said = capsys.readouterr().out
    skill = skill_of(checkpoints.load(newborn_file).snapshot())
    assert f"catches {skill.rate:.2%} of all 80 starts" in said
    assert "\n".join(evaluate.map_lines(skill)) in said


def test_the_map_has_a_line_per_basket_and_a_mark_per_fruit():
    skill = Skill(0.0, np.array([[1.0, 0.0, 0.5, 0.001], [0.0, 1.0, 0.999, 1.0]]))
    assert evaluate.map_lines(skill) == [
        "            fruit",
        "            0 1 2 3",
        "basket   1  # . 5 1",
        "         2  . # 9 #",
    ]


@pytest.mark.parametrize("words", [["evaluate"], ["record", "--out", "a.gif"], ["agents", "import"]])
def test_an_agent_that_is_not_there_is_said_to_be_so(capsys, words):
    assert main([*words, "nobody"]) == 2
    said = capsys.readouterr().err
    assert "'nobody'" in said
    assert "newborn, sapling, master, mine" in said


def test_a_damaged_agent_is_said_to_be_so(tmp_path, capsys):
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(b"PK\x03\x04 no more")
    assert main(["evaluate", str(damaged)]) == 2
    assert "damaged" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_error(newborn_file):
    reader, writer = os.pipe()
    os.close(reader)
    words = [sys.executable, "-m", "game", "evaluate", str(newborn_file)]
    result = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(writer)
    assert (result.returncode, result.stderr) == (1, "")


# Without TensorFlow


@pytest.mark.parametrize(
    "words",
    [
        ["play", "--engine", "keras"],
        ["train", "--engine", "keras"],
        ["agents", "export", "newborn", "never-written.keras"],
        ["evaluate", "{model}"],
    ],
)
def test_what_needs_tensorflow_says_so_where_there_is_none(tmp_path, words):
    model = tmp_path / "model.keras"
    model.touch()
    words = [word.format(model=model) for word in words]
    result = run_python(
        "import sys\n"
        "sys.modules.update(tensorflow=None, keras=None)\n"  # as if they were not installed
        "from game.cli import main\n"
        f"sys.exit(main({words!r}))"
    )
    assert result.returncode == 2
    assert "needs TensorFlow" in result.stderr
    assert "Traceback" not in result.stderr
    assert not Path("never-written.keras").exists()


# Info


def test_info_tells_versions_paths_and_engines_without_a_display(capsys, home, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    assert main(["info"]) == 0
    said = dict(line.split("  ", 1) for line in capsys.readouterr().out.splitlines())
    facts = {name.strip(): value.strip() for name, value in said.items()}
    assert facts["numpy"] == np.__version__
    assert facts["your files"] == str(home)
    assert facts["your agent"] == "none yet"
    assert facts["engine litert"] == "works (keypoint, dense); the default"
    assert agents.is_tensorflow_installed() == (facts["engine keras"] == "TensorFlow is there")


def test_info_says_what_is_wrong_with_an_engine(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("game.paths.compiled_agents", lambda: tmp_path)
    assert main(["info"]) == 0
    assert "does not start: No compiled agent" in capsys.readouterr().out
