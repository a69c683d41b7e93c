"""Who answers, where the signs of the layout left nobody but the one who asks."""

from collections.abc import Collection

from qualcode.ingest.dividing.labels import label_key
from qualcode.ingest.dividing.look_han import STOP
from qualcode.ingest.dividing.marks import Marks
from qualcode.ingest.dividing.roles import infer_roles
from qualcode.terms import INTERVIEWER

PAIRS = tuple((label_key(one), label_key(other)) for one, other in ("QA", "IR", "问答", "访受"))
"""Short labels that belong together: the one asks, the other answers."""
LIKE_A_SPEAKER = 1.5
_LONGEST_QUESTION = 4


def answering(text: str, marks: Marks, turns: Marks) -> frozenset[str]:
    """Keys of labels to take although they weigh too little; none where somebody answers already.

    They are those of a known pair, of which the second follows the first; or, where the
    labels that were taken only ask, those that come next after them and look like speakers.
    """
    taken = {turns.heads[number].key: turns.heads[number].label for number in set(turns.head.tolist())}
    roles = infer_roles(taken.values())
    answers = {key for key, label in taken.items() if roles[label] != INTERVIEWER}
    for pair in PAIRS:
        if answers <= set(pair) and len(taken.keys() & set(pair)) < 2 and _is_pair(text, marks, pair):
            return frozenset(pair)
    return frozenset() if answers or not taken else _next_ones(text, marks, taken.keys())


def _is_pair(text: str, marks: Marks, pair: tuple[str, str]) -> bool:
    """Whether both labels occur, and the first time the second comes soon after the first."""
    first: dict[str, int] = {}
    for place, number in enumerate(marks.head.tolist()):
        first.setdefault(marks.heads[number].key, place)
    if not first.keys() >= set(pair):
        return False
    one, other = first[pair[0]], first[pair[1]]
    return one < other and _is_soon(text, marks, one, other)


def _next_ones(text: str, marks: Marks, asking: Collection[str]) -> frozenset[str]:
    """Labels like speakers of which some place comes next, and soon, after one that asks."""
    found = set()
    for place in range(1, len(marks)):
        head, before = marks.head_of(place), marks.head_of(place - 1)
        if head.key in asking or before.key not in asking or marks.listed[place]:
            continue
        if head.kind != STOP and head.weight >= LIKE_A_SPEAKER and _is_soon(text, marks, place - 1, place):
            found.add(head.key)
    return frozenset(found)


def _is_soon(text: str, marks: Marks, one: int, other: int) -> bool:
    """Whether there is a question between two marks, and no more than that."""
    between = text[int(marks.after[one]) : int(marks.line[other])]
    lines = sum(1 for line in between.split("\n") if line.strip())
    return 0 < lines <= _LONGEST_QUESTION
