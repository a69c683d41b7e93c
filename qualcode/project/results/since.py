"""Results beside what is counted now like them: another coder, and what has changed since."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from qualcode.codebook.model import Codebook
from qualcode.project.job.coded_by import named_coder
from qualcode.project.job.options import PASSAGES_IN, CodeOptions
from qualcode.project.job.population import listed
from qualcode.project.results.folder import Record


def for_coder(then: CodeOptions, coder: str) -> CodeOptions:
    """The options of a run for the codings of another coder: the same material, counted in the same way.

    By which unit rules judge says a run of a person nothing of: then it is that of the codebook.
    """
    if has_rules(then.coder) or not has_rules(coder):
        return then
    return replace(then, unit="", count_by="" if then.count_by == PASSAGES_IN else then.count_by)


def has_rules(coder: str) -> bool:
    """Whether codings of the rules are among those of a coder."""
    who, with_rules = named_coder(coder)
    return who.is_rules or with_rules


def changed_since(
    results: str, then: Record, now: CodeOptions, codebook: Codebook, texts: Mapping[str, str]
) -> Iterator[str]:
    """What is not as it was when a folder of results was written: a sentence each.

    `then` is its record, `now` what is counted with `codebook`, `texts` the SHA-256 of each text by its
    document. That somebody has not finished a document, now or then, is no change of it.
    """
    by_rules = has_rules(now.coder) and has_rules(then.options.coder)
    if by_rules and codebook.rules_sha256 != then.rules_sha256:
        yield f"the rules of {codebook.file} are not those of {results}"
    names = set(_other_texts(then, now, texts))
    if names:
        n = f"{len(names):,} document{' is' if len(names) == 1 else 's are'}"
        yield f"{n} not as in {results}: {listed(names)}"


def _other_texts(then: Record, options: CodeOptions, now: Mapping[str, str]) -> Iterator[str]:
    """Documents with another text than then; those of one side alone, where that one takes all documents.

    A document that has another name now and the same text is none of them.
    """
    before = then.texts
    yield from (name for name in now if before.get(name, now[name]) != now[name])
    if _takes_all(then.options):
        yield from (name for name, text in now.items() if name not in before and text not in before.values())
    if _takes_all(options):
        yield from (name for name, text in before.items() if name not in now and text not in now.values())


def _takes_all(options: CodeOptions) -> bool:
    """Whether documents count that nobody has finished."""
    return has_rules(options.coder) and not options.reviewed_only and not options.finished_by
