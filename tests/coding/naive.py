"""The same counts from Python sets and loops, straight from the words of the definitions."""

from collections import Counter, defaultdict
from itertools import product

from tests.coding.made import Interview, population_groups


def families(codebook, rollup):
    """For each code the codes that stand for it: itself, and all below it under rollup."""
    index = codebook.index()
    found = []
    for code in codebook.codes:
        below = codes_below(codebook, code.id) if rollup else set()
        found.append({index[one] for one in (code.id, *below)})
    return found


def codes_below(codebook, code_id):
    """Ids of the codes below another, at any depth."""
    children = {code.id for code in codebook.codes if code.parent == code_id}
    return children.union(*(codes_below(codebook, child) for child in children))


def evidence_in(interview: Interview, group):
    """Code to characters of evidence (turn, sentence, character) in a unit."""
    found = defaultdict(set)
    for t, s in group:
        for code, spans in interview.turns[t].sentences[s].items():
            found[code] |= {(t, s, i) for a, b in spans for i in range(a, b)}
    return found


def units_of(interview, kind):
    return [group for _, group in population_groups(interview, kind)]


def has(interview, group, family):
    return bool(family & evidence_in(interview, group).keys())


def shares(interview, group, one, two):
    """Whether evidence of the two families shares a character in one coding unit of the group."""
    found = evidence_in(interview, group)
    return any(found[a] & found[b] for a, b in product(one & found.keys(), two & found.keys()))


def codings(interviews, coding_unit, family):
    """(interview, unit, code) of all codings of a family."""
    return [
        (i, u, c)
        for i, one in enumerate(interviews)
        for u, group in enumerate(units_of(one, coding_unit))
        for c in sorted(family & evidence_in(one, group).keys())
    ]


def people(interviews, family, coding_unit):
    found = set()
    for i, one in enumerate(interviews):
        for group in units_of(one, coding_unit):
            if has(one, group, family):
                for t, _ in group:
                    speaker = one.turns[t].speaker
                    own = one.speakers[speaker].attributes.get("case") if speaker >= 0 else None
                    case = own or one.attributes.get("case")
                    if case:
                        found.add(case)
                    else:
                        found.add((i, one.speakers[speaker].label if speaker >= 0 else None))
    return found


def pair_groups(interview, counting):
    """What co-occurrence counts in one document, as lists of sentences."""
    units = units_of(interview, counting.pair_unit)
    if counting.pairs != "window" or not units:
        return units
    k = counting.reach
    windows = range(max(1, len(units) - k + 1))
    return [[one for unit in units[w : w + k] for one in unit] for w in windows]


def pair_counts(interviews, counting, one, two):
    """n_both, n_shared, n_documents and (for near) units of the first code near the second."""
    total = Counter()
    for interview in interviews:
        groups = pair_groups(interview, counting)
        if counting.pairs == "near":
            found = _near(interview, groups, counting.reach, one, two)
        elif counting.pairs == "overlap":
            found = _overlap(interview, groups, one, two)
        else:
            found = _together(interview, groups, counting.coding_unit, one, two)
        total.update(found)
        total["documents"] += found["both"] > 0
    return total


def _near(interview, groups, reach, one, two):
    first = [i for i, group in enumerate(groups) if has(interview, group, one)]
    second = [i for i, group in enumerate(groups) if has(interview, group, two)]
    return Counter(
        both=sum(abs(s - t) <= reach for s in first for t in second),
        shared=sum(shares(interview, groups[s], one, two) for s in first if s in second),
        near=sum(any(abs(s - t) <= reach for t in second) for s in first),
    )


def _overlap(interview, groups, one, two):
    found = Counter()
    for group in groups:
        evidence = evidence_in(interview, group)
        for a, b in product(one & evidence.keys(), two & evidence.keys()):
            found["both"] += 1
            found["shared"] += bool(evidence[a] & evidence[b])
    return found


def _together(interview, groups, coding_unit, one, two):
    coding_units = units_of(interview, coding_unit)
    found = Counter()
    for group in groups:
        if has(interview, group, one) and has(interview, group, two):
            found["both"] += 1
            inside = [unit for unit in coding_units if set(unit) <= set(group)]
            found["shared"] += any(shares(interview, unit, one, two) for unit in inside)
    return found
