"""The quiet parts of the inspector: made when first opened, and open where a person left them so."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records import ClaimRecord, FixRecord, PassageRecord, PersonId
from widgets.field_sheet import moment
from widgets.fold import Fold
from widgets.inspector.beside import Beside
from widgets.inspector.details import Details
from widgets.inspector.notes import NoteList
from widgets.inspector.past import PastList
from widgets.remarks.fix_card import FixCard
from widgets.remarks.query_card import QueryCard
from widgets.remarks.remark_list import RemarkList


def passage_of(claim: ClaimRecord) -> PassageRecord:
    """The words of a claim as a passage."""
    return PassageRecord(
        claim.article, claim.draft, claim.start, claim.end, claim.quote, claim.prefix, claim.suffix, claim.id
    )


class Folds(QWidget):
    """Fixes and queries, notes, what the claim is filed under, and its history.

    Signals: ``wished(wish)`` from ``widgets.remarks.wishes``; ``typing(key, text, waits)`` of fixes and
    queries, ``note_typing(field, text)`` of notes, both for safe keeping; ``place_wanted(PassageRecord)``;
    ``turned(name, open)`` when a person opens or folds a part.
    """

    wished = Signal(object)
    typing = Signal(str, str, bool)
    note_typing = Signal(str, str)
    place_wanted = Signal(object)
    turned = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._claim: ClaimRecord | None = None
        self._me = PersonId("")
        self._beside = Beside()
        self.parts = {
            "remarks": Fold("remarks", self.tr("Fixes and queries"), self._make_remarks),
            "notes": Fold("notes", self.tr("Notes"), self._make_notes),
            "details": Fold("details", self.tr("Filed under"), self._make_details),
            "past": Fold("past", self.tr("History"), self._make_past),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for part in self.parts.values():
            part.turned.connect(self.turned)
            part.made.connect(self._fill)
            layout.addWidget(part)

    @property
    def remarks(self) -> RemarkList:
        """The fixes and queries."""
        inside = self.parts["remarks"].inside
        assert isinstance(inside, RemarkList)
        return inside

    @property
    def notes(self) -> NoteList:
        """The notes."""
        inside = self.parts["notes"].inside
        assert isinstance(inside, NoteList)
        return inside

    @property
    def details(self) -> Details:
        """Kind, assignee, tags."""
        inside = self.parts["details"].inside
        assert isinstance(inside, Details)
        return inside

    @property
    def past(self) -> PastList:
        """What the fields were."""
        inside = self.parts["past"].inside
        assert isinstance(inside, PastList)
        return inside

    def set_open(self, names: Iterable[str]) -> None:
        """Open these parts and fold the others, as a person left them."""
        wanted = set(names)
        for name, part in self.parts.items():
            part.set_open(name in wanted)

    def show_claim(self, claim: ClaimRecord, me: PersonId) -> None:
        """Show that claim; what lies beside another's verdicts goes."""
        if self._claim is None or claim.id != self._claim.id:
            self.flush()
            self._beside = Beside(persons=self._beside.persons)
        self._claim, self._me = claim, me
        self._fill()

    def show_beside(self, claim: str, beside: Beside) -> None:
        """Show what lies beside the verdicts of that claim, if it still is the one shown."""
        if self._claim is not None and self._claim.id == claim:
            self._beside = beside
            self._fill()

    def begin_fix(self, passage: PassageRecord | None = None) -> FixCard | None:
        """Go to one's own open fix on these words, else the claim's, or begin one."""
        if self._claim is None:
            return None
        self.parts["remarks"].set_open(True)
        return self.remarks.begin_fix(passage or passage_of(self._claim))

    def begin_query(self, passage: PassageRecord | None = None) -> QueryCard | None:
        """Begin a query on these words, else the claim's."""
        if self._claim is None:
            return None
        self.parts["remarks"].set_open(True)
        return self.remarks.begin_query(passage or passage_of(self._claim))

    def begin_note(self) -> None:
        """Go to the field for another note."""
        self.parts["notes"].set_open(True)
        self.notes.begin()

    def restore(self, field: str, text: str, passage: PassageRecord | None = None) -> None:
        """Put back typing kept for a fix or query on that passage, or for a note."""
        if passage is not None:
            self.parts["remarks"].set_open(True)
            entity, _, rest = field.partition(".")
            self.remarks.restore(entity, rest, passage, text)
        elif field.startswith("note:"):
            self.parts["notes"].set_open(True)
            self.notes.restore(field, text)

    def flush(self) -> None:
        """Tell what was typed and not told."""
        for name in ("remarks", "notes"):
            if self.parts[name].there:
                (self.remarks if name == "remarks" else self.notes).flush()

    def forget_sent(self) -> None:
        """Before an undo or redo: take the next record as it is."""
        for name in ("remarks", "notes"):
            if self.parts[name].there:
                (self.remarks if name == "remarks" else self.notes).forget_sent()

    def _fill(self) -> None:
        claim, beside = self._claim, self._beside
        if claim is None:
            return
        self._name_parts(claim, beside)
        if self.parts["remarks"].there:
            self.remarks.show_remarks(claim.id, beside.remarks, self._me)
        if self.parts["notes"].there:
            self.notes.show_notes(claim.id, beside.notes, self._me)
        if self.parts["details"].there:
            self.details.show_claim(claim, beside.persons)
        if self.parts["past"].there:
            marked = self.tr("Marked by {0}, {1}").format(claim.created_by, moment(claim.created_at))
            self.past.show_past(beside.past, beside.whose, beside.fixed, marked)

    def _name_parts(self, claim: ClaimRecord, beside: Beside) -> None:
        decided = sum(isinstance(one, FixRecord) and not one.open for one in beside.remarks)
        words = [
            self.tr("✎ {0} open").format(claim.fixes) if claim.fixes else "",
            self.tr("? {0} open").format(claim.queries) if claim.queries else "",
            self.tr("{0} decided").format(decided) if decided else "",
        ]
        self.parts["remarks"].set_words(" · ".join(filter(None, words)))
        private = sum(note.private for note in beside.notes)
        counted = [
            str(len(beside.notes)) if beside.notes else "",
            self.tr("{0} private").format(private) if private else "",
        ]
        self.parts["notes"].set_words(" · ".join(filter(None, counted)))
        filed = (claim.kind, claim.assignee, *(f"#{tag}" for tag in claim.tags))
        self.parts["details"].set_words(" · ".join(filter(None, filed)))

    def _make_remarks(self) -> RemarkList:
        made = RemarkList(self._quoted)
        made.wished.connect(self.wished)
        made.typing.connect(self.typing)
        made.place_wanted.connect(self.place_wanted)
        return made

    def _make_notes(self) -> NoteList:
        made = NoteList()
        made.wished.connect(self.wished)
        made.typing.connect(self.note_typing)
        return made

    def _make_details(self) -> Details:
        made = Details()
        made.wished.connect(self.wished)
        return made

    def _make_past(self) -> PastList:
        made = PastList()
        made.wished.connect(self.wished)
        return made

    def _quoted(self, passage: PassageRecord) -> bool:
        claim = self._claim
        return claim is None or (passage.start, passage.end) != (claim.start, claim.end)
