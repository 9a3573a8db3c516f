"""A large PDF kept, opened beside the article and scrolled: ``python -m benchmarks.source_viewer [MB]``

A project with a short article is made in a temporary folder, with a PDF of pages that are pictures of noise,
so that nothing about them is small. The window's longest block is the longest time between two beats of a
timer of 5 ms; beside it stands the CPU the window's own thread spent in one such time.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.living_window import Work

if TYPE_CHECKING:
    from app.main_window import MainWindow

PAGE_MB = 1.0
SCROLLED = 60


def noisy_pdf(path: Path, megabytes: float) -> int:
    """Write a PDF of about that size; how many pages it has."""
    from PIL import Image

    count = max(1, round(megabytes / PAGE_MB))
    side = (860, 1216)
    pages = [Image.frombytes("L", side, os.urandom(side[0] * side[1])) for _ in range(count)]
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], quality=95)
    return count


def main(megabytes: float) -> None:
    """Run the program with its event loop replaced by the measuring, and print the figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app import window_start
    from app.__main__ import main as program

    class Watched(window_start.QApplication):
        def exec(self) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
            window = next(w for w in self.topLevelWidgets() if isinstance(w, window_start.MainWindow))
            with tempfile.TemporaryDirectory() as folder:
                figures = measured(window, Path(folder), megabytes)
                window.close()
            sys.stdout.write(json.dumps(figures, indent=1) + "\n")
            return 0

    window_start.QApplication = Watched  # pyright: ignore[reportAttributeAccessIssue]
    sys.argv = ["tickmark"]
    program()


def measured(window: MainWindow, folder: Path, megabytes: float) -> dict[str, float]:
    """Keep, open, scroll, find and close."""
    work = Work(window)
    desk, viewer = window.desk, window.viewer
    pdf = folder / "noise.pdf"
    found: dict[str, float] = {"pages": noisy_pdf(pdf, megabytes), "MB": pdf.stat().st_size / 1e6}
    article = folder / "article.txt"
    article.write_text("The harbour\n\nIt was shut in 1962.\n" * 20, "utf-8")
    work.timer.start()
    window.projects.make(folder / "project.tickmark")
    work.until(lambda: desk.project is not None)
    window.library.import_files([str(article)])
    work.until(lambda: desk.article is not None)
    work.quiet()

    def note(name: str, figures: tuple[float, float, float]) -> None:
        used, block, cpu = figures
        found.update({f"{name}, CPU ms": used, f"{name}, longest block": block, f"{name}, its CPU": cpu})

    keep = partial(window.library.add_source_files, [str(pdf)])
    note("keep it", work.watched(keep, lambda: bool(desk.sources)))
    source = next(iter(desk.sources))
    note("open it", work.watched(partial(viewer.open, source), lambda: viewer.viewer.body is not None))
    body = viewer.viewer.body
    assert body is not None
    bar = body.verticalScrollBar()  # pyright: ignore[reportAttributeAccessIssue]
    scrolled = [
        work.watched(partial(bar.setValue, bar.maximum() * n // SCROLLED), lambda: True)
        for n in range(1, SCROLLED + 1)
    ]
    for n, name in enumerate(("CPU ms", "longest block", "its CPU")):
        found[f"scroll through it, worst, {name}"] = max(each[n] for each in scrolled)
    note("larger", work.watched(partial(viewer.do, "zoom_in"), lambda: True))
    note("close it", work.watched(viewer.close, lambda: viewer.source == ""))
    work.timer.stop()
    return found


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 50)
