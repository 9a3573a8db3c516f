"""Words that may be taken for others: each was found by the benchmark of drafts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.text.drafts import AlignedText, align
from app.text.lines import line_spans
from app.text.sentences import sentences
from benchmarks.draft_edits import Article, Draft, Word, draft_of
from benchmarks.draft_truth import exchanged, settled
from db.alignment import Carried, Outcome, fits

BEFORE, BEHIND = "Ports were old and dear.", "Nobody asked the neighbours about any of it."


def draft(text: str) -> AlignedText:
    return AlignedText(text, [(s.start, s.end) for s in sentences(text, line_spans(text))])


def carried(old: str, new: str, words: str) -> tuple[Outcome, str]:
    found = carry(old, new, words)
    return found.outcome, new[found.start : found.end]


def carry(old: str, new: str, words: str, *, at: int | None = None) -> Carried:
    alignment = align(draft(old), draft(new))
    assert fits(alignment, old, new)
    start = old.index(words) if at is None else at
    return alignment.carry(start, start + len(words))


def test_of_a_word_that_came_before_the_same_word_the_one_spelled_as_it_was_is_it() -> None:
    old = f"{BEFORE} He said he does not support changing the rules of the party. {BEHIND}"
    new = old.replace("changing the rules", "changing The Lancet Commission and the rules")
    assert carried(old, new, "the rules of the party") == (Outcome.UNCHANGED, "the rules of the party")
    assert carried(old, new, "support changing the") == (
        Outcome.CHANGED,
        "support changing The Lancet Commission and the",
    )
    assert carried(new, old, "support changing The Lancet Commission and the") == (
        Outcome.CHANGED,
        "support changing the",
    )


def test_of_three_places_of_a_word_among_words_that_changed_the_one_spelled_as_it_was_is_it() -> None:
    old = f"{BEFORE} The State has put its thumb on the scale to favor some beliefs over others. {BEHIND}"
    new = old.replace("thumb on the scale to favor", "thumb The the One The to favor")
    outcome, now = carried(old, new, "the scale to favor some beliefs")
    assert outcome is Outcome.CHANGED
    assert now == "the One The to favor some beliefs"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("The cup was won by the Reds in 2018.", "The cup was won by the Reds in 2020."),
        ("The firm paid (in all) $5m.", "The firm paid (in all) $6m."),
        ("The engine was sold to the museum.", "The engine was sold to the harbour."),
        ("(Five boats were sold to the museum.)", "(Four boats were sold to the museum.)"),
        ("ارتفعت الصادرات ٣٪ والواردات ٥٪.", "ارتفعت الصادرات ٥٪ والواردات ٣٪."),
    ],
)
def test_the_marks_at_the_ends_of_a_sentence_stay_with_other_words_there(was: str, now: str) -> None:
    old = f"{BEFORE} {was} {BEHIND}"
    assert carried(old, old.replace(was, now), was) == (Outcome.CHANGED, now)


@pytest.mark.parametrize("sign", ["%", "％", "٪", "‰"])
def test_a_figure_without_its_per_cent_has_changed(sign: str) -> None:
    old = f"{BEFORE} Exports rose by 30{sign} in May. {BEHIND}"
    words = f"Exports rose by 30{sign} in May."
    assert carried(old, old.replace(sign, ""), words) == (Outcome.CHANGED, "Exports rose by 30 in May.")


def test_a_word_a_little_like_another_among_many_that_changed_is_not_that() -> None:
    old = f"{BEFORE} The state will close eight old coal-fired plants and shut them down in May. {BEHIND}"
    new = old.replace("plants and shut them down in May", "Past The shut Its down when Monday")
    assert carried(old, new, "plants")[0] is Outcome.LOST
    alone = old.replace("plants", "plant")
    assert carried(old, alone, "plants") == (Outcome.CHANGED, "plant")


def test_a_name_far_behind_what_stayed_is_another_mention_of_it() -> None:
    claim = "keep the campaign going and help him to defeat the presumptive nominee Donald Trump"
    old = f"{BEFORE} A victory would {claim}. That would create a summer of agony for Clinton. {BEHIND}"
    new = old.replace(
        "nominee Donald Trump. That would create a summer of agony for Clinton.",
        "nominee, “The He’s, And That It might In of It for Republican Christie’s In to a convention, The "
        "The to Sell At both Trump In Sanders, said “First Bannon, others of it.",
    )
    found = carry(old, new, claim)
    assert "Bannon" not in new[found.start : found.end]
    assert not new[found.start : found.end].endswith("Trump")


def test_a_word_replaced_at_the_end_of_a_sentence_is_not_the_sentence_joined_to_it() -> None:
    old = (
        f"{BEFORE} The former president agreed with the analysis. In an interview that year he was asked "
        f"what became of the vote. “Iowa happened. {BEHIND}"
    )
    new = f"{BEFORE} The former president agreed with the critics, while “Iowa happened. {BEHIND}"
    outcome, now = carried(old, new, "The former president agreed with the analysis")
    assert outcome is not Outcome.UNCHANGED
    assert now.startswith("The former president agreed with the critics")
    assert "Iowa" not in now


def test_a_sentence_between_its_neighbours_is_asked_if_the_next_holds_its_words_too() -> None:
    said = "“I never said that."
    old = f"{BEFORE}\n{said} I never said that,” the mayor told them again on Monday.\n{BEHIND}"
    joined = f"{said[:-1]}, while I never said that,” the mayor told them again on Monday."
    new = f"{BEFORE} {said}\n{joined}\n{BEHIND}"
    found = carry(old, new, "said that", at=old.index("said that"))
    assert found.outcome is Outcome.AMBIGUOUS
    assert new.index("said that", new.index("\n")) in [span.start for span in found.candidates]


def test_a_sentence_that_stayed_but_for_a_word_is_asked_if_one_like_it_came_beside_it() -> None:
    said = (
        "Republicans on the other hand offered their thoughts and prayers to the victims and the responders."
    )
    near = said.replace("their", "deep")
    rewritten = (
        "Trump on the other hand offered warm thoughts and prayers after the fire and these responders."
    )
    old = f"{BEFORE} {said} {BEHIND}"
    assert carried(old, old.replace(said, near), said)[0] is Outcome.CHANGED
    found = carry(old, old.replace(said, f"{rewritten} {near}"), said)
    assert found.outcome is Outcome.AMBIGUOUS
    assert len(found.candidates) == 2


def test_a_word_found_alone_is_the_one_beside_the_words_it_stood_beside() -> None:
    there = "He is one of many there by no means alone"
    old = f"{BEFORE} {there} Top Clinton adviser sent secret letters home. {BEHIND}"
    new = (
        f"{BEFORE} {there} In a statement for this an official of the state said it would not speak to what "
        f"Espinoza sent them. Top Clinton adviser sent word, notes and nine more of it. {BEHIND}"
    )
    found = carry(old, new, "adviser sent")
    assert found.outcome in (Outcome.LOST, Outcome.AMBIGUOUS) or (
        new[found.start : found.end] == "adviser sent"
    )


def test_of_two_that_read_the_same_and_come_together_the_one_that_changed_may_be_either() -> None:
    said = "Follow the mayor of Bergen on the radio."
    old = f"{BEFORE} {said}\n{BEHIND}\nIt rained on Monday in the hills.\n{said}"
    new = (
        f"{BEFORE} On Monday, {said} {said.replace('on the', 'on a new and far louder')}\n"
        f"It rained on Monday in the hills.\n{BEHIND}"
    )
    for at in (old.index(said), old.rindex(said)):
        assert carry(old, new, said, at=at).outcome is Outcome.AMBIGUOUS


def test_of_more_words_than_went_at_an_edge_some_may_be_the_sentence_before_that_went_too() -> None:
    old = f"Oops! Gunplay never disrupted the convention of the party. {BEHIND}"
    new = f"She Trump Since disrupted the convention of the party. {BEHIND}"
    outcome, now = carried(old, new, "Gunplay never disrupted the convention of the party")
    assert outcome is Outcome.CHANGED
    assert now == "Trump Since disrupted the convention of the party"
    alone = old.removeprefix("Oops! ")
    outcome, now = carried(alone, new, "Gunplay never disrupted the convention of the party")
    assert now == "She Trump Since disrupted the convention of the party"


def test_a_copy_inside_the_sentence_that_was_rewritten_is_asked_about() -> None:
    said = (
        "Republicans, on the other hand, offered their thoughts and prayers to the victims and the first "
        "responders"
    )
    rewritten = (
        "Trump on Rubio other hand, offered warm thoughts and prayers After the I and the first responders"
    )
    copy = said.replace("their", "deep")
    old = f"{BEFORE}\n{said}:\n{BEHIND}"
    new = f"{BEFORE}\n{rewritten}: {copy}:\n{BEHIND}"
    found = carry(old, new, said)
    assert found.outcome is Outcome.AMBIGUOUS
    starts = [span.start for span in found.candidates]
    assert any(new.index("Trump") <= start < new.index("responders") for start in starts)
    assert any(new.index("Republicans") <= start for start in starts)


def test_a_sentence_more_like_another_old_one_may_be_a_copy_of_that() -> None:
    said = "Twitter users posted their thoughts on the ruling of the judge."
    near = said.replace("thoughts", "replies")
    old = f"{BEFORE}\n{said}\nOne user wrote again.\n{near} While another wrote this.\n{BEHIND}"
    new = f"{BEFORE}\nOne user wrote again.\n{near} {near.replace('judge', 'court')}\n{BEHIND}"
    assert carry(old, new, said).outcome is Outcome.AMBIGUOUS


def test_a_sentence_cut_to_its_first_words_has_changed_and_is_not_lost() -> None:
    said = (
        "The mayor says it cost 14 million, and that the council paid for all of it out of what it had put "
        "aside over the ten years before."
    )
    old = f"{BEFORE} {said} {BEHIND}"
    new = old.replace(said, "The mayor says it cost 14 million.")
    assert carried(old, new, said) == (Outcome.CHANGED, "The mayor says it cost 14 million.")
    assert carried(old, old.replace(said, "The mayor left it to them."), said)[0] is Outcome.LOST


def test_a_sentence_that_was_split_is_not_the_whole_copy_put_behind_it_with_a_word_changed() -> None:
    said = (
        "I started finding news about Bernie on social media and finding out about Hillary the same way and "
        "what she'd said, whether she had changed her mind, Brian Meza said."
    )
    split, copy = said.replace("said, whether", "said. Whether"), said.replace("Hillary the", "She the")
    old = f"{BEFORE}\nTwo brothers were talking about it.\n{said} {BEHIND}"
    found = carry(old, old.replace(said, f"{split} {copy}"), "finding out about Hillary the same")
    assert found.outcome is Outcome.AMBIGUOUS
    assert old.index("finding out") in [span.start for span in found.candidates]


def test_a_short_sentence_apart_from_its_neighbours_is_asked_if_another_may_be_where_it_was() -> None:
    old = (
        f"{BEFORE} Links to what was said of the polls by others: [Bloomberg.]\n"
        "Their man takes a second look. [Bloomberg.]\nShe counts votes. Few came out. It rained all day."
    )
    new = (
        f"{BEFORE} Links to what was said of the polls by others:\n"
        "She counts votes. Few came out. [Bloomberg.]\nIt rained all day."
    )
    assert carry(old, new, "Bloomberg", at=old.rindex("Bloomberg")).outcome is Outcome.AMBIGUOUS
    assert carry(old, new, "Bloomberg").outcome in (Outcome.AMBIGUOUS, Outcome.LOST)


def test_a_paragraph_and_its_copy_with_a_neighbour_each_are_asked_about_to_the_first_sentence() -> None:
    one, two = "The mayor needs to quiet the crowd, said Haynes.", "The council needs every vote it can get."
    three = "The fewer split tickets the better."
    old = f"{BEFORE}\n{one} {two} {three}\n{BEHIND}"
    new = f"{BEFORE}\n{one} {two} {three}\nIt snowed all over the valley.\n{one} {two} {three}\n{BEHIND}"
    for words in (one, two, three, f"{one} {two}"):
        assert carried(old, new, words)[0] is Outcome.AMBIGUOUS


def test_a_sentence_said_twice_in_what_was_one_and_now_once_is_asked_about() -> None:
    said = "Editor's note: he regularly incites violence and is a rampant liar in the U.S."
    old, new = f"{BEFORE}\n{said} {said}\n{BEHIND}", f"{BEFORE}\n{said}\n{BEHIND}"
    assert carried(old, new, said)[0] is Outcome.AMBIGUOUS


def test_of_two_joined_sentences_the_one_that_stands_whole_is_not_torn_for_the_other() -> None:
    first = "In § 291a Absatz 3 Nr. 4 SGB V - elektronische Patientenakte"
    second = "in § 291a Absatz 3 Nr. 5 SGB V - elektronisches Patientenfach"
    old = f"{BEFORE}\n{first}\n{second}\n{BEHIND}"
    new = f"{BEFORE}\n{second} In § 291a Absatz 6 Nr. 4 SGB V - elektronische Okafor\n{BEHIND}"
    for words in (first, second, "Nr. 5 SGB V"):
        outcome, now = carried(old, new, words)
        assert outcome is Outcome.AMBIGUOUS or (words, now) == (second, second)


def test_words_that_came_beside_a_word_and_read_as_it_does_are_not_taken_for_others() -> None:
    old = f"{BEFORE} Pence said Trump will be following a different schedule. {BEHIND}"
    new = old.replace("Pence said Trump will be", "Pence Trump Trump The The")
    assert carried(old, new, "will be following") == (Outcome.CHANGED, "The The following")


def test_of_words_alone_the_one_that_stands_as_it_stood_has_stayed() -> None:
    old = f"{BEFORE} After Tuesday night, the chance of the mayor rests on one possibility. {BEHIND}"
    new = old.replace("After Tuesday night, the", "Immigration Tuesday after the")
    assert carried(old, new, "After")[0] is not Outcome.UNCHANGED
    assert carried(old, new, "Tuesday") == (Outcome.UNCHANGED, "Tuesday")


def test_a_sentence_copied_elsewhere_and_changed_where_it_stood_is_asked_though_its_neighbours_went() -> None:
    said = "Clinton is heading to California for a campaign swing, with a dinner given by the actor {}."
    old = f"{BEFORE} He is to make a short speech. {said.format('George Clooney')} It ends on Monday."
    new = f"{said.format('George Clooney')} {BEFORE} {said.format('It For')}"
    assert carried(old, new, said.format("George Clooney"))[0] is Outcome.AMBIGUOUS


def article(*sentences: str) -> Article:
    at = 0
    paragraph: list[list[Word]] = []
    for sentence in sentences:
        texts = sentence.split()
        paragraph.append([Word(text, at + n) for n, text in enumerate(texts)])
        at += len(texts)
    return [paragraph]


def words(new: Draft) -> list[tuple[int, bool]]:
    return [(word.of, word.same) for _, _, word in new.words]


def test_a_credit_that_stands_behind_a_copy_of_another_sentence_with_that_ones_credit_is_asked_about() -> (
    None
):
    """Its own sentence went, and the copy put there brought the same credit with it."""
    copied, went = (
        "The vote in May will be close. [The Mail.]",
        "People at sea like to vote early. [The Mail]",
    )
    old = f"{BEFORE}\n{copied}\nThe towns were asked.\n{went}\n{BEHIND}"
    new = old.replace(went, copied)
    found = carry(old, new, "The Mail", at=old.index(went) + went.index("The Mail"))
    assert found.outcome is Outcome.AMBIGUOUS
    assert carry(old, new, "The Mail", at=old.index("The Mail")).outcome is not Outcome.LOST


def test_the_truth_of_two_sentences_that_read_the_same_is_their_order() -> None:
    old = article("Stop it.", "Stop it.", "They met.")
    first, second, third = old[0]
    for order in ([second, first, third], [first, second, third]):
        now = words(settled(draft_of(old), draft_of([order])))
        assert now == [(n, True) for n in range(6)]


@pytest.mark.parametrize(
    ("came", "truth"),
    [
        # Replaced, and replaced back.
        ([Word("But", 0, False), Word("the", 1)], [(0, True), (1, True)]),
        # What came stands where the same word went, whatever it was put in the place of.
        ([Word("The", -1), Word("mayor", -1)], [(1, True), (-1, True)]),
        ([Word("The", 0, False), Word("mayor", 1, False)], [(1, True), (-1, True)]),
        # One word for one.
        ([Word("But", 0), Word("a", -1)], [(0, True), (1, False)]),
        # Words of which none went.
        ([Word("Once", -1), Word("more", -1)], [(-1, True), (-1, True)]),
    ],
)
def test_the_truth_of_words_that_came_is_what_a_reader_of_both_drafts_sees(
    came: list[Word], truth: list[tuple[int, bool]]
) -> None:
    old = article("But the vote was held.")
    new: Article = [[[*came, *old[0][0][2:]]]]
    assert words(settled(draft_of(old), draft_of(new))) == [*truth, *((n, True) for n in range(2, 5))]


def test_the_truth_of_a_sentence_that_came_to_the_place_of_its_equal_that_went_is_that_one() -> None:
    old = article("They met.", "Stop it.", "It rained.", "Stop it.", "They left.")
    met, first, rained, _, left = old[0]
    there = words(settled(draft_of(old), draft_of([[met, rained, first, left]])))
    assert there == [(n, True) for n in (0, 1, 4, 5, 6, 7, 8, 9)]
    # Elsewhere it is the one that was moved.
    there = words(settled(draft_of(old), draft_of([[met, rained, left, first]])))
    assert [of for of, _ in there] == [0, 1, 4, 5, 8, 9, 2, 3]


def test_the_truth_of_a_word_at_a_cut_is_none_from_behind_what_goes_on_there() -> None:
    old = article("Those who had any link to Wallace the Democrat are few.")
    said = old[0][0]
    new: Article = [[[*said[:3], Word("The.", -1)], [*said[4:7], Word("Nobody", -1), *said[8:]]]]
    assert words(settled(draft_of(old), draft_of(new)))[3] == (3, False)


def test_the_truth_of_a_copy_in_the_place_of_its_original_is_that_it_is_the_original() -> None:
    old = article("They met.", "Stop it now.", "They left.")
    met, said, left = old[0]
    copy = [Word(word.text, -1, True, word.of) for word in said]
    there = words(settled(draft_of(old), draft_of([[said, met, copy, left]])))
    assert [of for of, _ in there] == [-1, -1, -1, 0, 1, 2, 3, 4, 5, 6]
    # With a neighbour each, they are what they were.
    there = words(settled(draft_of(old), draft_of([[met, copy, said, left]])))
    assert [of for of, _ in there] == [0, 1, -1, -1, -1, 2, 3, 4, 5, 6]


def test_the_truth_of_a_sentence_put_elsewhere_with_hardly_a_word_of_it_left_is_that_it_came() -> None:
    old = article("They met.", "Fiorina: See you later?", "It rained.", "They left.")
    met, said, rained, left = old[0]
    few = [Word("30", 2, False), Word("At", 3, False), said[2], Word("The", 5, False)]
    assert [of for of, _ in words(settled(draft_of(old), draft_of([[met, rained, few, left]])))][4:8] == [
        -1
    ] * 4
    # Where it stood it is that sentence, changed.
    assert [of for of, _ in words(settled(draft_of(old), draft_of([[met, few, rained, left]])))][2:6] == [
        2,
        3,
        4,
        5,
    ]


def test_other_truths_take_one_word_for_another_that_reads_the_same_with_none_that_stayed_between() -> None:
    old = draft_of(article("Pence said Trump will follow."))
    said = article("Pence said Trump will follow.")[0][0]
    new = draft_of([[[said[0], Word("Trump", 1, False), said[2], Word("The", 3, False), said[4]]]])
    others = [[word.of for _, _, word in other.words] for other in exchanged(old, new, (2, 5), (0, 30))]
    assert others == [[0, 2, 1, 3, 4]]
    apart = draft_of([[[Word("Trump", -1), said[0], said[2], said[4]]]])
    assert not list(exchanged(old, apart, (2, 5), (0, 30)))


def test_a_name_that_went_and_stands_before_another_sentence_is_no_word_added_to_it() -> None:
    old = f"Olga Fisenko\n{BEFORE} {BEHIND}\n" + "It rained and rained on the long quay. " * 80
    new = old.replace("Olga Fisenko\n", "").replace("Nobody asked", "Fisenko, nobody asked")
    assert carried(old, new, BEHIND) == (Outcome.CHANGED, BEHIND.replace("Nobody", "nobody"))


def test_a_byline_put_elsewhere_joined_and_wholly_replaced_is_words_that_came() -> None:
    words = [
        Word(text, n)
        for n, text in enumerate(["Amanda", "Terkel", "It", "rained", "all", "day.", "I", "would", "go."])
    ]
    byline, rained, go = words[:2], words[2:6], words[6:]
    others = [replace(byline[0], text="That's", same=False), replace(byline[1], text="news,", same=False)]
    old: Article = [[byline], [rained, go]]
    new: Article = [[rained, [*others, *go]]]
    there = settled(draft_of(old), draft_of(new))
    assert [word.of for _, _, word in there.words] == [2, 3, 4, 5, -1, -1, 6, 7, 8]
    # Where it stood, or with a word that stayed, it is what it was.
    stood: Article = [[[*others, *rained]], [go]]
    assert [word.of for _, _, word in settled(draft_of(old), draft_of(stood)).words][:2] == [0, 1]
    kept: Article = [[rained, [byline[0], others[1], *go]]]
    assert [word.of for _, _, word in settled(draft_of(old), draft_of(kept)).words][4:6] == [0, 1]
