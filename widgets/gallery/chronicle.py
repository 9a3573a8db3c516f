"""The history of a project."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from widgets.chronicle.page import ChroniclePage
from widgets.chronicle.turned import Turned
from widgets.field_sheet import moment
from widgets.gallery import exhibit
from widgets.gallery.sidebar_samples import DAY, NOW
from widgets.searching.found_list import FoundRow

_CLAIM = "MC4 The crane cost twice the estimate"
_LATEST = f"Maren Colby · {moment(NOW)}"
_ROWS = (
    FoundRow("g6", f"Wording – {_CLAIM}", f"{_LATEST} · merged"),
    FoundRow("g5", f"Undone: verdict – {_CLAIM}", f"Maren Colby · {moment(NOW - 60_000)}"),
    FoundRow("g4", f"Verdict – {_CLAIM}", f"Maren Colby · {moment(NOW - 90_000)} · undone since"),
    FoundRow(
        "g3", "Source – S2 محضر اجتماع هيئة الميناء and 2 more", f"سلمى الأحمد · {moment(NOW - DAY)} · merged"
    ),
    FoundRow("g2", "Claim – MC9 Boats come in at dawn", f"Jonas Reyk · {moment(NOW - 2 * DAY)} · merged"),
)


def _turned(
    field: str, what: str, before: str, after: str, *, stands: bool = True, compared: bool = False
) -> Turned:
    return Turned(
        "claim:4", field, _CLAIM, what, before, after, "t1" if before else "", "t2", stands, compared
    )


@exhibit("history of the project", (560, 900), (1280, 800), (1920, 1080))
def history() -> QWidget:
    """A step that reworded a claim, changed two short values and set one that was blank."""
    page = ChroniclePage()
    page.offer((("p1", "Maren Colby"), ("p2", "Jonas Reyk"), ("p3", "سلمى الأحمد")), "MC4")
    page.show_rows("Steps shown: 5. No step is ever taken out of the history.", _ROWS, more=True)
    page.list.stand_at("g6")
    page.show_step(
        "g6",
        _ROWS[0].title,
        f"{_LATEST} · came by a merge",
        (
            _turned(
                "wording",
                "wording",
                "The crane cost 1.1 million, twice the estimate.",
                "The crane cost 1.3 million, more than twice the estimate of 2019.",
                compared=True,
            ),
            _turned("speaker", "speaker", "harbour board", "هيئة الميناء", stands=False),
            _turned("act", "act of speech", "suggests", ""),
            _turned("through", "said through", "", "a letter read out at the sitting"),
        ),
        came=True,
    )
    return page


@exhibit("history of the project, nothing fits", (900, 420))
def nothing_fits() -> QWidget:
    page = ChroniclePage()
    page.offer((("p1", "Maren Colby"),), "")
    page.day_field.setText("1998-02-28")
    page.show_rows("Steps shown: 0.", (), more=False)
    return page
