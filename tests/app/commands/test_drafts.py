"""A new draft: what was done stays with its words, what changed asks for a person, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.commands import adding, articles, claims, drafts, facts, fixes, query_threads, verdicts
from app.commands.headlines import headlines_of
from app.commands.passages import Passage
from app.exporting.csv_rows import rows
from app.exporting.gather import gather
from app.importing.read import read_pasted
from app.listing import LISTS
from db import queries
from db.errors import KnownError
from db.on_draft import changed_in
from db.place import identity
from db.project_file import Project
from db.records import ArticleRecord, ClaimRecord, ClaimStatus, FactRecord, Question, SentenceState
from db.step import new_id

FIRST = """The bridge is 240 metres long and was opened in 1998.
The mayor says it cost 14 million.
It is the best bridge of all.
Nobody counted the cars before 2004.
The old bridge was sold to Norway.
"""
SECOND = """The bridge is 240 metres long and was opened in 1998.
The mayor, Ana Holm, says it cost 15 million.
It is the best bridge of all.
Every car pays two crowns.
Nobody counted the cars before 2004.
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "job.tickmark", identity("Maren Colby"), title="Bridge") as project:
        project.run(articles.add(project, read_pasted(FIRST, "Bridge")))
        yield project
        assert project.verify() == []


def article(project: Project) -> ArticleRecord:
    return queries.articles(project.conn)[0]


def text(project: Project) -> str:
    return queries.article_text(project.conn, article(project).text).text


def span(project: Project, words: str) -> tuple[int, int]:
    at = text(project).index(words)
    return at, at + len(words)


def mark(project: Project, words: str) -> str:
    start, end = span(project, words)
    known = article(project)
    step = claims.mark(project, article=known.id, draft=known.draft, start=start, end=end)
    return project.run(step).focus


def closed(project: Project, words: str) -> str:
    claim = mark(project, words)
    project.run(
        verdicts.set_verdict(
            project, claim=claim, question=Question.SO, rating=1, rationale="Seen.", as_of="2026"
        )
    )
    project.run(claims.close(project, claim=claim, reason="House file."))
    return claim


def claim(project: Project, id: str) -> ClaimRecord:
    return queries.claims(project.conn, ids=[id])[0]


def fact(project: Project, words: str) -> FactRecord:
    start, end = span(project, words)
    return next(
        f for f in queries.facts(project.conn, article(project).text) if (f.start, f.end) == (start, end)
    )


def tick(project: Project, words: str, source: str) -> None:
    project.run(facts.tick(project, fact=fact(project, words).id, source=source))


def states(project: Project) -> dict[str, SentenceState]:
    body = text(project)
    found = queries.sentences(project.conn, article(project).draft)
    return {body[s.start : s.end]: s.state for s in found}


def revise(project: Project, words: str = SECOND) -> None:
    project.run(drafts.revise(project, article=article(project).id, imported=read_pasted(words, "Bridge")))


def test_claims_stay_on_their_words_and_what_changed_asks_for_a_look(project: Project) -> None:
    same = closed(project, "Nobody counted the cars before 2004.")
    changed = closed(project, "says it cost 14 million")
    gone = closed(project, "sold to Norway")
    revise(project)
    body = text(project)

    stays, asks, lost = (claim(project, id) for id in (same, changed, gone))
    assert body[stays.start : stays.end] == stays.quote == "Nobody counted the cars before 2004."
    assert (stays.status, stays.carried, stays.was) == (ClaimStatus.CLOSED, "unchanged", "")
    assert body[asks.start : asks.end] == asks.quote == "says it cost 15 million"
    assert (asks.status, asks.carried, asks.was) == (ClaimStatus.RATED, "changed", "says it cost 14 million")
    assert asks.recheck
    assert len(asks.verdicts) == 1
    assert (lost.carried, lost.quote) == ("lost", "sold to Norway")
    assert lost.draft != article(project).draft
    with pytest.raises(KnownError, match="look at them"):
        claims.close(project, claim=changed, reason="Fine.")


