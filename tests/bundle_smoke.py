"""Tries the built bundle as a person would, without a screen: ``python3 bootstrap.py bundle`` runs it.

python tests/bundle_smoke.py DIST/Tickmark

Not one of the tests of the suite: building takes a minute. Every step has a time limit, since a program that
fails in its window goes on running. Prints what it found and ends with status 1 at the first thing amiss.
"""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT_S = 120
TYPESETTING_S = 0.6
"""CPU after which the child that makes a sheet has started and is at work, and far from done."""
ARTICLE = "Ferry costs twice\n\nThe board said that 310 people a day took the ferry. It was cold.\n"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ferry costs twice</title></head><body><article>
<h1>Ferry costs twice</h1>
<p>The board said that 310 people a day took the ferry across the bay in the winter of 1962.</p>
<p>The town paid for it twice, once for the boat and once for the quay, and nobody could say why.</p>
</article></body></html>"""
SENTENCE = "310 people a day took the ferry"
DEV = ("hypothesis", "pytest", "tkinter", "_tkinter", "pikepdf", "setuptools", "uv", "pyright")


class Amiss(Exception):
    """What is not as it should be."""


class Bundle:
    """The built folder and the two programs in it, run in a place of their own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.home = home
        ending = ".exe" if os.name == "nt" else ""
        self.window = folder / f"Tickmark{ending}"
        named = folder / "tickmark" if sys.platform.startswith("linux") else folder / f"tickmark-cli{ending}"
        self.console = named
        own = {"HOME": home, "USERPROFILE": home, "TICKMARK_STATE_DIR": home, "TICKMARK_CONFIG_DIR": home}
        self.env = os.environ | {name: str(path) for name, path in own.items()}
        self.env["QT_QPA_PLATFORM"] = "offscreen"
        for name in ("PYTHONPATH", "PYTHONHOME", "QT_PLUGIN_PATH"):
            self.env.pop(name, None)

    def run(self, program: Path, *words: str | Path) -> str:
        """What the program printed; Amiss where it fails or takes too long."""
        try:
            done = subprocess.run(
                [program, *words], env=self.env, cwd=self.home, capture_output=True, timeout=LIMIT_S
            )
        except subprocess.TimeoutExpired:
            raise Amiss(f"{program.name} {words[0]} took longer than {LIMIT_S} s") from None
        if done.returncode != 0:
            raise Amiss(f"{program.name} {words[0]} ended with {done.returncode}: {done.stderr.decode()}")
        return done.stdout.decode("utf-8")

    def start(self, program: Path, *words: str | Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen([program, *words], env=self.env, cwd=self.home)

    def processes(self) -> Iterator[int]:
        """Every process that runs one of the two programs (Linux)."""
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if (entry / "exe").readlink().parent == self.folder:
                    yield int(entry.name)
            except OSError:
                continue


def main(folder: str) -> int:
    with tempfile.TemporaryDirectory(prefix="tickmark-smoke-") as home:
        bundle = Bundle(Path(folder).resolve(), Path(home))
        try:
            check_contents(bundle)
            check_commands(bundle)
            check_sample(bundle)
            if sys.platform.startswith("linux"):
                check_start(bundle)
                check_killed(bundle)
        except Amiss as error:
            tell(f"AMISS: {error}")
            return 1
    return 0


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def check_contents(bundle: Bundle) -> None:
    """Nothing in it that only developers need; its size."""
    size = sum(f.stat().st_size for f in bundle.folder.rglob("*") if f.is_file() and not f.is_symlink())
    tell(f"size: {size / 2**20:.0f} MiB")
    names = {path.name.partition(".")[0] for path in bundle.folder.rglob("*")}
    strays = sorted(names & set(DEV))
    if strays:
        raise Amiss(f"what only developers need is in the bundle: {', '.join(strays)}")


def check_commands(bundle: Bundle) -> None:
    """A project from article to sheet in the terminal."""
    run, project = bundle.run, bundle.home / "ferry.tickmark"
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    if run(bundle.console, "--version").split()[-1] != version:
        raise Amiss(f"--version does not tell {version}")
    article = bundle.home / "ferry.txt"
    article.write_text(ARTICLE, "utf-8")
    run(bundle.console, "new", project)
    run(bundle.console, "add", project, article)
    run(bundle.console, "mark", project, "Ferry costs twice", SENTENCE, "--verdict", "1")
    check_sheets(bundle, project, 1)
    page = bundle.home / "ferry.html"
    page.write_text(PAGE, "utf-8")
    run(bundle.console, "add", project, page)
    for made in sorted((ROOT / "tests" / "files" / "articles").glob("*.*")):
        if made.suffix in (".docx", ".odt", ".rtf", ".epub", ".pdf", ".html", ".mhtml", ".eml"):
            run(bundle.console, "add", project, made)
    run(bundle.console, "verify", project)
    tell("commands: new, add (in every format), mark, export, verify")


def check_sheets(bundle: Bundle, project: Path, least: int) -> None:
    """CSV and PDF of the project, with that many claims at least."""
    sheet, pdf = project.with_suffix(".csv"), project.with_suffix(".pdf")
    bundle.run(bundle.console, "export", project, sheet)
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    if len(rows) < 1 + least:
        raise Amiss(f"{sheet.name} has {len(rows)} rows")
    began = time.monotonic()
    bundle.run(bundle.console, "export", project, pdf)
    if not pdf.read_bytes().startswith(b"%PDF-"):
        raise Amiss(f"{pdf.name} is no PDF")
    took, size = time.monotonic() - began, pdf.stat().st_size
    tell(f"{project.name}: {len(rows) - 1} rows; PDF of {size:,} bytes in {took:.1f} s")


def check_sample(bundle: Bundle) -> None:
    """The window on the bundled sample, its picture and its sheet; then the same sheet by command."""
    out = bundle.home / "sample"
    bundle.run(bundle.window, "--sample", "--offscreen-picture", out)
    picture, sheet = out / "window.png", out / "sample-sheet.pdf"
    if not picture.read_bytes().startswith(b"\x89PNG") or not sheet.read_bytes().startswith(b"%PDF-"):
        raise Amiss("the window left no picture or no sheet")
    project = next(out.glob("*.tickmark"))
    check_sheets(bundle, project, 5)
    tell(f"window: picture of {picture.stat().st_size:,} bytes")


def check_start(bundle: Bundle) -> None:
    """CPU and memory of the empty window, once nothing happens in it any more."""
    process = bundle.start(bundle.window)
    try:
        used, before = -1.0, 0.0
        while used != before:
            before = used
            time.sleep(1.5)
            used = cpu_seconds(process.pid)
        status = Path(f"/proc/{process.pid}/status").read_text()
        peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
    finally:
        process.kill()
        process.wait()
    tell(f"empty window: {used:.2f} s of CPU from process start to rest, peak memory {peak / 1024:.0f} MiB")


def cpu_seconds(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def check_killed(bundle: Bundle) -> None:
    """A program killed in the middle of an export leaves no process and no file behind."""
    project = next((bundle.home / "sample").glob("*.tickmark"))
    out = bundle.home / "killed" / "sheet.pdf"
    out.parent.mkdir()
    process = bundle.start(bundle.console, "export", project, out)

    def is_typesetting() -> bool:
        return any(cpu_seconds(one) > TYPESETTING_S for one in bundle.processes() if one != process.pid)

    wait_for(is_typesetting, "no export began")
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_for(lambda: not list(bundle.processes()), "a process outlived the program that was killed")
    if left := sorted(path.name for path in out.parent.iterdir()):
        raise Amiss(f"the killed export left {', '.join(left)}")
    tell("kill -9 in the middle of an export: no process and no file left")


def wait_for(condition: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + 30
    while not condition():
        if time.monotonic() > end:
            raise Amiss(otherwise)
        time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
