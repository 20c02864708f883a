"""What is set is remembered, readable, and never in the way of playing."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game import paths, settings
from game.settings import Keeper, Settings, SettingsError, load, save

SOME = Settings(
    volume=35,
    mute=True,
    speed=12,
    text_size="large",
    palette="okabe-ito",
    language="de",
    reduced_motion=True,
    fullscreen=True,
    keys={"left": ("j", "a"), "right": ("l", "d")},
    pad={"left": ("leftshoulder", "-leftx"), "right": ("x", "+leftx")},
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings.json"


def write(file, **changes):
    file.write_text(json.dumps({"version": settings.VERSION, **changes}))


@given(
    st.builds(
        Settings,
        volume=st.integers(0, 100),
        mute=st.booleans(),
        speed=st.integers(4, 16),
        text_size=st.sampled_from(settings.TEXT_SIZES),
        palette=st.sampled_from(settings.PALETTES),
        language=st.sampled_from(["auto", "en", "de"]),
        reduced_motion=st.booleans(),
        fullscreen=st.booleans(),
    )
)
def test_what_is_saved_is_loaded(tmp_path_factory, chosen):
    file = tmp_path_factory.mktemp("settings") / "settings.json"
    save(chosen, file)
    assert load(file) == chosen


def test_the_file_can_be_read_and_edited_by_people(file):
    save(SOME, file)
    lines = file.read_text().splitlines()
    assert '  "volume": 35,' in lines
    assert '  "palette": "okabe-ito",' in lines


def test_what_a_file_leaves_out_keeps_its_default(file):
    write(file, volume=10)
    assert load(file) == replace(Settings(), volume=10)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"volume": 101}, "volume is 101: it should be a whole number from 0 to 100"),
        ({"volume": "loud"}, "whole number"),
        ({"speed": 3}, "from 4 to 16"),
        ({"speed": True}, "from 4 to 16"),
        ({"mute": 1}, "true or false"),
        ({"palette": "sepia"}, "default, okabe-ito, high-contrast"),
        ({"language": "xx"}, "auto, en, de"),
        ({"text_size": []}, "small, normal, large"),
        ({"keys": {"left": ["a", "b"]}}, "left and right"),
        ({"keys": {"left": ["a", "b"], "right": ["c"]}}, "there should be 2"),
        ({"keys": {"left": ["a", "b"], "right": ["b", "c"]}}, "two things"),
        ({"keys": {"left": [1, 2], "right": ["b", "c"]}}, "name of a key"),
        ({"keys": {"left": "ab", "right": ["b", "c"]}}, "there should be 2"),
        ({"keys": 7}, "left and right"),
        ({"colour": 1}, "it names colour"),
        ({"pad": {"left": ["a", "b"], "right": ["b", "c"]}}, "no control can do two things"),
        ({"pad": {"left": ["a", "b"]}}, "controls for left and right"),
        ({"version": 0}, "its version is 0"),
        ({"version": settings.VERSION + 1}, f"its version is {settings.VERSION + 1}"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(file, changes, words):
    write(file, **changes)
    with pytest.raises(SettingsError, match=words):
        load(file)


def test_a_file_from_before_there_were_pads_is_still_read(file):
    file.write_text('{"version": 1, "volume": 10, "keys": {"left": ["j", "a"], "right": ["l", "d"]}}')
    keeper = Keeper(file)
    assert keeper.settings == replace(
        Settings(), volume=10, keys={"left": ("j", "a"), "right": ("l", "d")}, pad=settings.default_pad()
    )
    keeper.change(keeper.settings)
    assert json.loads(file.read_text())["version"] == 2


@pytest.mark.parametrize("content", [b"", b"volume = 7", b"[]", b"\xff\xfe\x00", b'{"version": 1, "vol'])
def test_a_damaged_file_is_set_aside_and_the_usual_settings_used(file, content):
    file.write_bytes(content)
    keeper = Keeper(file)
    assert keeper.settings == Settings()
    (kept,) = file.parent.iterdir()
    assert kept.read_bytes() == content
    assert kept.name in keeper.notices[0]
    keeper.change(SOME)
    assert load(file) == SOME


def test_a_change_is_kept_for_the_next_run(home):
    keeper = Keeper.of_the_player()
    assert (keeper.settings, keeper.notices) == (Settings(), [])
    keeper.change(SOME)
    assert Keeper.of_the_player().settings == SOME
    assert [path.name for path in home.iterdir()] == ["settings.json"]


def test_a_full_disk_is_told_once_and_ends_nothing(file, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    keeper = Keeper(file)
    monkeypatch.setattr("os.fsync", full)
    keeper.change(SOME)
    keeper.change(replace(SOME, volume=0))
    assert keeper.settings.volume == 0
    assert len(keeper.notices) == 1
    assert "No space left" in keeper.notices[0]
    assert list(file.parent.iterdir()) == []


def test_a_failed_save_leaves_the_old_file(file, monkeypatch):
    save(SOME, file)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("broken")))
    Keeper(file).change(Settings())
    assert load(file) == SOME


def test_without_any_folder_the_usual_settings_hold_and_it_is_said(monkeypatch):
    def nowhere():
        raise FileNotFoundError("you have no home folder")

    monkeypatch.setattr(paths, "user_config", nowhere)
    keeper = Keeper.of_the_player()
    assert keeper.settings == Settings()
    assert "no home folder" in keeper.notices[0]


def test_every_setting_is_in_the_file(file):
    save(Settings(), file)
    assert json.loads(file.read_text()).keys() == {"version", *asdict(Settings())}
