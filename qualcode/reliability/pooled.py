"""κ pooled over codes."""

from qualcode.reliability.cohen import expected_agreement
from qualcode.reliability.percent import percent_agreement
from qualcode.reliability.quotients import Floats, beyond_chance, mean_of_defined


def pooled_kappa(tables: Floats, *, axis: int = -1) -> Floats:
    """(mean Po - mean Pe) / (1 - mean Pe), the means over the codes of tables (…, codes, …, 2, 2).

    `axis` is that of the codes, among the axes before the last two. Codes that nobody used do not
    change it (their Po and Pe are 1), and codes without units are left out. Units × codes in one
    table would give another number, which a mass of rare codes inflates. Undefined where everyone
    gave one value of every code. De Vries, Elliott, Kanouse & Teleki 2008, doi
    10.1177/1525822X08317166.
    """
    po, pe = (mean_of_defined(part(tables), axis) for part in (percent_agreement, expected_agreement))
    return beyond_chance(po, pe)
