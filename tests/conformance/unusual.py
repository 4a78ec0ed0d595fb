"""Documents of which each has something that is rare: letters, lengths, gaps between values, nothing at all."""

from typing import Final

from tests.conformance.corpus import document

LONG: Final = {length: "x" * length for length in (59, 60, 61, 200, 201, 255, 256, 300)}
FORTY: Final = " ".join(f"w{n}" for n in range(40))

UNUSUAL: Final = [
    document(1, "Cafe\u0301 e\u0301e\u0301n", body="Een gesprek over re\u0301-integratie.", jaar=["2019"], day=18_000),
    document(2, "Café één", body="Overleg met de ￼ gemeente.", jaar=["2020"], day=18_000),
    document(3, "𐌰𐌱𐌲 geschreven", body="Letters buiten het eerste vlak: 𝔘 en 𐌰𐌱.", jaar=["2020", "2021"]),
    document(4, "👩‍🏫 juf 🎓", body="Tekens zonder letters: 👨‍👩‍👧‍👦 ☃ ¶.", jaar=["2021"]),
    document(5, "تعليم المعلمين", body="מורים בבית ספר.", jaar=["2021"]),
    document(6, "教育 政策", body="образование и हिन्दी शिक्षा.", jaar=["2022"]),
    document(7, f"Lang {LONG[60]}", body=f"kort {'y' * 59}"),
    document(8, f"Langer {LONG[200]}"),
    document(9, f"Nog langer {LONG[255]}", body=LONG[256]),
    document(10, f"Langst {LONG[300]}"),
    document(11, "Straße naar Łódź", body="Curaçao, Tromsø, Þingvellir, œuvre."),
    document(12, "ﬁetsplan en Ĳsland", body="werk\u00addruk zonder\u200cvoeging."),
    document(13, "Vast\u00a0contract", body="tussen\u2003spaties\u3000in\tregels\nen\u2028meer"),
    document(14, "", body="alleen een romp"),
    document(15, "", day=0),
    document(16, "alleen een kop", day=-3_000, jaar=["1961"]),
    document(
        17, "Waarden", lessons=["Begin met rust", "regelmaat helpt"], explanations=["reinheid telt", "altijd mee"]
    ),
    document(18, "Herhaling", body="heel heel erg. Heel goed, heel goed."),
    document(19, "Eerste woord", summary="tweede woord", body="derde woord"),
    document(20, "Tellen", body=FORTY),
    document(21, "Schooljaar 2023-2024", body="Van 10.000 naar 12,5 en van 1.200 naar 1200; de 4-daagse week."),
    document(
        22,
        "Overleg",
        lessons=["Overleg vaak.", "Praat vaak.", "Overleg vaak.", "Overleg vaak met de school."],
        explanations=["", "", "", "De school weet meer."],
        thema=["werven"],
    ),
    document(23, "Coach", lessons=["Geef hem tijd.", "De coach geeft vaste tijd.", "Vaste tijd is goed bij hem."]),
    document(24, "Codes", regio=[f"r{n}" for n in range(60)], thema=["werven", "matchen"], jaar=["2021", "2022"]),
]
"""Everything but what is named has day 19,700."""
