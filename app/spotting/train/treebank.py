"""Sentences of a treebank in CoNLL-U, with the text they stand in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Sentence:
    """Words side by side; ``heads`` count from 0 in the sentence, the root is its own head."""

    words: list[str] = field(default_factory=list[str])
    spaces: list[bool] = field(default_factory=list[bool])
    lemmas: list[str] = field(default_factory=list[str])
    parts: list[str] = field(default_factory=list[str])
    tags: list[str] = field(default_factory=list[str])
    features: list[str] = field(default_factory=list[str])
    heads: list[int] = field(default_factory=list[int])
    relations: list[str] = field(default_factory=list[str])
    begins_paragraph: bool = False


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file whose words, put together again, are the text."""
    begins = False
    for block in path.read_text("utf-8").split("\n\n"):
        lines = block.strip().split("\n")
        begins = begins or any(line.startswith(("# newdoc", "# newpar")) for line in lines)
        rows = [line.split("\t") for line in lines if line and line[0] != "#"]
        if not rows:
            continue
        sentence = _sentence(rows)
        if sentence is not None:
            sentence.begins_paragraph = begins
            yield sentence
        begins = False


def _sentence(rows: list[list[str]]) -> Sentence | None:
    sentence = Sentence()
    inside = _parts_of_longer_words(rows)
    if inside is None:
        return None
    for row in rows:
        if not row[0].isdecimal():
            continue
        number = int(row[0])
        form, spaced = inside.get(number, (row[1], "SpaceAfter=No" not in row[9].split("|")))
        sentence.words.append(form)
        sentence.spaces.append(spaced)
        sentence.lemmas.append(row[2])
        sentence.parts.append(row[3])
        sentence.tags.append(row[4] if row[4] != "_" else row[3])
        sentence.features.append("" if row[5] == "_" else row[5])
        head = int(row[6])
        sentence.heads.append(head - 1 if head else number - 1)
        sentence.relations.append("ROOT" if head == 0 else row[7])
    return sentence


def _parts_of_longer_words(rows: list[list[str]]) -> dict[int, tuple[str, bool]] | None:
    """How the words inside “don't” are written; None where they do not make up the whole."""
    forms = {int(row[0]): row[1] for row in rows if row[0].isdecimal()}
    inside: dict[int, tuple[str, bool]] = {}
    for row in rows:
        if "-" not in row[0]:
            continue
        first, last = map(int, row[0].split("-"))
        if "".join(forms[i] for i in range(first, last + 1)) != row[1]:
            return None
        for i in range(first, last + 1):
            inside[i] = (forms[i], i == last and "SpaceAfter=No" not in row[9].split("|"))
    return inside


def grouped(sentences: list[Sentence], chance: random.Random, share: float = 0.3) -> Iterator[list[Sentence]]:
    """The sentences in order, now and then two to four of a paragraph together."""
    i = 0
    while i < len(sentences):
        group = [sentences[i]]
        wanted = chance.randint(2, 4) if chance.random() < share else 1
        i += 1
        while len(group) < wanted and i < len(sentences) and not sentences[i].begins_paragraph:
            group.append(sentences[i])
            i += 1
        yield group


_CURLY = {"``": "“", "''": "”"}


def with_curly_marks(sentence: Sentence) -> Sentence:
    """The sentence with the quotation marks and apostrophes of printed text."""
    words = list(sentence.words)
    for i, (word, tag) in enumerate(zip(words, sentence.tags, strict=True)):
        if word == '"':
            words[i] = _CURLY.get(tag, word)
        elif "'" in word:
            words[i] = word.replace("'", "‘" if tag == "``" else "’")
    return Sentence(
        words,
        sentence.spaces,
        sentence.lemmas,
        sentence.parts,
        sentence.tags,
        sentence.features,
        sentence.heads,
        sentence.relations,
        sentence.begins_paragraph,
    )
