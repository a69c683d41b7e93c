"""Random rules from the grammar, and mutations of them.

`RuleMaker(rng).rule()` gives a rule that parses; `mutate(rng, rule)` one that may not.
Rules draw on a few clusters of words, so that terms of one codebook overlap each other.
"""

from collections.abc import Callable, Sequence
from random import Random

from tests.oracle.letters import is_han
from tests.oracle.vocabulary import ATTRIBUTES, CLUSTERS, ROLES, SPEAKERS, respell

REGEXES = (
    "trust(ed|s)?",
    "^社区",
    "^the",
    "区$",
    "人$",
    "[.。]$",
    r"\bUS\b",
    r"\bco",
    r"(?-i)US",
    "(?-i)the|US",
    r"a\/n?",
    "volunteer[a-z]*",
    "不.{0,3}信任",
    "(社区|community)",
    "[0-9]+",
    "居民?.委",
    r"\p{Han}{2}人",
    "[印度]{2}.?",
    r"能人|带头",
    "p[aeiou]+",
    r"\d\.\d",
    "(?-i:US)a?",
    "社 ?区",
)

MUTANTS = (
    "(",
    ")",
    "{",
    "}",
    '"',
    "“",
    "”",
    "/",
    "*",
    "?",
    ",",
    ":",
    "：",
    "（",
    "）",
    "\\",
    "!",
    "=",
    "\u200b",
)
MUTANT_WORDS = (
    " OR ",
    " AND ",
    " NOT ",
    " NEAR/3 ",
    " BEFORE/3 ",
    " NEAR/x ",
    " NEAR/100 ",
    "ATLEAST/2(",
    "exact:",
    "code:",
    "role:",
    "where:a=b",
    "lemma:",
    "lemma:exact:",
    "exact:lemma:(",
    "negated:",
    "affirmed:",
    "negated:(",
    "foo:",
    " /",
    " a",
    "人",
)


