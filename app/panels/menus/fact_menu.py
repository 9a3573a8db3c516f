"""Commands of ticking facts."""

from __future__ import annotations

from functools import partial

from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach
from app.panels.menus.titles import of_the_bar, title
from db.records import FactKind
from widgets.fact_words import kinds_word


def fact_menu(at: Reach) -> Menu:
    """Going from fact to fact and ticking each against the source in hand."""
    ticking, article = at.ticking, Needs.ARTICLE
    return Menu(
        "fact",
        title("fact"),
        (
            Entry(
                "fact.mode",
                of_the_bar("fact.mode"),
                ticking.toggle,
                ("Ctrl+Shift+T",),
                article,
                checked=lambda: ticking.on,
            ),
            LINE,
            Entry(
                "fact.tick",
                tr("Tick the fact in focus"),
                ticking.tick,
                ("Space",),
                article,
                within_article=True,
                once=True,
            ),
            Entry(
                "fact.tick_other",
                tr("Tick against another source…"),
                ticking.tick_other,
                ("Shift+Space",),
                article,
                within_article=True,
                once=True,
            ),
            Entry(
                "fact.untick",
                tr("Take the tick back"),
                ticking.untick,
                ("Backspace",),
                article,
                within_article=True,
                once=True,
            ),
            Entry(
                "fact.passage",
                tr("Open the tick at its passage; again: the next"),
                ticking.open_passage,
                (),
                article,
            ),
            Entry(
                "fact.confidential",
                tr("Tick confidential, or no longer"),
                ticking.hold_tick_back,
                (),
                article,
            ),
            Entry(
                "fact.dismiss",
                tr("Dismiss the fact or suggestion in focus"),
                ticking.dismiss,
                ("X",),
                article,
                once=True,
            ),
            Entry(
                "fact.kind", tr("A fact by hand, or another kind…"), ticking.by_hand.say_kind, ("M",), article
            ),
            LINE,
            Entry("fact.next", tr("Next fact"), ticking.next_fact, ("D",), article),
            Entry("fact.previous", tr("Previous fact"), ticking.previous_fact, ("Shift+D",), article),
            Menu("fact.pass", tr("Go through"), _passes(at)),
            Entry("fact.next_pass", tr("Next kind with facts left"), ticking.next_pass, ("P",), article),
            LINE,
            Entry("fact.source", tr("Take a source in hand…"), ticking.pick_source, ("Shift+S",), article),
            Entry("fact.list", tr("List of facts"), ticking.show_list, ("Shift+L",), article),
            Entry("fact.find", tr("Find facts"), ticking.by_hand.find, (), article),
        ),
    )


def _passes(at: Reach) -> list[Entry]:
    kinds = (None, *FactKind)
    return [
        Entry(
            f"fact.pass.{kind.value if kind is not None else 'all'}",
            kinds_word(kind),
            partial(at.ticking.choose_pass, kind),
            (),
            Needs.ARTICLE,
            checked=partial(at.ticking.is_pass, kind),
            choice="pass",
        )
        for kind in kinds
    ]
