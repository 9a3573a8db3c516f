"""Invented articles and claims for the gallery, the tests and the benchmarks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence

from db.records import (
    ArticleId,
    ArticleText,
    AsideRecord,
    BlockRecord,
    ClaimId,
    ClaimRecord,
    ClaimStatus,
    DraftId,
    EmphasisRecord,
    PersonId,
    Question,
    Rating,
    Scale,
    SentenceRecord,
    SentenceState,
    TextId,
    VerdictId,
    VerdictRecord,
)
from resources import path

SHORT = (
    ("title", "The ferry that cost twice"),
    ("paragraph", "[ad_1]"),
    (
        "paragraph",
        (
            "Saltmouth will pay 4.2 million for its new ferry, the harbour board said on Tuesday. In 2019 the"
            " board had promised that the boat would cost “not a penny over two million”. According to the"
            " Saltmouth Gazette, the town’s auditor suggests that the difference was never put to a vote."
        ),
    ),
    ("heading", "Who signed"),
    (
        "paragraph",
        (
            "Mayor Ines Calloway claims the contract was signed before she took office in May 2021. The"
            " register of the harbour board, however, shows her name under the second instalment, dated"
            " 3 June 2021. It is a scandal."
        ),
    ),
    ("quote", "“We never exported that debt to the ratepayers and we are not going to,” the treasurer said."),
    ("list-item", "The old ferry carried 310 passengers a day in 2018."),
    ("list-item", "The new one will carry about 900, or three times as many."),
    (
        "paragraph",
        "By next summer nobody will remember the price. Source link",
    ),
)

SCRIPTS = (
    ("title", "One harbour, many scripts 🚢"),
    (
        "paragraph",
        "قالت هيئة الميناء يوم الثلاثاء إن العبّارة الجديدة ستكلف 4.2 مليون، وليس مليونين كما وعدت عام 2019.",
    ),
    ("paragraph", "रिपोर्ट के अनुसार नई नौका की लागत ४२ लाख होगी। महापौर ने कहा कि अनुबंध मई 2021 से पहले हुआ था।"),
    ("paragraph", "항만 위원회는 화요일에 새 여객선의 비용이 420만이라고 밝혔다. 시장은 서명을 부인했다."),
    (
        "paragraph",
        "The board wrote “العبّارة الجديدة ستكلف 4.2 مليون” in its minutes, and the mayor שלום עולם agreed.",
    ),
    (
        "paragraph",
        "Emoji 👩🏽‍🔧 and 𝒎𝒂𝒕𝒉𝒔 stay one letter each: the 🚢 is 48 metres long, cafe\u0301 and naïve alike.",
    ),
    ("paragraph", "A break\u2028inside a line, and a tab\tas well."),
)

_PROSE = (
    "the harbour board said that a ferry would cost more than any boat the town had paid for since the flood"
    " and nobody could say who had signed the second instalment before the auditor asked for the register of"
    " votes"
)
_WORDS = _PROSE.split()


def scale() -> Scale:
    """The six-step scale as it ships."""
    data = tomllib.loads(path("scales/truth-six.toml").read_text(encoding="utf-8"))
    return Scale(data["id"], data["version"], data["name"], tuple(Rating(**step) for step in data["rating"]))


def text_of(lines: Sequence[tuple[str, str]], key: str = "sample") -> ArticleText:
    """An article text of lines with their kinds."""
    blocks: list[BlockRecord] = []
    at = 0
    for number, (kind, line) in enumerate(lines, 1):
        blocks.append(BlockRecord(at, at + len(line), kind, 1, number))
        at += len(line) + 1
    text = "\n".join(line for _, line in lines)
    asides = tuple(
        AsideRecord(f"aside-{m.start()}", m.start(), m.end(), "debris", True)
        for m in re.finditer(r"\[ad_\d\]|Source link", text)
    )
    strong = tuple(
        EmphasisRecord(m.start(), m.end(), "em", "") for m in re.finditer("Saltmouth Gazette", text)
    )
    return ArticleText(TextId(key), text, tuple(blocks), strong, asides)


def sentences_of(text: ArticleText) -> list[SentenceRecord]:
    """A rough ledger: states by turns."""
    states = (SentenceState.CLOSED, SentenceState.OPEN, SentenceState.NOTHING, SentenceState.UNREAD)
    found: list[SentenceRecord] = []
    for block in text.blocks:
        if not any(a.start < block.end and block.start < a.end and a.aside for a in text.asides):
            for m in re.finditer(
                r"\S.*?(?:[.?!।][”\"]?(?=\s|$)|$)", text.text[block.start : block.end], re.DOTALL
            ):
                start, end = block.start + m.start(), block.start + m.end()
                found.append(SentenceRecord(len(found) + 1, start, end, states[len(found) % 4]))
    return found


def claim(text: ArticleText, number: int, quote: str, *ratings: int | None, speaker: str = "") -> ClaimRecord:
    """A claim on the first place of the quote, with the ratings of ``claim_at``."""
    start = text.text.index(quote)
    return claim_at(text, number, start, start + len(quote), *ratings, speaker=speaker)


def claim_at(
    text: ArticleText, number: int, start: int, end: int, *ratings: int | None, speaker: str = ""
) -> ClaimRecord:
    """A claim with one rating for each checker; where it has a speaker, the first is of *was it said?*."""
    key = ClaimId(f"c{number}")
    verdicts: list[VerdictRecord] = []
    for i, rating in enumerate(ratings):
        question = Question.SAID if speaker and i == 0 else Question.SO
        if rating:
            verdicts.append(
                VerdictRecord(
                    VerdictId(f"v{number}-{i}"), key, question, PersonId(f"p{i}"), f"Checker {i}",
                    "truth-six", 1, rating, "As the minutes show.", "2024-05-02", 0,
                )
            )  # fmt: skip
    rated = {v.rating for v in verdicts if v.question is Question.SO}
    agreed = len(rated) == 1 and number % 2
    status = ClaimStatus.CLOSED if agreed else ClaimStatus.RATED if rated else ClaimStatus.OPEN
    quote = text.text[start:end]
    return ClaimRecord(
        key, f"MC{number}", ArticleId("a"), DraftId("d"), start, end, quote, "", "", 1, quote.strip(),
        speaker, "", "", "", "", status, "", tuple(verdicts), 0, len(rated) > 1,
        int(number == 8), (), "M. Checker", 0,
    )  # fmt: skip


def short_claims(text: ArticleText) -> list[ClaimRecord]:
    """Claims of every tone on the short article, some over each other."""
    return [
        claim(text, 1, "Saltmouth will pay 4.2 million for its new ferry", 1),
        claim(text, 2, "the board had promised that the boat would cost “not a penny over two million”", 1, 5,
              speaker="harbour board"),
        claim(text, 3, "the town’s auditor suggests that the difference was never put to a vote", 1, None,
              speaker="auditor"),
        claim(text, 4, "the difference was never put to a vote", 3),
        claim(text, 5, "never put to a vote", 6),
        claim(text, 6, "the contract was signed before she took office in May 2021", 5),
        claim(text, 7, "shows her name under the second instalment, dated 3 June 2021", 2, 4),
        claim(text, 8, "We never exported that debt to the ratepayers", None),
        claim(text, 9, "carried 310 passengers a day in 2018", 2),
        claim(text, 10, "three times as many", 4),
    ]  # fmt: skip


def long_text(words: int) -> ArticleText:
    """An invented article of about that many words, in paragraphs of four sentences."""
    lines: list[tuple[str, str]] = []
    sentence = 0
    for first in range(0, words, 92):
        parts: list[str] = []
        for _ in range(4):
            sentence += 1
            shift = sentence * 7 % len(_WORDS)
            turned = [*_WORDS[shift:], *_WORDS[:shift]][:22]
            parts.append(" ".join([*turned, str(sentence)]).capitalize() + ".")
        lines.append(("paragraph", " ".join(parts)) if first else ("title", "A long report"))
    return text_of(lines, f"long-{words}")


def many_claims(text: ArticleText, count: int) -> list[ClaimRecord]:
    """Overlapping claims spread over the text: clauses, sentences, and stretches over two sentences."""
    length = len(text.text)
    step = length / max(1, count)
    claims: list[ClaimRecord] = []
    for i in range(count):
        start = int(i * step)
        end = min(length, start + (60, 130, 260)[i % 3])
        claims.append(claim_at(text, i + 1, start, max(start + 1, end), (None, 1, 2, 3, 4, 5, 6)[i % 7]))
    return claims