class RuleMaker:
    """Makes rules over some clusters of words.

    `codes` are ids that `code:` may name. `full_width` is how often a sign is written in its
    full-width form.
    """

    def __init__(
        self,
        rng: Random,
        *,
        clusters: Sequence[Sequence[str]] = CLUSTERS,
        codes: Sequence[str] = (),
        full_width: float = 0.15,
    ) -> None:
        self.rng = rng
        self.words = [word for cluster in clusters for word in cluster]
        self.codes = codes
        self.full_width = full_width

    def rule(self, depth: int = 3) -> str:
        """A rule with something positive in every branch."""
        makers: list[tuple[int, Callable[[int], str]]] = [(30, self.leaf)]
        if depth:
            makers += [
                (14, self.any_of),
                (14, self.all_of),
                (8, self.without),
                (18, self.near),
                (8, self.at_least),
                (6, self.group),
                (2, self.condition),
            ]
        return self.choose(makers)(depth)

    def choose(self, makers: list[tuple[int, Callable[[int], str]]]) -> Callable[[int], str]:
        return self.rng.choices([make for _, make in makers], [weight for weight, _ in makers])[0]

    def sign(self, ascii_sign: str, twin: str) -> str:
        return twin if self.rng.random() < self.full_width else ascii_sign

    # What a rule is made of

    def leaf(self, depth: int) -> str:
        """A term, an exact term, a negated or affirmed one, or a regex."""
        del depth
        makers = [
            (70, self.term),
            (10, self.exact_term),
            (8, self.lemma_term),
            (18, self.polar),
            (10, self.regex),
        ]
        return self.choose(makers)(0)

    def any_of(self, depth: int) -> str:
        """Branches of OR, each positive."""
        return self.join("OR", [self.rule(depth - 1) for _ in range(self.rng.randint(2, 3))])

    def all_of(self, depth: int) -> str:
        """Parts of AND; at least one positive, others perhaps conditions or NOT."""
        parts = [self.tight(self.rule(depth - 1))]
        for _ in range(self.rng.randint(1, 2)):
            makers = [(50, self.rule), (25, self.condition), (20, self.negation), (8, self.loose_or)]
            parts.append(self.tight(self.choose(makers)(depth - 1)))
        self.rng.shuffle(parts)
        return self.join("AND", parts)

    def without(self, depth: int) -> str:
        """`A NOT B`, where B is bracketed unless it is a single item."""
        return self.join("NOT", [self.tight(self.rule(depth - 1)), self.bracketed(self.rule(depth - 1))])

    def loose_or(self, depth: int) -> str:
        """An OR with a negated branch: right only beside something positive."""
        return self.brackets(self.join("OR", [self.negation(depth), self.rule(max(0, depth - 1))]))

    def negation(self, depth: int) -> str:
        """NOT, sometimes twice."""
        inner = self.bracketed(self.rule(max(0, depth - 1)))
        return f"NOT NOT {inner}" if self.rng.random() < 0.15 else f"NOT {inner}"

    def near(self, depth: int) -> str:
        """NEAR or BEFORE, perhaps a chain; sometimes all of it exact."""
        operands = [self.operand(depth - 1) for _ in range(self.rng.choice((2, 2, 2, 3)))]
        chain = operands[0]
        for operand in operands[1:]:
            word = self.rng.choice(("NEAR", "NEAR", "BEFORE"))
            number = self.rng.choice((0, 0, 1, 2, 3, 5, 12))
            chain = self.join(f"{word}{self.sign('/', '／')}{number}", [chain, operand])
        taken = ("/", "exact", "negated", "affirmed", "lemma")
        plain = not any(word in part for part in operands for word in taken)
        if plain and self.rng.random() < 0.1:
            return f"exact{self.sign(':', '：')}{self.brackets(chain)}"
        return chain

    def operand(self, depth: int) -> str:
        """What may stand beside NEAR and in ATLEAST."""
        if depth <= 0 or self.rng.random() < 0.55:
            return self.leaf(0)
        if self.rng.random() < 0.6:
            return self.brackets(self.join("OR", [self.operand(depth - 1) for _ in range(2)]))
        return self.brackets(self.near(depth))

    def at_least(self, depth: int) -> str:
        """ATLEAST over one operand or an OR of operands."""
        operands = [self.operand(depth - 1) for _ in range(self.rng.randint(1, 3))]
        number = self.rng.choice((1, 2, 2, 3))
        return f"ATLEAST{self.sign('/', '／')}{number}{self.brackets(self.join('OR', operands))}"

    def group(self, depth: int) -> str:
        """A bracket that is not needed, or an exact OR of terms."""
        if self.rng.random() < 0.5:
            return self.brackets(self.rule(depth - 1))
        return self.exact_terms(0)

    def condition(self, depth: int) -> str:
        """A condition on the turn, the document or another code."""
        del depth
        colon = self.sign(":", "：")
        kind = self.rng.choice(("code", "code", "speaker", "role", "where", "where"))
        if kind == "code" and self.codes:
            return f"code{colon}{self.rng.choice(self.codes)}"
        if kind == "speaker":
            return f"speaker{colon}{self.value(respell(self.rng, self.rng.choice(SPEAKERS)))}"
        if kind == "role":
            return f"role{colon}{self.value(self.rng.choice(ROLES))}"
        name = self.rng.choice(tuple(ATTRIBUTES))
        value = respell(self.rng, self.rng.choice(ATTRIBUTES[name]))
        return f"where{colon}{self.value(name)}{self.rng.choice(('=', '!='))}{self.value(value)}"

    def value(self, text: str) -> str:
        return self.quote(text) if " " in text or self.rng.random() < 0.2 else text

    # Terms

    def term(self, depth: int) -> str:
        """A term in one of its spellings."""
        del depth
        word = self.rng.choice(self.words)
        makers = [
            (55, self.bare),
            (10, self.quote),
            (10, self.wildcard),
            (9, self.braces),
            (4, self.nested_braces),
            (4, self.side_by_side),
            (4, self.joined),
        ]
        return self.rng.choices([make for _, make in makers], [weight for weight, _ in makers])[0](word)

    def exact_term(self, depth: int) -> str:
        """A term whose case and script count."""
        return f"exact{self.sign(':', '：')}{self.term(depth)}"

    def lemma_term(self, depth: int) -> str:
        """A term in all its forms, perhaps exact too, or several."""
        del depth
        colon, kind = self.sign(":", "："), self.rng.random()
        if kind < 0.7:
            return f"lemma{colon}{self.plain_term()}"
        if kind < 0.8:
            first, second = self.rng.choice((("lemma", "exact"), ("exact", "lemma")))
            return f"{first}{colon}{second}:{self.plain_term()}"
        return f"lemma{colon}{self.brackets(self.join('OR', [self.plain_term() for _ in range(2)]))}"

    def plain_term(self) -> str:
        """A term without wildcards."""
        word = self.rng.choice(self.words)
        return self.rng.choice((self.bare, self.bare, self.quote, self.braces))(word)

    def polar(self, depth: int) -> str:
        """Terms that are negated or affirmed: one, or an OR of some, plain or exact."""
        colon, kind = self.sign(":", "："), self.rng.random()
        word = self.rng.choice(("negated", "affirmed"))
        if kind < 0.4:
            return f"{word}{colon}{self.term(depth)}"
        if kind < 0.5:
            return f"{word}{colon}{self.exact_term(depth)}"
        makers = [(50, self.term), (15, self.exact_term), (15, self.lemma_term), (15, self.exact_terms)]
        terms = [self.choose(makers)(depth) for _ in range(self.rng.randint(1, 3))]
        return f"{word}{colon}{self.brackets(self.join('OR', terms))}"

    def exact_terms(self, depth: int) -> str:
        """An exact OR of terms."""
        terms = self.join("OR", [self.term(depth) for _ in range(self.rng.randint(1, 3))])
        return f"exact{self.sign(':', '：')}{self.brackets(terms)}"

    def regex(self, depth: int) -> str:
        """One of a family that both RE2 and Python read alike."""
        del depth
        return f"/{self.rng.choice(REGEXES)}/"

    def bare(self, word: str) -> str:
        word = respell(self.rng, word)
        return word.replace(" ", self.rng.choice(("  ", "\u3000"))) if self.rng.random() < 0.1 else word

    def quote(self, word: str) -> str:
        word = respell(self.rng, word)
        return f"“{word}”" if self.rng.random() < 0.4 else f'"{word}"'

    def wildcard(self, word: str) -> str:
        """The word with a wildcard in it, before it or after it."""
        if is_han(word[0]) and is_han(word[-1]):
            return self.han_wildcard(word)
        if len(word) < 4 or not word.isascii():
            return f"{word}*" if word.isascii() else word
        at = self.rng.randrange(2, len(word))
        if word[at] in " -'.," or word[at - 1] in " -'.,":
            return f"{word}*"
        kind = self.rng.randrange(5)
        cut = word[: at + 2] if kind == 0 else word[:at]
        return (
            f"{cut.strip(' -')}*",
            f"*{word[at:]}" if len(word[at:].split(" ")[0]) > 1 else f"{word}*",
            f"{word[:at]}?{word[at + 1 :]}",
            f"{word[:at]}*{word[at + 1 :]}",
            f"{word}?",
        )[kind]

    def han_wildcard(self, word: str) -> str:
        at = self.rng.randrange(1, len(word)) if len(word) > 1 else 0
        if not at:
            return f"?{word}"
        return self.rng.choice(
            (
                f"{word[:at]}*{word[at:]}",
                f"{word[:at]}?{word[at:]}",
                f"{word[:at]}?{word[at + 1 :]}",
                f"{word}?",
                f"?{word}",
                f"{word[:at]}*{self.rng.choice('人区会员书')}",
                f"{word}??",
            )
        )

    def braces(self, word: str) -> str:
        """Alternatives before, after or in place of the word."""
        others = [w for w in (self.rng.choice(self.words) for _ in range(2)) if not set(w) & set("'.,")]
        comma = self.rng.choice((",", ",", ", ", " ,", "，", "、"))
        inner = comma.join([*others, ""] if self.rng.random() < 0.3 else [*others, word])
        if "1,0" in inner or "12.5" in inner:
            return word
        opened = self.sign("{", "｛") + inner + self.sign("}", "｝")
        gap = "" if is_han(word[0]) else " "
        return self.rng.choice((f"{opened}{gap}{word}", f"{word}{gap}{opened}"))

    def nested_braces(self, word: str) -> str:
        """Braces in braces, with an empty alternative somewhere."""
        a, b = (self.rng.choice([w for w in self.words if not set(w) & set("'.,")]) for _ in range(2))
        tail = self.rng.choice(("s", "人", "者", "区"))
        return self.rng.choice(
            (
                f"{{{a},{{{b},x}}{tail}}}{word}",
                f"{word}{{{tail},{{,{b}}}}}",
                f"{{{a}{{,{tail}}},{b}}}",
            )
        )

    def side_by_side(self, word: str) -> str:
        """Two words as one phrase, sometimes with a wildcard in the first."""
        first = self.wildcard(word) if self.rng.random() < 0.4 else word
        return f"{first} {self.rng.choice(self.words)}"

    def joined(self, word: str) -> str:
        """A bare piece and a quoted one without a blank, or with one."""
        gap = self.rng.choice(("", " "))
        return f"{word}{gap}{self.quote(self.rng.choice(self.words))}"

    # Brackets and blanks

    def brackets(self, inner: str) -> str:
        return f"{self.sign('(', '（')}{inner}{self.sign(')', '）')}"

    def bracketed(self, inner: str) -> str:
        """Brackets unless the text is one item for sure."""
        return inner if not set(inner) & set(" \u3000") else self.brackets(inner)

    def tight(self, inner: str) -> str:
        """Brackets where AND would otherwise bind tighter than what is inside."""
        return self.brackets(inner) if " OR " in inner or '"OR"' in inner else inner

    def join(self, operator: str, parts: Sequence[str]) -> str:
        """Parts with an operator between; the blanks go where quotes or brackets stand anyway."""
        text = parts[0]
        for part in parts[1:]:
            closed, opened = text[-1] in '"”)）', part[0] in '"“(（'
            bare = closed and opened and self.rng.random() < 0.2
            text = f"{text}{operator}{part}" if bare else f"{text} {operator} {part}"
        return text


