"""How long one decision takes: our NumPy policy, LiteRT and Keras, in turns.

    python -m benchmarks.acting --quick
    python -m benchmarks.acting --json acting.json --docs

A decision of the policy is all of it: values, the best of them, and the draw between equals. The others only
value the actions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from agent.checkpoint import newborn
from agent.config import NETWORKS, Config
from agent.engine import make_engine
from agent.policy import Policy
from benchmarks import timing
from benchmarks.common import circumstances, command_line, markdown, publish, show
from benchmarks.timing import Promise, Times
from game import paths
from game.catch import Catch

LIMITS = {"dense": 30e-6, "keypoint": 40e-6}  # seconds for a decision
AGAINST_LITERT = 1.5  # times as long as LiteRT needs for the values

DECIDE = "NumPy, a decision"
VALUE = "NumPy, the values alone"
LITERT = "LiteRT, the values alone"
FUNCTION = "TensorFlow, a compiled function"
KERAS = "Keras, `model(x)`"

HEADERS = ["", *NETWORKS]
TEXT = """## Acting

One greedy decision about one 10x10 picture, median of {turns} turns; beside it what others take for the
values of the three actions alone. TensorFlow's function is what `--engine keras` calls, Keras' `model(x)`
what a script would write first.

{table}

{promises}

NumPy takes about a microsecond for each operation on arrays as small as these, however little there is to
compute; the keypoint network is some twenty of them, the dense one ten. LiteRT runs them all in one call. It
would be the faster player, but a policy in NumPy belongs to no thread, and takes any snapshot as it is.

To repeat it: `python -m benchmarks.acting --docs`.
"""


def contestants(network: str) -> dict[str, Callable[[], Any]]:
    """Return everybody who can value a picture by this network."""
    config = replace(Config(), network=network)
    agent = newborn(config, seed=0)
    observation = Catch(*config.observation_shape, seed=0).reset()
    policy = Policy(agent.snapshot(), seed=0)
    litert = make_engine("litert", config, paths.compiled_agents())
    keras = make_engine("keras", config, paths.compiled_agents())
    for engine in (litert, keras):
        engine.set_state(agent.state)

    from agent import networks  # TensorFlow, which the keras engine has loaded by now

    model = networks.build(config)
    batch = observation[None]
    return {
        DECIDE: lambda: policy.act(observation),
        VALUE: lambda: policy.q_values(batch),
        LITERT: lambda: litert.q_values(batch),
        FUNCTION: lambda: keras.q_values(batch),
        KERAS: lambda: model(batch),
    }


def promises(times: dict[str, Times]) -> list[Promise]:
    """Return what was promised, for the times of each network."""
    found = []
    for network, measured in times.items():
        decision = timing.median(measured, DECIDE)
        found.append(Promise(f"{network}, a decision", decision, LIMITS[network], "us"))
        against = timing.ratio(measured, DECIDE, LITERT)
        found.append(Promise(f"{network}, a decision against LiteRT's values", against, AGAINST_LITERT))
    return found


def table(times: dict[str, Times]) -> list[list[str]]:
    """Return the times of each contestant, under HEADERS."""
    names = list(next(iter(times.values())))
    return [
        HEADERS,
        *([name, *(timing.duration(timing.median(times[n], name)) for n in times)] for name in names),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, show, publish. Returns the exit code."""
    options = command_line("acting", __doc__ or "").parse_args(arguments)
    if (code := timing.in_one_thread("acting", arguments)) is not None:
        return code
    turns, seconds = timing.effort(options.quick)
    results = circumstances()
    times = {network: timing.take_turns(contestants(network), turns, seconds) for network in NETWORKS}
    kept = promises(times)
    show(table(times))
    show(timing.promised(kept))
    results |= timing.facts(times, kept)
    text = TEXT.format(turns=turns, table=markdown(table(times)), promises=markdown(timing.promised(kept)))
    publish("acting", options, results, text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
