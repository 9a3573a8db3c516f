from __future__ import annotations

import random
from array import array
from pathlib import Path

import pytest

from app.spotting.check_worthiness import Scorer, load
from app.spotting.train.__main__ import main
from app.spotting.train.check_worthiness import Features, Settings, train
from app.spotting.train.corpora import checkthat24
from app.spotting.train.linear import (
    Row,
    average_precision,
    best_threshold,
    calibrate,
    calibration_error,
    dot,
    f1,
    fit,
)
from app.spotting.train.treebank import grouped, read, with_curly_marks

FOR = ("taxes fell {} percent", "the army lost {} ships", "prices rose to ${} in Paris")
AGAINST = ("thank you all", "what should we do about it?", "i love this great place")


def corpus(folder: Path, part: str, count: int, seed: int) -> None:
    chance = random.Random(seed)
    file = folder / f"checkthat24_task1/english/CT24_checkworthy_english_{part}.tsv"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = ["Sentence_id\tText\tclass_label"]
    for i in range(count):
        yes = chance.random() < 0.4
        said = chance.choice(FOR if yes else AGAINST).format(chance.randint(2, 99))
        lines.append(f"{i}\t{said} {chance.choice(('again', 'now', 'today'))}\t{'Yes' if yes else 'No'}")
    file.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    corpus(tmp_path, "train", 240, 1)
    corpus(tmp_path, "dev", 60, 2)
    return tmp_path


def test_training_twice_gives_the_same_file_and_the_figures_of_what_it_wrote(data: Path) -> None:
    first, second = train(data, data / "one"), train(data, data / "two")
    name = "check_worthiness_en.json.z"
    assert (data / "one" / name).read_bytes() == (data / "two" / name).read_bytes()
    assert first == second
    assert first["dev"]["F1"] > 0.95


def test_the_scorer_sums_what_training_summed(data: Path) -> None:
    train(data, data)
    labelled = checkthat24(data, "train")
    settings = Settings()
    features = Features.of([one.sentence for one in labelled], settings)
    rows = features.rows(labelled)
    weights, bias = fit(rows, features.size, settings.cost, settings.rounds, settings.seed)
    scorer = Scorer(load(data / "check_worthiness_en.json.z"))
    for one, row in zip(labelled, rows, strict=True):
        # Apart by what rounding the weights costs.
        assert scorer.sum(one.sentence) == pytest.approx(dot(row, weights) + bias, abs=0.02)


def test_without_the_data_the_file_that_is_missing_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "--out", str(tmp_path)]) == 1
    assert "CT24_checkworthy_english_train.tsv is not there" in capsys.readouterr().err


def test_a_machine_learns_which_feature_says_yes() -> None:
    rows = [Row(((array("i", [i % 2, 2]), 1.0),), i % 2 == 0) for i in range(20)]
    weights, bias = fit(rows, 3, 1.0, 20, 1)
    assert dot(rows[0], weights) + bias > 0.5
    assert dot(rows[1], weights) + bias < -0.5


def test_figures_are_what_the_textbook_says() -> None:
    scores, labels = [0.9, 0.8, 0.7, 0.6], [True, False, True, False]
    assert average_precision(scores, labels) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([0.5] * 4, labels) == pytest.approx(0.5)
    assert best_threshold(scores, labels) == 0.7
    assert f1(scores, labels, 0.7) == pytest.approx((2 / 3, 1.0, 0.8))
    assert calibration_error([0.25] * 4, [True, False, False, False]) == pytest.approx(0)
    assert calibration_error([0.95] * 4, [False] * 4) == pytest.approx(0.95)


def test_calibration_finds_the_chances_sums_were_drawn_from() -> None:
    chance = random.Random(3)
    sums = [chance.choice((-1.0, 1.0)) for _ in range(20_000)]
    labels = [chance.random() < (0.8 if s > 0 else 0.1) for s in sums]
    slope, shift = calibrate(sums, labels)
    # log(0.8 / 0.2) and log(0.1 / 0.9) at sums of 1 and -1.
    assert slope + shift == pytest.approx(1.386, abs=0.1)
    assert shift - slope == pytest.approx(-2.197, abs=0.1)


CONLLU = """# newdoc id = a
# text = They don't "go".
1\tThey\tthey\tPRON\tPRP\tCase=Nom\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t6\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_
4\t"\t"\tPUNCT\t``\t_\t6\tpunct\t_\tSpaceAfter=No
5\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
6\t"\t"\tPUNCT\t''\t_\t5\tpunct\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

# text = Yes.
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_
"""


def test_a_treebank_is_read_with_the_text_it_stands_in(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    file.write_text(CONLLU, "utf-8")
    first, second = read(file)
    text = "".join(w + " " * s for w, s in zip(first.words, first.spaces, strict=True))
    assert text.strip() == 'They don\'t "go".'
    assert (first.heads[4], first.relations[4]) == (4, "ROOT")
    assert with_curly_marks(first).words[2:7] == ["n’t", "“", "go", "”", "."]
    assert (first.begins_paragraph, second.begins_paragraph) == (True, False)
    assert [len(group) for group in grouped([first, second], random.Random(1), share=1)] == [2]
