"""Write `qualcode/rules/_english.py`: which forms an English word has, as constants.

Needs the package `spacy-lookups-data` (in the extra `dev`), whose table leads each form to one
lemma. Run `python tools/make_forms.py` to write the file, with `--check` to compare only.
"""

import argparse
import gzip
import json
import re
import sys
import textwrap
from collections import defaultdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "qualcode" / "rules" / "_english.py"
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
FRAGMENTS = frozenset("ai ca d ll m nt re s ve wo sha ya wot tis".split())
"""What is left where contractions are parted, and slips of speech: no forms of a word."""
MENDED = dict(
    pair.split("=")
    for pair in (
        "better=good best=good worse=bad worst=bad well=well staves=stave attaches=attach crosses=cross "
        "masses=mass phases=phase taxes=tax paraphrases=paraphrase imagines=imagine syringes=syringe "
        "criteria=criterion halves=half shelves=shelf thieves=thief does=do dying=die number=number "
        "matter=matter crew=crew opera=opera forties=forty"
    ).split()
)
"""Forms that the table leads to a word which hardly anybody means: does to doe, worse to wrong."""
SHARED = dict(
    pair.split("=")
    for pair in (
        "axe=axes analyse=analyses base=bases calf=calves diagnose=diagnoses halve=halves leaf=leaves "
        "life=lives many=more,most paralyse=paralyses psychoanalyse=psychoanalyses re-analyse=re-analyses "
        "shelve=shelves thieve=thieves well=better,best"
    ).split()
)
"""Forms that belong to a second lemma besides that of the table."""
FEW = 8
"""Endings that fewer lemmas share are written out form by form."""

HEAD = '''"""English words and their forms. Written by tools/make_forms.py; do not edit.

Derived from the English lookup table of spacy-lookups-data {version}, Copyright 2019-2020
ExplosionAI GmbH, MIT licence, which rests in part on WordNet 3.0, Copyright 2006 Princeton
University (see NOTICE). Changes: turned round, lower case, without fragments and numerals, some
forms led to another lemma, or to two.
"""

'''


def table() -> dict[str, str]:
    """The lookup table, form to lemma, in lower case; words only."""
    place = files("spacy_lookups_data") / "data" / "en_lemma_lookup.json.gz"
    pairs = json.loads(gzip.decompress(place.read_bytes()))
    lower = {form.lower().rstrip("."): lemma.lower() for form, lemma in pairs.items()} | MENDED
    return {form: lemma for form, lemma in sorted(lower.items()) if is_kept(form, lemma)}


def is_kept(form: str, lemma: str) -> bool:
    """Whether both are words of a text, and two of them."""
    words = WORD.fullmatch(form) and WORD.fullmatch(lemma)
    return bool(words) and form != lemma and len(lemma) > 1 and form not in FRAGMENTS


def ending(form: str, lemma: str) -> str:
    """How `form` comes from `lemma`: how many letters go, then what is added; else the form itself."""
    cut = next((n for n in (0, 1, 2) if form.startswith(lemma[: len(lemma) - n])), None)
    if cut is None or len(lemma) <= cut:
        return form
    return f"{cut}{form[len(lemma) - cut :]}"


def render() -> str:
    """The text of the module."""
    forms: dict[str, list[str]] = defaultdict(list)
    for form, lemma in table().items():
        forms[lemma].append(form)
    groups: dict[str, list[str]] = defaultdict(list)
    for lemma, found in sorted(forms.items()):
        groups[",".join(ending(form, lemma) for form in found)].append(lemma)
    ruled = {key: lemmas for key, lemmas in groups.items() if len(lemmas) >= FEW}
    single = {lemma: forms[lemma] for key, lemmas in groups.items() if key not in ruled for lemma in lemmas}
    return HEAD.format(version=version("spacy-lookups-data")) + _ruled(ruled) + _single(single) + _shared()


def _ruled(groups: dict[str, list[str]]) -> str:
    blocks = [f'    "{key}": (\n{_joined(groups[key])}    ),\n' for key in sorted(groups)]
    about = '"""Lemmas by their endings: how many letters go, and what is added."""\n'
    return "RULED = {\n" + "".join(blocks) + "}\n" + about


def _single(single: dict[str, list[str]]) -> str:
    text = " ".join(f"{lemma}={','.join(found)}" for lemma, found in sorted(single.items()))
    return "\nSINGLE = (\n" + _lines(text) + ')\n"""Lemmas with all their forms written out."""\n'


def _shared() -> str:
    text = " ".join(f"{lemma}={found}" for lemma, found in sorted(SHARED.items()))
    return (
        "\nSHARED = (\n" + _lines(text) + ')\n"""Lemmas with further forms, whose own lemma is another."""\n'
    )


def _joined(lemmas: list[str]) -> str:
    return _lines(" ".join(lemmas))


def _lines(text: str) -> str:
    """`text` as string literals of one line each."""
    rows = textwrap.wrap(text, 98, break_on_hyphens=False, break_long_words=False)
    return "".join(f'        "{row} "\n' for row in rows)


def main() -> int:
    """Write or compare the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    text = render()
    if parser.parse_args().check:
        same = FILE.read_text(encoding="utf-8") == text
        print("up to date" if same else f"{FILE.name} differs: run python tools/make_forms.py")
        return 0 if same else 1
    FILE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
