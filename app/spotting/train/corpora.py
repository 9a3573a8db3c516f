"""The labelled sentences training and benchmarks read; each file's licence is told beside the data."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from db.errors import KnownError


class DataMissing(KnownError):
    """A file training or measuring needs is not in the given folder."""


@dataclass(frozen=True)
class Labelled:
    """One sentence; ``place`` orders the sentences of a text, ``text`` is what they stand in."""

    sentence: str
    yes: bool
    place: int
    text: str = ""


def checkthat24(data: Path, part: str) -> list[Labelled]:
    """``train``, ``dev`` or ``dev-test`` of CheckThat! 2024 task 1 in English, in the order said."""
    file = f"checkthat24_task1/english/CT24_checkworthy_english_{part}.tsv"
    rows = _rows(data / file, "\t")
    found = [Labelled(row["Text"], row["class_label"] == "Yes", int(row["Sentence_id"])) for row in rows]
    return sorted(found, key=lambda one: (one.place, one.sentence))


def clef19(data: Path, part: str = "Test") -> list[Labelled]:
    """Political debates and speeches line by line (CheckThat! 2019 task 1): was it fact-checked?"""
    rows = _rows(data / f"claimbuster/clef19/CT19-T1-{part}.csv", ",")
    return [
        Labelled(row["text"], row["label"] == "1", int(row["line_number"]), row["file_name"]) for row in rows
    ]


def policlaim(data: Path) -> list[Labelled]:
    """Speeches of governors: does the sentence hold a claim that can be verified?"""
    rows = _rows(data / "policlaim/policlaim_train_golden.csv", ",")
    return [
        Labelled(row["text"], row["golden"] == "1", i, row["speech"])
        for i, row in enumerate(rows)
        if row["golden"]
    ]


def _rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    if not path.is_file():
        raise DataMissing(f"{path} is not there; give the folder that holds it with --data.")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))
