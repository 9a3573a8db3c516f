"""Which language a text is in, by its script and its smallest words; a guess that a person can correct."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
# Read from the beginning; more tells no more.
_READ = 20_000
_SMALL = {
    "en": "the of and to in is that for it was with as on by are this be at from his which have not an or",
    "es": "de la que el en y los se del las un por con una su para es al lo como más pero sus le fue ha",
    "fr": "de la le et les des en un du une que est pour qui dans par plus au sur ne pas il se ce sont aux",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an",
    "it": "di e il la che in un a per è una sono con non del si da le dei nel come più della gli alla",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao foi ele das",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij uit door",
    "sv": "och i att det som en på är av för med den till inte har de om ett var jag men sig från",
    "da": "og i at det er en til af på som med for ikke den de der har et om var men sig fra blev",
    "nb": "og i det er på som en til av for at med ikke den har de et om var men seg fra ble",
    "fi": "ja on ei että se oli hän mutta ovat myös kun niin tai joka mukaan sekä vain jo",
    "pl": "w i na z się do nie że jest to o jak za po ale od przez są dla był jego",
    "cs": "a se v na je že s z do o to i ve jsou ale jako za by byl pro který od",
    "tr": "ve bir bu da de için ile çok daha olarak olan ne gibi kadar sonra ancak en",
}
_BY_WORD: dict[str, list[str]] = {}
for _code, _words in _SMALL.items():
    for _word in _words.split():
        _BY_WORD.setdefault(_word, []).append(_code)
_SCRIPTS = (
    ("ar", re.compile("[\u0620-\u064a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
)


def language_of(text: str) -> str:
    """A code such as ``en``; blank where too little of the text tells."""
    text = text[:_READ]
    letters = sum(map(str.isalpha, text))
    if letters < 4:
        return ""
    for code, letter in _SCRIPTS:
        many = len(letter.findall(text))
        # A Japanese text has kana; what else is Chinese has none.
        if many > (0.1 if code == "ja" else 0.5) * letters:
            return _cyrillic(text) if code == "cyrillic" else _persian(text) if code == "ar" else code
    return _latin(text)


def _cyrillic(text: str) -> str:
    small = text.lower()
    ukrainian, russian = sum(map(small.count, "іїєґ")), sum(map(small.count, "ыэъё"))
    return "uk" if ukrainian > russian else "ru" if russian else ""


def _persian(text: str) -> str:
    return "fa" if sum(map(text.count, "پچژگ")) > 0.01 * len(text) else "ar"


def _latin(text: str) -> str:
    words = [word.lower() for word in _WORD.findall(text)]
    votes: Counter[str] = Counter()
    for word in words:
        codes = _BY_WORD.get(word, ())
        for code in codes:
            votes[code] += 1
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < max(2, 0.08 * len(words)):
        return ""
    if len(ranked) > 1 and ranked[0][1] < 1.1 * ranked[1][1]:
        return ""
    return ranked[0][0]
