"""The Watch scene: what keys and buttons do, who plays, how fast, and that everything has its place."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest
from events import down, tap

from agent.checkpoint import Checkpoint, newborn
from agent.config import Config
from agent.policy import Choice, q_values
from agent.replay import Player, Transition
from agent.weights import unflatten
from game import window
from game.app import run
from game.catch import Action, picture
from game.controllers import Agent
from game.options import PlayOptions
from game.scenes import watch as module
from game.scenes.help import Help
from game.scenes.overlays import Overlay
from game.scenes.watch import Watch
from game.scenes.watch_curves import clock
from game.scenes.watch_layout import Places, places
from game.scenes.watch_moment import first_layer, hidden_layers, moment, values_by_basket
from game.session import Session
from game.stage import Stage
from game.ui import text, theme
from game.ui.theme import scale

TICK = 1 / 8  # seconds
SIZES = [(640, 480), (800, 500), (1024, 768), (1280, 720), (1920, 1080), (3840, 2160)]


class Pupil:
    """Stands in for the learner thread: keeps what it is told, in the caller's thread, and learns nothing."""

    def __init__(self, checkpoint: Checkpoint, _save: Any) -> None:
        self.latest = checkpoint.snapshot()
        self.learning = True
        self.learning_rate: float | None = None
        self.error: BaseException | None = None
        self.save_error: OSError | None = None
        self.first_update_at = None
        self.heard: list[Transition] = []
        self.keeps_up = True
        self.is_running = False

    @property
    def backlog(self) -> int:
        return 0 if self.keeps_up else len(self.heard)

    def start(self) -> None:
        self.is_running = True

    def submit(self, transition: Transition) -> None:
        self.heard.append(transition)

    def stop(self) -> None:
        self.is_running = False


class Room:
    """A scene on a stage, with a keyboard and a mouse."""

    def __init__(self, surface: pygame.Surface, speed: str = "1") -> None:
        self.surface = surface
        self.session = Session(PlayOptions(scene="watch", seed=1), make_learner=Pupil)  # type: ignore[arg-type]
        self.stage = Stage(self.session, surface.get_size())
        self.watch = Watch(self.stage, "newborn", speed)
        self.stage.go(self.watch)

    @property
    def pupil(self) -> Pupil:
        assert isinstance(self.watch.brain.learner, Pupil)
        return self.watch.brain.learner

    def press(self, *keys: int) -> None:
        for key in keys:
            for event in tap(key):
                pygame.event.post(event)
        self.frame(0.0)

    def click(self, label: str) -> None:
        labels = [button.label for button in self.watch.tools.buttons]
        at = self.watch.tool_rects()[labels.index(label)].center
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=at))
        self.frame(0.0)

    def frame(self, seconds: float) -> None:
        self.stage.frame(pygame.event.get(), seconds)

    def ticks(self, count: int) -> None:
        for _ in range(count):
            self.frame(TICK / 2)
            self.frame(TICK / 2)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        for kind, at in (("DOWN", start), ("MOTION", end), ("UP", end)):
            name = "MOUSEMOTION" if kind == "MOTION" else f"MOUSEBUTTON{kind}"
            pygame.event.post(pygame.event.Event(getattr(pygame, name), button=1, pos=at))
        self.frame(0.0)

    def grow(self) -> None:
        """Let the agent become another, and the scene measure it."""
        snapshot = self.pupil.latest
        metrics = snapshot.metrics._replace(updates=snapshot.metrics.updates + 8, loss=0.5)
        self.pupil.latest = snapshot._replace(averaged=-snapshot.averaged, metrics=metrics)
        measured = self.watch.progress.measured
        while self.watch.progress.measured == measured:
            self.frame(1 / 8)

    def picture(self) -> bytes:
        self.stage.draw(self.surface)
        return pygame.image.tobytes(self.surface, "RGB")


@pytest.fixture
def surface() -> Iterator[pygame.Surface]:
    image = window.open_window((800, 500))
    text.forget()
    pygame.event.clear()
    yield image
    window.close_window()


@pytest.fixture
def room(surface: pygame.Surface) -> Iterator[Room]:
    room = Room(surface)
    yield room
    room.stage.close()
    room.session.close()


