"""The inspector as a person uses it: every wish it utters, and nothing typed ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.records import ClaimRecord, ClaimStatus, ConflictRecord, Question, Scale, Stance, Version
from widgets.claim_inspector import ClaimInspector
from widgets.gallery import sidebar_samples as samples
from widgets.inspector.evidence_row import EvidenceRow
from widgets.inspector.question import is_day
from widgets.layouts import LaidOutFirst, ScrolledPage

SAID, SO = Question.SAID, Question.SO
CLOSED, REPORTED, NEW = samples.claims()[0], samples.claims()[1], samples.claims()[2]


@pytest.fixture
def inspector(qtbot: QtBot) -> Iterator[ClaimInspector]:
    made = ClaimInspector()
    qtbot.addWidget(made)
    made.resize(380, 1000)
    made.set_open_parts(("claim",))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.flush()


def show(inspector: ClaimInspector, claim: ClaimRecord | None, scale: Scale | None = None) -> None:
    evidence = samples.evidence_of(claim) if claim is not None and claim.evidence else ()
    inspector.show_claim(claim, evidence, samples.sources(), scale or samples.scale(), samples.ME)


def type_into(qtbot: QtBot, field: QLineEdit | QPlainTextEdit, text: str) -> None:
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, text)


def test_without_a_speaker_only_one_question_is_asked(inspector: ClaimInspector) -> None:
    show(inspector, NEW)
    assert inspector.sections[SAID].isHidden()
    assert not inspector.sections[SO].isHidden()
    show(inspector, REPORTED)
    assert not inspector.sections[SAID].isHidden()
    assert not inspector.sections[SO].isHidden()


def test_what_grows_is_never_laid_out_in_less_than_it_needs(inspector: ClaimInspector) -> None:
    inspector.resize(380, 400)
    show(inspector, REPORTED)
    page = inspector.page.findChild(ScrolledPage)
    assert page is not None
    QApplication.processEvents()
    inspector.delete_button.setMinimumHeight(500)
    # The page's own turn, before any other.
    QApplication.sendPostedEvents(page, QEvent.Type.LayoutRequest.value)
    assert page.height() >= page.heightForWidth(page.width()) > 500
    assert inspector.delete_button.height() >= 500


class _Painted(QObject):
    """How often a page was painted with less height than it needs."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.all = self.short = 0
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.all += 1
            self.short += watched.height() < watched.heightForWidth(watched.width())
        return super().eventFilter(watched, event)


def test_what_grows_deep_inside_is_not_painted_before_all_around_it_is_laid_out(
    inspector: ClaimInspector,
) -> None:
    LaidOutFirst(inspector)
    inspector.resize(380, 400)
    show(inspector, REPORTED)
    page = inspector.page.findChild(ScrolledPage)
    assert page is not None
    QApplication.processEvents()
    painted = _Painted(page)
    for height in range(60, 120, 10):
        for button in inspector.sections[SAID].picker.buttons:
            button.setMinimumHeight(height)
        page.update()
        QApplication.processEvents()
    assert painted.all
    assert not painted.short


