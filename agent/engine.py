"""Two ways to run the one algorithm in dqn.py: compiled by LiteRT, or by TensorFlow itself.

LiteRT is the default: it starts in milliseconds and needs no TensorFlow. Keras is the reference: it takes any
network and any shape without a compile step. The same tests run on both.
"""

from __future__ import annotations

import ctypes
import gc
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from agent.config import Config
from agent.replay import Batch
from agent.weights import state_size

Array = npt.NDArray[Any]
ENGINES = ("litert", "keras")


class Update(NamedTuple):
    """What one gradient update reports: its loss, the TD error of each transition [B], the mean Q."""

    loss: float
    td_error: Array
    mean_q: float


class Engine(Protocol):
    """Runs an agent's networks and optimizer. Used from one thread only: the one that made it."""

    def train(self, batch: Batch, learning_rate: float) -> Update:
        """Do one update. `batch.discount` has gamma in it."""
        ...

    def q_values(self, observation: Array) -> Array:
        """Value each action by the averaged network: [1, rows, columns] -> [1, A]."""
        ...

    def get_state(self) -> Array:
        """Return everything that training changes, float32 [N]: online, averaged, optimizer."""
        ...

    def set_state(self, state: Array) -> None:
        """Restore what get_state returned. A new engine is undefined until this was called."""
        ...

    def weights(self) -> tuple[Array, Array]:
        """Return the online and the averaged network's weights, flat."""
        ...


class _SignatureEngine:
    """An engine over the signatures of dqn.py, however they are run."""

    def __init__(self, config: Config, signatures: dict[str, Any]) -> None:
        self._signatures = signatures
        self._constants = {"tau": np.float32(config.tau), "noise": np.float32(config.target_noise)}

    def _call(self, name: str, **inputs: Any) -> dict[str, Any]:
        return self._signatures[name](**inputs)  # type: ignore[no-any-return]

    def train(self, batch: Batch, learning_rate: float) -> Update:
        inputs = batch._asdict()
        del inputs["rows"]  # the buffer's business
        for name in ("observation", "next_observation"):
            inputs[name] = inputs[name].astype(np.float32)
        out = self._call("train", **inputs, **self._constants, learning_rate=np.float32(learning_rate))
        return Update(float(out["loss"]), np.asarray(out["td_error"]), float(out["mean_q"]))

    def q_values(self, observation: Array) -> Array:
        return np.asarray(self._call("q_values", observation=observation)["q"])

    def get_state(self) -> Array:
        return np.asarray(self._call("get_state")["state"])

    def set_state(self, state: Array) -> None:
        self._call("set_state", state=np.asarray(state, np.float32))

    def weights(self) -> tuple[Array, Array]:
        out = self._call("weights")
        return np.asarray(out["online"]), np.asarray(out["averaged"])


class LiteRTEngine(_SignatureEngine):
    """Runs a compiled agent file.

    Raises:
        FileNotFoundError: there is no such file.  ValueError: it was compiled for another config.
    """

    def __init__(self, config: Config, compiled: Path) -> None:
        from ai_edge_litert.interpreter import Interpreter

        if not compiled.is_file():
            raise FileNotFoundError(
                f"No compiled agent at {compiled}. Make it with `python -m agent.compile {compiled.parent}`, "
                "or use the keras engine."
            )
        self._interpreter = Interpreter(str(compiled), num_threads=1)
        names = self._interpreter.get_signature_list()
        super().__init__(config, {name: self._interpreter.get_signature_runner(name) for name in names})
        pictures = self._signatures["train"].get_input_details()["observation"]["shape"]
        state = self._signatures["set_state"].get_input_details()["state"]["shape"]
        found = (*(int(n) for n in pictures), int(state[0]))
        expected = (config.batch_size, *config.observation_shape, state_size(config))
        if found != expected:
            raise ValueError(
                f"{compiled.name} was compiled for (batch, rows, columns, size of state) {found}, but this "
                f"agent needs {expected}. The keras engine takes any."
            )


class KerasEngine(_SignatureEngine):
    """Runs dqn.py in TensorFlow, which it imports here and not before."""

    def __init__(self, config: Config) -> None:
        with _gently():
            from agent.compile import signatures
            from agent.dqn import DQN
        self._dqn = DQN(config)  # kept alive: the functions hold its variables weakly
        super().__init__(config, signatures(self._dqn))

    def _call(self, name: str, **inputs: Any) -> dict[str, Any]:
        import tensorflow as tf

        tensors = {key: tf.constant(value) for key, value in inputs.items()}
        return self._signatures[name](**tensors)  # type: ignore[no-any-return]


def make_engine(name: str, config: Config, compiled_folder: Path) -> Engine:
    """Return the engine of that name, one of ENGINES, for this config.

    Raises:
        ValueError: there is no such engine, or the compiled agent does not fit the config.
    """
    if name == "litert":
        return LiteRTEngine(config, compiled_folder / f"{config.network}.tflite")
    if name == "keras":
        return KerasEngine(config)
    raise ValueError(f"There is no engine {name!r}: choose one of {', '.join(ENGINES)}.")


@contextmanager
def _gently() -> Iterator[None]:
    """Import TensorFlow beside a thread that draws 60 frames a second, without freezing it.

    Its shared objects are loaded through ctypes first, which lets go of the interpreter lock meanwhile; the
    thousands of small modules that follow are made to share the lock often, with no garbage collection.
    """
    interval, collecting = sys.getswitchinterval(), gc.isenabled()
    sys.setswitchinterval(0.0005)
    gc.disable()
    try:
        if "tensorflow" not in sys.modules and sys.platform == "linux":
            _load_shared_objects()
        yield
    finally:
        sys.setswitchinterval(interval)
        if collecting:
            gc.enable()


def _load_shared_objects() -> None:
    spec = importlib.util.find_spec("tensorflow")
    if spec is None or spec.origin is None:
        return  # the import itself will say so better
    package = Path(spec.origin).parent
    for pattern in ("libtensorflow_framework.so.*", "libtensorflow_cc.so.*"):
        for path in package.glob(pattern):
            ctypes.CDLL(str(path))
