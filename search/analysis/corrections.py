"""What the lemmatiser and the stemmer get wrong in this field. Another line changes `FINGERPRINT`."""

# A word as written → its lemma, where the lemmatiser finds another word, or none.
LEMMAS = {
    "assessment": "assessment",
    "eerste": "eerste",
    "gecoacht": "coachen",
    "gematcht": "matchen",
    "gespecialiseerd": "gespecialiseerd",
    "gespecialiseerde": "gespecialiseerd",
    "geworven": "werven",
    "coacht": "coachen",
    "coaching": "coachen",
    "coachte": "coachen",
    "matcht": "matchen",
    "matching": "matchen",
    "matchte": "matchen",
    "niets": "niets",
    "nieuws": "nieuws",
    "ouder": "ouder",
    "vaart": "vaart",
    "werving": "werven",
    "wervingen": "werven",
}

# The last part of a compound → its lemma, where the lemmatiser finds another word. All words on "-vaart" are found
# under "ervaren" without this.
ENDINGS = {"vaart": "vaart"}

# A lemma → its stem, where the stemmer joins words that mean different things here.
STEMS = {
    "beleid": "beleid",
    "middelbaar": "middelbaar",
    "nieuws": "nieuws",
    "rekening": "rekening",
    "regeling": "regeling",
}

# Words that carry grammar and no subject. Another word never gets the same stem as one of these: without this rule
# "overheid" would be found by "over", "eenheid" by "een", "meten" by "met" and "vak" by "vaak".
_FUNCTION_WORDS = (
    "aan af al alle als altijd ander andere anders ben bij binnen bijna daar dan dat de deze die dit doen "
    "door dus echt een eens elk elke en enige er erg even geen geweest had heb hebben heeft heel hem het "
    "hier hij hoe hoeveel hun ieder iedere iemand iets ik in is ja je jij jou jullie kan kon kunnen maar "
    "me meer men met mij mijn moet moeten mogen na naar nee niet niets nog nooit nu of om omdat onder ons "
    "onze ook op over per reeds sinds soms steeds te tegen toch toen tot tussen u uit uw vaak van vanaf "
    "vanuit veel via voor waar waarom wanneer want waren was wat weer wel welke werd werden wie wij wil "
    "worden wordt zal ze zeer zelf zich zij zijn zo zonder zou zullen"
)
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
