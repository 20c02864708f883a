"""The race as it is seen: the lead, the moment you are overtaken, and where it is marked."""

from __future__ import annotations

import pygame
import pytest

from game.controllers import Scripted
from game.scenes.versus import Versus
from game.ui import court_view, race, text, theme

FRAME = 1 / 64


@pytest.fixture
def said(monkeypatch):
    """Every word that was drawn since it was last cleared."""
    words = []
    write = text.write

    def note(surface, line, *args, **kwargs):
        words.append(line)
        return write(surface, line, *args, **kwargs)

    monkeypatch.setattr(text, "write", note)
    return words


def draw(stage):
    """Return a picture of the scene."""
    surface = pygame.Surface(stage.size)
    stage.draw(surface)
    return surface


def play(stage, until):
    while not until():
        stage.frame([], FRAME)


def lead_by(stage, catches, opponent="newborn"):
    """Play until you are so many catches ahead."""
    versus = Versus(stage, opponent)
    stage.go(versus)
    versus.match.you.controller = Scripted()
    versus.match.opponent.controller = Scripted(noise=1.0, seed=1)
    play(stage, lambda: versus.match.lead == catches)
    return versus


def be_overtaken(stage):
    """Lead by two, then be overtaken; returns as it happens."""
    versus = lead_by(stage, 2)
    versus.match.you.controller, versus.match.opponent.controller = Scripted(noise=1.0, seed=1), Scripted()
    play(stage, lambda: versus.match.overtaken_at)
    return versus


def test_before_the_first_fruit_nobody_leads(stage, said):
    stage.go(Versus(stage, "newborn"))
    draw(stage)
    assert {"0", "level", "no lives: stay ahead"} <= set(said)


def test_the_lead_is_said_in_words_and_figures(stage, said):
    versus = lead_by(stage, 2)
    said.clear()
    draw(stage)
    assert {"+2", "you lead", f"ahead for {versus.match.fruits_ahead} fruits"} <= set(said)


def test_a_match_with_lives_tells_the_lead_and_no_race(stage, said):
    lead_by(stage, 2, "master")
    said.clear()
    draw(stage)
    assert {"+2", "you lead"} <= set(said)
    assert not any("ahead" in words for words in said)


def test_being_overtaken_is_announced_for_a_while(stage, said):
    versus = be_overtaken(stage)
    began = stage.now
    play(stage, lambda: stage.now >= began + race.BANNER_OPENS)
    said.clear()
    draw(stage)
    assert {"Overtaken!", f"after {versus.match.overtaken_at} fruits"} <= set(said)
    play(stage, lambda: stage.now >= began + race.BANNER_SECONDS)
    said.clear()
    draw(stage)
    assert "Overtaken!" not in said
    assert "it leads" in said


@pytest.mark.parametrize("size", [(640, 480), (800, 500), (1280, 720), (1920, 1080)])
def test_the_announcement_covers_no_court(stage, size):
    stage.size = size
    versus = be_overtaken(stage)
    before = draw(stage)
    began = stage.now
    places = versus.places()
    play(stage, lambda: stage.now >= began + race.BANNER_OPENS)
    banner, color = draw(stage), theme.AGENT
    at = places.middle.center
    changed = [
        (x, y)
        for x in range(0, size[0], 2)
        for y in range(places.you.top, places.you.bottom, 2)
        if banner.get_at((x, y)) == color != before.get_at((x, y))
    ]
    assert at[0] // 2 * 2 in {x for x, _ in changed}
    assert not any(places.you.collidepoint(point) for point in changed)


def test_the_court_of_who_overtakes_shines(stage):
    versus = be_overtaken(stage)
    frame = court_view.frame_rect(versus.places().opponent, versus.match.opponent)
    edge = (frame.left - stage.scale.unit // 4, frame.centery)
    assert draw(stage).get_at(edge) == theme.AGENT
    began = stage.now
    play(stage, lambda: stage.now >= began + race.BANNER_SECONDS)
    assert draw(stage).get_at(edge) != theme.AGENT


def test_the_moment_is_marked_in_the_learning_curve_of_the_race_and_of_the_results(stage, said):
    versus = be_overtaken(stage)
    seconds = versus.played.overtaken.seconds
    ((at, words),) = race.flags(versus.played)
    assert at == pytest.approx(stage.now)
    assert words == f"overtaken at {seconds:.0f} s"
    draw(stage)
    assert words in said
    play(stage, lambda: stage.scene is not versus)
    said.clear()
    draw(stage)
    assert words in said


def test_an_opponent_with_lives_overtakes_nobody(stage):
    versus = lead_by(stage, 1, "master")
    versus.match.leads += [0, -1]
    assert race.flags(versus.played) == []


def test_the_bars_of_leads_point_up_while_you_lead_and_down_while_it_does(stage):
    versus = be_overtaken(stage)
    match = versus.match
    space = pygame.Rect(20, 30, 420, 80)
    surface = pygame.Surface(stage.size)
    race._draw_leads(surface, space, match, stage.scale)
    zero = next(
        y for y in range(space.top, space.bottom) if surface.get_at((space.right - 20, y)) == theme.MUTED
    )
    colors = {
        side: {tuple(surface.get_at((x, y)))[:3] for x in range(space.left, space.right) for y in rows}
        for side, rows in (("up", range(space.top, zero)), ("down", range(zero + 1, space.bottom)))
    }
    assert theme.HUMAN in colors["up"]
    assert theme.AGENT not in colors["up"]
    assert theme.AGENT in colors["down"]
    assert theme.HUMAN not in colors["down"]
