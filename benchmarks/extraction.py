"""How much of the article is found in real saved pages, and how much besides: F1 over runs of four words.

The pages, and what their articles say, come from the scrapinghub benchmark (MIT; the pages belong to their
sites): ../shared/data/article_extraction holds 88 of them, none is part of this project. The measure is that
benchmark’s: runs of four tokens counted, precision and recall of each page, their means, F1 of the means. The
rules were made looking at every second page, ``used``; the others are ``unseen``.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from app.importing.article import ImportedArticle
from benchmarks.measuring import Figures
from benchmarks.work import Cache

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "article_extraction"
PARTS = ("used", "unseen", "both")
_TOKEN = re.compile(r"\w+")
_RUN = 4
# The benchmark's articles are without headlines; most are without captions and the words of images.
_BESIDE = frozenset({"title", "caption", "image"})


def measure(_cache: Cache, part: str, _runs: int) -> Figures:
    """Precision, recall and F1 in percent over one of ``PARTS``; CPU for each page in milliseconds."""
    from app.importing.from_bytes import article_from

    pages = json.loads((FOLDER / "ground-truth.json").read_text("utf-8"))
    names = sorted(pages)
    chosen = {"used": names[::2], "unseen": names[1::2], "both": names}[part]
    before = time.process_time()
    read = {
        name: article_from(gzip.decompress((FOLDER / "html" / f"{name}.html.gz").read_bytes()), "page.html")
        for name in chosen
    }
    cpu = (time.process_time() - before) * 1e3 / len(chosen)
    truth = {name: str(pages[name]["articleBody"]) for name in chosen}
    found = _figures(truth, read, lambda kind: kind not in _BESIDE)
    everything = _figures(truth, read, lambda kind: kind != "title")
    return {
        "F1 of the running text, %": found[0],
        " precision, %": found[1],
        " recall, %": found[2],
        "F1 with captions and images, %": everything[0],
        "set aside, pieces a page": sum(len(a.asides) for a in read.values()) / len(read),
        "read a page, ms": cpu,
    }


def _figures(
    truth: dict[str, str], read: dict[str, ImportedArticle], counts: Callable[[str], bool]
) -> tuple[float, float, float]:
    precisions: list[float] = []
    recalls: list[float] = []
    for name, wanted in truth.items():
        ours, theirs = _runs_of(_words(read[name], counts)), _runs_of(wanted)
        both = (ours & theirs).total()
        if ours:
            precisions.append(both / ours.total())
        if theirs:
            recalls.append(both / theirs.total())
    precision, recall = _mean(precisions), _mean(recalls)
    return 2 * precision * recall / (precision + recall), precision, recall


def _words(article: ImportedArticle, counts: Callable[[str], bool]) -> str:
    aside = {(a.start, a.end) for a in article.asides}
    return "\n".join(
        article.text[b.start : b.end]
        for b in article.blocks
        if counts(b.kind) and (b.start, b.end) not in aside
    )


def _runs_of(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    runs = (tuple(tokens[at : at + _RUN]) for at in range(max(1, len(tokens) - _RUN + 1)))
    return Counter(run for run in runs if run)


def _mean(values: Sequence[float]) -> float:
    return 100 * sum(values) / len(values)
