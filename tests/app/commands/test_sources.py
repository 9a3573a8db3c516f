"""Sources through their commands: adding, people, citing with a place, seeing by eye, independence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands import adding, articles, citing, claims, facts, independence, people, seeing, sources
from app.importing.read import read_pasted
from db import queries
from db.errors import KnownError
from db.keeping import finished
from db.place import identity
from db.project_file import Project
from db.records import ClaimRecord, EvidenceRecord, Place, Question, SourceRecord, Stance

WORDS = "The ferry cost four million crowns. It sank twice."


class Job:
    """A project with one article and one claim on it."""

    def __init__(self, project: Project) -> None:
        self.project = project
        project.run(articles.add(project, read_pasted(WORDS)))
        (article,) = queries.articles(project.conn)
        self.draft = article.draft
        step = claims.mark(project, article=article.id, draft=article.draft, start=0, end=35)
        self.claim = project.run(step).focus

    def source(self, source: str) -> SourceRecord:
        return queries.sources(self.project.conn, [source])[0]

    def note(self, title: str = "Letter") -> str:
        return self.project.run(adding.add_note(self.project, title=title)).focus

    def cite(self, source: str, passage: str = "four million", stance: Stance = Stance.SUPPORTS) -> str:
        step = citing.cite(self.project, claim=self.claim, source=source, stance=stance, passage=passage)
        self.project.run(step)
        return self.evidence()[-1].id

    def evidence(self) -> list[EvidenceRecord]:
        return queries.evidence(self.project.conn, [self.claim])

    def claim_now(self) -> ClaimRecord:
        return queries.claims(self.project.conn, ids=[self.claim])[0]


@pytest.fixture
def job(tmp_path: Path) -> Iterator[Job]:
    with Project.create(tmp_path / "job.tickmark", identity("Maren Colby")) as project:
        yield Job(project)
        assert project.verify() == []


def test_forty_files_are_numbered_in_the_order_given_in_one_step(job: Job, tmp_path: Path) -> None:
    paths = [tmp_path / f"{n:02}.txt" for n in range(40, 0, -1)]
    for path in paths:
        path.write_text(f"text of {path.name}", encoding="utf-8")
    job.project.run(finished(adding.add_files(job.project, paths=paths)))
    found = queries.sources(job.project.conn)
    assert [s.number for s in found] == [f"S{n}" for n in range(1, 41)]
    assert [s.title for s in found] == [path.name for path in paths]
    assert {(s.kind, s.status, s.media_type) for s in found} == {("document", "received", "text/plain")}
    assert all(s.origin.startswith(str(tmp_path)) and s.kept_at and s.modified for s in found)
    job.project.undo()
    assert queries.sources(job.project.conn) == []


def test_where_a_file_was_does_not_name_whose_home_it_lay_in(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "mara.colby"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    path = home / "papers" / "minutes.txt"
    path.parent.mkdir(parents=True)
    path.write_text("Minutes.", encoding="utf-8")
    job.project.run(finished(adding.add_files(job.project, paths=[path])))
    (found,) = queries.sources(job.project.conn)
    assert Path(found.origin) == Path("~/papers/minutes.txt")


def test_of_files_of_which_one_cannot_be_taken_none_is(job: Job, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_bytes(b"x" * 3_000_000)
    pieces = job.project.conn.execute("SELECT count(*) FROM blob_chunk").fetchone()
    with pytest.raises(KnownError, match="cannot be read"):
        finished(adding.add_files(job.project, paths=[good, tmp_path / "gone.txt"]))
    assert queries.sources(job.project.conn) == []
    assert job.project.conn.execute("SELECT count(*) FROM blob_chunk").fetchone() == pieces


@pytest.mark.parametrize(
    ("name", "data", "kind", "media_type"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "document", "application/pdf"),
        ("a.txt", b"\x89PNG\r\n\x1a\n...", "image", "image/png"),
        ("a", b"\0\0\0\x18ftypmp42....", "recording", "video/mp4"),
        ("a.mp3", b"ID3\x03....", "recording", "audio/mpeg"),
        ("a.csv", b"a,b\n1,2\n", "dataset", "text/csv"),
        ("a.html", b"<!doctype html><p>x", "page", "text/html"),
        ("a.exe", b"MZ\0\0", "document", "application/octet-stream"),
        ("a.svg", b"<svg xmlns='x'/>", "image", "image/svg+xml"),
    ],
)
def test_what_a_file_is_its_bytes_tell(
    job: Job, tmp_path: Path, name: str, data: bytes, kind: str, media_type: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = job.source(job.project.run(adding.add_file(job.project, path=path)).focus)
    assert (found.kind, found.media_type) == (kind, media_type)


def test_names_with_path_tricks_are_shown_harmless() -> None:
    assert adding.file_name("..\\..\\evil.pdf") == "evil.pdf"
    assert adding.file_name("invoice\u202efdp.exe") == "invoice\ufffdfdp.exe"
    assert adding.file_name("a\nb\x1b.txt").isprintable()
    assert adding.file_name("..") == "unnamed"
    long = adding.file_name("x" * 300 + ".pdf")
    assert (len(long) <= 200, long.endswith("….pdf")) == (True, True)


def test_a_person_off_the_record_is_confidential_until_somebody_says_otherwise(job: Job) -> None:
    step = adding.add_person(job.project, name="A. Aalto", role="harbour master", record="off")
    person = job.project.run(step).focus
    assert job.source(person).confidential
    job.cite(person)
    assert job.evidence()[0].held_back
    job.project.run(sources.set_confidential(job.project, source=person, confidential=False))
    assert not job.source(person).confidential
    job.project.undo()
    assert job.source(person).confidential
    job.project.run(people.set_person(job.project, source=person, name="A. Aalto", record="on"))
    assert not job.source(person).confidential
    assert job.source(person).person.role == ""


def test_the_status_of_a_person_follows_the_log_of_contacts(job: Job) -> None:
    project = job.project
    person = project.run(adding.add_person(project, name="Duty planner")).focus
    assert job.source(person).status == "wanted"
    project.run(people.add_contact(project, source=person, how="telephone", put="How many?", due="Friday"))
    assert job.source(person).status == "requested"
    (contact,) = queries.contacts(project.conn)
    assert (contact.how, contact.put, contact.due, contact.person_name) == (
        *("telephone", "How many?", "Friday"),
        "Maren Colby",
    )
    project.run(
        people.edit_contact(project, contact=contact.id, said={"answer": "Twelve", "how": "telephone"})
    )
    assert job.source(person).status == "received"
    project.run(sources.set_status(project, source=person, status="requested"))
    assert job.source(person).status == "requested"
    project.run(people.remove_contact(project, contact=contact.id))
    assert queries.contacts(project.conn, [person]) == []
    with pytest.raises(KnownError, match="Say how"):
        people.add_contact(project, source=person, due="Friday")


def test_a_link_is_link_only_until_it_has_a_copy(job: Job, tmp_path: Path) -> None:
    project, copy = job.project, tmp_path / "saved.html"
    copy.write_bytes(b"<html><p>Cut.</p></html>")
    link = project.run(adding.add_link(project, url="https://example.org/a")).focus
    assert job.source(link).link_only
    assert job.source(link).missing == ("file", "archive_url", "author", "published", "accessed")
    project.run(finished(adding.attach_copy(project, source=link, path=copy)))
    assert (job.source(link).link_only, job.source(link).kind) == (False, "page")
    assert "file" not in job.source(link).missing
    step = adding.attach_capture(
        project,
        source=link,
        data=b"<html>new",
        url="https://example.org/a?x",
        headers="Server: x",
        status=200,
    )
    project.run(step)
    capture = job.source(link).capture
    assert capture is not None
    assert (capture.url, capture.status, job.source(link).original_name) == (
        "https://example.org/a?x",
        200,
        "a",
    )


def test_evidence_and_ticks_know_their_place_in_the_kept_copy(job: Job, tmp_path: Path) -> None:
    project, path = job.project, tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    source = project.run(adding.add_file(project, path=path)).focus
    place = Place(
        job.source(source).sha, 1, 10, 22, ((100, 200, 300, 250), (100, 260, 200, 310)), "", None, None
    )
    project.run(citing.cite(project, claim=job.claim, source=source, passage="x", place=place))
    assert job.evidence()[0].place == place
    fact = next(f for f in queries.facts(project.conn) if f.start == 15)
    sheet = Place(job.source(source).sha, cells="Sheet1!B2:C4")
    project.run(facts.tick(project, fact=fact.id, source=source, place=sheet))
    assert queries.facts(project.conn, ids=[fact.id])[0].ticks[0].place == sheet
    (cited, ticked) = queries.used_for(project.conn, source)
    assert (cited.claim, ticked.claim) == (job.claim, "")
    assert (ticked.start, WORDS[15:].startswith(ticked.words)) == (15, True)
    tick = queries.facts(project.conn, ids=[fact.id])[0].ticks[0].id
    project.run(facts.set_tick_confidential(project, fact=fact.id, tick=tick, confidential=True))
    assert queries.facts(project.conn, ids=[fact.id])[0].ticks[0].held_back
    with pytest.raises(KnownError, match="not in the kept copy"):
        citing.cite(project, claim=job.claim, source=source, place=Place("0" * 64))


def test_seen_by_eye_holds_while_the_passage_reads_as_it_was_seen(job: Job) -> None:
    project, evidence = job.project, job.cite(job.note())
    project.run(seeing.seen_by_eye(project, evidence=evidence))
    assert job.evidence()[0].seen_by == ("Maren Colby",)
    known = job.evidence()[0]

    def reworded(passage: str) -> None:
        step = citing.edit_evidence(
            project,
            evidence=evidence,
            question=Question.SO,
            stance=known.stance,
            passage=passage,
            locator="",
        )
        project.run(step)

    reworded("five million")
    assert job.evidence()[0].seen_by == ()
    reworded("four million")
    assert job.evidence()[0].seen_by == ("Maren Colby",)
    project.run(seeing.unseen(project, evidence=evidence))
    assert job.evidence()[0].seen_by == ()
    project.undo()
    assert job.evidence()[0].seen_by == ("Maren Colby",)


def test_several_sources_of_one_origin_are_one_independent_source(job: Job) -> None:
    project = job.project
    wire, first, second = (job.note(title) for title in ("Wire", "Paper", "Other paper"))
    job.cite(first)
    job.cite(second)
    job.cite(wire, stance=Stance.CONTEXT)
    assert job.claim_now().support(Question.SO) == (2, 2)
    for paper in (first, second):
        project.run(independence.depends_on(project, source=paper, origin=wire))
    assert job.claim_now().support(Question.SO) == (2, 1)
    assert job.claim_now().one_origin(Question.SO)
    assert job.source(first).origins == (wire,)
    assert job.source(wire).dependents == (first, second)
    with pytest.raises(KnownError, match="already"):
        independence.depends_on(project, source=wire, origin=first)
    with pytest.raises(KnownError, match="itself"):
        independence.depends_on(project, source=wire, origin=wire)
    project.run(independence.independent_of(project, source=first, origin=wire))
    assert job.claim_now().support(Question.SO) == (2, 2)
    project.run(independence.depends_on(project, source=first, origin=wire))
    assert job.claim_now().one_origin(Question.SO)


def test_a_source_in_use_is_not_deleted_and_it_is_said_where_it_is_used(job: Job) -> None:
    project = job.project
    wire, paper = job.note("Wire"), job.note("Paper")
    job.cite(paper)
    project.run(independence.depends_on(project, source=paper, origin=wire))
    with pytest.raises(KnownError, match="S2 is cited on MC1;"):
        sources.delete(project, source=paper)
    with pytest.raises(KnownError, match="S1 is where S2 comes from;"):
        sources.delete(project, source=wire)
    project.run(citing.remove_evidence(project, evidence=job.evidence()[0].id))
    project.run(sources.delete(project, source=paper))
    project.run(sources.delete(project, source=wire))
    assert queries.sources(project.conn) == []


def test_every_kind_says_what_a_careful_desk_would_still_note(job: Job) -> None:
    project = job.project
    person = project.run(adding.add_person(project, name="A. Aalto", record="on")).focus
    assert job.source(person).missing == ("role", "contact", "date", "words")
    wanted = project.run(adding.add_wanted(project, title="The contract", status="requested")).focus
    assert (job.source(wanted).status, job.source(wanted).missing) == (
        "requested",
        ("file", "author", "published"),
    )
    project.run(sources.set_kind(project, source=wanted, kind="dataset"))
    assert "licence" in job.source(wanted).missing
    project.run(sources.set_field(project, source=wanted, field="publisher", value="Ministry"))
    assert "author" not in job.source(wanted).missing
    note = job.note("A thought")
    assert job.source(note).missing == ("words",)


def test_the_time_in_a_recording_is_its_place_and_a_time_that_is_none_is_refused(
    job: Job, tmp_path: Path
) -> None:
    path = tmp_path / "call.mp3"
    path.write_bytes(b"ID3" + bytes(200))
    recording = job.project.run(adding.add_file(job.project, path=path)).focus
    assert job.source(recording).kind == "recording"

    def cite(locator: str) -> EvidenceRecord:
        known = {one.id for one in job.evidence()}
        job.project.run(citing.cite(job.project, claim=job.claim, source=recording, locator=locator))
        return next(one for one in job.evidence() if one.id not in known)

    heard = cite("12:30 - 1:13:05,5")
    assert heard.locator == "00:12:30–01:13:05.5"
    assert heard.place == Place(job.source(recording).sha, from_ms=750_000, to_ms=4_385_500)
    assert (cite("her second answer").locator, cite("her second answer").place) == ("her second answer", None)
    for wrong, said in (
        ("12:75", "is no time"),
        ("1:60:00", "is no time"),
        ("2:00-1:00", "before it begins"),
    ):
        with pytest.raises(KnownError, match=said):
            cite(wrong)
    job.project.run(
        citing.edit_evidence(
            job.project,
            evidence=heard.id,
            question=heard.question,
            stance=heard.stance,
            passage="",
            locator="0:05",
        )
    )
    (now,) = [one for one in job.evidence() if one.id == heard.id]
    assert (now.locator, now.place) == (
        "00:00:05",
        Place(job.source(recording).sha, from_ms=5000, to_ms=5000),
    )
    note = job.note()
    job.project.run(citing.cite(job.project, claim=job.claim, source=note, locator="12:75"))


def test_a_source_that_came_twice_gives_way_with_passages_and_places(job: Job, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("The ferry cost four million crowns.", encoding="utf-8")
    paths = [tmp_path / "one.txt", tmp_path / "two.txt"]
    job.project.run(finished(adding.add_files(job.project, paths=paths)))
    one, two = queries.sources(job.project.conn)
    place = Place(two.sha, start=15, end=27)
    job.project.run(
        citing.cite(
            job.project,
            claim=job.claim,
            source=two.id,
            passage="four million",
            place=place,
            confidential=True,
        )
    )
    job.project.run(sources.use_instead(job.project, source=two.id, instead=one.id))
    (evidence,) = job.evidence()
    assert (evidence.source, evidence.passage, evidence.place) == (one.id, "four million", place)
    assert evidence.confidential
    assert [source.id for source in queries.sources(job.project.conn)] == [one.id]
    letter = job.note()
    job.project.run(independence.depends_on(job.project, source=letter, origin=one.id))
    with pytest.raises(KnownError, match="so S3 was not put in its place"):
        job.project.run(sources.use_instead(job.project, source=one.id, instead=letter))
