"""What goes on in a network at one step: what it saw, what it felt, what it chose. NumPy only."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from agent.config import Config
from agent.policy import Choice, q_values
from agent.replay import Player, Transition
from agent.snapshot import Snapshot
from agent.weights import unflatten
from game.catch import picture
from game.controllers import basket_of

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Moment:
    """One step, seen from inside the agent.

    observation: [rows, columns], what it saw.  hidden: what that raised in each hidden layer [units].
    choice: the move that was made, whoever made it, and the agent's own values of all moves.
    player: who made it.  basket: where its centre came to be.
    values: [columns - 2], what is to be expected now, were the centre in column 1..columns-2.
    """

    observation: Floats
    hidden: list[Floats]
    choice: Choice
    player: Player
    basket: int
    values: Floats


def moment(snapshot: Snapshot, transition: Transition, choice: Choice) -> Moment:
    """Return what the agent of a snapshot makes of a step.

    Args:
        choice: what the agent chose, or would have chosen had a person not taken over.
    """
    seen, now = transition.observation, transition.next_observation
    if not now[:-1].any():  # the fruit has landed, there is nothing left to expect
        now = seen
    if transition.player is not Player.AGENT:
        choice = Choice(transition.action, False, choice.q)
    return Moment(
        seen,
        hidden_layers(snapshot.config, snapshot.averaged, seen),
        choice,
        transition.player,
        basket_of(now),
        values_by_basket(snapshot, now),
    )


def values_by_basket(snapshot: Snapshot, observation: Floats) -> Floats:
    """Return the value of the best move, [columns - 2], were the basket in each of its places."""
    rows, columns = observation.shape
    row, column = np.unravel_index(int(observation[:-1].argmax()), observation.shape)
    observations = picture(rows, columns, row, column, np.arange(1, columns - 1))
    return np.asarray(q_values(snapshot.config, snapshot.averaged, observations).max(axis=1), np.float32)


def first_layer(snapshot: Snapshot) -> Floats:
    """Return the weights that what is seen meets first, as pictures [tiles, rows, columns].

    A dense network has one for each unit, as large as what it sees. A keypoint network has one in all: how
    much light in each row counts (down) for each of its keypoints (across).
    """
    config, weights = snapshot.config, unflatten(snapshot.config, snapshot.averaged)[0]
    if config.network == "keypoint":
        return np.asarray(weights[None], np.float32)
    return np.asarray(weights.T.reshape(-1, *config.observation_shape), np.float32)


def hidden_layers(config: Config, weights: Floats, observation: Floats) -> list[Floats]:
    """Return the activations of both hidden layers for one observation [rows, columns].

    The first is read by putting the identity in place of all that follows it: then its activations, which
    rectifying again does not change, are what the network returns.
    """
    first = config.hidden[0]
    *body, kernel, bias, _, _ = unflatten(config, weights)
    identity = np.concatenate([np.eye(first).ravel(), np.zeros(first)])
    probe = replace(config, hidden=(first, first), num_actions=first)
    parts = [*(part.ravel() for part in body), identity, identity]
    raised = q_values(probe, np.concatenate(parts, dtype=np.float32), observation[None])[0]
    return [raised, np.maximum(raised @ kernel + bias, 0)]
