"""The claims beside the article: filtered, several chosen, of a whole project, level with the text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.records import ArticleId, ClaimRecord, PersonId
from widgets.claim_list import ClaimList
from widgets.claims.level import LevelCards
from widgets.gallery import exhibit, samples
from widgets.gallery import sidebar_samples as beside
from widgets.gallery.reading import reading

_BESIDE = (380, 800)


def _claims() -> list[ClaimRecord]:
    """The sample's claims with tags, assignees, queries and fixes on them."""
    first, second, third, *rest = beside.claims()
    return [
        replace(first, assignee="Maren Colby", assignee_id=beside.ME, tags=("money", "urgent"), queries=1),
        replace(second, tags=("legal",), fixes=1),
        replace(third, assignee="Jonas Reyk", assignee_id=PersonId("p-jonas"), fixes=2),
        *rest,
    ]


def _list(claims: list[ClaimRecord]) -> ClaimList:
    shown = ClaimList()
    shown.set_scale(beside.scale())
    shown.set_claims(claims)
    shown.set_articles(2)
    return shown


@exhibit("claim list, chips", _BESIDE)
def unfolded_list() -> QWidget:
    """Every chip there is something for, one of them on."""
    shown = _list(_claims())
    for key in ("more", "status=open"):
        shown.bar.chips.chip(key).click()
    return shown


@exhibit("claim list, nothing matches", _BESIDE)
def list_without_a_match() -> QWidget:
    """A search that leaves nothing."""
    shown = _list(_claims())
    shown.bar.line.setText("herring")
    return shown


@exhibit("claim list, several chosen", _BESIDE)
def list_with_several_chosen() -> QWidget:
    """Claims to be closed with one reason."""
    shown = _list(_claims())
    shown.choose_all()
    shown.begin_close()
    return shown


@exhibit("claim list, whole project", _BESIDE)
def list_of_a_project() -> QWidget:
    """The claims of two articles under their titles."""
    claims = _claims()
    claims[3:] = [replace(claim, article=ArticleId("a-budget")) for claim in claims[3:]]
    shown = _list(claims)
    shown.bar.switch_scope()
    shown.set_titles({article.id: article.title for article in beside.articles()})
    return shown


@exhibit("claims level with the text", (1280, 800))
def level_claims() -> QWidget:
    """Cards beside the short article, the one in focus whole."""
    text = samples.text_of(samples.SHORT)
    view, cards = reading(text, samples.short_claims(text)), LevelCards()
    cards.set_view(view)
    cards.set_scale(samples.scale())
    view.set_focus("c3")
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(view, 2)
    row.addWidget(cards, 1)
    return both
