"""What a newer draft has from older ones, whenever that was done and whatever is taken back."""

from __future__ import annotations

from db.kinds import fact_id, span_id
from db.step import Edit, new_id
from db.words import Words
from tests.db.conftest import Desk
from tests.db.laptops import FOUND, TEXT_ID, Laptop
from tests.db.versions import VERSIONS, Version, draft_edits, version

COST = (0, 28)
"""The first sentence of the first draft; its fact is the first one found."""


def revise(laptop: Laptop, article: str, new: Version, base: tuple[str, Version]) -> str:
    draft = new_id("draft")
    edits, pieces = draft_edits(draft, article, new, base, text_known=laptop.project.knows(new.id))
    laptop.run("article.revise", edits, pieces=pieces)
    return draft


def tick_cost(laptop: Laptop) -> None:
    """Tick, on the first draft, what the ferry cost."""
    source, tick, fact = new_id("source"), new_id("tick"), fact_id(TEXT_ID, *FOUND[0])
    start, end, kind = FOUND[0]
    laptop.run(
        "fact.tick",
        [
            Edit(source, "exists", True),
            Edit(source, "title", Words("Register")),
            Edit(fact, "of", {"text": TEXT_ID, "start": start, "end": end, "kind": kind}),
            Edit(tick, "exists", True),
            Edit(tick, "of", {"fact": fact, "source": source}),
            Edit(tick, "words", Words("four million")),
        ],
    )


def nothing_to_check_in_cost(laptop: Laptop) -> None:
    start, end = COST
    span = span_id(TEXT_ID, start, end, "sentence")
    of = {"text": TEXT_ID, "start": start, "end": end, "kind": "sentence"}
    laptop.run("sentence.nothing", [Edit(span, "of", of), Edit(span, "nothing", "opinion")])


def ticks_of_cost(laptop: Laptop, new: Version) -> list[tuple[int]]:
    """How often what the ferry cost was ticked on older drafts, as the newer one has it."""
    at = new.text.index("four million")
    return laptop.project.conn.execute(
        "SELECT was_ticks FROM fact WHERE text = ? AND start = ?", (new.id, at)
    ).fetchall()


def inherited(laptop: Laptop, draft: str) -> tuple[int, int]:
    """How many of its sentences, and facts, a draft has from older ones."""
    conn = laptop.project.conn
    sentences = conn.execute("SELECT count(*) FROM inherited WHERE draft = ?", (draft,)).fetchone()[0]
    return sentences, conn.execute("SELECT count(*) FROM heir WHERE draft = ?", (draft,)).fetchone()[0]


def test_what_a_colleague_ticked_on_the_older_draft_is_ticked_in_the_newer_one_when_it_comes(
    desk: Desk,
) -> None:
    idris = desk.colleague()
    newer = VERSIONS[1]
    revise(desk.mine, desk.article, newer, (desk.draft, VERSIONS[0]))
    tick_cost(idris)
    assert ticks_of_cost(desk.mine, newer) == [(0,)]

    desk.mine.merge(idris)
    assert ticks_of_cost(desk.mine, newer) == [(1,)]
    assert desk.mine.project.verify() == []


def test_a_draft_that_is_taken_back_takes_what_it_inherited_with_it(desk: Desk) -> None:
    tick_cost(desk.mine)
    nothing_to_check_in_cost(desk.mine)
    draft = revise(desk.mine, desk.article, VERSIONS[1], (desk.draft, VERSIONS[0]))
    assert inherited(desk.mine, draft) == (1, 1)

    desk.mine.project.undo()
    assert inherited(desk.mine, draft) == (0, 0)
    assert desk.mine.project.verify() == []


def test_a_sentence_keeps_the_number_of_the_draft_that_changed_it(desk: Desk) -> None:
    third = version(
        ("Ports are old.", "The ferry cost four million.", "It sank once!"),
        ("The mayor said nothing of it.",),
        facts=(("four million", "number"), ("once", "number")),
    )
    second = revise(desk.mine, desk.article, VERSIONS[1], (desk.draft, VERSIONS[0]))
    draft = revise(desk.mine, desk.article, third, (second, VERSIONS[1]))
    rows = desk.mine.project.conn.execute(
        'SELECT start, "end", fresh FROM sentence WHERE draft = ? ORDER BY n', (draft,)
    ).fetchall()
    assert {third.text[start:end]: fresh for start, end, fresh in rows} == {
        "Ports are old.": 2,
        "The ferry cost four million.": 0,
        "It sank once!": 2,
        "The mayor said nothing of it.": 3,
    }
