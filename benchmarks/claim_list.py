"""What the claim list and the inspector cost: ``python -m benchmarks.claim_list [claims]``

Offscreen, raster. Milliseconds of process CPU time, median of 9 (best): filling the list and painting it,
filtering per keystroke once the list is prepared, sorting, changing one row, a page of
scrolling, and showing another claim in the inspector.
Without an argument: 20,000 claims.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from widgets.claim_inspector import ClaimInspector
from widgets.claim_list import ClaimList
from widgets.claims.traits import Facet, Filter, Order, Trait
from widgets.fonts import apply_fonts
from widgets.gallery import sidebar_samples as samples
from widgets.theme import ThemeChoice, apply_theme

RUNS = 9


def measure(name: str, action: Callable[[int], object], *, settle: bool = True) -> None:
    """Print what the action costs; it is told which run it is."""
    costs: list[float] = []
    for run in range(RUNS):
        start = time.process_time()
        action(run)
        if settle:
            QApplication.processEvents()
        costs.append((time.process_time() - start) * 1e3)
    print(f"{name:44} {median(costs):7.1f} ({min(costs):.1f})")


def measure_list(count: int) -> None:
    """The list of that many claims."""
    claims = samples.many_claims(count)
    shown = ClaimList()
    shown.set_scale(samples.scale())
    shown.resize(380, 900)
    shown.show()
    measure(f"set {count} claims and paint", lambda _: shown.set_claims(claims))
    model = shown.model
    field, cards = shown.findChild(QLineEdit), shown.findChild(QTableView)
    assert field is not None
    assert cards is not None
    while model.preparing:
        QApplication.processEvents()
    begin = time.process_time()
    model.set_filter(Filter("first"))
    print(f"{'first keystroke, in the model':44} {(time.process_time() - begin) * 1e3:7.1f}")
    words = ("m", "mi", "min", "mini", "council", "ministry crew", "MC199", "وزارة", "no such words")
    measure("filter in the model", lambda run: model.set_filter(Filter(words[run])), settle=False)
    measure("keystroke in the filter, with paint", lambda run: field.setText(words[run]))
    field.clear()
    chips = [Filter("", frozenset({trait})) for trait in (Trait(Facet.STATUS, "open"), Trait(Facet.DIFFER))]
    measure("chip, with paint", lambda run: model.set_filter(chips[run % 2]))
    model.set_filter(Filter())
    measure("sort, with paint", lambda run: model.set_order(list(Order)[run % len(Order)]))
    model.set_order(Order.PLACE)
    middle = claims[count // 2]
    shown.set_current(middle.id)
    measure(
        "one claim changed, with paint",
        lambda run: shown.update_claims([replace(middle, wording=f"Reworded {run}.")]),
    )
    bar = cards.verticalScrollBar()
    measure("scroll one page, with paint", lambda run: bar.setValue(bar.value() + bar.pageStep() * (run + 1)))
    measure("jump to another claim, with paint", lambda run: shown.set_current(claims[run * 997 % count].id))


def measure_inspector() -> None:
    """The inspector going from claim to claim, with evidence."""
    inspector = ClaimInspector()
    inspector.resize(380, 900)
    inspector.show()
    claims = samples.claims()
    sources, scale = samples.sources(), samples.scale()
    proofs = [samples.evidence_of(claim) if claim.evidence else () for claim in claims]

    def show(run: int) -> None:
        at = run % len(claims)
        inspector.show_claim(claims[at], proofs[at], sources, scale, samples.ME)

    def refresh(run: int) -> None:
        changed = replace(claims[1], wording=f"Reworded {run}.")
        inspector.show_claim(changed, proofs[1], sources, scale, samples.ME)

    for run in range(len(claims)):
        show(run)
    measure("inspector: another claim, with paint", show)
    measure("inspector: news of the same claim, with paint", refresh)


def main() -> None:
    app = QApplication(sys.argv)
    follower = apply_theme(app, ThemeChoice.LIGHT)
    apply_fonts(app)
    measure_list(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
    measure_inspector()
    follower.deleteLater()


if __name__ == "__main__":
    main()