def test_a_look_is_a_change_like_any_other(project: Project) -> None:
    changed = closed(project, "says it cost 14 million")
    gone = closed(project, "sold to Norway")
    revise(project)
    for id in (changed, gone):
        project.run(drafts.confirm(project, entity=id))

    assert (claim(project, changed).status, claim(project, changed).carried) == (ClaimStatus.CLOSED, "")
    assert claim(project, gone).carried == "gone"
    project.undo()
    assert claim(project, gone).carried == "lost"
    project.undo()
    assert claim(project, changed).carried == "changed"
    start, end = span(project, "Ana Holm")
    project.run(drafts.place(project, entity=gone, start=start, end=end))
    assert (claim(project, gone).quote, claim(project, gone).carried) == ("Ana Holm", "")


def test_what_was_looked_at_in_one_draft_is_not_put_into_another(project: Project) -> None:
    changed = closed(project, "says it cost 14 million")
    revise(project)
    looked_at = article(project).draft
    start, end = span(project, "says it cost 15 million")
    revise(project, "Before it all.\n" + SECOND)
    before = claim(project, changed)
    for step in (
        lambda: drafts.place(project, entity=changed, start=start, end=end, seen=looked_at),
        lambda: drafts.confirm(project, entity=changed, seen=looked_at),
    ):
        with pytest.raises(KnownError, match="Another draft"):
            step()
    assert claim(project, changed) == before
    project.run(drafts.confirm(project, entity=changed, seen=article(project).draft))
    assert claim(project, changed).carried == ""


def test_only_changed_words_lose_their_ticks(project: Project) -> None:
    source = project.run(adding.add_note(project, title="Plan", text="240 metres, 14 million")).focus
    for words in ("240 metres", "1998", "14 million"):
        tick(project, words, source)
    project.run(facts.dismiss(project, fact=fact(project, "2004").id))
    revise(project)

    assert [t.words for t in fact(project, "240 metres").ticks] == ["240 metres"]
    assert fact(project, "15 million").ticks == ()
    assert fact(project, "2004").dismissed
    # A tick that comes to the old draft later counts for the same words in the new one.
    project.run(facts.untick(project, fact=fact(project, "240 metres").id))
    assert fact(project, "240 metres").ticks == ()
    project.undo()
    assert len(fact(project, "240 metres").ticks) == 1


def test_the_ledger_reopens_what_changed_and_knows_what_is_new(project: Project) -> None:
    source = project.run(adding.add_note(project, title="Plan", text="All of it")).focus
    closed(project, "The bridge is 240 metres long and was opened in 1998.")
    closed(project, "it cost 14 million")
    tick(project, "2004", source)
    start, end = span(project, "It is the best bridge of all.")
    draft = article(project).draft
    project.run(articles.set_nothing(project, draft=draft, start=start, end=end, reason="opinion"))
    revise(project)

    now = states(project)
    assert now["The bridge is 240 metres long and was opened in 1998."] is SentenceState.CLOSED
    assert now["It is the best bridge of all."] is SentenceState.NOTHING
    assert now["The mayor, Ana Holm, says it cost 15 million."] is SentenceState.OPEN
    assert now["Every car pays two crowns."] is SentenceState.UNREAD
    assert now["Nobody counted the cars before 2004."] is SentenceState.CLOSED


def test_a_changed_sentence_stays_open_until_somebody_looked(project: Project) -> None:
    source = project.run(adding.add_note(project, title="Plan", text="All of it")).focus
    tick(project, "2004", source)
    assert states(project)["Nobody counted the cars before 2004."] is SentenceState.CLOSED
    revise(project, FIRST.replace("Nobody counted", "Nobody ever counted"))
    sentence = "Nobody ever counted the cars before 2004."
    assert states(project)[sentence] is SentenceState.OPEN

    start, end = span(project, sentence)
    project.run(drafts.recheck(project, draft=article(project).draft, start=start, end=end))
    assert states(project)[sentence] is SentenceState.CLOSED
    # And so it is in the draft after that, where nothing of it changed.
    revise(project, text(project) + "\nOne more line.\n")
    assert states(project)[sentence] is SentenceState.CLOSED


