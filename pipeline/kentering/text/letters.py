"""The fields of a letterhead: whose letter it is, to whom, of what day and about what."""

from __future__ import annotations

import re

_FIELDS = (
    r"datum|plaats en datum|(?:ons|uw) kenmerk|kenmerk|(?:onze|uw) referentie|(?:ons|uw) (?:brief|bericht)(?: van)?|"
    r"contactpersoon|onderwerp|betreft|betreffende|inzake|bijlagen?|telefoon(?:nummer)?|doorkiesnummer|bezoekadres|"
    r"postadres|behandeld door|(?:zaak|dossier)(?:nummer|nr\.?)|kopie aan|afschrift aan|aan|van|voor|"
    r"date|lieu et date|(?:notre|votre) (?:référence|courrier|lettre)|(?:nos|vos) (?:références|réf\.?)|[nv]/réf\.?|"
    r"objet|concerne|personne de contact|contact|annexes?|téléphone|tél\.?|fax|courriel|e-?mail|"
    r"à l[’']attention de|copie(?: à)?|dossier traité par|numéro de dossier|"
    r"(?:our|your) (?:reference|ref\.?)|subject|contact person|enclosures?|telephone|phone|attention|copy to|"
    r"case (?:number|handler)|file number|to|from|cc|re"
)
_ONLY_FIELDS = re.compile(rf"^(?:(?:{_FIELDS})(?:\s*:\s*|\s+|$))+$", re.IGNORECASE)
_FIELD = re.compile(rf"^(?:{_FIELDS})(?=\s*:|\s|$)", re.IGNORECASE)


def letter_fields(text: str) -> list[str]:
    """The names of fields that a line of a letterhead holds, where it holds nothing else or one with its answer.

    >>> letter_fields("Datum Ons kenmerk"), letter_fields("Objet : plan national"), letter_fields("Datum van aanvang")
    (['datum', 'ons kenmerk'], ['objet'], [])
    """
    plain = " ".join(text.lower().split())
    if not _ONLY_FIELDS.match(plain + " "):
        named = _FIELD.match(plain)
        return [named.group()] if named and plain[named.end() :].lstrip().startswith(":") else []
    found = []
    while named := _FIELD.match(plain):
        found.append(named.group())
        plain = plain[named.end() :].lstrip(" :")
    return found
