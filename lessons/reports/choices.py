"""The choices of a report that rules depend on. Their values are the codes of documents, facets and addresses."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What a report is: the three types that the RE asks for."""

    PRACTICE = "praktijkvoorbeeld", "Praktijkvoorbeeld"
    LESSON = "geleerde-les", "Geleerde les"
    BOTTLENECK = "knelpunt", "Knelpunt"


class Status(TextChoices):
    """How far the approach is."""

    PLANNED = "gepland", "Gepland"
    RUNNING = "loopt", "Loopt"
    FINISHED = "afgerond", "Afgerond"
    STOPPED = "gestopt", "Gestopt"


class ResultDirection(TextChoices):
    """What came out of it; stands beside the evidence step and never mixes with it."""

    POSITIVE = "positief", "Positief"
    MIXED = "gemengd", "Gemengd"
    NONE = "geen-verschil", "Geen verschil"
    NEGATIVE = "negatief", "Negatief"
    TOO_EARLY = "te-vroeg", "Te vroeg"
    NOT_APPLICABLE = "niet-van-toepassing", "Niet van toepassing"


class Reversibility(TextChoices):
    """Whether the region can go back."""

    REVERSIBLE = "omkeerbaar", "Ja"
    PARTLY = "deels", "Deels"
    IRREVERSIBLE = "onomkeerbaar", "Nee"
    NOT_APPLICABLE = "niet-van-toepassing", "Niet van toepassing"


class Verdict(TextChoices):
    """What the region says of a lesson."""

    AGAIN = "weer-doen", "Zouden wij weer doen"
    CONDITIONALLY = "onder-voorwaarden", "Alleen onder voorwaarden"
    NEVER = "niet-meer-doen", "Niet meer doen"


class MeasurementMethod(TextChoices):
    """How the outcome was measured."""

    COUNT = "teller", "Geteld"
    BEFORE_AFTER = "voor-na", "Voor en na gemeten"
    COMPARISON = "vergelijking", "Vergeleken met een andere groep"
    INDEPENDENT = "onafhankelijk-onderzoek", "Onafhankelijk onderzoek"


class CoreRole(TextChoices):
    """Whether another region may leave a part out."""

    CORE = "kern", "Kern"
    FREE = "mag-anders", "Mag anders"


class ConditionWeight(TextChoices):
    """How much a condition weighs where another region takes this over."""

    HARD = "hard", "Zonder dit werkt het niet"
    SOFT = "zacht", "Dit helpt"


class MaterialKind(TextChoices):
    """What can be taken over."""

    MANUAL = "handleiding", "Handleiding"
    SPREADSHEET = "rekenblad", "Rekenblad"
    FORM = "formulier", "Formulier"
    COVENANT = "convenant", "Convenant"
    COURSE = "lesmateriaal", "Lesmateriaal"
    SLIDES = "presentatie", "Presentatie"


class Licence(TextChoices):
    """What others may do with a material."""

    CC0 = "cc0", "CC0: vrij te gebruiken"
    CC_BY = "cc-by", "CC BY: met naamsvermelding"
    CC_BY_SA = "cc-by-sa", "CC BY-SA: met naamsvermelding, zelfde licentie"
    OWN = "eigen", "Eigen voorwaarden: vraag de regio"


class Recurrence(TextChoices):
    """Whether costs come once or every year."""

    ONCE = "eenmalig", "Eenmalig"
    YEARLY = "structureel", "Elk jaar"


class Party(TextChoices):
    """Who speaks."""

    PARTNER = "partner", "Partner"
    PROFESSION = "beroepsgroep", "Beroepsgroep"


class Position(TextChoices):
    """What they say of the report."""

    AGREES = "akkoord", "Akkoord"
    OBJECTS = "bezwaar", "Bezwaar"
    NO_ANSWER = "geen-antwoord", "Geen antwoord na tien werkdagen"
