"""The command line: each command opens a study and calls one thing."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Annotated

import typer

from kentering.cli import ending, output
from kentering.cli.output import FindFormat, ReadFormat, TableFormat
from kentering.errors import FaultsError

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None, help=__doc__
)

Folder = Annotated[Path, typer.Argument(metavar="CORPUS", help="folder of a corpus")]


def _version(asked: bool) -> None:  # noqa: FBT001  (the option's value)
    if asked:
        from importlib.metadata import version

        typer.echo(f"kentering {version('kentering')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="say which it is")
    ] = False,
) -> None:
    """Successive security plans: read, grouped by theme, and set beside each other."""


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.pdf...", help="PDFs")],
    *,
    form: Annotated[ReadFormat, typer.Option("--format", help="how the blocks are written")] = ReadFormat.markdown,
    audit: Annotated[bool, typer.Option("--audit", help="also list what was left out of the text, on stderr")] = False,
) -> None:
    """The blocks of any PDF; needs no corpus."""
    from kentering.cli import reading

    found = reading.read(files)
    if len(found.blocks):
        typer.echo(output.blocks_text(found.blocks, form))
    if audit:
        output.say(reading.left_out_of(found.furniture))
    if found.faults:
        raise FaultsError(found.faults)


@app.command()
def new(folder: Folder) -> None:
    """An empty corpus: works.csv, documents.csv and corpus.toml to fill in."""
    from kentering import corpus

    made = corpus.new(folder)
    output.say(
        f"{made} made; fill in works.csv and documents.csv (COLUMNS.md tells how), put the PDFs in {made / 'pdf'}"
    )


@app.command()
def check(
    folder: Folder,
    *,
    adopt: Annotated[bool, typer.Option("--adopt", help="first find the row of each PDF in pdf/")] = False,
    reproduce: Annotated[
        Path | None, typer.Option(metavar="RUN", help="a run.json: make all anew and say whether it comes out the same")
    ] = None,
) -> None:
    """Files, rows and hashes: all faults at once, and what to mend."""
    from kentering.cli.asking import choose
    from kentering.fetch import checked, mended

    opened, found = mended(folder, choose, output.say) if adopt else checked(folder)
    output.say_to_add(opened)
    if found:
        raise FaultsError(found)
    output.say(f"{folder}: {len(opened.works)} works, {len(opened.documents)} documents, no fault found")
    if reproduce is not None:
        from kentering.cli import running

        running.reproduce(opened, reproduce)


@app.command()
def fetch(
    folder: Folder,
    *,
    models: Annotated[bool, typer.Option("--models", help="also fetch or build the encoder of the corpus")] = False,
) -> None:
    """Download the texts that have an address of their own; list where to get the others."""
    from kentering.corpus import corpus
    from kentering.fetch import by_hand, fetched, fetched_encoder

    opened = corpus(folder)
    found = [*opened.faults, *fetched(opened, output.say), *(fetched_encoder(opened, output.say) if models else [])]
    typer.echo(by_hand(opened))
    if found:
        raise FaultsError(found)


@app.command()
def run(
    folder: Folder,
    until: Annotated[str, typer.Option(metavar="STAGE", help="last stage to run")] = "audit",
    *,
    workers: Annotated[
        int | None, typer.Option(min=1, help="processes that read and encode; as many as processors")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="of a Dask cluster whose workers read and encode instead")
    ] = None,
    profile: Annotated[bool, typer.Option("--profile", help="write where the time went")] = False,
) -> None:
    """Make every table, or all up to one stage."""
    from kentering.cli import running
    from kentering.study import open_study

    study = open_study(folder)
    running.run(study, until, workers, scheduler, profile=profile)
    output.say_to_add(study.corpus)
    output.say_left_out(study.left_out)
    ending.end_with(len(study.left_out) > 0)


@app.command()
def status(
    folder: Folder, form: Annotated[TableFormat, typer.Option("--format", help="how it is written")] = TableFormat.table
) -> None:
    """Which table is fresh, stale (and why) or missing."""
    from kentering.study import open_study

    output.show(open_study(folder).status(), form)


@app.command()
def show(
    folder: Folder,
    table: Annotated[str, typer.Argument(metavar="TABLE", help="name of a table, such as shares")],
    form: Annotated[TableFormat, typer.Option("--format", help="how it is written")] = TableFormat.table,
    where: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN=VALUE", help="only these rows; may be repeated")
    ] = None,
) -> None:
    """A table."""
    from kentering.study import open_study

    output.show(output.where(open_study(folder).table(table), where or []), form)


@app.command()
def find(
    folder: Folder,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="in Dutch, French or English")],
    n: Annotated[int, typer.Option("-n", min=1, help="how many passages")] = 10,
    form: Annotated[FindFormat, typer.Option("--format", help="how they are written")] = FindFormat.table,
) -> None:
    """The passages nearest in meaning to a question, in any language."""
    from kentering.cli import finding
    from kentering.study import open_study

    found = open_study(folder).find(question, n)
    if form == "json":
        output.show(found, form)
    else:
        typer.echo(finding.as_list(found))


@app.command()
def compare(
    folder: Folder,
    works: Annotated[tuple[str, str], typer.Argument(metavar="WORK_A WORK_B", help="two plans")],
    form: Annotated[FindFormat, typer.Option("--format", help="how it is written")] = FindFormat.table,
    language: Annotated[str, typer.Option(metavar="nl|fr|en", help="of the names")] = "nl",
) -> None:
    """What two plans share, what is new, what is gone: any two, with or without PDFs."""
    from kentering.cli import comparing
    from kentering.study import open_study

    study = open_study(folder)
    found = study.compare(*works)
    typer.echo(comparing.as_json(found) if form == "json" else comparing.as_page(found, study, language))


@app.command()
def report(
    folders: Annotated[list[Path], typer.Argument(metavar="CORPUS...", help="folders of corpora")],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="where the report goes")],
    languages: Annotated[
        list[str] | None, typer.Option("--language", metavar="nl|fr|en", help="of the report; may be repeated")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="an earlier report's folder: say what changed since")
    ] = None,
) -> None:
    """A report to read in a browser, with its claims, a brief in Word and Markdown, and a bibliography."""
    from kentering.cli.reporting import earlier_runs, published, reportable
    from kentering.report import write
    from kentering.study import open_study

    studies = reportable([open_study(folder) for folder in folders])
    wanted = languages or ["nl"]
    before = earlier_runs(studies, against)
    for study, language in itertools.product(studies, wanted):
        output.say(f"open {write(study, out, language, wanted)}")
    published(studies, out, wanted, before)
    for study in studies:
        output.say_to_add(study.corpus)
        output.say_left_out(study.left_out)
    ending.end_with(any(len(study.left_out) for study in studies))


@app.command()
def export(
    folder: Folder,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="file, or folder in which it goes")],
    to: Annotated[str, typer.Option(metavar="FORMAT", help="refi-qda, codebook, excel, parquet or csl")] = "refi-qda",
    language: Annotated[str, typer.Option(metavar="nl|fr|en", help="of names and remarks")] = "nl",
) -> None:
    """Codes, passages and tables for NVivo, ATLAS.ti, MAXQDA, QualCoder, Excel and the like."""
    from kentering.export import export as write
    from kentering.study import open_study

    output.say(f"written: {write(open_study(folder), out, to, language)}")


@app.command("import")
def bring_in(
    folder: Folder,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="an edited .qdpx or .qdc, or a filled coding sheet")],
    coder: Annotated[str, typer.Option(help="who filled in the sheet, where it does not say")] = "",
) -> None:
    """What people did in another program or on a sheet, back into labels.csv and coding.csv."""
    from kentering.export.back import bring_in as brought
    from kentering.study import open_study

    done = brought(open_study(folder), file, coder)
    output.say("\n".join(done.said))
    if done.faults:
        raise FaultsError(done.faults)


@app.command()
def label(
    folder: Folder,
    *,
    coding: Annotated[bool, typer.Option("--coding", help="a sheet on which people code passages instead")] = False,
    n: Annotated[int, typer.Option("-n", min=1, help="passages on the coding sheet")] = 150,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="the coding sheet, .xlsx or .csv")] = None,
    language: Annotated[str, typer.Option(metavar="nl|fr|en", help="of names and remarks")] = "nl",
) -> None:
    """labels.csv to name the themes in, or a sheet to code passages on."""
    from kentering.export.coding_sheet import write_coding_sheet
    from kentering.export.labels import write_labels
    from kentering.study import open_study

    study = open_study(folder)
    written = write_coding_sheet(study, n, out, language) if coding else write_labels(study)
    output.say(f"written: {written}")


def main() -> None:
    """Run the command line; an error that a user can mend is one line and exit code 1."""
    ending.run(app)
