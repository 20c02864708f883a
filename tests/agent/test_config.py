import dataclasses

import pytest

from agent.config import Config


@pytest.mark.parametrize(
    "change",
    [
        {"network": "conv"},
        {"replay": "fifo"},
        {"observation_shape": (10,)},
        {"gamma": 1.1},
        {"tau": 0.0},
        {"batch_size": 0},
        {"epsilon_first": 2.0},
        {"num_actions": 1},
    ],
)
def test_a_value_out_of_range_is_refused_by_name(change):
    with pytest.raises(ValueError, match=next(iter(change))):
        Config(**change)


def test_a_config_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Config().gamma = 0.5


def test_epsilon_falls_in_a_straight_line_and_then_stays():
    config = Config(epsilon_first=1.0, epsilon_last=0.2, epsilon_episodes=4)
    assert [config.epsilon(n) for n in (0, 1, 2, 4, 9)] == pytest.approx([1.0, 0.8, 0.6, 0.2, 0.2])
