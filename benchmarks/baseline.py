"""The same job done in the straightforward way: spaCy, jieba and pandas.

    python benchmarks/baseline.py LANGUAGE TRANSCRIPTS PLAN.json RESULTS

English: a blank pipeline with a sentencizer and a PhraseMatcher on LOWER. Chinese: the same
with jieba, which knows the terms as user words. Wildcards are one combined regular
expression over tokens, with a cache; regular expressions run over each document. It writes
the hits of all terms, the codings by sentence, frequencies and pairs, with pandas. It is
whole: from reading the files, with the labels of the turns set aside, to the tables.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import spacy
from spacy.attrs import LOWER
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

LABEL = re.compile(r"^[^:：\n]{1,30}[:：]", re.MULTILINE)
Hit = tuple[int, int, int, int, int]
"""First and last token (exclusive), start, end, number of the term."""


def pipeline(language: str, literals: Iterable[str]) -> Language:
    """Tokens and sentences."""
    if language == "zh":
        import jieba

        jieba.setLogLevel(60)
        for text in literals:
            jieba.add_word(text)
        nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
        nlp.add_pipe("sentencizer", config={"punct_chars": ["。", "！", "？"]})
    else:
        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer")
    nlp.max_length = 10**9
    return nlp


class Baseline:
    """All rules, ready to run over documents."""

    def __init__(self, language: str, plan: list[dict]) -> None:
        self.plan = plan
        self.owners = defaultdict(list)  # literal text -> (number of the term, which side of it)
        for number, term in enumerate(plan):
            for side, texts in enumerate((term["words"], term["others"])):
                for text in texts:
                    self.owners[text].append((number, side))
        self.nlp = pipeline(language, self.owners)
        self.matcher = PhraseMatcher(self.nlp.vocab, attr="LOWER")
        for text in self.owners:
            self.matcher.add(text, [self.nlp.make_doc(text)])
        wild = {n: f"(?:{t['pattern']})" for n, t in enumerate(plan) if t["kind"] == "wildcard"}
        self.any_wildcard = re.compile("|".join(wild.values()), re.IGNORECASE)
        self.wildcards = {number: re.compile(text, re.IGNORECASE) for number, text in wild.items()}
        self.known: dict[int, tuple[int, ...]] = {}
        self.regexes = [
            (number, re.compile(term["pattern"], re.IGNORECASE))
            for number, term in enumerate(plan)
            if term["kind"] == "regex"
        ]

    def hits(self, doc: Doc, text: str) -> dict[tuple[int, int], list[Hit]]:
        """All hits outside labels by (number of the term, side of it)."""
        labels = {place for found in LABEL.finditer(text) for place in range(*found.span())}
        strings = self.nlp.vocab.strings
        ends = [token.idx + len(token) for token in doc]
        found: dict[tuple[int, int], list[Hit]] = defaultdict(list)
        for key, first, last in self.matcher(doc):
            start = doc[first].idx
            if start not in labels:
                for owner in self.owners[strings[key]]:
                    found[owner].append((first, last, start, ends[last - 1], owner[0]))
        for place, key in enumerate(doc.to_array(LOWER).tolist()):
            for number in self.wildcards_of(key, strings):
                start = doc[place].idx
                if start not in labels:
                    found[number, 0].append((place, place + 1, start, ends[place], number))
        for number, pattern in self.regexes:
            for match in pattern.finditer(text):
                if match.start() not in labels:
                    found[number, 0].append((-1, -1, *match.span(), number))
        return found

    def wildcards_of(self, key: int, strings: spacy.strings.StringStore) -> tuple[int, ...]:
        """Terms with a wildcard that match a token, looked up once per word."""
        if key not in self.known:
            word = strings[key]
            numbers: tuple[int, ...] = ()
            if self.any_wildcard.fullmatch(word):
                numbers = tuple(n for n, pattern in self.wildcards.items() if pattern.fullmatch(word))
            self.known[key] = numbers
        return self.known[key]

    def true_hits(self, found: dict[tuple[int, int], list[Hit]], sentence_of: list[int]) -> Iterator[Hit]:
        """The hits that make a rule true in their sentence."""
        for number, term in enumerate(self.plan):
            left = found.get((number, 0), [])
            if not left or term["kind"] not in ("near", "boolean"):
                yield from left
                continue
            right = found.get((number, 1), [])
            there = {sentence_of[hit[2]] for hit in right}
            if term["kind"] == "near":
                yield from self.near(left, right, term["distance"], sentence_of)
            elif term["negative"]:
                yield from (hit for hit in left if sentence_of[hit[2]] not in there)
            else:
                both = there & {sentence_of[hit[2]] for hit in left}
                yield from (hit for hit in [*left, *right] if sentence_of[hit[2]] in both)

    @staticmethod
    def near(left: list[Hit], right: list[Hit], distance: int, sentence_of: list[int]) -> Iterator[Hit]:
        """Both hits of every pair of one sentence with at most `distance` tokens between."""
        for one in left:
            for other in right:
                first, second = sorted((one, other))
                if sentence_of[one[2]] == sentence_of[other[2]] and second[0] - first[1] <= distance:
                    yield from (one, other)

    def rows(self, name: str, doc: Doc, text: str) -> Iterator[tuple]:
        """One row a hit: document, sentence, its span and text, code, span of the hit, term."""
        sentences = [(sent.start_char, sent.end_char) for sent in doc.sents]
        sentence_of = [0] * (len(text) + 1)
        for place, (start, end) in enumerate(sentences):
            sentence_of[start:end] = [place] * (end - start)
        for _, _, start, end, number in self.true_hits(self.hits(doc, text), sentence_of):
            unit = sentence_of[start]
            begin, stop = sentences[unit]
            label = LABEL.match(text[begin:stop].lstrip())
            begin = stop - len(text[begin:stop].lstrip()) + (label.end() if label else 0)
            term = self.plan[number]
            code = f"code_{term['code']:02d}"
            yield (
                name,
                unit + 1,
                begin,
                stop,
                code,
                start,
                end,
                term["rule"],
                text[start:end],
                text[begin:stop],
            )


COLUMNS = "document unit unit_start unit_end code start end rule term text".split()


def tables(hits: pd.DataFrame, results: Path) -> None:
    """Write codings, frequencies and pairs of codes in one sentence."""
    unit = ["document", "unit"]
    codings = hits.drop_duplicates([*unit, "code"]).sort_values([*unit, "code"])
    codings.to_csv(results / "codings.csv", index=False, encoding="utf-8-sig")
    counts = codings.groupby("code").agg(n_codings=("unit", "size"), n_documents=("document", "nunique"))
    counts.to_csv(results / "frequencies.csv", encoding="utf-8-sig")
    pairs = codings[[*unit, "code"]].merge(codings[[*unit, "code"]], on=unit)
    both = pairs[pairs.code_x < pairs.code_y].groupby(["code_x", "code_y"]).size().rename("n_both")
    both.to_csv(results / "cooccurrence_pairs.csv", encoding="utf-8-sig")


def main(language: str, transcripts: str, plan_file: str, results: str) -> None:
    """Code a folder of transcripts."""
    baseline = Baseline(language, json.loads(Path(plan_file).read_text(encoding="utf-8")))
    paths = sorted(Path(transcripts).glob("*.txt"))
    texts = ((path.read_text(encoding="utf-8"), path.stem) for path in paths)
    rows = [
        row
        for doc, name in baseline.nlp.pipe(texts, as_tuples=True, batch_size=20)
        for row in baseline.rows(name, doc, doc.text)
    ]
    hits = pd.DataFrame(rows, columns=COLUMNS)
    folder = Path(results)
    folder.mkdir(parents=True, exist_ok=True)
    literal = {word for term in baseline.plan if term["kind"] == "literal" for word in term["words"]}
    kept = hits[hits.rule.isin(literal)][["document", "start", "end", "rule"]]
    kept.to_csv(folder / "literal_hits.csv", index=False, encoding="utf-8-sig")
    tables(hits, folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
