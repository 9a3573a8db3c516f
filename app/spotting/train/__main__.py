"""Trains the models that ship: ``python -m app.spotting.train --data FOLDER --out FOLDER [MODEL…]``

FOLDER of --data holds the corpora (checkthat24_task1, ud_english_ewt). MODEL is check-worthiness (the
default; plain Python, some minutes) or pipeline (needs spaCy; 25 minutes of CPU, or as many minutes on the
clock as --minutes allows: what it has by then is kept).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from db.errors import KnownError

MODELS = ("check-worthiness", "pipeline")


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains what was asked for; 1 with a sentence where the data is not there."""
    parser = argparse.ArgumentParser(prog="python -m app.spotting.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("models", nargs="*", default=MODELS[:1], metavar="MODEL")
    asked = parser.parse_args(arguments)
    unknown = set(asked.models) - set(MODELS)
    if unknown:
        parser.error(f"no model is called {', '.join(sorted(unknown))}: {', '.join(MODELS)}")
    try:
        if "check-worthiness" in asked.models:
            from app.spotting.train import check_worthiness

            print(json.dumps(check_worthiness.train(asked.data, asked.out), indent=2))
        if "pipeline" in asked.models:
            from app.spotting.train import pipeline

            end = time.time() + 60 * asked.minutes
            pipeline.train(asked.data, asked.out / "pipeline_en", pipeline.Plan(), until=end)
    except KnownError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
