"""One frozen section of settings per stage, read from corpus.toml."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kentering.errors import FaultsError, InputError, KenteringError, UnknownNameError

MOST_SECONDS = 10**6
MOST_SEED = 2**32 - 1
OCR_LANGUAGE = r"^[A-Za-z]\w{1,30}(/\w{1,30})?$"

Weight = Annotated[float, Field(ge=0, le=1000)]


class Section(BaseModel):
    """The base of every section: frozen, and no unknown name."""

    # Defaults go through the same door as what is set: 30 and 30.0 must not have two fingerprints.
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    LIMITS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of settings of which the first may not be larger than the second."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for least, most in self.LIMITS:
            low, high = getattr(self, least), getattr(self, most)
            if low > high:
                message = f"{least} = {low} is more than {most} = {high}"
                raise ValueError(message)
        return self


class ExtractSettings(Section):
    """How PDFs are read."""

    max_pages: int = Field(2000, ge=1, le=10**6, description="a PDF with more pages is refused, not read for hours")
    max_seconds: float = Field(
        900, gt=0, le=MOST_SECONDS, description="a PDF that takes longer, over all processes, is given up"
    )
    max_page_seconds: float = Field(
        30, gt=0, le=MOST_SECONDS, description="a PDF with a page that takes longer is given up"
    )
    max_memory: int = Field(
        1500, ge=100, le=10**7, description="megabytes that a process that reads may take more than it has"
    )
    ocr: Literal["auto", "off"] = Field("auto", description="pages with no text layer are read where a reader is there")
    ocr_languages: tuple[Annotated[str, Field(pattern=OCR_LANGUAGE)], ...] = Field(
        ("nld", "fra", "eng"), min_length=1, description="languages looked for on those pages, as tesseract names them"
    )


class SegmentSettings(Section):
    """How blocks become passages."""

    LIMITS: ClassVar = (("min_words", "max_words"),)

    min_words: int = Field(
        20, ge=1, le=10**5, description="a shorter paragraph joins its neighbour under the same heading"
    )
    max_words: int = Field(120, ge=20, le=10**5, description="a longer one is cut between sentences")


class EmbedSettings(Section):
    """Which encoder turns passages into vectors."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, protected_namespaces=())
    model: str = Field(
        "multilingual-e5-small", min_length=1, description="a name in models.toml, a model of a hub, or a folder"
    )
    dtype: Literal["float32", "bfloat16"] = Field("float32", description="number type while encoding")
    batch_size: int = Field(16, ge=1, le=10**4, description="passages encoded at once")


class ClusterSettings(Section):
    """How passages become themes."""

    LIMITS: ClassVar = (("min_themes", "max_themes"), ("min_narrow", "max_narrow"))

    n_themes: int | None = Field(None, ge=2, le=10**4, description="number of broad themes; none: chosen by the data")
    min_themes: int = Field(
        8, ge=2, le=10**4, description="fewest broad themes, where there are passages enough for them"
    )
    max_themes: int = Field(12, ge=2, le=10**4, description="most broad themes")
    min_narrow: int = Field(
        20, ge=2, le=10**4, description="fewest narrow themes, where there are passages enough for them"
    )
    max_narrow: int = Field(30, ge=2, le=10**4, description="most narrow themes")
    neighbours: tuple[Weight, ...] = Field(
        (1.0, 0.6, 0.3),
        min_length=1,
        max_length=20,
        description="weight of a passage itself, of those beside it, of those beyond; less as headings differ",
    )
    centring: Literal["twins", "language", "none"] = Field(
        "twins",
        description="what a language adds is taken out by works that exist in several, by its own mean, or not at all",
    )
    none_quantile: float = Field(0.02, ge=0, lt=0.5, description="part of the passages that fits nowhere, at most")
    priorities: tuple[str, ...] = Field(
        (), description="declared items (priority_id, or a work_id for its whole list) that each lead to a theme"
    )
    resamples: int = Field(
        10, ge=2, le=1000, description="times that a part of the sections is clustered, for stability"
    )
    seed: int = Field(20260101, ge=0, le=MOST_SEED, description="seed of these draws")


class MatchSettings(Section):
    """How declared items are tied."""

    certainty: Literal["high", "medium", "low"] = Field("medium", description="least certainty of a link that counts")
    probability: float = Field(0.5, ge=0, le=1, description="least probability of a model's link that counts")
    doubtful: float = Field(
        0.2, ge=0, le=1, description="least probability of a model's link that is shown as doubtful"
    )
    read: float = Field(
        0.5, gt=0, le=1, description="part of the shorter list that a person must have tied to count as read whole"
    )


