"""What each headless command does: open the project, run, print; no Qt anywhere below."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands import adding, articles, citing, claims, drafts, fixes, sources, verdicts
from app.commands.checks import claim_of, source_of
from app.finding_things import find_article, find_claim, find_source
from app.listing import LISTS, Rows, article_row, claim_row
from app.scales import load_scale
from app.settings import read_settings
from db import queries
from db.errors import BadBody, KnownError
from db.keeping import finished
from db.place import identity
from db.project_file import Project
from db.records import Question, Scale, Stance
from db.step import Step

if TYPE_CHECKING:
    from app.capture import Captured
    from app.importing.article import ImportedArticle


def version() -> str:
    """The program's version."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("tickmark")
    except PackageNotFoundError:
        return "0.1.0.dev0"


def _open(asked: Namespace) -> Project:
    return Project.open(asked.project, identity(asked.name))


def _print(text: str) -> None:
    # Bytes, so that nothing is changed on the way out on any system.
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()


def _show(asked: Namespace, value: Any, lines: Iterable[str]) -> None:
    if asked.json:
        _print(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    else:
        _print("".join(f"{line}\n" for line in lines))


def new(asked: Namespace) -> int:
    """``new PROJECT``"""
    load_scale(asked.scale)
    project = Project.create(
        asked.project, identity(asked.name), title=asked.title, scale=asked.scale, language=asked.language
    )
    with project:
        value = {"project": str(asked.project), "fingerprint": project.fingerprint}
    _show(asked, value, [f"Made {asked.project}"])
    return 0


def add(asked: Namespace) -> int:
    """``add PROJECT FILE...``: all files or, where one cannot be added, none."""
    from app.importing.read import read_article

    if asked.source or asked.url or asked.capture or asked.person or asked.note:
        return _add_sources(asked)
    if not asked.files:
        raise KnownError("Say what to add: files, or --url, --person or --note.")
    limit = read_settings().article_limit if asked.limit_mb is None else asked.limit_mb * 1024 * 1024
    with _open(asked) as project:
        read = [read_article(path, encoding=asked.encoding, limit_bytes=limit) for path in asked.files]
        with project.together():
            ids = [project.run(articles.add(project, one)).focus for one in read]
        added = queries.articles(project.conn, ids)
        notes = {id: [asdict(note) for note in one.notes] for id, one in zip(ids, read, strict=True)}
        rows: Rows = [
            {**article_row(project, a), "notes": notes[a.id]}
            for a in sorted(added, key=lambda a: ids.index(a.id))
        ]
    _show(asked, rows, (f"{r['id']}  {r['title']}: {_sentences(r['sentences'])}" for r in rows))
    _tell_guesses(read)
    return 0


def _sentences(count: int) -> str:
    return f"{count} sentence" if count == 1 else f"{count} sentences"


def _tell_guesses(read: Iterable[ImportedArticle]) -> None:
    """A line for each file whose encoding nobody said and nothing in it tells."""
    for one in read:
        if any(note.code == "encoding-guessed" for note in one.notes):
            _tell(
                f"tickmark: “{one.original_name}” was read as {one.encoding}, which is a guess: "
                "look at its letters, and say another with --encoding."
            )


def _add_sources(asked: Namespace) -> int:
    """``add PROJECT --source FILE...``, ``--url``, ``--person``, ``--note``: one step for each of these."""
    if asked.files and not asked.source:
        raise KnownError("Files beside --url, --person or --note are sources: say so with --source.")
    if not (asked.files or asked.url or asked.capture or asked.person or asked.note):
        raise KnownError("Say what to add as a source: files, or --url, --person or --note.")
    limit = read_settings().source_limit if asked.limit_mb is None else asked.limit_mb * 1024 * 1024
    captured = _captured(asked.capture) if asked.capture else None
    with _open(asked) as project:
        before = {source.id for source in queries.sources(project.conn)}
        files: list[Step] = []
        if asked.files:
            files.append(finished(adding.add_files(project, paths=asked.files, limit=limit)))
        try:
            with project.together():
                for step in (*files, *_said(project, asked)):
                    project.run(step)
                if captured is not None:
                    _keep_captured(project, asked, captured)
                found = [source for source in queries.sources(project.conn) if source.id not in before]
                if asked.confidential:
                    for source in found:
                        project.run(sources.set_confidential(project, source=source.id, confidential=True))
        except KnownError:
            project.drop(kept for step in files for kept in step.kept)
            raise
        found = [source_of(project, source.id) for source in found]
    rows: Rows = [
        {
            "id": source.id,
            "number": source.number,
            "kind": source.kind,
            "title": source.title,
            "status": source.status,
            "confidential": source.confidential,
            "sha256": source.sha,
        }
        for source in found
    ]
    _show(asked, rows, (f"{source.number}  {source.title}" for source in found))
    return 0


def _captured(url: str) -> Captured:
    from app.capture import AGENT, capture

    return capture(url, agent=AGENT)


def _keep_captured(project: Project, asked: Namespace, captured: Captured) -> None:
    source = project.run(adding.add_link(project, url=asked.capture, title=asked.title)).focus
    step = adding.attach_capture(
        project,
        source=source,
        data=captured.data,
        url=captured.url,
        headers=captured.headers,
        status=captured.status,
    )
    project.run(step)


def _said(project: Project, asked: Namespace) -> Iterator[Step]:
    """The page, person or note told on the command line, each when the one before is in the project."""
    if asked.url:
        yield adding.add_link(project, url=asked.url, title=asked.title)
    if asked.person:
        yield adding.add_person(
            project,
            name=asked.person,
            role=asked.role,
            contact=asked.contact,
            record=asked.record,
            date=asked.date,
            note=asked.note or "",
        )
    elif asked.note:
        yield adding.add_note(project, title=asked.title, text=asked.note)


def text(asked: Namespace) -> int:
    """``text PROJECT ARTICLE``: the stored text, unchanged, nothing after it."""
    with _open(asked) as project:
        article = find_article(project, asked.article)
        chosen = article.text
        if asked.draft is not None:
            known = {draft.n: draft.text for draft in queries.drafts(project.conn, article.id)}
            if asked.draft not in known:
                raise KnownError(f"“{article.title}” has {len(known)} draft(s), so no draft {asked.draft}.")
            chosen = known[asked.draft]
        _print(queries.article_text(project.conn, chosen).text)
    return 0


def revise(asked: Namespace) -> int:
    """``revise PROJECT ARTICLE FILE``: status 1 where a person has to look at something in the new draft."""
    from app.importing.read import read_article

    limit = read_settings().article_limit
    with _open(asked) as project:
        article = find_article(project, asked.article)
        before = {c.id: c.quote for c in queries.claims(project.conn, article.id)}
        read = read_article(asked.file, encoding=asked.encoding, limit_bytes=limit)
        project.run(drafts.revise(project, article=article.id, imported=read))
        found = queries.claims(project.conn, article.id)
    rows: Rows = [
        {
            "claim": claim.id,
            "number": claim.number,
            "outcome": claim.carried,
            "old": before.get(claim.id, ""),
            "new": "" if claim.carried in ("lost", "ambiguous", "gone") else claim.quote,
            "start": claim.start,
            "end": claim.end,
            "candidates": [asdict(span) for span in claim.candidates],
        }
        for claim in found
    ]
    _show(asked, rows, (f"{row['number']}\t{row['outcome']}\t{row['old']}\t{row['new']}" for row in rows))
    _tell_guesses([read])
    return 1 if any(claim.recheck for claim in found) else 0


def mark(asked: Namespace) -> int:
    """``mark PROJECT ARTICLE QUOTE`` or ``mark PROJECT --claim ID``: all of it, or nothing."""
    with _open(asked) as project:
        with project.together():
            claim = _edited(project, asked) if asked.claim else _marked(project, asked)
            _judged(project, asked, claim)
            if asked.close is not None:
                project.run(claims.close(project, claim=claim, reason=asked.close))
        record = claim_of(project, claim)
        rows = [claim_row(record, load_scale(queries.project(project.conn).scale))]
    _show(asked, rows[0], [f"{record.number}  {record.quote}"])
    return 0


def _marked(project: Project, asked: Namespace) -> str:
    from app.text.anchors import find_quote, locate

    if not asked.article or not asked.quote:
        raise KnownError("Say which article and which words to mark, or which claim to edit with --claim.")
    article = find_article(project, asked.article)
    stored = queries.article_text(project.conn, article.text).text
    places = find_quote(asked.quote, stored)
    if asked.at is not None:
        exact = locate(asked.quote, stored, at=asked.at)
        places = [exact] if exact else [place for place in places if place.start == asked.at]
    if not places:
        where = "" if asked.at is None else f" at offset {asked.at}"
        raise KnownError(f"“{asked.quote}” is not in “{article.title}”{where}; nothing was marked.")
    if len(places) > 1:
        offsets = ", ".join(str(place.start) for place in places[:10])
        raise KnownError(
            f"“{asked.quote}” occurs {len(places)} times in “{article.title}” (at {offsets}); "
            "say which with --at OFFSET."
        )
    step = claims.mark(
        project,
        article=article.id,
        draft=article.draft,
        start=places[0].start,
        end=places[0].end,
        wording=asked.wording or "",
        speaker=asked.speaker or "",
        through=asked.through or "",
        act=asked.act or "",
    )
    return project.run(step).focus


def _edited(project: Project, asked: Namespace) -> str:
    known = find_claim(project, asked.claim)
    if asked.article or asked.quote:
        raise KnownError("Give either ARTICLE and QUOTE, or --claim: a claim's words are not moved.")
    if asked.wording is not None:
        project.run(claims.set_wording(project, claim=known.id, wording=asked.wording))
    if (asked.speaker, asked.through, asked.act) != (None, None, None):
        step = claims.set_attribution(
            project,
            claim=known.id,
            speaker=known.speaker if asked.speaker is None else asked.speaker,
            through=known.through if asked.through is None else asked.through,
            act=known.act if asked.act is None else asked.act,
        )
        project.run(step)
    return known.id


def _judged(project: Project, asked: Namespace, claim: str) -> None:
    if asked.fix and asked.fix.strip():
        project.run(fixes.propose_on_claim(project, claim=claim, text=asked.fix))
    given = (asked.verdict, asked.rationale, asked.as_of)
    if given == (None, None, None):
        return
    question = Question(asked.question or "so")
    old = verdicts.my_verdict(project, claim, question)
    scale = load_scale(queries.project(project.conn).scale)
    step = verdicts.set_verdict(
        project,
        claim=claim,
        question=question,
        rating=(old.rating if old else None) if asked.verdict is None else _rating(scale, asked.verdict),
        rationale=(old.rationale if old else "") if asked.rationale is None else asked.rationale,
        as_of=asked.as_of if asked.as_of is not None or old is None else old.as_of or None,
    )
    project.run(step)


def _rating(scale: Scale, wanted: str) -> int:
    folded = wanted.strip().casefold()
    for rating in scale.ratings:
        if folded in (str(rating.value), rating.key.casefold(), rating.label.casefold()):
            return rating.value
    names = ", ".join(f"{r.value} {r.label}" for r in scale.ratings)
    raise KnownError(f"“{wanted}” is not on the scale “{scale.name}”; it has {names}.")


def cite(asked: Namespace) -> int:
    """``cite PROJECT CLAIM SOURCE``: a source that is not there yet is added, if it is a file or address."""
    with _open(asked) as project:
        claim = find_claim(project, asked.claim)
        with project.together():
            source = _source(project, asked.source)
            step = citing.cite(
                project,
                claim=claim.id,
                source=source,
                question=Question(asked.question) if asked.question else None,
                stance=Stance(asked.stance),
                passage=asked.passage,
                locator=asked.locator,
                confidential=asked.confidential,
            )
            project.run(step)
        record = queries.evidence(project.conn, [claim.id])[-1]
    _show(asked, asdict(record), [f"{claim.number}  {record.stance}  {record.source_number}"])
    return 0


def _source(project: Project, wanted: str) -> str:
    found = find_source(project, wanted)
    if found is not None:
        return found.id
    if wanted.lower().startswith(("http://", "https://")):
        return project.run(adding.add_link(project, url=wanted)).focus
    if Path(wanted).is_file():
        limit = read_settings().source_limit
        return project.run(adding.add_file(project, path=Path(wanted), limit=limit)).focus
    raise KnownError(f"“{wanted}” is no source of this project, no file and no web address.")


def list_(asked: Namespace) -> int:
    """``list PROJECT WHAT``"""
    with _open(asked) as project:
        article = find_article(project, asked.article) if asked.article else None
        rows = LISTS[asked.what](project, article)
    _show(asked, rows, (_line(row) for row in rows))
    return 0


def _line(row: dict[str, Any]) -> str:
    # A blank keeps its place, so that a column means the same in every line.
    cells = ("" if v is None else str(v) for v in row.values() if v is None or isinstance(v, str | int))
    return "\t".join(" ".join(cell.split()) for cell in cells)


def find(asked: Namespace) -> int:
    """``find PROJECT WORDS``: what has them, best first."""
    from app.sources.searched import article_words, search_items, words_of_kept
    from db.place import search_file
    from db.search import SearchIndex

    with _open(asked) as project:
        index = SearchIndex(search_file(asked.project))
        try:
            words_of, words_in = partial(words_of_kept, project), partial(article_words, project)
            index.catch_up(search_items(project, words_of, words_in))
            # Words the shell took for one stand together.
            wanted = " ".join(f'"{words}"' if len(words.split()) > 1 else words for words in asked.words)
            hits = index.find(wanted, asked.limit)
        finally:
            index.close()
    _show(asked, [asdict(hit) for hit in hits], (f"{h.kind}\t{h.title}\t{h.snippet}" for h in hits))
    return 0


def quotes(asked: Namespace) -> int:
    """``quotes PROJECT ARTICLE SOURCE``: status 1 where one does not stand in the source as it is quoted."""
    from app.exporting.check_words import difference
    from app.sources.checking import quotations_against
    from app.sources.extracted import Extracted
    from app.sources.kept_texts import text_of
    from app.sources.media import Kind

    with _open(asked) as project:
        article = find_article(project, asked.article)
        source = find_source(project, asked.source)
        if source is None:
            raise KnownError(f"There is no source “{asked.source}” in the project.")
        read = text_of(project, source) if source.sha else Extracted(Kind.TEXT, source.note)
        if not read.text.strip():
            raise KnownError(
                read.note
                or f"No words of {source.number} are kept here, so nothing can be looked for in them."
            )
        text = queries.article_text(project.conn, article.text)
    rows: Rows = [
        {
            "start": span.start,
            "end": span.end,
            "quotation": text.text[span.start : span.end],
            "check": quote.outcome.value,
            "difference": difference(tuple((run.turn.value, run.text) for run in quote.parts)),
            "found_start": quote.start,
            "found_end": quote.end,
        }
        for span, quote in quotations_against(text, read)
    ]
    _show(asked, rows, (_line(row) for row in rows))
    return 1 if any(row["check"] != "exact" for row in rows) else 0


def undo(asked: Namespace) -> int:
    """``undo PROJECT``"""
    with _open(asked) as project:
        changes = project.undo(force=asked.force)
    _show(asked, {"undone": changes.label, "focus": changes.focus}, [f"Undone: {changes.label}"])
    return 0


def redo(asked: Namespace) -> int:
    """``redo PROJECT``"""
    with _open(asked) as project:
        changes = project.redo(force=asked.force)
    _show(asked, {"redone": changes.label, "focus": changes.focus}, [f"Redone: {changes.label}"])
    return 0


def merge(asked: Namespace) -> int:
    """``merge PROJECT FILE...``: status 1 where something now stands in conflict or checkers differ."""
    new: dict[str, int] = {}
    changed: dict[str, int] = {}
    with _open(asked) as project:
        with project.together():
            for path in asked.files:
                _, report = project.merge(path)
                for total, part in ((new, report.new), (changed, report.changed)):
                    for kind, n in part.items():
                        total[kind] = total.get(kind, 0) + n
        conflicts = len(queries.conflicts(project.conn))
        differences = sum(claim.difference for claim in queries.claims(project.conn))
        value = {
            "new": new,
            "changed": changed,
            "conflicts": conflicts,
            "differences": differences,
            "fingerprint": project.fingerprint,
        }
    lines = [f"New: {_tally(new)}", f"Changed: {_tally(changed)}"]
    lines += [f"Conflicts: {conflicts}", f"Checkers differ: {differences}"]
    _show(asked, value, lines)
    return 1 if conflicts or differences else 0


def _tally(counts: dict[str, int]) -> str:
    return ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())) or "nothing"