def test_it_plays_eight_ticks_a_second_and_the_agent_hears_each_step(room: Room) -> None:
    room.ticks(9)
    assert len(room.pupil.heard) == 9  # a whole fall
    assert room.pupil.heard[-1].discount == 0
    assert {step.player for step in room.pupil.heard} == {Player.AGENT}


@pytest.mark.parametrize(("key", "factor"), [(pygame.K_1, 1), (pygame.K_2, 4), (pygame.K_3, 16)])
def test_the_number_keys_set_the_speed(room: Room, key: int, factor: int) -> None:
    room.press(key)
    room.frame(TICK / 2)
    room.frame(TICK / 2)
    served = sum(step.discount == 0 for step in room.pupil.heard)  # the tick after a landing is not a step
    assert abs(len(room.pupil.heard) + served - factor) <= 1


def test_p_holds_the_game_and_lets_it_go_on(room: Room) -> None:
    room.press(pygame.K_p)
    room.ticks(5)
    assert room.pupil.heard == []
    room.press(pygame.K_p)
    room.ticks(5)
    assert len(room.pupil.heard) == 5


def test_n_plays_one_step_and_holds(room: Room) -> None:
    room.press(pygame.K_n)
    assert len(room.pupil.heard) == 1
    room.ticks(3)
    assert len(room.pupil.heard) == 1
    assert room.watch.panel.moment is not None
    assert room.watch.panel.moment.observation is room.pupil.heard[0].observation


def test_l_stops_and_starts_learning(room: Room) -> None:
    room.press(pygame.K_l)
    assert not room.pupil.learning
    room.press(pygame.K_l)
    assert room.pupil.learning


def test_e_makes_a_newborn_greedy_and_lets_it_explore_again(room: Room) -> None:
    assert all(_explored(room, 30))  # its epsilon is 1
    room.press(pygame.K_e)
    assert not any(_explored(room, 30))
    room.press(pygame.K_e)
    assert all(_explored(room, 30))


def test_keys_hold_epsilon_and_the_chart_shows_it(room: Room) -> None:
    room.press(pygame.K_COMMA)
    assert room.watch.controls.epsilon == pytest.approx(0.95)  # from 1, by one of 20 steps
    room.press(pygame.K_PERIOD)
    room.press(pygame.K_PERIOD)
    assert room.watch.controls.epsilon == 1
    room.pupil.learning = False
    assert all(_explored(room, 30))  # held, it does not depend on learning
    room.press(pygame.K_COMMA)
    room.grow()
    assert room.watch.progress.epsilons[-1][1] == pytest.approx(0.95)


def test_keys_set_the_learning_rate_and_its_own_is_among_the_positions(room: Room) -> None:
    own = room.pupil.latest.config.learning_rate
    room.press(pygame.K_EQUALS)
    assert room.pupil.learning_rate is not None
    assert room.pupil.learning_rate > own
    room.press(pygame.K_MINUS)
    assert room.pupil.learning_rate is None


def test_left_to_itself_the_learning_rate_shown_is_that_of_the_latest_update(room: Room) -> None:
    latest = room.pupil.latest
    room.pupil.latest = latest._replace(metrics=latest.metrics._replace(learning_rate=0.00025))
    assert "auto 0.00025" in room.watch.controls.sliders[1].seen


def test_a_slider_can_be_dragged_beyond_its_ends(room: Room) -> None:
    slider, rect = room.watch.controls.sliders[0], room.watch.places().controls[0]
    track = slider.track(rect, room.stage.scale)
    room.drag(track.midleft, (track.centerx, track.y + 40))
    assert room.watch.controls.epsilon == pytest.approx(0.5, abs=0.05)
    room.drag(track.center, (track.right + 500, track.y))
    assert room.watch.controls.epsilon == 1
    room.drag(track.center, (track.left - 500, track.y))
    assert room.watch.controls.epsilon == 0
    assert not room.watch.is_taken


def test_up_and_down_select_a_slider_for_left_and_right(room: Room) -> None:
    room.press(pygame.K_DOWN, pygame.K_DOWN, pygame.K_RIGHT)
    assert room.pupil.learning_rate is not None
    room.press(pygame.K_UP, pygame.K_LEFT)
    assert room.watch.controls.epsilon == pytest.approx(0.95)
    assert not room.watch.is_taken
    room.press(pygame.K_UP)
    pygame.event.post(down(pygame.K_LEFT))  # none is selected now
    room.frame(0.0)
    assert room.watch.is_taken


