"""The reading column with a short invented article, one in many scripts, and a long one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.records import ArticleText, ClaimRecord
from widgets.article_view import ArticleView
from widgets.gallery import exhibit
from widgets.gallery.samples import (
    SCRIPTS,
    SHORT,
    claim,
    claim_at,
    long_text,
    many_claims,
    scale,
    sentences_of,
    short_claims,
    text_of,
)

WIDE = ((720, 800), (1280, 800), (1920, 1080))


def reading(text: ArticleText, claims: Sequence[ClaimRecord]) -> ArticleView:
    """The article view showing that text with those claims."""
    view = ArticleView()
    view.show_text(text)
    view.set_scale(scale())
    view.set_sentences(sentences_of(text))
    view.set_claims(claims)
    return view


@exhibit("article", *WIDE)
def article() -> QWidget:
    text = text_of(SHORT)
    view = reading(text, short_claims(text))
    view.go_to(text.text.index("Mayor"))
    view.set_focus("c6")
    return view


@exhibit("article scripts", *WIDE)
def article_scripts() -> QWidget:
    text = text_of(SCRIPTS, "scripts")
    quotes = ("العبّارة الجديدة ستكلف 4.2 مليون", "नई नौका की लागत ४२ लाख", "새 여객선의 비용이 420만",
              "the mayor שלום", "𝒎𝒂𝒕𝒉𝒔 stay one letter", "the 🚢 is 48 metres long",
              "break\u2028inside a line")  # fmt: skip
    claims = [claim(text, i, quote, i % 6 + 1) for i, quote in enumerate(quotes, 1)]
    start = text.text.index("wrote “") + 7
    claims.append(claim_at(text, 20, start + 8, start + 27, 5))
    return reading(text, claims)


@exhibit("article mirrored", *WIDE)
def article_mirrored() -> QWidget:
    view = article_scripts()
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return view


@exhibit("article long", *WIDE)
def article_long() -> QWidget:
    text = long_text(10_000)
    view = reading(text, many_claims(text, 500))
    view.go_to(len(text.text) // 2)
    return view


@exhibit("article overlaps", *WIDE)
def article_overlaps() -> QWidget:
    """Two claims in a third, nine over each other, three hundred on one sentence; one of a pile in focus."""
    text = text_of(SHORT)
    sentences = sentences_of(text)
    claims = short_claims(text)
    register = next(s for s in sentences if text.text.startswith("The register", s.start))
    claims += [
        claim_at(text, 20 + i, register.start + i * 5, register.end - i * 4, (None, 1, 2, 3, 4, 5, 6)[i % 7])
        for i in range(9)
    ]
    ferry = next(s for s in sentences if text.text.startswith("The new one", s.start))
    claims += [claim_at(text, 100 + i, ferry.start, ferry.end - i % 9, i % 6 + 1) for i in range(300)]
    view = reading(text, claims)
    view.set_focus("c26")
    return view


@exhibit("article none", (720, 800), (1280, 800))
def article_none() -> QWidget:
    return ArticleView()


@exhibit("article find", (1280, 800))
def article_find() -> QWidget:
    text = text_of(SHORT)
    view = reading(text, short_claims(text))
    view.open_find_bar()
    view.find_bar.words.setText("the board")
    return view
