"""An installed spaCy pipeline: found, read with, and left out with a sentence where it cannot be used."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from app.cli import run
from app.jobs.job import run_job
from app.spotting.records import SpottedArticle
from app.text.lines import line_spans
from app.text.sentences import sentences

TEXT = "The officials report the dam is shut. Zzyx sold 40 cars in 2012."
# What a pipeline for English is labelled like: “officials” is the subject of “report”, “is” its clause.
COMPONENT = """
from spacy.language import Language
import spacy

@Language.component("tiny_tree")
def tiny_tree(doc):
    for token in doc:
        token.dep_, token.head = "dep", doc[0]
    for verb in doc:
        if verb.text == "report":
            clause = next(token for token in doc if token.text == "is")
            doc[verb.i - 1].head, doc[verb.i - 1].dep_ = verb, "nsubj"
            clause.head, clause.dep_ = verb, "ccomp"
            doc[clause.i + 1].head = clause
    return doc

@Language.component("tiny_raising")
def tiny_raising(doc):
    if "Zzyx" in doc.text:
        raise RuntimeError("out of order")
    return doc

def load(**overrides):
    nlp = spacy.blank("LANGUAGE")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Zzyx"}])
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp
"""
# Where spaCy is not, a package of its name stands for one that is broken.
STAND_IN = """
class _Util:
    pass
def load(name):
    raise OSError("config.cfg is missing")
"""


def install(site: Path, name: str, language: str, components: list[str]) -> None:
    package, about = site / name, site / f"{name}-1.0.dist-info"
    package.mkdir(parents=True)
    about.mkdir()
    source = COMPONENT.replace("LANGUAGE", language).replace("COMPONENTS", repr(components))
    (package / "__init__.py").write_text(source, encoding="utf-8")
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n", encoding="utf-8")


def spotted(pipeline: str) -> SpottedArticle:
    spans = [(one.start, one.end) for one in sentences(TEXT, line_spans(TEXT))]
    job = run_job("app.spotting.spot:spot_article", (TEXT, spans, "en", None, pipeline))
    return job.wait(60)


def test_a_pipeline_that_is_not_there_is_told_and_the_article_read_by_rules() -> None:
    rules, without = spotted(""), spotted("en_nowhere_sm")
    assert rules.note == ""
    assert "en_nowhere_sm" in without.note
    assert "Tickmark’s own rules" in without.note
    assert without.sentences == rules.sentences


def test_a_broken_spacy_is_told_and_the_article_read_by_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spacy").mkdir()
    (tmp_path / "spacy" / "__init__.py").write_text(STAND_IN, encoding="utf-8")
    (tmp_path / "spacy" / "util.py").write_text(
        "def get_installed_models():\n    return ['en_broken_sm']\n", encoding="utf-8"
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert run_job("app.spotting.pipelines:installed").wait(60) == ("en_broken_sm",)
    broken = spotted("en_broken_sm")
    assert "cannot be loaded (config.cfg is missing)" in broken.note
    assert broken.sentences == spotted("").sentences


def test_a_pipeline_adds_what_the_rules_leave_open_and_one_that_raises_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed: it is needed only beside Tickmark")
    install(tmp_path, "en_tiny", "en", ["tiny_tree"])
    install(tmp_path, "en_raising", "en", ["tiny_raising"])
    install(tmp_path, "de_tiny", "de", [])
    monkeypatch.syspath_prepend(str(tmp_path))
    assert {"en_tiny", "en_raising", "de_tiny"} <= set(run_job("app.spotting.pipelines:installed").wait(60))
    rules, read = spotted(""), spotted("en_tiny")
    assert read.note == ""
    assert not rules.sentences[0].attributions
    (said,) = read.sentences[0].attributions
    assert (said.source, said.cue, said.act) == ("officials", "report", "asserts")
    assert "name" in {fact.kind for fact in read.sentences[1].facts if fact.start == TEXT.index("Zzyx")}
    raising = spotted("en_raising")
    assert "en_raising went wrong while it read (out of order)" in raising.note
    assert raising.sentences == rules.sentences
    assert "reads “de” and the article is in “en”" in spotted("de_tiny").note

    project, text = str(tmp_path / "work.tickmark"), tmp_path / "dam.txt"
    text.write_text(TEXT, encoding="utf-8")
    assert run(["new", project]) == run(["add", project, str(text)]) == 0
    capfdbinary.readouterr()
    assert run(["spot", project, "--json", "--pipeline", "en_tiny"]) == 0
    assert [one["source"] for one in json.loads(capfdbinary.readouterr().out)[0]["attributions"]] == [
        "officials"
    ]
