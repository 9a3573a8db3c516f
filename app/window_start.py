"""Opens the window: what ``tickmark`` without a command does."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType

# Before PySide: what is spared the start must be known by then.
import widgets.unswitched  # noqa: F401 # pyright: ignore[reportUnusedImport]

# isort: split
from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.main_window import MainWindow
from app.panels.project_making import SUFFIX
from app.settings import read_settings
from db.place import log_to_file
from widgets.collecting import CollectedHere
from widgets.fonts import apply_fonts
from widgets.theme import ThemeChoice, apply_theme

_PICTURE_WITHIN_MS = 120_000
_SETTLE_MS = 400
_GIVES_WAY_S = 0.0005


def open_window(path: Path | None, *, sample: bool = False, picture_dir: Path | None = None) -> int:
    """Open a project, the sample, an article in a new project, or the start screen; returns the exit status.

    With ``picture_dir`` nothing is shown on a screen: a picture of the window and the sheet of what was
    opened are saved there, one sentence tells so, and the window closes again.
    """
    if picture_dir is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    log_to_file()
    # While the project's thread is at work, the window waits for Python's lock at every event of every
    # widget: up to 5 ms each by default, and a repaint has dozens.
    sys.setswitchinterval(_GIVES_WAY_S)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("tickmark")
    app.setApplicationDisplayName("Tickmark")
    app.setDesktopFileName("tickmark")
    apply_fonts(app)
    window = MainWindow(apply_theme(app, ThemeChoice(read_settings().theme)))
    tell_mistakes(window)
    taker = _PictureTaker(window, picture_dir) if picture_dir is not None else None
    begin(window, path, sample=sample, folder=picture_dir)
    if picture_dir is None:
        show_within(window, window.screen().availableSize())
    else:
        # The screen that is pretended for a picture is smaller than the window.
        window.show()
    window.when_made(partial(CollectedHere, window))
    status = app.exec()
    return taker.status if taker is not None else status


def show_within(window: QWidget, room: QSize) -> None:
    """Show the window; maximised where it would fill the screen and its frame push the last line off."""
    if window.width() < room.width() and window.height() < room.height():
        window.show()
    else:
        window.showMaximized()


def begin(window: MainWindow, path: Path | None, *, sample: bool = False, folder: Path | None = None) -> None:
    """Open the project of that path, or begin one with the article that it is; without a path show the last.

    ``sample`` opens a copy of the sample, in that folder or where copies of it are kept.
    """
    if sample:
        window.projects.open_sample(folder)
    elif path is None:
        window.projects.show_recent()
    elif path.suffix.lower() == SUFFIX or not path.exists() or _is_database(path):
        # Where nothing is, opening says so, before anything is asked or made.
        window.projects.open(path)
    else:
        window.when_made(
            lambda: window.projects.begin_with_articles([str(path)], window.library.import_files)
        )


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\x00"
    except OSError:
        return False


class _PictureTaker:
    """Saves a picture of the window and the sheet, then closes the window.

    Attributes: ``status`` is the exit status.
    """

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.status = 2
        self._window = window
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._sheet = folder / "sample-sheet.pdf"
        self._picture = folder / "window.png"
        window.projects.shown.connect(self._on_shown)
        window.projects.not_shown.connect(self._on_failed)
        window.sheets.written.connect(self._on_written)
        window.sheets.not_written.connect(self._on_failed)
        self._patience = QTimer(window, singleShot=True, interval=_PICTURE_WITHIN_MS)
        self._patience.timeout.connect(partial(self._on_failed, "The window took too long."))
        self._patience.start()

    def _on_shown(self) -> None:
        self._window.projects.shown.disconnect(self._on_shown)
        # Layouts settle over several rounds of events, before a claim is in hand and after.
        QTimer.singleShot(_SETTLE_MS, self._take_claim)

    def _take_claim(self) -> None:
        self._window.reading.view.next_claim()
        QTimer.singleShot(_SETTLE_MS, self._take)

    def _take(self) -> None:
        self._window.grab().save(str(self._picture))
        self._window.sheets.export(self._sheet)

    def _on_written(self, _path: str) -> None:
        self.status = 0
        self._end(
            f"There is no screen here, so Tickmark saved a picture of its window ({self._picture}) and the "
            f"sample's verdict sheet ({self._sheet}); run it where there is a screen to get the window."
        )

    def _on_failed(self, sentence: str) -> None:
        self._end(sentence)

    def _end(self, sentence: str) -> None:
        self._patience.stop()
        stream = sys.stdout if self.status == 0 else sys.stderr
        stream.write(f"{sentence}\n")
        self._window.close()


def tell_mistakes(window: MainWindow) -> None:
    """A mistake of ours in the window: in the log with its traceback, and told; never in silence."""
    before: Callable[..., None] = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        before(kind, error, trace)
        logging.getLogger("app").critical("in the window", exc_info=(kind, error, trace))
        window.notices.say_mistake()

    sys.excepthook = tell
