"""The measures by name: what each is called, and how it follows from drawn sums."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from qualcode.errors import UsageError
from qualcode.reliability.brennan_prediger import brennan_prediger
from qualcode.reliability.cohen import cohen_kappa
from qualcode.reliability.composite import composite_reliability
from qualcode.reliability.fleiss import fleiss_kappa
from qualcode.reliability.gwet import gwet_ac1
from qualcode.reliability.holsti import holsti
from qualcode.reliability.krippendorff import krippendorff_alpha
from qualcode.reliability.miles_huberman import miles_huberman
from qualcode.reliability.percent import mean_percent_agreement, percent_agreement
from qualcode.reliability.quotients import Floats, mean_of_defined
from qualcode.reliability.reference import f1, precision, recall
from qualcode.reliability.sums import Profile

Needs: TypeAlias = Literal["pair", "two", "all", "spans", "reference", "wish"]

ALPHA_U, RHO = "alpha_u", "shaffer_rho"


class Drawn(NamedTuple):
    """Sums of ratings; the first axis holds what was observed, then one draw each.

    tables
        (draws, codes, pairs, 2, 2)
    some
        Profile of all units.
    complete
        Profile of the units that all coders rated.
    n_coders
        All of them.
    """

    tables: Floats
    some: Profile
    complete: Profile
    n_coders: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of agreement.

    name
        As in tables and options.
    en, zh
        As in a sentence.
    needs
        Units that count: those that both of a `pair` rated (several coders: each pair and the mean
        of all pairs), those that `two` or more or `all` coders rated, those that a `reference` and
        another coder rated; `spans`: no units, but codings as stretches of words; `wish`: those of a
        `pair`, and only where the measure is named.
    of_pair
        From tables (…, 2, 2); None where there is no such thing for a pair alone.
    of_all
        (draws, codes) for all coders together; None where there is no such thing.
    """

    name: str
    en: str
    zh: str
    needs: Needs
    of_pair: Callable[[Floats], Floats] | None = None
    of_all: Callable[[Drawn], Floats] | None = None


def _mean_over_pairs(measure: Callable[[Floats], Floats]) -> Callable[[Drawn], Floats]:
    return lambda drawn: mean_of_defined(measure(drawn.tables), axis=-1)


_mean_holsti = _mean_over_pairs(holsti)


def _composite(drawn: Drawn) -> Floats:
    return composite_reliability(_mean_holsti(drawn), drawn.n_coders)


_ALL = (
    Measure(
        "percent_agreement",
        "percent agreement",
        "一致率",
        "two",
        percent_agreement,
        lambda drawn: mean_percent_agreement(drawn.some),
    ),
    Measure("holsti", "Holsti's coefficient", "相互同意度", "pair", holsti, _mean_holsti),
    Measure(
        "miles_huberman",
        "Miles and Huberman's reliability",
        "Miles–Huberman 信度",
        "pair",
        miles_huberman,
        _mean_over_pairs(miles_huberman),
    ),
    Measure("composite_reliability", "composite reliability R", "编码信度 R", "pair", None, _composite),
    Measure("cohen_kappa", "Cohen's κ", "Kappa 系数", "pair", cohen_kappa, _mean_over_pairs(cohen_kappa)),
    Measure(
        "fleiss_kappa",
        "Fleiss' κ",
        "Fleiss Kappa 系数",
        "all",
        of_all=lambda drawn: fleiss_kappa(drawn.complete),
    ),
    Measure(
        "krippendorff_alpha",
        "Krippendorff's α (nominal)",
        "Krippendorff α 系数（名义）",
        "two",
        of_all=lambda drawn: krippendorff_alpha(drawn.some),
    ),
    Measure("gwet_ac1", "Gwet's AC1", "Gwet AC1 系数", "two", of_all=lambda drawn: gwet_ac1(drawn.some)),
    Measure(
        "brennan_prediger",
        "Brennan and Prediger's coefficient",
        "Brennan–Prediger 系数",
        "two",
        of_all=lambda drawn: brennan_prediger(drawn.some),
    ),
    Measure(ALPHA_U, "α_U (Krippendorff 2004)", "α_U（Krippendorff 2004）", "spans"),
    Measure(RHO, "Shaffer's ρ", "Shaffer ρ", "wish"),
    Measure("precision", "precision", "查准率", "reference", precision),
    Measure("recall", "recall", "查全率", "reference", recall),
    Measure("f1", "F1", "F1", "reference", f1),
)

MEASURES = {measure.name: measure for measure in _ALL}
"""All measures of ratings, in the order of tables."""

AGAINST = tuple(measure.name for measure in _ALL if measure.needs == "reference")
"""Those that need a reference coder."""


def chosen(names: Sequence[str], *, with_reference: bool, with_spans: bool) -> tuple[Measure, ...]:
    """The measures called `names`, in the order of tables; where none is named all that can be had, but
    for those that must be wished for.

    Raises UsageError for an unknown name, and for one that needs a reference, or spans, where there
    are none.
    """
    lacking = (*(() if with_reference else AGAINST), *(() if with_spans else (ALPHA_U,)))
    for name in names:
        if name not in MEASURES:
            cure = f"there are {', '.join(MEASURES)}"
            raise UsageError(f"no measure is called {name}", cure=cure, slug="measure")
        if name in lacking:
            what = "a reference coder" if name in AGAINST else "the codings themselves"
            raise UsageError(f"{name} needs {what}", cure="name it, or leave the measure out", slug="measure")
    unasked = [name for name, measure in MEASURES.items() if measure.needs != "wish"]
    wanted = names or [name for name in unasked if name not in lacking]
    return tuple(measure for name, measure in MEASURES.items() if name in wanted)
