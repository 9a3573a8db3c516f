"""The bundled sample: an invented article, half checked by two invented people, made anew on this machine.

The material lies in ``resources/sample``; ``job.toml`` there is the plan of the check as data. It is carried
out through the ordinary commands, so the sample's log, history and undo are like any project's.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import resources
from app.commands import (
    adding,
    articles,
    citing,
    claims,
    fixes,
    notes,
    people,
    query_threads,
    sources,
    verdicts,
)
from app.commands.checks import article_of, draft_text
from app.commands.passages import passage_of
from app.text.anchors import locate
from db import queries
from db.errors import KnownError
from db.place import Identity
from db.project_file import Project
from db.records import FixState, PersonId, Question, Span, Stance
from db.step import Step, new_id

_SOURCE_FIELDS = ("url", "author", "publisher", "published")

Plan = dict[str, Any]


def make_sample(out: Path, material: Path | None = None) -> Path:
    """Make the sample project at ``out``, from the bundled material or another folder, and return ``out``.

    The content is the same every time; ids, times and the two people's ids are new. Raises KnownError where
    something is at ``out`` already or the disk does not take it; nothing half made is left behind.
    """
    folder = material or resources.path("sample")
    plan: Plan = tomllib.loads((folder / "job.toml").read_text(encoding="utf-8"))
    people = {person["key"]: _stranger(person["name"], person["initials"]) for person in plan["person"]}
    if out.exists():
        raise KnownError(f"There is already something at {out}; it was left as it is.")
    part = out.with_name(f".{out.name}.part")
    part.unlink(missing_ok=True)
    with Project.create(
        part,
        next(iter(people.values())),
        title=plan["title"],
        scale=plan["scale"],
        language=plan["language"],
        demonstration=plan["demonstration"],
    ):
        pass
    try:
        _carry_out(part, folder, people, list(_deeds(plan)))
        part.replace(out)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return out


def _stranger(name: str, initials: str) -> Identity:
    """A person on a machine of their own: neither is written into this user's state."""
    return Identity(secrets.token_hex(16), PersonId(f"person:{secrets.token_hex(16)}"), name, initials)


@dataclass
class _Desk:
    """One person's turn at the open project, with the ids of what the plan's keys have become."""

    project: Project
    material: Path
    ids: dict[str, str]

    def run(self, step: Step, key: str = "") -> None:
        self.project.run(step)
        if key:
            self.ids[key] = step.focus

    def place(self, quote: str) -> tuple[str, str, Span]:
        """Article, draft and the one place of the quoted words."""
        article = article_of(self.project, self.ids["article"])
        found = locate(quote, draft_text(self.project, article.draft))
        if found is None:
            raise KnownError(f"The sample's article does not have “{quote}” exactly once.")
        return article.id, article.draft, found


@dataclass(frozen=True)
class _Deed:
    """Something one person does once everything it needs is there; ``makes`` is the key it gives."""

    by: str
    act: Callable[[_Desk, Plan], None]
    entry: Plan
    makes: str
    needs: frozenset[str] = field(default_factory=frozenset[str])


def _carry_out(out: Path, material: Path, people: dict[str, Identity], deeds: list[_Deed]) -> None:
    """Take turns until nothing is left, as people do who hand a file to and fro: few turns, long ones."""
    ids: dict[str, str] = {}
    done: set[str] = set()
    while deeds:
        left = len(deeds)
        for key, me in people.items():
            if not any(deed.by == key and deed.needs <= done for deed in deeds):
                continue
            with Project.open(out, me) as project, project.together():
                deeds = _turn(_Desk(project, material, ids), key, deeds, done)
        if len(deeds) == left:
            raise KnownError("The sample's plan needs something that nobody in it makes.")


def _turn(desk: _Desk, by: str, deeds: list[_Deed], done: set[str]) -> list[_Deed]:
    waiting: list[_Deed] = []
    for deed in deeds:
        if deed.by == by and deed.needs <= done:
            deed.act(desk, deed.entry)
            done.add(deed.makes)
        else:
            waiting.append(deed)
    return waiting


def _deeds(plan: Plan) -> Iterator[_Deed]:
    """Everything the plan says, in its order."""
    first = plan["person"][0]["key"]
    here = frozenset({"article"})
    yield _Deed(first, _add_article, plan["article"], "article")
    for source in plan["source"]:
        yield _Deed(source["by"], _add_source, source, f"source {source['key']}")
    for n, entry in enumerate(plan["nothing"]):
        yield _Deed(entry["by"], _mark_nothing, entry, f"nothing {n}", here)
    for claim in plan["claim"]:
        yield from _claim_deeds(claim, here)
    yield _Deed(first, _write_finding, plan["article"]["finding"], "finding", here)


def _claim_deeds(claim: Plan, here: frozenset[str]) -> Iterator[_Deed]:
    key = f"claim {claim['key']}"
    yield _Deed(claim["by"], _mark_claim, claim, key, here)
    judged = {key}
    for n, entry in enumerate(claim.get("evidence", [])):
        judged.add(f"{key} evidence {n}")
        needs = frozenset({key, f"source {entry['source']}"})
        yield _Deed(entry["by"], _cite, {**entry, "claim": key}, f"{key} evidence {n}", needs)
    for n, entry in enumerate(claim.get("verdict", [])):
        judged.add(f"{key} verdict {n}")
        yield _Deed(entry["by"], _judge, {**entry, "claim": key}, f"{key} verdict {n}", frozenset({key}))
    for n, entry in enumerate(claim.get("fix", [])):
        fix = f"{key} fix {n}"
        yield _Deed(entry["by"], _propose, {**entry, "claim": key, "key": fix}, fix, frozenset({key}))
        if "outcome" in entry:
            outcome = {**entry["outcome"], "fix": fix}
            yield _Deed(outcome["by"], _settle, outcome, f"{fix} settled", frozenset({fix}))
    for n, entry in enumerate(claim.get("query", [])):
        yield _Deed(entry["by"], _ask, {**entry, "claim": key}, f"{key} query {n}", frozenset({key}))
    for n, entry in enumerate(claim.get("note", [])):
        yield _Deed(entry["by"], _note, {**entry, "claim": key}, f"{key} note {n}", frozenset({key}))
    if "close" in claim:
        yield _Deed(claim["close"], _close, {**claim, "claim": key}, f"{key} closed", frozenset(judged))


