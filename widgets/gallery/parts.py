"""Parts that show only while something is done: picking, citing, opening; and the three columns."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.article_list import ArticleList
from widgets.claim_inspector import ClaimInspector
from widgets.claim_list import ClaimList
from widgets.claims.picker import Choice, Held, Picker
from widgets.claims.sidebar import Sidebar
from widgets.desk_columns import DeskColumns
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
from widgets.styling import follow_theme


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
    return over(shown)


@exhibit("citing", (380, 420))
def citing() -> QWidget:
    """The form of one citation, and what another person found."""
    claim = samples.claims()[1]
    return over(
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
    return over(shown, empty)


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
    shown = DeskColumns(over(articles, sources), view, beside)
    shown.set_enough(view.width_to_read())
    return shown


def over(*widgets: QWidget) -> QWidget:
    """Widgets one above the other, without a gap."""
    stage = QWidget()
    follow_theme(stage)
    layout = QVBoxLayout(stage)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()
    return stage
