"""The choices of a report that rules depend on. Their values are the codes of documents, facets and addresses."""

from django.db.models import TextChoices


class Kind(TextChoices):
    PRACTICE = "praktijkvoorbeeld", "Praktijkvoorbeeld"
    LESSON = "geleerde-les", "Geleerde les"
    BOTTLENECK = "knelpunt", "Knelpunt"


class Status(TextChoices):
    PLANNED = "gepland", "Gepland"
    RUNNING = "loopt", "Loopt"
    FINISHED = "afgerond", "Afgerond"
    STOPPED = "gestopt", "Gestopt"


class ResultDirection(TextChoices):
    POSITIVE = "positief", "Positief"
    MIXED = "gemengd", "Gemengd"
    NONE = "geen-verschil", "Geen verschil"
    NEGATIVE = "negatief", "Negatief"
    TOO_EARLY = "te-vroeg", "Te vroeg"
    NOT_APPLICABLE = "niet-van-toepassing", "Niet van toepassing"


class Reversibility(TextChoices):
    REVERSIBLE = "omkeerbaar", "Ja"
    PARTLY = "deels", "Deels"
    IRREVERSIBLE = "onomkeerbaar", "Nee"
    NOT_APPLICABLE = "niet-van-toepassing", "Niet van toepassing"


class Verdict(TextChoices):
    AGAIN = "weer-doen", "Zouden wij weer doen"
    CONDITIONALLY = "onder-voorwaarden", "Alleen onder voorwaarden"
    NEVER = "niet-meer-doen", "Niet meer doen"


class MeasurementMethod(TextChoices):
    COUNT = "teller", "Geteld"
    BEFORE_AFTER = "voor-na", "Voor en na gemeten"
    COMPARISON = "vergelijking", "Vergeleken met een andere groep"
    INDEPENDENT = "onafhankelijk-onderzoek", "Onafhankelijk onderzoek"


class CoreRole(TextChoices):
    CORE = "kern", "Kern"
    FREE = "mag-anders", "Mag anders"


class ConditionWeight(TextChoices):
    HARD = "hard", "Zonder dit werkt het niet"
    SOFT = "zacht", "Dit helpt"


class MaterialKind(TextChoices):
    MANUAL = "handleiding", "Handleiding"
    SPREADSHEET = "rekenblad", "Rekenblad"
    FORM = "formulier", "Formulier"
    COVENANT = "convenant", "Convenant"
    COURSE = "lesmateriaal", "Lesmateriaal"
    SLIDES = "presentatie", "Presentatie"


class Licence(TextChoices):
    CC0 = "cc0", "CC0: vrij te gebruiken"
    CC_BY = "cc-by", "CC BY: met naamsvermelding"
    CC_BY_SA = "cc-by-sa", "CC BY-SA: met naamsvermelding, zelfde licentie"
    OWN = "eigen", "Eigen voorwaarden: vraag de regio"


class Recurrence(TextChoices):
    ONCE = "eenmalig", "Eenmalig"
    YEARLY = "structureel", "Elk jaar"


class Party(TextChoices):
    PARTNER = "partner", "Partner"
    PROFESSION = "beroepsgroep", "Beroepsgroep"


class Position(TextChoices):
    AGREES = "akkoord", "Akkoord"
    OBJECTS = "bezwaar", "Bezwaar"
    NO_ANSWER = "geen-antwoord", "Geen antwoord na tien werkdagen"
