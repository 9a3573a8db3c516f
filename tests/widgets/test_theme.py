from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from widgets.article.highlight_painter import sentence_tint
from widgets.theme import TONES, Theme, ThemeChoice, ThemeFollower, load, theme_of

THEMES = ("light", "dark")
TEXT, SIGN = 4.5, 3.0


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def blended(over: QColor, ground: QColor) -> QColor:
    """The colour of a translucent one on an opaque one."""
    part = over.alphaF()
    mix = (
        o * part + g * (1 - part)
        for o, g in (
            (over.redF(), ground.redF()),
            (over.greenF(), ground.greenF()),
            (over.blueF(), ground.blueF()),
        )
    )
    return QColor.fromRgbF(*mix)


def grounds(theme: Theme) -> list[QColor]:
    """All that can lie under words of the article; washes are opaque, so the topmost counts."""
    plain = [theme.colour(name) for name in ("paper", "selection", "hit")]
    tint = sentence_tint(theme)
    return [*(tone.wash for tone in theme.tones.values()), *plain, blended(tint, theme.colour("paper"))]


@pytest.fixture
def follower(qapp: QApplication) -> Iterator[ThemeFollower]:
    before, style = qapp.palette(), qapp.style().objectName()
    made = ThemeFollower(qapp, ThemeChoice.LIGHT)
    yield made
    made.deleteLater()
    qapp.setStyle(style)
    qapp.setPalette(before)


def test_contrast_knows_its_ends() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("red"), QColor("red")) == pytest.approx(1)


@pytest.mark.parametrize("theme", [load(name) for name in THEMES], ids=THEMES)
class TestContrast:
    def test_every_ink_of_the_article_is_readable_wherever_its_words_can_lie(self, theme: Theme) -> None:
        inks = [theme.colour("ink"), theme.colour("faint"), theme.palette.color(QPalette.ColorRole.Link)]
        assert min(contrast(ink, ground) for ink in inks for ground in grounds(theme)) >= TEXT

    @pytest.mark.parametrize("name", TONES)
    def test_a_tones_words_and_lines_stand_out_on_every_other_tone(self, theme: Theme, name: str) -> None:
        tone = theme.tones[name]
        for ground in (*grounds(theme), theme.colour("card"), theme.colour("card_hover")):
            assert contrast(tone.ink, ground) >= TEXT
            assert contrast(tone.line, ground) >= SIGN

    def test_what_a_pile_and_its_count_are_drawn_in_stands_out(self, theme: Theme) -> None:
        assert min(contrast(theme.colour("soft"), ground) for ground in grounds(theme)) >= SIGN
        assert contrast(theme.colour("soft"), theme.colour("card")) >= TEXT

    def test_focus_rings_stand_out_from_all_they_are_drawn_on(self, theme: Theme) -> None:
        window = theme.palette.color(QPalette.ColorRole.Window)
        for ground in (*grounds(theme), theme.colour("card"), theme.colour("card_hover"), window):
            assert contrast(theme.colour("focus"), ground) >= SIGN

    @pytest.mark.parametrize("role", ["soft", "faint", "good", "warning", "danger"])
    def test_second_voices_are_readable(self, theme: Theme, role: str) -> None:
        for ground in (
            theme.colour("paper"),
            theme.colour("card"),
            theme.palette.color(QPalette.ColorRole.Window),
        ):
            assert contrast(theme.colour(role), ground) >= TEXT

    @pytest.mark.parametrize("role", ["focus", "sentence", "hit_line"])
    def test_signs_stand_out_from_the_paper(self, theme: Theme, role: str) -> None:
        assert contrast(theme.colour(role), theme.colour("paper")) >= SIGN

    def test_controls_are_readable(self, theme: Theme) -> None:
        role = QPalette.ColorRole
        pairs = [
            (role.WindowText, role.Window), (role.Text, role.Base), (role.ButtonText, role.Button),
            (role.HighlightedText, role.Highlight), (role.ToolTipText, role.ToolTipBase),
            (role.Link, role.Base), (role.PlaceholderText, role.Base), (role.Text, role.AlternateBase),
        ]  # fmt: skip
        assert min(contrast(theme.palette.color(a), theme.palette.color(b)) for a, b in pairs) >= TEXT


def test_both_themes_name_the_same_roles() -> None:
    light, dark = load("light"), load("dark")
    assert set(light.roles) == set(dark.roles)
    assert set(light.tones) == set(dark.tones) == set(TONES)


def test_an_unknown_tone_looks_unrated() -> None:
    assert load("light").tone("purple-ish") == load("light").tones["unrated"]


def test_choosing_dark_reaches_every_widget(follower: ThemeFollower, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: theme_of(widget).name == "light")
    follower.choose(ThemeChoice.DARK)
    qtbot.waitUntil(lambda: theme_of(widget).name == "dark")


def test_what_hangs_on_a_button_without_a_ground_of_its_own_is_light_on_light(
    follower: ThemeFollower, qtbot: QtBot
) -> None:
    follower.choose(ThemeChoice.LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet("QToolButton { background: transparent; }")
    button = QToolButton(window)
    menu = QMenu(button)
    window.show()

    assert not button.palette().color(QPalette.ColorRole.Window).alpha()
    assert (theme_of(button).name, theme_of(menu).name) == ("light", "light")


def test_following_the_system_shows_what_the_system_shows(follower: ThemeFollower) -> None:
    follower.choose(ThemeChoice.SYSTEM)
    dark = QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert follower.theme.dark is dark
    assert follower.choice is ThemeChoice.SYSTEM
