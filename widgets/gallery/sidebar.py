"""What stands beside the article, and around it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records import ClaimId, ConflictRecord, JoinedRecord, Version
from widgets.article_details import ArticleDetails
from widgets.article_list import ArticleList
from widgets.claim_inspector import ClaimInspector
from widgets.claim_list import ClaimList
from widgets.gallery import exhibit, remark_samples
from widgets.gallery import sidebar_samples as samples
from widgets.keys_help import KeysHelp
from widgets.notice import Notice, NoticeKind
from widgets.remarks.page import RemarksPage
from widgets.source_details import SourceDetails
from widgets.source_list import SourceList
from widgets.start_screen import RecentProject, StartScreen
from widgets.status_line import StatusLine

_BESIDE = (380, 800)
_KEYS = (
    ("J / K", "next, previous sentence"),
    ("Shift+J / Shift+K", "next, previous claim"),
    ("H", "mark a claim"),
    ("N", "nothing to check"),
    ("1 … 9", "rate"),
    ("E", "add evidence"),
    ("Ctrl+Enter", "close the claim"),
    ("Ctrl+Z / Ctrl+Shift+Z", "undo, redo"),
    ("Ctrl++ / Ctrl+-", "larger, smaller text"),
    ("F1", "these keys"),
)


def _inspector(at: int, conflicts: tuple[ConflictRecord, ...] = ()) -> ClaimInspector:
    inspector = ClaimInspector()
    claim = samples.claims()[at]
    evidence = samples.evidence_of(claim) if claim.evidence else ()
    inspector.show_claim(claim, evidence, samples.sources(), samples.scale(), samples.ME, conflicts)
    return inspector


@exhibit("claim list", _BESIDE)
def claim_list() -> QWidget:
    """Claims in every state."""
    shown = ClaimList()
    shown.set_scale(samples.scale())
    shown.set_claims(samples.claims())
    shown.set_current(samples.claims()[1].id)
    return shown


@exhibit("claim list, empty", _BESIDE)
def empty_claim_list() -> QWidget:
    """Before the first claim."""
    return ClaimList()


@exhibit("claim list, 20,000", _BESIDE)
def long_claim_list() -> QWidget:
    """As many claims as a book has."""
    shown = ClaimList()
    shown.set_scale(samples.scale())
    shown.set_claims(samples.many_claims(20_000))
    return shown


@exhibit("inspector, two questions", _BESIDE)
def inspector_of_a_reported_claim() -> QWidget:
    """A reported claim on which checkers differ."""
    return _inspector(1)


@exhibit("inspector, all parts open", (380, 1900))
def inspector_with_all_parts_open() -> QWidget:
    """Fixes, queries, notes and history of a reported claim."""
    shown = _inspector(1)
    claim = samples.claims()[1]
    shown.set_open_parts(("claim", "remarks", "notes", "details", "past"))
    shown.show_beside(claim.id, remark_samples.beside(claim))
    return shown


@exhibit("fixes and queries", (380, 1100))
def fixes_and_queries() -> QWidget:
    """Fixes in every state, one right to left, a thread, and a fix being written."""
    shown = RemarksPage()
    shown.state.choose("all")
    shown.show_remarks("all", remark_samples.remarks(), samples.ME, {"a-ferry": "The price of a crossing"})
    card = shown.list.begin_fix(remark_samples.passage(samples.claims()[1], "counting crew as passengers"))
    card.text.draft.restore("counting the crew among its passengers")
    return shown


@exhibit("inspector, new claim", _BESIDE)
def inspector_of_a_new_claim() -> QWidget:
    """A claim nobody has rated."""
    return _inspector(2)


@exhibit("inspector, conflict", _BESIDE)
def inspector_of_a_conflict() -> QWidget:
    """A wording edited apart in two copies."""
    claim = samples.claims()[3]
    versions = (
        Version(claim.wording, "Maren Colby", claim.created_at, "t1"),
        Version("Die Verwaltung muss zählen.", "Jonas Reyk", claim.created_at, "t2"),
    )
    return _inspector(3, (ConflictRecord(claim.id, claim.id, "wording", versions),))


@exhibit("inspector, joined claims", _BESIDE)
def inspector_of_joined_claims() -> QWidget:
    """A claim into which two others were joined, one of them in Arabic."""
    claim = samples.claims()[0]
    joined = (
        JoinedRecord(ClaimId("JR7"), "JR7", "The council kept the ferry.", "", "Jonas Reyk", samples.NOW),
        JoinedRecord(
            ClaimId("SA2"), "SA2", "", "صوّت المجلس على الإبقاء على العبّارة", "سلمى الأحمد", samples.NOW
        ),
    )
    shown = ClaimInspector()
    shown.show_claim(
        replace(claim, joined=joined),
        samples.evidence_of(claim),
        samples.sources(),
        samples.scale(),
        samples.ME,
        (),
    )
    return shown


@exhibit("inspector, closed", _BESIDE)
def inspector_of_a_closed_claim() -> QWidget:
    """A claim rated, proved and closed."""
    return _inspector(0)


@exhibit("articles and sources", (260, 800))
def lists() -> QWidget:
    """The left side of the window."""
    articles, sources = ArticleList(), SourceList()
    articles.set_articles(samples.articles())
    articles.set_current(samples.articles()[0].id)
    sources.set_sources(samples.sources())
    return _stacked(articles, sources)


@exhibit("articles and sources, empty", (260, 800))
def empty_lists() -> QWidget:
    """The left side of a new project, about to take a link."""
    articles, sources = ArticleList(), SourceList()
    sources.link_form.show()
    return _stacked(articles, sources)


@exhibit("source details", _BESIDE)
def source_details() -> QWidget:
    """A file that is kept whole."""
    shown = SourceDetails()
    shown.show_source(samples.sources()[0])
    return shown


@exhibit("article details", _BESIDE)
def article_details() -> QWidget:
    """Provenance with its blanks, and the finding."""
    shown = ArticleDetails()
    shown.show_article(samples.articles()[0], samples.scale())
    return shown


@exhibit("start screen", (1280, 800))
def start_screen() -> QWidget:
    """With projects opened before, one of them behind a password, one gone."""
    shown = StartScreen()
    moment = samples.claims()[0].created_at
    shown.set_recent(
        (
            RecentProject("/home/maren/checks/ferry.tickmark", "Tarrovik ferry", moment),
            RecentProject(
                "/media/stick/" + "a-long-way-down/" * 8 + "b.tickmark", samples.articles()[1].title, moment
            ),
            RecentProject("/home/maren/checks/crane.tickmark", "Harbour crane", moment, protected=True),
            RecentProject("/media/stick/harbour.tickmark", "Harbour wall", moment, missing=True),
        )
    )
    return shown


@exhibit("start screen, first time", (1280, 800))
def first_start() -> QWidget:
    """Nothing opened yet."""
    return StartScreen()


@exhibit("notices and status", (1000, 360))
def notices() -> QWidget:
    """One notice of each kind, and the line at the foot in three states."""
    shown: list[QWidget] = []
    words = {
        NoticeKind.ERROR: (
            "The disk is full.",
            "Your change is kept in this window. Free some space, then try again.",
        ),
        NoticeKind.WARNING: (
            "12 lines of the page look like scraper debris.",
            "They are set aside, not deleted.",
        ),
        NoticeKind.QUESTION: ("Are these 3 files articles or sources?", "It can be changed later."),
        NoticeKind.NEWS: ("The sheet is written.", "ferry.pdf, 5 pages"),
    }
    for kind, (what, more) in words.items():
        notice = Notice()
        notice.show_notice(kind, what, more, (("first", "Try again"), ("second", "Save elsewhere")))
        shown.append(notice)
    saved, job, failed = StatusLine(), StatusLine(), StatusLine()
    for line in (saved, job, failed):
        line.set_person("Maren Colby")
    saved.say("Took back: verdict on MC4")
    job.show_saving()
    job.job.show_job("PDF sheet", "typesetting", 3, 9)
    failed.show_not_saved("the disk is full")
    return _stacked(*shown, saved, job, failed)


@exhibit("keys", (1280, 800))
def keys() -> QWidget:
    """The keys laid over a window."""
    window = QWidget()
    KeysHelp(window).show_keys(_KEYS)
    return window


def _stacked(*widgets: QWidget) -> QWidget:
    stage = QWidget()
    layout = QVBoxLayout(stage)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()
    return stage