def test_naming_a_speaker_wishes_for_the_whole_attribution(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    type_into(qtbot, inspector.attribution.speaker, "The mayor")
    assert inspector.attribution.through.isVisible()
    with qtbot.waitSignal(inspector.attribution_requested) as told:
        qtbot.keyClick(inspector.attribution.speaker, Qt.Key.Key_Return)
    assert told.args == [NEW.id, "The mayor", "", ""]


def test_the_wheel_scrolls_past_a_choice_and_changes_nothing(inspector: ClaimInspector) -> None:
    show(inspector, REPORTED)
    act = inspector.attribution.act
    before, point = act.currentIndex(), QPoint(20, 10)
    none, unheld = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    everywhere = QPointF(act.mapToGlobal(point))
    wheel = QWheelEvent(QPointF(point), everywhere, QPoint(), QPoint(0, -120), none, unheld, phase, False)
    QApplication.sendEvent(act, wheel)
    assert act.currentIndex() == before
    assert not wheel.isAccepted()


def test_choosing_an_act_sends_the_speaker_along(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, REPORTED)
    act: QComboBox = inspector.attribution.act
    with qtbot.waitSignal(inspector.attribution_requested) as told:
        act.setCurrentIndex(act.findData("denies"))
        act.activated.emit(act.currentIndex())
    assert told.args == [REPORTED.id, REPORTED.speaker, REPORTED.through, "denies"]


def test_a_number_rates_the_question_in_focus_and_sends_the_verdict_whole(
    inspector: ClaimInspector, qtbot: QtBot
) -> None:
    show(inspector, REPORTED)
    assert inspector.question is SAID
    inspector.switch_question()
    with qtbot.waitSignal(inspector.verdict_requested) as told:
        inspector.rate(5)
    assert told.args == [REPORTED.id, SO, 5, "The count leaves the crew out.", ""]


def test_rating_takes_rationale_that_is_still_being_typed_along(
    inspector: ClaimInspector, qtbot: QtBot
) -> None:
    show(inspector, NEW)
    type_into(qtbot, inspector.sections[SO].rationale, "Counted twice.")
    with qtbot.waitSignal(inspector.verdict_requested) as told:
        inspector.rate(2)
    assert told.args == [NEW.id, SO, 2, "Counted twice.", ""]
    with qtbot.assertNotEmitted(inspector.verdict_requested):
        inspector.flush()


def test_the_same_number_again_takes_the_rating_back(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    inspector.rate(2)
    with qtbot.waitSignal(inspector.verdict_requested) as told:
        inspector.rate(2)
    assert told.args is not None
    assert told.args[2] is None


def test_a_number_off_the_scale_rates_nothing(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    with qtbot.assertNotEmitted(inspector.verdict_requested):
        inspector.rate(9)


def test_a_rating_stays_pressed_until_its_record_arrives(inspector: ClaimInspector) -> None:
    show(inspector, NEW)
    inspector.rate(2)
    show(inspector, replace(NEW, wording="Changed meanwhile."))
    assert inspector.sections[SO].rating == 2
    show(inspector, replace(NEW, verdicts=(samples.verdict(NEW.id, SO, 2),)))
    show(inspector, NEW)
    assert inspector.sections[SO].rating is None


def test_turning_to_a_question_gives_it_the_number_keys(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, REPORTED)
    inspector.sections[SO].turn_button.click()
    assert inspector.question is SO
    assert inspector.sections[SO].rationale.isVisible()
    assert not inspector.sections[SAID].rationale.isVisible()
    assert inspector.sections[SO].active
    assert not inspector.sections[SAID].active


def test_another_claim_first_tells_what_was_typed_for_the_one_before(
    inspector: ClaimInspector, qtbot: QtBot
) -> None:
    show(inspector, NEW)
    type_into(qtbot, inspector.wording, "A wording.")
    with qtbot.waitSignal(inspector.wording_requested) as told:
        show(inspector, REPORTED)
    assert told.args == [NEW.id, "A wording."]
    assert inspector.wording.draft.text == REPORTED.wording


def test_every_field_with_unsent_typing_is_flushed(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, REPORTED)
    inspector.wording.draft.restore("Wording")
    inspector.sections[SAID].rationale.draft.restore("Said so")
    inspector.sections[SO].as_of.draft.restore("2026-11-01")
    with qtbot.waitSignals(
        [inspector.wording_requested, inspector.verdict_requested, inspector.verdict_requested]
    ):
        inspector.flush()


def test_news_of_the_same_claim_leaves_the_typing_alone(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    rationale = inspector.sections[SO].rationale
    type_into(qtbot, rationale, "Half a sent")
    show(
        inspector,
        replace(NEW, wording="From a colleague", verdicts=(samples.verdict(NEW.id, SO, 3, "Other"),)),
    )
    assert inspector.wording.draft.text == "From a colleague"
    assert rationale.draft.text == "Half a sent"
    assert rationale.hasFocus()
    assert rationale.textCursor().position() == len("Half a sent")


def test_typing_is_told_for_safe_keeping_by_field(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    with qtbot.waitSignal(inspector.typing, timeout=1000) as told:
        type_into(qtbot, inspector.sections[SO].rationale, "x")
    assert told.args == [NEW.id, "so.rationale", "x"]


def test_kept_typing_comes_back_into_its_field(inspector: ClaimInspector) -> None:
    show(inspector, NEW)
    inspector.restore("so.rationale", "Typed before the crash")
    assert inspector.sections[SO].rationale.draft.unsent


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (("so-rationale",), "Needs a rationale."),
        (("so-rating", "so-rationale", "so-evidence"), "Needs a verdict, a rationale and evidence."),
    ],
)
def test_closing_says_what_is_missing(
    inspector: ClaimInspector, missing: tuple[str, ...], words: str
) -> None:
    show(inspector, replace(NEW, missing=missing))
    assert inspector.closing.words == words
    assert not inspector.closing.close_button.isEnabled()


def test_closing_names_the_question_where_there_are_two(inspector: ClaimInspector) -> None:
    show(inspector, replace(REPORTED, difference=False, missing=("said-rationale", "so-evidence")))
    said, so = inspector.closing.words.splitlines()
    assert said == "Needs a rationale for “Was it said?”"
    assert so == "Needs evidence for “Is it so?”"


def test_a_claim_with_nothing_missing_closes_at_one_press(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, replace(NEW, missing=()))
    with qtbot.waitSignal(inspector.close_requested) as told:
        inspector.close_claim()
    assert told.args == [NEW.id, ""]


def test_closing_without_needs_a_reason(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    with qtbot.assertNotEmitted(inspector.close_requested):
        inspector.close_claim()
    qtbot.waitUntil(inspector.closing.reason.hasFocus)
    qtbot.keyClicks(inspector.closing.reason, "A prediction.")
    with qtbot.waitSignal(inspector.close_requested) as told:
        qtbot.keyClick(inspector.closing.reason, Qt.Key.Key_Return)
    assert told.args == [NEW.id, "A prediction."]


def test_a_claim_on_which_checkers_differ_cannot_be_closed(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, replace(REPORTED, missing=()))
    assert "differ" in inspector.closing.words
    with qtbot.assertNotEmitted(inspector.close_requested):
        inspector.close_claim()


def test_a_closed_claim_can_be_reopened(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, CLOSED)
    with qtbot.waitSignal(inspector.reopen_requested) as told:
        inspector.closing.reopen_button.click()
    assert told.args == [CLOSED.id]
    assert inspector.closing.close_button.isHidden()


def test_deleting_first_tells_what_was_typed(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    inspector.wording.draft.restore("Not lost")
    with qtbot.waitSignals([inspector.wording_requested, inspector.delete_requested], order="strict"):
        inspector.delete_button.click()


def test_enter_on_a_found_source_cites_it_on_the_question_in_focus(
    inspector: ClaimInspector, qtbot: QtBot
) -> None:
    show(inspector, REPORTED)
    inspector.begin_evidence()
    line = inspector.evidence.finder.line
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "harbour mas")
    with qtbot.waitSignal(inspector.cite_requested) as told:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert told.args == [REPORTED.id, "S4", SAID, Stance.CONTEXT, "", "", None]


def test_the_source_used_last_is_found_first(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    finder = inspector.evidence.finder
    assert [s.number for s in finder.matches("")][:2] == ["S6", "S5"]
    finder.note_used(samples.sources()[1].id)
    assert [s.number for s in finder.matches("")][:2] == ["S2", "S6"]
    assert finder.matches("s3")[0].number == "S3"


def test_a_passage_stance_and_locator_travel_with_the_citation(
    inspector: ClaimInspector, qtbot: QtBot
) -> None:
    show(inspector, NEW)
    form, finder = inspector.evidence.form, inspector.evidence.finder
    type_into(qtbot, finder.line, "s1")
    qtbot.keyClick(finder.line, Qt.Key.Key_Tab)
    assert finder.source is not None
    form.stance.chip(Stance.CONTRADICTS).click()
    type_into(qtbot, form.passage, "on 29 September")
    type_into(qtbot, form.locator, "item 7")
    with qtbot.waitSignal(inspector.cite_requested) as told:
        qtbot.keyClick(form.locator, Qt.Key.Key_Return)
    assert told.args == [NEW.id, "S1", SO, Stance.CONTRADICTS, "on 29 September", "item 7", None]
    assert form.passage.draft.text == ""


def test_words_that_are_no_source_yet_wish_for_one(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    line = inspector.evidence.finder.line
    type_into(qtbot, line, "https://example.org/page")
    with qtbot.waitSignal(inspector.source_wanted) as told:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert told.args == [NEW.id, "https://example.org/page", ""]
    type_into(qtbot, line, "A. Aalto")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    with qtbot.waitSignal(inspector.source_wanted) as told:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert told.args == [NEW.id, "A. Aalto", "person"]


def test_a_citation_begun_waits_with_its_claim(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    inspector.begin_evidence()
    type_into(qtbot, inspector.evidence.form.passage, "half a passage")
    show(inspector, REPORTED)
    assert inspector.evidence.form.passage.draft.text == ""
    show(inspector, NEW)
    assert inspector.evidence.form.passage.draft.text == "half a passage"


def test_evidence_is_edited_in_its_place(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, CLOSED)
    row = inspector.evidence.row("e2")
    row.edit_button.click()
    assert row.form is not None
    row.form.locator.draft.reset("S. 4")
    with qtbot.waitSignal(inspector.evidence_edited) as told:
        row.form.button.click()
    assert told.args == ["e2", SO, Stance.CONTRADICTS, "Besatzungsmitglieder werden nicht gezählt.", "S. 4"]


def test_news_does_not_close_the_form_in_which_evidence_is_edited(inspector: ClaimInspector) -> None:
    show(inspector, CLOSED)
    row = inspector.evidence.row("e2")
    row.edit_button.click()
    assert row.form is not None
    row.form.passage.draft.restore("typed")
    show(inspector, replace(CLOSED, wording="News"))
    assert inspector.evidence.row("e2").form is row.form
    assert row.form.passage.draft.text == "typed"


def test_a_passage_of_many_pages_leaves_room_for_the_rest_and_its_form_has_all_of_it(
    inspector: ClaimInspector,
) -> None:
    show(inspector, CLOSED)
    row = inspector.evidence.row("e2")
    before = row.sizeHint().height()
    row.show_evidence(replace(row.evidence, passage="word {0} " * 8_000), two_questions=True)
    assert row.heightForWidth(row.width()) < before + 1_500
    told = [label.text() for label in row.findChildren(QLabel) if "1,500 of 72,000" in label.text()]
    assert len(told) == 1
    row.edit_button.click()
    assert row.form is not None
    assert len(row.form.passage.draft.text) == 72_000


def test_another_claim_first_takes_the_edit_in_an_open_evidence_form(
    inspector: ClaimInspector, qtbot: QtBot
) -> None:
    show(inspector, CLOSED)
    inspector.restore("e2.locator", "S. 5")
    with qtbot.waitSignal(inspector.evidence_edited) as told:
        show(inspector, NEW)
    assert told.args is not None
    assert (told.args[0], told.args[4]) == ("e2", "S. 5")


def test_a_reason_begun_waits_with_its_claim(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    type_into(qtbot, inspector.closing.reason, "Only an op")
    with qtbot.waitSignal(inspector.typing) as told:
        show(inspector, CLOSED)
    assert told.args == [NEW.id, "close_reason", "Only an op"]
    show(inspector, NEW)
    assert inspector.closing.reason.text() == "Only an op"


def test_evidence_can_be_removed(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, CLOSED)
    with qtbot.waitSignal(inspector.evidence_removed) as told:
        inspector.evidence.row("e3").remove_button.click()
    assert told.args == ["e3"]


def test_other_checkers_verdicts_are_shown_by_name(inspector: ClaimInspector) -> None:
    show(inspector, REPORTED)
    shown = [label.accessibleName() for label in inspector.sections[SO].findChildren(QWidget)]
    assert "Jonas Reyk" in shown
    assert "No count by crew exists." in shown


def test_a_verdict_on_another_scale_is_not_edited_as_if_it_were_on_this_one(
    inspector: ClaimInspector, qtbot: QtBot
) -> None:
    show(inspector, REPORTED, samples.scale("magazine"))
    section = inspector.sections[SO]
    assert section.rating is None
    assert section.rationale.isReadOnly()
    with qtbot.assertNotEmitted(inspector.verdict_requested):
        inspector.flush()


def test_keeping_one_version_of_a_conflict_wishes_for_it(inspector: ClaimInspector, qtbot: QtBot) -> None:
    versions = (Version("one", "Maren", 1, "t1"), Version("two", "Jonas", 2, "t2"))
    claim = replace(NEW, conflicts=1)
    conflict = ConflictRecord(claim.id, claim.id, "wording", versions)
    inspector.show_claim(claim, (), (), samples.scale(), samples.ME, (conflict,))
    keep = [b for b in inspector.findChildren(QPushButton) if b.accessibleName() == "Keep Jonas’s version"]
    with qtbot.waitSignal(inspector.version_requested) as told:
        keep[0].click()
    assert told.args == [claim.id, "wording", "t2"]


def test_escape_gives_the_keyboard_back(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, NEW)
    type_into(qtbot, inspector.wording, "kept")
    with qtbot.waitSignals([inspector.wording_requested, inspector.left], order="strict"):
        qtbot.keyClick(inspector.wording, Qt.Key.Key_Escape)


def test_no_claim_says_what_to_do(inspector: ClaimInspector) -> None:
    show(inspector, None)
    assert inspector.claim is None
    assert "press H" in inspector._empty.words


@pytest.mark.parametrize("claim", samples.claims(), ids=lambda claim: claim.number)
def test_every_control_has_a_name_to_be_read_out(inspector: ClaimInspector, claim: ClaimRecord) -> None:
    show(inspector, claim)
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    nameless = [
        control
        for control in inspector.findChildren(QWidget)
        if isinstance(control, kinds)
        and control.isVisibleTo(inspector)
        and control.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (control.accessibleName() or (isinstance(control, QAbstractButton) and control.text()))
    ]
    assert nameless == []


def test_a_long_word_does_not_widen_the_page(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, samples.claims()[3])
    page, viewport = inspector.page.widget(), inspector.page.viewport()
    assert page is not None
    qtbot.waitUntil(lambda: page.width() <= viewport.width())


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-11-23", True), ("2026-11", True), ("2026", True), ("2026-02-30", False), ("yesterday", False)],
)
def test_a_date_is_told_from_other_words(text: str, day: bool) -> None:
    assert is_day(text) is day


def test_status_words_follow_the_claim(inspector: ClaimInspector) -> None:
    show(inspector, replace(NEW, status=ClaimStatus.RATED))
    assert inspector.page.header._status.words == "Rated, not closed"


def test_a_key_into_a_field_goes_on_where_its_words_end(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, CLOSED)
    inspector.begin_wording()
    qtbot.waitUntil(inspector.wording.hasFocus)
    qtbot.keyClicks(inspector.wording, " More.")
    assert inspector.wording.plain() == f"{CLOSED.wording} More."


def test_the_question_that_the_keys_rate_is_in_sight(inspector: ClaimInspector, qtbot: QtBot) -> None:
    inspector.resize(380, 300)
    show(inspector, REPORTED)
    inspector.page.verticalScrollBar().setValue(10_000)
    so = inspector.sections[SO].picker
    inspector.switch_question()
    qtbot.waitUntil(lambda: so.visibleRegion().boundingRect() == so.rect())


def test_a_source_that_is_gone_is_not_left_chosen(inspector: ClaimInspector) -> None:
    show(inspector, NEW)
    first, *others = samples.sources()
    inspector.choose_source(first.id)
    assert inspector.evidence.form.button.isEnabled()
    inspector.show_claim(NEW, (), others, samples.scale(), samples.ME)
    assert not inspector.evidence.form.button.isEnabled()
    assert inspector.evidence.finder.line.text() == ""


def test_the_sources_found_are_in_sight(inspector: ClaimInspector, qtbot: QtBot) -> None:
    inspector.resize(380, 400)
    show(inspector, REPORTED)
    inspector.begin_evidence()
    found = inspector.evidence.finder.found
    qtbot.waitUntil(lambda: found.visibleRegion().boundingRect() == found.rect())


def test_what_waits_on_one_claim_is_never_told_of_the_next(inspector: ClaimInspector, qtbot: QtBot) -> None:
    show(inspector, REPORTED)
    told: list[tuple[str, str, str]] = []
    inspector.typing.connect(lambda *words: told.append(words))
    qtbot.keyClicks(inspector.closing.reason, "speaker not reached")
    show(inspector, None)
    show(inspector, NEW)
    assert {claim for claim, _, words in told if words} == {REPORTED.id}
    show(inspector, REPORTED)
    assert inspector.closing.reason.text() == "speaker not reached"


def test_going_from_claim_to_claim_makes_no_row_anew(inspector: ClaimInspector) -> None:
    cited = [claim for claim in samples.claims() if claim.evidence]
    for claim in (*cited, NEW):
        show(inspector, claim)
    made = set(inspector.findChildren(QWidget))
    for claim in (*cited, NEW, *reversed(cited)):
        show(inspector, claim)
        shown = [row for row in inspector.evidence.findChildren(EvidenceRow) if not row.isHidden()]
        wanted = samples.evidence_of(claim) if claim.evidence else ()
        assert [row.evidence.id for row in shown] == [one.id for one in wanted]
    assert set(inspector.findChildren(QWidget)) == made