def verify(asked: Namespace) -> int:
    """``verify PROJECT``: status 1 where something is not as it was written.

    With ``--quotes`` also where quoted words do not stand in their source and nobody saw them there by eye.
    """
    fingerprint = ""
    try:
        with _open(asked) as project:
            findings = [asdict(finding) for finding in project.verify()]
            findings += _quotes_in_doubt(project) if asked.quotes else []
            fingerprint = project.fingerprint
    except BadBody as error:
        # So unsound that it does not open: that is what was asked.
        findings = [{"code": "log", "about": str(error), "where": ""}]
    value = {"ok": not findings, "fingerprint": fingerprint, "findings": findings}
    lines = [": ".join(filter(None, (f["code"], f["where"], f["about"]))) for f in findings]
    lines = lines or ["Everything is as it was written."]
    _show(asked, value, [*lines, f"Fingerprint {fingerprint or 'cannot be told'}"])
    return 1 if findings else 0


def _quotes_in_doubt(project: Project) -> Rows:
    from app.exporting.check_words import check_line, check_of
    from app.sources.checking import all_checks

    checks = all_checks(project)
    numbers = {source.id: source.number for source in queries.sources(project.conn)}
    claims = {claim.id: claim.number for claim in queries.claims(project.conn)}
    return [
        {
            "code": "quote",
            "about": f"“{one.passage}”: {check_line(check_of(one.passage, checks[one.id], (), numbers))}",
            "where": f"{claims.get(one.claim, '')} {one.source_number}".strip(),
        }
        for one in queries.evidence(project.conn)
        if one.id in checks and checks[one.id].doubtful and not one.seen_by
    ]


def export(asked: Namespace) -> int:
    """``export PROJECT OUT``: status 1 where something in it tells of what is confidential."""
    from app.exporting.export import export_project
    from app.exporting.gather import gather
    from app.exporting.mentions import mention_line
    from app.sources.checking import all_checks

    with _open(asked) as project:
        article = find_article(project, asked.article).id if asked.article else None
        leaving = gather(
            project,
            article=article,
            facts=asked.what == "facts",
            checks=all_checks(project),
            released=asked.release,
        )
    written = export_project(leaving.sheet, asked.out)
    _show(asked, [written.file], [written.file, *written.notes])
    for item in leaving.items:
        if not item.released:
            _tell(f"Held back as confidential: {item.name} ({item.uses} on this sheet).")
    for mention in leaving.mentions:
        _tell(f"Tells of what is confidential: {mention_line(mention)}")
    return 1 if leaving.mentions else 0


def _tell(line: str) -> None:
    sys.stderr.buffer.write(f"{' '.join(line.split())}\n".encode("utf-8", "replace"))
