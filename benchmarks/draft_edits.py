"""Edits an author makes to an article, each word's identity kept through them, so that the truth is known."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

Sentence = list["Word"]
Paragraph = list[Sentence]
Article = list[Paragraph]

_NUMBER = re.compile(r"\d")
_NAME = re.compile(r"[A-Z][a-z]{2,}")
MARKS = "*_\"“”„‟«»'‘’.,;:!?()[]―—–-"
_RESTYLED = [
    str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "–"}),
    str.maketrans({'"': "”", "'": "’", "–": "—"}),
    str.maketrans({"“": "«", "”": "»", '"': "„", "—": "–"}),
]


@dataclass(frozen=True)
class Word:
    """A word with its punctuation; ``of`` is the old word it is, -1 for one that came.

    ``same`` is false where it stands for the old word without being it: a number or name that changed.
    ``like`` is the old word of which it is a copy, or -1.
    """

    text: str
    of: int
    same: bool = True
    like: int = -1


@dataclass(frozen=True)
class Draft:
    """A text, its words with their places, its sentences and paragraphs as places too."""

    text: str
    words: list[tuple[int, int, Word]]
    sentences: list[tuple[int, int]]
    lines: list[tuple[int, int]]


def draft_of(article: Article) -> Draft:
    """The text of an article: words and sentences parted by spaces, paragraphs by a line's end."""
    parts: list[str] = []
    words: list[tuple[int, int, Word]] = []
    sentences: list[tuple[int, int]] = []
    lines: list[tuple[int, int]] = []
    at = 0
    for paragraph in article:
        line = at
        for sentence in paragraph:
            start = at
            for word in sentence:
                words.append((at, at + len(word.text), word))
                parts += [word.text, " "]
                at += len(word.text) + 1
            sentences.append((start, at - 1))
        parts[-1] = "\n"
        lines.append((line, at - 1))
    return Draft("".join(parts), words, sentences, lines)


