"""Commands of the claim in hand."""

from __future__ import annotations

from functools import partial

from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach
from app.panels.menus.suggestion_entries import suggestion_entries
from app.panels.menus.titles import title


def claim_menu(at: Reach) -> Menu:
    """Judging the claim in hand, from its wording to its closing."""
    claims, claim, article = at.claims, Needs.CLAIM, Needs.ARTICLE
    evidence = tr("Evidence: find a source and cite it")
    return Menu(
        "claim",
        title("claim"),
        (
            Menu(
                "claim.rate", tr("Rate"), _ratings(at), together=tr("Rate; the same key again takes it back")
            ),
            Entry(
                "claim.question",
                tr("Turn to the other question: was it said? is it so?"),
                claims.switch_question,
                ("T",),
                claim,
            ),
            Entry("claim.wording", tr("Wording"), claims.begin_wording, ("W",), claim, field=True),
            Entry("claim.speaker", tr("Speaker"), claims.begin_speaker, ("S",), claim, field=True),
            Entry("claim.rationale", tr("Rationale"), claims.begin_rationale, ("R",), claim, field=True),
            Entry("claim.evidence", evidence, claims.begin_evidence, ("E",), claim, field=True),
            Entry(
                "claim.paste",
                tr("Paste as evidence: picture, text, address or files"),
                at.library.attaching.paste,
                ("Ctrl+V",),
                claim,
            ),
            Entry("claim.seen", tr("Passage seen by eye in its source"), claims.see_by_eye, ("Y",), claim),
            *_remarks(at),
            LINE,
            *suggestion_entries(at),
            LINE,
            # With several claims chosen none need be in hand.
            Entry(
                "claim.close", tr("Close claim"), partial(_close, at), ("Ctrl+Return", "Ctrl+Enter"), article
            ),
            Entry("claim.assign", tr("Assign to…"), claims.begin_assign, ("A",), article, field=True),
            Entry("claim.tag", tr("Tag…"), claims.begin_tag, ("G",), article, field=True),
            Menu("claim.list", tr("List of claims"), _list(at)),
            Entry(
                "claim.conflicts",
                tr("Decide what two people did apart…"),
                lambda: at.conflicts().show(),
                ("Ctrl+Shift+J",),
            ),
            Entry("claim.delete", tr("Delete claim or source in hand"), claims.delete_claim, ("Del",)),
        ),
    )


def _close(at: Reach) -> None:
    # In a fix, a query or a note it ends that field.
    if not at.remarks.finish_field():
        at.claims.close_claim()


def _remarks(at: Reach) -> list[Entry]:
    remarks, article = at.remarks, Needs.ARTICLE
    no_words = remarks.why_no_words
    fix, query = tr("Fix: what the text should say"), tr("Query to author, editor or colleague")
    return [
        Entry("claim.fix", fix, remarks.begin_fix, ("F",), article, off=no_words, field=True),
        Entry("claim.query", query, remarks.begin_query, ("Q",), article, off=no_words, field=True),
        Entry("claim.note", tr("Note"), remarks.begin_note, ("Shift+N",), Needs.CLAIM, field=True),
        Entry("claim.remarks", tr("All fixes and queries"), remarks.show, ("Ctrl+Shift+Q",), article),
        Entry(
            "claim.for_author", tr("Copy for the author"), remarks.copy_for_author, ("Ctrl+Shift+M",), article
        ),
    ]


def _list(at: Reach) -> list[Entry]:
    claims, article = at.claims, Needs.ARTICLE
    return [
        Entry("claim.list.go", tr("Go to the claims"), claims.go_to_claims, ("C",), article),
        Entry(
            "claim.list.level",
            tr("Claims level with the text"),
            claims.sidebar.switch,
            ("V",),
            article,
            checked=lambda: claims.sidebar.levelled,
        ),
        Entry(
            "claim.list.chips",
            tr("Filter by status, verdict, speaker and more"),
            claims.go_to_chips,
            ("Shift+C",),
            article,
        ),
        Entry("claim.list.all", tr("Show all claims"), claims.clear_filter, (), article),
        Entry("claim.list.choose", tr("Choose all claims shown"), claims.choose_all, (), article),
        Entry(
            "claim.list.project",
            tr("Claims of every article"),
            claims.list_every_article,
            (),
            article,
            checked=lambda: claims.list.bar.whole_project,
        ),
    ]


def _ratings(at: Reach) -> list[Entry]:
    return [
        Entry(
            f"claim.rate.{value}",
            tr("Rate {0}").format(f"&{value}"),
            partial(at.claims.rate, value),
            (str(value),),
            Needs.CLAIM,
        )
        for value in range(1, 10)
    ]
