"""A query over transcripts: read them as a run does, find the rule, group the hits."""

from collections.abc import Iterable
from typing import NamedTuple

from qualcode.codebook.advice import OPERATORS, meant_as_operator, plain_text
from qualcode.codebook.model import Code, Codebook
from qualcode.coding.population import Population
from qualcode.errors import UsageError
from qualcode.project.job.batch import Failure
from qualcode.project.job.options import CodeOptions, prepare
from qualcode.project.job.population import Fitting, fitting, listed, misfits
from qualcode.project.job.reading import read_all
from qualcode.rules.parse import parse
from qualcode.rules.syntax import Expr, named_codes
from qualcode.terms import Boundaries
from qualcode.text.document import Document
from qualcode.text.key import fold
from qualcode.workshop.find import Found, Query, find

GROUPS = ("speaker", "document", "role")


class Finding(NamedTuple):
    """What a query found in some transcripts, and which of them could not be read."""

    found: Found
    failures: list[Failure]
    warnings: list[str]
    n_documents: int
    unit: str
    population: str
    by: str


def find_in(
    options: CodeOptions, rule: str, *, boundaries: Boundaries = "crossing", context: int = 40, by: str = ""
) -> Finding:
    """Find a rule in the inputs of `options`.

    Parameters
    ----------
    context
        Characters of each hit's left and right side.
    by
        `speaker`, `document`, `role` or an attribute: how hits are grouped.

    Raises
    ------
    RuleError
        The rule cannot be read.
    UsageError, ReadError
        It names a code, nobody has the attribute, or what `qualcode code` would refuse.
    """
    expr = query_rule(rule)
    book = Codebook((Code("query", rules=(expr,)),), boundaries=boundaries)
    prepared = prepare(options, book)
    read = read_all(prepared)
    check_group(by, read.documents)
    plan = prepared.job.plan
    by = fold(by) if fold(by) in GROUPS else by
    query = Query(expr, plan.unit, plan.population, plan.split_at, boundaries, context, by)
    found = find(read.documents, query)
    warnings = [*(prepared.warnings if plan.by else ()), *doubts(rule, plan.population, read.documents)]
    n = len(read.documents)
    return Finding(found, read.failures, warnings, n, plan.unit, plan.population.label, by)


def doubts(rule: str, population: Population, documents: Iterable[Document]) -> list[str]:
    """What in a rule looks like an operator and is none, and whom of a population there is nobody like."""
    meant, known = meant_as_operator(rule), Fitting()
    for document in documents:
        known.add(fitting(document, population))
    about = [f"{plain_text(meant)}: {OPERATORS}"] if meant else []
    return [*about, *misfits(population, known)]


def query_rule(rule: str) -> Expr:
    """The tree of a rule that stands alone; raises RuleError, and UsageError where it names a code."""
    expr = parse(rule)
    named = sorted(named_codes(expr))
    if named:
        raise UsageError(
            f"code:{named[0]} cannot stand in a query: there is no codebook",
            cure="write out what the code looks for, or code with a codebook",
            slug="query-code",
        )
    return expr


def check_group(by: str, documents: Iterable[Document]) -> None:
    """Raise UsageError for an attribute that nobody has."""
    known = {name for document in documents for name in _attributes(document)}
    if by and fold(by) not in GROUPS and fold(by) not in map(fold, known):
        raise UsageError(
            f"nobody has an attribute {by}",
            cure=f"choose speaker, document, role, or one of {listed(known)}",
            slug="unknown-attribute",
        )


def _attributes(document: Document) -> Iterable[str]:
    for source in (document.attributes, document.header, *(one.attributes for one in document.speakers)):
        yield from (name for name, value in source.items() if value)
