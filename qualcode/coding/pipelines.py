"""spaCy's documents over tokens: with our own lemmas, or annotated by a trained pipeline of the user's."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from qualcode.errors import UsageError
from qualcode.rules.forms import lemma
from qualcode.text.key import fold
from qualcode.text.tokens import Token, Tokenizer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

KEPT = 20_000
"""So many distinct tokens are kept from document to document; what others take is freed behind each."""
LANGUAGES = ("en", "zh")


class Pipelines:
    """What turns the tokens of a text into documents that spaCy's Matcher can look at.

    All documents share the tokenizer's vocabulary, and none of their tokens depends on the trained
    pipeline `name`, which may be empty.

    Raises
    ------
    UsageError
        There is no such pipeline, or it is for another language.
    """

    def __init__(self, words: Sequence[str] = (), name: str = "") -> None:
        self.tokenizer = Tokenizer(words)
        self.name = name
        self.trained = load(name) if name else None

    @property
    def language(self) -> str:
        """The language of the trained pipeline; empty without one."""
        return (self.trained.lang or "") if self.trained else ""

    @property
    def vocab(self) -> "Vocab":
        """The vocabulary of the documents."""
        return self.tokenizer.english.vocab

    @contextmanager
    def memory(self) -> Iterator[None]:
        """While it lasts documents may be made; behind it none may be used."""
        with ExitStack() as stack:
            for pipeline in filter(None, (self.tokenizer.english, self.trained)):
                if len(pipeline.vocab.strings) > KEPT:
                    stack.enter_context(pipeline.memory_zone())
            yield

    def plain(self, text: str, tokens: Sequence[Token]) -> "Doc":
        """The tokens of a text with the lemmas of the package's own table."""
        from spacy.tokens import Doc

        words = [text[token.start : token.end] for token in tokens]
        doc = Doc(self.vocab, words=words, lemmas=[lemma(fold(word)) for word in words])
        _set_norms(doc, [fold(token.norm) for token in tokens])
        return doc

    def annotated(self, text: str, tokens: Sequence[Token]) -> "Doc":
        """The tokens of a text as the trained pipeline sees them; where it gives no lemma, with our own."""
        from spacy.tokens import Doc

        assert self.trained is not None
        words = [text[token.start : token.end] for token in tokens]
        spaces = [text.startswith(" ", token.end) for token in tokens]
        parsed = Doc(self.trained.vocab, words=words, spaces=spaces)
        _set_norms(parsed, [token.norm for token in tokens])
        parsed = self.trained(parsed)
        doc = Doc(
            self.vocab,
            words=words,
            lemmas=[fold(one.lemma_) or lemma(fold(one.text)) for one in parsed],
            tags=[one.tag_ for one in parsed],
            pos=[one.pos_ for one in parsed],
            morphs=[str(one.morph) for one in parsed],
            deps=[one.dep_ for one in parsed],
            ents=[f"{one.ent_iob_}-{one.ent_type_}" if one.ent_type_ else "O" for one in parsed],
        )
        _set_norms(doc, [fold(token.norm) for token in tokens])
        return doc


def _set_norms(doc: "Doc", norms: Sequence[str]) -> None:
    """Give tokens the NORM that the tokenizer has for them, such as not for n't."""
    for token, norm in zip(doc, norms, strict=True):
        if norm:
            token.norm_ = norm


def load(name: str) -> "Language":
    """A trained pipeline, by its package or its folder; raises UsageError where there is none."""
    import spacy
    from spacy.about import __version__
    from spacy.util import is_package

    folder = "/" in name
    if not (folder or is_package(name)):
        cure = f"{install(name)}; if it is a folder, write ./{name}"
        raise UsageError(f"there is no spaCy pipeline {name}", cure=cure, slug="no-model")
    try:
        trained = spacy.load(name)
    except OSError:
        cure = "name a folder that spaCy wrote; a relative name is seen from the folder of qualcode.toml"
        cure = cure if folder else "install it anew"
        message = f"there is no spaCy pipeline in {name}"
        raise UsageError(message, cure=cure, slug="no-model") from None
    except Exception as fault:  # whatever the package or folder holds, it is not what was asked for
        said = str(fault).strip().partition("\n")[0]
        cure = f"install the version of it that goes with spaCy {__version__}"
        message = f"the spaCy pipeline {name} cannot be loaded: {said}"
        raise UsageError(message, cure=cure, slug="no-model") from None
    if trained.lang not in LANGUAGES:
        cure = "name one for English (en) or Chinese (zh)"
        message = f"the spaCy pipeline {name} is for the language {trained.lang}"
        raise UsageError(message, cure=cure, slug="no-model")
    return trained


def install(name: str) -> str:
    """How people install a trained pipeline."""
    return (
        f"install it with the Python that runs qualcode: python -m spacy download {name} "
        "(with pipx or uv: see Patterns in docs/rules.md)"
    )


NO_MODEL = (
    'write spacy_model = "en_core_web_sm" into qualcode.toml and name that file with --settings; '
    + install("en_core_web_sm")
)
"""What to do where a pattern needs a trained pipeline and none is named."""

_ASSIGNED = {
    "POS": "token.pos",
    "TAG": "token.tag",
    "MORPH": "token.morph",
    "DEP": "token.dep",
    "ENT_TYPE": "token.ent_type",
}
_RULED = {"attribute_ruler": {"token.pos", "token.tag", "token.morph"}, "span_ruler": {"token.ent_type"}}
"""What components may give that do not declare it."""


def missing(trained: "Language", attributes: Sequence[str]) -> list[str]:
    """Those of some attributes that no component of a pipeline gives; one of unknown kind may give all."""
    given: set[str] = set()
    for name in trained.pipe_names:
        meta = trained.get_pipe_meta(name)
        if not meta.assigns and meta.factory not in _RULED:
            return []
        given |= {*meta.assigns, *_RULED.get(meta.factory, ())}
    return [name for name in attributes if _ASSIGNED[name] not in given]
