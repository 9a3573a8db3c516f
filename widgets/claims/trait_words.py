"""How traits are called on their chips: a sign and a word, so that nothing depends on colour."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from db.records import Scale
from widgets.claims.traits import NOTHING, Facet, Order, Trait
from widgets.pills import sign_of_rating

_CONTEXT = "TraitWords"
SIGN_OF = {
    Facet.DIFFER: "≠",
    Facet.CONFLICT: "⚠",
    Facet.NO_EVIDENCE: "∅",
    Facet.QUERY: "?",
    Facet.FIX: "✎",
    Facet.RECHECK: "Δ",
    Facet.QUOTE: "≈",
}
"""The signs of what a claim has or lacks, on chips and on cards."""

_FACETS = {
    Facet.SO: "Is it so?",
    Facet.SAID: "Was it said?",
    Facet.KIND: "Kind",
    Facet.SPEAKER: "Speaker",
    Facet.ASSIGNEE: "Assignee",
    Facet.TAG: "Tag",
    Facet.DIFFER: "checkers differ",
    Facet.CONFLICT: "conflict",
    Facet.NO_EVIDENCE: "no evidence",
    Facet.QUERY: "open query",
    Facet.FIX: "open fix",
    Facet.RECHECK: "recheck",
    Facet.QUOTE: "quote in doubt",
}
_STATUS = {"open": "Open", "rated": "Rated", "closed": "Closed"}
_ORDERS = {
    Order.PLACE: "place in the text",
    Order.NUMBER: "number",
    Order.STATUS: "status",
    Order.VERDICT: "verdict",
    Order.CHANGED: "last changed",
    Order.ASSIGNEE: "assignee",
}


def _said(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)


def facet_words(facet: Facet) -> str:
    """What a facet is called."""
    return _said(_FACETS[facet])


def order_words(order: Order) -> str:
    """What the list is sorted by."""
    return _said(_ORDERS[order])


def value_words(trait: Trait, scale: Scale) -> str:
    """What one value of a facet is called where the facet is named beside it."""
    facet, value = trait
    if facet in (Facet.SO, Facet.SAID):
        rating = scale.rating(int(value)) if value else None
        if rating is None and value:
            return _said("rating {0}").format(value)
        sign = sign_of_rating(rating)
        return f"{sign.sign} {sign.words or _said('not rated')}"
    if facet is Facet.STATUS:
        return _said(_STATUS.get(value, value))
    if facet is Facet.ASSIGNEE and value == NOTHING:
        return _said("nobody")
    return value


def chip_words(trait: Trait, scale: Scale, *, asked: bool) -> str:
    """What one value is called on a chip of its own; ``asked`` names the question of a verdict."""
    if trait.facet in SIGN_OF:
        return f"{SIGN_OF[trait.facet]} {facet_words(trait.facet)}"
    words = value_words(trait, scale)
    if trait.facet is Facet.TAG:
        return f"# {words}"
    if trait.facet is Facet.ASSIGNEE:
        return _said("for {0}").format(words)
    if asked and trait.facet in (Facet.SO, Facet.SAID):
        return f"{_said('so?') if trait.facet is Facet.SO else _said('said?')} {words}"
    return words
