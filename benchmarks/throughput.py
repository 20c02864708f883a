"""Gradient updates a second: ours, the article's loop, Stable-Baselines3, and the arithmetic alone.

    python -m benchmarks.throughput --quick
    python -m benchmarks.throughput --json throughput.json --docs

Everybody learns from batches of 32 with the article's network (two hidden layers of 100), all in turns.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from agent.checkpoint import Checkpoint, newborn
from agent.config import NETWORKS, Config
from agent.engine import make_engine
from agent.learner import Learner
from agent.replay import Transition
from benchmarks import article, bounds, peers, timing
from benchmarks.common import circumstances, command_line, markdown, publish, show
from benchmarks.timing import Promise, Times
from game import paths
from game.catch import Catch

FASTER = 20.0  # times as many updates as the article's loop
MEMORIES = 500  # transitions to draw from: the article's memory
NETWORK = "dense"  # the one that everybody can have
PRODUCTS, ADAM = PARTS = "matrix products", "Adam and averaging"
SB3 = "Stable-Baselines3"
ARTICLE, ARTICLE_BATCHED = "the article's loop", "the article's, asking in batches"

TEXT = """## Training throughput

Gradient updates a second on batches of {batch} transitions, median of {turns} turns. Ours are those named by
their network. Dense is the article's (100 pixels, two hidden layers of 100, 3 values), and the others' too.

{table}

What one update contains:
{contents}

{promises}

Against a version of the article's loop that asks in batches the two make {batched} times as many.

How far that is from the arithmetic, in one thread: the matrix products of an update ({flops} million floating
point operations for dense) by NumPy's BLAS, and a step of Adam with the averaging of the target over all
weights, in place:

{distance}

What the engine needs beyond that is spread thin: every product packs its weights anew, for they have changed;
each step of Adam's formula goes over each array by itself; the call from Python is about a twentieth. To ask
the online network about both pictures in one pass would save some of it; as that rounds differently, every
agent that is shipped would have to be trained again. What the learner adds is replay in NumPy: priorities,
gathered pictures, shifts.

To repeat it: `pip install -e '.[bench]'`, then `python -m benchmarks.throughput --docs`.
"""


class Contestant(NamedTuple):
    """call: does `updates` updates.  contains: what each of them is, for the reader; "" for a mere part."""

    call: Callable[[], Any]
    contains: str = ""
    updates: int = 1


def contestants() -> dict[str, Contestant]:
    """Return everybody who is installed."""
    found: dict[str, Contestant] = {}
    for network in NETWORKS:
        found |= ours(network)
    found[engine_name("keras", NETWORK)] = Contestant(
        engine_updates("keras", _config(NETWORK)), "the same functions, run by TensorFlow"
    )
    found[ARTICLE] = Contestant(
        article_updates(batched=False),
        "values of both pictures of each transition, one picture a call; targets in Python; `train_on_batch` "
        "(SGD, squared error, no target network)",
    )
    found[ARTICLE_BATCHED] = Contestant(
        article_updates(batched=True), "the same with two calls in place of a call for each picture"
    )
    if all(importlib.util.find_spec(module) for module in peers.NEEDS):
        found[SB3] = Contestant(
            stable_baselines_updates(),
            "`DQN.train(1)` in one thread: a batch drawn, target network on the next pictures, online "
            "network on the present ones, Huber loss, gradients clipped, Adam; its target network stays",
        )
    return found


def ours(network: str) -> dict[str, Contestant]:
    """Return our LiteRT engine alone and in the learner, and the arithmetic, for a network."""
    config = _config(network)
    learner = Learner(experienced(config), make_engine("litert", config, paths.compiled_agents()))
    return {
        engine_name("litert", network): Contestant(
            engine_updates("litert", config),
            "one batch, the same each time: online network on both pictures, averaged network on the next, "
            "Double-DQN targets, weighted Huber loss, gradients, Adam with weight decay, averaging",
        ),
        learner_name(network): Contestant(
            learner.update,
            "that, and a batch drawn by priority, shifted, its priorities set anew, and the metrics",
            config.updates_per_step,
        ),
        products_name(network): Contestant(bounds.multiplications(config)),
        adam_name(network): Contestant(bounds.adam(config)),
    }


def engine_name(engine: str, network: str) -> str:
    """Return the name of an engine alone."""
    return f"{network}, {'LiteRT' if engine == 'litert' else 'Keras'} engine alone"


def learner_name(network: str) -> str:
    """Return the name of the learner with all it does."""
    return f"{network}, LiteRT in the learner"


def products_name(network: str) -> str:
    """Return the name of the matrix products alone."""
    return f"{network}, {PRODUCTS}"


def adam_name(network: str) -> str:
    """Return the name of the optimizer's step alone."""
    return f"{network}, {ADAM}"


def engine_updates(engine: str, config: Config, compiled: Path | None = None) -> Callable[[], Any]:
    """Return an update of an engine, on a batch drawn once. `compiled`: the folder of its files."""
    agent = experienced(config)
    runner = make_engine(engine, config, compiled or paths.compiled_agents())
    runner.set_state(agent.state)
    batch = agent.replay.sample(config.batch_size)
    return lambda: runner.train(batch, config.learning_rate)


