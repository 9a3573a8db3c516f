"""What the article itself has in its context menu: copying, the claims here, words set aside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from widgets.article_view import ArticleView

_NAMED = 40
# Claims named in the menu at most; the rest are a key away.
_LISTED = 12


def stand_at(view: ArticleView, event: QContextMenuEvent) -> int:
    """The offset a menu is opened at; what it does is done to the words there.

    The event comes through the viewport, in its coordinates.
    """
    keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
    offset = view.position() if keyboard else view.offset_at(event.pos())
    span = view.selected_span()
    if span is None or not span.start <= offset <= span.end:
        cursor = view.textCursor()
        cursor.setPosition(view.places.to_document(offset))
        view.setTextCursor(cursor)
    return offset


def fill(menu: QMenu, view: ArticleView, offset: int) -> None:
    """Add what concerns that offset of the text."""
    fill_to_read(menu, view, offset)
    _add_asides(menu, view, offset)


def fill_to_read(menu: QMenu, view: ArticleView, offset: int) -> None:
    """Add what concerns that offset and changes nothing."""
    copy = menu.addAction(view.tr("Copy"), view.copy)
    copy.setEnabled(view.textCursor().hasSelection())
    claims = view.index.at(offset)
    if claims:
        menu.addSeparator()
    for claim in claims[:_LISTED]:
        look, record = view.look(claim), view.index.claims[claim]
        words = _short(record.wording or record.quote)
        menu.addAction(f"{look.number}  {look.signs}  {words}", partial(view.activate, claim))
    if len(claims) > _LISTED:
        menu.addAction(view.tr("and {0} more").format(len(claims) - _LISTED)).setEnabled(False)


def _add_asides(menu: QMenu, view: ArticleView, offset: int) -> None:
    for aside in view.article_text.asides:
        if aside.start <= offset <= aside.end:
            name = view.tr("Bring back “{0}”") if aside.aside else view.tr("Set “{0}” aside again")
            words = _short(view.article_text.text[aside.start : aside.end])
            wish = partial(view.aside_toggled.emit, aside.id, not aside.aside)
            menu.addAction(name.format(words), wish)


def _short(words: str) -> str:
    words = " ".join(words.split()).replace("&", "&&")
    return words if len(words) <= _NAMED else words[: _NAMED - 1] + "…"