def test_a_former_self_plays_beside_the_present_one_on_the_same_fruit(room: Room) -> None:
    former = room.watch.progress.selves[0]
    room.grow()
    assert room.watch.former_court is None
    room.press(pygame.K_LEFTBRACKET, pygame.K_LEFTBRACKET)
    assert room.watch.controls.former is former
    now, then = room.watch.court, room.watch.former_court
    assert then is not None
    for _ in range(25):
        room.ticks(1)
        assert (now.now.fruit_row, now.now.fruit_column) == (then.now.fruit_row, then.now.fruit_column)
    assert isinstance(then.controller, Agent)
    assert then.controller.choice is not None
    assert not then.controller.choice.explored
    expected = q_values(former.snapshot.config, former.snapshot.averaged, then.observation[None])
    assert then.controller.act(then.observation) == expected[0].argmax()


def test_only_the_present_self_is_taught(room: Room) -> None:
    room.press(pygame.K_LEFTBRACKET)
    heard = len(room.pupil.heard)
    room.ticks(5)
    assert len(room.pupil.heard) == heard + 5


def test_past_the_newest_self_the_court_beside_is_gone(room: Room) -> None:
    room.press(pygame.K_LEFTBRACKET)
    assert room.watch.places().former is not None
    room.press(pygame.K_RIGHTBRACKET)
    assert room.watch.controls.former is None
    assert room.watch.places().former is None
    room.ticks(3)


def test_once_it_is_paused_it_comes_to_rest_until_something_is_pressed(room: Room) -> None:
    assert not room.watch.is_still
    room.press(pygame.K_p)
    room.ticks(7)
    assert not room.watch.is_still
    room.ticks(1)  # a second in all
    assert room.watch.is_still
    room.press(pygame.K_DOWN)
    assert not room.watch.is_still
    room.ticks(8)
    room.press(pygame.K_p)
    assert not room.watch.is_still


def test_f_freezes_what_is_charted(room: Room) -> None:
    room.watch.is_paused = True
    room.press(pygame.K_f)
    still = room.picture()
    room.grow()
    assert room.picture() == still
    room.press(pygame.K_f)
    for _ in range(10):
        room.frame(1 / 60)
    assert room.picture() != still


def test_h_and_the_question_mark_explain(room: Room) -> None:
    room.press(pygame.K_h)
    assert isinstance(room.stage.scene, Help)
    room.press(pygame.K_ESCAPE)
    assert room.stage.scene is room.watch
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_SLASH, unicode="?"))
    room.frame(0.0)
    assert isinstance(room.stage.scene, Help)


