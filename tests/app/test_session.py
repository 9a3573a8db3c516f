"""The session: one thread, everything in order, nothing said to be saved that is not."""

from __future__ import annotations

import resource
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from app.commands import adding, articles, claims
from app.importing.read import read_pasted
from app.session import OUR_MISTAKE, Session
from db import queries
from db.errors import FileTaken, KnownError, ProjectReadOnly, WriteFailed
from db.place import identity
from db.project_file import Project
from db.records import Changes, MergeReport
from db.step import Step

TEXT = "The bridge is long.\nThe mayor says it cost 14 million.\n"


class Heard(QObject):
    """What a session told, in order."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.told: list[str] = []
        self.changes: list[Changes] = []
        self.errors: list[object] = []
        session.project_changed.connect(self.changes.append)
        session.failed.connect(self._on_failed)
        session.saving.connect(partial(self.told.append, "saving"))
        session.saved.connect(partial(self.told.append, "saved"))

    def _on_failed(self, sentence: str, error: object) -> None:
        self.told.append(sentence)
        self.errors.append(error)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "job.tickmark"
    with Project.create(path, identity("Mara Checker"), title="Bridge") as project:
        project.run(articles.add(project, read_pasted(TEXT)))
    return path


@pytest.fixture
def begin(qtbot: QtBot) -> Iterator[Callable[[Path], Session]]:
    begun: list[Session] = []

    def open_session(path: Path) -> Session:
        session = Session(path, identity("Mara Checker"))
        begun.append(session)
        with qtbot.waitSignal(session.opened):
            session.open()
        return session

    yield open_session
    for session in begun:
        session.close()


def args(blocker: SignalBlocker) -> list[Any]:
    """What the signal waited for carried."""
    assert blocker.args is not None
    return blocker.args


def mark(project: Project, start: int, end: int) -> Step:
    article = queries.articles(project.conn)[0]
    return claims.mark(project, article=article.id, draft=article.draft, start=start, end=end)


def title(words: str) -> Callable[[Project], Step]:
    return lambda project: articles.set_title(project, title=words)


def test_commands_run_in_the_order_they_were_asked_for_and_off_the_window_s_thread(
    path: Path, begin: Callable[[Path], Session], qtbot: QtBot
) -> None:
    session, threads = begin(path), []

    def numbered(n: int, project: Project) -> Step:
        threads.append(threading.current_thread())
        return articles.set_title(project, title=f"title {n}")

    for n in range(8):
        session.run(partial(numbered, n))
    seen: list[str] = []
    session.read(lambda project: queries.project(project.conn).title, lambda value, _: seen.append(value))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["title 7"]
    assert threading.main_thread() not in threads
    assert len(set(threads)) == 1


def test_saved_is_told_only_after_the_commit_is_in_the_file(
    path: Path, begin: Callable[[Path], Session], qtbot: QtBot
) -> None:
    session = begin(path)
    heard = Heard(session)
    with qtbot.waitSignal(session.saved):
        session.run(title("Bridge, checked"))
        assert heard.told == ["saving"]
        assert session.unsaved
    assert heard.told == ["saving", "saved"]
    assert not session.unsaved
    # What another process sees without this one closing anything.
    import sqlite3

    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as other:
        assert other.execute("SELECT title FROM project").fetchone() == ("Bridge, checked",)
    other.close()


def test_a_change_tells_what_it_touched_and_where_it_leads(
    path: Path, begin: Callable[[Path], Session], qtbot: QtBot
) -> None:
    session = begin(path)
    with qtbot.waitSignal(session.project_changed) as told:
        session.run(partial(mark, start=0, end=19))
    changes = args(told)[0]
    assert changes.focus in changes.claims
    assert not changes.everything


def test_a_refused_command_is_told_in_its_sentence_and_changes_nothing(
    path: Path, begin: Callable[[Path], Session], qtbot: QtBot
) -> None:
    session = begin(path)
    heard = Heard(session)
    with qtbot.waitSignal(session.failed):
        session.run(partial(mark, start=3, end=3))
    assert heard.told[0] == "saving"
    assert "no words" in heard.told[1]
    assert isinstance(heard.errors[0], KnownError)
    assert heard.changes == []


def test_our_own_mistake_is_logged_with_its_traceback_and_told_as_ours(
    path: Path, begin: Callable[[Path], Session], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    session = begin(path)
    heard = Heard(session)

    def broken(_project: Project) -> Step:
        raise ZeroDivisionError("a bug")

    with qtbot.waitSignal(session.failed):
        session.run(broken)
    assert OUR_MISTAKE in heard.told
    assert "ZeroDivisionError" in caplog.text
    with qtbot.waitSignal(session.saved):
        session.run(title("Still at work"))


def test_on_a_full_disk_nothing_is_lost_and_the_order_is_kept(
    path: Path, begin: Callable[[Path], Session], qtbot: QtBot
) -> None:
    session = begin(path)
    heard = Heard(session)
    full = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, full[1]))
        with qtbot.waitSignal(session.failed):
            session.run(title("First"), words=("project/title",))
        session.run(title("Second"))
        assert not session.settle()
        assert session.unsaved
        assert all(isinstance(error, WriteFailed) for error in heard.errors)
        assert "saved" not in heard.told
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, full)
        signal.signal(signal.SIGXFSZ, ignored)
    with qtbot.waitSignal(session.saved):
        session.try_again()
    assert [c.label for c in heard.changes] == ["project.title", "project.title"]
    assert not session.unsaved
    seen: list[str] = []
    session.read(lambda project: queries.project(project.conn).title, lambda value, _: seen.append(value))
    qtbot.waitUntil(lambda: seen == ["Second"])


def test_a_project_in_a_read_only_place_says_so_and_refuses_changes(
    path: Path, begin: Callable[[Path], Session], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    # Whoever runs the tests as root may write everywhere: ask the system no further.
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda place, mode: not (mode & os.W_OK and Path(place) == path) and real(place, mode)
    )
    session = Session(path, identity("Mara Checker"))
    with qtbot.waitSignal(session.opened) as told:
        session.open()
    assert args(told)[1] is False
    heard = Heard(session)
    with qtbot.waitSignal(session.failed):
        session.run(title("No"), words=("project/title",))
    assert isinstance(heard.errors[0], ProjectReadOnly)
    assert session.unsaved
    session.close()


def test_a_file_that_is_no_project_is_not_opened_and_the_thread_ends(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "letter.tickmark"
    path.write_text("Dear editor,")
    session = Session(path, identity())
    with qtbot.waitSignal(session.not_opened) as told:
        session.open()
    assert "not a Tickmark project" in args(told)[0]
    session.close()
    assert path.read_text() == "Dear editor,"


def test_closing_finishes_what_was_asked_for(path: Path, begin: Callable[[Path], Session]) -> None:
    session = begin(path)
    for n in range(5):
        session.run(title(f"title {n}"))
    session.close()
    with Project.open(path, identity("Mara Checker")) as project:
        assert queries.project(project.conn).title == "title 4"


def test_settling_tells_everything_before_it_returns(path: Path, begin: Callable[[Path], Session]) -> None:
    session = begin(path)
    heard = Heard(session)
    session.run(title("Settled"))
    assert session.settle()
    assert heard.told == ["saving", "saved"]


def test_typing_is_kept_in_the_file_until_it_is_a_change(
    path: Path, begin: Callable[[Path], Session], qtbot: QtBot
) -> None:
    session = begin(path)
    kept: list[str] = []

    def look() -> None:
        session.read(lambda project: project.scratch("claim:1/wording"), lambda value, _: kept.append(value))

    session.keep_typing("claim:1/wording", "half a sent")
    assert session.unsaved
    look()
    session.run(title("stands for the change"), words=("claim:1/wording",))
    look()
    qtbot.waitUntil(lambda: len(kept) == 2)
    assert kept == ["half a sent", ""]
    assert not session.unsaved


def test_what_is_typed_while_a_change_is_under_way_is_not_called_saved(
    path: Path, begin: Callable[[Path], Session], qtbot: QtBot
) -> None:
    session = begin(path)
    heard = Heard(session)
    session.keep_typing("claim:1/wording", "one")
    session.run(title("one"), words=("claim:1/wording",))
    session.keep_typing("claim:1/wording", "one two")
    with qtbot.waitSignal(session.project_changed):
        pass
    session.settle()
    assert session.unsaved
    assert "saved" not in heard.told


def test_undo_and_redo_are_named_in_advance_and_come_as_changes(
    path: Path, begin: Callable[[Path], Session], qtbot: QtBot
) -> None:
    session = begin(path)
    with qtbot.waitSignal(session.stacks_changed) as stacks:
        pass
    assert args(stacks) == ["article.add", ""]
    with qtbot.waitSignal(session.stacks_changed) as stacks:
        session.run(partial(mark, start=0, end=19))
    assert args(stacks) == ["claim.mark", ""]
    heard = Heard(session)
    with qtbot.waitSignal(session.stacks_changed) as stacks:
        session.undo()
    assert [(c.kind, c.label) for c in heard.changes] == [("undo", "claim.mark")]
    assert args(stacks) == ["article.add", "claim.mark"]
    with qtbot.waitSignal(session.project_changed) as again:
        session.redo()
    assert args(again)[0].kind == "redo"


def test_merging_takes_in_a_colleague_s_copy_and_says_what_came(
    path: Path, begin: Callable[[Path], Session], qtbot: QtBot, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.tickmark"
    copy.write_bytes(path.read_bytes())
    with Project.open(copy, identity("Jo Other")) as other:
        other.run(mark(other, 20, 40))
    session, reports, brought = begin(path), list[MergeReport](), list[Changes]()

    def merged(project: Project) -> Changes:
        changes, report = project.merge(copy)
        reports.append(report)
        return changes

    with qtbot.waitSignal(session.project_changed) as told:
        session.unite(merged, brought.append)
    assert args(told)[0].everything
    assert [report.new.get("claim") for report in reports] == [1]
    assert len(brought) == 1


def test_large_files_are_taken_in_between_other_things_and_then_saved(
    qtbot: QtBot, begin: Callable[[Path], Session], path: Path, tmp_path: Path
) -> None:
    session = begin(path)
    heard, answered = Heard(session), list[str]()
    files = [tmp_path / f"{n}.bin" for n in range(3)]
    for n, file in enumerate(files):
        file.write_bytes(bytes([n]) * 9 * 2**20)
    with qtbot.waitSignal(session.saved, timeout=20_000):
        session.run_parts(partial(adding.add_files, paths=files), then=lambda _: answered.append("added"))
        assert session.unsaved
        session.read(lambda project: project.revision, lambda *_: answered.append("read"))
        session.run(lambda project: adding.add_note(project, title="A thought"))
    assert answered == ["read", "added"]
    assert [change.label for change in heard.changes] == ["source.add", "source.add"]
    assert not session.unsaved
    found: list[str] = []
    copied: list[Path] = []
    session.read(
        lambda project: [s.number for s in queries.sources(project.conn)], lambda n, _: found.extend(n)
    )
    session.read(
        lambda project: queries.sources(project.conn)[1].sha,
        lambda sha, _: session.copy_out(sha, tmp_path / "out", lambda: copied.append(tmp_path / "out")),
    )
    qtbot.waitUntil(lambda: bool(copied), timeout=10_000)
    assert found == ["S1", "S2", "S3", "S4"]
    assert copied[0].read_bytes() == files[0].read_bytes()
    assert session.settle()


def test_a_file_that_cannot_be_taken_in_parts_is_told_and_nothing_is_held(
    qtbot: QtBot, begin: Callable[[Path], Session], path: Path, tmp_path: Path
) -> None:
    session = begin(path)
    heard, file = Heard(session), tmp_path / "large.bin"
    file.write_bytes(bytes(9 * 2**20))
    with qtbot.waitSignal(session.failed, timeout=10_000):
        session.run_parts(partial(adding.add_files, paths=[file, tmp_path / "gone"]))
    assert session.settle()
    assert "cannot be read" in heard.told[1]
    assert not session.unsaved


def test_a_project_closed_while_a_file_is_taken_in_keeps_nothing_of_it(
    qtbot: QtBot, begin: Callable[[Path], Session], path: Path, tmp_path: Path
) -> None:
    session, file = begin(path), tmp_path / "large.bin"
    file.write_bytes(bytes(30 * 2**20))
    session.run_parts(partial(adding.add_files, paths=[file]))
    session.close()
    with Project.open(path, identity("Mara Checker")) as project:
        assert queries.sources(project.conn) == []
        assert project.verify() == []
    assert path.stat().st_size < 10 * 2**20


def test_what_a_file_taken_away_could_not_take_is_saved_where_it_is_put_back_or_goes_on_elsewhere(
    qtbot: QtBot, begin: Callable[[Path], Session], path: Path, tmp_path: Path
) -> None:
    session, away = begin(path), tmp_path / "away.tickmark"
    heard, moved, refused = Heard(session), list[Path](), list[str]()
    path.rename(away)
    with qtbot.waitSignal(session.failed):
        session.run(lambda project: mark(project, 0, 3))
    assert isinstance(heard.errors[0], FileTaken)
    assert session.unsaved
    away.rename(path)
    with qtbot.waitSignal(session.saved):
        session.try_again()
    path.rename(away)
    with qtbot.waitSignal(session.failed):
        session.run(lambda project: mark(project, 4, 10))
    session.move_to(tmp_path / "none" / "kept.tickmark", lambda: None, refused.append)
    session.move_to(tmp_path / "kept.tickmark", lambda: moved.append(session.path), refused.append)
    qtbot.waitUntil(lambda: bool(moved))
    assert moved == [tmp_path / "kept.tickmark"]
    assert "stays open" in refused[0]
    assert not session.unsaved
    assert session.settle()
    session.close()
    for file, count in ((away, 1), (moved[0], 2)):
        with Project.open(file, identity("Mara Checker")) as project:
            assert len(queries.claims(project.conn)) == count
            assert project.verify() == []
