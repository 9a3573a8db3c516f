"""Facts by rules: what is found, and what holds of whatever is found."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.spotting.facts import Fact, find_facts
from app.text.lines import line_spans
from app.text.sentences import sentences
from benchmarks.hostile_text import FULL_OF_FACTS, HOSTILE

KINDS = ("name", "organisation", "number", "date", "place", "quotation", "title", "superlative")


def spans(text: str) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in sentences(text, line_spans(text))]


def found(text: str, kind: str, language: str = "") -> list[str]:
    facts = find_facts(text, spans(text), language)
    return [text[f.start : f.end] for f in facts if f.kind == kind]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It cost £4.2m and 3,500 people paid $10 each.", "£4.2m|3,500|$10"),
        ("Between 5 and 10 per cent of the 70th, or 1½ tonnes, sank.", "5|10 per cent|70th|1½ tonnes"),
        ("A 27-year-old won 5–10% of 1,250 votes.", "27-year-old|5–10%|1,250 votes"),
        ("Two-thirds of one in five; half a dozen.", "Two-thirds|one in five|half a dozen"),
        ("No one flew the F-16 or caught Covid-19, and one of them said so.", ""),
        ("It fell to −3 °C, down 40 km/h in twenty-three minutes.", "−3 °C|40 km/h|twenty-three minutes"),
        ("Le chantier a coûté 10 000 euros, soit 3,5 %.", "10 000 euros|3,5 %"),
        ("Втрати склали 1,2 млн грн, або 15 %.", "1,2 млн грн|15 %"),
        ("وصل ٢٥٠ ألف لاجئ وارتفعت النسبة 12٪.", "٢٥٠ ألف|12٪"),
        ("港口耗资4200万美元，共12页。", "4200|12"),
        ("Write to 5@mail.example or https://example.org/12.", ""),
        ("The Second World War was no second thought.", ""),
    ],
)  # fmt: skip
def test_numbers_come_with_their_signs_units_and_ranges(text: str, numbers: str) -> None:
    assert found(text, "number") == (numbers.split("|") if numbers else [])


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On Tuesday, 4 March 2019 at 10.30am it began.", "Tuesday, 4 March 2019|10.30am"),
        ("It ran from 2014–18, in the 1990s and mid-2003.", "2014–18|1990s|mid-2003"),
        ("Last Tuesday, two years ago, in early July.", "Last Tuesday|two years ago|early July"),
        ("May I march in May? Theresa May may.", "May"),
        ("It was yesterday, in the 19th century or Q3 2022.", "yesterday|19th century|Q3 2022"),
        ("2019 people came in 2019.", "2019"),
        ("Since 2023-07-20 and 20/07/2023 and September 30.", "2023-07-20|20/07/2023|September 30"),
        ("El 20 de julio de 2023 y en mayo.", "20 de julio de 2023|mayo"),
        ("Le 14 juillet 1989, puis depuis mars 2019.", "14 juillet 1989|mars 2019"),
        ("Am 3. Oktober 1990 und im März.", "3. Oktober 1990|März"),
        ("24 лютого 2022 року почалося.", "24 лютого 2022 року"),
        ("في 20 يوليو 2023 وفي كانون الثاني 2024.", "20 يوليو 2023|كانون الثاني 2024"),
        ("会议于2023年7月20日举行。", "2023年7月20日"),
    ],
)  # fmt: skip
def test_dates_and_times_are_found_and_counts_are_not(text: str, dates: str) -> None:
    assert found(text, "date") == dates.split("|")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("However, the Harbour Times met Ada Roe of Marsh & Co.", "Ada Roe"),
        ("Ann von der Lohe and Omar al-Masri spoke to NATO.", "Ann von der Lohe|Omar al-Masri"),
        ("Penwick resigned, but officials stayed. Officials left.", "Penwick"),
        ("The University of Quoyness and O’Brien bought an iPhone.", "O’Brien|iPhone"),
        ("Harbour Dues Rise As Council Meets In Secret", ""),
        ("Der Hafen liegt im Norden und ist für die Stadt nicht sicher.", ""),
        ("Президент Олена Гайдук сказала так.", "Президент Олена Гайдук"),
    ],
)  # fmt: skip
def test_names_are_runs_of_capitals_that_the_sentence_does_not_explain(text: str, names: str) -> None:
    assert found(text, "name") == (names.split("|") if names else [])


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("However, the Harbour Times met Ada Roe of Marsh & Co.", "Harbour Times|Marsh & Co"),
        ("Quoy Inc. and Esk Ltd sued the Ministry of Ports.", "Quoy Inc.|Esk Ltd|Ministry of Ports"),
        ("The Green Party and NATO met at the U.N. in New York.", "Green Party|NATO|U.N."),
        ("The Quoyness Harbour Trust (QHT) paid; QHT said so.", "Quoyness Harbour Trust|QHT|QHT"),
        ("Who was it, and what of the QHT (a trust)?", ""),
        ("Universität Bremen, Ministerio de Hacienda und Esk GmbH.", "Ministerio de Hacienda|Esk GmbH"),
        ("Congress met at Congress House.", "Congress"),
    ],
)  # fmt: skip
def test_organisations_are_told_by_a_word_in_them_a_list_or_the_brackets_after_them(
    text: str, organisations: str
) -> None:
    assert found(text, "organisation") == (organisations.split("|") if organisations else [])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("North Korea’s envoy flew from Quoyness to New York.", "North Korea|Quoyness|New York"),
        ("Near Penwick, in Harbour Street, by the River Esk.", "Penwick|Harbour Street|River Esk"),
        ("The Bank of England and the New York Times.", ""),
        ("They met in Russian schools, in NATO, in Parliament.", ""),
    ],
)  # fmt: skip
def test_places_are_known_or_told_by_what_stands_around(text: str, places: str) -> None:
    assert found(text, "place") == (places.split("|") if places else [])


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Dr. Lee met Defence Secretary Ann Cole.", "Dr.|Defence Secretary"),
        ("A chief executive and former prime minister.", "chief executive|former prime minister"),
        ("The leader spoke; leader Kim Roe did not.", "leader"),
        ("A secretary typed. The Minister for the Environment left.", "Minister for the Environment"),
        ("他读了《长潮》。", "长潮"),
    ],
)  # fmt: skip
def test_titles_are_offices_not_every_word_for_one(text: str, titles: str) -> None:
    assert found(text, "title") == titles.split("|")


@pytest.mark.parametrize(
    ("text", "superlatives"),
    [
        ("The first and only time, it was never the largest.", "first|only|never|largest"),
        ("The second-largest, fastest-growing, a record high.", "second-largest|fastest-growing|record"),
        ("At first the forest guest, not only the interest, made a police record.", ""),
        ("The most prolific author ever; most people disagree.", "most prolific"),
        ("The last survivor died last week.", "last"),
    ],
)  # fmt: skip
def test_superlatives_claim_there_is_nothing_beyond(text: str, superlatives: str) -> None:
    assert found(text, "superlative") == (superlatives.split("|") if superlatives else [])


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("“We sold ‘one’ of them. It sank,” she said.", "We sold ‘one’ of them.|It sank"),
        ("'We lost,' he said. The boys' 6'2\" coach agreed.", "We lost"),
        ("Er sagte: „Wir gehen.“ Il dit « non ». Han sa »ja«.", "Wir gehen.|non|ja"),
        ("他说：「我们去」。", "我们去"),
        ("قال الوزير: «انتهى الأمر» أمس.", "انتهى الأمر"),
        ("“It began\n“It ended,” he said.", "It began|It ended"),
        ("An unclosed “mark quotes nothing. It’s so.", ""),
        ("‘The boys’ home is shut.’ Yes.", "The boys’ home is shut."),
    ],
)  # fmt: skip
def test_a_quotation_is_the_words_between_marks_a_piece_a_sentence(text: str, quotations: str) -> None:
    assert found(text, "quotation") == (quotations.split("|") if quotations else [])


def test_a_number_may_stand_in_a_quotation_but_a_quoted_name_is_ticked_once() -> None:
    text = "She wrote “The Long Tide” and said “12 sank”."
    assert [(f.kind, text[f.start : f.end]) for f in find_facts(text, spans(text))] == [
        ("quotation", "The Long Tide"),
        ("number", "12"),
        ("quotation", "12 sank"),
    ]


def check(text: str, bounds: list[tuple[int, int]]) -> tuple[Fact, ...]:
    facts = find_facts(text, bounds)
    assert list(facts) == sorted(facts)
    assert facts == find_facts(text, bounds)
    for fact in facts:
        assert fact.kind in KINDS
        assert any(start <= fact.start < fact.end <= end for start, end in bounds)
        assert not unicodedata.category(text[fact.start]).startswith("M")
        assert fact.end == len(text) or (fact.end in {end for _, end in bounds}) or not joins(text[fact.end])
    for kind in KINDS:
        for one, other in pairwise(f for f in facts if f.kind == kind):
            assert one.end <= other.start
    return facts


def joins(char: str) -> bool:
    return char == "\u200d" or unicodedata.category(char) in {"Mn", "Mc", "Me"}


PIECES = """
Mr Ada Penwick of the & de al - 2019 20 July May last Tuesday £ 5 % 1,000 km one in five “ ” ‘ ’ ' " «
» „ first only most largest record Minister chief executive Bank England
New York near . , ? ( ) 😀 ٢٥ كانون الثاني
日 「 」 《 》 U.S. a.m. a hundred and twenty iPhone @ https://"""
words = st.sampled_from(
    [*PIECES.split(), "\n", " ", "\u0301", "\u200d", "5\ufe0f\u20e3", "\u0600", "e\u0301"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=40).map(" ".join) | st.lists(words, max_size=40).map("".join) | st.text())
def test_facts_keep_to_sentences_to_whole_characters_and_apart(text: str) -> None:
    check(text, spans(text))


@settings(max_examples=40, deadline=None)
@given(st.lists(words, max_size=30).map(" ".join), st.lists(words, max_size=30).map(" ".join))
def test_a_line_has_the_same_facts_wherever_it_stands(text: str, before: str) -> None:
    line = text.replace("\n", " ").strip() or "x"
    bounds = [(0, len(line))]
    alone = {(f.start, f.end, f.kind) for f in find_facts(line, bounds)}
    shift = len(before) + 1
    facts = find_facts(f"{before}\n{line}\nafter", [(shift, shift + len(line))])
    assert {(f.start - shift, f.end - shift, f.kind) for f in facts} == alone


@pytest.mark.parametrize("unit", [*HOSTILE, *FULL_OF_FACTS, "\u0600"])
def test_hostile_text_keeps_the_rules_too(unit: str) -> None:
    text = unit * (2_000 // len(unit))
    check(text, [(0, len(text))])
