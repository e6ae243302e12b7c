"""Repairs and patterns for text from PDFs: `str -> str`, each named; all patterns of reading live here."""

from kentering.text.contents import entry_page, has_leader, is_contents_title, without_leader
from kentering.text.headings import (
    chapter_word,
    depth,
    heading_number,
    is_capitals,
    is_caption,
    is_label,
    is_notes_title,
    is_source,
    ordinal,
)
from kentering.text.items import BULLETS, bullet, item
from kentering.text.notes import glued_marks, is_measured, is_note_mark, note_numbers, note_start
from kentering.text.repairs import LIGATURES, clean, named_part, spaced_out, without_unnamed
from kentering.text.running import figures, masked, page_number
from kentering.text.sentences import (
    BREAKS,
    SOFT,
    ends_clause,
    ends_sentence,
    first_word,
    in_address,
    is_address,
    is_suspended,
    last_word,
    opens_aside,
    sentences_within,
)

__all__ = [
    "BREAKS",
    "BULLETS",
    "LIGATURES",
    "SOFT",
    "bullet",
    "chapter_word",
    "clean",
    "depth",
    "ends_clause",
    "ends_sentence",
    "entry_page",
    "figures",
    "first_word",
    "glued_marks",
    "has_leader",
    "heading_number",
    "in_address",
    "is_address",
    "is_capitals",
    "is_caption",
    "is_contents_title",
    "is_label",
    "is_measured",
    "is_note_mark",
    "is_notes_title",
    "is_source",
    "is_suspended",
    "item",
    "last_word",
    "masked",
    "named_part",
    "note_numbers",
    "note_start",
    "opens_aside",
    "ordinal",
    "page_number",
    "sentences_within",
    "spaced_out",
    "without_leader",
    "without_unnamed",
]
