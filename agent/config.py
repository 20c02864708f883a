"""Every hyperparameter once, with its unit or its reason."""

from __future__ import annotations

from dataclasses import dataclass

NETWORKS = ("keypoint", "dense")
REPLAYS = ("uniform", "prioritized")

# Of Adam, compiled into every agent. Its memory of squared gradients is shorter than the usual .999, because
# their scale changes a lot within the first hundred updates. Its epsilon is larger than the usual 1e-7, for
# weights that hardly have a gradient should stand still and not take full steps in its noise. Weight decay, a
# share of each weight times the learning rate, lets fade what is not confirmed, instead of drifting.
ADAM_BETA_2 = 0.99
ADAM_EPSILON = 1e-4
WEIGHT_DECAY = 0.1


@dataclass(frozen=True)
class Config:
    """What makes one agent differ from another. Immutable, and stored in its checkpoint.

    Raises:
        ValueError: a field is outside the range named beside it.
    """

    # The task, as the agent is told of it.
    observation_shape: tuple[int, int] = (10, 10)  # rows, columns of pixels
    num_actions: int = 3  # ordered left to right, so mirroring an action reverses the order

    # The network.
    network: str = "keypoint"  # one of NETWORKS
    keypoints: int = 16  # centres of mass that the keypoint network looks at
    hidden: tuple[int, int] = (100, 100)  # units of the two hidden layers: the article's

    # Learning.
    gamma: float = 1.0  # discount per step: none, because a fruit lands whatever one does
    target_noise: float = 0.5  # share of random moves that a target expects from the next one on
    learning_rate: float = 4e-3  # Adam's step size at first
    learning_rate_updates: int = 500  # it stays so; then it falls as 1 / updates, and learning settles
    learning_rate_last: float = 4e-5  # and it falls no further: there is always something to learn from
    tau: float = 0.05  # share of the online network that flows into the averaged one at each update
    batch_size: int = 32  # transitions per update
    updates_per_step: int = 8  # gradient updates for each transition played
    learning_starts: int = 16  # stored transitions before the first update: a batch needs some variety

    # Memory.
    replay_capacity: int = 20_000  # stored transitions, mirrored ones included: 4 MB, 20 minutes of play
    mirror: bool = True  # store every transition left-right mirrored too: right if the task is symmetric
    shift: bool = True  # learn from transitions moved sideways: right if the task is the same in every column

    replay: str = "prioritized"  # one of REPLAYS: how transitions are drawn
    priority_exponent: float = 0.6  # of prioritized: 0 draws uniformly, 1 fully by TD error; the paper's
    importance_exponent: float = 1.0  # of prioritized: 1 corrects its bias fully; the paper's last value

    # Exploration.
    epsilon_first: float = 1.0  # chance of a random action in the first episode
    epsilon_last: float = 0.05  # and once it has decayed
    epsilon_episodes: int = 20  # over which it decays, linearly

    def __post_init__(self) -> None:
        rules = {
            "observation_shape": len(self.observation_shape) == 2 and min(self.observation_shape) >= 1,
            "num_actions": self.num_actions >= 2,
            "network": self.network in NETWORKS,
            "keypoints": self.keypoints >= 1,
            "hidden": len(self.hidden) == 2 and min(self.hidden) >= 1,
            "gamma": 0 <= self.gamma <= 1,
            "target_noise": 0 <= self.target_noise <= 1,
            "learning_rate": self.learning_rate > 0,
            "learning_rate_updates": self.learning_rate_updates >= 1,
            "learning_rate_last": self.learning_rate_last > 0,
            "tau": 0 < self.tau <= 1,
            "batch_size": self.batch_size >= 1,
            "updates_per_step": self.updates_per_step >= 1,
            "learning_starts": self.learning_starts >= 1,
            "replay_capacity": self.replay_capacity >= 2,
            "replay": self.replay in REPLAYS,
            "priority_exponent": 0 <= self.priority_exponent <= 1,
            "importance_exponent": 0 <= self.importance_exponent <= 1,
            "epsilon_first": 0 <= self.epsilon_first <= 1,
            "epsilon_last": 0 <= self.epsilon_last <= 1,
            "epsilon_episodes": self.epsilon_episodes >= 1,
        }
        for field, is_valid in rules.items():
            if not is_valid:
                raise ValueError(
                    f"Config.{field} is {getattr(self, field)!r}, which is out of range: see agent/config.py."
                )

    def epsilon(self, episodes: int) -> float:
        """Return the chance of a random action after that many finished episodes, 0..1."""
        left = max(0.0, 1 - episodes / self.epsilon_episodes)
        return self.epsilon_last + (self.epsilon_first - self.epsilon_last) * left

    def learning_rate_after(self, updates: int) -> float:
        """Return Adam's step size after that many updates."""
        settled = min(1.0, self.learning_rate_updates / max(updates, 1))
        return max(self.learning_rate * settled, self.learning_rate_last)
