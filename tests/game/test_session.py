"""Who learns from whom, and what becomes of "mine"."""

from __future__ import annotations

import pytest
from learners import FakeLearner

from agent import checkpoint as checkpoints
from agent.checkpoint import CheckpointError
from agent.config import Config
from agent.replay import Player, Transition
from game import agents, paths
from game.catch import Action, Catch
from game.controllers import Agent, Human, Switch
from game.options import PlayOptions
from game.session import Brain, Session

HUMAN, AGENT = Player.HUMAN, Player.AGENT


@pytest.fixture
def session():
    session = Session(PlayOptions(seed=3), FakeLearner)
    yield session
    session.close()


@pytest.fixture
def still_file(newborn_file):
    """An agent's file, for an opponent that stays as it is."""
    return str(newborn_file)


def a_step() -> Transition:
    court = Catch(seed=0)
    observation = court.reset()
    step = court.step(Action.STAY)
    return Transition(observation, Action.STAY, step.reward, step.discount, step.observation)


def save_mine(steps: int) -> None:
    checkpoint = checkpoints.newborn(Config(), seed=0)
    for _ in range(steps):
        checkpoint = checkpoint.remember(a_step())
    checkpoints.save(checkpoint, paths.mine())


def test_a_newborn_learns_from_both_and_mine_from_you(session):
    newborn = session.opponent("newborn", learns=False)
    session.versus(newborn, Human()).tick()
    assert sorted(newborn.learner.taught_by) == [AGENT, HUMAN]
    assert session.mine.learner.taught_by == [HUMAN]


def test_a_still_opponent_stays_as_it_is_and_both_courts_teach_mine(session, still_file):
    opponent = session.opponent(still_file, learns=False)
    before = opponent.latest
    session.versus(opponent, Human()).tick()
    assert opponent.learner is None
    assert opponent.latest is before
    assert sorted(session.mine.learner.taught_by) == [AGENT, HUMAN]


def test_mine_as_an_opponent_learns_each_step_once(session):
    mine = session.opponent("mine", learns=False)
    assert mine is session.mine
    session.versus(mine, Human()).tick()
    assert sorted(mine.learner.taught_by) == [AGENT, HUMAN]


@pytest.mark.parametrize(("name", "lives"), [("newborn", None), ("mine", 3)])
def test_a_race_with_a_newborn_is_without_lives_any_other_match_has_three(session, name, lives):
    match = session.versus(session.opponent(name, learns=False), Human())
    assert match.you.lives == match.opponent.lives == lives


def test_watched_agents_learn_from_their_play_and_mine_from_a_take_over(session, still_file):
    watched = session.opponent(still_file, learns=True)
    human = Human()
    court = session.watch(watched, Switch(session.agent(watched), human))
    court.tick()
    human.press(0)
    court.tick()
    assert watched.learner.taught_by == [AGENT, HUMAN]
    assert session.mine.learner.taught_by == [HUMAN]


def test_mine_watched_learns_each_step_once(session):
    mine = session.opponent("mine", learns=True)
    court = session.watch(mine, session.agent(mine))
    court.tick()
    assert mine.learner.taught_by == [AGENT]


def test_solo_teaches_mine_unless_teach_is_off(session):
    run = session.solo(Human())
    run.tick()
    run.teaches = False
    run.tick()
    assert session.mine.learner.taught_by == [HUMAN]


def test_a_learning_agent_explores_and_a_still_one_does_not(session, still_file):
    learning = session.agent(session.opponent("newborn", learns=False))
    still = session.agent(session.opponent(still_file, learns=False))
    assert isinstance(learning, Agent)
    observation = session.versus(session.mine, Human()).you.observation
    explored = {
        name: any(_explored(a, observation) for _ in range(20))
        for name, a in (("learning", learning), ("still", still))
    }
    assert explored == {"learning": True, "still": False}


def _explored(agent: Agent, observation) -> bool:
    agent.act(observation)
    return agent.choice.explored


def test_an_unknown_opponent_is_an_error_that_names_the_known_ones(session):
    with pytest.raises(FileNotFoundError, match="newborn, sapling, master, mine"):
        session.opponent("nobody", learns=False)


def test_one_seed_gives_one_sitting(still_file):
    def starts():
        session = Session(PlayOptions(seed=9), FakeLearner)
        match = session.versus(session.opponent(still_file, learns=False), Human())
        session.close()
        return match.you.now, match.opponent.now

    assert starts() == starts()


def test_mine_is_saved_on_leaving_and_resumed_on_return():
    first = Session(PlayOptions(seed=1), FakeLearner)
    run = first.solo(Human())
    for _ in range(5):
        run.tick()
    first.close()
    second = Session(PlayOptions(seed=2), FakeLearner)
    assert second.mine.latest.metrics.steps == 5
    second.close()


