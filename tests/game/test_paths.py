"""Where things are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from game import paths

ROOT = Path(__file__).resolve().parents[2]


def test_assets_are_found_in_a_checkout():
    assert paths.assets() == ROOT / "assets"


def test_assets_inside_an_installed_package_come_first(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "game"
    (package / "assets").mkdir(parents=True)
    (tmp_path / "site-packages" / "assets").mkdir()  # somebody else's
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.assets() == package / "assets"


def test_missing_assets_say_where_they_were_looked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "game" / "paths.py"))
    with pytest.raises(FileNotFoundError, match="Install the program again"):
        paths.assets()


@pytest.mark.parametrize("network", ["keypoint", "dense"])
def test_the_compiled_networks_are_among_the_assets(network):
    assert (paths.compiled_agents() / f"{network}.tflite").is_file()


def test_the_home_can_be_chosen_and_is_made_on_first_use(home):
    assert not home.exists()
    assert paths.user_data() == home
    assert home.is_dir()


def test_a_tilde_in_the_chosen_home_is_the_users_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("CATCH_HOME", "~/catch")
    assert paths.user_data() == tmp_path / "catch"


def test_without_a_choice_the_home_is_the_systems_place_for_data(tmp_path, monkeypatch):
    import platformdirs

    monkeypatch.delenv("CATCH_HOME")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda app, **_: tmp_path / app)
    assert paths.user_data() == tmp_path / "keras-plays-catch"


def newer_platformdirs(*_, **__):
    raise RuntimeError("could not determine the home directory")


def older_platformdirs(app, **_):
    return Path("~/.local/share") / app


@pytest.mark.parametrize("platformdirs_say", [newer_platformdirs, older_platformdirs])
def test_without_any_home_nothing_is_made_where_the_program_was_started(
    tmp_path, monkeypatch, platformdirs_say
):
    import platformdirs

    monkeypatch.delenv("CATCH_HOME")
    monkeypatch.setattr(platformdirs, "user_data_path", platformdirs_say)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="no home"):
        paths.user_data()
    assert not (tmp_path / "~").exists()


def test_mine_need_not_exist(home):
    assert paths.mine() == home / "mine.npz"
    assert not paths.mine().exists()


def test_settings_lie_in_the_chosen_home_or_in_the_systems_place_for_them(home, tmp_path, monkeypatch):
    import platformdirs

    assert paths.user_config() == home
    monkeypatch.delenv("CATCH_HOME")
    monkeypatch.setattr(platformdirs, "user_config_path", lambda app, **_: tmp_path / "config" / app)
    assert paths.user_config() == tmp_path / "config" / "keras-plays-catch"