def mutate(rng: Random, rule: str) -> str:
    """The rule after one or two small changes: characters dropped, put in, swapped, doubled.

    A good half of the results still parses.
    """
    ways = (_drop, _drop, _insert, _insert_word, _swap, _swap, _double, _cut, _letter, _letter)
    for _ in range(rng.choice((1, 1, 1, 2))):
        at = rng.randrange(len(rule) + 1)
        rule = rng.choice(ways)(rng, rule, at) or rule
    return rule


def _drop(rng: Random, rule: str, at: int) -> str:
    return rule[:at] + rule[at + rng.choice((1, 1, 1, 2, 5)) :]


def _insert(rng: Random, rule: str, at: int) -> str:
    return rule[:at] + rng.choice(MUTANTS) + rule[at:]


def _insert_word(rng: Random, rule: str, at: int) -> str:
    return rule[:at] + rng.choice(MUTANT_WORDS) + rule[at:]


def _letter(rng: Random, rule: str, at: int) -> str:
    return rule[:at] + rng.choice("ab人区5 ， -.'") + rule[at + rng.randrange(2) :]


def _swap(rng: Random, rule: str, at: int) -> str:
    del rng
    return rule[:at] + rule[at + 1 : at + 2] + rule[at : at + 1] + rule[at + 2 :]


def _double(rng: Random, rule: str, at: int) -> str:
    end = at + rng.randint(1, 6)
    return rule[:end] + rule[at:end] + rule[end:]


def _cut(rng: Random, rule: str, at: int) -> str:
    del rng
    return rule[:at]