def test_a_fix_the_author_made_is_seen_and_one_not_made_is_not(project: Project) -> None:
    known = article(project)
    made, left = new_id("fix"), new_id("fix")
    for fix, words, wanted in ((made, "14 million", "15 million"), (left, "1998", "1999")):
        start, end = span(project, words)
        at = Passage(known.id, known.draft, start, end)
        project.run(fixes.write(project, fix=fix, passage=at, text=wanted))
    start, end = span(project, "before 2004")
    project.run(
        query_threads.ask(
            project,
            query=new_id("query"),
            message=new_id("message"),
            passage=Passage(known.id, known.draft, start, end),
            role="author",
            text="Who counted?",
        )
    )
    revise(project)
    seen = {str(fix.id): fix.seen for fix in queries.fixes(project.conn)}
    assert (seen[made], seen[left]) == (2, 0)
    assert {row["id"]: row["new_draft"] for row in LISTS["fixes"](project, None)} == {
        made: "Seen in draft 2.",
        left: "",
    }
    revise(project, text(project).replace("in 1998", "in May 1897"))
    assert {row["id"]: row["new_draft"] for row in LISTS["fixes"](project, None)}[left] == (
        "Not found in draft 3, not looked at yet."
    )
    (asked,) = queries.open_queries(project.conn)
    body = text(project)
    assert body[asked.passage.start : asked.passage.end] == "before 2004"


def test_a_fix_of_a_sentence_to_which_words_were_added_beside_is_seen_and_stands_on_its_own(
    project: Project,
) -> None:
    known, fix = article(project), new_id("fix")
    start, end = span(project, "Nobody counted the cars before 2004.")
    project.run(
        fixes.write(
            project,
            fix=fix,
            passage=Passage(known.id, known.draft, start, end),
            text="Nobody counted the cars before 2005.",
        )
    )
    revise(
        project,
        FIRST.replace("Nobody counted the cars before 2004", "Oddly, Nobody counted the cars before 2005"),
    )
    (found,) = queries.fixes(project.conn)
    assert (found.seen, found.passage.quote) == (2, "Nobody counted the cars before 2005.")


def test_the_same_draft_again_is_refused_and_undoing_a_draft_leaves_the_one_before(project: Project) -> None:
    with pytest.raises(KnownError, match="letter for letter"):
        revise(project, FIRST)
    id = mark(project, "14 million")
    before = claim(project, id)
    revise(project)
    assert claim(project, id).carried == "changed"
    project.undo()
    assert claim(project, id) == before
    assert [draft.n for draft in queries.drafts(project.conn, article(project).id)] == [1]
    project.redo()
    assert claim(project, id).carried == "changed"


def test_a_claim_is_followed_over_several_drafts(project: Project) -> None:
    id = mark(project, "opened in 1998")
    for line in ("One more.", "And another.", "A third one."):
        revise(project, f"{line}\n{text(project)}")
    found = claim(project, id)
    assert (found.quote, found.carried, article(project).drafts) == ("opened in 1998", "unchanged", 4)


