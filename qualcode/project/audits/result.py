"""What an audit found, as values: strata, estimates, agreement, and the passages behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from qualcode.analysis.columns import frame_of_rows
from qualcode.project.audits.key import AuditKey, KeyItem
from qualcode.terms import SEPARATOR
from qualcode.workshop.estimates import Estimate, Estimates, Judgements
from qualcode.workshop.judges import Agreement, Verdict
from qualcode.workshop.strata import STRATA, Stratum

if TYPE_CHECKING:
    import pandas as pd

Measure: TypeAlias = Literal["precision", "recall", "f1", "missed"]
MEASURES: tuple[Measure, ...] = ("precision", "recall", "f1", "missed")
MEASURE_COLUMNS = ("judge", "measure", "value", "low", "high", "least", "most", "n", "note")
SETTLED = "settled"

Row: TypeAlias = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class StratumRead:
    """Numbers of a stratum: in the population, drawn, judged yes, judged no, left unsettled, not judged."""

    stratum: Stratum
    population: int
    drawn: int
    yes: int
    no: int
    unsettled: int
    blank: int

    @property
    def judged(self) -> int:
        """Passages on which the estimates rest."""
        return self.yes + self.no

    def judgements(self, *, unsettled_yes: bool | None = None) -> Judgements:
        """What the estimates need; unsettled ones left out, or all taken for yes, or all for no."""
        more = 0 if unsettled_yes is None else self.unsettled
        return Judgements(self.population, self.judged + more, self.yes + (more if unsettled_yes else 0))


@dataclass(frozen=True, slots=True)
class Finding:
    """What some judgements say.

    least, most
        By measure the estimates where every unsettled passage is decided against or for it; empty where
        nothing is unsettled.
    """

    judge: str
    strata: tuple[StratumRead, ...]
    estimates: Estimates
    least: Mapping[Measure, float | None]
    most: Mapping[Measure, float | None]

    def of(self, measure: Measure) -> Estimate:
        """The estimate of one measure."""
        found: Estimate = getattr(self.estimates, measure)
        return found

    @property
    def has_all_coded(self) -> bool:
        """Whether every coded passage of the population was judged: precision is then no estimate."""
        coded = self.strata[0]
        return 0 < coded.judged == coded.population

    @property
    def has_all(self) -> bool:
        """Whether every passage of the population was judged: no measure is then an estimate."""
        return all(one.judged == one.population for one in self.strata)

    def note(self, measure: Measure) -> str:
        """What must be known of a measure: why it is undefined, or that it is exact."""
        if self.of(measure).reason:
            return self.of(measure).reason
        if self.has_all:
            return "every passage was judged: no sampling error"
        exact = measure == "precision" and self.has_all_coded
        return "every coded passage was judged: no sampling error" if exact else ""

    def n(self, measure: Measure) -> int:
        """On how many judged passages a measure rests."""
        used = {"precision": STRATA[:1], "missed": STRATA[1:]}.get(measure, STRATA)
        return sum(one.judged for one in self.strata if one.stratum in used)


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage on which judges differ or one is not sure; `final` is what they settled on, or empty."""

    item: KeyItem
    said: Mapping[str, Verdict]
    final: Verdict


@dataclass(frozen=True, slots=True)
class AuditRead:
    """An audit that was read back.

    finding, by_judge
        By the settled values, and by each judge alone where there are several.
    wrong, missed
        Coded passages that were judged not to have the code, and uncoded ones that were judged to have it.
    methods
        Sentences for the methods section, by language (en, zh).
    """

    key: AuditKey
    judges: tuple[str, ...]
    finding: Finding
    by_judge: tuple[Finding, ...]
    agreements: tuple[Agreement, ...]
    differences: tuple[Difference, ...]
    wrong: tuple[KeyItem, ...]
    missed: tuple[KeyItem, ...]
    draws: int
    seed: int
    warnings: tuple[str, ...]
    methods: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """In a notebook: what was audited, not every passage."""
        judged = sum(one.judged for one in self.finding.strata)
        return f"<AuditRead: {judged} passages judged for {self.key.code}>"

    @property
    def measures(self) -> "pd.DataFrame":
        """The measures as a table: `judge`, `measure`, `value`, its 95 % interval `low` to `high`, and more.

        `least` and `most` are what the value would be if every unsettled passage were decided against or
        for it; `n` is how many judged passages it rests on, `note` why it is undefined.
        """
        return frame_of_rows(MEASURE_COLUMNS, self.rows())

    def rows(self) -> list[Row]:
        """Cells below MEASURE_COLUMNS: the settled values, then each judge, then each pair of them."""
        found = [_measure_row(one, name) for one in (self.finding, *self.by_judge) for name in MEASURES]
        return [*found, *(row for one in self.agreements for row in _agreement_rows(one))]


def _measure_row(finding: Finding, name: Measure) -> Row:
    one = finding.of(name)
    bounds = finding.least.get(name), finding.most.get(name)
    return (finding.judge, name, one.value, one.low, one.high, *bounds, finding.n(name), finding.note(name))


def _agreement_rows(one: Agreement) -> list[Row]:
    pair, empty = SEPARATOR.join(one.judges), (None, None, None, None)
    return [
        (pair, "agreement", one.agreement, *empty, one.n, "" if one.n else one.note),
        (pair, "kappa", one.kappa, *empty, one.n, one.note),
    ]
