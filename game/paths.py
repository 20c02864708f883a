"""Where things are: the shipped assets, and the folder that holds what the player made."""

from __future__ import annotations

import os
from pathlib import Path

APP_NAME = "keras-plays-catch"


def assets() -> Path:
    """Return the folder of shipped assets: inside an installed package or a bundle, or in the checkout.

    Raises:
        FileNotFoundError: neither is there, so the installation is broken.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "assets", package.parent / "assets"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"The assets folder is missing: looked in {package} and {package.parent}. Install the program again."
    )


def compiled_agents() -> Path:
    """Return the folder of compiled networks (.tflite) and shipped agents (.npz)."""
    return assets() / "agents"


def user_data() -> Path:
    """Return the player's own folder, made on first use. The environment variable CATCH_HOME overrides it.

    Raises:
        OSError: it is not there and cannot be made, or there is no home folder.
    """
    return _user_folder("user_data_path")


def user_config() -> Path:
    """Return the folder of the player's settings, made on first use: the same one where CATCH_HOME says so.

    Raises:
        OSError: as user_data() does.
    """
    return _user_folder("user_config_path")


def _user_folder(kind: str) -> Path:
    """Return a folder for the user's files. `kind`: which function of platformdirs knows where."""
    override = os.environ.get("CATCH_HOME")
    if override:
        folder = Path(override).expanduser()
    else:
        import platformdirs  # here, because `catch --help` needs no folder

        try:
            folder = getattr(platformdirs, kind)(APP_NAME, appauthor=False)
        except RuntimeError:  # from newer versions; older ones return ~ as it is
            folder = Path("~")
        if not folder.is_absolute():
            raise FileNotFoundError("you have no home folder")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def mine() -> Path:
    """Return the file of the player's own agent. It need not exist yet."""
    return user_data() / "mine.npz"


def scores() -> Path:
    """Return the file of the player's scores. It need not exist yet."""
    return user_data() / "scores.sqlite"
