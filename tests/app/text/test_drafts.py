"""Drafts aligned: what became of words, and that they are never attached to others."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.aligning.same_sentences import MOST_CHOICES, Matching
from app.text.drafts import AlignedText, align
from app.text.lines import line_spans
from app.text.sentences import sentences
from db.alignment import Alignment, Carried, Outcome, fits, letters, read_alignment, write_alignment

STAYED = (Outcome.UNCHANGED, Outcome.MOVED)
WORDS = [
    *(
        "ferry",
        "mayor",
        "said",
        "budget",
        "1,400",
        "percent",
        "never",
        "closed",
        "in",
        "June",
        "two",
        "U.S.",
        "-5",
    ),
    *("أعلن", "الوزير", "市長は述べた", "हिन्दी", "कहा", "👩‍💻", "café", "naïve"),
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lambda words: " ".join(words) + ".")
TEXTS = st.lists(SENTENCES, max_size=8).map(" ".join) | st.lists(SENTENCES, max_size=8).map("\n".join)


def draft(text: str) -> AlignedText:
    return AlignedText(text, [(s.start, s.end) for s in sentences(text, line_spans(text))])


def aligned(old: str, new: str) -> Alignment:
    alignment = align(draft(old), draft(new))
    assert fits(alignment, old, new)
    assert read_alignment(write_alignment(alignment)) == alignment
    return alignment


def carried(old: str, new: str, words: str) -> tuple[Outcome, str]:
    """What became of the one place where the words stand in the old draft, and what stands there now."""
    found = carry(old, new, words)
    return found.outcome, new[found.start : found.end]


def carry(old: str, new: str, words: str) -> Carried:
    assert old.count(words) == 1
    return aligned(old, new).carry(old.index(words), old.index(words) + len(words))


STORY = (
    "The harbour board met on Monday. Five hundred people signed the petition against the new terminal.\n"
    "“It was never about money,” said Ruth Adeyemi, who chairs the board."
    " The ferry will stop in June — for good."
)


@settings(max_examples=60, deadline=None)
@given(TEXTS | st.text(max_size=80), st.data())
def test_the_same_text_is_carried_to_itself(text: str, data: st.DataObject) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    alignment = aligned(text, text)
    for start, end in draft(text).sentences:
        if letters(text[start:end]):
            low = data.draw(st.integers(start, end - 1))
            high = data.draw(st.integers(low + 1, end))
            found = alignment.carry(low, high)
            assert found == Carried(Outcome.UNCHANGED, low, high)


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, len(STORY.split(" ")) - 1),
    st.lists(st.sampled_from(["quietly", "again", "72"]), min_size=1),
)
def test_an_insertion_moves_what_follows_by_its_length_and_changes_what_it_is_in(
    at: int, words: list[str]
) -> None:
    parts = STORY.split(" ")
    before = len(" ".join(parts[:at])) + (at > 0)
    added = " ".join(words) + " "
    new = STORY[:before] + added + STORY[before:]
    alignment = aligned(STORY, new)
    place = 0
    for word in STORY.split():
        start = STORY.index(word, place)
        place = end = start + len(word.rstrip("—.,”"))
        if start < end:
            shift = len(added) if start >= before else 0
            assert alignment.carry(start, end) == Carried(Outcome.UNCHANGED, start + shift, end + shift)
    inside = next(((s, e) for s, e in draft(STORY).sentences if s < before < e), None)
    if inside:
        found = alignment.carry(*inside)
        assert found.outcome is Outcome.CHANGED
        assert (found.start, found.end) == (inside[0], inside[1] + len(added))


@settings(max_examples=120, deadline=None)
@given(TEXTS, TEXTS, st.data())
def test_nothing_is_attached_where_its_words_have_no_likeness(
    old: str, new: str, data: st.DataObject
) -> None:
    alignment = aligned(old, new)
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = alignment.carry(start, end)
    assert 0 <= found.start <= found.end <= len(new)
    assert all(0 <= span.start < span.end <= len(new) for span in found.candidates)
    if found.outcome in STAYED:
        assert letters(old[start:end]) == letters(new[found.start : found.end])
    elif found.outcome is Outcome.LOST or found.outcome is Outcome.AMBIGUOUS:
        assert found.start == found.end
    else:
        places = [(found.start, found.end), *((s.start, s.end) for s in found.candidates)]
        # A picture is a word as well.
        there = set("".join(letters(new[a:b]) + new[a:b] for a, b in places))
        assert there & {*letters(old[start:end]), *old[start:end]}


@pytest.mark.parametrize(
    ("new", "words", "outcome", "now"),
    [
        (STORY.replace("Five", "Six"), "Five hundred people", Outcome.CHANGED, "Six hundred people"),
        (STORY.replace("“", '"').replace("”", '"').replace(" — ", "–"), "ferry will stop in June — for",
         Outcome.UNCHANGED, "ferry will stop in June–for"),
        (STORY.replace("“It was never about money,” said", "It was never about money, said"),
         "“It was never about money,” said", Outcome.CHANGED, "It was never about money, said"),
        (STORY.replace(" on Monday", ""), "board met on Monday", Outcome.CHANGED, "board met"),
        (STORY.replace(" signed the", ". They signed the"), "people signed the petition", Outcome.SPLIT,
         "people. They signed the petition"),
        (STORY.replace("Monday. Five", "Monday, and five"), "met on Monday. Five hundred", Outcome.MERGED,
         "met on Monday, and five hundred"),
        (STORY.replace("The harbour board met on Monday. ", "") + " The harbour board met on Monday.",
         "harbour board met", Outcome.MOVED, "harbour board met"),
        (STORY.replace("The harbour board met on Monday. ", ""), "harbour board met", Outcome.LOST, ""),
        (STORY.replace(".", "!").upper(), "Ruth Adeyemi", Outcome.UNCHANGED, "RUTH ADEYEMI"),
    ],
)  # fmt: skip
def test_each_edit_has_its_outcome(new: str, words: str, outcome: Outcome, now: str) -> None:
    assert carried(STORY, new, words) == (outcome, now)


FERRY = "The council met on Monday. {} Trains were late again."
SANK = "The ferry sank in May."


@pytest.mark.parametrize(
    ("old", "new", "words", "outcome", "now"),
    [
        (SANK, "Few believe this: The ferry sank in May.", SANK, Outcome.CHANGED,
         "Few believe this: The ferry sank in May."),
        (SANK, "The ferry sank in May, or so it claims.", SANK, Outcome.CHANGED,
         "The ferry sank in May, or so it claims."),
        (SANK, "The ferry sank in May, or so it claims.", "The ferry sank in May", Outcome.CHANGED,
         "The ferry sank in May, or so it claims"),
        (SANK, "“The ferry sank in May,” he said.", SANK, Outcome.CHANGED,
         "“The ferry sank in May,” he said."),
        (SANK, "UPDATE: The ferry sank in June.", SANK, Outcome.CHANGED, "UPDATE: The ferry sank in June."),
        (SANK, "The ferry sank in June.", "The ferry sank in May", Outcome.CHANGED, "The ferry sank in June"),
        (SANK, "Few believe this: The ferry sank in May.", "The ferry", Outcome.UNCHANGED, "The ferry"),
        (SANK, "The ferry sank in May, or so it claims.", "in May", Outcome.UNCHANGED, "in May"),
        (SANK, "Few believe this. The ferry sank in May. Nobody saw it.", SANK, Outcome.UNCHANGED, SANK),
        (SANK + " It was old.", "Some say the ferry sank in May because it was old.", SANK, Outcome.MERGED,
         "the ferry sank in May"),
        (SANK + " It was old.", "Some say the ferry sank in May because it was old.", SANK + " It was old.",
         Outcome.MERGED, "Some say the ferry sank in May because it was old."),
        ("The tagline? " + SANK, "Voters even: The ferry sank in May.", SANK, Outcome.CHANGED, SANK),
        ("Nobody knew. " + SANK, "Nobody knew. On Monday, the ferry sank in May.", SANK, Outcome.CHANGED,
         "On Monday, the ferry sank in May."),
        # What stood beside it does so no more.
        ("Nobody knew. " + SANK, "On Monday, the ferry sank in May. Nobody knew.", SANK, Outcome.CHANGED,
         "the ferry sank in May."),
        ("Nobody knew. " + SANK, "Nobody knew. It snowed. On Monday, the ferry sank in May.", SANK,
         Outcome.CHANGED, "the ferry sank in May."),
        (SANK + " It was old and full of rust.", "The ferry sank in May, or so it claims.", SANK,
         Outcome.CHANGED, "The ferry sank in May"),
    ],
)  # fmt: skip
def test_words_added_to_a_sentence_are_of_what_was_all_of_it_and_of_nothing_else(
    old: str, new: str, words: str, outcome: Outcome, now: str
) -> None:
    assert carried(FERRY.format(old), FERRY.format(new), words) == (outcome, now)


def test_a_word_stayed_rather_than_the_marks_on_its_other_side() -> None:
    old = "He voted on guns, and sellers ‘‘ There were many injuries that day."
    new = "He voted on ‘‘ Paris sellers By You Me were many injuries that day."
    assert carried(old, new, "sellers") == (Outcome.UNCHANGED, "sellers")


def test_of_two_like_sentences_the_one_that_went_is_not_attached_to_the_one_that_stayed() -> None:
    old = "Ward nine voted for the bridge by forty votes. Nobody spoke. Ward two voted for the bridge by six."
    assert carried(old, old.partition(". ")[2], "Ward nine voted for the bridge")[0] is Outcome.LOST


def test_where_one_of_two_equal_neighbours_went_a_person_chooses() -> None:
    new = "It began at noon there. They waited. It ended at night here."
    old = new.replace("They waited.", "They waited. They waited.")
    for at in (old.index("They"), old.rindex("They")):
        found = aligned(old, new).carry(at, at + len("They waited."))
        assert found.outcome is Outcome.AMBIGUOUS
        assert [new[c.start : c.end] for c in found.candidates] == ["They waited."]


def test_a_paragraph_said_twice_leaves_the_choice_of_both() -> None:
    lines = STORY.split("\n")
    new = "\n".join([lines[0], lines[0], lines[1]])
    found = carry(STORY, new, "Five hundred people")
    assert found.outcome is Outcome.AMBIGUOUS
    assert [new[c.start : c.end] for c in found.candidates] == ["Five hundred people"] * 2


def test_a_word_alone_is_found_inside_the_sentence_that_came_where_it_stood() -> None:
    old = "The debate began at nine. Correction. Nobody in the hall spoke about the harbour budget."
    new = old.replace("Correction.", "Last weekend gave them Correction and little else.")
    now = "Last weekend gave them Correction and little else"
    assert carried(old, new, "Correction") == (Outcome.CHANGED, now)


def test_what_stands_beside_a_changed_copy_of_it_is_asked() -> None:
    was = "The chairman of the party said it would appeal against the ruling on early voting."
    copy = was.replace("party", "club").replace("early", "late")
    rewritten = "A chairman, asked twice, thought it would appeal against nothing on early voting."
    old = f"Two lawsuits went on. {was} Nobody else came."
    found = carry(old, old.replace(was, f"{copy} {rewritten}"), was)
    assert found.outcome is Outcome.AMBIGUOUS
    assert len(found.candidates) == 2


CLOSED = "The mayor closed the old ferry terminal in June."
OTHER_DAY = CLOSED.replace("June", "July")
SIGNED = "Five hundred people signed the petition."
MET, RAINED = "The harbour board met on Monday.", "It rained all day."


@pytest.mark.parametrize(
    ("old", "new", "choices"),
    [
        # Joined to the sentence before, and copied to the end: which of both it is cannot be told.
        (f"{MET} {CLOSED} {SIGNED}", f"{MET[:-1]}, while {CLOSED} {SIGNED} Nobody came. {CLOSED} {RAINED}",
         [CLOSED[:-1], CLOSED]),
        # Of two that said the same one changed and one did not, and neither has the neighbours it had.
        (f"{MET} {CLOSED} {SIGNED} Nobody came. {CLOSED} {RAINED}",
         f"{MET} {OTHER_DAY} {CLOSED} {SIGNED} Nobody came. {RAINED}", [OTHER_DAY, CLOSED]),
        # A paragraph said twice in a row, before one that is new.
        (f"{MET}\n{CLOSED} {SIGNED}\n{RAINED}",
         f"{MET}\n{CLOSED} {SIGNED}\n{CLOSED} {SIGNED}\nA late vote turned it round.", [CLOSED, CLOSED]),
    ],
)  # fmt: skip
def test_what_is_said_twice_is_asked_where_its_neighbours_do_not_tell(
    old: str, new: str, choices: list[str]
) -> None:
    start = old.index(CLOSED)
    found = aligned(old, new).carry(start, start + len(CLOSED))
    assert found.outcome is Outcome.AMBIGUOUS
    assert [new[c.start : c.end] for c in found.candidates] == choices


def test_a_short_sentence_that_went_into_the_midst_of_another_is_no_part_of_it() -> None:
    said = "“I looked through all the racks,” said Ann Mason, who came early, “and there was none at all.”"
    old = f"{MET} FULL TEXT. {said} {RAINED}"
    new = f"{MET} {said.replace('early, ', 'early, FULL TEXT, ')} {RAINED}"
    found = carry(old, new, said)
    assert found.outcome is Outcome.SPLIT
    assert not any("FULL" in new[c.start : c.end] for c in (found, *found.candidates))
    assert carry(old, new, "FULL TEXT").outcome is Outcome.AMBIGUOUS


@pytest.mark.parametrize(
    ("old", "new", "words", "choices"),
    [
        (f"{MET} Gainesville, Fla. {SIGNED} {CLOSED}",
         f"{MET} {SIGNED} Enough was said in Gainesville, Fla., and elsewhere by all of them. {CLOSED}",
         "Gainesville, Fla", ["Gainesville, Fla"]),
        (f"{MET} {CLOSED} He said: {SIGNED}",
         f"{MET} {CLOSED[:-1]}, while for his part he said he would be glad. He said: {RAINED}",
         "He said", ["he said", "He said"]),
    ],
)  # fmt: skip
def test_a_few_words_found_elsewhere_are_asked_and_neither_taken_nor_lost(
    old: str, new: str, words: str, choices: list[str]
) -> None:
    found = carry(old, new, words)
    assert found.outcome is Outcome.AMBIGUOUS
    assert [new[c.start : c.end] for c in found.candidates] == choices


@pytest.mark.parametrize(
    ("old", "new", "words", "now"),
    [
        ("市長は五百人が来たと述べた。橋は閉鎖された。", "市長は六百人が来たと述べた。橋は閉鎖された。",
         "五百人が来た", "六百人が来た"),
        ("قال الوزير إن خمسمئة شخص حضروا الاجتماع.", "قال الوزير إن ستمئة شخص حضروا الاجتماع.",
         "خمسمئة شخص حضروا", "ستمئة شخص حضروا"),
        ("मंत्री ने कहा कि 500 लोग आए थे।", "मंत्री ने कहा कि 600 लोग आए थे।", "500 लोग आए", "600 लोग आए"),
        ("The team 👩‍💻 shipped 3 fixes today.", "The team 👩‍💻 shipped 4 fixes today.",
         "👩‍💻 shipped 3 fixes", "👩‍💻 shipped 4 fixes"),
    ],
)  # fmt: skip
def test_every_script_is_aligned_by_its_words(old: str, new: str, words: str, now: str) -> None:
    assert carried(old, new, words) == (Outcome.CHANGED, now)


def test_letters_composed_otherwise_are_the_same_words() -> None:
    assert carried("Café Zoë closed for good.", "Cafe\u0301 Zoe\u0308 closed for good.", "Café Zoë") == (
        Outcome.UNCHANGED,
        "Cafe\u0301 Zoe\u0308",
    )


def test_empty_drafts_are_aligned_too() -> None:
    assert aligned("", "").pieces == ()
    assert aligned("", STORY).fresh is not None
    assert aligned(STORY, "").carry(0, 11) == Carried(Outcome.LOST, 0, 0)


def test_a_number_that_changed_beside_a_part_that_was_split_off_is_taken_in() -> None:
    old = (
        "The numbers tell another story. The company earned 41.2 million kroner and paid 8 million in "
        "dividends. Nobody knows what will happen next.\n"
    )
    new = old.replace(" and paid 8 million in dividends.", ". It paid 6 million in dividends last year.")
    for words, now in (
        ("paid 8 million in dividends", "paid 6 million in dividends"),
        ("8 million", "6 million"),
        ("and paid 8", "It paid 6"),
    ):
        assert carried(old, new, words) == (Outcome.CHANGED, now)


def test_a_sentence_said_twice_and_joined_once_to_the_next_leaves_that_in_doubt_too() -> None:
    said = (
        "Begala, a former adviser, said that his greatest strength now is as the authenticator of his wife."
    )
    joined = "Most people feel he was good, Begala said."
    before, behind = "The campaign opened its office in Ohio on Monday.", "Nobody from the other party came."
    old = " ".join([before, said, said, joined, behind])
    new = " ".join([before, said, f"{said[:-1]}, while {joined}", behind])
    alignment = aligned(old, new)
    found = alignment.carry(old.index(joined), old.index(joined) + len(joined))
    assert found.outcome is Outcome.AMBIGUOUS
    assert [new[span.start : span.end] for span in found.candidates] == [joined]
    assert alignment.carry(0, len(before)).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("new", "outcome"),
    [("its part", Outcome.UNCHANGED), ("it's part", Outcome.CHANGED), ("it’s part", Outcome.CHANGED)],
)
def test_an_apostrophe_makes_another_word(new: str, outcome: Outcome) -> None:
    old = "Bergen played its part, too. Then it rained."
    assert carried(old, old.replace("its part", new), "its part") == (outcome, new)


def test_an_apostrophe_set_otherwise_is_the_same_word() -> None:
    assert carried("Bergen's part was small.", "Bergen’s part was small.", "Bergen's part")[0] in STAYED


def test_what_changed_where_it_stood_is_asked_if_a_near_copy_came_elsewhere() -> None:
    said = "The council agreed on Tuesday to spend four million crowns on the new bridge over the harbour."
    changed = said.replace("Tuesday", "Friday")
    copy = said.replace("four", "nine").replace("new", "old")
    old = f"Ports are old. {said} Nobody asked the neighbours.\n{MET} Trains were late again."
    alone = f"Ports are old. {changed} Nobody asked the neighbours.\n{MET} Trains were late again."
    assert carried(old, alone, said) == (Outcome.CHANGED, changed[:-1] + ".")
    found = carry(old, alone.replace("Trains", f"{copy} Trains"), said)
    assert found.outcome is Outcome.AMBIGUOUS
    assert len(found.candidates) == 2


def test_of_equal_sentences_that_came_side_by_side_nobody_can_tell_which_is_which() -> None:
    old = f"Ports are old. Stop it now. {MET}\nStop it now. Trains were late again."
    new = f"Ports are old. Stop it now. Stop it now. {MET}\nTrains were late again."
    alignment = aligned(old, new)
    for at in (old.index("Stop"), old.rindex("Stop")):
        found = alignment.carry(at, at + len("Stop it now"))
        assert [new[c.start : c.end] for c in found.candidates] == ["Stop it now"] * 2


def test_of_two_that_said_the_same_one_changed_and_one_that_came_elsewhere_is_asked() -> None:
    said = "Excess capacity has a damaging effect on global markets, the minister said on Monday."
    old = f"Ports are old. {said} {RAINED}\n{MET} {said} He added that trains are late. {SIGNED}"
    new = (
        f"{said} He added that trains are late.\nPorts are old. {said.replace('global', 'proper')} {RAINED}\n"
        f"{MET} {said} He added that trains are late. {SIGNED}"
    )
    start = old.index(said)
    found = aligned(old, new).carry(start, start + len(said))
    assert found.outcome is Outcome.AMBIGUOUS


ONE = "The council said nothing about the bridge on Monday."


def test_of_what_is_said_hundreds_of_times_few_choices_are_made_for_each() -> None:
    count, said = 200, 0

    def counted(frame: FrameType, event: str, _: object) -> None:
        nonlocal said
        said += event == "call" and frame.f_code is Matching.doubt.__code__

    old, new = draft(" ".join([ONE] * count)), draft(" ".join([ONE] * (count + 1)))
    sys.setprofile(counted)
    try:
        align(old, new)
    finally:
        sys.setprofile(None)
    assert count <= said <= 2 * MOST_CHOICES * count


@pytest.mark.parametrize("added", ["", f"{ONE.replace('Monday', 'Friday')} "])
def test_hundreds_of_sentences_no_word_tells_apart_are_asked_and_not_lost(added: str) -> None:
    old, changed = " ".join([ONE] * 80), " ".join([ONE.replace("Monday", "Friday")] * 80)
    new = added + changed
    alignment = aligned(old, new)
    for n in range(0, 80, 16):
        start = n * (len(ONE) + 1)
        found = alignment.carry(start, start + len(ONE))
        assert found.outcome is Outcome.AMBIGUOUS
        assert 0 < len(found.candidates) <= 12


STYLE = "The page ends here.\n.wide {\nwidth:100px;\n}\n.wide img {\nfloat:left;\n}\nThat is all."


def test_a_brace_is_no_mark_that_may_go_unseen() -> None:
    new = STYLE.replace("100px;\n}\n", "100px;\n")
    assert carried(STYLE, new, "}\n.wide img {")[0] is not Outcome.UNCHANGED
    assert carried(STYLE, new, ".wide img {") == (Outcome.UNCHANGED, ".wide img {")


def test_a_sentence_put_into_the_next_paragraph_has_moved_though_nothing_was_passed() -> None:
    old = (
        "The harbour was closed for nine days. Nobody knows why it took so long. "
        "Fog was to blame for 90 delays.\n"
        "The council meets on Tuesday evening. It will hear the captain first."
    )
    fog = " Fog was to blame for 90 delays."
    new = old.replace(fog, "").replace("Tuesday evening.", f"Tuesday evening.{fog}")
    assert carried(old, new, "90 delays") == (Outcome.MOVED, "90 delays")
    assert carried(old, new, "took so long") == (Outcome.UNCHANGED, "took so long")
    # A paragraph cut in two, or joined with the next, leaves its sentences where they were.
    cut, joined = old.replace(" Nobody", "\nNobody"), old.replace("\n", " ")
    for words in ("nine days", "took so long", "90 delays", "Tuesday"):
        assert carried(old, cut, words)[0] is carried(old, joined, words)[0] is Outcome.UNCHANGED


def test_a_word_in_doubt_of_a_sentence_itself_does_not_part_it() -> None:
    was = "Both North Korea and Russia have vehemently denied engaging in any arms deals."
    now = "North Korea and Russia have both denied any arms deals."
    assert carried(f"{MET} {was} {RAINED}", f"{MET} {now} {RAINED}", was) == (Outcome.CHANGED, now)
