"""Commands of the claim in hand."""

from __future__ import annotations

from functools import partial

from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach


def claim_menu(at: Reach) -> Menu:
    """Judging the claim in hand, from its wording to its closing."""
    claims, claim = at.claims, Needs.CLAIM
    evidence = tr("Evidence: find a source and cite it")
    return Menu(
        "claim",
        tr("&Claim"),
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
            Entry("claim.fix", tr("Fix"), claims.begin_fix, ("F",), claim, field=True),
            Entry("claim.evidence", evidence, claims.begin_evidence, ("E",), claim, field=True),
            LINE,
            Entry("claim.close", tr("Close claim"), claims.close_claim, ("Ctrl+Return", "Ctrl+Enter"), claim),
            Entry("claim.conflicts", tr("Show what was edited apart"), at.conflicts.show),
            Entry("claim.delete", tr("Delete claim or source in hand"), at.window.delete, ("Del",)),
        ),
    )


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
