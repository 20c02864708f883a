"""`python -m game`, which is the same as the command `catch`."""

from __future__ import annotations

import os
import sys

# The matrices here are small: a second thread of NumPy's would only take a core from the learner.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from game.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
