"""One page of the web, fetched because somebody asked for it by name: the only place that opens a connection.

Standard library only: ``http.client`` lets us say which address is connected to, so that a name is looked up
once, judged, and not looked up again. httpx would add its own dependencies and half a second to reading it,
and decides on redirects, proxies and decoding by itself. No cookies, no referrer, no proxy, nothing run.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from app.jobs.worker import Work
from db.errors import KnownError
from db.records import record

AGENT = "Tickmark (fetches one page when asked to)"
LIMIT_BYTES = 30 * 1024 * 1024
LIMIT_S = 30.0
REDIRECTS = 5
_CHUNK = 64 * 1024
_MOVED = (301, 302, 303, 307, 308)
_PORTS = {"http": 80, "https": 443}
_SAFE = "%/:=&?~#+!$,;'@()*[]|"


_NO_PROXY = "A proxy is set here, and none is used: save the page in a browser and add it from there."


class NotCaptured(KnownError):
    """A page that was not fetched, or not whole; nothing was kept."""


@record
class Captured:
    """What the web answered: ``url`` is where from in the end, ``via`` the addresses that led on to it.

    ``headers`` are the answer's, a line each, after a line for each redirect.
    """

    data: bytes
    url: str
    status: int
    headers: str
    via: tuple[str, ...]


def capture(url: str, *, agent: str, limit_bytes: int = LIMIT_BYTES, limit_s: float = LIMIT_S) -> Captured:
    """Fetch that page and nothing else. Raises NotCaptured with one sentence.

    Redirects are followed to http and https only. A server on this machine or in a private network is asked
    only where the person wrote its very number (or localhost), never where a name or page leads there.
    """
    until = time.monotonic() + limit_s
    at = _checked(url)
    told: list[str] = []
    via: list[str] = []
    typed = at.netloc if _is_literal(at.hostname or "") else ""
    for _ in range(REDIRECTS + 1):
        own = at.netloc == typed
        with _Asked(at, agent, until, private=own) as answer:
            if answer.status in _MOVED and (target := answer.getheader("Location")):
                via.append(urlunsplit(at))
                told.append(f"{answer.status} {urlunsplit(at)} led to {target}")
                at = _checked(urljoin(urlunsplit(at), target))
                continue
            if answer.status != 200:
                raise NotCaptured(f"The server answered {answer.status} {answer.reason}; nothing was kept.")
            headers = [*told, *(f"{name}: {value}" for name, value in answer.getheaders())]
            data = _body(answer, limit_bytes, until)
            return Captured(data, urlunsplit(at), answer.status, "\n".join(headers), tuple(via))
    raise NotCaptured(f"The page leads on more than {REDIRECTS} times; nothing was kept.")


def in_child(payload: tuple[str, str], work: Work) -> Captured:
    """The same as a job's function."""
    url, agent = payload
    work.phase("fetching")
    return capture(url, agent=agent)


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        name = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise NotCaptured(f"“{url}” is not a web address; nothing was fetched.") from None
    if parts.scheme not in _PORTS or not name:
        raise NotCaptured(f"“{url}” is no address of http or https; nothing was fetched.")
    if parts.username is not None or parts.password is not None:
        raise NotCaptured("An address with a user name or password in it is not fetched.")
    place = f"[{name}]" if ":" in name else name
    if port is not None:
        place += f":{port}"
    path, query = (quote(part, safe=_SAFE) for part in (parts.path or "/", parts.query))
    return SplitResult(parts.scheme, place, path, query, "")