def test_a_chart_names_the_value_under_the_mouse(room: Room) -> None:
    room.watch.is_paused = True
    plain = room.picture()
    charts = room.watch.places().charts
    pygame.event.post(
        pygame.event.Event(pygame.MOUSEMOTION, pos=(charts.centerx, charts.y + charts.height // 5))
    )
    room.frame(0.0)
    pointed = room.picture()
    assert pointed != plain
    assert room.picture() == pointed


def test_leaving_lets_an_agent_go_as_it_was_found(room: Room) -> None:
    pupil = room.pupil
    room.press(pygame.K_EQUALS, pygame.K_l)
    room.stage.pop()
    assert pupil.learning_rate is None
    assert pupil.learning


def _explored(room: Room, ticks: int) -> list[bool]:
    seen = []
    for _ in range(ticks):
        room.ticks(1)
        choice = room.watch.switch.agent.choice
        assert choice is not None
        seen.append(choice.explored)
    return seen


def test_every_button_does_what_its_key_does(room: Room) -> None:
    room.click("Pause")
    assert room.watch.is_paused
    room.click("Max")
    assert room.watch.speed == "max"
    room.click("Learning")
    assert not room.pupil.learning
    room.click("Auto ε")
    assert room.watch.controls.epsilon == 0
    room.click("Freeze")
    assert room.watch.panel.is_frozen
    room.click("Help")
    assert isinstance(room.stage.scene, Help)
    room.press(pygame.K_ESCAPE)
    room.click("Menu")
    assert isinstance(room.stage.scene, Overlay)


def test_an_arrow_key_takes_over_until_the_fruit_lands(room: Room) -> None:
    room.ticks(2)
    room.press(pygame.K_RIGHT)
    assert room.watch.is_taken
    room.ticks(7)
    players = [step.player for step in room.pupil.heard]
    assert players == [Player.AGENT] * 2 + [Player.HUMAN] * 7
    assert room.pupil.heard[2].action == Action.RIGHT
    assert room.watch.panel.moment is not None
    assert room.watch.panel.moment.player is Player.HUMAN
    room.ticks(2)  # the next fruit is served, and falls
    assert room.pupil.heard[-1].player is Player.AGENT
    assert not room.watch.is_taken


def test_at_full_speed_a_person_gets_a_speed_to_play_at(room: Room) -> None:
    room.press(pygame.K_4)
    pygame.event.post(down(pygame.K_LEFT))
    room.frame(0.0)
    heard = len(room.pupil.heard)
    room.frame(TICK)
    assert len(room.pupil.heard) - heard <= 1


def test_full_speed_never_outruns_the_learner_by_more_than_it_may(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PLAY_SECONDS", 60.0)
    room.pupil.keeps_up = False
    room.press(pygame.K_4)
    room.frame(0.01)
    assert len(room.pupil.heard) == module.BACKLOG_AT_MAX
    for _ in range(100):  # as if it were still loading: the game goes on at normal speed, and then waits
        room.ticks(1)
    assert len(room.pupil.heard) == module.MOST_BACKLOG


def test_full_speed_leaves_the_frame_its_time(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.watch.is_paused = True
    room.press(pygame.K_4)
    room.watch.is_paused = False
    milliseconds = itertools.count()
    monkeypatch.setattr(module.time, "perf_counter", lambda: next(milliseconds) / 1000)
    room.frame(1 / 60)
    assert 1 <= len(room.pupil.heard) <= round(module.PLAY_SECONDS * 1000)


def test_a_learner_that_failed_does_not_stop_the_game(room: Room) -> None:
    room.pupil.keeps_up = False
    room.pupil.heard = [None] * 500  # type: ignore[list-item]
    room.pupil.error = RuntimeError("out of memory " * 40)
    room.ticks(3)
    assert len(room.pupil.heard) == 503
    shown = room.watch.places()
    assert shown.message.height > 0
    assert shown.message.bottom < shown.status.top
    room.picture()


def test_trouble_with_saving_is_shown_while_it_lasts(room: Room) -> None:
    room.pupil.save_error = OSError(28, "No space left on device")
    assert room.watch.places().message.height > 0
    room.pupil.save_error = None
    assert room.watch.places().message.height == 0


def test_reset_asks_first(room: Room) -> None:
    before = room.watch.brain
    room.press(pygame.K_r)
    assert isinstance(room.stage.scene, Overlay)
    room.press(pygame.K_ESCAPE)
    assert room.stage.scene is room.watch
    assert room.watch.brain is before


def test_reset_puts_a_newborn_on_a_fresh_court(room: Room) -> None:
    room.ticks(12)
    before, pupil = room.watch.brain, room.pupil
    room.press(pygame.K_r)
    room.press(pygame.K_DOWN, pygame.K_RETURN)
    assert room.watch.brain is not before
    assert room.watch.progress.brain is room.watch.brain
    assert room.watch.court.history == []
    room.session.close()
    assert not pupil.is_running


def test_escape_opens_the_menu_and_losing_the_window_holds_the_game(room: Room) -> None:
    room.press(pygame.K_ESCAPE)
    assert isinstance(room.stage.scene, Overlay)
    room.press(pygame.K_ESCAPE)
    pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    room.frame(0.0)
    assert room.stage.scene is room.watch
    assert room.watch.is_paused


def test_leaving_lets_the_learner_go(room: Room) -> None:
    pupil = room.pupil
    room.stage.pop()
    room.session.close()
    assert not pupil.is_running


def test_new_snapshots_reach_the_instruments(room: Room) -> None:
    still = room.picture()
    room.watch.is_paused = True
    room.grow()
    for _ in range(10):
        room.frame(1 / 60)
    assert room.picture() != still


@pytest.mark.parametrize("has_former", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_drawing_twice_gives_the_same_pixels_and_changes_nothing(
    surface: pygame.Surface, size: tuple[int, int], has_former: bool
) -> None:
    del surface
    room = Room(pygame.Surface(size))
    room.ticks(13)
    if has_former:
        room.press(pygame.K_LEFTBRACKET)
        room.ticks(13)
    state = (len(room.pupil.heard), room.watch.panel.moment, room.watch.ticker.alpha)
    assert room.picture() == room.picture()
    assert (len(room.pupil.heard), room.watch.panel.moment, room.watch.ticker.alpha) == state
    room.stage.close()
    room.session.close()


@pytest.mark.usefixtures("surface")
@pytest.mark.parametrize("text_size", ["normal", "large"])
@pytest.mark.parametrize("has_former", [False, True])
@pytest.mark.parametrize("message_lines", [0, 3])
@pytest.mark.parametrize("size", SIZES)
def test_everything_has_its_own_place_in_the_window(
    size: tuple[int, int], message_lines: int, has_former: bool, text_size: str
) -> None:
    theme.use(text_size=text_size)
    try:
        where = places(size, scale(size), 10, 10, message_lines, has_former)
    finally:
        theme.use()
    parts = _sections(where)
    window_rect = pygame.Rect(0, 0, *size)
    for part in parts:
        assert window_rect.contains(part)
        assert part.collidelistall(parts) == [parts.index(part)]
    for one, other in itertools.pairwise(where.tools):
        assert one.right < other.left


def _sections(where: Places) -> list[pygame.Rect]:
    message = [where.message] if where.message.height else []
    court = where.court.inflate(where.court.width // 20, where.court.width // 20)  # with its frame
    return [
        where.title,
        *where.counters,
        *message,
        where.status,
        court,
        where.values,
        where.sight,
        where.moves,
        where.knowledge,
        where.units,
        where.weights,
        where.charts,
        *where.controls,
        *where.tools,
        *(where.former or ()),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_pressed_nothing_breaks(room: Room, seed: int) -> None:
    generator = np.random.default_rng(seed)
    keys = [
        *range(pygame.K_a, pygame.K_z + 1),
        *range(pygame.K_0, pygame.K_9 + 1),
        *(pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN, pygame.K_TAB, pygame.K_RETURN),
        *(pygame.K_ESCAPE, pygame.K_SLASH, pygame.K_COMMA, pygame.K_PERIOD, pygame.K_MINUS, pygame.K_EQUALS),
        *(pygame.K_LEFTBRACKET, pygame.K_RIGHTBRACKET),
    ]
    for number in range(400):
        if room.stage.scene is not room.watch:  # an overlay, whose buttons may lead out of the scene
            room.press(pygame.K_ESCAPE)
        at = (int(generator.integers(800)), int(generator.integers(500)))
        kind = generator.choice(["key", "MOUSEBUTTONDOWN", "MOUSEMOTION", "MOUSEBUTTONUP", "grow"])
        if kind == "key":
            for event in tap(int(generator.choice(keys)))[: generator.integers(1, 3)]:
                pygame.event.post(event)
        elif kind == "grow":
            latest = room.pupil.latest
            metrics = latest.metrics._replace(updates=number, loss=float(generator.random()))
            room.pupil.latest = latest._replace(metrics=metrics)
        else:
            pygame.event.post(pygame.event.Event(getattr(pygame, kind), button=1, pos=at))
        room.frame(float(generator.choice([0.0, 1 / 60, 0.5])))
        room.stage.draw(room.surface)


@pytest.mark.usefixtures("surface")
@pytest.mark.parametrize("size", SIZES)
def test_the_strip_lies_under_the_court(size: tuple[int, int]) -> None:
    where = places(size, scale(size), 10, 10)
    assert (where.strip.x, where.strip.width) == (where.court.x, where.court.width)
    assert where.values.contains(where.strip)


@pytest.mark.usefixtures("surface")
def test_an_unknown_speed_is_refused(room: Room) -> None:
    with pytest.raises(ValueError, match="'warp'"):
        Watch(room.stage, "newborn", "warp")


def _dense() -> tuple[Config, np.ndarray]:
    config = Config(network="dense")
    return config, newborn(config, seed=3).snapshot().averaged


@pytest.mark.parametrize("network", ["dense", "keypoint"])
def test_hidden_layers_lead_to_the_q_values(network: str) -> None:
    config = Config(network=network)
    weights = newborn(config, seed=3).snapshot().averaged
    observation = picture(10, 10, 3, 4, 6)
    first, second = hidden_layers(config, weights, observation)
    *_, kernel, bias, last, offset = unflatten(config, weights)
    assert first.shape == second.shape == (100,)
    assert np.allclose(second, np.maximum(first @ kernel + bias, 0), atol=1e-5)
    assert np.allclose(second @ last + offset, q_values(config, weights, observation[None])[0], atol=1e-5)


def test_the_first_hidden_layer_of_a_dense_network_weighs_the_pixels() -> None:
    config, weights = _dense()
    observation = picture(10, 10, 3, 4, 6)
    kernel, bias, *_ = unflatten(config, weights)
    first, _ = hidden_layers(config, weights, observation)
    assert np.allclose(first, np.maximum(observation.ravel() @ kernel + bias, 0), atol=1e-5)


def test_the_first_layer_of_a_dense_network_is_a_picture_for_each_unit() -> None:
    config = Config(network="dense")
    snapshot = newborn(config, seed=3).snapshot()
    tiles = first_layer(snapshot)
    kernel = unflatten(config, snapshot.averaged)[0]
    assert tiles.shape == (100, 10, 10)
    assert tiles[7, 2, 3] == kernel[23, 7]


def test_the_first_layer_of_a_keypoint_network_says_which_rows_count() -> None:
    snapshot = newborn(Config(network="keypoint"), seed=3).snapshot()
    masses = unflatten(snapshot.config, snapshot.averaged)[0]
    assert np.array_equal(first_layer(snapshot), masses[None])


def test_the_strip_values_each_place_the_basket_could_be_at() -> None:
    snapshot = newborn(Config(), seed=3).snapshot()
    values = values_by_basket(snapshot, picture(10, 10, 3, 4, 6))
    for basket in range(1, 9):
        observation = picture(10, 10, 3, 4, basket)
        q = q_values(snapshot.config, snapshot.averaged, observation[None])[0]
        assert values[basket - 1] == pytest.approx(q.max(), abs=1e-5)


@pytest.mark.parametrize(("player", "action"), [(Player.AGENT, 2), (Player.HUMAN, 0)])
def test_a_moment_shows_the_move_that_was_made(player: Player, action: int) -> None:
    snapshot = newborn(Config(), seed=3).snapshot()
    before, after = picture(10, 10, 3, 4, 6), picture(10, 10, 4, 4, 5)
    step = Transition(before, action, 0.0, 1.0, after, player)
    seen = moment(snapshot, step, Choice(2, True, np.array([0.1, 0.2, 0.3])))
    assert seen.choice.action == action
    assert seen.choice.explored == (player is Player.AGENT)
    assert seen.observation is before
    assert seen.basket == 5
    assert np.array_equal(seen.values, values_by_basket(snapshot, after))


def test_once_the_fruit_has_landed_the_last_expectation_stays() -> None:
    snapshot = newborn(Config(), seed=3).snapshot()
    before, after = picture(10, 10, 8, 4, 6), picture(10, 10, 9, 4, 5)
    step = Transition(before, 0, 1.0, 0.0, after)
    seen = moment(snapshot, step, Choice(0, False, np.array([0.1, 0.2, 0.3])))
    assert np.array_equal(seen.values, values_by_basket(snapshot, before))


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (65.9, "1:05"), (7_384, "2:03:04")])
def test_time_is_written_as_clocks_do(seconds: float, words: str) -> None:
    assert clock(seconds) == words


def test_a_newborn_learns_in_front_of_you(tmp_path: Path) -> None:
    """The whole program, with a real learner."""
    report = tmp_path / "report.json"
    options = PlayOptions(scene="watch", opponent="newborn", speed="max", seed=1, duration=3.0, report=report)
    assert run(options) == 0
    measured = json.loads(report.read_text())
    assert measured["updates"] > 0
    assert measured["steps"] > 9
    assert len(measured["catch_rate_history"]) > 3
    assert measured["replay_size"] >= measured["steps"]