def test_two_drafts_made_apart_are_a_conflict_until_one_is_chosen(project: Project) -> None:
    first = article(project)
    revise(project)
    other = read_pasted(FIRST.replace("Norway", "Iceland"), "Bridge")
    project.run(drafts.revise(project, article=first.id, imported=other, based_on=first.draft))
    known = article(project)
    assert len(known.rivals) == 1
    (apart,) = queries.conflicts(project.conn)
    assert (apart.field, [version.txn for version in apart.versions]) == (
        "current",
        [*known.rivals, known.draft],
    )
    (row,) = LISTS["conflicts"](project, None)
    assert (row["about"], row["what"]) == (f"article {known.title}", "which new draft is the article’s")
    assert re.fullmatch(r"Maren Colby, [-0-9]{10}: draft 2 \| Maren Colby, [-0-9]{10}: draft 3", row["said"])
    with pytest.raises(KnownError):
        drafts.choose(project, article=first.id, draft=first.draft)
    project.run(drafts.choose(project, article=first.id, draft=known.rivals[0]))
    assert article(project).draft == known.rivals[0]
    assert (known.number, article(project).number, article(project).drafts) == (3, 2, 3)
    assert article(project).original_size == len(SECOND.encode())
    assert article(project).rivals == ()
    assert queries.conflicts(project.conn) == []
    # What is made from the chosen one is the current one without asking again.
    revise(project, SECOND + "The end.\n")
    assert article(project).rivals == ()
    assert article(project).drafts == 4


def test_file_day_and_title_are_those_of_the_current_draft(project: Project) -> None:
    first = article(project)

    def bring(headline: str, name: str) -> ArticleRecord:
        text = f"{headline}\n\n{FIRST.splitlines()[0]}\n\n{name} is the file.\n"
        imported = replace(read_pasted(text), original_name=name)
        project.run(drafts.revise(project, article=first.id, imported=imported))
        return article(project)

    second = bring("A bridge too dear", "d2.docx")
    assert (second.title, second.number, second.original_name) == ("A bridge too dear", 2, "d2.docx")
    assert second.original_sha != first.original_sha
    assert (second.came_by, second.captured_at) == ("Maren Colby", first.captured_at)
    assert second.came_at >= first.came_at == first.captured_at
    third = bring("The bridge that cost twice", "d3.docx")
    assert (third.title, headlines_of(project, third)) == (
        "The bridge that cost twice",
        ("The bridge that cost twice", "A bridge too dear"),
    )
    project.undo()
    assert article(project).title == "A bridge too dear"
    project.run(articles.set_field(project, article=first.id, field="title", value="Bridge, page 4"))
    assert bring("Who paid for the bridge", "d4.docx").title == "Bridge, page 4"
    project.undo()
    project.undo()
    assert bring("Who paid for the bridge", "d5.docx").title == "Who paid for the bridge"


def test_a_sentence_to_which_words_were_added_at_an_end_is_asked_about_in_later_drafts_too(
    project: Project,
) -> None:
    judged = closed(project, "The mayor says it cost 14 million.")
    added = FIRST.replace("The mayor", "Few believe this: The mayor")
    for draft in (added, added.replace("the best bridge", "the worst bridge")):
        revise(project, draft)
        found = claim(project, judged)
        assert found.quote == "Few believe this: The mayor says it cost 14 million."
        assert (found.carried, found.status) == ("changed", ClaimStatus.RATED)
    revise(project, FIRST)
    again = claim(project, judged)
    assert (again.carried, again.status) == ("unchanged", ClaimStatus.CLOSED)


def test_words_that_changed_and_changed_back_are_those_that_were_judged(project: Project) -> None:
    source = project.run(adding.add_note(project, title="Plan", text="14 million")).focus
    cost, sold = closed(project, "it cost 14 million"), mark(project, "sold to Norway")
    tick(project, "14 million", source)
    known = article(project)
    start, end = span(project, "It is the best bridge of all.")
    step = articles.set_nothing(project, draft=known.draft, start=start, end=end, reason="opinion")
    project.run(step)
    before = states(project)
    other = FIRST.replace("14 million", "15 million").replace("best bridge", "finest bridge")
    revise(project, other)
    assert (claim(project, cost).carried, states(project)["It is the finest bridge of all."]) == (
        "changed",
        SentenceState.UNREAD,
    )
    revise(project, FIRST)
    again = claim(project, cost)
    assert (again.carried, again.was, again.status) == ("unchanged", "", ClaimStatus.CLOSED)
    assert states(project) == before
    assert {s.fresh for s in queries.sentences(project.conn, article(project).draft)} == {0}
    # What a person took over in the draft between is what is judged now.
    project.undo()
    project.run(drafts.confirm(project, entity=cost))
    revise(project, FIRST)
    assert (claim(project, cost).carried, claim(project, cost).was) == ("changed", "it cost 15 million")
    assert claim(project, sold).carried == "unchanged"


