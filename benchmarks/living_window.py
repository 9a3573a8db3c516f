"""One run of the real window, measured from within: ``python -m benchmarks.living_window WHAT [PROJECT]``

Runs the program once and prints its figures as JSON; WHAT is

start    from process start to the first painted window, and with a project to its painted words and claims
work     the project opened from the start screen, scrolled, left and come back to, a claim chosen, sentences
         marked and undone, a claim deleted, the list filtered

Where nothing else is said a figure is CPU time of the process, all its threads together. "Longest block" is
the longest time between two beats of a timer of 5 ms; beside it stands the CPU the window's own thread spent
in one such time, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.main_window import MainWindow

    Figures = dict[str, float]

FRAMES = 200
MARKS = 6
FIRST, READABLE, ALL_SHOWN = "first window, ms", "article readable, ms", "all its claims shown, ms"
_BEAT_MS = 5
_QUIET_S = 0.25
_PATIENCE_S = 900


def main(what: str, project: str = "") -> None:
    """Run the program with its event loop replaced by the measuring, and print the figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Up to the first paint nothing happens but what the program does by itself.
    from app import window_start
    from app.__main__ import main as program

    class Watched(window_start.QApplication):
        def exec(self) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
            window = next(w for w in self.topLevelWidgets() if isinstance(w, window_start.MainWindow))
            if what == "start":
                figures = Start(window, with_project=bool(project)).figures
            else:
                figures = Work(window).figures(Path(project))
            window.close()
            sys.stdout.write(json.dumps(figures) + "\n")
            return 0

    window_start.QApplication = Watched  # pyright: ignore[reportAttributeAccessIssue]
    sys.argv = ["tickmark", *([project] if project and what == "start" else [])]
    program()


class Start:
    """The clocks at the first painted window, at the words painted in it, and when all claims are shown."""

    def __init__(self, window: MainWindow, *, with_project: bool) -> None:
        from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

        self.figures: Figures = {}
        loop, desk = QEventLoop(), window.desk

        def read_clock(name: str) -> None:
            self.figures[name] = time.process_time() * 1e3
            if name == READABLE:
                desk.when_fresh(partial(QTimer.singleShot, 0, partial(read_clock, ALL_SHOWN)))
            elif name == ALL_SHOWN or not with_project:
                QTimer.singleShot(500, loop.quit)

        class Painted(QObject):
            """Reads the clock after the first paint of what it watches."""

            def __init__(self, name: str) -> None:
                super().__init__()
                self.name = name

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
                there = self.name == FIRST or desk.article is not None
                if event.type() is QEvent.Type.Paint and there and self.name:
                    QTimer.singleShot(0, partial(read_clock, self.name))
                    self.name = ""
                return False

        first, readable = Painted(FIRST), Painted(READABLE)
        window.installEventFilter(first)

        def watch_words() -> None:
            # The article's place is made after the first window; asked for before, it would be made with it.
            if desk.article is not None and readable.name:
                window.reading.view.viewport().installEventFilter(readable)

        desk.article_shown.connect(watch_words)
        QTimer.singleShot(_PATIENCE_S * 1000, loop.quit)
        loop.exec()
        self.figures["peak memory, MiB"] = _peak_mib()


