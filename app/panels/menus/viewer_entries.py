"""Commands of sources opened beside the article."""

from __future__ import annotations

from functools import partial

from app.panels.menus.entry import LINE, Entry, Needs, Part, tr
from app.panels.menus.reach import Reach


def viewer_entries(at: Reach) -> tuple[Part, ...]:
    """Opening a source, going through it, and closing it."""
    viewer, claim = at.viewer, Needs.CLAIM
    return (
        Entry("source.open", tr("Open the source beside the article"), partial(_open, at), ("B",)),
        Entry(
            "source.passage",
            tr("Open the evidence at its passage; again: the next"),
            viewer.open_next_evidence,
            ("Shift+B",),
            claim,
        ),
        Entry(
            "source.quotations",
            tr("Look the article’s &quotations up in it"),
            at.quotations.check,
            ("Ctrl+Shift+U",),
            Needs.ARTICLE,
        ),
        Entry(
            "source.quotations_here",
            tr("Look this sentence’s quotations up in it"),
            partial(at.quotations.check, sentence=True),
            ("Shift+U",),
            Needs.ARTICLE,
        ),
        Entry("source.close", tr("Close the source"), viewer.close, off=viewer.why_none),
        LINE,
        *(
            Entry(f"source.{id}", words, partial(viewer.do, name), off=viewer.why_none)
            for id, words, name in (
                ("find", tr("Find in the source"), "open_find_bar"),
                ("copy", tr("Copy what is selected in the source"), "copy"),
                ("larger", tr("Larger pages"), "zoom_in"),
                ("smaller", tr("Smaller pages"), "zoom_out"),
                ("fit", tr("As wide as the view"), "fit_width"),
                ("turn", tr("Turn the image"), "turn"),
                ("next_page", tr("Next page"), "next_page"),
                ("previous_page", tr("Previous page"), "previous_page"),
            )
        ),
    )


def _open(at: Reach) -> None:
    in_hand = at.ticking.hand.source
    source = at.library.source_shown or (in_hand.id if in_hand is not None else "")
    if source:
        at.viewer.open(source)
    else:
        at.viewer.told.emit(tr("Choose a source first."))
