"""`qualcode codebook` add, rename, move, remove, rule: one entry of the file changes, and no other line."""

import re
from collections.abc import Sequence
from typing import Annotated

import typer

from qualcode.cli.codebook_check import File
from qualcode.cli.columns import plural
from qualcode.cli.edited import below, change, named_lines, tell, tell_hands

_LANGUAGE = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)=")
_NEXT = re.compile(r"[,，]\s*(?=[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*=)")

Id = Annotated[str, typer.Argument(metavar="ID", help="The id of the code.", show_default=False)]
OldId = Annotated[str, typer.Argument(metavar="OLD", help="The id that the code has.", show_default=False)]
NewId = Annotated[str, typer.Argument(metavar="NEW", help="The id that it shall have.", show_default=False)]
Under = Annotated[str, typer.Option("--under", metavar="PARENT", help="Below this code.", show_default=False)]
BeforeCode = Annotated[
    str, typer.Option("--before", metavar="CODE", help="Directly before this code.", show_default=False)
]
AfterCode = Annotated[
    str,
    typer.Option(
        "--after", metavar="CODE", help="Directly behind this code and those below it.", show_default=False
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Print what would change, as a diff, and write nothing.")
]
_BY_LANGUAGE = "a text, or one for each language: zh=… (may be given several times)"
Name = Annotated[
    list[str] | None,
    typer.Option("--name", metavar="TEXT", help=f"What people call it: {_BY_LANGUAGE}.", show_default=False),
]
Definition = Annotated[
    list[str] | None,
    typer.Option("--definition", metavar="TEXT", help=f"What it means: {_BY_LANGUAGE}.", show_default=False),
]
Include = Annotated[
    list[str] | None,
    typer.Option("--include", metavar="TEXT", help="When to use it; as --definition.", show_default=False),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude", metavar="TEXT", help="When not to use it; as --definition.", show_default=False
    ),
]
SourceText = Annotated[
    list[str] | None,
    typer.Option(
        "--source", metavar="TEXT", help="Where the idea comes from; as --definition.", show_default=False
    ),
]
Color = Annotated[
    str, typer.Option("--color", metavar="#RRGGBB", help="Its colour, in quotes.", show_default=False)
]
Rules = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="RULE", help="A rule; may be given several times.", show_default=False),
]
Shields = Annotated[
    list[str] | None,
    typer.Option(
        "--shield",
        metavar="TEXT",
        help="A word that hides terms inside it; may be given several times.",
        show_default=False,
    ),
]
Examples = Annotated[
    list[str] | None,
    typer.Option(
        "--example",
        metavar="TEXT",
        help="A passage that must be coded; may be given several times.",
        show_default=False,
    ),
]
NonExamples = Annotated[
    list[str] | None,
    typer.Option(
        "--non-example",
        metavar="TEXT",
        help="A passage that must not; may be given several times.",
        show_default=False,
    ),
]


def add(
    codebook: File,
    code_id: Id,
    under: Under = "",
    before: BeforeCode = "",
    after: AfterCode = "",
    name: Name = None,
    definition: Definition = None,
    include: Include = None,
    exclude: Exclude = None,
    source: SourceText = None,
    color: Color = "",
    rule: Rules = None,
    shield: Shields = None,
    example: Examples = None,
    non_example: NonExamples = None,
    dry_run: DryRun = False,
) -> None:
    """Add a code to a codebook file; all other lines stay as they are.

    Without --under, --before and --after it becomes the last one at the top.
    """
    from qualcode.codebook.edit_codes import add_code
    from qualcode.codebook.newcode import NewCode

    given = {
        "name": name,
        "definition": definition,
        "include": include,
        "exclude": exclude,
        "source": source,
    }
    new = NewCode(
        code_id,
        texts={key: by_language(values, f"--{key}") for key, values in given.items() if values},
        color=color,
        rules=tuple(rule or ()),
        shields=tuple(shield or ()),
        examples=tuple(example or ()),
        non_examples=tuple(non_example or ()),
    )
    edited = change(
        codebook,
        lambda text, file: add_code(text, new, under=under, before=before, after=after, file=file),
        dry_run=dry_run,
    )
    tell(codebook, f"{new.id} stands in line {edited.line}{below(edited, new.id)}", dry_run=dry_run)


def by_language(values: Sequence[str], option: str) -> dict[str, str]:
    """Texts by language from `text`, or `zh=…`, `en=…`, also with commas between."""
    from qualcode.errors import UsageError

    found: dict[str, str] = {}
    for value in values:
        for part in _NEXT.split(value) if _LANGUAGE.match(value) else [value]:
            match = _LANGUAGE.match(part)
            language, text = (match[1], part[match.end() :]) if match else ("", part)
            if not text.strip():
                raise UsageError(f"{option} {value}: the text is empty", cure="write a text", slug="text")
            if language in found or (found and "" in {language, *found}):
                cure = f"write {option} once, or once for each language: {option} zh=… {option} en=…"
                raise UsageError(f"{option} is given twice", cure=cure, slug="text")
            found[language] = text
    return found


