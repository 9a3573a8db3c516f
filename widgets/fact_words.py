"""What facts and their kinds are called on screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from db.records import FactKind, FactRecord, TickRecord
from widgets.field_sheet import moment

CheckWords = Callable[[str], str]

_CONTEXT = "FactWords"
_KINDS = {
    FactKind.NAME: ("name", "Names"),
    FactKind.ORGANISATION: ("organisation", "Organisations"),
    FactKind.NUMBER: ("number", "Numbers"),
    FactKind.DATE: ("date", "Dates"),
    FactKind.PLACE: ("place", "Places"),
    FactKind.QUOTATION: ("quotation", "Quotations"),
    FactKind.TITLE: ("title", "Titles"),
    FactKind.SUPERLATIVE: ("superlative", "Superlatives"),
}


def _tr(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)


def kind_word(kind: FactKind) -> str:
    """What one fact of that kind is called."""
    return _tr(_KINDS[kind][0])


def kinds_word(kind: FactKind | None) -> str:
    """What all facts of that kind are called; of None, all facts."""
    return _tr(_KINDS[kind][1]) if kind is not None else _tr("All facts")


def no_check(_tick: str) -> str:
    """What is known of a passage's quote check where nobody knows."""
    return ""


def tick_words(tick: TickRecord, check_words: CheckWords = no_check) -> str:
    """Against what, where in it, who and when, in one line; then what it quotes and its check."""
    source = f"{tick.source_number} {tick.source_title}".strip()
    held = _tr("confidential") if tick.held_back else ""
    parts = (source, tick.locator, tick.person_name, moment(tick.at), held)
    words = " · ".join(part for part in parts if part)
    quoted = f"“{tick.passage}”" if tick.passage else ""
    return "\n".join(filter(None, (f"✓ {words}", quoted, check_words(tick.id) if quoted else "")))


def standing(fact: FactRecord, check_words: CheckWords = no_check) -> str:
    """What is known of a fact: its kind, and its ticks or that nobody ticked it.

    ``check_words`` gives the quote check of a tick's passage, by the tick's id.
    """
    kind = kind_word(fact.kind)
    if fact.dismissed:
        return _tr("{0}, dismissed: needs no tick").format(kind)
    if not fact.ticks:
        return _tr("{0}, not ticked yet").format(kind)
    return "\n".join([kind, *(tick_words(tick, check_words) for tick in fact.ticks)])
