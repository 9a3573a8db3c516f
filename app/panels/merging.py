"""Merging in the window: what files would bring is looked at first; what a merge brought can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.panels.desk import Desk
from app.panels.notices import Action, Notices
from app.panels.page import PagePanel
from app.panels.step_words import step_words
from app.project_thread import STOPPED
from app.session import Session
from db.records import Changes, MergeRecord
from widgets.notice import NoticeKind

if TYPE_CHECKING:
    from app.panels.merging_read import Coming, Merged, Resting
    from db.merge import Read
    from db.project_file import Project
    from db.sealing import Password
    from widgets.pages.listed import DeedPage

_TOPIC = "merged"
PEOPLE_TOPIC = "people"
"""Of what is asked about people whom a merge brought."""
_CONFLICTS = "conflicts"
_NAMES = "Tickmark (*.tickmark)"


class MergingPanel(PagePanel):
    """Shows a page in the article's place while a person decides.

    Signals: ``conflicts_wanted`` to see what was edited apart; ``passwords_wanted(paths, given, then)`` where
    sealed files are to be read; ``namesakes_met(personas)`` of people with one's own name whom a merge
    brought.
    """

    conflicts_wanted = Signal()
    passwords_wanted = Signal(object, object, object)
    namesakes_met = Signal(object)

    def __init__(self, desk: Desk, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self._notices = notices
        self._session: Session | None = None
        self._go: Callable[[str], object] | None = None
        self._followed: Session | None = None
        self._merges: list[MergeRecord] = []
        self._listing = False
        self._doing = self._files = ""
        self._done = (0, 1)
        desk.project_changed.connect(self._follow)
        self._follow()

    @property
    def words(self) -> str:
        """What is under way, and which phase of it; blank for nothing."""
        if not self._doing:
            return ""
        from app.panels.merging_words import phase_words

        return phase_words(self._doing, self._files, *self._done)

    @property
    def why(self) -> str:
        """Why nothing can be done with an article meanwhile."""
        return self.tr("Decide first on the merge, or leave it with Esc.")

    @cached_property
    def page(self) -> DeedPage:
        """The page; made when first asked for."""
        from widgets.pages.listed import DeedPage

        page = DeedPage()
        page.go_requested.connect(self._on_go)
        page.left.connect(self.leave)
        page.stood_on.connect(self._on_stood)
        return page

    # What menus and drops do

    def choose(self) -> None:
        """Ask for colleagues' copies and show what they hold."""
        if self._desk.session is not None:
            title = self.tr("Take in colleagues’ copies of this project")
            window = self._notices.banner.window()
            paths, _ = QFileDialog.getOpenFileNames(window, title, "", _NAMES)
            self.look_at([Path(path) for path in paths])

    def look_at(self, paths: Sequence[Path], given: Mapping[Path, Password] | None = None) -> None:
        """Read these files and show what merging them would bring; ``given`` are passwords of sealed ones."""
        session = self._desk.session
        if session is None or self._doing or not paths:
            return
        from app.panels.passwords import needing

        self._session = session
        self._begin("reading", _named(paths))
        known = dict(given or {})
        ask = partial(needing, tuple(paths), known)
        session.read(ask, partial(self._on_needing, session, tuple(paths), known))

    def look_at_dropped(self, paths: Sequence[str], given: Mapping[Path, Password] | None = None) -> None:
        """Show what the files let go on the window would bring."""
        self.look_at([Path(path) for path in paths], given)

    def merge(self, paths: Sequence[Path], read: Read | None = None) -> None:
        """Take in what these files hold, all or none of it; ``read`` is what was read of them before."""
        found: list[Merged] = []

        def act(project: Project) -> Changes:
            from app.panels.merging_read import merged

            found.append(merged(project, paths, read))
            return Changes(project.revision, "merge", "merge", everything=True)

        self._unite("merging", _named(paths), act, lambda: self._on_merged(found[-1]))

    def show_merges(self) -> None:
        """List the merges of this file, each to be set aside or brought back."""
        session = self._desk.session
        if session is not None:
            session.read(lambda project: project.merges, partial(self._on_merges, session))

    def undo(self, merges: Sequence[str]) -> None:
        """Set merges aside, the last one first; where something rests on them that is shown before."""
        session = self._desk.session
        if session is not None and merges:
            from app.panels.merging_read import resting

            session.read(partial(resting, tuple(merges)), partial(self._on_resting, session, tuple(merges)))

    def bring_back(self, merges: Sequence[str]) -> None:
        """Bring back what was set aside."""

        from app.panels.merging_read import brought_back

        told = partial(self._on_brought_back, tuple(merges))
        self._unite("back", "", partial(brought_back, merges), told)

    # What the session tells

    def _on_needing(
        self,
        session: Session,
        paths: tuple[Path, ...],
        given: dict[Path, Password],
        asked: list[Path],
        _revision: int,
    ) -> None:
        if session is not self._session:
            return
        if asked:
            self._begin("")
            self.passwords_wanted.emit(asked, given, partial(self._read_copies, session, paths, given))
        else:
            self._read_copies(session, paths, given)

    def _read_copies(self, session: Session, paths: tuple[Path, ...], given: dict[Path, Password]) -> None:
        if session is self._session:
            from app.panels.merging_read import reading

            self._begin("reading", _named(paths))
            session.read_long(
                partial(reading, paths, given),
                partial(self._on_read, session, paths),
                partial(self._on_refused, session),
            )

    def _on_read(self, session: Session, paths: tuple[Path, ...], read: Read) -> None:
        if session is self._session:
            from app.panels.merging_read import looked_at

            self._begin("looking", _named(paths))
            session.ask_whole(
                partial(looked_at, paths, read),
                partial(self._on_looked_at, session, paths, read),
                partial(self._on_refused, session),
            )

    def _on_looked_at(self, session: Session, paths: tuple[Path, ...], read: Read, coming: Coming) -> None:
        if session is not self._session:
            return
        self._begin("")
        from db.records.fingerprints import spoken_fingerprint
        from widgets.merging.rows import report_rows

        named = _named(paths)
        count = sum(report.transactions for report in coming.reports)
        if not count:
            title = self.tr("Nothing new in {0}").format(named)
            head = self.tr("This project has all of it already. Its fingerprint: {0}").format(
                spoken_fingerprint(coming.reports[-1].fingerprint)
            )
            self._show(title, head, lambda _key: self.leave())
            self.page.show_rows(title, head, ())
            self.page.offer("", self.tr("Back to the article (Esc)"))
        else:
            title = self.tr("What merging {0} brings").format(named)
            head = self.tr("{0} changes that are not here. Nothing has been taken in yet.").format(count)
            reports = [(path.name, report) for path, report in zip(paths, coming.reports, strict=True)]
            self._show(title, head, lambda _key: self._merge(paths, read))
            self.page.show_rows(title, head, report_rows(reports, coming.differing, coming.differing_new))
            self.page.offer(self.tr("Merge (Enter)"), self.tr("Not now (Esc)"))
        self.page.take_keyboard()

    def _on_refused(self, session: Session, sentence: str) -> None:
        if session is self._session:
            self._begin("")
            more = self.tr("Nothing was taken in; the project is as it was.")
            self._notices.say(NoticeKind.WARNING, sentence, "" if sentence == STOPPED else more)

    def _on_merged(self, found: Merged) -> None:
        reports = found.reports
        new = sum(sum(report.new.values()) for report in reports)
        changed = sum(sum(report.changed.values()) for report in reports)
        if not any(report.transactions for report in reports):
            words = self.tr("Nothing new in that copy: this project has all of it already.")
        else:
            words = self.tr("Merged: {0} changes taken in, {1} things new here, {2} changed.")
            words = words.format(sum(report.transactions for report in reports), new, changed)
        merges = [report.merge for report in reports if report.merge]
        differing = len({claim for report in reports for claim in report.differing})
        from db.records.fingerprints import spoken_fingerprint

        mark = spoken_fingerprint(reports[-1].fingerprint) if reports else ""
        # Asked before, it waits behind the news of the merge.
        self._desk.when_fresh(partial(self.namesakes_met.emit, found.namesakes))
        erased = sum(report.new.get("erasure", 0) for report in reports)
        self._desk.when_fresh(partial(self._tell_merged, words, merges, differing, mark, found.twice, erased))

    def _tell_merged(
        self,
        words: str,
        merges: Sequence[str],
        differing: int = 0,
        mark: str = "",
        twice: int = 0,
        erased: int = 0,
    ) -> None:
        undo: list[Action] = [(self.tr("Undo this merge"), partial(self.undo, merges))] if merges else []
        same = self.tr("Fingerprint {0}: who merged the same has the same.").format(mark) if mark else ""
        count = len(self._desk.conflicts)
        if not (count or differing or twice or erased):
            self._notices.say(NoticeKind.NEWS, words, same, undo, topic=_TOPIC)
            return
        apart = self.tr("Edited apart in two copies: {0}. Every version is kept until someone decides.")
        differ = self.tr("Checkers now differ on claims: {0}.")
        marked = self.tr("Words that two people marked: {0}.")
        gone = self.tr("Erased for good in that copy, here only if you say so: {0}.")
        all_told = ((apart, count), (differ, differing), (marked, twice), (gone, erased))
        told = [said.format(n) for said, n in all_told if n]
        more = " ".join(filter(None, (*told, same)))
        actions: list[Action] = [(self.tr("Decide"), self.conflicts_wanted.emit), *undo]
        self._notices.say(NoticeKind.WARNING, words, more, actions, topic=_CONFLICTS if count else _TOPIC)

    def _on_merges(self, session: Session, merges: list[MergeRecord], _revision: int) -> None:
        if session is not self._desk.session:
            return
        from widgets.merging.rows import merge_rows

        self._session = session
        self._merges = merges
        title = self.tr("Merges of this file") if merges else self.tr("Nothing was merged in this file yet")
        head = self.tr(
            "What is set aside is as if it had never come, in this file alone; it comes back when you wish."
        )
        head = head if merges else ""
        self._show(title, head, self._on_merge_chosen, listing=True)
        self.page.show_rows(title, head, merge_rows(merges))
        self._on_stood(self.page.list.current.key if self.page.list.current else "")
        self.page.take_keyboard()

    def _on_stood(self, key: str) -> None:
        """The list of merges says what can be done with the one stood on."""
        if self._listing:
            one = next((merge for merge in self._merges if merge.id == key), None)
            back, aside = self.tr("Bring it back (Enter)"), self.tr("Set it aside (Enter)")
            go = "" if one is None else back if one.set_aside else aside
            self.page.offer(go, self.tr("Back to the article (Esc)"))

    def _on_merge_chosen(self, key: str) -> None:
        one = next((merge for merge in self._merges if merge.id == key), None)
        if one is not None and one.set_aside:
            self.leave()
            self.bring_back((one.id,))
        elif one is not None:
            self.undo((one.id,))

    def _on_resting(self, session: Session, merges: tuple[str, ...], found: Resting, _revision: int) -> None:
        if session is not self._desk.session:
            return
        steps = found.steps
        self._session = session
        if not steps:
            self.leave()
            self._set_aside(merges)
            return
        from widgets.merging.rows import resting_rows

        own = sum(step.own for step in steps)
        title = self.tr("What goes with this merge: {0}").format(len(steps))
        head = self.tr(
            "Built on what it brought, so set aside with it; {0} made in this file. "
            "All of it can be brought back."
        )
        self._show(title, head.format(own), lambda _key: self._set_aside_shown(merges))
        names = {step.label: step_words(step.label) for step in steps}
        self.page.show_rows(title, head.format(own), resting_rows(steps, names, found.about))
        self.page.offer(self.tr("Set all of it aside (Enter)"), self.tr("Leave it (Esc)"))
        self.page.take_keyboard()

    def _set_aside_shown(self, merges: tuple[str, ...]) -> None:
        self.leave()
        self._set_aside(merges)

    def _set_aside(self, merges: tuple[str, ...]) -> None:
        from app.panels.merging_read import put_aside

        told = partial(self._on_set_aside, merges)
        self._unite("aside", "", partial(put_aside, merges), told)

    def _on_set_aside(self, merges: tuple[str, ...]) -> None:
        words = self.tr("The merge is undone: what it brought is set aside, in this file alone.")
        more = self.tr("It is kept, and comes back from the list of merges, or by merging the file again.")
        actions: list[Action] = [(self.tr("Bring it back"), partial(self.bring_back, merges))]
        say = partial(self._notices.say, NoticeKind.NEWS, words, more, actions, topic=_TOPIC)
        self._desk.when_fresh(say)

    def _on_brought_back(self, merges: tuple[str, ...]) -> None:
        words = self.tr("The merge is back, with what was set aside with it.")
        self._desk.when_fresh(partial(self._tell_merged, words, merges))

    # The page, and what is under way

    def _merge(self, paths: tuple[Path, ...], read: Read) -> None:
        self.leave()
        self.merge(paths, read)

    def _begin(self, doing: str, files: str = "") -> None:
        self._doing, self._files, self._done = doing, files, (0, 1)

    def _on_working(self, done: int, total: int) -> None:
        self._done = (done, max(total, 1))

    def _unite(
        self, doing: str, files: str, act: Callable[[Project], Changes], done: Callable[[], None]
    ) -> None:
        session = self._desk.session
        if session is None:
            return
        self._session = session
        self._begin(doing, files)
        for topic in (_TOPIC, _CONFLICTS, PEOPLE_TOPIC):
            self._notices.withdraw(topic)

        def then(_changes: Changes) -> None:
            done()

        session.unite(act, then)

    def _show(self, title: str, head: str, go: Callable[[str], object], *, listing: bool = False) -> None:
        self._go, self._listing = go, listing
        self._stand(title)

    def _on_go(self, key: str) -> None:
        if self._go is not None:
            self._go(key)

    def _end(self) -> bool:
        self._go, self._listing = None, False
        return super()._end()

    def _follow(self) -> None:
        session = self._desk.session
        if session is self._followed:
            return
        self._followed = session
        self._session, self._merges = None, []
        self._begin("")
        if session is not None:
            session.working.connect(self._on_working)
            session.idle.connect(self._on_idle)
            session.saved.connect(self._on_saved)

    def _on_idle(self) -> None:
        self._begin("")

    def _on_saved(self) -> None:
        if not self._desk.conflicts:
            self._notices.withdraw(_CONFLICTS)


def _named(paths: Sequence[Path]) -> str:
    """The names of files, the first of them where there are many."""
    return ", ".join(path.name for path in paths[:3]) + (" …" if len(paths) > 3 else "")
