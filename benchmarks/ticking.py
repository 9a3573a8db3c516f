"""What ticking a fact costs the window: CPU of its thread from the key to the last repaint.

    python -m benchmarks.ticking [--words N] [--ticks N]

The commit itself runs in the project's own thread and is not in the figures. ``press`` is the key alone,
after which the tick is on screen; ``all`` adds the news that comes back from the file.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from app.commands import adding
from app.main_window import MainWindow
from app.spotting.facts import find_facts
from app.text.lines import line_spans
from app.text.sentences import sentences
from widgets.fonts import apply_fonts
from widgets.theme import ThemeChoice, ThemeFollower

LINE = (
    "On 3 May {0} the harbour board of Penwick paid £{1}m for {2} barges, and Ann Hollis, its director, "
    "said “no more will come before the summer”. The largest of them sank off Mount Kerrow two years later.\n"
)


def text(words: int) -> str:
    """About so many words, in lines of two sentences."""
    lines = words // len(LINE.split())
    return "".join(LINE.format(1900 + n % 120, n % 900, n % 70 + 2) for n in range(lines))


def rules(words: int) -> float:
    """CPU seconds of finding the facts in a text of so many words."""
    body = text(words)
    spans = [(s.start, s.end) for s in sentences(body, line_spans(body))]
    began = time.process_time()
    find_facts(body, spans)
    return time.process_time() - began


class Window:
    """The real window on a new project with one article and one source."""

    def __init__(self, folder: Path, words: int) -> None:
        self.app = QApplication([])
        apply_fonts(self.app)
        self.window = MainWindow(ThemeFollower(self.app, ThemeChoice.LIGHT))
        self.window.resize(1280, 800)
        self.window.show()
        self.window.projects.make(folder / "ticking.tickmark")
        self._until(lambda: self.window.desk.project is not None)
        article = folder / "article.txt"
        article.write_text(text(words), encoding="utf-8")
        self.window.library.import_files([str(article)])
        session = self.window.desk.session
        assert session is not None
        session.run(lambda project: adding.add_note(project, title="Minutes", text="p. 4"))
        self._until(lambda: self.window.desk.article is not None and bool(self.window.desk.sources))
        self._quiet()
        self.window.ticking.begin()
        self._until(lambda: self.window.ticking.ready)
        self.window.ticking.hand.take(next(iter(self.window.desk.sources)))

    def _until(self, true: object) -> None:
        assert callable(true)
        while not true():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.002)

    def _quiet(self) -> None:
        session = self.window.desk.session
        assert session is not None
        fresh: list[bool] = []
        self._until(lambda: not session.unsaved)
        self.window.desk.when_fresh(lambda: fresh.append(True))
        self._until(lambda: bool(fresh))
        self.app.processEvents()

    def tick(self) -> tuple[float, float]:
        """Milliseconds of the window's thread: of the key with its repaint, and of everything."""
        self._quiet()
        began = time.thread_time()
        self.window.ticking.tick()
        self.window.reading.view.viewport().repaint()
        pressed = time.thread_time()
        self._quiet()
        return (pressed - began) * 1000, (time.thread_time() - began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--ticks", type=int, default=60)
    asked = parser.parse_args()
    for words in (asked.words // 10, asked.words):
        print(f"finding facts in {words:7,} words: {rules(words) * 1000:7.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        window = Window(Path(folder), asked.words)
        facts = len(window.window.reading.view.facts.facts)
        print(f"{asked.words:,} words, {facts:,} facts")
        taken = [window.tick() for _ in range(asked.ticks)]
        for name, values in zip(("press", "all"), zip(*taken, strict=True), strict=True):
            print(f"{name:6} median {statistics.median(values):5.1f} ms   worst {max(values):5.1f} ms")


if __name__ == "__main__":
    main()
