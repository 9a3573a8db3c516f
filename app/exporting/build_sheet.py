"""Draws a SheetData from the project's records; pure, so that every format and every door says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.exporting.check_words import check_of
from app.exporting.claim_data import (
    SheetCheck,
    SheetClaim,
    SheetConflict,
    SheetDecision,
    SheetEvidence,
    SheetJoined,
    SheetQuestion,
    SheetRating,
    SheetVerdict,
    SheetVersion,
)
from app.exporting.conflict_words import field_words, version_words
from app.exporting.draft_words import TOLD, told_in
from app.exporting.gaps import gaps_of, ledger_of
from app.exporting.marked_text import paragraphs, right_to_left
from app.exporting.sheet_data import SheetArticle, SheetData, SheetSource
from app.exporting.sheet_facts import facts_of, held_words, ticked_against
from app.exporting.sheet_remarks import Remarks, day_of
from db.records import (
    ArticleRecord,
    ArticleText,
    ClaimId,
    ClaimRecord,
    ConflictRecord,
    EvidenceRecord,
    FactRecord,
    FixRecord,
    NoteRecord,
    PersonRecord,
    ProjectRecord,
    QueryRecord,
    Question,
    Scale,
    SentenceRecord,
    SourceId,
    SourceRecord,
    Span,
    TickRecord,
    VerdictRecord,
)
from db.records.checks import CheckRecord

NOT_RATED = SheetRating(None, "Not rated", "○", "unrated")
DIFFER = SheetRating(None, "Checkers differ", "≠", "differ")

# Conflicts on these are printed beside them, or belong to an article that is not on this sheet.
_HAVE_A_PLACE = ("article:", "claim:")


@dataclass(frozen=True)
class ArticleMaterial:
    """One article as the project gives it: its newest draft's text, ledger, claims and their evidence.

    ``facts`` are None where the sheet is not to list them; ``changed_in`` are the numbers of the drafts that
    changed a claim's words, by claim.
    """

    article: ArticleRecord
    text: ArticleText
    sentences: Sequence[SentenceRecord] = ()
    claims: Sequence[ClaimRecord] = ()
    evidence: Mapping[ClaimId, Sequence[EvidenceRecord]] = field(
        default_factory=dict[ClaimId, Sequence[EvidenceRecord]]
    )
    fixes: Sequence[FixRecord] = ()
    queries: Sequence[QueryRecord] = ()
    notes: Sequence[NoteRecord] = ()
    facts: Sequence[FactRecord] | None = None
    changed_in: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])


def build_sheet(
    project: ProjectRecord,
    articles: Sequence[ArticleMaterial],
    *,
    scales: Sequence[Scale],
    sources: Sequence[SourceRecord],
    conflicts: Sequence[ConflictRecord],
    persons: Sequence[PersonRecord],
    fingerprint: str,
    issued_at: int,
    issued_by: str,
    checks: Mapping[str, CheckRecord] | None = None,
    hidden: int = 0,
) -> SheetData:
    """The sheet for those articles, as of ``issued_at`` (milliseconds since 1970 UTC).

    ``scales`` are all that are known: a verdict is labelled by the scale and version it was given on.
    ``conflicts`` on a claim or an article are printed there, those on anything but claims and articles on the
    sheet as a whole. Sources that nothing on this sheet cites are counted, not listed. ``checks`` are the
    quote checks by the id of the evidence or tick; what is not among them is told as not checked yet.
    What is confidential was taken out before (``held_back.hold_back``), with it ``hidden`` sources.
    """
    drawn = _Drawing(
        scales={(s.id, s.version): s for s in scales},
        sources={s.id: s for s in sources},
        conflicts=conflicts,
        names={p.id: p.name for p in persons},
        checks=checks or {},
    )
    own = next((s for s in scales if s.id == project.scale), None)
    sections = tuple(drawn.article(material, own) for material in articles)
    used = {(v.scale, v.scale_version) for m in articles for c in m.claims for v in c.verdicts}
    shown = [s for s in scales if s is own or (s.id, s.version) in used]
    cited: Counter[str] = Counter(
        e.source for m in articles for c in m.claims for e in m.evidence.get(c.id, ())
    )
    ticked = ticked_against(fact for m in articles for fact in m.facts or ())
    elsewhere = [c.claim or c.entity.startswith(_HAVE_A_PLACE) for c in conflicts]
    uncited = {s.id for s in sources if not cited[s.id] and not ticked[s.id]}
    loose = tuple(
        drawn.conflict(c)
        for c, placed in zip(conflicts, elsewhere, strict=True)
        if not placed and c.entity not in uncited
    )
    return SheetData(
        title=project.title,
        demonstration=project.demonstration,
        language=project.language,
        revision=project.revision,
        fingerprint=fingerprint,
        issued_at=issued_at,
        issued_by=issued_by,
        scales=tuple(sorted(shown, key=lambda s: s is not own)),
        articles=sections,
        sources=tuple(_source(s, cited[s.id], ticked[s.id]) for s in sources if s.id not in uncited),
        uncited=len(uncited),
        conflicts=loose,
        gaps=gaps_of([(m.text, m.sentences) for m in articles], sections, loose),
        hidden=hidden,
    )


@dataclass(frozen=True)
class _Drawing:
    scales: Mapping[tuple[str, int], Scale]
    sources: Mapping[SourceId, SourceRecord]
    conflicts: Sequence[ConflictRecord]
    names: Mapping[str, str]
    checks: Mapping[str, CheckRecord]

    def article(self, material: ArticleMaterial, own: Scale | None) -> SheetArticle:
        article, text = material.article, material.text
        records = sorted(material.claims, key=lambda c: (c.draft != article.draft, c.start, c.end, c.number))
        remarks = Remarks(article, text, material.fixes, material.queries, material.notes)
        claims = tuple(self.claim(c, material, remarks) for c in records)
        spans = [Span(c.start, c.end) if c.marked else None for c in claims]
        step = own.rating(article.finding_rating) if own else None
        asides = Counter(a.reason for a in text.asides if a.aside)
        return SheetArticle(
            id=article.id,
            title=article.title,
            finding_title=article.finding_title,
            standfirst=article.finding_standfirst,
            finding=SheetRating(step.value, step.label, step.sign, step.tone) if step else None,
            language=article.language,
            url=article.url,
            archive_url=article.archive_url,
            outlet=article.outlet,
            byline=article.byline,
            published=article.published,
            captured=day_of(article.came_at or article.captured_at),
            captured_by=article.came_by or article.captured_by,
            original_name=article.original_name,
            original_sha=article.original_sha,
            original_size=article.original_size,
            media_type=article.media_type,
            encoding=article.encoding,
            draft=article.number,
            drafts=article.drafts,
            undecided_drafts=len(article.rivals),
            checkers=checkers(claims),
            ledger=ledger_of(text, material.sentences),
            claims=claims,
            paragraphs=paragraphs(text, spans),
            asides=tuple(sorted(asides.items())),
            conflicts=tuple(self.conflict(c) for c in self.conflicts if c.entity == article.id),
            text=text.text,
            fixes=remarks.fixes(None),
            queries=remarks.open_queries(None),
            facts=None
            if material.facts is None
            else facts_of(text, article.draft, material.sentences, records, material.facts, self.tick_check),
        )

    def claim(self, c: ClaimRecord, material: ArticleMaterial, remarks: Remarks) -> SheetClaim:
        article, evidence = material.article, material.evidence.get(c.id, ())
        changed = material.changed_in.get(c.id, ())
        on_it = tuple(self.conflict(k) for k in self.conflicts if c.id in (k.claim, k.entity))
        return SheetClaim(
            id=c.id,
            number=c.number,
            draft=c.draft,
            marked=c.draft == article.draft,
            paragraph=c.paragraph,
            start=c.start,
            end=c.end,
            quote=c.quote,
            right_to_left=right_to_left(c.quote),
            wording=c.wording,
            speaker=c.speaker,
            through=c.through,
            act=c.act,
            kind=c.kind,
            assignee=self.names.get(c.assignee, c.assignee),
            status=c.status.value,
            close_reason=c.close_reason,
            missing=c.missing,
            questions=self.questions(c, evidence),
            difference=c.difference,
            conflict_count=max(c.conflicts, len(on_it)),
            conflicts=on_it,
            created_by=c.created_by,
            day=day_of(c.created_at),
            fixes=remarks.fixes(c.id),
            queries=remarks.open_queries(c.id),
            notes=remarks.notes(c.id),
            carried=c.carried if c.carried in TOLD else "",
            carried_in=told_in(c.carried, changed, article.number),
            was=c.was,
            joined=tuple(
                SheetJoined(
                    one.number,
                    one.wording if one.wording != c.wording else "",
                    one.created_by,
                    day_of(one.created_at),
                )
                for one in c.joined
            ),
        )

    def questions(self, c: ClaimRecord, evidence: Sequence[EvidenceRecord]) -> tuple[SheetQuestion, ...]:
        # A claim whose speaker was taken away keeps what was found on "was it said?".
        kept = {v.question for v in c.verdicts} | {e.question for e in evidence}
        asked = [q for q in Question if q in c.questions or q in kept]
        return tuple(self.question(c, q, evidence) for q in asked)

    def question(self, c: ClaimRecord, q: Question, evidence: Sequence[EvidenceRecord]) -> SheetQuestion:
        verdicts = tuple(self.verdict(v) for v in c.verdicts if v.question is q)
        rated = [v.rating for v in verdicts if v.rating.value is not None]
        decision = self.decision(c, q)
        rating = NOT_RATED if not rated else DIFFER if c.differs(q) else rated[0]
        rating = decision.rating if decision is not None else rating
        found = tuple(self.evidence(e) for e in evidence if e.question is q)
        return SheetQuestion(q.value, rating, c.differs(q), verdicts, found, *c.support(q), decision=decision)

    def decision(self, c: ClaimRecord, q: Question) -> SheetDecision | None:
        known = c.decision(q)
        if known is None:
            return None
        overruled = ((v.person_name, self.label(v.scale, v.scale_version, v.rating)) for v in c.overruled(q))
        return SheetDecision(
            person=known.person_name,
            rating=self.rating(known.scale, known.scale_version, known.rating),
            why=known.why,
            day=day_of(known.at),
            rule=known.rule,
            overruled=tuple(overruled),
        )

    def verdict(self, v: VerdictRecord) -> SheetVerdict:
        return SheetVerdict(
            person=v.person_name,
            rating=self.rating(v.scale, v.scale_version, v.rating),
            rationale=v.rationale,
            as_of=v.as_of,
            day=day_of(v.at),
        )

    def rating(self, of: str, version: int, value: int | None) -> SheetRating:
        if value is None:
            return NOT_RATED
        scale = self.scales.get((of, version))
        step = scale.rating(value) if scale else None
        if step is None:
            return SheetRating(value, f"Step {value} of scale {of}, version {version}", "?", "unknown")
        return SheetRating(step.value, step.label, step.sign, step.tone)

    def label(self, of: str, version: int, value: int | None) -> str:
        return self.rating(of, version, value).label

    def evidence(self, e: EvidenceRecord) -> SheetEvidence:
        source = self.sources.get(e.source)
        return SheetEvidence(
            question=e.question.value,
            stance=e.stance.value,
            source=e.source_number,
            title=e.source_title,
            passage=e.passage,
            locator=e.locator,
            url=source.url if source else "",
            archive_url=source.archive_url if source else "",
            kept=source.sha if source else "",
            link_only=source.link_only if source else False,
            person=e.person_name,
            day=day_of(e.at),
            check=check_of(e.passage, self.checks.get(e.id), e.seen_by, self.numbers),
            held=held_words(e),
        )

    def tick_check(self, tick: TickRecord) -> SheetCheck | None:
        return check_of(tick.passage, self.checks.get(tick.id), (), self.numbers)

    @cached_property
    def numbers(self) -> dict[SourceId, str]:
        """Of the sources that may be named where they are not cited."""
        return {source.id: source.number for source in self.sources.values() if not source.confidential}

    def conflict(self, c: ConflictRecord) -> SheetConflict:
        versions = tuple(
            SheetVersion(version_words(v.value, self.label), v.person_name, day_of(v.at)) for v in c.versions
        )
        source = self.sources.get(SourceId(c.entity))
        what = field_words(c.field)
        return SheetConflict(f"source {source.number}: {what}" if source else what, versions)


def checkers(claims: Sequence[SheetClaim]) -> tuple[str, ...]:
    """Everyone who gave a verdict or attached evidence, in alphabetical order."""
    names = {v.person for c in claims for q in c.questions for v in q.verdicts}
    names |= {e.person for c in claims for q in c.questions for e in q.evidence}
    return tuple(sorted(names - {""}))


def _source(s: SourceRecord, cited: int, ticked: int) -> SheetSource:
    return SheetSource(
        number=s.number,
        kind=s.kind,
        title=s.title,
        url=s.url,
        archive_url=s.archive_url,
        author=s.author,
        publisher=s.publisher,
        published=s.published,
        note=s.note,
        sha=s.sha,
        size=s.size,
        media_type=s.media_type,
        original_name=s.original_name,
        added_by=s.added_by,
        day=day_of(s.added_at),
        cited=cited,
        link_only=s.link_only,
        ticked=ticked,
    )
