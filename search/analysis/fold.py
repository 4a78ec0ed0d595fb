"""Letters made equal: what a reader takes for the same letter becomes the same letter."""

import unicodedata

_IGNORABLE = dict.fromkeys(map(ord, "\u00ad\u200c\u200d\u2060"))
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ′＇`´"), "'")
_LIGATURES = {
    ord(letter): text
    for letter, text in {"ĳ": "ij", "Ĳ": "IJ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}.items()
}
_SAME_WRITING = _IGNORABLE | _APOSTROPHES | _LIGATURES
# Letters that no decomposition reaches.
_PLAIN_LETTERS = {
    ord(letter): text
    for letter, text in {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"
    }.items()
}  # fmt: skip


def normalise(word: str) -> str:
    """The word in lower case and composed Unicode, with one apostrophe, without ligatures and invisible characters."""
    if word.isascii():
        return word.lower().replace("`", "'")
    return unicodedata.normalize("NFC", word.translate(_SAME_WRITING)).lower()


def fold(word: str) -> str:
    """The normalised word without accents and apostrophes: ``ideeën`` → ``ideeen``, ``regio's`` → ``regios``."""
    word = word.replace("'", "")
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word.translate(_PLAIN_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def collation_key(text: str) -> str:
    """The text as it should be sorted in a list: folded, without punctuation in front, spaces made single."""
    words = fold(normalise(text)).split()
    return " ".join(words).lstrip("\"'“”„‘’«»([-–—. ")
