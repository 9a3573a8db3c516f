"""What a person prefers, on this machine: recent projects, theme, text size. One TOML file."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from db.records import record

FOLDER_VARIABLE = "TICKMARK_CONFIG_DIR"
THEMES = ("system", "light", "dark")
DIRECTIONS = ("language", "left-to-right", "right-to-left")
LEADINGS = ("close", "normal", "wide")
ZOOM_MIN, ZOOM_MAX = 50, 300
LIMIT_MAX_MB = 1000
SOURCE_LIMIT_MAX_MB = 100_000
_RECENT = 12


@record
class RecentProject:
    """A project opened before; ``article`` is the one last read in it. A protected one has no title here."""

    path: str
    title: str = ""
    opened_at: int = 0
    article: str = ""
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """``zoom`` is the reading column’s text size in percent; ``article_limit_mb`` bounds an article,
    ``source_limit_mb`` one file kept as a source.

    ``typeface`` is empty for the one that comes along; ``leading`` is one of ``LEADINGS``; ``direction`` is
    the window’s, one of ``DIRECTIONS``. ``level_claims``: they stand level with the text, not in a list;
    ``capture``: a page may be fetched when somebody asks for it; ``look_for_claims``: an article that is
    opened is read for suggestions by itself, of which ``suggestions_share`` per cent of its sentences are
    shown, also with the spaCy ``pipeline`` of that name, if one is named; ``open_parts`` are the
    inspector's parts that are kept open; ``tour_seen``: the tour of the sample was left once. ``keys`` are
    the keys a person changed, by command, as the file has them: also those of another version.
    """

    theme: str = "system"
    zoom: int = 100
    recent: tuple[RecentProject, ...] = ()
    article_limit_mb: int = 20
    source_limit_mb: int = 512
    typeface: str = ""
    leading: str = "normal"
    paragraph_numbers: bool = True
    direction: str = "language"
    level_claims: bool = False
    capture: bool = False
    tour_seen: bool = False
    look_for_claims: bool = True
    suggestions_share: int = 33
    pipeline: str = ""
    open_parts: tuple[str, ...] = ()
    keys: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def article_limit(self) -> int:
        """The largest article taken, in bytes."""
        return self.article_limit_mb * 1024 * 1024

    @property
    def source_limit(self) -> int:
        """The largest file kept as a source, in bytes."""
        return self.source_limit_mb * 1024 * 1024

    def with_theme(self, theme: str) -> Settings:
        """The same with that theme, one of ``THEMES``."""
        return replace(self, theme=theme)

    def with_direction(self, direction: str) -> Settings:
        """The same with the window laid out that way, one of ``DIRECTIONS``."""
        return replace(self, direction=direction)

    def with_capture(self, *, on: bool) -> Settings:
        """The same with fetching a page on request allowed or not."""
        return replace(self, capture=on)

    def with_look_for_claims(self, *, on: bool) -> Settings:
        """The same with articles read for suggestions by themselves, or only when asked."""
        return replace(self, look_for_claims=on)

    def with_suggestions_share(self, share: int) -> Settings:
        """The same with suggestions on at most so many per cent of the sentences."""
        return replace(self, suggestions_share=min(max(share, 0), 100))

    def with_pipeline(self, name: str) -> Settings:
        """The same with articles read with that installed pipeline too, blank for none."""
        return replace(self, pipeline=name)

    def with_level_claims(self, *, on: bool) -> Settings:
        """The same with the claims level with the text, or as a list."""
        return replace(self, level_claims=on)

    def with_tour_seen(self) -> Settings:
        """The same with the tour of the sample left."""
        return replace(self, tour_seen=True)

    def with_open_parts(self, parts: tuple[str, ...]) -> Settings:
        """The same with these parts of the inspector kept open."""
        return replace(self, open_parts=parts)

    def with_keys(self, keys: Mapping[str, Any]) -> Settings:
        """The same with these changed keys."""
        return replace(self, keys=dict(keys))

    def with_zoom(self, zoom: int) -> Settings:
        """The same with that text size in percent."""
        return replace(self, zoom=min(max(zoom, ZOOM_MIN), ZOOM_MAX))

    def with_lettering(self, typeface: str, leading: str, *, numbers: bool) -> Settings:
        """The same with the reading column set like that."""
        return replace(self, typeface=typeface, leading=leading, paragraph_numbers=numbers)

    def with_source_limit(self, megabytes: int) -> Settings:
        """The same with that most taken of one source's file, in MB."""
        return replace(self, source_limit_mb=min(max(megabytes, 1), SOURCE_LIMIT_MAX_MB))

    def with_recent(self, project: RecentProject) -> Settings:
        """The same with that project first."""
        others = (known for known in self.recent if known.path != project.path)
        return replace(self, recent=(project, *others)[:_RECENT])

    def without_recent(self, path: str) -> Settings:
        """The same without that project."""
        return replace(self, recent=tuple(known for known in self.recent if known.path != path))


