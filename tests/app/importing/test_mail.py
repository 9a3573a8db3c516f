"""E-mails and web archives, as the standard library composes them."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from app.importing.article import ArticleNotRead, ImportedArticle
from app.importing.from_bytes import article_from
from app.text.normalise import Note
from tests.app.importing.test_html import PAGE

PLAIN = """\
The council of the harbour town sold its only ferry on Monday to a company
from the other shore, the mayor said.

A line.
Another line: https://harbour.example/ferry

On Mon, 2 Mar 2026 at 10:00, Tom Reyes wrote:
> Is the ferry sold?
>
> I hear so.

--\x20
Anna Writer
The Harbour
"""


def mail() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ánna Writer <anna@harbour.example>"
    message["Subject"] = "Re: AW: Ferry sold – for a pound"
    message["Date"] = "Tue, 03 Mar 2026 23:30:00 +0100"
    return message


def aside(article: ImportedArticle) -> list[tuple[str, str]]:
    return [(a.reason, article.text[a.start : a.end]) for a in article.asides]


def kept(article: ImportedArticle) -> list[str]:
    out = {(a.start, a.end) for a in article.asides}
    return [article.text[b.start : b.end] for b in article.blocks if (b.start, b.end) not in out]


def test_a_plain_mail_gives_its_own_words_and_sets_aside_what_it_quotes() -> None:
    message = mail()
    message.set_content(PLAIN)
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="figures.pdf")
    article = article_from(message.as_bytes(), "mail.eml")
    assert kept(article) == [
        "Ferry sold – for a pound",
        PLAIN[: PLAIN.index("\n\n")].replace("\n", " "),
        "A line.",
        "Another line: https://harbour.example/ferry",
    ]
    assert [reason for reason, _ in aside(article)] == ["quoted-mail"] * 4 + ["signature"] * 3
    assert article.title == "Ferry sold – for a pound"
    assert (article.provenance["byline"], article.provenance["published"]) == ("Ánna Writer", "2026-03-03")
    assert Note("attachments-left-out", 1, "figures.pdf") in article.notes


def test_of_a_mail_with_a_page_in_it_the_page_is_taken() -> None:
    message = mail()
    message.set_content("The plain one.")
    message.add_alternative(
        "<h2>Plans</h2><p>It sails <b>twice</b> a day.</p><div class='gmail_signature'>Anna</div>"
        "<div class='gmail_quote'>On Monday Tom wrote:<blockquote type='cite'>Sold?</blockquote></div>",
        subtype="html",
    )
    article = article_from(message.as_bytes(), "mail.eml")
    assert kept(article) == ["Ferry sold – for a pound", "Plans", "It sails twice a day."]
    assert aside(article) == [
        ("signature", "Anna"),
        ("quoted-mail", "On Monday Tom wrote:"),
        ("quoted-mail", "Sold?"),
    ]


def test_a_web_archive_gives_its_page_and_where_it_was() -> None:
    archive = MIMEMultipart("related", type="text/html")
    archive["From"] = "<Saved by Blink>"
    archive["Snapshot-Content-Location"] = "https://harbour.example/2026/03/01/saved.html"
    source = PAGE.replace("<!-- saved from url=(0042)https://harbour.example/2026/03/01/ferry.html -->", "")
    page = MIMEText(source, "html", "utf-8")
    style = MIMEText("p { color: red }", "css", "utf-8")
    frame = MIMEText("<p>A frame</p>", "html", "utf-8")
    for part in (page, style, frame):
        archive.attach(part)
    article = article_from(archive.as_bytes(), "page.mhtml")
    assert article.title == "Ferry sold for a pound"
    assert article.provenance["url"] == "https://harbour.example/2026/03/01/saved.html"
    assert "color" not in article.text
    assert article.media_type == "multipart/related"


@pytest.mark.parametrize("name", ["mail.eml", "page.mhtml"])
def test_messages_within_messages_are_refused_in_one_sentence(name: str) -> None:
    head = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b{0}\n\n--b{0}\n"
    nested = "".join(head.format(i) for i in range(1_000))
    with pytest.raises(ArticleNotRead, match=f"“{name}” has messages within messages"):
        article_from(nested.encode(), name)


@pytest.mark.parametrize(
    "source",
    [
        b"From: =?utf-8?B?!!!?= <a@b>\nSubject: =?nonsense?Q?x?=\nDate: never\n\nIt sank.",
        b"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=nonsense\n\nIt sank.",
        b"Subject: x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!It sank.",
        b"Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nIt sank.",
        b"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=\xff\xfe\n\nIt sank.",
    ],
)
def test_a_torn_mail_is_read_as_far_as_it_goes_or_refused(source: bytes) -> None:
    with suppress(ArticleNotRead):
        assert article_from(source, "mail.eml").text.strip()
