"""A page's footnotes are pinned to the words their numbers stood behind, however the page spells them."""

from __future__ import annotations

import pytest

from app.importing.article import ImportedArticle
from app.importing.from_bytes import article_clipped, article_from

BODY = """<p>The council of the harbour town sold its only ferry on Monday for one pound{0} to a company from
the other shore, after a vote of twelve to nine.</p>
<p>It had carried the people of the town for forty years{1}, the mayor said, and missed no winter.</p>
<p>The town keeps the bell of the ferry, which is to hang in the hall of the old school.</p>"""

SPELLED = {
    "a list of notes": (
        '<sup id="r1"><a href="#fn1">1</a></sup>',
        '<sup id="r2">[<a href="#fn2">2</a>]</sup>',
        """<h2>Notes</h2><ol><li id="fn1"><p>Minutes of 4 March, <a href="https://town.example/m">page 3</a>.
        <a href="#r1">↩︎</a></p></li><li id="fn2"><p>Letter of the mayor.</p><p>Not dated.
        <a href="#r2">↩︎</a></p></li></ol>""",
    ),
    "types of books and readers": (
        '<a epub:type="noteref" href="#n1">1</a>',
        '<a role="doc-noteref" href="#n2">*</a>',
        """<aside epub:type="footnote" id="n1"><p>1. Minutes of 4 March, page 3 (https://town.example/m).</p></aside>
        <section role="doc-endnotes"><p id="n2">* Letter of the mayor. Not dated.</p></section>""",
    ),
    "a word processor": (
        '<a name="_ftnref1" href="#_ftn1"><sup>[1]</sup></a>',
        '<sup><a class="sdfootnoteanc" name="sd2anc" href="#sd2sym">2</a></sup>',
        """<div id="ftn1"><p><a name="_ftn1" href="#_ftnref1"><sup>[1]</sup></a> Minutes of 4 March, page 3
        (https://town.example/m).</p></div><div id="sdfootnote2"><p><a name="sd2sym" href="#sd2anc">2</a>
        Letter of the mayor.</p><p>Not dated.</p></div>""",
    ),
    "a page saved by Word": (
        """<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>
        <![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></a>""",
        '<a href="#_edn1" name="_ednref1"><span class=MsoEndnoteReference>[ii]</span></a>',
        """<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr><![endif]>
        <div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">
        <span class=MsoFootnoteReference>[1]</span></a> Minutes of 4 March, page 3 (https://town.example/m).
        </p></div></div><div style='mso-element:endnote-list'><div style='mso-element:endnote' id=edn1>
        <p class=MsoEndnoteText><a href="#_ednref1" name="_edn1">[ii]</a> Letter of the mayor.</p>
        <p class=MsoEndnoteText>Not dated.</p></div></div>""",
    ),
    "an encyclopaedia": (
        '<sup class="reference" id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>',
        '<sup><a href="https://pedia.example/ferry#cite_note-2">[2]</a></sup>',
        """<h2>References</h2><ol><li id="cite_note-1"><span><b><a href="#cite_ref-1">^</a></b></span> Minutes
        of 4 March, page 3 (https://town.example/m).</li><li id="cite_note-2">^ <a href="#x">a</a>
        <a href="#y">b</a> Letter of the mayor. Not dated.</li></ol>""",
    ),
}


def page(first: str, second: str, notes: str) -> str:
    body = BODY.format(first, second)
    return f"<html><body><article><h1>Ferry sold</h1>{body}{notes}</article></body></html>"


def pinned(article: ImportedArticle) -> list[tuple[str, str]]:
    return [(article.text[max(0, a.start - 9) : a.start], a.text) for a in article.annotations]


@pytest.mark.parametrize("how", SPELLED)
def test_notes_are_taken_out_of_the_text_and_pinned_to_their_words(how: str) -> None:
    markup = page(*SPELLED[how])
    for article in (article_from(markup.encode(), "ferry.html"), article_clipped(markup, "")):
        assert pinned(article) == [
            ("one pound", "Minutes of 4 March, page 3 (https://town.example/m)."),
            ("rty years", "Letter of the mayor. Not dated."),
        ]
        assert "for one pound to a company" in " ".join(article.text.split())
        assert "for forty years, the mayor said" in article.text
        for gone in ("Minutes", "Letter", "Notes", "References", "[", "\ue5f0"):
            assert gone not in article.text


def test_links_that_are_no_notes_stay_as_they_are() -> None:
    markup = page(
        '<sup><a href="#plan">2</a></sup>',
        ' (<a href="#later">see below</a>, <a href="#1">1</a>)',
        '<h2 id="plan">The plan</h2><p id="later">It sails twice a day.</p><p id="1">On Sundays once.</p>',
    )
    article = article_clipped(markup, "")
    assert not article.annotations
    assert "The plan" in article.text
    assert "see below" in article.text
    assert "On Sundays once." in article.text


def test_one_note_that_two_numbers_lead_to_is_pinned_twice() -> None:
    number = '<sup><a href="#fn1">1</a></sup>'
    article = article_clipped(page(number, number, '<p id="fn1">1 Minutes of 4 March.</p>'), "")
    assert pinned(article) == [("one pound", "Minutes of 4 March."), ("rty years", "Minutes of 4 March.")]


def test_a_comment_in_a_page_saved_by_word_is_pinned_with_its_author() -> None:
    def anchor(n: int) -> str:
        return f'<span><a class=msocomanchor href="#_msocom_{n}" name="_msoanchor_{n}">[JS{n}]</a></span>'

    def comment(n: int, author: str, words: str) -> str:
        return f"""<div style='mso-element:comment'><div id="_com_{n}" class=msocomtxt>
        <span style='mso-comment-author:"{author}"'></span><a name="_msocom_{n}"></a><p class=MsoCommentText>
        <a href="#_msoanchor_{n}" class=msocomoff>[JS{n}]</a>{words}</p></div></div>"""

    said = comment(1, "Jane Smith", "Who says so?") + comment(2, "Ola Nordmann", "Count again.")
    article = article_from(page(anchor(1), anchor(2), said).encode(), "ferry.htm")
    assert [(a.kind, a.author) for a in article.annotations] == [
        ("comment", "Jane Smith"),
        ("comment", "Ola Nordmann"),
    ]
    assert pinned(article) == [("one pound", "Who says so?"), ("rty years", "Count again.")]
    assert "JS" not in article.text
