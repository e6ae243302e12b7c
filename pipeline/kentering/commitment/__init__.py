"""What a plan binds itself to: sentences by modality, measure and actor; terms and language versions side by side."""

from kentering.commitment.arranged import follow_up
from kentering.commitment.counts import commitment
from kentering.commitment.reading import Reading, reading
from kentering.commitment.sentences import commitments, commitments_of, documents_counted, joined
from kentering.commitment.versions import versions
from kentering.commitment.wording import terms_used

__all__ = [
    "VERSION",
    "Reading",
    "commitment",
    "commitments",
    "commitments_of",
    "documents_counted",
    "follow_up",
    "joined",
    "reading",
    "terms_used",
    "versions",
]

VERSION = "5"