LONG = """The bridge is 240 metres long and was opened in 1998.

The mayor says it cost 14 million, and that the council paid all of it in one year. Nobody counted in 2004.

The old bridge was sold to Norway.
"""


@pytest.mark.parametrize(
    ("words", "instead", "outcomes"),
    [
        ("14 million, and that the", "14 million. She says that the", ("split", "split", "unchanged")),
        ("one year. Nobody counted", "one year, and nobody counted", ("merged", "unchanged", "merged")),
        (
            "Nobody counted in 2004.\n",
            "\n\nNobody ever counted in 2004.\n",
            ("unchanged",) * 2 + ("changed",),
        ),
    ],
)
def test_words_that_were_split_merged_or_moved_and_are_as_they_were_ask_for_nothing(
    project: Project, words: str, instead: str, outcomes: tuple[str, ...]
) -> None:
    revise(project, LONG)
    quotes = (
        "The mayor says it cost 14 million, and that the council paid all of it in one year.",
        "cost 14 million, and that the council paid",
        "Nobody counted in 2004.",
    )
    ids = [closed(project, quote) for quote in quotes]
    assert words in LONG
    revise(project, LONG.replace(words, instead))
    assert tuple(claim(project, id).carried for id in ids) == outcomes
    revise(project, LONG)
    for id, quote in zip(ids, quotes, strict=True):
        found = claim(project, id)
        assert (found.quote, found.carried, found.status) == (quote, "unchanged", ClaimStatus.CLOSED)
        assert (found.was, found.candidates) == ("", ())
    assert SentenceState.OPEN not in states(project).values()


def test_what_was_in_doubt_and_is_once_where_it_was_asks_for_nothing(project: Project) -> None:
    id = closed(project, "Nobody counted the cars before 2004.")
    line = "Nobody counted the cars before 2004.\n"
    revise(project, FIRST.replace(line, line + line))
    assert claim(project, id).carried == "ambiguous"
    revise(project, FIRST)
    assert (claim(project, id).carried, claim(project, id).status) == ("unchanged", ClaimStatus.CLOSED)
    # Between other neighbours it is asked.
    revise(project, FIRST.replace(line, line + line))
    revise(project, FIRST.replace(line, "So it is.\n" + line))
    assert claim(project, id).carried == "ambiguous"


def test_a_tick_is_back_with_the_sentence_that_a_draft_lost(project: Project) -> None:
    source = project.run(adding.add_note(project, title="Ledger", text="2004")).focus
    tick(project, "2004", source)
    revise(project, FIRST.replace("Nobody counted the cars before 2004.\n", ""))
    revise(project, FIRST.replace("Nobody counted", "So it is.\nNobody counted"))
    assert fact(project, "2004").ticks
    revise(project, FIRST.replace("Nobody counted the cars", "Nobody counted the lorries"))
    revise(project, FIRST.replace("sold to Norway", "sold to Norway before 2004"))
    body = text(project)
    ticked = [f for f in queries.facts(project.conn, article(project).text) if f.ticks]
    assert [body[f.start - 16 : f.end] for f in ticked] == ["the cars before 2004"]


