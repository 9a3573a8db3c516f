"""The program started as a person starts it, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_without_a_screen_the_sample_is_shown_in_a_picture_and_a_sheet_and_one_sentence(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--sample", "--offscreen-picture", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (sentence,) = done.stdout.splitlines()
    assert str(tmp_path / "window.png") in sentence
    picture = (tmp_path / "window.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert [int.from_bytes(picture[at : at + 4], "big") for at in (16, 20)] == [1280, 800]
    assert (tmp_path / "sample-sheet.pdf").read_bytes().startswith(b"%PDF-")


def test_what_is_slow_to_load_is_not_loaded_for_the_first_window() -> None:
    heavy = "sqlite_utils typst charset_normalizer markdown_it multiprocessing"
    script = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from app.main_window import MainWindow\n"
        "from widgets.theme import apply_theme\n"
        "app = QApplication([])\n"
        "window = MainWindow(apply_theme(app))\n"
        "window.show()\n"
        "app.processEvents()\n"
        f"print([name for name in '{heavy}'.split() if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
