"""The Gymnasium environment: its contract, and that it is the same game."""

import subprocess
import sys

import numpy as np
import pytest

gymnasium = pytest.importorskip("gymnasium")

from gymnasium.utils.env_checker import check_env  # noqa: E402

from game.catch import Catch  # noqa: E402
from game.gym_env import ID, CatchEnv  # noqa: E402

MODES = [None, "ansi", "rgb_array", "human"]


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setitem(CatchEnv.metadata, "render_fps", 1000)  # nobody watches


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("mode", MODES)
def test_gymnasiums_own_check_passes_without_a_warning(mode):
    check_env(gymnasium.make(ID, render_mode=mode).unwrapped)


def test_stable_baselines_check_passes():
    checker = pytest.importorskip("stable_baselines3.common.env_checker")
    checker.check_env(CatchEnv(render_mode="rgb_array"))


def test_a_seed_plays_the_same_episodes_as_the_game_and_goes_on_with_them():
    env, catch = gymnasium.make(ID), Catch(seed=7)
    actions = np.random.default_rng(0).integers(3, size=(4, 9))
    for episode in range(4):
        observation, info = env.reset(seed=7 if episode == 0 else None)
        np.testing.assert_array_equal(observation, catch.reset())
        assert info == {}
        for number, action in enumerate(actions[episode], start=1):
            expected = catch.step(action)
            observation, reward, terminated, truncated, info = env.step(action)
            np.testing.assert_array_equal(observation, expected.observation)
            assert (reward, terminated, truncated, info) == (expected.reward, number == 9, False, {})


def test_the_spaces_follow_the_size():
    env = gymnasium.make(ID, rows=5, cols=7)
    assert env.observation_space == gymnasium.spaces.Box(0, 1, (5, 7), np.float32)
    assert env.action_space == gymnasium.spaces.Discrete(3)
    assert env.reset(seed=0)[0].shape == (5, 7)


def test_text_shows_fruit_and_basket():
    env = CatchEnv(rows=4, cols=5, render_mode="ansi")
    env.reset(seed=0)
    start = Catch(4, 5, seed=0)
    start.reset()
    assert (start.fruit_column, start.basket) == (4, 2)  # what this seed draws
    env.step(2)
    assert env.render() == ".....\n....o\n.....\n..==="


@pytest.mark.parametrize(("rows", "cols", "shape"), [(10, 10, (504, 504, 3)), (12, 8, (500, 340, 3))])
def test_the_picture_is_the_games_own_court(rows, cols, shape):
    env = CatchEnv(rows, cols, render_mode="rgb_array")
    env.reset(seed=1)
    first = env.render()
    assert first.shape == shape
    assert first.dtype == np.uint8
    env.step(1)
    changed = np.argwhere((env.render() != first).any(axis=2))
    cell = 480 // max(rows, cols)
    assert changed[:, 0].max() <= 2 * cell + cell // 4  # the fruit fell from the first row into the second
    assert np.ptp(changed[:, 1]) < cell


def test_the_human_mode_opens_and_closes_a_window():
    import pygame

    env = gymnasium.make(ID, render_mode="human")
    env.reset(seed=0)
    env.step(1)
    assert pygame.display.get_surface().get_size() == (504, 504)
    env.close()
    assert pygame.display.get_surface() is None


def test_many_at_once():
    envs = gymnasium.make_vec(ID, num_envs=3, vectorization_mode="sync", rows=4, cols=6)
    observations, _ = envs.reset(seed=5)
    assert observations.shape == (3, 4, 6)
    for number, observation in enumerate(observations):
        np.testing.assert_array_equal(observation, Catch(4, 6, seed=5 + number).reset())
    for _ in range(3):
        _, rewards, terminated, _, _ = envs.step(np.array([0, 1, 2]))
    assert terminated.all()
    assert set(abs(rewards)) == {1.0}
    envs.close()


def test_an_unknown_render_mode_is_named_with_those_there_are():
    with pytest.raises(ValueError, match=r"'svg'.*human, rgb_array, ansi"):
        CatchEnv(render_mode="svg")


def test_a_step_after_the_end_is_refused():
    env = CatchEnv(rows=3, cols=3)
    env.reset(seed=0)
    env.step(1)
    env.step(1)
    with pytest.raises(RuntimeError, match="reset"):
        env.step(1)


def test_without_gymnasium_the_message_names_the_extra():
    code = "import sys; sys.modules['gymnasium'] = None; import game.gym_env"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "pip install 'keras-plays-catch[gym]'" in run.stderr


def test_importing_it_starts_neither_pygame_nor_tensorflow():
    code = "import sys, game.gym_env; print(sorted({'pygame', 'tensorflow'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