def test_the_draft_that_changed_the_words_is_named(project: Project) -> None:
    changed = closed(project, "says it cost 14 million")
    lost = closed(project, "The old bridge was sold to Norway.")
    stays = closed(project, "Nobody counted the cars before 2004.")
    revise(project, SECOND)
    revise(project, SECOND + "\nOne more sentence came.\n")
    assert changed_in(project.conn, article(project).id) == {changed: (2,), lost: (2,)}
    told = {row["id"]: row["new_draft"] for row in LISTS["claims"](project, None)}
    assert told == {
        changed: "Words changed in draft 2, not looked at yet.",
        lost: "Not found in draft 2, not looked at yet.",
        stays: "",
    }
    revise(project, SECOND.replace("15 million", "16 million"))
    row = next(r for r in rows(gather(project).sheet) if r["claim id"] == changed)
    assert row["new draft"] == "Words changed in drafts 2 and 4, not looked at yet."
    assert (row["draft number"], row["original file"]) == ("4", article(project).original_name)


def test_what_a_person_saw_gone_is_not_asked_again_in_the_next_draft(project: Project) -> None:
    sold = closed(project, "sold to Norway")
    revise(project)
    assert claim(project, sold).status is ClaimStatus.RATED
    project.run(drafts.confirm(project, entity=sold))
    assert (claim(project, sold).carried, claim(project, sold).status) == ("gone", ClaimStatus.CLOSED)
    revise(project, SECOND + "More.\n")
    assert (claim(project, sold).carried, claim(project, sold).status) == ("gone", ClaimStatus.CLOSED)
    start, end = span(project, "Every car")
    project.run(drafts.place(project, entity=sold, start=start, end=end))
    revise(project, SECOND.replace("Every car pays two crowns.\n", ""))
    assert claim(project, sold).carried == "lost"


def test_words_lost_in_one_draft_and_back_in_a_later_one_are_asked_about(project: Project) -> None:
    sold, cost = closed(project, "sold to Norway"), closed(project, "it cost 14 million")
    revise(project, "A text about geese.\nThey fly south in autumn, says nobody.\n")
    assert {claim(project, id).carried for id in (sold, cost)} == {"lost"}
    project.run(drafts.confirm(project, entity=sold))
    revise(project, "Geese again.\n" + FIRST)
    body = text(project)
    for id, words in ((sold, "sold to Norway"), (cost, "it cost 14 million")):
        back = claim(project, id)
        assert (back.carried, back.status) == ("ambiguous", ClaimStatus.RATED)
        assert [body[c.start : c.end] for c in back.candidates] == [words]
    project.run(drafts.not_here(project, entity=sold))
    (place,) = claim(project, cost).candidates
    project.run(drafts.place(project, entity=cost, start=place.start, end=place.end))
    assert (claim(project, cost).status, claim(project, sold).status) == (ClaimStatus.CLOSED,) * 2
    revise(project, "Geese again, and again.\n" + FIRST)
    assert (claim(project, sold).carried, claim(project, cost).carried) == ("gone", "unchanged")
    revise(project, "Geese.\nIt cost nobody 14 million to be sold to Norway.\n")
    with pytest.raises(KnownError, match="has a place"):
        project.run(drafts.not_here(project, entity=mark(project, "Geese")))
    assert claim(project, sold).carried == "gone"


def test_a_claim_at_the_end_stays_through_a_shorter_draft_and_a_longer_one(project: Project) -> None:
    last = closed(project, "sold to Norway")
    shorter = "".join(FIRST.splitlines(keepends=True)[::2])
    revise(project, shorter)
    revise(project, shorter.replace("in 1998", "in the spring of 1999"))

    known = claim(project, last)

    assert (known.carried, known.status) == ("unchanged", ClaimStatus.CLOSED)
    assert text(project)[known.start : known.end] == "sold to Norway"


def test_a_claim_on_an_ordinal_alone_is_changed_with_it(project: Project) -> None:
    revise(project, FIRST.replace("the best bridge of all", "the 70th bridge of all"))
    ordinal = closed(project, "70th")
    revise(project, FIRST.replace("the best bridge of all", "the 71st bridge of all"))

    known = claim(project, ordinal)

    assert (known.carried, known.recheck) == ("changed", True)
    assert text(project)[known.start : known.end] == "71st"
