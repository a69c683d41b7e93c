"""A study as people code it: its codebook, and its texts as they are kept."""

from typing import NamedTuple

from qualcode.codebook.model import Codebook
from qualcode.errors import UsageError
from qualcode.ingest import Input
from qualcode.project.codings.code_names import CodeNames
from qualcode.project.codings.renaming import refuse_reused
from qualcode.project.job.batch import ingest
from qualcode.project.job.defaults import in_study
from qualcode.project.job.options import CodeOptions, Prepared, prepare
from qualcode.project.job.reading import wanted_file
from qualcode.project.study.folder import Study
from qualcode.project.study.journals import renamed_in
from qualcode.project.study.texts import TRANSCRIPTS
from qualcode.text.document import Document


class ByHand(NamedTuple):
    """A study whose texts people code.

    files
        The documents whose texts are kept, in order.
    unkept
        Ids of transcripts that have no kept text yet: codings need one, since they name places in it.
    codebook_file
        Where the codebook lies.
    """

    study: Study
    prepared: Prepared
    files: tuple[Input, ...]
    unkept: tuple[str, ...]
    codebook_file: str

    @property
    def codebook(self) -> Codebook:
        """The codebook of the study."""
        return self.prepared.job.plan.codebook

    @property
    def names(self) -> CodeNames:
        """The codes by what people write, also by ids that they had."""
        return CodeNames(self.codebook, renamed_in(self.study.folder))

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that can be coded, in order."""
        return tuple(file.id for file in self.files)

    def document(self, name: str) -> Document:
        """A document by its id or its file.

        Raises
        ------
        UsageError
            There is none, or its text is not kept yet.
        ReadError
            It cannot be read.
        """
        wanted = wanted_file(self.prepared.inputs.files, name)
        if wanted.id in self.unkept:
            cure = "qualcode ingest keeps the texts of a study"
            raise UsageError(f"the text of {wanted.id} is not kept yet", cure=cure, slug="not-kept")
        return ingest(wanted, self.prepared.job).document


def by_hand(study: Study, options: CodeOptions | None = None) -> ByHand:
    """Open a study to code it; `options` say otherwise where the codebook lies and whose speech counts.

    Raises
    ------
    CodebookError, UsageError, ReadError
        Codebook, settings or attributes cannot be read; the id of a renamed code is in use again.
    """
    asked = options or CodeOptions(inputs=(study.path(TRANSCRIPTS),), codebook="")
    found = in_study(asked)
    if not found.codebook:
        cure = "put codebook.yaml into the study, or name one with -c"
        raise UsageError("this study has no codebook", cure=cure, slug="no-codebook")
    prepared = prepare(found)
    refuse_reused(renamed_in(study.folder), prepared.job.plan.codebook.index())
    kept = tuple(file for file in prepared.inputs.files if file.pair)
    unkept = tuple(file.id for file in prepared.inputs.files if not file.pair)
    return ByHand(study, prepared, kept, unkept, found.codebook)