def rename(codebook: File, old: OldId, new: NewId, dry_run: DryRun = False) -> None:
    """Give a code another id, in its entry and in every rule that names it (code:OLD).

    Only the characters of the id change. In a study in which people code, a line in qualcode.toml lets
    their codings with the old id count for the new one; those beside another codebook are told.
    """
    from qualcode.codebook.edit_names import rename_code
    from qualcode.project.codings.renaming import renaming, settings_of
    from qualcode.project.study.renames import write_settings

    settings = settings_of(codebook)
    told = renaming(settings, old, new) if settings else ""
    edited = change(codebook, lambda text, file: rename_code(text, old, new, file=file), dry_run=dry_run)
    named = f"; changed with it: {named_lines(edited.references)}" if edited.references else ""
    lines = [f"{old} is now {edited.codes[0]}{named}"]
    if edited.mentions:
        lines.append(f"{old} still stands in comments or texts: {named_lines(edited.mentions)}")
    if not settings:
        tell(codebook, *lines, dry_run=dry_run)
        tell_hands(codebook, [old], dry_run=dry_run)
        return
    if not dry_run:
        write_settings(settings, told)
    lines.append(f"codings by people with {old} count for {edited.codes[0]} ({settings.name}, [renamed])")
    tell(codebook, *lines, dry_run=dry_run)


def move(
    codebook: File,
    code_id: Id,
    under: Under = "",
    top: Annotated[bool, typer.Option("--top", help="To the top, below no other code.")] = False,
    before: BeforeCode = "",
    after: AfterCode = "",
    dry_run: DryRun = False,
) -> None:
    """Move a code, with its comments and all codes below it, to another place.

    It becomes the last one below --under, or at the --top, or stands where --before or --after say.
    """
    from qualcode.codebook.edit_codes import move_code

    edited = change(
        codebook,
        lambda text, file: move_code(
            text, code_id, under=under, top=top, before=before, after=after, file=file
        ),
        dry_run=dry_run,
    )
    more = f", with {plural(len(edited.codes) - 1, 'code')} below it" if len(edited.codes) > 1 else ""
    tell(
        codebook,
        f"{code_id} stands in line {edited.line}{below(edited, code_id)}{more}",
        dry_run=dry_run,
    )


def remove(
    codebook: File,
    code_id: Id,
    with_children: Annotated[
        bool, typer.Option("--with-children", help="Remove the codes below it too.")
    ] = False,
    keep_children: Annotated[
        bool, typer.Option("--keep-children", help="The codes below it take its place.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Remove a code and its comments; refused where rules of other codes name it.

    Human codings beside the codebook are not changed: those that name it are told.
    """
    from qualcode.codebook.edit_removal import remove_code

    edited = change(
        codebook,
        lambda text, file: remove_code(
            text, code_id, with_children=with_children, keep_children=keep_children, file=file
        ),
        dry_run=dry_run,
    )
    more = f", and with it {', '.join(edited.codes[1:])}" if len(edited.codes) > 1 else ""
    tell(codebook, f"{code_id} is removed{more}", dry_run=dry_run)
    tell_hands(codebook, edited.codes, dry_run=dry_run)


def rule(
    codebook: File,
    code_id: Id,
    rule: Annotated[
        str,
        typer.Argument(metavar="[RULE]", help="The rule to add, or to put in place of another one."),
    ] = "",
    removed: Annotated[
        str,
        typer.Option(
            "--remove",
            metavar="RULE|NUMBER",
            help="Remove this rule, in any spelling, or the one of this number.",
            show_default=False,
        ),
    ] = "",
    replaced: Annotated[
        str,
        typer.Option(
            "--replace",
            metavar="RULE|NUMBER",
            help="Put RULE in place of this rule, or of the one of this number.",
            show_default=False,
        ),
    ] = "",
    dry_run: DryRun = False,
) -> None:
    """Add a rule to a code, remove one, or put one in place of another.

    It is written with the quotes that YAML needs.
    """
    from qualcode.codebook.edit_rules import add_rule, remove_rule, replace_rule

    _check_rule_options(rule, removed, replaced)
    if removed:
        edited = change(
            codebook, lambda text, file: remove_rule(text, code_id, removed, file=file), dry_run=dry_run
        )
        left = len(edited.codebook.codes[edited.codebook.index()[code_id]].rules)
        tell(codebook, f"{code_id} has {plural(left, 'rule')} left", dry_run=dry_run)
        return
    edited = change(
        codebook,
        lambda text, file: (
            replace_rule(text, code_id, replaced, rule, file=file)
            if replaced
            else add_rule(text, code_id, rule, file=file)
        ),
        dry_run=dry_run,
    )
    tell(codebook, f"the rule of {code_id} stands in line {edited.line}", dry_run=dry_run)


def _check_rule_options(rule: str, removed: str, replaced: str) -> None:
    from qualcode.errors import UsageError

    if removed and (replaced or rule):
        cure = "to put a rule in place of another one, write RULE --replace OTHER"
        raise UsageError("--remove takes no other rule", cure=cure, slug="rule")
    if not (removed or rule.strip()):
        cure = "write the rule, in quotes for the shell; or --remove and a rule"
        raise UsageError("no rule is given", cure=cure, slug="rule")
