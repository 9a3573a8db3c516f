"""Frozen records: what the rest of the house speaks; imported from here, wherever they are told.

Offsets are Unicode code points into the stored text of a draft. Times are milliseconds since
1970-01-01 UTC. An empty string is a blank that stays visible on screen and on the sheet.
"""

from __future__ import annotations

from db.records.articles import (
    ArticleRecord,
    ArticleText,
    AsideRecord,
    BlockRecord,
    EmphasisRecord,
    LedgerCount,
    LedgerGap,
    SentenceRecord,
    SentenceState,
    Span,
)
from db.records.changes import Changes, ConflictRecord, FieldChange, HistoryRecord, Version
from db.records.claims import ClaimRecord, ClaimStatus, Question, Rating, Scale, VerdictRecord
from db.records.drafts import AnnotationRecord, Carried, DraftRecord, Outcome
from db.records.facts import FactKind, FactRecord, TickRecord
from db.records.frozen import record
from db.records.ids import (
    ArticleId,
    ClaimId,
    ContactId,
    DraftId,
    EvidenceId,
    FactId,
    FixId,
    NoteId,
    PersonId,
    QueryId,
    SourceId,
    TextId,
    TickId,
    VerdictId,
)
from db.records.project import PersonRecord, ProjectRecord
from db.records.remarks import FixRecord, FixState, MessageRecord, NoteRecord, PassageRecord, QueryRecord
from db.records.sources import (
    Box,
    Capture,
    ContactRecord,
    EvidenceRecord,
    Place,
    Selected,
    SourceKind,
    SourcePerson,
    SourceRecord,
    SourceStatus,
    Stance,
    UseRecord,
)

__all__ = [
    "AnnotationRecord",
    "ArticleId",
    "ArticleRecord",
    "ArticleText",
    "AsideRecord",
    "BlockRecord",
    "Box",
    "Capture",
    "Carried",
    "Changes",
    "ClaimId",
    "ClaimRecord",
    "ClaimStatus",
    "ConflictRecord",
    "ContactId",
    "ContactRecord",
    "DraftId",
    "DraftRecord",
    "EmphasisRecord",
    "EvidenceId",
    "EvidenceRecord",
    "FactId",
    "FactKind",
    "FactRecord",
    "FieldChange",
    "FixId",
    "FixRecord",
    "FixState",
    "HistoryRecord",
    "LedgerCount",
    "LedgerGap",
    "MessageRecord",
    "NoteId",
    "NoteRecord",
    "Outcome",
    "PassageRecord",
    "PersonId",
    "PersonRecord",
    "Place",
    "ProjectRecord",
    "QueryId",
    "QueryRecord",
    "Question",
    "Rating",
    "Scale",
    "Selected",
    "SentenceRecord",
    "SentenceState",
    "SourceId",
    "SourceKind",
    "SourcePerson",
    "SourceRecord",
    "SourceStatus",
    "Span",
    "Stance",
    "TextId",
    "TickId",
    "TickRecord",
    "UseRecord",
    "VerdictId",
    "VerdictRecord",
    "Version",
    "record",
]
