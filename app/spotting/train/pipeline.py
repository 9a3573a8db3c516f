"""Trains the English pipeline: tags, features of words, lemmas and trees, on a small convolutional network.

Needs spaCy. One thread, a fixed seed: the same data and steps give the same weights on the same machine.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from app.spotting.train.treebank import Sentence, grouped, read, with_curly_marks

WIDTH, DEPTH = 96, 4
# One table each for the norm, the prefix, the suffix and the shape of a word.
ROWS = {"NORM": 4000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 1000}


@dataclass(frozen=True)
class Plan:
    """How long to train: ``steps`` of about ``words`` words, the rate falling to nought at the last."""

    steps: int = 3600
    words: int = 600
    warm: int = 200
    flat: float = 0.4
    rate: float = 0.001
    dropout: float = 0.1
    curly: float = 0.25
    seed: int = 7
    every: int = 200

    def rate_at(self, step: int) -> float:
        if step < self.warm:
            return self.rate * (step + 1) / self.warm
        falling = self.steps * self.flat
        if step < falling:
            return self.rate
        return self.rate * max(0.0, (self.steps - step) / (self.steps - falling))


def blank() -> Any:
    """The untrained pipeline."""
    spacy: Any = import_module("spacy")
    nlp: Any = spacy.blank("en")
    nlp.add_pipe(
        "tok2vec",
        config={
            "model": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": WIDTH,
                    "attrs": list(ROWS),
                    "rows": list(ROWS.values()),
                    "include_static_vectors": False,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": WIDTH,
                    "depth": DEPTH,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            }
        },
    )
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH}
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener,
    }
    nlp.add_pipe("tagger", config={"model": tagger})
    nlp.add_pipe("morphologizer", config={"model": tagger})
    nlp.add_pipe("trainable_lemmatizer", name="lemmatizer", config={"model": tagger, "top_k": 3})
    nlp.add_pipe("parser", config={"model": parser, "min_action_freq": 20})
    return nlp


def example(nlp: Any, group: list[Sentence]) -> Any:
    """What the pipeline sees beside what it should say, cut into words by its own rules."""
    tokens: Any = import_module("spacy.tokens")
    training: Any = import_module("spacy.training")
    words = [word for sentence in group for word in sentence.words]
    spaces = [space for sentence in group for space in (*sentence.spaces[:-1], True)]
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in group:
        offset = len(heads)
        heads += [offset + head for head in sentence.heads]
        starts += [i == 0 for i in range(len(sentence.words))]
    gold = tokens.Doc(
        nlp.vocab,
        words=words,
        spaces=spaces,
        tags=[tag for sentence in group for tag in sentence.tags],
        pos=[part for sentence in group for part in sentence.parts],
        morphs=[feature for sentence in group for feature in sentence.features],
        lemmas=[lemma for sentence in group for lemma in sentence.lemmas],
        heads=heads,
        deps=[relation for sentence in group for relation in sentence.relations],
    )
    return training.Example(nlp.make_doc(gold.text), gold)


def _batches(sentences: list[Sentence], plan: Plan, chance: random.Random) -> Iterator[list[list[Sentence]]]:
    """Batches without end; every round over the sentences groups, dresses and shuffles them anew."""
    while True:
        groups = [
            [with_curly_marks(sentence) for sentence in group] if chance.random() < plan.curly else group
            for group in grouped(sentences, chance)
        ]
        chance.shuffle(groups)
        batch: list[list[Sentence]] = []
        size = 0
        for group in groups:
            batch.append(group)
            size += sum(len(sentence.words) for sentence in group)
            if size >= plan.words:
                yield batch
                batch, size = [], 0


def train(data: Path, out: Path, plan: Plan, *, until: float = float("inf")) -> None:
    """Trains on ``data``/ud_english_ewt and keeps the last state in ``out``, with a log of the dev figures.

    ``until`` is a time of the clock (seconds since the epoch) at which to stop whatever the step.
    """
    import_module("spacy.util").fix_random_seed(plan.seed)
    chance = random.Random(plan.seed)
    folder = data / "ud_english_ewt"
    sentences = list(read(folder / "en_ewt-ud-train.conllu"))
    dev = list(read(folder / "en_ewt-ud-dev.conllu"))
    nlp = blank()
    nlp.initialize(lambda: [example(nlp, [sentence]) for sentence in sentences])
    averaged: Any = import_module("thinc.api").Adam(
        plan.rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True
    )
    out.mkdir(parents=True, exist_ok=True)
    log = out / "log.jsonl"
    began = time.process_time()
    for step, batch in enumerate(_batches(sentences, plan, chance)):
        last = step == plan.steps or time.time() > until
        if step and (step % plan.every == 0 or last):
            figures = {"step": step, "cpu": round(time.process_time() - began)}
            with nlp.use_params(averaged.averages):
                nlp.to_disk(out / "pipeline")
                figures |= evaluate(nlp, dev if last else dev[:300])
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(figures) + "\n")
        if last:
            return
        averaged.learn_rate = plan.rate_at(step)
        nlp.update([example(nlp, group) for group in batch], sgd=averaged, drop=plan.dropout)


def evaluate(nlp: Any, sentences: list[Sentence]) -> dict[str, float]:
    """Percentages on single sentences, from raw text: TAG, POS, lemma, UAS and LAS."""
    scores = nlp.evaluate([example(nlp, [sentence]) for sentence in sentences])
    names = {"tag_acc": "TAG", "pos_acc": "POS", "lemma_acc": "lemma", "dep_uas": "UAS", "dep_las": "LAS"}
    return {name: round(100 * float(scores[key]), 1) for key, name in names.items()}
