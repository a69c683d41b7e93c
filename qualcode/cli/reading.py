"""What commands ask of transcripts: which, how they are read, and whose speech counts."""

import inspect
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.project.job.options import CodeOptions

COUNTED, READ = "What is counted", "How transcripts are read"
BY_RULES = "rules"  # qualcode.terms would import numpy, which `--version` does not need

_TRANSCRIPTS = (
    "Transcripts (.txt, .docx, .pdf, .srt, .json and more), or folders that hold them. Default: "
    "those of the study that the current folder is in."
)
Transcripts = Annotated[
    list[str] | None, typer.Argument(metavar="TRANSCRIPTS...", help=_TRANSCRIPTS, show_default=False)
]
TranscriptsOrResults = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TRANSCRIPTS... | RESULTS",
        help=f"{_TRANSCRIPTS} Or a folder of results: what its run read, with the options of that run.",
        show_default=False,
    ),
]
Unit = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="UNIT",
        help="Passage in which a rule is judged, and which it codes: sentence, paragraph, turn, "
        "exchange or document. Default: the codebook's.",
        show_default=False,
    ),
]
Speakers = Annotated[
    str,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="WHO",
        help="Whose speech counts: all, or roles and names with commas between (role:… and name:… force "
        "one). Default: everyone but the interviewer.",
        show_default=False,
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        rich_help_panel=COUNTED,
        metavar="NAME=VALUE",
        help="Count only speech whose attribute has this value: NAME=VALUE. May be repeated.",
        show_default=False,
    ),
]
AttributesFile = Annotated[
    str | None,
    typer.Option(
        "--attributes",
        rich_help_panel=READ,
        metavar="FILE",
        help="Table of attributes. Default: attributes.csv beside the transcripts.",
        show_default=False,
    ),
]
Encoding = Annotated[
    str,
    typer.Option(
        rich_help_panel=READ,
        metavar="NAME",
        help="Encoding of all text files, such as gb18030 or big5. Default: found out, and shown.",
        show_default=False,
    ),
]
ColumnNames = Annotated[
    str,
    typer.Option(
        "--columns",
        rich_help_panel=READ,
        metavar="speaker=A,text=B",
        help="Columns of tables with one turn a row: speaker, text, begin and end, each by name, letter or "
        "number. Default: found by their names, and shown.",
        show_default=False,
    ),
]
SpeakerPattern = Annotated[
    str,
    typer.Option(
        rich_help_panel=READ,
        metavar="REGEX",
        help="Regular expression for speaker labels: what it matches at the beginning of a line is a label; "
        "group 1, if there is one, is the name.",
        show_default=False,
    ),
]
Wrapped = Annotated[
    str,
    typer.Option(
        rich_help_panel=READ,
        metavar="auto|yes|no",
        help="Whether lines are broken by width, so that only a blank line ends a paragraph.",
    ),
]
SplitAt = Annotated[
    str,
    typer.Option(
        rich_help_panel=READ,
        metavar="SIGNS",
        help="Characters that end a sentence besides 。！？!?. such as ；…",
        show_default=False,
    ),
]
JoinTurns = Annotated[
    bool, typer.Option("--join-turns", rich_help_panel=READ, help="Join consecutive turns of one speaker.")
]
SettingsFile = Annotated[
    str | None,
    typer.Option(
        "--settings",
        rich_help_panel=READ,
        metavar="FILE",
        help="A qualcode.toml with speakers, remarks, columns and encoding.",
        show_default=False,
    ),
]


def codebook_option(help: str, *, panel: str | None = None) -> Any:
    """`-c`, which every command has that takes a codebook; what it is for differs."""
    return typer.Option(
        "--codebook", "-c", rich_help_panel=panel, metavar="FILE", help=help, show_default=False
    )


def counted_by(help: str, *, panel: str = COUNTED) -> Any:
    """`--count-by`: what a table counts; which units there are differs."""
    return typer.Option(rich_help_panel=panel, metavar="UNIT", help=help, show_default=False)


