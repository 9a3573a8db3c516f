"""The ids of things, told apart by the type checker: all are strings."""

from __future__ import annotations

from typing import NewType

ArticleId = NewType("ArticleId", str)
DraftId = NewType("DraftId", str)
TextId = NewType("TextId", str)
ClaimId = NewType("ClaimId", str)
VerdictId = NewType("VerdictId", str)
SourceId = NewType("SourceId", str)
ContactId = NewType("ContactId", str)
EvidenceId = NewType("EvidenceId", str)
FactId = NewType("FactId", str)
TickId = NewType("TickId", str)
FixId = NewType("FixId", str)
QueryId = NewType("QueryId", str)
NoteId = NewType("NoteId", str)
PersonId = NewType("PersonId", str)
