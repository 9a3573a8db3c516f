"""What two people did apart, in one place until someone decides."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.commands import conflicts, deciding, erasing, joining
from app.panels.desk import Desk
from app.panels.notices import Notices
from app.panels.page import PagePanel
from app.panels.rivals import RivalsPanel
from db.records import Changes, Question

if TYPE_CHECKING:
    from app.panels.deciding_read import ToDecide
    from db.step import Step
    from widgets.deciding.items import Undecided
    from widgets.deciding.page import DecidingPage


class ConflictsPanel(PagePanel):
    """Lists in the article's place what waits for a decision, and makes changes of what is decided.

    Signals: ``in_hand(QWidget)`` for drafts made apart, which are chosen from beside the article;
    ``draft_requested(article, draft)`` to read one of them, ``compare_requested(article, one, other)`` to
    compare two; ``claim_requested(claim)`` to go to one; ``erasure_wanted(erasure)`` to carry one out here.
    """

    in_hand = Signal(object)
    draft_requested = Signal(str, str)
    compare_requested = Signal(str, str, str)
    claim_requested = Signal(str)
    erasure_wanted = Signal(str)

    def __init__(self, desk: Desk, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self._asked = 0
        self._wanted = ""
        self._rivals = RivalsPanel(desk, notices, self)
        for told, wanted in (
            (self._rivals.in_hand, self.in_hand),
            (self._rivals.draft_requested, self.draft_requested),
            (self._rivals.compare_requested, self.compare_requested),
            (self._rivals.told, self.told),
        ):
            told.connect(wanted)
        desk.refreshed.connect(self._on_refreshed)

    @property
    def why(self) -> str:
        """Why nothing can be done with the article meanwhile."""
        return self.tr("Decide what is listed, or go back to the article with Esc, first.")

    @cached_property
    def page(self) -> DecidingPage:
        """The page; made when first asked for."""
        from widgets.deciding.page import DecidingPage

        page = DecidingPage()
        page.stood_on.connect(self._on_stood)
        page.go_wanted.connect(self._go)
        page.left.connect(self.leave)
        detail = page.detail
        detail.chosen.connect(self._on_chosen)
        detail.both_wanted.connect(self._keep_both)
        detail.written.connect(self._on_written)
        detail.decided.connect(self._on_decided)
        detail.apart_wanted.connect(self._keep_apart)
        detail.compare_wanted.connect(self._show_rivals)
        return page

    def slots(self) -> dict[str, Callable[[], object]]:
        """What commands of the article do here, by id: keys walk, choose, keep both, and write."""
        choosing = {
            f"claim.rate.{n}": partial(self._on_detail, lambda page, n=n: page.detail.choose(n))
            for n in range(1, 10)
        }
        return {
            "article.next_sentence": partial(self._on_detail, lambda page: page.walk(1)),
            "article.previous_sentence": partial(self._on_detail, lambda page: page.walk(-1)),
            "source.open": partial(self._on_detail, lambda page: page.detail.keep_both()),
            "article.nothing": self._keep_apart,
            "claim.wording": partial(self._on_detail, lambda page: page.detail.write()),
            "claim.close": partial(self._on_detail, lambda page: page.detail.save()),
            **choosing,
        }

    def show(self) -> None:
        """Show all that waits, standing at what the claim in hand has of it; or say that nothing does."""
        self._wanted = self._desk.claim or ""
        session = self._desk.session
        if session is not None:
            from app.panels.deciding_read import read_rows

            session.read(read_rows, self._on_first_read)

    @property
    def people(self) -> list[tuple[str, str]]:
        """Those who rated in the article being read, and whoever is at the keyboard: id and name."""
        found = {v.person: v.person_name for claim in self._desk.claims.values() for v in claim.verdicts}
        if self._desk.session is not None:
            found[self._desk.me] = self._desk.my_name
        return sorted(found.items(), key=lambda person: (person[1].casefold(), person[0]))

    def set_rule(self, rule: str, person: str) -> None:
        """Say who decides where checkers differ."""
        self._run(deciding.set_rule, rule=rule, person=person)

    def is_rule(self, rule: str, person: str) -> bool:
        """Whether that is the project's rule."""
        known = self._desk.project
        return known is not None and (known.sign_off, known.sign_off_person) == (rule, person)

    def settle(self, entity: str, field: str, txn: str) -> None:
        """Keep that version."""
        self._run(conflicts.settle, entity=entity, field=field, txn=txn)

    # Reading

    def _on_first_read(self, waiting: ToDecide, _revision: int) -> None:
        if not waiting.count:
            self._wanted = ""
            self.told.emit(self.tr("Nothing in this project waits for a decision."))
            return
        self._show_rows(waiting)
        wanted, self._wanted = self._wanted, ""
        if wanted:
            on_it = {one.entity for one in self._desk.conflicts if one.claim == wanted} | {wanted}
            row = next((row for row in waiting.rows if on_it.intersection(row.key.split("/"))), None)
            self.page.list.stand_at(row.key if row is not None else "")
        self._stand()
        self.page.take_keyboard()
        self._on_stood(self.page.current)

    def _show_rows(self, waiting: ToDecide) -> None:
        title = self.tr("To decide: {0}").format(waiting.count)
        head = self.tr("What two people did apart. Nothing of it is lost: it stays in the history.")
        if not waiting.count:
            title, head = self.tr("Nothing waits for a decision any more"), ""
        self.page.show_rows(title, head, waiting.rows)

    def _on_stood(self, key: str) -> None:
        session = self._desk.session
        self._asked += 1
        shown = self.page.detail.item
        if shown is not None and shown.key != key:
            # A key pressed before the next one is read must not decide the one before.
            self.page.show_item(None, self._desk.scale)
        if session is None or not key or key.endswith("/"):
            return
        from app.panels.deciding_read import read_item

        session.read(partial(read_item, key=key), partial(self._on_item_read, self._asked))

    def _on_item_read(self, asked: int, item: Undecided | None, _revision: int) -> None:
        if asked == self._asked:
            self.page.show_item(item, self._desk.scale)

    def _on_refreshed(self, _changes: Changes) -> None:
        session = self._desk.session
        if self.active and session is not None:
            from app.panels.deciding_read import read_rows

            session.read(read_rows, self._on_read_again)

    def _on_read_again(self, waiting: ToDecide, _revision: int) -> None:
        if not self.active:
            return
        in_field = self.page.detail.writing
        had = self.page.holds_keyboard
        self._show_rows(waiting)
        self._on_stood(self.page.current)
        if had and not (in_field and self.page.detail.writing):
            self.page.take_keyboard()

    # What is decided

    def _on_detail(self, act: Callable[[DecidingPage], object]) -> None:
        act(self.page)

    def _register(self) -> tuple[str, str]:
        item = self.page.detail.item
        _, entity, field = (item.key if item else "//").split("/", 2)
        return entity, field

    def _on_chosen(self, key: str) -> None:
        item = self.page.detail.item
        one, other = self._register()
        if item is not None and item.key.startswith("twice/"):
            self._run(joining.join, claim=other if key == one else one, into=key)
        elif item is not None and item.key.startswith("erased/"):
            self._on_answered(one, accepted=key == "accept")
        else:
            self.settle(one, other, key)

    def _on_answered(self, erasure: str, *, accepted: bool) -> None:
        if accepted:
            self._end()
            self.erasure_wanted.emit(erasure)
        elif self._desk.session is not None:
            self._desk.session.run(partial(erasing.decline, erasure=erasure))

    def _keep_apart(self) -> None:
        item = self.page.detail.item
        if item is not None and item.key.startswith("twice/"):
            one, other = self._register()
            self._run(joining.keep_apart, claim=one, other=other)

    def _keep_both(self) -> None:
        """Keep one's own version in its place, else the newest."""
        item = self.page.detail.item
        if item is not None:
            entity, field = self._register()
            mine = [side for side in item.sides if side.person == self._desk.me]
            own = (mine or item.sides)[-1]
            self._run(conflicts.keep_both, entity=entity, field=field, txn=own.key)

    def _on_written(self, key: str, text: str) -> None:
        entity, field = self._register()
        self._run(conflicts.write, entity=entity, field=field, txn=key, text=text)

    def _on_decided(self, rating: int, why: str) -> None:
        claim, question = self._register()
        self._run(deciding.decide, claim=claim, question=Question(question), rating=rating, why=why)

    def _run(self, command: Callable[..., Step], **said: object) -> None:
        if self._desk.session is not None:
            self._desk.session.run(partial(command, **said, revision=self._desk.revision))

    def _go(self) -> None:
        item = self.page.detail.item
        if item is not None and item.claim:
            self._end()
            self.claim_requested.emit(item.claim)

    def _show_rivals(self) -> None:
        self._end()
        self._rivals.show()
