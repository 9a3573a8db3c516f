"""What a person chooses before a copy is shared."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.records import SourceId, record
from db.records.leaving import HeldItem, Mention, Telling
from db.records.sharing import CopyCounts, FolderTrouble, Nameable, ShareOffer
from widgets.gallery import exhibit
from widgets.pages.listed import DeedPage
from widgets.sharing.folder_rows import folder_rows
from widgets.sharing.page import SharePage


def _page(head: str, title: str) -> SharePage:
    page = SharePage()
    offer = ShareOffer(
        title=title,
        fingerprint="",
        receivers=(("Ilse Marrant", 1_780_000_000_000), ("منصور الأحمد", 1_770_000_000_000)),
        nameable=(
            Nameable("S4", "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente, Bescheid", "source"),
            Nameable("MC9", "Boats come in at dawn", "claim"),
            Nameable("Idris Vale", "Idris Vale (IV)", "person"),
            Nameable("MC4/notes", "Ask the harbour master again", "notes"),
        ),
        notes=3,
        deleted=2,
        deleted_bytes=3_100_000,
    )
    page.begin(offer, head, "Choose where… (Ctrl+Enter)")
    return page


@exhibit("a copy to share", (680, 800), (1280, 800), (1920, 1080))
def sharing() -> QWidget:
    """For a colleague, with something confidential, something else left out, and a mention."""
    page = _page(
        "The crane that was never sold twice · Fingerprint 3f2a 91bc 07de 55aa",
        "The crane that was never sold",
    )
    page.to.setText("Ilse Marrant")
    page.left_out.line.setText("boats")
    page.left_out.line.textEdited.emit("boats")
    page.left_out.found.chosen.emit("MC9")
    page.show_copy(
        (
            HeldItem("S2", SourceId("s2"), "S2", "Kassandra Vogt", True, 3, False),
            HeldItem("MC4/S1", SourceId("s1"), "S1", "Minutes of the harbour board", False, 1, True),
        ),
        (
            Mention("S2", Telling.PART, "claim MC4, verdict, rationale", "VOGT", "VOGT saw the papers."),
            Mention("S7", Telling.NAME, "claim MC9", "منصور", "قال أحمد منصور إن الرافعة بيعت مرتين."),
        ),
        CopyCounts(412, 12, 3_100_000, 3_420_000, 31, 2),
    )
    return page


@exhibit("finding what to leave out", (1280, 800))
def finding() -> QWidget:
    """Typed in the line: what it finds stands below it."""
    page = _page("\u2068الرافعة التي لم تُبع مرتين\u2069 · Fingerprint 3f2a 91bc 07de 55aa", "الرافعة")
    page.show_copy((), (), CopyCounts(12, 0, 0, 41_000, 0, 0))
    page.protection.tick.click()
    page.protection.first.setText("tern")
    page.protection.is_right()
    page.left_out.line.setText("a")
    page.left_out.line.textEdited.emit("a")
    return page


@record
class _File:
    path: Path
    new: int = 0
    last: int = 1_780_000_000_000
    names: tuple[str, ...] = ()
    trouble: FolderTrouble = FolderTrouble.NONE
    other: bool = False


@exhibit("a shared folder", (860, 620))
def shared_folder() -> QWidget:
    """Colleagues' files: with something new, protected, opened with a wrong password, half copied."""
    page = DeedPage()
    files = (
        _File(Path("/srv/harbour/Idris Vale – Harbour.tickmark"), 14, names=("Idris Vale",)),
        _File(Path("/srv/harbour/منصور الأحمد – الرافعة.tickmark"), trouble=FolderTrouble.SEALED),
        _File(Path("/srv/harbour/Ilse Marrant – Harbour.tickmark"), trouble=FolderTrouble.WRONG),
        _File(Path("/srv/harbour/Jonas Reyk – Harbour (1).tickmark"), trouble=FolderTrouble.UNREADABLE),
    )
    head = "\u2068/srv/harbour\u2069 · Fingerprint of what you have here: 3f2a 91bc 07de 55aa"
    rows = folder_rows("Maren Colby – Harbour.tickmark", 1_780_000_000_000, True, files)
    page.show_rows("Shared folder", head, rows)
    page.list.stand_at(str(files[1].path))
    page.offer("Enter its password… (Enter)", "Back to the article (Esc)")
    return page
