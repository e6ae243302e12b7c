"""Small corpora made while the tests run: real PDFs, set with typst, of plans that never existed."""

from __future__ import annotations

import csv
from pathlib import Path

import typst

from kentering.corpus import new

PLACES = ("de haven", "het station", "het centrum", "de rand van de stad", "het platteland")
SUBJECTS = {
    "Drugs": (
        "De handel in cocaïne verloopt via containers, en {place} is daarbij een draaischijf. "
        "De recherche volgt de drugsbendes en neemt hun winst af. Wie cannabis teelt, wordt vervolgd.",
        "Rond {place} pakt de politie dealers op en sluit zij panden waar heroïne wordt verkocht. "
        "Verslaafden worden naar de hulpverlening verwezen.",
    ),
    "Verkeersveiligheid": (
        "Te snel rijden maakt nog altijd slachtoffers; bij {place} komen er daarom meer snelheidscontroles. "
        "Bestuurders die gedronken hebben, verliezen hun rijbewijs.",
        "Fietsers en voetgangers bij {place} krijgen voorrang. Het aantal ongevallen met letsel moet dalen.",
    ),
    "Cybercriminaliteit": (
        "Hackers leggen met gijzelsoftware bedrijven stil, ook in {place}. Een meldpunt helpt de getroffen besturen "
        "om hun computers en netwerken te herstellen.",
        "Phishing via valse berichten treft veel inwoners van {place}. De federale eenheid voor computercriminaliteit "
        "spoort de daders op internet op.",
    ),
    "Intrafamiliaal geweld": (
        "Slachtoffers van partnergeweld in {place} kunnen dag en nacht terecht in een zorgcentrum. "
        "De dader krijgt een huisverbod, en de kinderen worden opgevangen.",
        "Kindermishandeling wordt vaak laat gezien. Scholen en huisartsen in {place} leren de signalen herkennen.",
    ),
}


def paragraphs(subject: str, count: int) -> list[str]:
    """Count different paragraphs on a subject."""
    texts = [sentence.format(place=place) for sentence in SUBJECTS[subject] for place in PLACES]
    return [texts[number % len(texts)] for number in range(count)]


def plan_pdf(path: Path, title: str, counts: dict[str, int], *, paper: str = "a4", size: int = 11) -> Path:
    """A plan with a section per subject and so many paragraphs in each, in letters of so many points."""
    parts = [f"= {title}", *[part for subject, count in counts.items() for part in _section(subject, count)]]
    header = f'#set page("{paper}", header: [Plan van de stad], numbering: "1")\n'
    header += f'#set text({size}pt, lang: "nl", font: "Libertinus Serif")\n'
    path.parent.mkdir(parents=True, exist_ok=True)
    typst.compile((header + "\n\n".join(parts)).encode(), output=str(path), ignore_system_fonts=True)
    return path


def _section(subject: str, count: int) -> list[str]:
    return [f"== {subject}", *paragraphs(subject, count)]


def city_corpus(folder: Path) -> Path:
    """Two successive plans of one city, the second with more on cybercrime, and a commentary on the first."""
    new(folder)
    texts = {
        "stad-2018-nl": {"Drugs": 10, "Verkeersveiligheid": 8, "Cybercriminaliteit": 3, "Intrafamiliaal geweld": 7},
        "stad-2024-nl": {"Drugs": 8, "Verkeersveiligheid": 7, "Cybercriminaliteit": 10, "Intrafamiliaal geweld": 7},
        "commentaar": {"Drugs": 3, "Cybercriminaliteit": 2},
    }
    for name, counts in texts.items():
        plan_pdf(folder / "pdf" / f"{name}.pdf", "Veiligheidsplan van de stad", counts)
    works = [("stad-2018", "2018-2023"), ("stad-2024", "2024-2029")]
    write(
        folder / "works.csv",
        [
            {
                **dict.fromkeys(("family", "series"), "STAD"),
                "work_id": work_id,
                "level": "local",
                "title_nl": "Veiligheidsplan",
                "cycle": cycle,
                "cycle_start": cycle[:4],
                "cycle_end": cycle[5:],
                "status": "final",
                "complete": "true",
                "valid_from": cycle[:4],
                "valid_to": cycle[5:],
            }
            for work_id, cycle in works
        ],
    )
    kinds = {"stad-2018-nl": "full", "stad-2024-nl": "full", "commentaar": "commentary"}
    write(
        folder / "documents.csv",
        [
            {
                "document_id": name,
                "work_id": "stad-2024" if name == "stad-2024-nl" else "stad-2018",
                "language": "nl",
                "text": kinds[name],
                "file": f"pdf/{name}.pdf",
            }
            for name in texts
        ],
    )
    return folder


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """The rows as a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))
