"""A small trained pipeline on disk, as the tests have no other: rules in place of a model."""

from pathlib import Path

import spacy


def make_pipeline(folder: Path, language: str = "en") -> str:
    """A pipeline on disk that knows the word class, number and lemma of some words, and one name."""
    nlp = spacy.blank(language)
    ruler = nlp.add_pipe("attribute_ruler")
    for text, attributes in {
        "street": {"POS": "NOUN", "TAG": "NN", "MORPH": "Number=Sing", "LEMMA": "street"},
        "streets": {"POS": "NOUN", "TAG": "NNS", "MORPH": "Number=Plur", "LEMMA": "Street"},
        "walks": {"POS": "VERB", "TAG": "VBZ", "LEMMA": "stroll"},
        "街道": {"POS": "NOUN", "TAG": "NN"},
    }.items():
        ruler.add([[{"LOWER": text}]], attributes)
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": "GPE", "pattern": [{"LOWER": "willow"}, {"LOWER": "lane"}]}]
    )
    nlp.to_disk(folder)
    return folder.as_posix()
