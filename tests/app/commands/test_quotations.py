"""Quotations looked up in a source: what is found there, and that it is cited or ticked only as asked."""

from __future__ import annotations

from pathlib import Path

from app.commands import adding, articles, claims, facts
from app.commands.quotations import cite_quotation
from app.importing.read import read_pasted
from app.sources.checking import Looked, looked
from app.sources.quotations_checked import Against, checked_here
from db import queries
from db.place import identity
from db.project_file import Project
from db.records import FactKind, Question, SourceId, Stance
from db.records.checks import CheckOutcome, NoCheck, QuotationRecord

ARTICLE = (
    "The pilot wrote: “The boat came in at dawn with 41 people.”\n\n"
    "“It was late”, said the cook. “Nobody saw the lamps on the quay”, he said."
)
NOTE = "Log. The boat came in at dawn with 41 people.\nNobody saw the lamp on the quay that night."


def found_in_note(project: Project) -> tuple[QuotationRecord, ...]:
    (article,), (source,) = queries.articles(project.conn), queries.sources(project.conn)
    text = queries.article_text(project.conn, article.text)
    found = checked_here(Against(text, source.id, looked(project, source)))
    assert found is not None
    return found


def test_quotations_come_in_reading_order_with_the_source_s_own_words(tmp_path: Path) -> None:
    with Project.create(tmp_path / "ferry.tickmark", identity(), title="Ferry") as project:
        project.run(articles.add(project, read_pasted(ARTICLE)))
        project.run(adding.add_note(project, title="Log", text=NOTE))
        exact, absent, near = found_in_note(project)
        outcomes = [one.check.outcome for one in (exact, absent, near)]
        assert outcomes == [CheckOutcome.EXACT, CheckOutcome.ABSENT, CheckOutcome.NEAR]
        assert exact.passage.startswith("The boat came in at dawn with 41 people")
        assert near.passage == "Nobody saw the lamp on the quay"
        assert absent.passage == ""
        (article,) = queries.articles(project.conn)
        text = queries.article_text(project.conn, article.text)
        assert checked_here(Against(text, SourceId("source:x"), Looked(words=" \n"))) is None
        person = project.run(adding.add_person(project, name="The cook")).focus
        known = queries.sources(project.conn, [person])[0]
        assert looked(project, known).why is NoCheck.PERSON


def test_a_quotation_found_is_cited_or_ticked_in_one_step_each(tmp_path: Path) -> None:
    with Project.create(tmp_path / "ferry.tickmark", identity(), title="Ferry") as project:
        project.run(articles.add(project, read_pasted(ARTICLE)))
        source = project.run(adding.add_note(project, title="Log", text=NOTE)).focus
        (article,) = queries.articles(project.conn)
        exact, _absent, near = found_in_note(project)

        def cite(one: QuotationRecord, claim: str, stance: Stance) -> str:
            step = cite_quotation(
                project,
                claim=claim,
                article=article.id,
                draft=article.draft,
                start=one.start,
                end=one.end,
                source=source,
                stance=stance,
                passage=one.passage,
            )
            return project.run(step).focus

        # Where nothing stood the quoted words become a claim; undoing takes both back.
        made = cite(exact, "", Stance.SUPPORTS)
        (claim,) = queries.claims(project.conn, ids=[made])
        assert (claim.start, claim.end) == (exact.start, exact.end)
        (evidence,) = queries.evidence(project.conn, [made])
        assert (evidence.question, evidence.passage) == (Question.SO, exact.passage)
        project.undo()
        assert not queries.claims(project.conn)

        spoken = project.run(
            claims.mark(
                project,
                article=article.id,
                draft=article.draft,
                start=near.start,
                end=near.end,
                speaker="the cook",
                act="claims",
            )
        ).focus
        assert cite(near, spoken, Stance.CONTEXT) == spoken
        (evidence,) = queries.evidence(project.conn, [spoken])
        assert (evidence.question, evidence.stance) == (Question.SAID, Stance.CONTEXT)

        def tick(one: QuotationRecord) -> str:
            step = facts.tick_quotation(
                project,
                draft=article.draft,
                start=one.start,
                end=one.end,
                source=source,
                passage=one.passage,
            )
            return project.run(step).focus

        # A fact that the rules find, then one that nobody knew.
        by_hand = tick(exact)
        project.undo()
        project.run(facts.find(project, draft=article.draft))
        assert tick(exact) == by_hand
        (fact,) = queries.facts(project.conn, ids=[by_hand])
        assert (fact.kind, fact.by_hand, len(fact.ticks)) == (FactKind.QUOTATION, False, 1)
        assert fact.ticks[0].words == exact.words
