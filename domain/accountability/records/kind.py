"""Records of subjects, as the program runs them: written by cases, read by people."""

from domain.accountability.records.effects import CHANGES
from domain.accountability.records.events import FACTS
from domain.accountability.records.state import SubjectRecord
from domain.proceedings.kind import Kind
from domain.vocabulary import ProceedingKind, RecordStage

RECORD = Kind(
    name=ProceedingKind.RECORD,
    plural="records",
    blank=SubjectRecord,
    stages=RecordStage,
    opening=(),
    decisions={},
    facts=FACTS,
    effects={},
    changes=CHANGES,
)
