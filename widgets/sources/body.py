"""The bodies of the viewer: what each of them has.

Signals: ``wanting`` when there may be something to ask for, which ``next_want`` gives, one thing at a time,
and whose answer ``take`` or ``take_failure`` gets; ``page_changed(page, count)``; ``zoom_changed(factor)``;
``selection_changed``; ``told(sentence)``. ``passage`` is what is selected, ``mark`` goes to a place and marks
it, ``copy`` copies, ``go_to_page`` shows a page or a sheet. One that can be zoomed has ``zoom_in``,
``zoom_out`` and ``fit``; one with pages ``next_page`` and ``previous_page``; one that can be searched
``open_find_bar``; one that can be turned ``turn``.
"""

from __future__ import annotations

from typing import TypeAlias

from widgets.sources.pdf_body import PdfBody

Body: TypeAlias = PdfBody