def settings_file() -> Path:
    """Where the settings live; the folder need not be there yet."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named) / "settings.toml"
    from platformdirs import user_config_path

    try:
        return user_config_path("tickmark", appauthor=False) / "settings.toml"
    except RuntimeError:
        return Path(tempfile.gettempdir()) / "tickmark-settings.toml"


def read_settings() -> Settings:
    """The settings as last written; whatever is missing or makes no sense is as at first."""
    try:
        return _settings(settings_file().read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()


@lru_cache(maxsize=1)
def _settings(written: str) -> Settings:
    """What that file says; a start asks seven times. Raises ValueError where it is no TOML."""
    table = tomllib.loads(written)
    theme, zoom, limit = (table.get(name) for name in ("theme", "zoom", "article_limit_mb"))
    files = table.get("source_limit_mb")
    face, leading, numbers = (table.get(name) for name in ("typeface", "leading", "paragraph_numbers"))
    recent, keys, direction = (table.get(name) for name in ("recent", "keys", "direction"))
    known, share = table.get("open_parts"), table.get("suggestions_share")
    parts: list[Any] = known if isinstance(known, list) else []  # pyright: ignore[reportUnknownVariableType]
    return Settings(
        theme=theme if theme in THEMES else "system",
        zoom=zoom if isinstance(zoom, int) and ZOOM_MIN <= zoom <= ZOOM_MAX else 100,
        article_limit_mb=limit if isinstance(limit, int) and 0 < limit <= LIMIT_MAX_MB else 20,
        source_limit_mb=files if isinstance(files, int) and 0 < files <= SOURCE_LIMIT_MAX_MB else 512,
        typeface=face if isinstance(face, str) else "",
        leading=leading if leading in LEADINGS else "normal",
        paragraph_numbers=numbers is not False,
        direction=direction if direction in DIRECTIONS else "language",
        level_claims=table.get("level_claims") is True,
        capture=table.get("capture") is True,
        tour_seen=table.get("tour_seen") is True,
        look_for_claims=table.get("look_for_claims") is not False,
        suggestions_share=share if type(share) is int and 0 <= share <= 100 else 33,
        pipeline=named if isinstance(named := table.get("pipeline"), str) else "",
        open_parts=tuple(part for part in parts if isinstance(part, str)),
        keys=dict(keys) if isinstance(keys, dict) else {},  # pyright: ignore[reportUnknownArgumentType]
        recent=tuple(filter(None, map(_recent, recent if isinstance(recent, list) else [])))[:_RECENT],  # pyright: ignore[reportUnknownArgumentType]
    )


def _table() -> dict[str, Any]:
    try:
        return tomllib.loads(settings_file().read_text("utf-8"))
    except OSError:
        return {}


def _recent(table: Any) -> RecentProject | None:
    known: dict[str, Any] = dict(table) if isinstance(table, dict) else {}  # pyright: ignore[reportUnknownArgumentType]
    texts = [known.get(name, "") for name in ("path", "title", "article")]
    at = known.get("opened_at", 0)
    if not all(isinstance(text, str) for text in texts) or not isinstance(at, int) or not texts[0]:
        return None
    return RecentProject(texts[0], texts[1], at, texts[2], known.get("protected") is True)


def write_settings(settings: Settings) -> bool:
    """Replace the file; False where it cannot be written, which loses preferences only.

    What another version keeps there stays. A file that cannot be read is kept beside the new one.
    """
    import tomli_w

    file = settings_file()
    part = file.with_suffix(f".{os.urandom(4).hex()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            before = _table()
        except ValueError:
            before = {}
            file.replace(file.with_suffix(".unread.toml"))
        part.write_text(tomli_w.dumps(before | asdict(settings)), "utf-8")
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True


def change_settings(change: Callable[[Settings], Settings]) -> Settings:
    """Read, change and write in one go, so that two windows lose little of each other's."""
    settings = change(read_settings())
    write_settings(settings)
    return settings
