"""Ticking: the bar, facts in the text and as a list, and asking for a source."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from db.records import FactId, FactKind, FactRecord, PersonId, SourceId, TickId, TickRecord
from widgets.fact_list import FactList, FactRow
from widgets.gallery import exhibit
from widgets.gallery import samples as reading_samples
from widgets.gallery import sidebar_samples as samples
from widgets.gallery.parts import over
from widgets.gallery.reading import reading
from widgets.source_picker import SourcePicker
from widgets.tick_bar import TickBar

_FACTS = (
    ("Saltmouth", FactKind.PLACE, True, False),
    ("4.2 million", FactKind.NUMBER, False, False),
    ("Tuesday", FactKind.DATE, False, True),
    ("not a penny over two million", FactKind.QUOTATION, False, False),
    ("Ines Calloway", FactKind.NAME, True, False),
)


def _facts() -> list[FactRecord]:
    text = reading_samples.text_of(reading_samples.SHORT)
    found: list[FactRecord] = []
    for n, (words, kind, ticked, dismissed) in enumerate(_FACTS):
        start = text.text.index(words)
        tick = TickRecord(
            TickId(f"t{n}"), FactId(f"f{n}"), SourceId("s1"), "S1", "Minutes", words,
            "for the sum of 4.2 million", "p. 3", PersonId("p"), "Maren Colby", 0,
        )  # fmt: skip
        ticks = (tick,) if ticked else ()
        found.append(FactRecord(FactId(f"f{n}"), start, start + len(words), kind, False, dismissed, ticks))
    return found


@exhibit("ticking", (1280, 800))
def ticking() -> QWidget:
    """Facts ticked, dismissed, left and in focus, under the bar that tells of them."""
    text = reading_samples.text_of(reading_samples.SHORT)
    view = reading(text, reading_samples.short_claims(text))
    view.facts.shown = True
    view.facts.set_facts(_facts())
    view.facts.focus = "f1"
    bar = TickBar()
    there = Counter(fact.kind for fact in _facts() if not fact.dismissed)
    bar.set_counts({kind: 0 if kind is FactKind.PLACE else n for kind, n in there.items()}, there)
    bar.set_in_hand(samples.sources()[0])
    bar.set_passage("for the sum of 4.2 million, payable in two instalments")
    return over(bar, view)


@exhibit("tick bar", (1280, 300))
def tick_bars() -> QWidget:
    """Never searched; nothing in hand; one kind gone through; all ticked; Arabic in hand with a passage."""
    searched, empty, one, done, arabic = (TickBar() for _ in range(5))
    there = Counter({kind: 7 * n + 12 for n, kind in enumerate(FactKind)})
    for bar in (empty, one, arabic):
        bar.set_counts(there, there)
    one.choose(FactKind.NUMBER)
    one.set_in_hand(samples.sources()[0])
    one.locator.setText("p. 12")
    done.set_counts({}, there)
    done.set_in_hand(samples.sources()[1])
    arabic.set_in_hand(replace(samples.sources()[0], number="S12", title="محضر مجلس البلدة في 22 سبتمبر"))
    arabic.set_passage("86 مليون كرونة")
    return over(searched, empty, one, done, arabic)


@exhibit("list of facts", (380, 500))
def facts() -> QWidget:
    """Facts in every state."""
    shown = FactList()
    rows = zip(_facts(), _FACTS, strict=True)
    listed = [FactRow(fact, words, n) for n, (fact, (words, *_)) in enumerate(rows)]
    twice = listed[1]._replace(fact=replace(listed[1].fact, by_hand=True))
    arabic = listed[1]._replace(words="86 مليون كرونة", sentence=6)
    long = listed[3]._replace(words="not a penny over two million, " * 6, sentence=9)
    shown.show_facts([*listed, twice, arabic, long])
    return shown


@exhibit("list of facts, none", (380, 240))
def no_facts() -> QWidget:
    """Of a text in which nothing was found."""
    shown = FactList()
    shown.show_facts([])
    return shown


@exhibit("source picker", (420, 360))
def source_picker() -> QWidget:
    """Asked which source to tick against, with a number typed."""
    stage = QWidget()
    shown = SourcePicker(stage)
    shown.finder.set_sources(samples.sources())
    stage.resize(420, 360)
    stage.show()
    shown.ask("Tick “4.2 million” against", QPoint(8, 8))
    shown.finder.line.setText("S")
    shown.finder.line.textEdited.emit("S")
    return stage


@exhibit("source picker, nothing found", (420, 360))
def source_picker_unknown() -> QWidget:
    """Words that are no source yet."""
    stage = source_picker()
    shown = stage.findChild(SourcePicker)
    assert shown is not None
    line = shown.finder.line
    line.setText("Call with the purser")
    line.textEdited.emit("Call with the purser")
    return stage
