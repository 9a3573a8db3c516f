"""Parts that show only while something is done: ticking, picking, citing, opening; and the three columns."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records import FactId, FactKind, FactRecord, PersonId, SourceId, TickId, TickRecord
from widgets.article_list import ArticleList
from widgets.claim_inspector import ClaimInspector
from widgets.claim_list import ClaimList
from widgets.claims.picker import Choice, Held, Picker
from widgets.claims.sidebar import Sidebar
from widgets.desk_columns import DeskColumns
from widgets.fact_list import FactList, FactRow
from widgets.gallery import exhibit, remark_samples
from widgets.gallery import samples as reading_samples
from widgets.gallery import sidebar_samples as samples
from widgets.gallery.reading import reading
from widgets.inspector.citing import EvidenceForm
from widgets.inspector.question import OtherVerdict
from widgets.labels import Label
from widgets.opening_screen import OpeningScreen
from widgets.remarks.page import RemarksPage
from widgets.source_list import SourceList
from widgets.source_picker import SourcePicker
from widgets.styling import follow_theme
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
    return _over(bar, view)


@exhibit("list of facts", (380, 500))
def facts() -> QWidget:
    """Facts in every state."""
    shown = FactList()
    rows = zip(_facts(), _FACTS, strict=True)
    shown.show_facts([FactRow(fact, words, n) for n, (fact, (words, *_)) in enumerate(rows)])
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


@exhibit("picker of tags", (300, 260))
def tags() -> QWidget:
    """On all, on some, on none of the chosen claims."""
    # Somewhere to be made on; it is shown within the stage.
    maker = QWidget()
    shown = Picker(maker, "Tag: type to find, or a new one", fresh="+ New tag: {0}")
    shown.offer(
        (
            Choice("money", "money", held=Held.ALL),
            Choice("legal", "legal", held=Held.SOME),
            Choice("عاجل", "عاجل"),
        )
    )
    return _over(shown)


@exhibit("citing", (380, 420))
def citing() -> QWidget:
    """The form of one citation, and what another person found."""
    claim = samples.claims()[1]
    return _over(
        EvidenceForm("Cite"),
        *(OtherVerdict(verdict, samples.scale(), "edited apart, both kept") for verdict in claim.verdicts),
        Label(""),
    )


@exhibit("fixes and queries of a project", (380, 900))
def remarks_page() -> QWidget:
    """With the chips that choose among them, and without any."""
    shown, empty = RemarksPage(), RemarksPage()
    shown.show_remarks("all", remark_samples.remarks(), samples.ME, {"a-ferry": "The price of a crossing"})
    empty.show_remarks("none", (), samples.ME, {})
    return _over(shown, empty)


@exhibit("a note as a source", (260, 800))
def note_form() -> QWidget:
    """A call being written down."""
    shown = SourceList()
    shown.set_sources(samples.sources())
    shown.note_form.show()
    return shown


@exhibit("opening", (1280, 800))
def opening() -> QWidget:
    """While a project is read."""
    shown = OpeningScreen()
    shown.show_name("Tarrovik ferry")
    return shown


@exhibit("the three columns", (1280, 800), (1920, 1080))
def columns() -> QWidget:
    """Lists, article, claims and inspector as they share the room."""
    text = reading_samples.text_of(reading_samples.SHORT)
    view = reading(text, reading_samples.short_claims(text))
    articles, sources = ArticleList(), SourceList()
    articles.set_articles(samples.articles())
    sources.set_sources(samples.sources())
    claims, inspector = ClaimList(), ClaimInspector()
    claims.set_scale(samples.scale())
    claims.set_claims(samples.claims())
    claim = samples.claims()[1]
    inspector.show_claim(
        claim, samples.evidence_of(claim), samples.sources(), samples.scale(), samples.ME, ()
    )
    beside = Sidebar(claims)
    beside.level.set_view(view)
    beside.hand.addWidget(inspector)
    shown = DeskColumns(_over(articles, sources), view, beside)
    shown.set_enough(view.width_to_read())
    return shown


def _over(*widgets: QWidget) -> QWidget:
    stage = QWidget()
    follow_theme(stage)
    layout = QVBoxLayout(stage)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()
    return stage
