"""The sheet as PDF: its words, its structure, its honesty."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.exporting.csv_rows import COLUMNS, csv_bytes, read_csv, rows
from app.exporting.pdf import render
from app.exporting.sheet_data import SheetData
from db.records import ArticleId, ClaimId, ClaimStatus, SentenceState, Stance
from tests.app.exporting import material, tagged_pdf
from tests.app.exporting.material import ArticleMaterial

SO, SAID = material.SO, material.SAID


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(material.rich_sheet(), tmp_path_factory.mktemp("rich"))


def written(data: SheetData, folder: Path) -> Path:
    out = folder / "sheet.pdf"
    rendered = render(data)
    assert rendered.strict, rendered.notes
    out.write_bytes(rendered.content)
    return out


def pages(pdf: Path) -> list[str]:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True).stdout
    return text.decode().replace("\u200b", "").split("\f")[:-1]


def small(
    quote: str = "The pier is closed", *, text: str = "", asides: bool = False, **article: object
) -> SheetData:
    lines = [("title", "A pier"), ("paragraph", text or f"{quote} since May.")]
    stored = material.text_of(lines, asides)
    given = material.verdict("c1", SO, 0, 1, "Seen by the checker.")
    claim = material.claim(stored, 1, quote, given)
    record = material.article(stored, **article)
    return material.sheet(ArticleMaterial(record, stored, material.sentences(stored), [claim], {}))


def test_a_sheet_has_the_structure_of_an_accessible_archive_file(rich: Path) -> None:
    assert tagged_pdf.faults(rich) == []
    assert tagged_pdf.standards(rich) == ("3", "A", "1")


def test_several_articles_share_one_well_formed_pdf(tmp_path: Path) -> None:
    rich_material, conflicts = material.rich_material()
    arabic = material.text_of([("paragraph", "قالت الوزارة إن الميناء اشترى الرافعة في مارس 2026.")])
    claim = material.claim(arabic, 9, "اشترى الرافعة", material.verdict("c9", SO, 0, 5, "لا عقد."))
    record = material.article(arabic, id=ArticleId("art2"), title="عنوان", language="ar", finding_title="")
    second = ArticleMaterial(record, arabic, material.sentences(arabic), [claim], {})
    pdf = written(material.sheet(rich_material, second, conflicts=conflicts), tmp_path)
    assert tagged_pdf.faults(pdf) == []
    assert set(tagged_pdf.attachments(pdf)) == {"article-1.txt", "article-2.txt", "claims.csv"}


def test_the_structure_check_sees_a_pdf_without_tags(tmp_path: Path) -> None:
    import typst

    out = tmp_path / "plain.pdf"
    out.write_bytes(typst.compile(b"= A heading\nSome words.", format="pdf", pdf_tags=False))  # type: ignore[arg-type]
    found = " ".join(tagged_pdf.faults(out))
    assert "no structure tree" in found
    assert "neither content nor furniture" in found


def test_qpdf_finds_no_error(rich: Path) -> None:
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    assert subprocess.run(["qpdf", "--check", rich], capture_output=True).returncode == 0


def test_the_article_and_the_claims_are_attached_byte_for_byte(rich: Path) -> None:
    data = material.rich_sheet()
    attached = tagged_pdf.attachments(rich)
    assert attached["article.txt"].decode() == data.articles[0].text
    assert attached["claims.csv"] == csv_bytes(data)


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert render(material.rich_sheet()).content == render(material.rich_sheet()).content


def test_demonstration_stands_on_every_page_and_in_every_row(rich: Path) -> None:
    assert all(page.count("DEMONSTRATION") >= 2 for page in pages(rich))
    assert {row["demonstration"] for row in rows(material.rich_sheet())} == {"DEMONSTRATION"}


def test_a_real_project_does_not_say_demonstration(tmp_path: Path) -> None:
    data = material.rich_sheet(of=material.project(demonstration=False))
    assert not any("DEMONSTRATION" in page for page in pages(written(data, tmp_path)))


def test_page_one_says_incomplete_and_lists_what_is_open(rich: Path) -> None:
    first = pages(rich)[0]
    assert "INCOMPLETE" in first
    assert "2 of 8 sentences unread" in first
    assert "Claim IM4, paragraph 5" in first
    assert "Checkers differ" in first
    assert "Edited apart" in first
    assert "Weight: 310 tonnes" in first


def test_a_finished_sheet_does_not_say_incomplete(tmp_path: Path) -> None:
    data = small()
    assert not data.incomplete
    assert "INCOMPLETE" not in pages(written(data, tmp_path))[0]


def test_every_verdict_stands_under_the_question_it_answers(rich: Path) -> None:
    text = "\n".join(pages(rich))
    at = text.index("Claim IM2\n") if "Claim IM2\n" in text else text.rindex("Claim IM2 ")
    claim = text[at:]
    said, so = claim.index("Was it said?"), claim.index("Is it so?")
    assert said < claim.index("Mostly false") < so < claim.index("Cannot be verified")


def test_both_versions_of_a_conflict_and_both_verdicts_of_a_difference_are_printed(rich: Path) -> None:
    text = "\n".join(pages(rich))
    assert "No ship that needs the crane has called at Ostrel since 1998." in text
    assert "No ship has used the crane’s berth since 1998." in text
    assert "The accounts for the year are not published yet." in text
    assert "The fund’s balance did not move between February and May 2026." in text
    assert "unresolved" in text


def test_blanks_of_the_provenance_are_shown(tmp_path: Path) -> None:
    first = pages(written(small(byline="", archive_url="", outlet=""), tmp_path))[0]
    assert first.count("not stated") >= 3


def test_words_that_look_like_markup_are_printed_as_they_are(tmp_path: Path) -> None:
    hostile = '#eval("1+1") #link("javascript:x") $x^2$ *bold* @label <tag> \\u{41} "] // } `raw`'
    first = "\n".join(pages(written(small(text=hostile, quote="$x^2$", finding_title=hostile), tmp_path)))
    for part in ('#eval("1+1")', "*bold*", "@label", "<tag>", "\\u{41}", "`raw`"):
        assert part in first


def test_only_web_addresses_become_links(tmp_path: Path) -> None:
    pdf = written(small(url="javascript:alert(1)", archive_url="file:///etc/passwd"), tmp_path)
    assert tagged_pdf.faults(pdf) == []
    assert "javascript:alert(1)" in pages(pdf)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Emoji 👩‍🚀👍🏽🇳🇴 and ✍️ #️⃣ in the middle.",
        "Stacked e" + "\u0301\u0316\u0325" * 12 + " marks.",
        "Overrides \u202eevil\u202c and controls \x07\x9b and a BOM \ufeff.",
        "Private \ue000 and replaced \ufffd and \ufffe.",
        "한국어 日本語 ไทย ქართული in one line.",
        "x" * 3000 + " ends.",
        "https://example.org/" + "a" * 300 + " ends.",
        "Line\u2028separators\u2029and\x85more.",
        "עברית العربية हिन्दी кириллица Ελληνικά.",
    ],
    ids=["emoji", "marks", "overrides", "private", "scripts", "run", "address", "newlines", "bundled"],
)  # fmt: skip
def test_anybodys_words_can_be_set(text: str, tmp_path: Path) -> None:
    pdf = written(small(text=text, quote=text[:12], finding_title=text[:60]), tmp_path)
    assert tagged_pdf.faults(pdf) == []


def test_characters_without_a_glyph_are_replaced_and_named() -> None:
    notes = render(small(text="Private \ue000 words since May.", quote="Private")).notes
    assert any("□" in note and "U+E000" in note for note in notes)


def test_a_sheet_without_claims_says_so(tmp_path: Path) -> None:
    text = material.text_of(material.LINES)
    bare = material.sheet(
        ArticleMaterial(material.article(text), text, material.sentences(text, SentenceState.UNREAD)),
        sources=(),
    )
    pdf = written(bare, tmp_path)
    assert "No claim has been marked" in "\n".join(pages(pdf))
    assert tagged_pdf.faults(pdf) == []


def test_a_long_quote_and_long_evidence_stay_inside_the_page(tmp_path: Path) -> None:
    quote = "The council resolved that " + "the bollards, painted twice and moved once, " * 7 + "should stay."
    text = material.text_of([("paragraph", quote + " So it was.")])
    claim = material.claim(text, 1, quote, material.verdict("c1", SO, 0, 2, "Because. " * 300))
    found = {ClaimId("c1"): [material.evidence("c1", 1, material.SOURCES[3], SO, Stance.CONTEXT, "p " * 900)]}
    record = material.article(text)
    data = material.sheet(ArticleMaterial(record, text, material.sentences(text), [claim], found))
    pdf = written(data, tmp_path)
    assert tagged_pdf.faults(pdf) == []
    words = " ".join("\n".join(pages(pdf)).split())
    assert words.count("Because.") == 300


@pytest.mark.parametrize("lines", [42, 43])
def test_no_heading_of_the_articles_facts_is_left_at_a_pages_foot(lines: int, tmp_path: Path) -> None:
    data = small(original_name="sent-by-the-author.docx")
    article = replace(data.articles[0], standfirst="word " * 14 * lines)
    first = pages(written(replace(data, articles=(article,)), tmp_path))
    assert ["ORIGINAL KEPT" in page for page in first] == ["sent-by-the-author" in page for page in first]


def test_a_claim_of_an_earlier_draft_is_printed_but_not_marked(tmp_path: Path) -> None:
    data = small()
    article = data.articles[0]
    lost = replace(article.claims[0], marked=False, carried="lost", carried_in=(2,))
    changed = replace(article.claims[0], number="IM9", carried="changed", carried_in=(2,), was="The old pier")
    article = replace(article, claims=(changed, lost), draft=2, drafts=3, undecided_drafts=1)
    data = replace(data, articles=(article,))
    printed = " ".join("\n".join(pages(written(data, tmp_path))).split())
    assert "Words changed in draft 2, not looked at yet." in printed
    assert "“The old pier”" in printed
    assert "Not found in draft 2, not looked at yet." in printed
    # The overview has the sign of it, the record which draft was checked.
    assert "Δ words changed in draft 2" in printed
    assert "✗ not found in draft 2" in printed
    assert "draft 2 of 3 (beside 1 other newest draft: nobody decided which is the article’s)" in printed
    # What has no place in the draft printed comes last, under a heading of its own.
    assert printed.index("NOT IN THE CURRENT DRAFT") > printed.index("“The old pier”")
    first, second = rows(data)
    assert (first["old words"], first["new draft"]) == (
        "The old pier",
        "Words changed in draft 2, not looked at yet.",
    )
    assert (second["old words"], second["new draft"]) == ("", "Not found in draft 2, not looked at yet.")


def test_pdf_and_csv_hold_the_same_claims(rich: Path) -> None:
    table = read_csv(tagged_pdf.attachments(rich)["claims.csv"])
    assert list(table[0]) == list(COLUMNS)
    text = "\n".join(pages(rich))
    for row in table:
        assert f"Claim {row['claim']}" in text
    assert [row["status"] for row in table].count(ClaimStatus.CLOSED) == 3


def test_the_cells_of_a_table_stand_apart(tmp_path: Path) -> None:
    stored = material.text_of([("table-row", "2023\t151,204\t61"), ("caption", "Photo: The quay")])
    data = material.sheet(ArticleMaterial(material.article(stored), stored, material.sentences(stored)))
    printed = " ".join(" ".join(pages(written(data, tmp_path))).split())
    assert "2023 | 151,204 | 61" in printed
    assert "Photo: The quay" in printed
