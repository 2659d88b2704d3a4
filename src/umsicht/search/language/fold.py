"""One spelling for all: lower case, no umlauts (ä, ae and a are the same), no accents, ss for ß."""

from __future__ import annotations

import re
import unicodedata

_TRANSCRIBED = re.compile(r"ae+|oe+|(?<![aeiouq])ue+")
_SHARP = str.maketrans({"ß": "ss", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


def fold(text: str) -> str:
    """Fold a word or text; folding twice changes nothing.

    "ue" after a vowel or q stays (neue, Steuer, bequem); the few words that collapse (Israel, Michael) do so on both sides.
    """
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_SHARP)
        text = "".join(sign for sign in text if not unicodedata.combining(sign)).lower()
    return _TRANSCRIBED.sub(lambda match: match[0][0], text)
