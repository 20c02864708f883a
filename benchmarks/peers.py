"""Stable-Baselines3's DQN, playing through our Gymnasium environment. Needs the extra `bench`."""

from __future__ import annotations

from typing import Any

from agent.policy import greedy
from benchmarks.common import Learn, Stopwatch, Watch
from game.skill import exact_skill
from game.training import Progress

NEEDS = ("gymnasium", "torch", "stable_baselines3")
STEPS = 9  # of an episode on the classic grid

# Found by search (see docs/benchmarks.md).
TUNED: dict[str, Any] = {
    "learning_rate": 1e-3,
    "gamma": 0.9,
    "batch_size": 64,
    "learning_starts": 64,
    "train_freq": 1,
    "gradient_steps": 8,
    "tau": 0.02,
    "target_update_interval": 1,
    "exploration_final_eps": 0.05,
    "policy_kwargs": {"net_arch": [100, 100]},
}
TUNED_EXPLORATION = 20  # episodes over which epsilon falls


def stable_baselines(tuned: bool) -> Learn:
    """Return how its DQN learns: with its defaults, or tuned."""

    def learn(seed: int, episodes: int, watch: Watch) -> None:
        import gymnasium
        import torch
        from stable_baselines3 import DQN
        from stable_baselines3.common.callbacks import BaseCallback

        from game.gym_env import ID

        torch.set_num_threads(1)  # faster for networks this small
        options = dict(TUNED, exploration_fraction=min(TUNED_EXPLORATION / episodes, 1.0)) if tuned else {}
        model = DQN("MlpPolicy", gymnasium.make(ID), seed=seed, device="cpu", **options)
        stopwatch = Stopwatch()

        def probabilities(observations: Any) -> Any:
            with torch.no_grad():
                return greedy(model.q_net(torch.as_tensor(observations)).numpy())

        class EachEpisode(BaseCallback):  # type: ignore[misc]
            """Measures after the learning that follows an episode's last step: so at the next one's first."""

            episode = 0
            has_ended = False

            def _on_step(self) -> bool:
                goes_on = True
                if self.has_ended:
                    self.episode += 1
                    with stopwatch:
                        rate = exact_skill(probabilities).rate
                    goes_on = watch(Progress(self.episode, rate, stopwatch.seconds))
                self.has_ended = bool(self.locals["dones"][0])
                return goes_on

        model.learn(episodes * STEPS + 1, callback=EachEpisode())

    return learn
