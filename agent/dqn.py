"""The algorithm: Double DQN with an averaged target network, as one module of TensorFlow functions.

Sources: Mnih et al., "Human-level control through deep reinforcement learning" (2015); van Hasselt et al.,
"Deep Reinforcement Learning with Double Q-learning" (2016, arXiv 1509.06461); the slowly averaged target of
Lillicrap et al. (2016, arXiv 1509.02971); the expectation over a partly random next move of van Seijen et
al., "A theoretical and empirical analysis of Expected Sarsa" (2009).
"""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf

from agent import networks
from agent.config import ADAM_BETA_2, ADAM_EPSILON, WEIGHT_DECAY, Config


class DQN(tf.Module):
    """An agent's networks and optimizer, and everything that is ever done to them.

    Its methods are the signatures of a compiled agent. Shapes: B transitions, A actions, N numbers of state.
    """

    def __init__(self, config: Config) -> None:
        super().__init__(name="dqn")
        self.config = config
        self.online = networks.build(config)  # learns
        self.averaged = networks.build(config)  # follows slowly; values the next state, and plays
        self.averaged.set_weights(self.online.get_weights())
        self.optimizer = keras.optimizers.Adam(
            beta_2=ADAM_BETA_2, epsilon=ADAM_EPSILON, weight_decay=WEIGHT_DECAY
        )
        self.optimizer.build(self.online.trainable_variables)
        self.huber = keras.losses.Huber(reduction="none")

    def train(
        self, observation, action, reward, discount, next_observation, weight, learning_rate, tau, noise
    ) -> dict[str, tf.Tensor]:
        """Do one update. `discount` [B] is gamma, or 0 after the last step; `weight` [B] is importance.

        Returns:
            loss: weighted mean of the Huber loss.  td_error: target minus value, [B].  mean_q: mean value.
        """
        o_tm1, a_tm1, r_t, d_t, o_t = observation, action, reward, discount, next_observation
        actions = self.config.num_actions

        # The online network chooses the next action, the averaged one says what it is worth. A share of the
        # next moves is taken to be random: then to be early is worth something, and better moves stand out.
        best = tf.one_hot(tf.argmax(self.online(o_t), axis=1, output_type=tf.int32), actions)  # [B, A]
        chance = (1 - noise) * best + noise / actions  # [B, A]
        target = r_t + d_t * tf.reduce_sum(chance * self.averaged(o_t), axis=1)  # [B]

        with tf.GradientTape() as tape:
            q_tm1 = tf.reduce_sum(tf.one_hot(a_tm1, actions) * self.online(o_tm1), axis=1)  # [B]
            error = self.huber(tf.expand_dims(target, 1), tf.expand_dims(q_tm1, 1))  # [B]
            loss = tf.reduce_mean(weight * error)
        variables = self.online.trainable_variables
        self.optimizer.learning_rate.assign(learning_rate)
        self.optimizer.apply(tape.gradient(loss, variables), variables)

        for slow, fast in zip(self.averaged.trainable_variables, variables, strict=True):
            slow.assign_add(tau * (fast - slow))
        return {"loss": loss, "td_error": target - q_tm1, "mean_q": tf.reduce_mean(q_tm1)}

    def q_values(self, observation) -> dict[str, tf.Tensor]:
        """Value each action, [1, A], by the averaged network."""
        return {"q": self.averaged(observation)}

    def get_state(self) -> dict[str, tf.Tensor]:
        """Return everything that training changes, as one vector [N]."""
        return {"state": _flat(self._state)}

    def set_state(self, state) -> dict[str, tf.Tensor]:
        """Restore what get_state returned."""
        parts = tf.split(state, [v.shape.num_elements() for v in self._state])
        for variable, part in zip(self._state, parts, strict=True):
            variable.assign(tf.cast(tf.reshape(part, variable.shape), variable.dtype))
        return {"size": tf.size(state)}

    def weights(self) -> dict[str, tf.Tensor]:
        """Return the weights of both networks, each as one vector: what a Snapshot carries."""
        return {
            "online": _flat(self.online.trainable_variables),
            "averaged": _flat(self.averaged.trainable_variables),
        }

    @property
    def _state(self) -> list[Any]:
        """Online, averaged, optimizer. The learning rate is not state: every update brings its own."""
        slots = [v for v in self.optimizer.variables if v is not self.optimizer.learning_rate]
        return [*self.online.trainable_variables, *self.averaged.trainable_variables, *slots]


def _flat(variables: list[Any]) -> tf.Tensor:
    return tf.concat([tf.reshape(tf.cast(v, tf.float32), [-1]) for v in variables], axis=0)