class Work:
    """Drives a living window and reads the clocks."""

    def __init__(self, window: MainWindow) -> None:
        from PySide6.QtCore import Qt, QTimer
        from PySide6.QtWidgets import QApplication

        self.app = QApplication.instance() or QApplication([])
        self.window, self.desk, self.view = window, window.desk, window.reading.view
        self.beat, self.beat_cpu = time.perf_counter(), time.thread_time()
        self.longest = self.longest_cpu = 0.0
        self.timer = QTimer(interval=_BEAT_MS)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self._on_beat)

    def _on_beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self.beat)
        self.longest_cpu = max(self.longest_cpu, cpu - self.beat_cpu)
        self.beat, self.beat_cpu = now, cpu

    def until(self, done: Callable[[], bool]) -> None:
        """Let events run until that is so."""
        from PySide6.QtCore import QEventLoop

        end = time.perf_counter() + _PATIENCE_S
        while not done():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() > end:
                raise SystemExit("the window did not get done")

    def quiet(self) -> None:
        """Let events run until for a quarter of a second hardly more than the beat has happened."""
        while True:
            cpu, end = time.process_time(), time.perf_counter() + _QUIET_S
            self.until(lambda end=end: time.perf_counter() > end)
            if time.process_time() - cpu < 0.1 * _QUIET_S:
                return

    def fresh(self) -> bool:
        """Whether every change asked for is done and shown."""
        told: list[bool] = []
        self.desk.when_fresh(lambda: told.append(True))
        return bool(told)

    def reads(self, article: str) -> bool:
        """Whether that article is the one shown, with all its claims."""
        return self.desk.article is not None and self.desk.article.id == article and self.fresh()

    def opened(self) -> bool:
        """Whether an article is shown, and all its claims."""
        return self.desk.article is not None and self.fresh()

    def watched(self, action: Callable[[], object], done: Callable[[], bool]) -> tuple[float, float, float]:
        """Do it: CPU ms until done and painted; then, until all is quiet, the longest block and its CPU."""
        self.beat, self.beat_cpu = time.perf_counter(), time.thread_time()
        self.longest = self.longest_cpu = 0.0
        start = time.process_time()
        action()
        self.until(done)
        self.app.processEvents()
        used = (time.process_time() - start) * 1e3
        self.quiet()
        return used, self.longest * 1e3, self.longest_cpu * 1e3

    def figures(self, project: Path) -> Figures:
        """Open, scroll, check, switch, choose, mark, undo, delete and filter; the project is changed."""
        desk, found = self.desk, dict[str, float]()
        self.window.projects.not_shown.connect(sys.exit)
        self.timer.start()
        self.quiet()
        opened = self.watched(partial(self.window.projects.open, project), self.opened)
        found |= _with_blocks("open, ms", opened)
        found |= self.scroll()
        found |= self.scroll_suggested()
        found |= self.check()
        long = desk.article.id if desk.article else ""
        short = next(a for a in desk.articles if a != long)
        self.watched(partial(desk.open_article, short), partial(self.reads, short))
        back = self.watched(partial(desk.open_article, long), partial(self.reads, long))
        found |= _with_blocks("switch to it, ms", back)
        found |= self.choose()
        found |= self.mark()
        found |= self.delete()
        found |= self.filter()
        self.timer.stop()
        return found | {"peak memory at work, MiB": _peak_mib()}

    def check(self) -> Figures:
        """The quotations of the project checked for the first time, which comes by itself after opening."""
        settled: list[bool] = []
        told = partial(self.window.quotes.when_settled, partial(settled.append, True))
        return _with_blocks(
            "first quote check, ms", self.watched(told, lambda: bool(settled) and self.fresh())
        )

    def choose(self) -> Figures:
        """Claims gone to by Shift+J, each shown in the inspector."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self.view.setFocus()
        press = partial(QTest.keyClick, self.view, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
        chosen = [self.watched(press, self.fresh) for _ in range(MARKS)]
        return _with_blocks("choose a claim, shown, ms", _typical(chosen))

    def delete(self) -> Figures:
        """Claims in hand deleted; until the window shows it."""
        gone: list[tuple[float, float, float]] = []
        for _ in range(MARKS):
            if self.desk.claim is None:
                self.view.next_claim()
                self.quiet()
            known = len(self.desk.claims)
            delete = self.window.claims.delete_claim
            cost = self.watched(delete, self.fresh)
            if len(self.desk.claims) < known:
                gone.append(cost)
        return _with_blocks("delete a claim, shown, ms", _typical(gone)) if gone else {}

    def filter(self) -> Figures:
        """Words typed into the list's filter, each letter until the list is painted."""
        from PySide6.QtWidgets import QLineEdit

        field = self.window.claims.list.findChild(QLineEdit)
        assert field is not None
        typed = ("c", "co", "cou", "coun", "counc", "council", "council f", "")
        costs = [self.watched(partial(field.setText, words), self.fresh) for words in typed]
        return _with_blocks("filter, one key, ms", _typical(costs)) | {
            " filter: the first key, ms": costs[0][0]
        }

    def scroll(self) -> Figures:
        """Frames of 40 px, each painted."""
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.maximum() // 3)
        self.quiet()
        frames: list[float] = []
        for _ in range(FRAMES):
            start = time.process_time()
            bar.setValue(bar.value() + 40)
            self.app.processEvents()
            frames.append((time.process_time() - start) * 1e3)
        slow = sorted(frames)[len(frames) * 19 // 20]
        return {"scroll 40 px, ms": _median(frames), " 95th percentile, ms": slow}

    def scroll_suggested(self) -> Figures:
        """The same with a suggestion on every sentence."""
        from db.records.suggestions import SuggestionRecord

        view, before = self.view, list(self.view.suggestions.shown)
        view.set_suggestions(
            [SuggestionRecord(s.start, s.end, 700, 700, "", "") for s in self.desk.sentences]
        )
        figures = self.scroll()
        view.set_suggestions(before)
        return {f" all suggested: {name.strip()}": value for name, value in figures.items()}

    def mark(self) -> Figures:
        """Sentences marked by J and H, then each undone; until the window shows it."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self.view.setFocus()
        marks: list[tuple[float, float, float]] = []
        undone: list[tuple[float, float, float]] = []
        for _ in range(MARKS):
            QTest.keyClick(self.view, Qt.Key.Key_J)
            self.quiet()
            known = len(self.desk.claims)
            press = partial(QTest.keyClick, self.view, Qt.Key.Key_H)
            marks.append(self.watched(press, self.fresh))
            if len(self.desk.claims) == known:
                marks.pop()
        for _ in range(len(marks)):
            known = len(self.desk.claims)
            undo = self.window.menus.undo.trigger
            undone.append(self.watched(undo, lambda n=known: len(self.desk.claims) < n and self.fresh()))
        if not marks:
            return {}
        return _with_blocks("mark a sentence, shown, ms", _typical(marks)) | _with_blocks(
            "undo it, shown, ms", _typical(undone)
        )


def _peak_mib() -> float:
    from benchmarks.measuring import peak_mib

    return peak_mib()


def _median(values: Iterable[float]) -> float:
    from statistics import median

    return median(values)


def _typical(many: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    """The median's CPU, and the longest block of all."""
    return _median(m[0] for m in many), max(m[1] for m in many), max(m[2] for m in many)


def _with_blocks(name: str, found: tuple[float, float, float]) -> Figures:
    key = name.partition(",")[0]
    return {
        name: found[0],
        f" {key}: longest block, ms": found[1],
        f" {key}: of the window, CPU ms": found[2],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
