"""Text to tokens with positions and offsets."""

from search.analysis.analyser import FINGERPRINT, Token, analyse, index_forms, tokens_of
from search.analysis.fold import collation_key
from search.analysis.words import load

__all__ = ["FINGERPRINT", "Token", "analyse", "collation_key", "index_forms", "load", "tokens_of"]
