"""Settings: a change holds at once, and is remembered. Reached from the title and from a pause."""

from __future__ import annotations

from game.scenes.bindings import Bindings
from game.scenes.rows import Group, Rows
from game.settings import FASTEST, LOUDEST, PALETTES, SLOWEST, TEXT_SIZES
from game.text import CHOICES, LANGUAGES, N_, _
from game.ui.row import Row

VOLUME_STEP = 10  # per cent


class SettingsScene(Rows):
    """A list of everything that can be set."""

    title = N_("Settings")

    def make_columns(self) -> tuple[list[Group], list[Group]]:
        """Sound and game on the left, the screen on the right."""
        stage = self.stage
        palettes = dict(zip(PALETTES, (N_("Default"), "Okabe-Ito", N_("High contrast")), strict=True))
        sizes = dict(zip(TEXT_SIZES, (N_("Small"), N_("Normal"), N_("Large")), strict=True))
        names = (N_("Automatic"), *(spoken.name for spoken in LANGUAGES.values()))
        languages = dict(zip(CHOICES, names, strict=True))
        sound = [
            self._number(N_("Effects"), "volume", 0, LOUDEST, VOLUME_STEP, "{} %"),
            self._mute(),
        ]
        game = [
            self._number(N_("Speed"), "speed", SLOWEST, FASTEST, 1, N_("{} ticks/s")),
            Row(N_("Controls"), lambda: _("Keys and pad"), do=lambda: stage.push(Bindings(stage))),
        ]
        screen = [
            self._choice(N_("Language"), "language", CHOICES, languages),
            self._choice(N_("Text size"), "text_size", TEXT_SIZES, sizes),
            self._choice(N_("Palette"), "palette", PALETTES, palettes),
            self._switch(N_("Less motion"), "reduced_motion"),
            self._switch(N_("Fullscreen"), "fullscreen"),
        ]
        back = Row(N_("Back"), do=stage.pop)
        left = [Group(N_("Sound"), sound), Group(N_("Game"), game)]
        right = [Group(N_("Screen"), screen), Group("", [back])]
        return left, right

    def _number(self, label: str, name: str, least: int, most: int, by: int, words: str) -> Row:
        stage = self.stage

        def change(sign: int) -> None:
            stage.set(**{name: min(max(getattr(stage.settings, name) + sign * by, least), most)})

        def share() -> float:
            return float(getattr(stage.settings, name) - least) / (most - least)

        return Row(label, lambda: _(words).format(getattr(stage.settings, name)), change, share=share)

    def _switch(self, label: str, name: str) -> Row:
        stage = self.stage

        def change(_sign: int) -> None:
            stage.set(**{name: not getattr(stage.settings, name)})

        return Row(label, lambda: _("On") if getattr(stage.settings, name) else _("Off"), change)

    def _choice(self, label: str, name: str, choices: tuple[str, ...], words: dict[str, str]) -> Row:
        stage = self.stage

        def change(sign: int) -> None:
            at = choices.index(getattr(stage.settings, name))
            stage.set(**{name: choices[(at + sign) % len(choices)]})

        return Row(label, lambda: _(words[getattr(stage.settings, name)]), change)

    def _mute(self) -> Row:
        """Return the row that mutes; where the command line already does, it says so instead."""
        if not self.stage.session.options.mute:
            return self._switch(N_("Mute"), "mute")

        def explain() -> None:
            self.trouble = _("Muted on the command line: nothing can be heard until it is started without.")

        return Row(N_("Mute"), lambda: _("Started muted"), do=explain)
