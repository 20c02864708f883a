from pathlib import Path

import pytest

from agent.engine import make_engine

COMPILED = Path(__file__).parents[2] / "assets" / "agents"


@pytest.fixture
def compiled():
    """The folder of compiled agents."""
    return COMPILED


@pytest.fixture(params=["litert", "keras"])
def engine_name(request):
    """Every engine in turn: what one can, all can."""
    return request.param


@pytest.fixture
def new_engine(compiled):
    """Makes an engine by name for a config."""
    return lambda name, config: make_engine(name, config, compiled)
