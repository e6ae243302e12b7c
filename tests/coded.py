"""A city's plans with texts and names that would break a careless file, and another program that codes them."""

from __future__ import annotations

import tempfile
import uuid
import zipfile
from pathlib import Path

import typst
from making import city_corpus, rows, write
from pyrefiqda import RefiProject
from pyrefiqda.models.project import CodeRefType, CodingType, Project, UserType

HOSTILE = (
    '<script>alert("x")</script> & <b>vet</b> staat hier als gewone tekst in het plan van de stad, met 𝄞 en 😀 erin.',
    '=HYPERLINK("http://example.invalid";"klik hier") is een formule die niemand in een rekenblad mag uitvoeren.',
    "Tekst met tekens \u202eomgekeerd\u202c en \u200fvan rechts naar links\u200e, zoals die soms in bestanden staan.",
    "Een woord zonder einde: "
    + "x" * 10_000
    + " en daarna gaat de tekst over drugs gewoon verder tot het einde van de zin.",
)

PRIORITIES = (
    ("stad-2018#drugs", "", "Drugs — cocaïne, héroïne & 𝄞"),
    ("stad-2018#drugs/cannabis", "stad-2018#drugs", "=Cannabis " + "lang " * 80),
    ("stad-2018#verkeer", "", "Verkeersveiligheid"),
    ("stad-2024#cyber", "", "<i>Cybercriminaliteit</i>"),
)


def hostile_city(folder: Path) -> Path:
    """The two plans of a city, a commentary, a plan with hostile words, and declared items with hostile names."""
    return with_hostile_texts(city_corpus(folder))


def with_hostile_texts(folder: Path) -> Path:
    """The corpus of a city with a plan of hostile words added, and declared items with hostile names."""
    _hostile_pdf(folder / "pdf" / "hostile.pdf")
    documents = rows(folder / "documents.csv")
    more = {
        "document_id": "hostile",
        "work_id": "stad-2024",
        "language": "nl",
        "text": "full",
        "file": "pdf/hostile.pdf",
    }
    write(folder / "documents.csv", [*documents, more])
    write(
        folder / "priorities.csv",
        [
            {
                "priority_id": priority_id,
                "work_id": priority_id.partition("#")[0],
                "parent_id": parent,
                "kind": "sub" if parent else "priority",
                "position": str(position),
                "name_nl": name,
                "origin": "person",
            }
            for position, (priority_id, parent, name) in enumerate(PRIORITIES, start=1)
        ],
    )
    return folder


def _hostile_pdf(path: Path) -> None:
    paragraphs = "\n".join(f"#par[#({_quoted(text)})]\n\n" for text in HOSTILE)
    source = '#set text(lang: "nl", size: 8pt)\n#let par(it) = block(it)\n= Bijlage\n== Vreemde tekens\n' + paragraphs
    typst.compile(source.encode(), output=str(path))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class OtherProgram:
    """A .qdpx file as another program opens, changes and saves it: pyrefiqda, which shares no code with kentering."""

    def __init__(self, path: Path) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.project: Project = RefiProject.load(path, str(self.folder))

    def save(self, path: Path) -> Path:
        RefiProject.save(self.project, path, self.folder / "sources")
        return path

    def user(self, name: str) -> str:
        made = str(uuid.uuid4()).upper()
        self.project.users.user.append(UserType(guid=made, name=name))
        return made

    def texts(self) -> dict[str, str]:
        """The plain text of each source, by its name."""
        return {name: self.text(held.plain_text_path) for name, held in self.held().items()}

    def text(self, internal: str) -> str:
        return RefiProject.resolve_source_path(internal, self.folder).read_bytes().decode("utf-8")

    def held(self) -> dict[str, object]:
        """What holds the plain text of each source."""
        pdfs = {source.name: source.representation for source in self.project.sources.pdfsource}
        return {**pdfs, **{source.name: source for source in self.project.sources.text_source}}

    def selections(self) -> dict[str, object]:
        """The selections in the plain texts, by their id."""
        return {each.guid: each for held in self.held().values() for each in held.plain_text_selection}

    def codes(self) -> dict[str, object]:
        """All codes by their id, the deeper ones too."""
        found: dict[str, object] = {}

        def add(codes) -> None:
            for code in codes:
                found[code.guid] = code
                add(code.code)

        add(self.project.code_book.codes.code)
        return found

    def recode(self, selection, code_guid: str, user: str | None) -> None:
        """Put a code in the place of those that a selection has."""
        selection.coding = [
            CodingType(guid=str(uuid.uuid4()), creating_user=user, code_ref=CodeRefType(target_guid=code_guid))
        ]


def rezipped(path: Path, to: Path, change) -> Path:
    """A copy of an archive with what `change(name, bytes)` makes of each file; None leaves it out."""
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            content = change(info.filename, before.read(info))
            if content is not None:
                after.writestr(info.filename, content)
    return to
