"""The pictures of docs/, made again from the sample: ``python -m benchmarks.pictures [DIR] [--only WORD]``

Works the real window without a screen, in a home of its own; each picture has 256 colours of its own.
The sample is invented, and so is the short Arabic article that is brought in for the mirrored window.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget

    from app.main_window import MainWindow

SMALL, LARGE = (1280, 800), (1920, 1080)
PERSON = "Ana Berg"
_PATIENCE_S = 60
_SETTLE_S = 0.5
_COLOURS = 256
# An article of our own, for a window that reads from right to left.
_ARABIC = """# كم تكلف رحلة العبور؟

قرر مجلس بلدة تاروفيك في 22 سبتمبر شراء عبّارة جديدة بمبلغ 86 مليون كرونة.
وتقول العمدة داغني تورفيل إن العقد لم يوقَّع قبل التصويت.

العقد المنشور على موقع البلدة مؤرخ في 2 أكتوبر.
ونقلت صحيفة Skerry Post أن الوزارة تعزو ارتفاع السعر إلى أعمال الحفر.

حملت العبّارة القديمة 148,620 راكبًا في العام الماضي. ولن يذكر أحد الثمن بعد عشر سنوات.
"""


class Scene(NamedTuple):
    """A picture: what is done in the window first, and what of it is shown."""

    name: str
    size: tuple[int, int]
    prepare: Callable[[Stage], QWidget | None]
    theme: str = "light"


class Stage:
    """The window at work on the sample, with keys to press in it."""

    def __init__(self, app: QApplication, window: MainWindow, folder: Path) -> None:
        self.app, self.window, self.folder = app, window, folder

    def until(self, true: Callable[[], bool]) -> None:
        """Let the window work until something is so. Raises TimeoutError after a minute."""
        end = time.monotonic() + _PATIENCE_S
        while not true():
            if time.monotonic() > end:
                raise TimeoutError("The window did not get as far as a picture needs.")
            self.app.processEvents()
            time.sleep(0.005)

    def settle(self) -> None:
        """Let everything asked for be saved, shown and laid out."""
        session = self.window.desk.session
        fresh: list[bool] = []
        self.until(lambda: session is None or not session.unsaved)
        self.window.desk.when_fresh(lambda: fresh.append(True))
        self.until(lambda: bool(fresh))
        end = time.monotonic() + _SETTLE_S
        self.until(lambda: time.monotonic() > end)

    def press(self, *keys: str) -> None:
        """Press keys, spelled as the menus spell them, where the keyboard is."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest

        for key in keys:
            QTest.keySequence(self.focus, QKeySequence(key))
            self.settle()

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        from PySide6.QtTest import QTest

        QTest.keyClicks(self.focus, words)
        self.settle()

    @property
    def focus(self) -> QWidget:
        """Where the keyboard is; the article where it is nowhere."""
        return self.app.focusWidget() or self.window.reading.view

    def to_article(self) -> None:
        """Have the keyboard in the article, without anything laid over it."""
        self.window.activateWindow()
        self.window.reading.focus()
        self.settle()

    def take(self, number: str) -> None:
        """Take the claim of that number in hand."""
        claim = next(c for c in self.window.desk.claims.values() if c.number == number)
        self.window.reading.go_to_claim(claim.id)
        self.until(lambda: self.window.desk.claim == claim.id)
        self.to_article()


def start(at: Stage) -> None:
    """The first start."""


def window(at: Stage) -> None:
    """A reported claim in hand, half done."""
    at.take("MC2")


def ticking(at: Stage) -> None:
    """Facts being ticked against a source."""
    at.press("Ctrl+Shift+T")
    at.until(lambda: at.window.ticking.ready)
    at.press("Shift+Space")
    at.type("counts")
    at.press("Return", "Space", "Space")


def leave_ticking(at: Stage) -> None:
    """The window as before the ticking."""
    at.to_article()
    at.press("Ctrl+Shift+T")


def filters(at: Stage) -> None:
    """Two chips on, the others unfolded."""
    chips = at.window.claims.list.bar.chips
    for key in ("more", "status=closed"):
        chips.chip(key).click()
        at.settle()


