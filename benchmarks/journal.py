"""Two ways to commit durably, on the disk of a given folder: DELETE with EXTRA, TRUNCATE with FULL.

python -m benchmarks.journal [folder] [commits]

Interleaved, so that a busy machine is fair to both. Either lost nothing in simulated power cuts.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

MODES = (("DELETE", "EXTRA"), ("TRUNCATE", "FULL"))


def opened(path: Path, journal: str, synchronous: str) -> sqlite3.Connection:
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute(f"PRAGMA journal_mode = {journal}")
    conn.execute(f"PRAGMA synchronous = {synchronous}")
    conn.execute("CREATE TABLE IF NOT EXISTS txn(tno INTEGER PRIMARY KEY, id BLOB UNIQUE, body BLOB)")
    return conn


def commit(conn: sqlite3.Connection, n: int) -> tuple[float, float]:
    """Milliseconds of wall and of CPU time for one commit of about what an edit writes."""
    begun, spent = time.perf_counter(), time.process_time()
    conn.execute("BEGIN IMMEDIATE")
    for part in range(8):
        conn.execute("INSERT INTO txn(id, body) VALUES (randomblob(32), zeroblob(?))", (200 + 40 * part,))
    conn.execute("COMMIT")
    return (time.perf_counter() - begun) * 1e3, (time.process_time() - spent) * 1e3


def main() -> None:
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    commits = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    with tempfile.TemporaryDirectory(dir=place) as folder:
        took: dict[str, list[tuple[float, float]]] = {journal: [] for journal, _ in MODES}
        connections = {j: opened(Path(folder) / f"{j}.db", j, s) for j, s in MODES}
        for n in range(commits):
            for journal, conn in connections.items():
                took[journal].append(commit(conn, n))
        for conn in connections.values():
            with closing(conn):
                pass
    print(f"{'':18}{'median ms':>12}{'p95':>8}{'p99':>8}{'CPU ms':>8}")
    for journal, synchronous in MODES:
        wall = sorted(w for w, _ in took[journal])
        cpu = statistics.median(c for _, c in took[journal])
        at = [statistics.median(wall), wall[int(len(wall) * 0.95)], wall[int(len(wall) * 0.99)], cpu]
        print(f"{journal + ' ' + synchronous:18}{at[0]:12.2f}{at[1]:8.2f}{at[2]:8.2f}{at[3]:8.2f}")


if __name__ == "__main__":
    main()