def test_mine_that_saw_nothing_leaves_no_file(session):
    assert session.mine.learner.is_started
    session.close()
    assert not paths.mine().exists()


def test_closing_stops_every_learner(session):
    brains = [session.mine, session.opponent("newborn", learns=False)]
    session.close()
    assert all(brain.learner.is_stopped for brain in brains)


def test_an_opponent_retires_and_mine_stays(session):
    newborn = session.opponent("newborn", learns=False)
    session.retire(newborn)
    session.retire(session.mine)
    assert not session.mine.learner.is_stopped
    session.close()  # waits for the thread in which the newborn was stopped
    assert newborn.learner.is_stopped


def test_reset_begins_mine_anew_and_keeps_the_old_one_under_a_date():
    save_mine(steps=3)
    session = Session(PlayOptions(seed=3), FakeLearner)
    old = session.mine
    old.submit(a_step())
    new = session.reset(old)
    session.close()
    assert new is not old
    assert new.latest.metrics.steps == 0
    (kept,) = agents.backups_of(paths.mine())
    assert checkpoints.load(kept).metrics.steps == 4  # its last save went there too
    assert not paths.mine().exists()
    assert kept.name in session.notices[0]


def test_reset_of_another_agent_touches_no_file(session):
    save_mine(steps=3)
    newborn = session.opponent("newborn", learns=False)
    again = session.reset(newborn)
    assert again is not newborn
    assert again.name == "newborn"
    assert agents.backups_of(paths.mine()) == []


def test_a_damaged_mine_is_kept_aside_and_the_player_told(session):
    paths.mine().write_bytes(b"not an agent")
    assert session.mine.latest.metrics.steps == 0
    (kept,) = agents.backups_of(paths.mine())
    assert kept.read_bytes() == b"not an agent"
    assert kept.name in session.notices[0]


def test_a_dead_learner_is_told_of_once(session):
    session.mine.learner.error = ValueError("out of paper.")  # whose full stop is not said twice
    session.look_after()
    session.look_after()
    assert session.notices == ["Your agent has stopped learning: out of paper. The game goes on."]


def test_a_failed_save_is_told_of_once(session):
    session.mine.learner.save_error = OSError(28, "No space left on device")
    session.look_after()
    session.look_after()
    assert session.notices == [
        "Your agent could not be saved: No space left on device. It will be tried again."
    ]


def test_a_save_that_fails_at_the_very_end_is_in_the_notices(session):
    session.mine.learner.save_error = OSError(28, "No space left on device")
    session.close()
    assert "could not be saved" in session.notices[0]


def test_a_still_brain_ignores_what_it_sees():
    brain = Brain("statue", checkpoints.newborn(Config(), seed=0))
    brain.submit(a_step())
    assert (brain.is_learning, brain.backlog, brain.error, brain.trouble) == (False, 0, None, None)


def test_an_agent_of_another_size_cannot_play_here(session, tmp_path):
    small = tmp_path / "small.npz"
    checkpoints.save(checkpoints.newborn(Config(observation_shape=(5, 5)), seed=0), small)
    with pytest.raises(CheckpointError, match="5, 5"):
        session.opponent(str(small), learns=False)


def test_of_two_games_at_once_only_the_first_keeps_mine(session):
    second = Session(PlayOptions(seed=5), FakeLearner)
    assert "second time" in second.notices[0]
    second.mine.submit(a_step())
    second.close()
    assert not paths.mine().exists()
    session.mine.submit(a_step())
    session.close()
    assert paths.mine().exists()


def test_a_game_after_another_keeps_mine(session):
    session.close()
    second = Session(PlayOptions(seed=5), FakeLearner)
    second.mine.submit(a_step())
    second.close()
    assert second.notices == []
    assert paths.mine().exists()


@pytest.mark.usefixtures("session")  # the first game
def test_reset_in_a_second_game_leaves_the_file_alone():
    save_mine(steps=3)
    second = Session(PlayOptions(seed=5), FakeLearner)
    assert second.mine.latest.metrics.steps == 3
    assert second.reset(second.mine).latest.metrics.steps == 0
    second.close()
    assert checkpoints.load(paths.mine()).metrics.steps == 3
    assert agents.backups_of(paths.mine()) == []


def test_a_home_that_cannot_be_made_is_told_of_and_play_goes_on(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("CATCH_HOME", str(tmp_path / "file" / "home"))
    session = Session(PlayOptions(seed=5), FakeLearner)
    run = session.solo(Human())
    run.tick()
    assert session.mine.learner.taught_by == [HUMAN]
    session.close()
    assert "can be kept" in session.notices[0]