def _add_article(desk: _Desk, entry: Plan) -> None:
    from app.importing.read import read_article

    read = read_article(desk.material / entry["file"])
    provenance = {name: entry[name] for name in articles.PROVENANCE if name in entry}
    desk.run(articles.add(desk.project, read, provenance=provenance), "article")
    language = queries.project(desk.project.conn).language
    desk.run(articles.set_field(desk.project, article=desk.ids["article"], field="language", value=language))


def _add_source(desk: _Desk, entry: Plan) -> None:
    key, title = f"source {entry['key']}", entry["title"]
    if "file" in entry:
        path = desk.material / entry["file"]
        desk.run(adding.add_file(desk.project, path=path, title=title), key)
    elif "url" in entry:
        desk.run(adding.add_link(desk.project, url=entry["url"], title=title), key)
    elif entry["kind"] == "person":
        _add_person(desk, entry, key)
    else:
        desk.run(adding.add_note(desk.project, title=title, text=entry["note"]), key)
    for name in _SOURCE_FIELDS:
        if entry.get(name):
            step = sources.set_field(desk.project, source=desk.ids[key], field=name, value=entry[name])
            desk.run(step)


def _add_person(desk: _Desk, entry: Plan, key: str) -> None:
    step = adding.add_person(
        desk.project,
        name=entry["title"],
        role=entry["role"],
        contact=entry["contact"],
        record=entry["record"],
        note=entry["note"],
    )
    desk.run(step, key)
    for said in entry["reached"]:
        desk.run(people.add_contact(desk.project, source=desk.ids[key], **said))


def _mark_nothing(desk: _Desk, entry: Plan) -> None:
    _, draft, span = desk.place(entry["sentence"])
    step = articles.set_nothing(
        desk.project, draft=draft, start=span.start, end=span.end, reason=entry["reason"]
    )
    desk.run(step)


def _mark_claim(desk: _Desk, entry: Plan) -> None:
    article, draft, span = desk.place(entry["quote"])
    step = claims.mark(
        desk.project,
        article=article,
        draft=draft,
        start=span.start,
        end=span.end,
        wording=entry["wording"],
        speaker=entry.get("speaker", ""),
        through=entry.get("through", ""),
        act=entry.get("act", ""),
        kind=entry["kind"],
    )
    desk.run(step, f"claim {entry['key']}")


def _cite(desk: _Desk, entry: Plan) -> None:
    step = citing.cite(
        desk.project,
        claim=desk.ids[entry["claim"]],
        source=desk.ids[f"source {entry['source']}"],
        question=Question(entry["question"]),
        stance=Stance(entry["stance"]),
        passage=entry["passage"],
        locator=entry["locator"],
    )
    desk.run(step)


def _judge(desk: _Desk, entry: Plan) -> None:
    step = verdicts.set_verdict(
        desk.project,
        claim=desk.ids[entry["claim"]],
        question=Question(entry["question"]),
        rating=entry["rating"],
        rationale=entry["rationale"],
        as_of=entry["as_of"],
    )
    desk.run(step)


def _propose(desk: _Desk, entry: Plan) -> None:
    claim, why = desk.ids[entry["claim"]], entry.get("why", "")
    step = fixes.propose_on_claim(desk.project, claim=claim, text=entry["text"], why=why)
    desk.run(step, entry["key"])


def _settle(desk: _Desk, entry: Plan) -> None:
    step = fixes.settle(
        desk.project,
        fix=desk.ids[entry["fix"]],
        state=FixState(entry["state"]),
        text=entry.get("text", ""),
        why=entry.get("why", ""),
    )
    desk.run(step)


def _ask(desk: _Desk, entry: Plan) -> None:
    project, query = desk.project, new_id("query")
    step = query_threads.ask(
        project,
        query=query,
        message=new_id("message"),
        passage=passage_of(project, desk.ids[entry["claim"]]),
        role=entry["role"],
        name=entry.get("name", ""),
        text=entry["text"],
    )
    desk.run(step)
    if "answer" in entry:
        speaker, text = entry["answer"]["speaker"], entry["answer"]["text"]
        answer = query_threads.write_message(
            project, query=query, message=new_id("message"), text=text, speaker=speaker
        )
        desk.run(answer)
    if "resolved" in entry:
        desk.run(query_threads.resolve(project, query=query, why=entry["resolved"]))


def _note(desk: _Desk, entry: Plan) -> None:
    claim = desk.ids[entry["claim"]]
    desk.run(notes.write(desk.project, note=new_id("note"), claim=claim, text=entry["text"], private=False))


def _close(desk: _Desk, entry: Plan) -> None:
    reason = entry.get("close_reason", "")
    desk.run(claims.close(desk.project, claim=desk.ids[entry["claim"]], reason=reason))


def _write_finding(desk: _Desk, entry: Plan) -> None:
    step = articles.set_finding(
        desk.project,
        article=desk.ids["article"],
        title=entry["title"],
        standfirst=entry["standfirst"],
        rating=entry.get("rating"),
    )
    desk.run(step)
