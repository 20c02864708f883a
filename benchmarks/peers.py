"""Stable-Baselines3's DQN, playing through our Gymnasium environment. Needs the extra `bench`."""

from __future__ import annotations

from typing import Any

from agent.policy import greedy
from benchmarks.common import Learn, Stopwatch, Watch
from game.skill import exact_skill
from game.training import Progress

NEEDS = ("gymnasium", "torch", "stable_baselines3")
STEPS = 9  # of an episode on the classic grid

# Of 37 random settings tried with one seed, the best five and twelve variations of them were tried again
# with five other seeds: these learned with every one of them, and soonest.
TUNED: dict[str, Any] = {
    "gamma": 0.9,
    "batch_size": 64,
    "learning_starts": 64,
    "train_freq": 1,
    "gradient_steps": 1,
    "tau": 0.005,
    "target_update_interval": 1,
    "exploration_final_eps": 0.05,
    "policy_kwargs": {"net_arch": [256, 256]},
}
TUNED_EXPLORATION = 20  # episodes over which epsilon falls
TUNED_RATE, TUNED_DECAY = 3e-3, 200  # the learning rate, and the episodes over which it falls to a tenth


def tuned_options(episodes: int) -> dict[str, Any]:
    """Return what DQN is made with, for a budget of so many episodes: its schedules run over that."""

    def rate(budget_left: float) -> float:
        played = (1 - budget_left) * episodes
        return TUNED_RATE * max(1 - 0.9 * played / TUNED_DECAY, 0.1)

    fraction = min(TUNED_EXPLORATION / episodes, 1.0)
    return {**TUNED, "learning_rate": rate, "exploration_fraction": fraction}


def stable_baselines(tuned: bool) -> Learn:
    """Return how its DQN learns: with its defaults, or tuned."""

    def learn(seed: int, episodes: int, watch: Watch) -> None:
        import gymnasium
        import torch
        from stable_baselines3 import DQN
        from stable_baselines3.common.callbacks import BaseCallback

        from game.gym_env import ID

        torch.set_num_threads(1)  # faster for networks this small
        options = tuned_options(episodes) if tuned else {}
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