def by_option(help: str, *, show_default: bool = False) -> Any:
    """`--by`: an attribute by which speakers or documents are told apart."""
    return typer.Option(
        "--by", rich_help_panel=COUNTED, metavar="ATTRIBUTE", help=help, show_default=show_default
    )


OF_WORDS = "A codebook: its Chinese terms are words for the segmentation."
OF_STUDY = "The codebook file (YAML). Default: codebook.yaml of the study."

CoderName = Annotated[
    str,
    typer.Option(
        "--coder",
        rich_help_panel=COUNTED,
        metavar="WHO",
        help="Whose codings count: rules, a person of the study (NAME, or NAME#2 for a second round), "
        "consensus, or rules+NAME: those of the rules that NAME did not reject, and NAME's own. The analyze "
        "commands take several with commas between and give a table of each. Default: rules; with a folder "
        "of results whose they are.",
        show_default=False,
    ),
]
ReviewedOnly = Annotated[
    bool,
    typer.Option(
        "--reviewed-only",
        rich_help_panel=COUNTED,
        help="With rules+NAME: of the rules' codings only those that NAME accepted, in finished documents.",
    ),
]
AS_KEPT = ("attributes", "encoding", "columns", "speaker_pattern", "wrapped", "join_turns", "settings")
"""Options of `Reading` that do nothing where the texts that a study keeps are read."""
Shared = Annotated[
    bool,
    typer.Option(
        "--shared",
        rich_help_panel=COUNTED,
        help="With several coders: only documents that all of them have finished; rules have all.",
    ),
]
CODED = ("coder", "reviewed_only")
"""Options of `Reading` for commands that count codings; others do not take them."""
SEVERAL = ("shared",)
"""Those for commands that take several coders."""
_UNTYPED = "untyped"


@dataclass(frozen=True, slots=True)
class Reading:
    """The options that commands share, as they were typed, in the order of the help text."""

    unit: Unit = ""
    speakers: Speakers = ""
    where: Where = None
    attributes: AttributesFile = None
    encoding: Encoding = ""
    columns: ColumnNames = ""
    speaker_pattern: SpeakerPattern = ""
    wrapped: Wrapped = "auto"
    split_at: SplitAt = ""
    join_turns: JoinTurns = False
    settings: SettingsFile = None
    coder: CoderName = ""
    reviewed_only: ReviewedOnly = False
    shared: Shared = False
    among: tuple[str, ...] = field(default=(), metadata={_UNTYPED: True})

    def options(self, transcripts: Sequence[str] | None, codebook: str = "") -> "CodeOptions":
        """The same as a library call takes them.

        Raises
        ------
        UsageError
            An empty path, or an answer that is none.
        """
        from qualcode.project.job.options import CodeOptions

        return CodeOptions(
            inputs=tuple(place(path, "transcripts") for path in transcripts or ()),
            codebook=codebook,
            unit=self.unit,
            speakers=listed(self.speakers),
            where=conditions(self.where),
            attributes="" if self.attributes is None else place(self.attributes, "--attributes"),
            encoding=self.encoding,
            columns=columns_of(self.columns),
            speaker_pattern=self.speaker_pattern,
            split_at=self.split_at,
            wrapped=_wrapped(self.wrapped),
            join_turns=self.join_turns,
            settings="" if self.settings is None else place(self.settings, "--settings"),
            coder=self.coder or BY_RULES,
            reviewed_only=self.reviewed_only,
            finished_by=self.among,
        )


UNSAID = Reading()
"""Where nothing was typed; the default of a command's parameter `reading`, which is never seen."""


