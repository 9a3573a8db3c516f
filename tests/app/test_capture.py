"""One page fetched on request, from a server of the test's own."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.capture import Captured, NotCaptured, capture
from app.cli import run

BODY = "<!DOCTYPE html><meta charset=windows-1252><title>Fähre</title><p>310 people a day".encode("cp1252")
Says = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers on loopback as the test says, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.says: dict[str, Says] = {"/": whole(BODY)}
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers)))
                try:
                    server.says.get(self.path, whole(b"no", 404))(self)
                except (BrokenPipeError, ConnectionResetError):
                    return

            def log_message(self, format: str, *args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.at = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)


def whole(body: bytes, status: int = 200, length: int | None = None, **headers: str) -> Says:
    def say(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        to.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(body)

    return say


def drip(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.end_headers()
    for _ in range(100):
        to.wfile.write(b"x")
        to.wfile.flush()
        time.sleep(0.05)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


def fetch(url: str, **limits: float) -> Captured:
    return capture(url, agent="Tickmark/test", **limits)  # type: ignore[arg-type]


def test_a_page_is_kept_byte_for_byte_with_its_headers_and_asked_for_once_and_plainly(server: Server) -> None:
    server.says["/a%20b?c=%C3%A9"] = whole(BODY, X_Told="yes", Set_Cookie="a=b")
    found = fetch(f"{server.at}/a b?c=é#part")
    assert (found.data, found.status) == (BODY, 200)
    assert "X-Told: yes" in found.headers
    ((_, headers),) = server.asked
    assert headers["User-Agent"] == "Tickmark/test"
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)


def test_redirects_are_told_and_cookies_not_carried_on(server: Server) -> None:
    server.says["/old"] = whole(b"", 302, Location="/", Set_Cookie="a=b")
    found = fetch(f"{server.at}/old")
    assert (found.data, found.url, found.via) == (BODY, f"{server.at}/", (f"{server.at}/old",))
    assert found.headers.startswith(f"302 {server.at}/old led to /")
    assert not any("Cookie" in headers or "Referer" in headers for _, headers in server.asked)


def test_a_page_that_leads_round_in_a_circle_ends(server: Server) -> None:
    server.says["/loop"] = whole(b"", 301, Location="/loop")
    with pytest.raises(NotCaptured, match="leads on more than"):
        fetch(f"{server.at}/loop")


def test_a_page_does_not_lead_to_this_machine_by_another_name_or_door(server: Server) -> None:
    port = server.at.rpartition(":")[2]
    for n, target in enumerate((f"http://localhost:{port}/", "http://127.0.0.1:9/", "http://[::1]/")):
        server.says[f"/to{n}"] = whole(b"", 302, Location=target)
        with pytest.raises(NotCaptured, match=r"private network|cannot be reached"):
            fetch(f"{server.at}/to{n}")
    assert len(server.asked) == 3


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "data:text/html,x"])
def test_no_redirect_leads_to_a_file_or_another_scheme(server: Server, target: str) -> None:
    server.says["/away"] = whole(b"", 302, Location=target)
    with pytest.raises(NotCaptured, match="no address of http"):
        fetch(f"{server.at}/away")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (whole(b"no", 404), "answered 404"),
        (whole(b"x" * 5000), "larger than"),
        (whole(b"x", length=9), "broke off"),
        (whole(b"x", length=10**12), "larger than"),
        (whole(gzip.compress(b"\0" * 10_000_000), Content_Encoding="gzip"), "larger than"),
        (whole(gzip.compress(b"whole page")[:-9], Content_Encoding="gzip"), "broke off"),
        (whole(b"not packed", Content_Encoding="gzip"), "broke off"),
        (whole(b"x", Content_Encoding="br"), "packed as"),
        (whole(b""), "empty page"),
        (drip, "too long"),
        (lambda to: to.wfile.write(b"220 mail.example.org ESMTP\r\n"), "does not answer as a web server"),
    ],
)
def test_what_is_no_whole_page_within_limits_is_one_sentence(server: Server, says: Says, words: str) -> None:
    server.says["/bad"] = says
    with pytest.raises(NotCaptured, match=words):
        fetch(f"{server.at}/bad", limit_bytes=4096, limit_s=1.0)


def test_packed_and_binary_answers_are_kept_as_they_are_unpacked(server: Server) -> None:
    server.says["/packed"] = whole(gzip.compress(BODY), Content_Encoding="gzip")
    server.says["/binary"] = whole(bytes(range(256)))
    assert fetch(f"{server.at}/packed").data == BODY
    assert fetch(f"{server.at}/binary").data == bytes(range(256))


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "javascript:x", "http://user:word@127.0.0.1/", "http://", "x", "http://[::1"],
)
def test_what_is_no_plain_address_is_not_asked(url: str) -> None:
    with pytest.raises(NotCaptured):
        fetch(url)


def test_a_name_that_leads_to_this_machine_is_not_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(server.at.rpartition(":")[2])
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    with pytest.raises(NotCaptured, match="private network"):
        fetch("http://innocent.example.org/")
    assert server.asked == []


def test_a_name_that_is_looked_up_without_end_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()

    def never(*_: object, **__: object) -> list[object]:
        answered.wait(60)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", never)
    with pytest.raises(NotCaptured, match="took too long"):
        capture("http://hangs.example/", agent="test", limit_s=0.2)
    answered.set()


def test_where_a_proxy_is_set_it_is_told_that_none_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> list[object]:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    monkeypatch.delenv("http_proxy", raising=False)
    with pytest.raises(NotCaptured, match=r"cannot be reached; nothing was kept\.\Z"):
        capture("http://nowhere.example/", agent="test")
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    with pytest.raises(NotCaptured, match="A proxy is set here, and none is used"):
        capture("http://nowhere.example/", agent="test")


def test_capture_adds_the_page_as_a_source_with_its_kept_copy(
    server: Server, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    project = str(tmp_path / "work.tickmark")
    assert run(["new", project]) == 0
    assert run(["add", "--capture", f"{server.at}/", project]) == 0
    capfdbinary.readouterr()
    assert run(["list", project, "sources", "--json"]) == 0
    (source,) = json.loads(capfdbinary.readouterr().out)
    assert (source["kind"], source["link_only"], source["size"]) == ("page", False, len(BODY))
    assert source["capture"]["status"] == 200
    assert source["capture"]["at"]
    assert source["archive_url"] == ""
    assert run(["add", "--capture", f"{server.at}/gone", project]) == 2
    assert "answered 404" in capfdbinary.readouterr().err.decode()
    assert run(["list", project, "sources", "--json"]) == 0
    assert len(json.loads(capfdbinary.readouterr().out)) == 1
