"""PDFs under any name find their row: the sure ones are moved, of the others a person is asked, none is put wrong."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
import typst
from making import rows, write
from typer.testing import CliRunner

from kentering import tables
from kentering.cli import app
from kentering.corpus import new
from kentering.fetch import mended
from kentering.fetch.wording import agreement, purity, recall, years

PROSE = {
    "nl": "De politie en het parket werken samen met de gemeenten, en zij doen dat ook in de komende jaren. "
    "Het beleid van de regering is er op gericht dat de burgers zich veilig voelen in hun buurt. ",
    "fr": "La police et le parquet travaillent avec les communes, et ils le feront aussi dans les années à venir. "
    "La politique du gouvernement vise à ce que les citoyens se sentent en sécurité dans leur quartier. ",
    "en": "The police and the prosecutors work with the towns, and they will do so in the years to come as well. "
    "It is the aim of the government that people should feel safe in the places where they live. ",
}
WORKS = {
    "nvp-2016": (
        "NVP",
        "federal",
        "Nationaal veiligheidsplan 2016-2019 – Samen, naar de kern van de zaak",
        "2016-2019",
    ),
    "nvp-2022": ("NVP", "federal", "Nationaal Veiligheidsplan 2022-2025 – Een veerkrachtige politie", "2022-2025"),
    "kiv-2022": ("KIV", "federal", "Kadernota Integrale Veiligheid 2022-2024", "2022-2024"),
    "zvp-5340": ("ZVP-5340", "local", "Zonaal veiligheidsplan 2020-2025 (politiezone 5340)", "2020-2025"),
    "zvp-5418": ("ZVP-5418", "local", "Zonaal veiligheidsplan 2020-2025 (politiezone 5418)", "2020-2025"),
    "kanaalplan": ("KANAALPLAN", "federal", "Kanaalplan", ""),
}
FRENCH = {"nvp-2022": "Plan national de sécurité 2022-2025 – Une police résiliente"}
IDS = ["nvp-2016-nl", "nvp-2022-nl", "nvp-2022-fr", "kiv-2022-nl", "zvp-5340-nl", "zvp-5418-nl", "kanaalplan-nl"]


@pytest.fixture
def folder(tmp_path):
    made = new(tmp_path / "mine")
    write(made / "works.csv", [work(name, *cells) for name, cells in WORKS.items()])
    listed(made)
    return made


def work(name: str, series: str, level: str, title: str, cycle: str) -> dict[str, str]:
    start, _, end = cycle.partition("-")
    return dict.fromkeys(tables.columns("works"), "") | {
        "work_id": name, "family": series[:3], "series": series, "level": level, "title_nl": title,
        "title_fr": FRENCH.get(name, ""), "cycle": cycle, "cycle_start": start, "cycle_end": end,
        "valid_from": start or "2016", "valid_to": end, "status": "final", "complete": "true",
    }  # fmt: skip


def listed(folder: Path, **changed: dict[str, str]) -> None:
    usual = dict.fromkeys(tables.columns("documents"), "")
    documents = [
        usual
        | {"document_id": name, "work_id": name[:-3], "language": name[-2:], "text": "full", "file": f"pdf/{name}.pdf"}
        | changed.get(name.replace("-", "_"), {})
        for name in IDS
    ]
    write(folder / "documents.csv", documents)


def set_pdf(
    path: Path, *cover: str, language: str = "nl", running: str = "", field: str = "", pages: int = 5, small: str = ""
) -> Path:
    """A text of so many pages: its cover lines large, then small print, then prose."""
    header = f'#set page(header: [{running}], paper: "a5")\n#set document(title: [{field}])\n#set text(size: 10pt)\n'
    large = "\n\n".join(f"#text(size: 24pt)[{line}]" for line in cover)
    prose = "\n#pagebreak()\n".join(PROSE[language] * 2 for _ in range(pages))
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"{header}\n{large}\n\n{small}\n\n{prose}"
    typst.compile(text.encode(), output=str(path), ignore_system_fonts=True)
    return path


def nobody(question: str, options: list[str]) -> None:
    """There is no terminal."""


def adopt(folder: Path, choose=nobody) -> tuple[list[str], list[str]]:
    """What was said, and what is left to mend."""
    said: list[str] = []
    _, faults = mended(folder, choose, said.append)
    return said, [str(fault) for fault in faults]


def filled(folder: Path) -> dict[str, str]:
    """The hash of each row that has one."""
    return {row["document_id"]: row["sha256"] for row in rows(folder / "documents.csv") if row["sha256"]}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# -- where it is sure -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "cover", "more"),
    [
        ("nvp-2022-nl", ["NATIONAAL VEILIGHEIDSPLAN", "2022 – 2025"], {}),
        ("nvp-2022-nl", ["Nationaal Veiligheidsplan 2022-2025", "Een veerkrachtige politie"], {}),
        ("nvp-2022-nl", ["Nationaal Veiligheids-", "plan 2022-2025"], {}),
        ("nvp-2022-nl", ["NVP 2022-2025"], {}),
        ("nvp-2022-fr", ["Plan national de Sécurité 2022–25"], {"language": "fr"}),
        ("nvp-2022-fr", ["PNS 2022-2025"], {"language": "fr"}),
        ("nvp-2022-nl", ["Voorwoord"], {"running": "Nationaal Veiligheidsplan 2022-2025", "field": "NVP 2022-2025"}),
        ("kiv-2022-nl", ["Kadernota Integrale Veiligheid", "2022-2024"], {}),
        ("zvp-5340-nl", ["Zonaal Veiligheidsplan 2020-2025", "Politiezone 5340"], {}),
        ("kanaalplan-nl", ["Kanaalplan"], {}),
    ],
)
def test_a_plan_that_says_its_title_and_years_finds_its_row(folder, document, cover, more):
    made = set_pdf(folder / "pdf" / "download (3).pdf", *cover, **more)
    known = digest(made)
    said, faults = adopt(folder)
    assert faults == []
    assert f"is {document} (" in said[0]
    assert filled(folder) == {document: known}
    assert [path.name for path in (folder / "pdf").iterdir()] == [f"{document}.pdf"]
    row = next(row for row in rows(folder / "documents.csv") if row["document_id"] == document)
    assert int(row["pages"]) >= 5


def test_a_listed_hash_is_enough_whatever_the_text(folder):
    made = set_pdf(folder / "pdf" / "x.pdf", "Zonder titel", pages=1)
    listed(folder, nvp_2016_nl={"sha256": digest(made)})
    said, faults = adopt(folder)
    assert (faults, "(its hash)" in said[0]) == ([], True)
    assert (folder / "pdf" / "nvp-2016-nl.pdf").is_file()


def test_a_row_without_a_file_gets_the_name_of_its_document(folder):
    listed(folder, kiv_2022_nl={"file": ""})
    set_pdf(folder / "pdf" / "x.pdf", "Kadernota Integrale Veiligheid 2022-2024")
    adopt(folder)
    row = next(row for row in rows(folder / "documents.csv") if row["document_id"] == "kiv-2022-nl")
    assert row["file"] == "pdf/kiv-2022-nl.pdf"
    assert (folder / row["file"]).is_file()


def test_a_file_at_its_rows_name_gets_its_hash_and_pages(folder):
    listed(folder, nvp_2022_nl={"file": ""})
    first = set_pdf(folder / "pdf" / "nvp-2016-nl.pdf", "Iets")
    second = set_pdf(folder / "pdf" / "nvp-2022-nl.pdf", "Iets anders")
    said, faults = adopt(folder)
    assert faults == []
    assert len(said) == 2
    assert filled(folder) == {"nvp-2016-nl": digest(first), "nvp-2022-nl": digest(second)}
    assert adopt(folder) == ([], [])


def test_what_was_adopted_stays_and_nothing_is_done_twice(folder):
    set_pdf(folder / "pdf" / "x.pdf", "Kadernota Integrale Veiligheid 2022-2024")
    adopt(folder)
    before = (folder / "documents.csv").read_bytes()
    assert adopt(folder) == ([], [])
    assert (folder / "documents.csv").read_bytes() == before


# -- where it is not --------------------------------------------------------------------------------------------------

ABOUT = [
    (["Evaluatie van het Nationaal Veiligheidsplan 2022-2025"], {}),
    (["Het Nationaal Veiligheidsplan"], {}),
    (["Nationaal Veiligheidsplan 2022-2025"], {"pages": 2}),
    (["Nationaal Veiligheidsplan 2022-2025"], {"small": "Samenvatting voor de burger"}),
    (["Nationaal Veiligheidsplan 2022-2025"], {"small": "Persbericht"}),
    (["Nationaal Veiligheidsplan 2022-2025"], {"running": "https://www.politie.be/nvp 12/05/2022"}),
    (["Nationaal Veiligheidsplan 2022-2025"], {"language": "en"}),
    (["Nationaal Veiligheidsplan 2022-2025", "Ontwerp"], {}),
    (["Nationaal Veiligheidsplan 2022-2025", "wat verandert er in de wijk?"], {}),
    (["Nationaal Veiligheidsplan 2026-2029"], {}),
    (["De totstandkoming van het Nationaal Veiligheidsplan 2022-2025"],
     {"running": "De totstandkoming van het Nationaal Veiligheidsplan 2022-2025",
      "field": "De totstandkoming van het Nationaal Veiligheidsplan 2022-2025"}),
    (["Kadernota Integrale Veiligheid 2022-2024 en Nationaal Veiligheidsplan 2022-2025"], {}),
    (["Van het Nationaal Veiligheidsplan 2016-2019 naar het Nationaal Veiligheidsplan 2022-2025"], {}),
    (["Beleidsplanning in de veiligheidszorg: KIV en NVP"], {"small": "Over het Nationaal Veiligheidsplan 2022-2025"}),
    (["Jaarverslag 2022"], {"field": "Nationaal Veiligheidsplan 2022-2025"}),
    (["Zonaal Veiligheidsplan 2020-2025"], {}),
    (["Zonaal Veiligheidsplan 2020-2025", "Politiezone 5416"], {}),
    (["Kanaalplan: vijf jaar later"], {}),
]  # fmt: skip


@pytest.mark.parametrize(("cover", "more"), ABOUT)
def test_a_text_about_a_plan_is_not_taken_for_the_plan(folder, cover, more):
    set_pdf(folder / "pdf" / "x.pdf", *cover, **more)
    said, faults = adopt(folder)
    assert said == []
    assert filled(folder) == {}
    assert len(faults) == 1
    assert faults[0].startswith("pdf/x.pdf ")
    assert "(hint: " in faults[0]
    assert (folder / "pdf" / "x.pdf").is_file()


def test_a_person_is_asked_with_the_likest_row_first_and_is_believed(folder):
    set_pdf(folder / "pdf" / "x.pdf", "Nationaal Veiligheidsplan 2022-2025", pages=2)
    asked: list[tuple[str, list[str]]] = []

    def choose(question: str, options: list[str]) -> int:
        asked.append((question, options))
        return 0

    said, faults = adopt(folder, choose)
    ((question, options),) = asked
    assert question.startswith("pdf/x.pdf: which text is it? (")
    assert "are few for a whole plan" in question
    assert options[0].startswith("nvp-2022-nl (Nationaal Veiligheidsplan 2022-2025, nl)")
    assert faults == []
    assert "nvp-2022-nl (as you say)" in said[0]
    assert (folder / "pdf" / "nvp-2022-nl.pdf").is_file()


def test_a_text_that_is_like_no_row_is_said_to_be_so(folder):
    set_pdf(folder / "pdf" / "x.pdf", "Handleiding van de wasmachine")
    assert adopt(folder)[1] == [
        "pdf/x.pdf reads like no row of documents.csv (hint: add a row for it, or move it away)"
    ]


def test_two_texts_for_one_row_both_stay(folder):
    for name in ("a", "b"):
        set_pdf(folder / "pdf" / f"{name}.pdf", "Kadernota Integrale Veiligheid 2022-2024", pages=5 + (name == "b"))
    said, faults = adopt(folder)
    assert said == []
    assert faults[0].startswith("pdf/a.pdf reads like kiv-2022-nl, and so does pdf/b.pdf")
    assert faults[1].startswith("pdf/b.pdf reads like kiv-2022-nl, and so does pdf/a.pdf")


def test_the_same_text_twice_is_adopted_once(folder):
    made = set_pdf(folder / "pdf" / "a.pdf", "Kadernota Integrale Veiligheid 2022-2024")
    shutil.copy(made, folder / "pdf" / "b.pdf")
    said, faults = adopt(folder)
    assert len(said) == 1
    assert faults == ["pdf/b.pdf is the same file as pdf/a.pdf (hint: remove it)"]
    assert adopt(folder)[1] == ["pdf/b.pdf is the same file as pdf/kiv-2022-nl.pdf (hint: remove it)"]


def test_a_second_text_for_a_row_that_is_filled_stays(folder):
    set_pdf(folder / "pdf" / "a.pdf", "Kadernota Integrale Veiligheid 2022-2024")
    adopt(folder)
    set_pdf(folder / "pdf" / "b.pdf", "Kadernota Integrale Veiligheid 2022-2024", pages=6)
    (fault,) = adopt(folder)[1]
    assert fault.startswith("pdf/b.pdf reads most like kiv-2022-nl, whose file pdf/kiv-2022-nl.pdf is already there")


def test_a_changed_file_under_a_written_hash_is_named_and_its_hash_kept(folder):
    set_pdf(folder / "pdf" / "a.pdf", "Kadernota Integrale Veiligheid 2022-2024")
    adopt(folder)
    before = filled(folder)
    set_pdf(folder / "pdf" / "kiv-2022-nl.pdf", "Kadernota Integrale Veiligheid 2022-2024", pages=6)
    (fault,) = adopt(folder)[1]
    assert "kiv-2022-nl: pdf/kiv-2022-nl.pdf is not the file that was listed" in fault
    assert filled(folder) == before


def test_another_edition_is_not_put_under_a_listed_hash(folder):
    listed(folder, kiv_2022_nl={"sha256": "0" * 64})
    set_pdf(folder / "pdf" / "a.pdf", "Kadernota Integrale Veiligheid 2022-2024")
    said, faults = adopt(folder)
    assert said == []
    assert "reads most like kiv-2022-nl, but its hash is not the one listed" in faults[0]


@pytest.mark.parametrize(
    ("cover", "language", "said"),
    [
        ("Kadernota Integrale Veiligheid 2022-2024", "nl", "it reads like kiv-2022-nl"),
        ("Plan de l'an passé", "fr", "the text is in fr"),
        ("Nieuwsbrief: persbericht over het plan", "nl", "it calls itself commentary"),
        ("Nationaal Veiligheidsplan 2016-2019 van de politie", "nl", "its cover names other years"),
    ],
)
def test_another_text_at_a_rows_name_is_not_written_down(folder, cover, language, said):
    set_pdf(folder / "pdf" / "nvp-2022-nl.pdf", cover, language=language)
    faults = adopt(folder)[1]
    assert faults[0].startswith(f"nvp-2022-nl: pdf/nvp-2022-nl.pdf is there, but {said}")
    assert filled(folder) == {}
    assert adopt(folder, lambda *_: 0)[1] == []
    assert "nvp-2022-nl" in filled(folder)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.pdf", b"<html>choose a language</html>", "is a web page, whatever its name says"),
        ("page.html", b"<html>choose a language</html>", "is a web page"),
        ("empty.pdf", b"", "is empty (0 bytes)"),
        ("letter.pdf", b"dear reader", "is no PDF"),
        ("torn.pdf", b"%PDF-1.7\n1 0 obj\n<<", "is damaged"),
    ],
)
def test_what_is_no_pdf_is_said_in_one_line(folder, name, content, said):
    (folder / "pdf" / name).write_bytes(content)
    (fault,) = adopt(folder)[1]
    assert fault.startswith(f"pdf/{name} {said}")


def test_a_pdf_under_another_kind_of_name_is_found_and_other_files_are_left_alone(folder):
    set_pdf(folder / "pdf" / "plan.download", "Kadernota Integrale Veiligheid 2022-2024")
    (folder / "pdf" / "README.txt").write_text("put the PDFs here")
    (folder / "pdf" / ".hidden.pdf").write_bytes(b"x")
    assert adopt(folder)[1] == []
    assert (folder / "pdf" / "kiv-2022-nl.pdf").is_file()


def test_a_scan_is_never_sure_but_may_be_chosen_by_its_name(folder):
    picture = '#set page(paper: "a5")\n' + "\n#pagebreak()\n".join(
        "#rect(width: 90%, height: 90%, fill: gray)" for _ in "abcdef"
    )
    typst.compile(picture.encode(), output=str(folder / "pdf" / "NVP 2022-2025 nl.pdf"))
    (fault,) = adopt(folder)[1]
    assert "may be nvp-2022-nl" in fault
    assert "its first pages have no text (a scan?)" in fault
    assert adopt(folder, lambda *_: 0)[1] == []
    assert "nvp-2022-nl" in filled(folder)


def test_a_link_is_not_followed_out_of_the_folder(folder, tmp_path):
    outside = set_pdf(tmp_path / "outside.pdf", "Kadernota Integrale Veiligheid 2022-2024")
    (folder / "pdf" / "x.pdf").symlink_to(outside)
    (fault,) = adopt(folder)[1]
    assert fault.startswith("pdf/x.pdf: it is a link to another file")
    assert outside.is_file()


def test_a_name_that_plays_tricks_on_the_terminal_is_shown_without_them(folder):
    set_pdf(folder / "pdf" / "x\x1b[2J.pdf", "Handleiding")
    assert all(fault.isprintable() for fault in adopt(folder)[1])


def test_only_the_cells_that_are_known_change(folder):
    text = (folder / "documents.csv").read_bytes().decode().replace(",", ";")
    (folder / "documents.csv").write_bytes(("\ufeff" + text).encode())
    made = digest(set_pdf(folder / "pdf" / "x.pdf", "Kadernota Integrale Veiligheid 2022-2024"))
    adopt(folder)
    after = (folder / "documents.csv").read_bytes().decode()
    pages = next(line.split(";")[5] for line in after.splitlines() if made in line)
    line = "kiv-2022-nl;kiv-2022;nl;full;pdf/kiv-2022-nl.pdf;"
    assert after == ("\ufeff" + text).replace(line + ";;", f"{line}{pages};{made};")


def test_the_order_of_rows_and_files_does_not_matter(folder):
    set_pdf(folder / "pdf" / "a.pdf", "Nationaal Veiligheidsplan 2022-2025")
    set_pdf(folder / "pdf" / "b.pdf", "Nationaal Veiligheidsplan 2022-2025", pages=2)
    set_pdf(folder / "pdf" / "c.pdf", "Kadernota Integrale Veiligheid 2022-2024")
    twin = Path(shutil.copytree(folder, folder.parent / "twin"))
    write(twin / "documents.csv", rows(twin / "documents.csv")[::-1])
    (twin / "pdf" / "a.pdf").rename(twin / "pdf" / "z.pdf")
    adopt(folder)
    adopt(twin)
    assert filled(folder) == filled(twin)
    assert len(filled(folder)) == 2


def test_the_command_adopts_and_ends_with_one_where_something_is_left(folder):
    set_pdf(folder / "pdf" / "a.pdf", "Kadernota Integrale Veiligheid 2022-2024")
    done = CliRunner().invoke(app, ["check", str(folder), "--adopt"])
    assert done.exit_code == 0, done.exception
    assert "pdf/a.pdf is kiv-2022-nl" in done.stderr
    set_pdf(folder / "pdf" / "b.pdf", "Nationaal Veiligheidsplan 2022-2025", pages=2)
    done = CliRunner().invoke(app, ["check", str(folder), "--adopt"])
    assert done.exit_code == 1
    assert "pdf/b.pdf may be nvp-2022-nl" in str(done.exception)


# -- the real texts and the digests -----------------------------------------------------------------------------------


def test_digests_under_other_names_find_their_rows_and_none_a_wrong_one(example, tmp_path):
    folder = Path(shutil.copytree(example, tmp_path / "example", ignore=shutil.ignore_patterns("built")))
    names = ("nvp-2016-nl", "nvp-2022-fr", "kiv-2022-nl", "gvpp-2021-nl", "eu-2018-en", "zvp-2020-5340-nl")
    table = rows(folder / "documents.csv")
    known = {row["document_id"]: row["sha256"] for row in table}
    for number, row in enumerate(table):
        path = folder / row["file"]
        path.rename(folder / "pdf" / f"{number}.pdf") if row["document_id"] in names else path.unlink()
    write(folder / "documents.csv", [row | {"sha256": "", "pages": ""} for row in table])
    adopt(folder)
    found = filled(folder)
    assert all(known[name] == found[name] for name in found)
    assert {"nvp-2016-nl", "nvp-2022-fr", "kiv-2022-nl", "zvp-2020-5340-nl"} <= found.keys()


def test_of_the_real_texts_only_the_plan_itself_is_adopted(shared, folder):
    for path in sorted((shared / "plans").glob("i_libreoffice_*.pdf")):
        shutil.copy(path, folder / "pdf" / f"{digest(path)[:8]}.pdf")
    plan = digest(shared / "plans" / "i_libreoffice_nvp2022.pdf")
    _, faults = adopt(folder)
    assert filled(folder) == {"nvp-2022-nl": plan}
    assert len(faults) == 4


# -- titles and years -------------------------------------------------------------------------------------------------


def test_years_are_read_however_they_are_written():
    assert years("2022 – 2025") == years("2022/2025") == years("van 2022 tot 2025") == {2022, 2025}
    assert years("2021-24") == {2021, 2024}
    assert years("2016-2019") == {2016, 2019}
    assert years("zone 5340, 20220331") == set()


def test_a_draft_or_a_prolonged_end_counts_as_the_end_that_the_row_lists():
    assert agreement("2022-2025", [(2022, 2024), (2022, 2025)], [2022]) == "agree"
    assert agreement("2018-2021", [(2022, 2025)], [2022]) == "conflict"


def test_a_title_is_known_without_its_small_words_capitals_and_accents():
    assert recall("Note-Cadre de Sécurité Intégrale", "NOTE CADRE SECURITE INTEGRALE") == 1
    assert purity("Nationaal Veiligheidsplan 2022-2025", ["Nationaal Veiligheidsplan"]) == 1
    assert purity("Advies over het Nationaal Veiligheidsplan", ["Nationaal Veiligheidsplan"]) == pytest.approx(2 / 3)
