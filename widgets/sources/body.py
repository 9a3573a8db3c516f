"""The bodies of the viewer: what each of them has.

Signals: ``wanting`` when there may be something to ask for, which ``next_want`` gives, one thing at a time,
and whose answer ``take`` or ``take_failure`` gets; ``page_changed(page, count)``; ``zoom_changed(factor)``;
``selection_changed``; ``told(sentence)``. ``passage`` is what is selected, ``mark`` goes to a place and marks
it, ``left_at`` and ``stand_at`` keep where it is looked at, ``go_to_page`` shows a page or a sheet.
``abilities`` name what else it can do: zoom_in, zoom_out, zoom_reset, fit_width, next_page, previous_page,
open_find_bar, turn, copy.
"""

from __future__ import annotations

from typing import TypeAlias

from widgets.sources.image_body import ImageBody
from widgets.sources.pdf_body import PdfBody
from widgets.sources.table_body import TableBody
from widgets.sources.text_body import TextBody

Body: TypeAlias = PdfBody | ImageBody | TextBody | TableBody
