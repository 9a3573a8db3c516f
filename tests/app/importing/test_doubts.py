"""What is uncertain about an article, and the article as a person leaves it."""

from __future__ import annotations

from app.importing import doubts
from app.importing.article import Aside, ImportedArticle
from app.importing.from_bytes import article_from
from app.importing.read import read_pasted

TEXT = "Ferry sold\n\n[ad_1]\n\nThe town sold it. It was old.\n\nNobody knew.\nSource link\n"


def held(article: ImportedArticle) -> list[tuple[Aside, bool]]:
    return [(one, True) for one in article.asides]


def left(article: ImportedArticle, asides: list[tuple[Aside, bool]], title: str = "") -> ImportedArticle:
    return doubts.as_left(
        article,
        title=title,
        asides=[one for one, aside in asides if aside],
        provenance={"outlet": " The Harbour "},
        language="EN",
    )


def test_only_what_was_guessed_or_set_aside_is_doubtful() -> None:
    assert not doubts.is_doubtful(read_pasted("Ferry sold\n\nThe town sold it. It was old.\n"))
    assert doubts.is_doubtful(read_pasted(TEXT))
    assert doubts.is_doubtful(read_pasted("The town sold it. It was old."))
    assert doubts.is_doubtful(article_from("Überschrift\n\nÄpfel für Köln.\n".encode("cp1252"), "a.txt"))


def test_an_aside_is_turned_over_and_back_and_a_paragraph_is_set_aside_by_hand() -> None:
    article = read_pasted(TEXT)
    at = article.text.index("[ad_1]")
    kept = doubts.toggled(article, held(article), at + 2)
    assert [aside for _, aside in kept] == [False, True]
    assert doubts.toggled(article, kept, at) == held(article)
    by_hand = doubts.toggled(article, held(article), article.text.index("Nobody"))
    assert [(one.reason, aside) for one, aside in by_hand] == [
        ("ad-placeholder", True),
        ("by-hand", True),
        ("source-link", True),
    ]
    assert doubts.toggled(article, by_hand, article.text.index("Nobody")) == held(article)


def test_the_sentences_are_cut_at_the_edges_of_what_is_set_aside_now() -> None:
    article = read_pasted("Ferry sold\n\n[ad_1] The town sold it. It was old.\n")
    words = [article.text[s.start : s.end] for s in article.ledger_sentences]
    assert words == ["Ferry sold", "The town sold it.", "It was old."]
    made = left(article, doubts.toggled(article, held(article), article.text.index("[ad")))
    assert not made.asides
    assert [made.text[s.start : s.end] for s in made.ledger_sentences][1].startswith("[ad_1]")
    assert (made.provenance["outlet"], made.language) == ("The Harbour", "en")
    assert made.original == article.original


def test_a_line_of_the_text_chosen_as_title_becomes_the_headline() -> None:
    article = read_pasted("Our ferry news\n\nFerry sold.\n\nThe town sold it.\n")
    assert article.title == "Our ferry news"
    assert "Ferry sold." in doubts.titles(article)
    made = left(article, held(article), "Ferry sold.")
    assert [block.kind for block in made.blocks] == ["paragraph", "title", "paragraph"]
    assert made.title == "Ferry sold."


def test_an_article_of_which_all_is_set_aside_has_no_words() -> None:
    article = read_pasted("[ad_1]\n\nThe town sold it.\n")
    assert doubts.has_words(article, held(article))
    all_gone = doubts.toggled(article, held(article), article.text.index("town"))
    assert not doubts.has_words(article, all_gone)
