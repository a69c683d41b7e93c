import numpy as np

from qualcode.analysis.wordmatrix import words_by_document


def test_stretches_of_one_document_add_up():
    tokens = [np.array([0, 2, 2]), np.array([2]), np.zeros(0, np.int64), np.array([1])]
    found = words_by_document(tokens=tokens, document=np.array([0, 0, 1, 2]), n_documents=4, n_words=3)
    assert found.toarray().tolist() == [[1, 0, 3], [0, 0, 0], [0, 1, 0], [0, 0, 0]]


def test_no_words_at_all():
    found = words_by_document(tokens=[], document=np.zeros(0, np.int64), n_documents=2, n_words=0)
    assert found.shape == (2, 0)
