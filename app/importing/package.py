"""A zip archive from a stranger, read member by member within limits; its paths are only names."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from app.importing.article import ArticleNotRead
from app.importing.formats import OLD_OFFICE
from app.importing.xml_tree import damaged, xml_tree

MAX_MEMBERS = 5_000
MAX_PART = 48 * 1024 * 1024
MAX_TOTAL = 96 * 1024 * 1024
MAX_RATIO = 250
"""Real documents, repetitive as XML is, stay below 60; zeros come to 1,000."""
_RATIO_FROM = 1024 * 1024

_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


class Package:
    """The members of an archive; only those asked for are unpacked, in memory, never to a disk.

    Raises ArticleNotRead, naming the file, for what is no archive, damaged, encrypted or over the limits.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._unpacked = 0
        if data.startswith(OLD_OFFICE):
            raise ArticleNotRead(
                f"“{name}” is an old Word file (.doc) or protected with a password, so nothing was imported; "
                "open it in Word or LibreOffice and save it as .docx without a password."
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _BROKEN:
            raise damaged(name) from None
        if len(members) > MAX_MEMBERS:
            raise ArticleNotRead(
                f"“{name}” is an archive of {len(members):,} files, over the limit of {MAX_MEMBERS:,}, "
                "so nothing was imported."
            )
        self._members = {member.filename: member for member in members}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def part(self, path: str) -> bytes | None:
        """The bytes of a member, None where there is none of that name."""
        member = self._members.get(path)
        if member is None:
            return None
        self._refuse_hostile(member)
        try:
            return self._zip.read(member)
        except _BROKEN:
            raise damaged(self.name) from None

    def tree(self, path: str, spaces: Mapping[str, str]) -> Element | None:
        """The root of an XML member (see ``xml_tree``), None where there is none of that name."""
        data = self.part(path)
        return None if data is None else xml_tree(data, self.name, spaces)

    def _refuse_hostile(self, member: zipfile.ZipInfo) -> None:
        if member.flag_bits & _ENCRYPTED:
            raise ArticleNotRead(
                f"“{self.name}” is protected with a password; save a copy without one and import that."
            )
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(self.name)
        self._unpacked += member.file_size
        packed = max(member.compress_size, 1)
        swollen = member.file_size > _RATIO_FROM and member.file_size / packed > MAX_RATIO
        if swollen or member.file_size > MAX_PART or self._unpacked > MAX_TOTAL:
            raise ArticleNotRead(
                f"“{self.name}” unpacks to far more than an article is (a part of it to "
                f"{member.file_size / 1024 / 1024:,.0f} MiB), so nothing was imported."
            )