def reads_transcripts(
    *, but: Collection[str] = (), coded: bool = False, several: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of `Reading` in place of its parameter `reading`, less those in `but`.

    `coded`: those that say whose codings count too. `several`: of several coders with commas between a table
    each, in one.

    An option that the command names itself, with a help text or at a place of its own, is taken from
    there, and stands in `reading` too.
    """
    known = _parameters()

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(command, eval_str=True).parameters.values())
        names = [one.name for one in own]
        left = (*names, *but, *(() if coded else CODED), *(() if several else SEVERAL))
        added = [one for one in known if one.name not in left]
        at = names.index("reading")
        parameters = [*own[:at], *added, *own[at + 1 :]]

        @wraps(command)
        def run(**given: Any) -> None:
            typed = {one.name: given[one.name] for one in known if one.name in given}
            mine = {name: value for name, value in given.items() if name in names}
            reading = Reading(**typed)
            coders = listed(reading.coder)
            if reading.shared and len(coders) < 2:
                cure = "name several, such as --coder li,zhang"
                raise UsageError("--shared does nothing with one coder", cure=cure, slug="idle-option")
            if several and len(coders) > 1:
                shared = replace(reading, among=coders) if reading.shared else reading
                _each(lambda one: command(**mine, reading=replace(shared, coder=one)), coders, given)
            else:
                command(**mine, reading=reading)

        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        return run

    return decorate


def _each(work: Callable[[str], None], coders: Sequence[str], given: Mapping[str, Any]) -> None:
    """A command for several coders; `given` are its options."""
    from qualcode.cli.put import put_stack
    from qualcode.cli.stack import for_each

    stack, status = for_each(coders, work)
    zh = str(given.get("lang") or "").startswith("zh")
    heading = "【编码者：{}】" if zh else "== Coder: {} =="
    put_stack(stack, given["output"], heading=heading)
    if status:
        raise typer.Exit(status)


def _parameters() -> list[inspect.Parameter]:
    """The options as parameters of a command."""
    kinds = get_type_hints(Reading, include_extras=True)
    either = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return [
        inspect.Parameter(one.name, either, default=one.default, annotation=kinds[one.name])
        for one in fields(Reading)
        if not one.metadata.get(_UNTYPED)
    ]


def completed(options: "CodeOptions", *, coder: str = "") -> "CodeOptions":
    """The options with what a folder of results, or the study, says where they say nothing.

    `coder` is whose codings count, where that is said.
    """
    from qualcode.project.job.defaults import in_study
    from qualcode.project.results.found_again import in_results

    return in_study(in_results(options, coder=coder)[0])


def place(path: str, option: str) -> str:
    """A path that was given, with `/`; an empty one, such as that of an unset variable, is refused."""
    if not path:
        raise UsageError(
            "the path is empty", place=option, cure="name a file or folder; . is the current one", slug="path"
        )
    return Path(path).as_posix()


def columns_of(text: str) -> tuple[tuple[str, str], ...]:
    """`speaker=A,text=B` as pairs."""
    pairs = []
    for part in listed(text):
        role, sign, column = part.partition("=")
        if not (sign and role.strip() and column.strip()):
            cure = "write --columns speaker=A,text=B with names, letters or numbers of columns"
            raise UsageError(f"--columns {part} names no column", cure=cure, slug="columns")
        pairs.append((role.strip(), column.strip()))
    return tuple(pairs)


def listed(text: str) -> tuple[str, ...]:
    """What stands between the commas, ASCII or full-width."""
    return tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())


def conditions(where: Sequence[str] | None) -> tuple[tuple[str, str], ...]:
    """Names and values of `--where`."""
    return tuple(map(_pair, where or ()))


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if name.endswith("!"):
        cure = "write NAME=VALUE; a rule of a codebook may say where:name!=value"
        raise UsageError(f"--where {text}: there is no !=", cure=cure, slug="where")
    if not (name.strip() and sign and value.strip()):
        raise UsageError(f"--where {text} is no condition", cure="write --where community=L", slug="where")
    return name.strip(), value.strip()


def _wrapped(word: str) -> bool | None:
    answers = {"auto": None, "yes": True, "no": False}
    if word not in answers:
        raise UsageError(
            f"--wrapped {word} is no answer", cure="write --wrapped auto, yes or no", slug="wrapped"
        )
    return answers[word]
