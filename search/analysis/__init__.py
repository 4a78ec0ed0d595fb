"""Text to tokens with positions and offsets."""

from search.analysis.analyser import FINGERPRINT, Piece, Token, analyse, index_forms, pieces_of, tokens_of
from search.analysis.fold import collation_key
from search.analysis.words import load

__all__ = [
    "FINGERPRINT",
    "Piece",
    "Token",
    "analyse",
    "collation_key",
    "index_forms",
    "load",
    "pieces_of",
    "tokens_of",
]
