"""Who takes part in the benchmark of learning, by name."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from typing import NamedTuple

from benchmarks import article, ours, peers
from benchmarks.common import Learn, Watch, follow


class Contestant(NamedTuple):
    """label: for the reader.  learn: what it does.  episodes: how many it is given to learn in.

    needs: modules of the extra `bench`.
    """

    label: str
    learn: Learn
    episodes: int
    is_ours: bool = True
    needs: tuple[str, ...] = ()


class NotInstalled(RuntimeError):
    """Somebody who is to take part is not installed."""


def _article(batched: bool) -> Learn:
    def learn(seed: int, episodes: int, watch: Watch) -> None:
        follow(article.train(seed, batched), episodes, watch)

    return learn


def contestants() -> dict[str, Contestant]:
    """Return all of them, ours first."""
    found = {
        name: Contestant(ours.label(name), ours.by_playing(config), 1000)
        for name, config in ours.variants().items()
    }
    found["human"] = Contestant(
        f"ours, from a player's moves alone, {ours.CLUMSINESS:.0%} of them random", ours.by_watching, 1000
    )
    found["article"] = Contestant("the article's loop", _article(batched=False), 3000, is_ours=False)
    found["article-batched"] = Contestant(
        "the article's loop, its questions asked in batches", _article(batched=True), 3000, is_ours=False
    )
    sb3, needs = peers.stable_baselines, peers.NEEDS
    found["sb3"] = Contestant("Stable-Baselines3 DQN, its defaults", sb3(tuned=False), 10_000, False, needs)
    found["sb3-tuned"] = Contestant("Stable-Baselines3 DQN, tuned", sb3(tuned=True), 3000, False, needs)
    return found


def check_installed(names: Iterable[str]) -> None:
    """Make sure that these contestants can take part.

    Raises:
        NotInstalled: one cannot; the message says how to get it.
    """
    everybody = contestants()
    for name in names:
        for module in everybody[name].needs:
            if importlib.util.find_spec(module) is None:
                raise NotInstalled(
                    f"{name} needs the module {module}, which is not installed: "
                    "pip install 'keras-plays-catch[bench]', or choose others with --only."
                )
