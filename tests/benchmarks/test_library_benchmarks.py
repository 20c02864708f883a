"""The benchmarks of acting, rules, throughput and scaling: each contestant once, and what is said of them."""

import json

import pytest

from agent.config import Config
from benchmarks import acting, bounds, rules, scaling, throughput, timing
from benchmarks.scaling import MAP, PARTS, Size
from game import paths
from game.catch import Catch


@pytest.fixture
def once(monkeypatch):
    """Measure as little as can be, in this process."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    monkeypatch.setattr(timing, "effort", lambda _: (1, 0.0))


@pytest.fixture
def published(monkeypatch):
    """What a benchmark would write: its name, the results, the text."""
    found = {}

    def publish(_name, _options, results, text):
        found.update(results=results, text=text)

    for module in (acting, rules, throughput, scaling):
        monkeypatch.setattr(module, "publish", publish)
    return found


@pytest.mark.parametrize("network", ["dense", "keypoint"])
def test_all_that_value_a_picture_value_it_alike(network):
    found = acting.contestants(network)
    values = found[acting.VALUE]()
    assert found[acting.LITERT]() == pytest.approx(values, abs=1e-5)
    assert found[acting.FUNCTION]() == pytest.approx(values, abs=1e-5)
    assert found[acting.KERAS]().shape == values.shape == (1, 3)
    assert found[acting.DECIDE]().action == values.argmax()


def test_acting_is_judged_by_the_decision():
    times = {
        "dense": {acting.DECIDE: [24e-6], acting.VALUE: [9e-6], acting.LITERT: [10e-6]},
        "keypoint": {acting.DECIDE: [42e-6], acting.VALUE: [9e-6], acting.LITERT: [30e-6]},
    }
    kept = {promise.what: promise.is_kept for promise in acting.promises(times)}
    assert kept == {
        "dense, a decision": True,
        "dense, a decision against LiteRT's values": False,  # 2.4 times
        "keypoint, a decision": False,
        "keypoint, a decision against LiteRT's values": True,  # 1.4 times
    }


def test_every_environment_plays(monkeypatch):
    monkeypatch.setattr(rules, "STEPS", 30)
    for play in rules.environments().values():
        play()


def test_ours_plays_as_many_steps_as_are_counted(monkeypatch):
    monkeypatch.setattr(rules, "STEPS", 12)
    steps = []
    whole_step = Catch.step
    monkeypatch.setattr(
        Catch, "step", lambda catch, action: steps.append(action) or whole_step(catch, action)
    )
    rules.ours()()
    assert len(steps) == 12


def test_the_rules_are_compared_with_the_fastest_of_the_others():
    steps = {rules.OURS: [1.0], rules.OURS_GYM: [1.5], "slow": [9.0], "quick": [2.5]}
    assert rules.fastest_other(steps) == "quick"
    by_name = {promise.what: promise for promise in rules.promises(steps, {"dense": [2e-3]})}
    assert by_name["ours, against quick"].figure == 2.5
    assert not by_name[f"{rules.OURS_GYM}, against quick"].is_kept  # 2.5 / 1.5
    assert not by_name["map, dense"].is_kept


def test_without_others_the_rules_are_compared_with_nobody():
    assert rules.fastest_other({rules.OURS: [1.0], rules.OURS_GYM: [1.5]}) is None
    assert rules.promises({rules.OURS: [1.0]}, {}) == []


@pytest.mark.usefixtures("once")
def test_the_benchmark_of_rules_from_the_command_line(published, capsys):
    assert rules.main(["--quick"]) == 0
    assert "map, dense, in the game" in capsys.readouterr().out
    assert "## Rules" in published["text"]
    assert rules.OURS in published["results"]["seconds_per_call"]["steps"]


def test_the_products_of_the_dense_network_are_counted():
    # 32 x 100 x 100 forward three times and back to the weights; the second layer and the third, 100 x 3,
    # back to their inputs too: 2 x 32 x (10,000 x 4 + 10,000 x 5 + 300 x 5).
    assert bounds.flops(Config(network="dense")) == 5_856_000


def test_the_masses_of_the_keypoint_network_weigh_three_vectors_of_each_picture():
    assert bounds.matrices(Config(network="keypoint")) == [
        (96, 10, 16),
        (32, 32, 100),
        (32, 100, 100),
        (32, 100, 3),
    ]


@pytest.mark.parametrize("network", ["dense", "keypoint"])
def test_the_arithmetic_runs(network):
    bounds.multiplications(Config(network=network))()
    bounds.adam(Config(network=network))()


def test_ours_update():
    for each in throughput.ours("dense").values():
        each.call()


@pytest.mark.parametrize("batched", [False, True])
def test_the_articles_loop_updates(batched):
    throughput.article_updates(batched)()


def test_random_play_ends_episodes():
    played = throughput.transitions(20)
    assert [t.discount for t in played] == ([1.0] * 8 + [0.0]) * 2 + [1.0, 1.0]
    assert (played[1].observation == played[0].next_observation).all()


def test_throughput_is_told_per_update_and_against_the_article():
    times, ours = {}, []
    for network in ("keypoint", "dense"):
        times |= {throughput.products_name(network): [1e-4], throughput.adam_name(network): [1e-4]}
        ours += [throughput.engine_name("litert", network), throughput.learner_name(network)]
    times = {name: [4e-4] for name in ours} | times
    times |= {throughput.ARTICLE: [0.1], throughput.ARTICLE_BATCHED: [4e-3]}
    assert throughput.table(times)[1] == [ours[0], "2,500", "400 us", "250"]
    assert throughput.distance(times)[1][1:] == ["100 us", "100 us", "200 us", "2 times", "2 times"]
    assert [promise.figure for promise in throughput.promises(times)] == pytest.approx([250, 250])


def test_who_does_the_same_is_described_together():
    one, other = throughput.Contestant(int, "adds"), throughput.Contestant(int, "divides")
    everybody = {"a": one, "b": other, "c": one, "part": throughput.Contestant(int)}
    assert throughput.contents(everybody) == ["- a; c: adds.", "- b: divides."]


def size(side, network="dense", **seconds):
    """A size at which everything takes a second per 100 cells, but for what is said."""
    return Size(network, side, dict.fromkeys(PARTS, side**2 / 100) | seconds, 50.0, 16.0)


def test_growth_is_the_exponent_of_the_number_of_cells():
    found = [size(10), size(20), size(40, **{MAP: 1024.0})]
    assert scaling.exponent(found, "a step") == pytest.approx(1.0)
    assert scaling.exponent(found, MAP) == pytest.approx(2.5)  # 1 s at 100 cells, 4^5 s at 16 times as many


def test_growth_is_told_over_all_sizes_and_where_it_is_steepest():
    found = [size(side, network) for network in ("dense", "keypoint") for side in (10, 20)]
    found += [size(40, "dense", **{"a step": 64.0}), size(40, "keypoint")]  # 16 would be linear
    _, keypoint, dense = scaling.growth(found)
    assert keypoint == ["keypoint", *["1.00 (1.00)"] * 5]
    assert dense[2] == "1.50 (2.00)"  # 1, 4, 64 s for 1, 4, 16 times the cells


def test_growth_needs_two_sizes():
    with pytest.raises(ValueError, match="needs two sizes"):
        scaling.exponent([size(10)], MAP)


def test_the_verdict_names_what_grows_too_fast():
    fine = [size(side, network, **{MAP: side**5.0}) for network in ("dense", "keypoint") for side in (10, 20)]
    assert "no part grows faster" in scaling.verdict(fine)
    slow = [*fine[:-1], size(20, "keypoint", **{"a step": 9.0})]  # 9 times at 4 times the cells
    assert scaling.verdict(slow).endswith("against the promise: a step (keypoint).")


def test_a_size_is_measured():
    found = scaling.measure("dense", 10, paths.compiled_agents(), turns=1, seconds=0.0)
    assert set(found.seconds) == set(PARTS)
    assert min(found.seconds.values()) > 0
    # 20,000 transitions: two pictures of 100 bytes, action, reward, discount, player (a byte), priority.
    assert found.full_mb == pytest.approx(20_000 * (2 * 100 + 3 * 4 + 1 + 8) / 2**20, abs=0.05)


def test_scaling_is_drawn(tmp_path):
    pytest.importorskip("matplotlib")
    file = tmp_path / "scaling.png"
    scaling.plot([size(s, network) for network in ("dense", "keypoint") for s in (10, 20)], file)
    assert file.stat().st_size > 1000


@pytest.mark.usefixtures("once")
def test_every_text_has_what_it_needs(published, monkeypatch):
    """The page's section is only written at the end of a long measurement: not the place to find a typo."""
    monkeypatch.setattr(scaling, "apart", _measured)
    assert scaling.main([]) == 0
    assert "cells^2.5" in published["text"]
    times = {name: [1e-4] for name in (acting.DECIDE, acting.VALUE, acting.LITERT)}
    monkeypatch.setattr(acting, "contestants", lambda _: {})
    monkeypatch.setattr(timing, "take_turns", lambda *_: times)
    assert acting.main([]) == 0
    assert "keypoint, a decision" in published["text"]


def _measured(*words):
    if words[0] == "--compile":
        return ""
    found = size(int(words[1]), words[4])
    return json.dumps(found._asdict())
