"""The tour: a card beside the part it speaks of, which can be used meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from widgets.tour import Tour, TourStep, beside

ROOM = QRect(0, 0, 1280, 800)
CARD = QSize(340, 220)


class Toured:
    """A window of three parts with a tour through them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.parts = [QPushButton(name) for name in ("Articles", "Text", "Claims")]
        layout = QHBoxLayout(self.window)
        for part in self.parts:
            layout.addWidget(part)
        self.tour = Tour(self.window)
        self.window.resize(1000, 600)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.tour.begin([TourStep(part.text(), "Words " * 20, part, (("J", "next"),)) for part in self.parts])


@pytest.fixture
def toured(qtbot: QtBot) -> Toured:
    return Toured(qtbot)


def test_enter_goes_on_and_after_the_last_stop_it_is_over(toured: Toured, qtbot: QtBot) -> None:
    seen: list[str] = []
    over: list[bool] = []
    toured.tour.left.connect(lambda: over.append(True))
    while toured.tour.running:
        seen.append(toured.tour.accessibleName())
        assert toured.tour.next_button.hasFocus()
        QTest.keyClick(toured.tour.next_button, Qt.Key.Key_Return)
    assert seen == ["Articles", "Text", "Claims"]
    assert over == [True]
    assert toured.tour.isHidden()


def test_escape_ends_it_anywhere_and_back_goes_back(toured: Toured) -> None:
    toured.tour.next_button.click()
    toured.tour.back_button.click()
    assert toured.tour.accessibleName() == "Articles"
    QTest.keyClick(toured.tour.next_button, Qt.Key.Key_Escape)
    assert not toured.tour.running


def test_the_window_can_be_used_meanwhile(toured: Toured, qtbot: QtBot) -> None:
    with qtbot.waitSignal(toured.parts[2].clicked):
        QTest.mouseClick(toured.parts[2], Qt.MouseButton.LeftButton)
    assert toured.tour.running


def test_the_card_follows_its_part_and_stays_in_the_window(toured: Toured, qtbot: QtBot) -> None:
    for size in (QSize(1000, 600), QSize(700, 420), QSize(1400, 900)):
        toured.window.resize(size)
        assert toured.window.rect().contains(toured.tour.geometry())
        assert not toured.tour.geometry().intersects(toured.parts[0].geometry())


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(
    "about",
    [
        QRect(0, 60, 236, 700),
        QRect(236, 60, 640, 700),
        QRect(880, 60, 400, 700),
        QRect(800, 30, 160, 30),
        ROOM,
    ],
)
def test_wherever_the_part_is_the_card_lies_in_the_window(about: QRect, mirrored: bool) -> None:
    card = QRect(beside(about, CARD, ROOM, mirrored=mirrored), CARD)
    assert ROOM.contains(card)
    assert about.width() > 600 or not card.intersects(about)