def level(at: Stage) -> None:
    """Claims level with their sentences."""
    at.window.claims.list.bar.clear()
    at.window.claims.list.bar.chips.chip("more").click()
    at.to_article()
    at.press("V")


def palette(at: Stage) -> None:
    """The palette with a word typed."""
    at.to_article()
    at.press("V", "Ctrl+Shift+P")
    at.type("claim")


def inspector(at: Stage) -> QWidget:
    """The inspector alone, with its fixes and queries open."""
    at.press("Escape")
    at.take("MC4")
    shown = at.window.claims.inspector
    shown.set_open_parts(("claim", "remarks"))
    at.settle()
    return at.window.claims.sidebar


def mirrored(at: Stage) -> None:
    """An Arabic article in a window laid out from the right, with three claims."""
    from widgets.direction import lay_out

    at.window.claims.inspector.set_open_parts(())
    article = at.folder / "arabic.md"
    article.write_text(_ARABIC, encoding="utf-8")
    titles = len(at.window.desk.articles)
    at.window.library.import_files([str(article)])
    at.until(lambda: len(at.window.desk.articles) > titles and "تكلف" in at.window.desk.text.text)
    lay_out("right-to-left")
    at.settle()
    at.to_article()
    for words, rating in (("شراء عبّارة جديدة بمبلغ 86 مليون", "1"), ("العقد لم يوقَّع قبل التصويت", "5"),
                          ("148,620 راكبًا", "2")):  # fmt: skip
        found = at.window.desk.text.text.index(words)
        at.window.reading.view.select(found, found + len(words))
        at.press("H", rating)
    with suppress(StopIteration):
        at.take(next(c.number for c in at.window.desk.claims.values() if "العقد" in c.quote))


SCENES = (
    Scene("start", SMALL, start),
    Scene("window-light", SMALL, window),
    Scene("window-dark", SMALL, window, "dark"),
    Scene("window-large-light", LARGE, window),
    Scene("window-large-dark", LARGE, window, "dark"),
    Scene("ticking", SMALL, ticking),
    Scene("filters", SMALL, filters),
    Scene("level", LARGE, level),
    Scene("palette", SMALL, palette),
    Scene("inspector", (1280, 1100), inspector),
    Scene("arabic-mirrored", SMALL, mirrored),
)


def few_colours(image: QImage) -> QImage:
    """The image with its 256 most frequent colours, which halves its file and is not seen."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I").tolist())
    table = [colour | 0xFF000000 for colour, _ in counted.most_common(_COLOURS)]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)


def take_pictures(folder: Path, only: str = "") -> list[Path]:
    """Save the pictures whose names hold that word, light and dark; the files written."""
    from PySide6.QtWidgets import QApplication

    from app.main_window import MainWindow
    from widgets.fonts import apply_fonts
    from widgets.theme import ThemeChoice, apply_theme

    app = QApplication(sys.argv[:1])
    apply_fonts(app)
    follower = apply_theme(app, ThemeChoice.LIGHT)
    window = MainWindow(follower)
    window.show()
    written: list[Path] = []
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        at = Stage(app, window, Path(home))
        for scene in SCENES:
            follower.choose(ThemeChoice(scene.theme))
            window.resize(*scene.size)
            if scene.prepare is not start and window.desk.session is None:
                window.projects.open_sample(Path(home))
                at.until(lambda: bool(window.desk.claims))
                at.to_article()
            part = scene.prepare(at) or window
            at.settle()
            if only in scene.name:
                written.append(folder / f"{scene.name}.png")
                few_colours(part.grab().toImage()).save(str(written[-1]), quality=0)
            if scene.prepare is ticking:
                leave_ticking(at)
        window.close()
        at.until(lambda: window.desk.session is None)
    return written


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pictures", description="Make docs/pictures again."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/pictures"), metavar="DIR")
    parser.add_argument("--only", default="", metavar="WORD", help="only pictures whose name holds the word")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        # Nothing of the person's own settings, projects or name is to be seen.
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = str(Path(home) / name.lower())
        os.environ |= {"TICKMARK_STATE_DIR": str(Path(home) / "state"), "LOGNAME": PERSON}
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for file in take_pictures(asked.folder, asked.only):
            sys.stdout.write(f"{file}  {file.stat().st_size // 1024} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
