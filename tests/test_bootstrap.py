"""The set-up script, as far as it can be shown without a bare machine."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import bootstrap

WHEEL = bootstrap.PIP_WHEEL


class Index(ThreadingHTTPServer):
    """A package index on this machine that offers one file as pip's wheel."""

    def __init__(self, wheel: bytes, link: str) -> None:
        self.wheel, self.page = wheel, f'<a href="{link}#sha256=0">{WHEEL}</a>'.encode()
        self.asked: list[tuple[str, str | None]] = []
        super().__init__(("127.0.0.1", 0), Answer)


class Answer(BaseHTTPRequestHandler):
    server: Index  # type: ignore[assignment]

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Authorization"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.page if self.path.endswith("/pip/") else self.server.wheel)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(params=[WHEEL, f"../../files/ab/{WHEEL}", f"/elsewhere/{WHEEL}"])
def index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    with Index(b"not the pip we know", request.param) as server:
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_an_installer_with_another_hash_is_refused(index: Index) -> None:
    with pytest.raises(bootstrap.CannotSetUp, match="not the file we know"):
        bootstrap.fetch_pip()

    assert [Path(path).name for path, _ in index.asked] == ["pip", WHEEL]


def test_an_installer_with_the_pinned_hash_is_taken(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "PIP_SHA256", bootstrap.hashlib.sha256(index.wheel).hexdigest())

    assert bootstrap.fetch_pip() == index.wheel


def test_a_password_in_the_index_is_sent_but_never_shown(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.page = b"nothing here"
    monkeypatch.setenv("PIP_INDEX_URL", f"http://me:s%40fe@127.0.0.1:{index.server_port}/simple/")

    with pytest.raises(bootstrap.CannotSetUp, match="does not offer") as caught:
        bootstrap.fetch_pip()

    assert index.asked == [("/simple/pip/", "Basic " + base64.b64encode(b"me:s@fe").decode())]
    assert "s@fe" not in str(caught.value)
    assert "s%40fe" not in str(caught.value)


def test_an_index_that_cannot_be_reached_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")

    with pytest.raises(bootstrap.CannotSetUp, match="cannot be reached"):
        bootstrap.fetch_pip()


def test_the_index_in_pips_own_settings_is_used(
    place_of_its_own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = place_of_its_own / "pip.conf"
    settings.write_text("[global]\nindex-url = https://mirror.invalid/simple\n", "utf-8")
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))

    assert bootstrap.index_url() == "https://mirror.invalid/simple"


def test_the_stamp_changes_with_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("a==1\n", "utf-8")
    before = bootstrap.stamp_of(lock)
    assert bootstrap.stamp_of(lock) == before

    lock.write_text("a==2\n", "utf-8")
    assert bootstrap.stamp_of(lock) != before


def test_a_library_the_loader_does_not_find_names_its_package() -> None:
    assert bootstrap.missing_packages({"libno-such-thing.so.9": "libno-such-thing9"}) == ["libno-such-thing9"]


def test_nothing_that_bends_python_or_pip_reaches_what_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_USER"):
        monkeypatch.setenv(name, "1")

    env = bootstrap.environment()

    assert not {"PYTHONHOME", "PYTHONPATH", "PIP_USER"} & env.keys()
    assert env["PYTHONUTF8"] == "1"


def test_an_unknown_command_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["dance"]) == 2
    assert "bootstrap.py run" in capsys.readouterr().err
