"""What it costs to compare two drafts and to show the comparison: ``python -m benchmarks.comparing``.

The drafts are those of ``benchmarks.drafts``: invented words, a tenth of the sentences edited. The page is
shown in an offscreen window; all figures are CPU of this process.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from app.text.comparing import compare
from app.text.drafts import align
from app.text.lines import line_spans
from benchmarks.drafts import WORDS, Pair, aligned_text, invented
from benchmarks.measuring import Figures, cpu_ms, medians
from db.records import ArticleText, BlockRecord, TextId
from db.records.comparing import Comparison, Turn


def measure(words: int, runs: int) -> Figures:
    """Aligning, comparing and showing drafts of so many words; the median of the runs."""
    return medians([_once(invented(words, seed)) for seed in range(runs)])


def _once(pair: Pair) -> Figures:
    old, new = aligned_text(pair.old), aligned_text(pair.new)
    alignment = align(old, new)
    was, now = _article(pair.old.text), _article(pair.new.text)
    made: list[Comparison] = []
    figures = {
        "compare, ms": cpu_ms(lambda: made.append(compare(was, now, alignment))),
    }
    runs = [run for paragraph in made[0].paragraphs for run in paragraph.runs]
    figures["changes"] = sum(run.turn is not Turn.SAME for run in runs)
    return figures | _shown(made[0])


def _article(text: str) -> ArticleText:
    lines = enumerate(line_spans(text), 1)
    blocks = tuple(BlockRecord(line.start, line.end, "paragraph", 0, n) for n, line in lines)
    return ArticleText(TextId(f"text:{len(text)}"), text, blocks, (), ())


def _shown(comparison: Comparison) -> Figures:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from widgets.comparing.page import ComparePage
    from widgets.fonts import apply_fonts
    from widgets.theme import ThemeChoice, apply_theme

    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication([])
    apply_fonts(app)
    apply_theme(app, ThemeChoice.LIGHT)
    page = ComparePage()
    page.resize(900, 800)
    page.show()
    app.processEvents()

    def until_idle(act: Callable[[], object]) -> float:
        def done() -> None:
            act()
            for _ in range(20):
                app.processEvents()

        return cpu_ms(done)

    figures = {
        "show the changes, ms": until_idle(lambda: page.show_comparison(comparison)),
        "next change, ms": until_idle(page.view.next_sentence),
        "unchanged paragraphs too, ms": until_idle(page.all_box.click),
    }
    page.close()
    return figures


def main() -> None:
    print(f"load average {os.getloadavg()[0]:.1f}")
    for size, words in WORDS.items():
        figures = measure(words, 3)
        print(
            f"{size}: {words:,} words: "
            + "; ".join(f"{name} {value:,.0f}" for name, value in figures.items())
        )


if __name__ == "__main__":
    main()
