"""The keyboard goes round the window, and one always sees where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.window import Worked
from tests.widgets.test_theme import contrast
from widgets.fold import Fold
from widgets.tab_order import take_keyboard
from widgets.theme import ThemeChoice

_MOST_STOPS = 120


@pytest.fixture
def sample(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Worked]:
    worked = Worked(qtbot, qapp)
    with qtbot.waitSignal(worked.window.projects.shown, timeout=20_000):
        worked.window.projects.open_sample(tmp_path)
    worked.until(lambda: bool(worked.desk.claims))
    worked.press("Escape")
    claim = next(c for c in worked.desk.claims.values() if c.speaker)
    worked.window.reading.go_to_claim(claim.id)
    worked.until(lambda: worked.desk.claim is not None)
    worked.focus_article()
    yield worked
    worked.window.appearance.theme.choose(ThemeChoice.LIGHT)
    if worked.desk.session is not None:
        worked.close()


def round_with(worked: Worked, key: str) -> list[tuple[str, QWidget]]:
    """Where the keyboard comes to until it is where it began: the part's name and what in it."""
    start = worked.focused
    stops: list[tuple[str, QWidget]] = []
    while len(stops) < _MOST_STOPS:
        region = worked.window.regions.current
        stops.append((region.name if region else "nowhere", worked.focused))
        worked.press(key)
        if worked.focused is start:
            return stops
    pytest.fail(f"{key} never comes back to the article: {[type(w).__name__ for _, w in stops[-5:]]}")


def test_f6_goes_from_part_to_part_and_shift_f6_back(sample: Worked) -> None:
    on = [name for name, _ in round_with(sample, "F6")]
    back = [name for name, _ in round_with(sample, "Shift+F6")]

    assert on[:5] == ["Article text", "Claims", "In hand", "Sources", "Articles"]
    assert back == [on[0], *reversed(on[1:])]


def test_f6_comes_back_to_where_the_keyboard_was_in_a_part(sample: Worked) -> None:
    sample.press("F6", "F6", "Tab", "Tab")
    there = sample.focused
    sample.press("Shift+F6", "Shift+F6")
    assert sample.focused is sample.window.reading.view
    sample.press("F6", "F6")
    assert sample.focused is there


def test_tab_reaches_everything_once_part_by_part_and_is_never_trapped(sample: Worked) -> None:
    for fold in sample.window.claims.inspector.folds.findChildren(Fold):
        fold.button.click()
        QApplication.processEvents()
    sample.window.claims.list.bar.clear()
    sample.focus_article()
    stops = round_with(sample, "Tab")
    names = [name for name, _ in groupby(name for name, _ in stops)]
    widgets = [widget for _, widget in stops]

    assert names[:5] == ["Article text", "Claims", "In hand", "Sources", "Articles"]
    assert len(names) == len(set(names)), "a part is left and come back to"
    assert max(Counter(widgets).values()) == 1
    # In the inspector the question one comes to opens and the other folds, so the way back differs there.
    others = [widget for name, widget in stops if name != "In hand"]
    back = [widget for name, widget in round_with(sample, "Shift+Tab") if name != "In hand"]
    assert others == [back[0], *reversed(back[1:])]


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_whatever_has_the_keyboard_shows_it_with_enough_contrast(sample: Worked, theme: ThemeChoice) -> None:
    sample.window.appearance.theme.choose(theme)
    unseen: list[str] = []
    for name, widget in round_with(sample, "Tab"):
        if not _shows_focus(sample, widget):
            unseen.append(f"{name}: {type(widget).__name__} “{widget.accessibleName()}”")

    assert unseen == []


def _shows_focus(worked: Worked, widget: QWidget) -> bool:
    """Whether at least 16 pixels at it change to a colour that stands out from its ground by 3 to 1."""
    ledger, view = worked.window.top.ledger, worked.window.reading.view
    elsewhere = view if widget is ledger else ledger

    def both() -> tuple[QImage, QImage]:
        take_keyboard(widget, Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        with_it = _picture(worked, widget)
        elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        return with_it, _picture(worked, widget)

    with_it, without = both()
    if with_it.size() != without.size():
        # What was still being read has come between the two, and made it larger or smaller.
        worked.saved()
        with_it, without = both()
    before, after = _pixels(without), _pixels(with_it)
    changed = Counter(new for old, new in zip(before, after, strict=True) if old != new)
    ground, _ = Counter(before).most_common(1)[0]
    return sum(n for colour, n in changed.items() if contrast(QColor(colour), QColor(ground)) >= 3) >= 16


def _pixels(picture: QImage) -> list[int]:
    return memoryview(picture.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I").tolist()


def _picture(worked: Worked, widget: QWidget) -> QImage:
    """The widget with a few pixels around it, no more than its upper left part where it is large."""
    place = QRect(widget.mapTo(worked.window, QPoint(0, 0)), widget.size()).adjusted(-3, -3, 3, 3)
    place.setSize(place.size().boundedTo(QSize(420, 900)))
    return worked.window.grab(place).toImage()


def test_enter_presses_the_button_the_keyboard_is_on(sample: Worked) -> None:
    view, sources = sample.window.reading.view, sample.window.library.sources
    sources.note_button.setFocus()
    sample.press("Return")
    sample.until(lambda: sample.focused is not sources.note_button)
    assert sources.isAncestorOf(sample.focused)
    sample.press("Escape")
    sample.focus_article()
    sample.press("Ctrl+F")
    sample.type("the")
    first = view.find_bar.count.text()
    view.find_bar.close_button.setFocus()
    sample.press("Return")
    assert not view.find_bar.isVisible()
    assert " of " in first
