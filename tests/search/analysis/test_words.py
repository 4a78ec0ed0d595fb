"""Words that must meet, and words that must not."""

import pytest
from simplemma.strategies import DictionaryLookupStrategy

from search.analysis import analyse, collation_key
from search.analysis.fold import normalise
from search.analysis.words import dictionary_lemma

MEET = """
leraar leraren LERAREN
leerkracht leerkrachten
docent docenten
lerarentekort lerarentekorten
onderwijsregio onderwijsregio's onderwijsregio’s onderwijsregios
regio regio's regios regio`s regioʼs
pabo pabo's pabos
programma programma's programmas
inductieprogramma inductieprogramma's inductieprogrammas
foto foto's fotos
buddy buddy's
roc roc's
zij-instroom zijinstroom zij‑instroom Zij-instroom
zij-instromer zijinstromer zij-instromers zijinstromers
invalpool invalpools
onderwijsloket onderwijsloketten
mobiliteitscentrum mobiliteitscentra
schoolbestuur schoolbesturen
schoolleider schoolleiders
opleidingsschool opleidingsscholen
lerarenopleiding lerarenopleidingen
begeleiden begeleiding begeleidt begeleidde begeleid begeleide
begeleider begeleiders
werven werving werft geworven
matchen matching matcht gematcht
opleiden opleiding opleidingen opgeleid opleidt
professionaliseren professionalisering professionaliseert geprofessionaliseerd
coach coaches coachen coaching coacht gecoacht
starter starters
starten start gestart startende
herintreder herintreders
statushouder statushouders
werkgever werkgevers
deelnemer deelnemers
les lessen
stap stappen
stop stoppen gestopt stopt
uitval uitvallen uitgevallen
uur uren
vak vakken
tekortvak tekortvakken
rekentoets rekentoetsen
wervingscampagne wervingscampagnes
gemeente gemeenten gemeentes
samenwerken samenwerking samengewerkt
vervangen vervanging vervangt
instroom instromen
uitstroom uitstromen
bevoegdheid bevoegdheden
eenheid eenheden
overheid overheden
vaardigheid vaardigheden
vaart vaarten
luchtvaart luchtvaarten
luchtballonvaart luchtballonvaarten
scheepvaart scheepvaarten
website websites
assessment assessments
gespecialiseerd gespecialiseerde
financieel financiële financiele
idee ideeën ideeen
coördinatie coordinatie coo\u0308rdinatie
oriëntatietraject orientatietrajecten
ijssel ĳssel IJSSEL ĲSSEL
vrij vrije
goed goede
groot grote
reis reizen
brief brieven
maatregel maatregelen
bijdrage bijdragen bijdrages
p.o. po PO p.o
v.o. vo V.O.
i.o. io
1.200 1200
148.000 148000
12,5 12.5
sa\u00admen samen
één een
niet níet
vóór voor
e-mail email
meten meet gemeten
""".strip().splitlines()

APART = """
vaart ervaren
luchtvaart ervaren
welvaart ervaring
begeleiding beleid
begeleiden beleid
begeleid beleid
so&p so
so&p p
so po
vak vaak
overheid over
eenheid een
eerste een
meten met
peer per
niet niets
nieuws nieuw
regeling regel
rekening rekenen
ouder oud
bestuur beste
leraar leren
werkgever werkgeefster
schoolleider school
stagiair stage
inval uitval
instroom uitstroom
1.200 1.201
12,5 125
2023 2024
vso so
zij-instroom zij
assistent assessment
""".strip().splitlines()


def stem(word: str) -> str:
    (token,) = [token for token in analyse(word) if not token.part]
    return token.stem


@pytest.mark.parametrize("words", MEET)
def test_these_words_meet(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize("words", APART)
def test_these_words_stay_apart(words: str) -> None:
    one, other = words.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["a" * 61, "é" * 500, "onderwijsregio-" * 40 + "x", "x1" * 200])
def test_a_token_has_at_most_sixty_characters(word: str) -> None:
    assert all(len(token.exact) <= 60 and len(token.stem) <= 60 for token in analyse(word))
    assert stem(word)


def test_titles_sort_by_their_letters() -> None:
    titles = ["Zeker weten", "“Aan tafel”", "Één loket", "eenmaal", "’s Ochtends", "Élan", "10 jaar"]
    assert sorted(titles, key=collation_key) == [
        "10 jaar", "“Aan tafel”", "Één loket", "eenmaal", "Élan", "’s Ochtends", "Zeker weten",
    ]  # fmt: skip


@pytest.mark.parametrize("words", [*MEET, *APART])
def test_the_short_way_into_the_dictionary_gives_what_the_long_way_gives(words: str) -> None:
    longer = DictionaryLookupStrategy()
    for word in map(normalise, words.split()):
        for ending in (word[cut:] for cut in range(len(word))):
            assert dictionary_lemma(ending) == longer.get_lemma(ending, "nl")
