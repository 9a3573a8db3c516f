"""The list of facts: each row is told apart from every other."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from db.records import FactId, FactKind, FactRecord
from widgets.fact_list import FactList, FactRow


def test_rows_alike_in_words_are_told_by_their_sentence_and_their_place_in_it(qtbot: QtBot) -> None:
    listed = FactList()
    qtbot.addWidget(listed)
    places = ((0, 2), (10, 3), (20, 3))
    listed.show_facts(
        [
            FactRow(
                FactRecord(FactId(f"f{at}"), at, at + 8, FactKind.NAME, False, at == 10), "Tarrovik", sentence
            )
            for at, sentence in places
        ]
    )

    def told(role: Qt.ItemDataRole) -> list[str]:
        model = listed.model
        return [str(model.index(row).data(role)) for row in range(model.rowCount())]

    spoken = told(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken[0].endswith("sentence 2")
    assert spoken[1].endswith("sentence 3, 1 of 2 there")
    assert all("sentence" in line for line in told(Qt.ItemDataRole.DisplayRole))
    listed.chips.choose("left")
    listed.chips.chosen.emit("left")
    assert told(Qt.ItemDataRole.AccessibleTextRole)[1].endswith("sentence 3, 2 of 2 there")


def test_what_a_fact_is_and_where_stands_in_the_same_columns_however_long_its_words(qtbot: QtBot) -> None:
    listed = FactList()
    qtbot.addWidget(listed)
    listed.resize(300, 400)
    said = ("ten", "“We are not buying a ferry tonight, we are buying twenty winters”")
    listed.show_facts(
        [
            FactRow(FactRecord(FactId(f"f{at}"), at, at + 3, FactKind.QUOTATION, False, False), words, 12)
            for at, words in enumerate(said)
        ]
    )
    with qtbot.waitExposed(listed):
        listed.show()

    def about(row: int) -> QImage:
        box = listed.view.visualRect(listed.model.index(row))
        lower = QRect(box.left(), box.center().y() + 2, box.width(), box.height() // 2 - 3)
        return listed.view.viewport().grab(lower).toImage()

    assert about(0) == about(1)
    listed.view.setCurrentIndex(listed.model.index(0))
    assert about(0) != about(1)
