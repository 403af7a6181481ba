"""What was refused, as one sentence: of the first box that is wrong, else of the act itself."""

from __future__ import annotations

from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.ui.text import kalimat, teks


def refusal_words(error: UserError) -> str:
    """The sentence to show under the boxes."""
    if isinstance(error, InvalidInput):
        first = error.problems[0]
        return teks(sentence(first.code, **dict(first.params)))
    return kalimat(error)
