"""Whether a code was brought up by the interviewer: it stands in what was asked just before."""

import numpy as np

from qualcode.coding.coded import Coded, CodedDocument, Units
from qualcode.coding.lying import speaking_turns
from qualcode.coding.sweep import distinct
from qualcode.terms import Flags, Ints
from qualcode.text.document import Document

PROMPTED = "prompted"
"""The column of `codings.csv`, where it is asked for."""


def asking_turns(document: Document) -> Flags:
    """Which turns are an interviewer's, one flag a turn."""
    asking = np.array([speaker.is_interviewer for speaker in document.speakers], np.bool_)
    return document.turns_where(asking, False)


def prompted(coded: CodedDocument, questions: Units, asked: Coded) -> list[str]:
    """For each coding "1" if the interviewer's speech just before has its code by rule, else "0".

    Empty where somebody else spoke just before, or nobody. Just before the speech in which the unit
    begins: turns of one speaker in a row are one speech, and so are turns of interviewers; turns
    without words (a remark alone) are passed over.

    Parameters
    ----------
    questions, asked
        The interviewers' turns as units, one each, and the codings in them.
    """
    asking = asking_turns(coded.document)
    speech = _speeches(coded, asking)
    n_codes = int(max(coded.coded.code.max(initial=0), asked.code.max(initial=0))) + 1
    brought_up = distinct(speech[questions.first_turn[asked.unit]] * n_codes + asked.code)
    of_speech = np.zeros(int(speech.max(initial=0)) + 2, np.bool_)
    of_speech[speech[asking & (coded.turn_tokens > 0)]] = True
    before = speech[_first_turns(coded)] - 1
    known = (before >= 0) & of_speech[before] & ~of_speech[before + 1]
    found = np.isin(before * n_codes + coded.coded.code, brought_up)
    answers = zip(known.tolist(), found.tolist(), strict=True)
    return ["" if not is_known else "1" if is_found else "0" for is_known, is_found in answers]


def _first_turns(coded: CodedDocument) -> Ints:
    """The turn of the population in which the unit of each coding begins."""
    row, turn = speaking_turns(coded, coded.coded.unit)
    first: Ints = turn[np.searchsorted(row, np.arange(len(coded.coded)))]
    return first


def _speeches(coded: CodedDocument, asking: Flags) -> Ints:
    """The speech that each turn belongs to, from 0; a turn without words belongs to the one before it."""
    who = np.where(asking, -2, coded.document.turn_speakers.astype(np.int64))
    heard = np.flatnonzero(coded.turn_tokens > 0)
    begins = np.zeros(len(who), np.bool_)
    begins[heard] = np.append(True, who[heard][1:] != who[heard][:-1])[: len(heard)]
    speech: Ints = np.maximum(np.cumsum(begins, dtype=np.int64) - 1, 0)
    return speech
