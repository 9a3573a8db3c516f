"""How many suggestions are shown, and what is kept of them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.spotting.kept import Found, keep, kept, kept_file, may_keep
from app.spotting.packed import packed, unpacked
from app.spotting.shown import FEW, LEAST, LEAST_OF_FEW, SHARE, least_rank
from app.spotting.spot import spot
from app.text.lines import line_spans
from app.text.sentences import sentences
from db.place import identity
from db.project_file import Project
from db.sealing import Password

TEXT = (
    "According to a report by the Gazette, sailors have been seen using crates that they claim were obtained "
    "after being seized by a friendly port.\n"
    "The ministry has suggested that these crates were reportedly captured by pirates.\n"
    "The United States accused the port of supplying arms.\nWe must not give up hope.\n"
)


def test_what_is_packed_names_the_speaker_furthest_inside_and_what_he_says() -> None:
    spans = [(one.start, one.end) for one in sentences(TEXT, line_spans(TEXT))]
    first, second, third, last = (
        packed(TEXT, one, scored=False) for batch in spot(TEXT, spans, "en", None) for one in batch
    )
    told = unpacked(first)
    assert (told.speaker, told.act, told.through) == ("sailors", "claims", ("a report by the Gazette",))
    # The rest of a sentence is no wording.
    assert told.wording == ""
    suggested = unpacked(second)
    assert suggested.wording == "These crates were reportedly captured by pirates."
    assert suggested.hedges == ("reportedly",)
    accused = unpacked(third)
    assert (accused.speaker, accused.act, accused.kind) == ("The United States", "accuses", "accusation")
    assert (last.no_check, last.rank) == ("opinion", 0)
    # The facts it holds are among its words.
    assert ("name", "Gazette") in [(fact.kind, TEXT[fact.start : fact.end]) for fact in told.facts]


@given(st.lists(st.integers(0, 2200), max_size=80), st.integers(0, 100))
def test_never_more_are_shown_than_the_share_or_a_few_and_more_of_them_the_larger_it_is(
    ranks: list[int], share: int
) -> None:
    shown = [rank for rank in ranks if rank >= least_rank(ranks, len(ranks), share)]
    assert len(shown) <= max(-(-len(ranks) * share // 100), min(FEW, -(-FEW * share // SHARE)))
    assert 0 not in shown
    assert least_rank(ranks, len(ranks), SHARE) >= (LEAST if len(ranks) > 3 * FEW else LEAST_OF_FEW)
    assert least_rank(ranks, len(ranks), min(100, share + 10)) <= least_rank(ranks, len(ranks), share)


def test_a_short_article_shows_what_the_model_suggests_up_to_a_few_and_a_long_one_the_best_third() -> None:
    ranks = [940, 930, 820, 700, 460, 410, 320, 260]
    assert [rank for rank in ranks if rank >= least_rank(ranks, 16)] == ranks[:6]
    assert [rank for rank in ranks if rank >= least_rank(ranks, 40)] == ranks[:4]
    assert [rank for rank in ranks if rank >= least_rank(ranks, 16, 10)] == ranks[:4]
    assert least_rank(ranks, 16, 0) > max(ranks)


def test_what_was_kept_is_read_again_and_what_is_damaged_goes(tmp_path: Path) -> None:
    path = kept_file("text:" + "0" * 64, "en")
    assert kept(path) is None
    spans = [(one.start, one.end) for one in sentences(TEXT, line_spans(TEXT))]
    several = tuple(
        packed(TEXT, one, scored=False) for batch in spot(TEXT, spans, "en", None) for one in batch
    )
    keep(path, Found("en", ("scores",), several))
    assert kept(path) == Found("en", ("scores",), several)
    path.write_bytes(path.read_bytes()[:-9])
    assert kept(path) is None
    assert not path.exists()
    keep(tmp_path / "nowhere" / "x.z", Found("en", (), several))


def test_of_a_project_behind_a_password_nothing_is_kept(tmp_path: Path) -> None:
    with Project.create(tmp_path / "open.tickmark", identity(), title="Open") as project:
        assert may_keep(project)
    password = Password("Fähre 41,200")
    with Project.create(
        tmp_path / "sealed.tickmark", identity(), title="Sealed", password=password
    ) as project:
        assert not may_keep(project)