class Author:
    """Edits articles; ``store`` are sentences of other articles, to insert and to take words from."""

    def __init__(self, seed: int, store: Sequence[Sequence[str]]) -> None:
        self._random = random.Random(seed)
        self._store = [sentence for sentence in store if len(sentence) > 4]

    def planted(self, article: Article) -> Article:
        """The article with a few sentences said again: word for word, or with some words changed."""
        for _ in range(max(1, sum(map(len, article)) // 25)):
            copy = self._copy(self._any_sentence(article), self._random.choice([0.0, 0.15, 0.3]))
            self._put(article, copy)
        count = 0
        for paragraph in article:
            for index, sentence in enumerate(paragraph):
                paragraph[index] = [Word(word.text, count + n) for n, word in enumerate(sentence)]
                count += len(sentence)
        return article

    def edited(self, article: Article, share: float) -> Article:
        """The article with about this share of its sentences edited, each in one of many ways."""
        article = [[list(sentence) for sentence in paragraph] for paragraph in article]
        small: list[Callable[[Article], None]] = [
            *(self._swap, self._swap, self._number, self._number, self._name, self._tighten, self._rewrite),
            *(self._insert, self._insert, self._delete, self._move, self._split, self._split),
            *(self._merge, self._merge, self._look_alike, self._insert_words, self._extend),
        ]
        for _ in range(max(2, round(share * sum(map(len, article))))):
            self._random.choice(small)(article)
        for large, odds in (
            (self._reorder, 0.5),
            (self._move_paragraph, 0.3),
            (self._restyle, 0.4),
            (self._delete_paragraph, 0.3),
            (self._break, 0.5),
            (self._join, 0.5),
            (self._double, 0.15),
        ):
            if self._random.random() < odds:
                large(article)
        return [kept for paragraph in article if (kept := [s for s in paragraph if s])]

    def _place(self, article: Article) -> tuple[Paragraph, int]:
        paragraph = self._random.choice([p for p in article if p])
        return paragraph, self._random.randrange(len(paragraph))

    def _any_sentence(self, article: Article) -> Sentence:
        paragraph, index = self._place(article)
        return paragraph[index]

    def _put(self, article: Article, sentence: Sentence) -> None:
        paragraph, index = self._place(article)
        paragraph.insert(index + self._random.randrange(2), sentence)

    def _fresh_words(self, count: int) -> Sentence:
        words: list[str] = []
        while len(words) < count:
            words += self._random.choice(self._store)
        return [Word(text, -1) for text in words[:count]]

    def _copy(self, sentence: Sentence, changed: float) -> Sentence:
        return [
            self._fresh_words(1)[0] if self._random.random() < changed else Word(word.text, -1, True, word.of)
            for word in sentence
        ]

    def _swap(self, article: Article) -> None:
        sentence = self._any_sentence(article)
        for _ in range(self._random.randint(1, 3)):
            at = self._random.randrange(len(sentence))
            new = self._fresh_words(1)[0].text.strip(MARKS)
            # The same word again is that word, whatever marks it had.
            if new and new.lower() != sentence[at].text.lower().strip(MARKS):
                ending = re.search(r"[.,”\"]*$", sentence[at].text)
                sentence[at] = Word(new + (ending[0] if ending else ""), sentence[at].of, False)

    def _number(self, article: Article) -> None:
        self._change(article, _NUMBER, lambda text: _NUMBER.sub(lambda m: str((int(m[0]) + 3) % 10), text))

    def _name(self, article: Article) -> None:
        names = ["Okafor", "Lindqvist", "Marchetti", "Dubrovsky", "Hale"]
        self._change(article, _NAME, lambda text: _NAME.sub(self._random.choice(names), text, count=1))

    def _change(self, article: Article, which: re.Pattern[str], change: Callable[[str], str]) -> None:
        fitting = [s for p in article for s in p if any(which.search(word.text) for word in s[1:])]
        if fitting:
            sentence = self._random.choice(fitting)
            at = self._random.choice([n for n, word in enumerate(sentence) if n and which.search(word.text)])
            sentence[at] = Word(change(sentence[at].text), sentence[at].of, False)

    def _tighten(self, article: Article) -> None:
        sentence = self._any_sentence(article)
        if len(sentence) > 6:
            share = self._random.uniform(0.1, 0.4)
            kept = [word for word in sentence[:-1] if self._random.random() > share]
            sentence[:] = [*kept, sentence[-1]]

    def _rewrite(self, article: Article) -> None:
        sentence = self._any_sentence(article)
        share = self._random.uniform(0.3, 0.7)
        sentence[:-1] = [
            self._other_word(word) if self._random.random() < share else word for word in sentence[:-1]
        ]

    def _other_word(self, word: Word) -> Word:
        """A word in the place of this one; the same word again is that word."""
        new = self._fresh_words(1)[0]
        same = new.text.lower().strip(MARKS) == word.text.lower().strip(MARKS)
        return word if same else new

    def _insert_words(self, article: Article) -> None:
        sentence = self._any_sentence(article)
        at = self._random.randrange(len(sentence))
        sentence[at:at] = self._fresh_words(self._random.randint(1, 6))

    def _extend(self, article: Article) -> None:
        sentence = self._any_sentence(article)
        if self._random.random() < 0.5:
            sentence[:0] = [Word("On", -1), Word("Monday,", -1)]
        else:
            last = sentence[-1]
            sentence[-1] = replace(last, text=last.text.rstrip(".") + ",")
            sentence += [Word(text, -1) for text in ("according", "to", "two", "officials.")]

    def _insert(self, article: Article) -> None:
        self._put(article, [Word(text, -1) for text in self._random.choice(self._store)])

    def _delete(self, article: Article) -> None:
        paragraph, index = self._place(article)
        if sum(map(len, article)) > 3:
            del paragraph[index]

    def _move(self, article: Article) -> None:
        paragraph, index = self._place(article)
        if sum(map(len, article)) > 3:
            sentence = paragraph.pop(index)
            self._put(article, sentence)

    def _look_alike(self, article: Article) -> None:
        """A sentence like another comes, which stays."""
        self._put(article, self._copy(self._any_sentence(article), self._random.uniform(0.0, 0.3)))

    def _split(self, article: Article) -> None:
        long = [(p, n) for p in article for n, s in enumerate(p) if len(s) > 12]
        if not long:
            return
        paragraph, index = self._random.choice(long)
        sentence = paragraph[index]
        cuts = [n for n, word in enumerate(sentence[4:-4], 5) if word.text.endswith(",")]
        cut = self._random.choice(cuts or [len(sentence) // 2])
        head, tail = sentence[:cut], sentence[cut:]
        head[-1] = replace(head[-1], text=head[-1].text.rstrip(",") + ".")
        tail[0] = replace(tail[0], text=tail[0].text[:1].upper() + tail[0].text[1:])
        paragraph[index : index + 1] = [head, tail]

    def _merge(self, article: Article) -> None:
        double = [(p, n) for p in article for n in range(len(p) - 1)]
        if not double:
            return
        paragraph, index = self._random.choice(double)
        head, tail = list(paragraph[index]), list(paragraph[index + 1])
        head[-1] = replace(head[-1], text=head[-1].text.rstrip(".") + ",")
        joint = self._random.choice([["and"], ["while"], []])
        paragraph[index : index + 2] = [[*head, *(Word(text, -1) for text in joint), *tail]]

    def _reorder(self, article: Article) -> None:
        if len(article) > 2:
            at = self._random.randrange(len(article) - 1)
            article[at], article[at + 1] = article[at + 1], article[at]

    def _move_paragraph(self, article: Article) -> None:
        if len(article) > 2:
            paragraph = article.pop(self._random.randrange(len(article)))
            article.insert(self._random.randrange(len(article) + 1), paragraph)

    def _double(self, article: Article) -> None:
        at = self._random.randrange(len(article))
        copy = [[Word(word.text, -1, True, word.of) for word in sentence] for sentence in article[at]]
        article.insert(self._random.randrange(len(article) + 1), copy)

    def _delete_paragraph(self, article: Article) -> None:
        if len(article) > 5:
            del article[self._random.randrange(len(article))]

    def _break(self, article: Article) -> None:
        at = self._random.randrange(len(article))
        if len(article[at]) > 1:
            cut = self._random.randrange(1, len(article[at]))
            article[at : at + 1] = [article[at][:cut], article[at][cut:]]

    def _join(self, article: Article) -> None:
        if len(article) > 2:
            at = self._random.randrange(len(article) - 1)
            article[at : at + 2] = [article[at] + article[at + 1]]

    def _restyle(self, article: Article) -> None:
        table = self._random.choice(_RESTYLED)
        for paragraph in article:
            for sentence in paragraph:
                sentence[:] = [replace(word, text=word.text.translate(table)) for word in sentence]
