"""No part of the program opens a connection: all is run where none can be opened, and trying is noted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Runs before anything else in a process and in every child of it; a hook cannot be taken away again.
BLOCK = """
import os, sys

def refuse(event, told):
    asks = event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "http.client.connect")
    goes = event in ("socket.connect", "socket.sendto", "socket.bind") and isinstance(told[1], tuple)
    if event == "socket.bind" and told[1][:2] == ("::1", 0):
        return  # a library that looks, when it is read, whether this machine knows IPv6
    if asks or goes:
        with open(os.environ["CONNECTIONS"], "a") as noted:
            noted.write(f"{event} {told!r} in {sys.argv}\\n")
        raise OSError("no connection from here")

sys.addaudithook(refuse)
open(os.environ["PROCESSES"], "a").write(f"{os.getpid()}\\n")
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ferry costs twice</title>
<base href="http://base.example.net/"><link rel="stylesheet" href="http://style.example.net/a.css">
<meta http-equiv="refresh" content="0; url=http://elsewhere.example.net/"></head><body><article>
<h1>Ferry costs twice</h1><img src="http://picture.example.net/boat.png" alt="A boat">
<p>The board said that 310 people a day took the ferry across the bay in the winter of 1962.</p>
<iframe src="http://frame.example.net/"></iframe><script src="http://script.example.net/x.js"></script>
<p>The town paid for it twice, once for the boat and once for the quay, and nobody could say why.</p>
</article></body></html>"""
WINDOW = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.main_window import MainWindow
from widgets.theme import ThemeChoice, ThemeFollower

def until(true, limit=60.0):
    end = time.monotonic() + limit
    while not true():
        assert time.monotonic() < end, "it took too long"
        app.processEvents()
        time.sleep(0.01)

if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = MainWindow(ThemeFollower(app, ThemeChoice.LIGHT))
    window.show()
    window.projects.open(Path(sys.argv[1]))
    until(lambda: window.desk.article is not None and bool(window.desk.sources))
    window.library.import_files([sys.argv[2]])
    until(lambda: len(window.desk.articles) > 1 or window.previews.showing)
    kept = [source for source in window.desk.sources.values() if source.sha]
    for source in (kept[0], kept[-1]):
        window.viewer.open(source.id)
        window.library.show_source(source.id)
        for _ in range(20):
            app.processEvents()
            time.sleep(0.01)
    assert "PySide6.QtNetwork" not in sys.modules
    window.previews.clear()
    assert window.close()
    until(lambda: window.desk.session is None)
    print("done")
"""


class Offline:
    """Runs programs where no connection can be opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.noted, self._processes = folder / "connections", folder / "processes"
        (folder / "first").mkdir()
        (folder / "first" / "sitecustomize.py").write_text(BLOCK, "utf-8")
        self._env = os.environ | {
            "PYTHONPATH": os.pathsep.join((str(folder / "first"), str(ROOT))),
            "CONNECTIONS": str(self.noted),
            "PROCESSES": str(self._processes),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def run(self, *words: str | Path) -> str:
        done = subprocess.run(
            [sys.executable, *map(str, words)],
            env=self._env,
            cwd=self.folder,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    @property
    def connections(self) -> str:
        return self.noted.read_text("utf-8") if self.noted.exists() else ""

    @property
    def processes(self) -> int:
        return len(self._processes.read_text("utf-8").split())


@pytest.fixture
def offline(tmp_path: Path) -> Offline:
    return Offline(tmp_path)


def test_a_connection_is_noted_and_refused_in_a_child_too(offline: Offline) -> None:
    script = offline.folder / "child.py"
    script.write_text(
        "import multiprocessing, socket\n"
        "def reach():\n"
        "    try:\n"
        "        socket.socket().connect(('127.0.0.1', 9))\n"
        "    except OSError as error:\n"
        "        assert 'no connection from here' in str(error)\n"
        "if __name__ == '__main__':\n"
        "    child = multiprocessing.get_context('spawn').Process(target=reach)\n"
        "    child.start(); child.join(60)\n"
        "    assert child.exitcode == 0\n",
        "utf-8",
    )
    offline.run(script)
    assert "socket.connect" in offline.connections
    assert offline.processes >= 2


def test_the_headless_commands_open_no_connection(offline: Offline) -> None:
    folder = offline.folder
    page, table, project = folder / "page.html", folder / "table.csv", folder / "work.tickmark"
    page.write_text(PAGE, "utf-8")
    table.write_text("day,people\n1,310\n", "utf-8")
    passage = "The board said that 310 people a day took the ferry"
    lists = ("articles", "sentences", "facts", "claims", "sources", "evidence", "conflicts", "history")
    commands = [
        ("new", project, "--title", "Ferry", "--as", "Maren Colby"),
        ("add", project, page),
        ("add", "--source", project, page, table),
        ("add", "--url", "https://page.example.net/ferry", project),
        ("mark", project, "1", "310 people a day", "--verdict", "1", "--rationale", "So it says."),
        ("cite", project, "MC1", "S1", "--stance", "supports", "--passage", passage),
        ("cite", project, "MC1", "https://other.example.net/", "--stance", "context"),
        *(("list", project, what) for what in lists),
        ("find", project, "ferry"),
        ("export", project, folder / "out.pdf"),
        ("export", project, folder / "out.csv", "--what", "facts"),
        ("verify", project, "--quotes"),
    ]
    script = folder / "commands.py"
    script.write_text(
        "from app.cli import run\n"
        "if __name__ == '__main__':\n"
        f"    for words in {[[str(word) for word in words] for words in commands]!r}:\n"
        "        assert run(words) == 0, words\n",
        "utf-8",
    )
    offline.run(script)
    assert (folder / "out.pdf").read_bytes().startswith(b"%PDF")
    assert offline.connections == ""


def test_the_window_opens_the_sample_its_sources_and_a_page_with_remote_pictures_without_one(
    offline: Offline,
) -> None:
    folder = offline.folder
    page, window, project = folder / "page.html", folder / "window.py", folder / "sample.tickmark"
    page.write_text(PAGE, "utf-8")
    window.write_text(WINDOW, "utf-8")
    make = folder / "make.py"
    make.write_text(
        "import sys\nfrom pathlib import Path\nfrom app.cli import run\nfrom app.sample import make_sample\n"
        "if __name__ == '__main__':\n"
        "    make_sample(Path(sys.argv[1]))\n"
        "    assert run(['add', '--source', sys.argv[1], sys.argv[2]]) == 0\n",
        "utf-8",
    )
    offline.run(make, project, page)
    assert "done" in offline.run(window, project, page)
    assert offline.connections == ""
