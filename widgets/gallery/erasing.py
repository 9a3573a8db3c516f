"""What is looked over before something is erased for good."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.records.erasing import AlsoItem, ErasureLook, ErasureRecord, GoingItem, HolderItem
from widgets.erasing.page import ErasePage
from widgets.gallery import exhibit

_NAME = "Donaudampfschifffahrtsgesellschaftskapitän Gunilla Holmqvist-Sandberg"
_LOOK = ErasureLook(
    words=("a" * 64, "b" * 64, "c" * 64, "d" * 64),
    files=("e" * 64,),
    items=(
        GoingItem("claim MC4, the wording", (f"{_NAME} saw it go", "A neighbour saw it go"), 0, 0),
        GoingItem("evidence on claim MC4, a quoted passage", ("قالت السيدة هولمكفيست إنها رأته",), 0, 0),
        GoingItem("source S2, the kept copy", ("letter.pdf",), 1, 3_100_000),
    ),
    also=(
        AlsoItem("source S7, the kept copy", "", goes=True),
        AlsoItem("the text of “The crane that was never sold”", f"{_NAME} saw it go", goes=False),
    ),
    backups=("/home/maren/crane.before-merge-2026-11-23-181502.tickmark",),
    folder="/home/maren/Synced/crane – Maren Colby.tickmark",
    holders=(HolderItem("Ilse Marrant", 1_780_000_000_000), HolderItem("منصور الأحمد", 1_770_000_000_000)),
)


@exhibit("erasing for good", (680, 800), (1280, 800), (1920, 1080))
def erasing() -> QWidget:
    """A claim and a source named, with where the same stands and who has it still."""
    page = ErasePage()
    page.begin((("MC4", "Claim MC4"), ("MC4/wording", "Its wording alone"), ("S2", "Source S2")))
    page.what.setText("MC4; S2")
    page.reason.setText("She asked for it, and has a right to it")
    page.show_look(_LOOK)
    return page


@exhibit("nothing to erase", (1280, 800))
def refused() -> QWidget:
    """What is named names nothing."""
    page = ErasePage()
    page.begin((("MC4", "Claim MC4"),))
    page.what.setText("MC44")
    page.show_nothing("There is no claim, source, person or article “MC44” to erase; nothing was erased.")
    return page


@exhibit("erasing what a colleague erased", (1280, 800))
def proposed() -> QWidget:
    """A proposal, looked over before it is carried out here."""
    page = ErasePage()
    known = ErasureRecord(
        "erasure:0",
        "She asked for it",
        "Ilse Marrant",
        1_780_000_000_000,
        (),
        (),
        5,
        "proposed",
        (),
    )
    page.begin_proposed(known)
    page.show_look(_LOOK)
    return page
