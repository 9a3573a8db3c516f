"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importing import doubts
from app.importing.article import ArticleNotRead
from app.importing.encoding import decode
from app.text.normalise import Note

GUESSED = [
    ("The council would pay £4.2m – “not a penny more” – for the café’s lease.", "cp1252"),
    ("It cost £3.", "cp1252"),
    ("Angela Müller met François Hollande and José Peña.", "cp1252"),
    ("L’élève a été reçu à l’École. Ça coûte 3 €. Le cœur naïf.", "cp1252"),
    ("Über die Brücke fährt der Bürgermeister. „Das ist schön“, sagte er.", "cp1252"),
    ("¿Cuánto cuesta el niño? El señor dijo que mañana habrá más. ¡Sí!", "cp1252"),
    ("Prezydent powiedział, że rząd będzie głosować nad ustawą. Źródło: Łódź.", "cp1250"),
    ("Příliš žluťoučký kůň úpěl ďábelské ódy. Daně nebudou zvýšeny.", "cp1250"),
    ("Правительство решило повысить зарплаты учителям. Это произошло в Москве.", "cp1251"),
    ("Українські солдати бачили ракети. Їх було чотирнадцять, і жодна не влучила у ґанок.", "koi8-u"),
    ("Мэр говорит, что мост стоил 14 миллионов крон. Никто не считал машин.", "koi8-u"),
    ("ראש העיר אומר שהגשר עלה 14 מיליון. איש לא ספר את המכוניות.", "cp1255"),
    ("Η κυβέρνηση αποφάσισε να αυξήσει τους μισθούς. Αυτό έγινε στην Αθήνα.", "cp1253"),
    ("政府は教師の給料を上げることを決めた。これは東京で起こった。", "cp932"),
]


@pytest.mark.parametrize(("text", "encoding"), GUESSED)
def test_an_undeclared_code_page_is_guessed_and_the_guess_is_noted(text: str, encoding: str) -> None:
    decoded = decode((text * 3).encode(encoding), "x.txt")
    assert decoded.text == text * 3
    assert decoded.notes == (Note("encoding-guessed", 1, encoding),)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Łódź płonie.", "cp1250"),
        ("Łódź płonie.", "iso8859-2"),
        ("To był błąd, mówi burmistrz.", "cp1250"),
        ("Zarząd odmówił.", "iso8859-2"),
        ("Něco se stalo v Brně, říká starosta.", "cp1250"),
        ("Şehir çok güzel.", "cp1254"),
        ("Köprü yıkıldı, dedi başkan.", "cp1254"),
    ],
)
def test_a_few_words_are_told_by_the_letters_of_one_language_and_the_guess_is_noted(
    text: str, encoding: str
) -> None:
    decoded = decode(text.encode(encoding), "x.txt")
    assert (decoded.text, [note.code for note in decoded.notes]) == (text, ["encoding-guessed"])
    assert encoding in doubts.ENCODINGS


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_marked_text_and_utf_8_are_certain(encoding: str) -> None:
    decoded = decode("café 😀".encode(encoding), "x.txt")
    assert (decoded.text.lstrip("\ufeff"), decoded.notes) == ("café 😀", ())


def test_utf_16_without_a_mark_is_a_noted_guess() -> None:
    decoded = decode("The café is closed.".encode("utf-16-be"), "x.txt")
    assert decoded.text == "The café is closed."
    assert decoded.notes == (Note("encoding-guessed", 1, "utf-16-be"),)


def test_lone_surrogates_survive_decoding_and_split_pairs_are_joined() -> None:
    assert decode(b"a\xed\xa0\x80b", "x.txt").text == "a\ud800b"
    assert decode(b"\xed\xa0\xbd\xed\xb8\x80", "x.txt").text == "😀"
    assert decode(b"\xff\xfea\0\x00\xd8b\0", "x.txt").text == "a\ud800b"


def test_utf_8_torn_in_few_places_stays_utf_8_and_counts_them() -> None:
    decoded = decode("“cafés” – naïve".encode() + b"\xe2\x80", "x.txt")
    assert decoded.text == "“cafés” – naïve\ufffd"
    assert decoded.notes == (Note("bytes-replaced", 1),)


def test_a_chosen_encoding_is_taken_at_its_word_or_refused() -> None:
    assert decode("Łódź".encode("iso8859-2"), "x.txt", "ISO8859_2").encoding == "iso8859-2"
    with pytest.raises(ArticleNotRead, match=r"“x\.txt” is not in utf-8"):
        decode(b"caf\xe9", "x.txt", "utf-8")
    for unknown in ("no-such-thing", "hex", "rot13"):
        with pytest.raises(ArticleNotRead, match="not a text encoding"):
            decode(b"x", "x.txt", unknown)


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda data: b"plain text \xe9 " * 20 + data))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, "x.txt")
    except ArticleNotRead:
        return
    data.decode(decoded.encoding, "replace")
    if decoded.encoding not in {"utf-8", "utf-16", "utf-32"}:
        assert decoded.notes[0].code == "encoding-guessed"