def article_updates(batched: bool) -> Callable[[], Any]:
    """Return an update of the article's loop, its batch drawn from as many memories."""
    memories = [
        article.Memory(t.observation.ravel(), t.action, t.reward, t.next_observation.ravel(), t.discount == 0)
        for t in transitions(MEMORIES)
    ]
    model = article.network(seed=0, pixels=len(memories[0].picture))
    generator, size = np.random.default_rng(0), Config().batch_size

    def update() -> None:
        drawn = generator.integers(len(memories), size=size)
        article.update(model, [memories[index] for index in drawn], batched)

    return update


def stable_baselines_updates() -> Callable[[], Any]:
    """Return an update of Stable-Baselines3's DQN, its buffer filled by as much play."""
    import torch
    from stable_baselines3 import DQN

    from game.gym_env import CatchEnv

    torch.set_num_threads(1)  # faster for networks this small
    config = Config()
    model = DQN(
        "MlpPolicy",
        CatchEnv(),
        batch_size=config.batch_size,
        learning_starts=MEMORIES + 1,  # play only
        policy_kwargs={"net_arch": list(config.hidden)},
        seed=0,
        device="cpu",
    )
    model.learn(MEMORIES)
    return lambda: model.train(gradient_steps=1, batch_size=config.batch_size)


def transitions(count: int, rows: int = 10, columns: int = 10) -> list[Transition]:
    """Return so many steps of random play."""
    catch, generator, found = Catch(rows, columns, seed=0), np.random.default_rng(0), []
    observation = catch.reset()
    for action in generator.integers(3, size=count).tolist():
        step = catch.step(action)
        found.append(Transition(observation, action, step.reward, step.discount, step.observation))
        observation = catch.reset() if catch.is_over else step.observation
    return found


def _config(network: str) -> Config:
    return replace(Config(), network=network)


def experienced(config: Config) -> Checkpoint:
    """Return a newborn that has seen as much play as it takes to have MEMORIES, mirror images among them."""
    agent = newborn(config, seed=0)
    for transition in transitions(MEMORIES // 2 if config.mirror else MEMORIES, *config.observation_shape):
        agent = agent.remember(transition)
    return agent


def promises(times: Times) -> list[Promise]:
    """Return what was promised, for the times of an update."""
    return [
        Promise(f"{ours}, against {ARTICLE}", timing.ratio(times, ARTICLE, ours), FASTER, is_least=True)
        for ours in (engine_name("litert", NETWORK), learner_name(NETWORK))
    ]


def contents(everybody: Mapping[str, Contestant]) -> list[str]:
    """Return what an update of each contains, a line for all that do the same."""
    names: dict[str, list[str]] = {}
    for name, each in everybody.items():
        if each.contains:
            names.setdefault(each.contains, []).append(name)
    return [f"- {'; '.join(same)}: {contains}." for contains, same in names.items()]


def table(times: Times) -> list[list[str]]:
    """Return updates a second, and how many times the article's that is."""
    rows = [["", "updates/s", "an update", "times the article's"]]
    for name in times:
        if not name.endswith(PARTS):
            update = timing.median(times, name)
            faster = timing.digits(timing.ratio(times, ARTICLE, name))
            rows.append([name, timing.rate(update), timing.duration(update), faster])
    return rows


def distance(times: Times) -> list[list[str]]:
    """Return what the arithmetic costs, and how many times as long the engine and the learner take."""
    rows = [["", "matrix products", "Adam", "together", "engine alone", "learner"]]
    for network in NETWORKS:
        products, adam = (timing.median(times, name(network)) for name in (products_name, adam_name))
        least = products + adam
        rows.append(
            [
                network,
                *(timing.duration(seconds) for seconds in (products, adam, least)),
                *(
                    f"{timing.digits(timing.median(times, name) / least)} times"
                    for name in (engine_name("litert", network), learner_name(network))
                ),
            ]
        )
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, show, publish. Returns the exit code."""
    options = command_line("throughput", __doc__ or "").parse_args(arguments)
    if (code := timing.in_one_thread("throughput", arguments)) is not None:
        return code
    turns, seconds = timing.effort(options.quick)
    results = circumstances()
    everybody = contestants()
    calls = timing.take_turns({name: each.call for name, each in everybody.items()}, turns, seconds)
    times = {name: [each / everybody[name].updates for each in calls[name]] for name in calls}
    kept = promises(times)
    for rows in (table(times), distance(times), timing.promised(kept)):
        show(rows)
    text = TEXT.format(
        batch=Config().batch_size,
        turns=turns,
        table=markdown(table(times)),
        contents="\n".join(contents(everybody)),
        batched=" and ".join(
            timing.digits(timing.ratio(times, ARTICLE_BATCHED, name))
            for name in (engine_name("litert", NETWORK), learner_name(NETWORK))
        ),
        promises=markdown(timing.promised(kept)),
        flops=timing.digits(bounds.flops(_config(NETWORK)) / 1e6),
        distance=markdown(distance(times)),
    )
    publish("throughput", options, results | timing.facts(times, kept), text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
