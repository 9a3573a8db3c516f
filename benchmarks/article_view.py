"""What the article view costs: ``python benchmarks/article_view.py [words claims]...``

Offscreen, raster, 900 by 1000 pixels. Figures are milliseconds of process CPU time, medians of the runs
named; "longest" is the longest the window was blocked at a time, "wall" says that it is wall time. Without
arguments: 1,000 words with 50 claims, 10,000 with 500, 100,000 with 5,000.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint
from PySide6.QtWidgets import QApplication

from db.records import ArticleText, ClaimRecord
from widgets.article_view import ArticleView
from widgets.fonts import apply_fonts
from widgets.gallery.samples import long_text, many_claims, scale, sentences_of
from widgets.styling import follow_theme
from widgets.theme import ThemeChoice, apply_theme

RUNS = 5
FRAMES = 120


def cpu(action: Callable[[], object]) -> float:
    """Milliseconds of process CPU time the action takes."""
    start = time.process_time()
    action()
    return (time.process_time() - start) * 1e3


def settle() -> None:
    """Let everything posted happen, as the window's event loop would."""
    QApplication.processEvents()


def settle_layout(view: ArticleView) -> tuple[float, float]:
    """Run the event loop until the text is laid out: (CPU ms, longest block in wall ms)."""
    start, longest = time.process_time(), 0.0
    give_up = time.perf_counter() + 30
    while not view.document().lastBlock().layout().lineCount() and time.perf_counter() < give_up:
        before = time.perf_counter()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        longest = max(longest, (time.perf_counter() - before) * 1e3)
        time.sleep(0.002)
    settle()
    return (time.process_time() - start) * 1e3, longest


def new_view() -> ArticleView:
    view = ArticleView()
    # As in the window: Fusion's own scroll bar takes longer to paint than the text.
    follow_theme(view.verticalScrollBar())
    view.set_scale(scale())
    view.resize(900, 1000)
    view.show()
    settle()
    return view


def measure_opening(text: ArticleText) -> dict[str, float]:
    readable: list[float] = []
    blocked: list[float] = []
    rest: list[float] = []
    longest: list[float] = []
    for _ in range(RUNS):
        view = new_view()
        wall = time.perf_counter()
        readable.append(cpu(lambda view=view: (view.show_text(text), settle())))
        blocked.append((time.perf_counter() - wall) * 1e3)
        more, slice_ = settle_layout(view)
        rest.append(more)
        longest.append(slice_)
        view.deleteLater()
        settle()
    return {
        "text readable": median(readable),
        "text readable, wall": median(blocked),
        "rest of the layout": median(rest),
        "longest slice, wall": median(longest),
    }


