"""A Rich Text file's tokens to pieces, while its groups open and close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from app.importing.document import Piece
from app.importing.rtf_state import READ, SIGNS, STARRED, UNSEEN, Group, Paragraph, Style, language_of
from app.importing.rtf_tokens import CLOSE, CONTROL, OPEN, Token, code_page
from app.importing.style_names import BODY, CONTENTS, kind_of_style
from app.importing.tables import Row, table_pieces
from app.importing.words import Words, noted, put
from app.text.normalise import Note

_MOST_BASES = 20
_SURROGATES = range(0xD800, 0xE000)


class Reading:
    """Tokens in by ``take``, pieces out; ``said`` is the title and author the file names."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.said: dict[str, str] = {}
        self.ended = False
        self._groups: list[Group] = [Group()]
        self._paragraph = Paragraph()
        self._words = Words()
        self._outside: list[tuple[Words, Paragraph]] = []
        self._marker = ""
        self._images: list[Piece] = []
        self._boxes: list[Piece] = []
        self._rows: list[Row] = []
        self._cells: list[list[Piece]] = []
        self._cell: list[Piece] = []
        self._head = False
        self._bytes = b""
        self._skip = 0
        self._half = 0
        self._ansi = "cp1252"
        self._charsets: dict[int, int] = {}
        self._styles: dict[int, Style] = {}
        self._begun: dict[str, int] = {}
        self._author = ""
        self._property = ""
        self._counted: Counter[str] = Counter()
        self._languages: Counter[int] = Counter()
        self._struck = False

    @property
    def depth(self) -> int:
        return len(self._groups)

    def language(self) -> str:
        """The language most of the words are marked as being in, blank where none is."""
        codes = (language_of(number) for number, _ in self._languages.most_common())
        return next((code for code in codes if code), "")

    def notes(self) -> Iterator[Note]:
        """What was met that a person should know of."""
        for code, count in sorted(self._counted.items()):
            if count:
                yield Note(code, count)

    def take(self, token: Token) -> None:
        """Read on by one token."""
        if token.kind == OPEN:
            self._flush()
            above = self._groups[-1]
            here = replace(
                above, kind="", starred=False, start=self._words.length, instruction=above.instruction
            )
            self._groups.append(here)
        elif token.kind == CLOSE:
            self._flush()
            self._close()
        elif token.kind == CONTROL:
            self._control(token.word, token.number)
        else:
            self._text(token.data)

    def end(self) -> None:
        """Write what is still under way."""
        self._flush()
        while self._outside:
            self._words, self._paragraph = self._outside.pop()
        self._end_paragraph()
        self._end_table()

    def _text(self, data: bytes) -> None:
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        self._bytes += data[skipped:]

    def _flush(self) -> None:
        """Decode the bytes that came since the last token of another kind."""
        data, self._bytes = self._bytes, b""
        if not data:
            return
        page = code_page(self._charsets.get(self._groups[-1].font), self._ansi)
        try:
            words = data.decode(page, "replace")
        except LookupError:
            words = data.decode("cp1252", "replace")
        self._say(words)

    def _say(self, words: str) -> None:
        group = self._groups[-1]
        if group.collected is not None:
            group.collected.append(words)
            return
        if not group.seen:
            return
        if group.deleted or group.hidden:
            if not self._struck:
                self._counted["tracked-deletions" if group.deleted else "hidden-text"] += 1
            self._struck = True
            return
        self._struck = False
        start = self._words.length
        self._words.add(words)
        if group.bold:
            self._words.emphasise(start, "strong")
        if group.italic:
            self._words.emphasise(start, "em")
        if group.shift:
            self._words.shift(start, up=group.shift == "super")
        self._languages[group.language] += len(words)

    def _control(self, word: str, number: int | None) -> None:
        group = self._groups[-1]
        if word == "u" and number is not None:
            self._flush()
            self._code_point(number % 0x10000)
            self._skip = group.skips
            return
        if word == "'":
            return
        self._flush()
        self._skip = 0
        if word == "*":
            group.starred = True
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif group.starred and not group.kind and word not in STARRED:
            group.kind, group.seen = "unseen", False
        elif not (self._destination(group, word, number) or self._character(group, word, number)):
            self._block(word, number)

    def _code_point(self, code: int) -> None:
        """Write a character; those beyond the first 65,536 come in halves."""
        if code in _SURROGATES:
            if code < 0xDC00:
                self._half = code
            elif self._half:
                self._say(chr(0x10000 + ((self._half - 0xD800) << 10) + code - 0xDC00))
                self._half = 0
            return
        self._half = 0
        self._say(chr(code) if code >= 0x20 else "")

    def _destination(self, group: Group, word: str, number: int | None) -> bool:
        """Take in what kind of group this is; False for any other control word."""
        if word in UNSEEN:
            group.kind, group.seen = "unseen", False
        elif word in READ:
            group.kind, group.collected = word, []
        elif word in ("fonttbl", "stylesheet", "info"):
            group.kind, group.seen = word, False
        elif word in ("footnote", "annotation", "shptxt"):
            group.kind = word
            self._outside.append((self._words, self._paragraph))
            self._words, self._paragraph = Words(), Paragraph()
            group.plain()
        elif word == "ftnalt" and group.kind == "footnote":
            group.kind = "endnote"
        elif word in ("field", "pict", "fldrslt"):
            group.kind = word
            group.seen = group.seen and word != "pict"
            group.instruction = [] if word == "field" else group.instruction
            group.start = self._words.length
        else:
            return self._style_sheet(word, number)
        return True

    def _style_sheet(self, word: str, number: int | None) -> bool:
        """Take in what the tables of fonts and styles say."""
        kinds = [group.kind for group in self._groups[-3:]]
        if "fonttbl" in kinds:
            if word == "f":
                self._groups[-1].font = number or 0
            elif word == "fcharset":
                self._charsets[self._groups[-1].font] = number or 0
            return True
        if "stylesheet" not in kinds:
            return False
        group = self._groups[-1]
        if word == "s" and group.kind != "stylesheet":
            group.kind, group.start, group.collected = "style", number or 0, []
            self._styles[group.start] = Style()
        elif word == "sbasedon" and group.kind == "style":
            self._styles[group.start].based_on = number
        elif word == "cs":
            group.kind = "unseen"
        return True

    def _character(self, group: Group, word: str, number: int | None) -> bool:
        """Take in a property of characters; False for any other control word."""
        on = number != 0
        if group.take(word, on=on):
            return True
        if word == "revised":
            self._counted["tracked-insertions"] += on and not group.revised
            group.revised = on
        elif word == "f":
            group.font = number or 0
        elif word == "uc":
            group.skips = min(max(number or 0, 0), 8)
        elif word in ("lang", "deflang"):
            group.language = number or 0
        elif word == "ansicpg":
            self._ansi = f"cp{number}"
        elif word == "mac":
            self._ansi = "mac-roman"
        else:
            return False
        return True

    def _block(self, word: str, number: int | None) -> None:
        """Take in a property or the end of a paragraph, cell or row."""
        if not self._groups[-1].seen or self._groups[-1].collected is not None:
            return
        if word in ("par", "sect", "\n", "\r"):
            if self._outside:
                self._words.add("\n")
            elif not self._groups[-1].deleted:
                self._end_paragraph()
        elif word == "pard":
            self._paragraph = Paragraph()
        elif self._paragraph.take(word, number):
            return
        elif word in ("trowd", "trhdr"):
            self._head = word == "trhdr"
        elif word in ("cell", "nestcell"):
            self._end_paragraph(in_cell=True)
            self._cells.append(self._cell)
            self._cell = []
        elif word == "row":
            self._rows.append(Row(self._cells, head=self._head))
            self._cells = []

    def _end_paragraph(self, *, in_cell: bool = False) -> None:
        words, self._words = self._words, Words()
        images, self._images = self._images, []
        boxes, self._boxes = self._boxes, []
        marker, self._marker = self._marker, ""
        there = self.pieces
        if in_cell or self._paragraph.in_table:
            there = self._cell
        elif words.text.strip() or images:
            self._end_table()
        kind, level = self._kind()
        if kind in ("paragraph", "quote") and (self._paragraph.listed or marker) and words.text.strip():
            kind, level = "list-item", self._paragraph.level + 1
        for image in images:
            put(there, image)
        if (kind, level) == CONTENTS:
            put(there, words.piece("paragraph", aside="boilerplate"))
        else:
            put(there, words.piece(kind, level, marker=marker))
        for box in boxes:
            put(there, box)

    def _kind(self) -> tuple[str, int]:
        style = self._styles.get(self._paragraph.style)
        for _ in range(_MOST_BASES):
            named = kind_of_style(style.name) if style else None
            if named:
                return named
            style = self._styles.get(style.based_on) if style and style.based_on is not None else None
        outline = self._paragraph.outline
        return ("heading", outline + 1) if outline is not None and 0 <= outline < 9 else BODY

    def _end_table(self) -> None:
        if self._cells or self._cell:
            self._rows.append(Row([*self._cells, self._cell]))
        rows, self._rows = self._rows, []
        self._cells, self._cell = [], []
        self.pieces += table_pieces(rows)

    def _close(self) -> None:
        if len(self._groups) == 1:
            self.ended = True
            return
        group = self._groups.pop()
        words = "".join(group.collected or ()).strip()
        above = self._groups[-1]
        if group.kind in READ or group.kind == "style":
            self._read(group, words, above)
        elif group.kind in ("footnote", "endnote", "annotation", "shptxt"):
            self._note(group.kind)
        elif group.kind == "field":
            self._field(group)
        if len(self._groups) == 1:
            self.ended = True

    def _read(self, group: Group, words: str, above: Group) -> None:
        """Put what a group said where it belongs."""
        if group.kind in ("title", "author"):
            self.said.setdefault(group.kind, words)
        elif group.kind == "style":
            self._styles[group.start].name = words.rstrip(";")
        elif group.kind == "atnauthor":
            self._author = " ".join(words.split())
        elif group.kind == "atrfstart":
            self._begun[words] = self._words.length
        elif group.kind == "atnref":
            self._groups[-1].instruction = [words]
        elif group.kind == "fldinst":
            above.instruction.append(words)
        elif group.kind in ("listtext", "pntext"):
            self._marker = f"{words} " if any(char.isalnum() for char in words) else ""
            self._paragraph.listed = self._paragraph.listed or bool(words)
        elif group.kind == "sn":
            self._property = words
        elif group.kind == "sv" and self._property == "wzDescription":
            self._image(" ".join(words.split()))

    def _image(self, words: str) -> None:
        """Take in an image's description, which it has once for each form it is given in."""
        if words and not any(image.text == words for image in self._images):
            self._counted["images-as-words"] += 1
            self._images.append(Piece("image", words))

    def _note(self, kind: str) -> None:
        inside = self._words
        if self._outside:
            self._words, self._paragraph = self._outside.pop()
        words = noted(inside.piece("paragraph"))
        text = "\n".join(line.strip() for line in words.split("\n") if line.strip())
        if kind == "shptxt":
            self._boxes += [Piece("paragraph", line) for line in text.split("\n") if line]
        elif kind == "annotation":
            start = min(self._begun.popitem()[1], self._words.length) if self._begun else self._words.length
            self._words.annotate(start, "comment", self._author, text)
            self._author = ""
        elif text:
            self._words.annotate(self._words.length, kind, "", text)

    def _field(self, group: Group) -> None:
        words = "".join(group.instruction).split(maxsplit=1)
        if len(words) == 2 and words[0].upper() == "HYPERLINK" and words[1][0] == '"':
            self._words.emphasise(group.start, "link", words[1][1:].partition('"')[0])