class CompareSettings(Section):
    """How shares, shifts and ancestors are judged."""

    confidence: float = Field(0.95, gt=0.5, le=0.9999, description="level of the intervals")
    smallest_effect: float = Field(0.02, gt=0, lt=1, description="change of share that would matter, 0.02 = two points")
    false_discovery: float = Field(0.05, gt=0, lt=1, description="share of false alarms allowed among the shifts")
    stability: float = Field(
        0.6, ge=0, le=1, description="least stability of a theme that may carry a claim and whose shift gets a verdict"
    )
    found_similarity: float = Field(0.7, gt=0, le=1, description="least likeness of a heading to an item's name")
    most_pairs: int = Field(
        40, ge=0, le=10**6, description="most pairs of works of different series that are compared by passage"
    )
    false_match: float = Field(0.05, gt=0, lt=1, description="how often a passage with no ancestor may be given one")
    assigned_by: Literal["machine", "people"] = Field(
        "machine", description="whose themes are counted; people: theirs where most who coded a passage agree"
    )
    seed: int = Field(20260101, ge=0, le=MOST_SEED, description="seed of every draw")


class AuditSettings(Section):
    """Where a doubt starts to matter."""

    language_share: float = Field(0.8, gt=0, le=1, description="largest part of one language in a theme")
    language_neighbours: float = Field(1.5, ge=1, description="neighbours of the same language against chance, times")
    none_share: float = Field(0.1, ge=0, le=1, description="largest part of the passages outside every theme")
    reading_confidence: float = Field(0.8, ge=0, le=1, description="least mean confidence of a document's blocks")
    found_again: float = Field(0.98, ge=0, le=1, description="least part of passages that another reader finds again")
    outside_words: float = Field(0.25, ge=0, le=1, description="largest part of the words in notes, captions, tables")
    twins_together: float = Field(0.8, ge=0, le=1, description="least part of twin sections in the same theme")
    linked_items: float = Field(0.5, ge=0, le=1, description="least part of two lists' items with a link")
    low_links: float = Field(0.25, ge=0, le=1, description="largest part of people's links of low certainty")


_SHOWN = 100  # signs of a wrong value that are shown

# Settings that have another name now.
RENAMED = {"audit.stability": "compare.stability"}


class Settings(Section):
    """All sections; `using` gives a changed copy.

    >>> Settings().using(cluster={"n_themes": 12}).cluster.n_themes
    12
    """

    STAGES: ClassVar[tuple[str, ...]] = ("extract", "segment", "embed", "cluster", "match", "compare", "audit")

    extract: ExtractSettings = ExtractSettings()
    segment: SegmentSettings = SegmentSettings()
    embed: EmbedSettings = EmbedSettings()
    cluster: ClusterSettings = ClusterSettings()
    match: MatchSettings = MatchSettings()
    compare: CompareSettings = CompareSettings()
    audit: AuditSettings = AuditSettings()

    def using(self, **sections: dict[str, Any]) -> Settings:
        """A copy with some settings changed; a wrong name or value raises InputError."""
        for name in sections:
            if name not in self.STAGES:
                raise UnknownNameError(name, "section of settings", self.STAGES)
        changed = {name: {**getattr(self, name).model_dump(), **values} for name, values in sections.items()}
        return settings_from({**self.model_dump(), **changed})


def settings_from(values: dict[str, Any], where: str = "settings") -> Settings:
    """The settings in a mapping of sections; raises FaultsError naming each wrong one.

    >>> settings_from({"cluster": {"themes": 12}})
    Traceback (most recent call last):
    ...
    kentering.errors.FaultsError: 1 fault: settings: no setting 'cluster.themes' (hint: did you mean n_themes?)
    """
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise FaultsError([_fault(each, where) for each in error.errors()]) from None


def _fault(error: Any, where: str) -> KenteringError:  # noqa: ANN401  (pydantic's error)
    path = [str(part) for part in error["loc"]]
    name = ".".join(path[:2])
    section = Settings.model_fields.get(path[0])
    known = section.annotation.model_fields if section is not None and section.annotation is not None else {}
    if name in RENAMED:
        message = f"{where}: no setting '{name}'"
        return InputError(message, f"it is {RENAMED[name]} now: move the line to [{RENAMED[name].split('.')[0]}]")
    if error["type"] == "extra_forbidden":
        unknown = UnknownNameError(path[-1], "setting", known or Settings.STAGES)
        return InputError(f"{where}: no setting '{name}'", unknown.hint)
    if error["type"] == "value_error":
        said = str(error["msg"]).removeprefix("Value error, ")
        return InputError(f"{where}: {name}: {said}", "make the first smaller or the second larger")
    field = known.get(path[1]) if len(path) > 1 else None
    message = str(error["msg"])
    given = repr(error["input"])
    given = given if len(given) <= _SHOWN else f"{given[:_SHOWN]}…"
    said = f"{where}: {name} = {given}: {message[0].lower()}{message[1:]}"
    return InputError(said, field.description or "" if field else "")
