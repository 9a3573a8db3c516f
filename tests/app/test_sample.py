"""The sample project: made by the ordinary commands, half checked, invented and saying so."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import resources
from app.exporting.csv_rows import rows
from app.exporting.gather import gather
from app.sample import make_sample
from db import queries
from db.errors import KnownError
from db.place import identity, state_folder
from db.project_file import Project
from db.records import ArticleRecord, ClaimRecord, ClaimStatus, Question, SentenceState, Span

MATERIAL = resources.path("sample")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TICKMARK_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        return make_sample(tmp_path_factory.mktemp("sample") / "sample.tickmark")


@pytest.fixture
def project(made: Path) -> Any:
    with Project.open(made, identity("Somebody Else")) as opened:
        yield opened


@pytest.fixture
def plan() -> dict[str, Any]:
    return tomllib.loads((MATERIAL / "job.toml").read_text(encoding="utf-8"))


def article_of(project: Project) -> ArticleRecord:
    (article,) = queries.articles(project.conn)
    return article


def claim_on(project: Project, words: str) -> ClaimRecord:
    (claim,) = [c for c in queries.claims(project.conn) if words in c.quote]
    return claim


def test_the_file_is_sound(project: Project) -> None:
    assert project.verify() == []


def test_every_quote_of_the_plan_is_a_claim_on_exactly_those_words(
    project: Project, plan: dict[str, Any]
) -> None:
    text = queries.article_text(project.conn, article_of(project).text).text
    claims = queries.claims(project.conn)
    assert sorted(c.quote for c in claims) == sorted(entry["quote"] for entry in plan["claim"])
    assert all(text[c.start : c.end] == c.quote for c in claims)


def test_every_passage_stands_in_the_kept_copy_of_its_source(project: Project) -> None:
    by_id = {source.id: source for source in queries.sources(project.conn)}
    checked = 0
    for item in queries.evidence(project.conn):
        source = by_id[item.source]
        kept = project.blob(source.sha) if source.sha else source.note.encode()
        if source.link_only:
            assert not item.passage
            continue
        assert kept is not None
        assert item.passage
        assert kept.decode("utf-8").count(item.passage) == 1
        checked += 1
    assert checked >= 15


def test_everything_in_the_plan_is_in_the_project(project: Project, plan: dict[str, Any]) -> None:
    verdicts = sorted(v["rationale"] for c in plan["claim"] for v in c.get("verdict", []))
    passages = sorted(e["passage"] for c in plan["claim"] for e in c.get("evidence", []))
    assert sorted(v.rationale for v in queries.verdicts(project.conn)) == verdicts
    assert sorted(e.passage for e in queries.evidence(project.conn)) == passages
    assert [s.title for s in queries.sources(project.conn)] == [s["title"] for s in plan["source"]]
    assert article_of(project).finding_title == plan["article"]["finding"]["title"]
    assert {p.name for p in queries.persons(project.conn)} == {p["name"] for p in plan["person"]}


def test_sheet_and_rows_say_demonstration(project: Project) -> None:
    assert queries.project(project.conn).demonstration
    data = gather(project).sheet
    assert data.demonstration
    printed = rows(data)
    assert len(printed) == len(queries.claims(project.conn))
    assert {row["demonstration"] for row in printed} == {"DEMONSTRATION"}


def test_about_half_of_the_ledger_is_handled(project: Project) -> None:
    ledger = article_of(project).ledger
    assert 0.25 <= ledger.done / ledger.total <= 0.5
    assert 0.4 <= (ledger.done + ledger.open) / ledger.total <= 0.6
    assert ledger.unread > 0


def test_the_scraper_line_is_set_aside_and_not_counted(project: Project) -> None:
    article = article_of(project)
    text = queries.article_text(project.conn, article.text)
    (aside,) = [a for a in text.asides if a.aside]
    assert text.text[aside.start : aside.end] == "[ad_1]"
    ledger = queries.sentences(project.conn, article.draft)
    assert not any(s.start < aside.end and s.end > aside.start for s in ledger)


def test_sentences_with_nothing_to_check_say_why(project: Project) -> None:
    ledger = queries.sentences(project.conn, article_of(project).draft)
    reasons = Counter(s.reason for s in ledger if s.state is SentenceState.NOTHING)
    assert set(reasons) == {"opinion", "prediction", "rhetoric"}


def test_a_claim_stands_in_every_state(project: Project) -> None:
    assert {c.status for c in queries.claims(project.conn)} == set(ClaimStatus)


def test_two_claims_overlap(project: Project) -> None:
    date, vote = claim_on(project, "On Tuesday"), claim_on(project, "86 million crowns on")
    assert Span(vote.start, date.end) == Span(max(date.start, vote.start), min(date.end, vote.end))
    assert date.start < vote.start < date.end < vote.end


def test_a_claim_that_was_said_can_be_false(project: Project) -> None:
    dredging = claim_on(project, "dredging the town itself")
    assert (dredging.rating(Question.SAID), dredging.rating(Question.SO)) == (3, 5)
    assert dredging.through == "The Skerry Post"
    oldest = claim_on(project, "daily service longer")
    assert (oldest.rating(Question.SAID), oldest.rating(Question.SO)) == (1, 6)


def test_the_checkers_differ_on_the_accusation_and_agree_that_it_was_made(project: Project) -> None:
    assert [c.quote for c in queries.claims(project.conn) if c.difference] == [
        claim_on(project, "accuses the mayor").quote
    ]
    accusation = claim_on(project, "accuses the mayor")
    assert accusation.differs(Question.SO)
    assert accusation.rating(Question.SAID) == 1


def test_one_claim_is_closed_unrated_with_its_reason(project: Project) -> None:
    (closed,) = [c for c in queries.claims(project.conn) if c.close_reason]
    assert closed.status is ClaimStatus.CLOSED
    assert closed.verdicts == ()


def test_each_kind_of_source_is_there_and_those_of_the_claims_are_cited(project: Project) -> None:
    sources = queries.sources(project.conn)
    kinds = {"document": 5, "dataset": 1, "page": 2, "note": 1, "person": 1, "image": 1}
    assert Counter(s.kind for s in sources) == kinds
    assert [s.number for s in sources] == [f"S{n}" for n in range(1, 12)]
    assert [s.number for s in sources if not s.cited] == ["S10", "S11"]
    person = sources[9]
    assert (person.person.record, person.status) == ("on", "requested")
    assert [one.due for one in queries.contacts(project.conn, [person.id])] == ["2026-11-20", "2026-11-24"]
    for source in sources:
        if source.sha:
            kept = MATERIAL / "sources" / source.original_name
            assert project.blob(source.sha) == kept.read_bytes()


def test_blanks_of_the_provenance_stay_blank(project: Project) -> None:
    article = article_of(project)
    assert article.archive_url == ""
    assert (article.outlet, article.byline) == ("The Coastal Fortnightly", "Linnea Vaske")
    assert article.finding_rating is None


def test_both_checkers_have_changes_of_their_own_in_the_history(project: Project) -> None:
    changes = Counter(entry.person_name for entry in queries.history(project.conn))
    assert set(changes) == {"Maren Colby", "Jonas Reyk"}
    assert min(changes.values()) > 20


def test_whoever_opens_the_sample_has_nothing_of_the_checkers_to_undo(project: Project) -> None:
    with pytest.raises(KnownError, match="nothing to undo"):
        project.undo()


def test_making_it_twice_gives_the_same_content(made: Path, tmp_path: Path) -> None:
    def content(path: Path) -> list[list[str]]:
        with Project.open(path, identity("Somebody Else")) as project:
            article = article_of(project)
            told = [[c.number, c.quote, c.wording, c.status, c.speaker] for c in queries.claims(project.conn)]
            states = [[s.state, s.reason] for s in queries.sentences(project.conn, article.draft)]
            return told + states

    assert content(make_sample(tmp_path / "again.tickmark")) == content(made)


def test_the_people_of_the_sample_do_not_become_this_user(tmp_path: Path) -> None:
    make_sample(tmp_path / "sample.tickmark")
    assert not (state_folder() / "identity.json").exists()


def test_what_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    out = tmp_path / "sample.tickmark"
    out.write_text("mine")
    with pytest.raises(KnownError, match="already"):
        make_sample(out)
    assert out.read_text() == "mine"


def test_a_sample_that_cannot_be_finished_is_not_left_half_made(tmp_path: Path) -> None:
    material = tmp_path / "material"
    shutil.copytree(MATERIAL, material)
    job = material / "job.toml"
    words = job.read_text(encoding="utf-8")
    job.write_text(words.replace("She has a crew of", "She has no crew of"), encoding="utf-8")
    with pytest.raises(KnownError, match="exactly once"):
        make_sample(tmp_path / "sample.tickmark", material)
    assert list(tmp_path.iterdir()) == [material]
