"""What the list of claims shows where there is none to show."""

from __future__ import annotations

from widgets.key_names import key_name
from widgets.labels import EmptyState


class NoClaims(EmptyState):
    """Says whether there is no claim yet, or the filter hides all there are.

    Signals: ``wanted`` when the person asks for all of them.
    """

    def show_total(self, total: int) -> None:
        """Say why nothing of so many claims is shown."""
        if not total:
            words = self.tr("Stand in a sentence and press {0} to mark a claim.")
            self.show_words(self.tr("No claims yet"), words.format(key_name("article.mark", "H")))
        else:
            words = self.tr("The filter hides all {0} of them.").format(f"{total:,}")
            self.show_words(self.tr("No claim matches"), words, self.tr("Show all claims"))