def measure_claims(view: ArticleView, claims: list[ClaimRecord]) -> dict[str, float]:
    figures = {
        "set_claims": median(cpu(lambda: view.set_claims(claims)) for _ in range(RUNS)),
        "set_claims, painted": median(cpu(lambda: (view.set_claims(claims), settle())) for _ in range(RUNS)),
    }
    chosen = claims[len(claims) // 2]
    view.reveal(chosen.id)
    settle()
    rated = [replace(chosen, wording=str(i)) for i in range(40)]
    moved = [replace(chosen, start=chosen.start - i % 7) for i in range(40)]
    figures["update one claim"] = median(cpu(lambda c=c: view.update_claims([c])) for c in rated)
    figures["move one claim"] = median(cpu(lambda c=c: view.update_claims([c])) for c in moved)
    figures["update one, painted"] = median(
        cpu(lambda c=c: (view.update_claims([c]), settle())) for c in rated
    )
    figures["add and remove one"] = median(
        cpu(lambda c=c: (view.update_claims((), [c.id]), view.update_claims([c]))) for c in rated
    )
    return figures


def measure_frames(view: ArticleView) -> dict[str, float]:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    settle()
    steps = [cpu(lambda: (bar.setValue(bar.value() + 40), settle())) for _ in range(FRAMES)]
    full = [cpu(view.viewport().repaint) for _ in range(30)]
    pages = [cpu(lambda: (bar.setValue((bar.value() + 5000) % bar.maximum()), settle())) for _ in range(30)]
    middle = QPoint(view.viewport().width() // 2, 500)
    return {
        "scroll 40 px": median(steps),
        "scroll 40 px, 95th percentile": quantiles(steps, n=20)[-1],
        "full repaint of the text": median(full),
        "jump to another page": median(pages),
        "hit test": median(cpu(lambda: view.claims_at(middle)) for _ in range(200)),
        "next sentence, painted": median(cpu(lambda: (view.next_sentence(), settle())) for _ in range(60)),
        "next claim, painted": median(cpu(lambda: (view.next_claim(), settle())) for _ in range(60)),
        "find a word, painted": median(
            cpu(lambda w=w: (view.find_words(w), settle()))
            for w in ("flood", "harbour", "votes", "town", "any")
        ),
    }


def longest_turn(view: ArticleView, action: Callable[[], object]) -> tuple[float, float, float]:
    """Do it and let the window work until the text is laid out and in place.

    The longest it was blocked at a time, in CPU and wall milliseconds, and the wall time until in place.
    """
    beats: list[tuple[float, float]] = []
    start = time.perf_counter()
    before = time.process_time(), start

    def beat() -> None:
        nonlocal before
        now = time.process_time(), time.perf_counter()
        beats.append((now[0] - before[0], now[1] - before[1]))
        before = now

    action()
    beat()
    in_place = 0.0
    while not view.document().lastBlock().layout().lineCount() or view.held:
        QApplication.processEvents()
        beat()
        in_place = in_place or (0.0 if view.held else time.perf_counter() - start)
    for _ in range(5):
        QApplication.processEvents()
        beat()
    in_place = in_place or beats[0][1]
    return max(c for c, _ in beats) * 1e3, max(w for _, w in beats) * 1e3, in_place * 1e3


def measure_turns(text: ArticleText, claims: list[ClaimRecord]) -> dict[str, float]:
    """How long the window is blocked at a time by what moves the whole text."""
    end = len(text.text) * 19 // 20
    turns: dict[str, list[tuple[float, float, float]]] = {}
    for _ in range(RUNS):
        view = new_view()
        view.show_text(text)
        settle()
        view.set_claims(claims)
        settle()
        actions: dict[str, Callable[[], object]] = {
            "jump before the layout": lambda view=view: view.go_to(end),
            "zoom far down": view.zoom_in,
            "narrower far down": lambda view=view: view.resize(560, 1000),
        }
        for name, action in actions.items():
            turns.setdefault(name, []).append(longest_turn(view, action))
        view.deleteLater()
        settle()
    figures: dict[str, float] = {}
    for name, found in turns.items():
        figures[f"{name}, longest"] = median(turn[0] for turn in found)
        figures[f"{name}, longest, wall"] = median(turn[1] for turn in found)
        figures[f"{name}, in place, wall"] = median(turn[2] for turn in found)
    return figures


def measure(words: int, count: int) -> dict[str, float]:
    text = long_text(words)
    claims = many_claims(text, count)
    figures = measure_opening(text)
    view = new_view()
    view.show_text(text)
    settle_layout(view)
    sentences = sentences_of(text)
    figures["set_sentences"] = median(cpu(lambda: view.set_sentences(sentences)) for _ in range(RUNS))
    figures |= measure_claims(view, claims) | measure_frames(view)
    figures |= measure_turns(text, claims)
    view.deleteLater()
    settle()
    return figures


def main() -> None:
    app = QApplication(sys.argv[:1])
    apply_fonts(app)
    apply_theme(app, ThemeChoice.LIGHT)
    given = [int(word.replace(",", "")) for word in sys.argv[1:]]
    sizes = list(zip(given[::2], given[1::2], strict=True)) or [(1_000, 50), (10_000, 500), (100_000, 5_000)]
    columns = [measure(words, count) for words, count in sizes]
    sys.stdout.write("ms CPU (median)".ljust(40) + "".join(f"{w:>12,} w" for w, _ in sizes) + "\n")
    for name in columns[0]:
        sys.stdout.write(name.ljust(40) + "".join(f"{column[name]:>14.2f}" for column in columns) + "\n")


if __name__ == "__main__":
    main()
