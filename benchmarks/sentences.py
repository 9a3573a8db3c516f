"""Scores the sentence splitter on gold sentences: exact-span precision, recall and F1, and words a second.

    python -m benchmarks.sentences --data FOLDER [--errors NAME]

FOLDER holds ud_english_ewt, ud_english_gum (CoNLL-U; lines cut at the paragraphs marked there),
ersatz_sbd (news, a sentence a line, joined by spaces) and pysbd_rules (cases a line). A folder that is
missing is skipped with a word. ``--errors`` prints where one set's spans differ.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.text.lines import line_spans
from app.text.sentences import sentences

Spans = set[tuple[int, int]]


@dataclass
class Document:
    text: str
    gold: Spans


@dataclass
class Score:
    gold: int = 0
    found: int = 0
    right: int = 0
    whole: int = 0
    documents: int = 0
    words: int = 0
    seconds: float = 0.0

    def add(self, document: Document) -> Spans:
        began = time.process_time()
        spans = sentences(document.text, line_spans(document.text))
        self.seconds += time.process_time() - began
        got = {(s.start, s.end) for s in spans}
        self.gold += len(document.gold)
        self.found += len(got)
        self.right += len(got & document.gold)
        self.whole += got == document.gold
        self.documents += 1
        self.words += len(document.text.split())
        return got

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.gold)

    def row(self, name: str) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.gold)
        speed = self.words / max(1e-9, self.seconds)
        return (
            f"{name:28} {self.gold:6} sentences  P {precision:6.1%}  R {recall:6.1%}  F1 {self.f1:6.1%}"
            f"  {self.whole}/{self.documents} whole  {speed / 1000:7.0f} k words/s"
        )


def joined(parts: Iterable[tuple[str, str]]) -> Document:
    """A document of (separator, sentence) pairs."""
    gold = Spans()
    pieces: list[str] = []
    length = 0
    for separator, sentence in parts:
        pieces += [separator, sentence]
        length += len(separator)
        gold.add((length, length + len(sentence)))
        length += len(sentence)
    return Document("".join(pieces), gold)


def conllu(path: Path) -> Iterator[Document]:
    parts: list[tuple[str, str]] = []
    glued = False
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text = re.search(r"^# text = (.*)$", block, re.M)
        if not text:
            continue
        if "# newdoc" in block and parts:
            yield joined(parts)
            parts = []
        separator = "\n" if re.search(r"^# newpar(?!_)", block, re.M) else ("" if glued else " ")
        parts.append((separator if parts else "", text[1].strip()))
        rows = [row for row in block.split("\n") if re.match(r"\d+(-\d+)?\t", row)]
        glued = "SpaceAfter=No" in rows[-1]
    yield joined(parts)


def lines(path: Path, limit: int = 800) -> Iterator[Document]:
    kept = [line.strip() for line in path.read_text(encoding="utf-8").split("\n")[:limit] if line.strip()]
    glue = "" if path.parent.name in {"ja", "zh"} else " "
    yield joined((glue if i else "", line) for i, line in enumerate(kept))


def rules(path: Path) -> Iterator[tuple[str, Document]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["clean_mode"] or not case["sentences"]:
            continue
        gold, at, text = Spans(), 0, case["text"]
        for sentence in (s.strip() for s in case["sentences"]):
            start = text.find(sentence, at)
            if start < 0:
                break
            at = start + len(sentence)
            gold.add((start, at))
        else:
            yield case["lang"], Document(text, gold)


def sets(data: Path) -> Iterator[tuple[str, list[Document]]]:
    for name in ("ud_english_ewt", "ud_english_gum"):
        for path in sorted((data / name).glob("*.conllu")):
            yield path.stem, list(conllu(path))
    for path in sorted((data / "ersatz_sbd" / "segmented").glob("*/*")):
        yield f"ersatz {path.parent.name}", list(lines(path))
    by_language: dict[str, list[Document]] = {}
    path = data / "pysbd_rules" / "rules.jsonl"
    for language, document in rules(path) if path.exists() else ():
        by_language.setdefault(language, []).append(document)
    for language, documents in sorted(by_language.items()):
        yield f"pysbd {language}", documents


def show_errors(document: Document, got: Spans) -> None:
    for start, end in sorted(document.gold ^ got):
        sign = "missed" if (start, end) in document.gold else "found "
        print(
            f"  {sign} {document.text[start:end][:60]!r} … {document.text[max(start, end - 40) : end + 20]!r}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", default="", help="print the differing spans of this set")
    arguments = parser.parse_args()
    scored = False
    for name, documents in sets(arguments.data):
        score = Score()
        for document in documents:
            got = score.add(document)
            if name == arguments.errors:
                show_errors(document, got)
        print(score.row(name))
        scored = True
    if not scored:
        parser.exit(2, f"no gold sentences under {arguments.data}\n")


if __name__ == "__main__":
    main()