def _is_literal(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


class _Asked:
    """One question to one server; the connection is cut when time is up, whatever is being waited for."""

    def __init__(self, at: SplitResult, agent: str, until: float, *, private: bool) -> None:
        self._at, self._until = at, until
        self._link = _Link(at, until, private=private)
        self._agent = agent
        self._watch = threading.Timer(max(0.0, until - time.monotonic()), self._link.cut)
        self._watch.daemon = True

    def __enter__(self) -> HTTPResponse:
        self._watch.start()
        path = self._at.path + (f"?{self._at.query}" if self._at.query else "")
        try:
            headers = {"User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "identity"}
            self._link.request("GET", path, headers=headers | {"Connection": "close"})
            return self._link.getresponse()
        except (OSError, HTTPException, ValueError) as error:
            self.__exit__()
            raise _told(error, self._at, self._until) from error
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_: object) -> None:
        self._watch.cancel()
        self._link.close()


class _Link(HTTPConnection):
    def __init__(self, at: SplitResult, until: float, *, private: bool) -> None:
        super().__init__(at.hostname or "", at.port or _PORTS[at.scheme])
        self._secure, self._until, self._private = at.scheme == "https", until, private

    def connect(self) -> None:
        """Connect to an address that was judged, and to no other."""
        found = _looked_up(self.host, self.port, self._until)
        allowed = [one for one in found if self._private or ip_address(one[4][0]).is_global]
        if not allowed:
            raise NotCaptured(
                f"“{self.host}” is on this machine or in a private network; to ask it write its number."
            )
        family, kind, protocol, _, address = allowed[0]
        link = socket.socket(family, kind, protocol)
        link.settimeout(max(0.1, self._until - time.monotonic()))
        # From here on it can be cut.
        self.sock = link
        link.connect(address)
        if self._secure:
            trusted = ssl.create_default_context()
            secure = trusted.wrap_socket(link, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = secure
            secure.do_handshake()

    def cut(self) -> None:
        """End whatever is being waited for."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


_Addresses = list[
    tuple[
        socket.AddressFamily,
        socket.SocketKind,
        int,
        str,
        tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes],
    ]
]


def _looked_up(host: str, port: int, until: float) -> _Addresses:
    """The addresses of a name; TimeoutError once time is up, since the system lets nobody cut its asking."""
    found: _Addresses = []
    failed: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=look_up, daemon=True)
    asking.start()
    asking.join(max(0.0, until - time.monotonic()))
    if asking.is_alive():
        raise TimeoutError
    if failed:
        raise failed[0]
    return found


def _body(answer: HTTPResponse, limit: int, until: float) -> bytes:
    length = answer.getheader("Content-Length", "")
    if length.isdigit() and int(length) > limit:
        raise _too_large(limit)
    packed = answer.getheader("Content-Encoding", "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise NotCaptured(f"The page came packed as “{packed}”, which is not read; nothing was kept.")
    unpack = zlib.decompressobj(47) if packed not in ("", "identity") else None
    data, came = bytearray(), 0
    try:
        while chunk := answer.read1(_CHUNK):
            came += len(chunk)
            data += unpack.decompress(chunk, limit + 1 - len(data)) if unpack else chunk
            if len(data) > limit or came > limit:
                raise _too_large(limit)
            if time.monotonic() > until:
                raise _too_long()
    except (OSError, HTTPException, ValueError, zlib.error) as error:
        late = time.monotonic() >= until
        raise _too_long() if late else NotCaptured("The page broke off; nothing was kept.") from error
    if time.monotonic() > until:
        raise _too_long()
    if (length.isdigit() and came != int(length)) or (unpack is not None and not unpack.eof):
        raise NotCaptured("The page broke off before its end; nothing was kept.")
    if not data:
        raise NotCaptured("The server answered with an empty page; nothing was kept.")
    return bytes(data)


def _told(error: Exception, at: SplitResult, until: float) -> NotCaptured:
    if time.monotonic() >= until or isinstance(error, TimeoutError):
        return _too_long()
    if isinstance(error, ssl.SSLError):
        return NotCaptured(f"The certificate of “{at.hostname}” is not to be trusted; nothing was kept.")
    if isinstance(error, OSError):
        from urllib.request import getproxies

        proxy = f" {_NO_PROXY}" if at.scheme in getproxies() else ""
        return NotCaptured(f"“{at.hostname}” cannot be reached; nothing was kept.{proxy}")
    return NotCaptured(f"“{at.hostname}” does not answer as a web server does; nothing was kept.")


def _too_long() -> NotCaptured:
    return NotCaptured("The page took too long; nothing was kept.")


def _too_large(limit: int) -> NotCaptured:
    return NotCaptured(f"The page is larger than {limit // (1024 * 1024) or 1} MB; nothing was kept.")
