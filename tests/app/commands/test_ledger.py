"""Marking sentences as having nothing to check, and what speaks against it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.commands import articles, claims, facts
from app.importing.read import read_pasted
from db import queries
from db.errors import KnownError
from db.place import identity
from db.project_file import Project
from db.records import SentenceRecord, SentenceState


def test_nothing_to_check_is_a_persons_word_that_a_claim_or_a_fact_by_hand_takes_back(tmp_path: Path) -> None:
    with Project.create(tmp_path / "ferry.tickmark", identity(), title="Ferry") as project:
        article = project.run(
            articles.add(project, read_pasted("It cost four million. Shame! It sank."))
        ).focus
        draft = queries.articles(project.conn, [article])[0].draft

        def ledger() -> list[SentenceRecord]:
            return queries.sentences(project.conn, draft)

        def states() -> list[SentenceState]:
            return [sentence.state for sentence in ledger()]

        def nothing(n: int) -> None:
            one = ledger()[n]
            step = articles.set_nothing(project, draft=draft, start=one.start, end=one.end, reason="rhetoric")
            project.run(step)

        unread, none, open_, closed = SentenceState
        for n in range(3):
            nothing(n)
        assert states() == [none] * 3
        fact = project.run(facts.add(project, draft=draft, start=22, end=27, kind="quotation")).focus
        assert states() == [none, open_, none]
        with pytest.raises(KnownError, match="marked by hand"):
            nothing(1)
        project.run(facts.dismiss(project, fact=fact))
        assert states() == [none] * 3
        last = ledger()[2]
        claim = project.run(
            claims.mark(project, article=article, draft=draft, start=last.start, end=last.end)
        ).focus
        assert states() == [none, none, open_]
        with pytest.raises(KnownError, match="something to check"):
            nothing(2)
        project.run(claims.close(project, claim=claim, reason="No record is kept."))
        assert states() == [none, none, closed]
        project.run(claims.delete(project, claim=claim))
        assert states() == [none] * 3
        assert unread not in states()
