from __future__ import annotations

import tomllib

import pytest

from app.settings import (
    RecentProject,
    Settings,
    change_settings,
    read_settings,
    settings_file,
    write_settings,
)


def test_settings_are_read_as_they_were_written() -> None:
    written = Settings("dark", 125, (RecentProject("/a b/Brücke.tickmark", "Brücke “neu”", 17, "article:1"),))
    assert write_settings(written)
    assert read_settings() == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "theme = 3\nzoom = 'big'\nrecent = 5",
        "zoom = 100000",
        "article_limit_mb = -1",
        "not toml at all [",
        "[[recent]]\ntitle = 'no path'",
    ],
)
def test_settings_that_make_no_sense_are_as_at_first(text: str) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(text, "utf-8")
    assert read_settings() == Settings()


def test_the_project_opened_last_stands_first_and_only_once() -> None:
    for path in ("a", "b", "a"):
        change_settings(lambda settings, path=path: settings.with_recent(RecentProject(path)))
    assert [known.path for known in read_settings().recent] == ["a", "b"]
    change_settings(lambda settings: settings.without_recent("a"))
    assert [known.path for known in read_settings().recent] == ["b"]


def test_many_recent_projects_are_not_kept_for_ever() -> None:
    settings = Settings()
    for n in range(40):
        settings = settings.with_recent(RecentProject(str(n)))
    assert len(settings.recent) == 12
    assert settings.recent[0].path == "39"


def test_where_settings_cannot_be_written_the_window_goes_on() -> None:
    settings_file().parent.parent.mkdir(parents=True, exist_ok=True)
    settings_file().parent.write_text("a file where the folder should be")
    assert not write_settings(Settings("dark"))
    assert read_settings() == Settings()


def test_what_another_version_keeps_in_the_settings_is_not_lost_on_saving() -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text('fonts = "big"\n[keys]\n"claim.bless" = "Ctrl+B"\n', "utf-8")
    change_settings(lambda settings: settings.with_zoom(150))
    written = tomllib.loads(settings_file().read_text("utf-8"))
    assert written["fonts"] == "big"
    assert written["keys"] == {"claim.bless": "Ctrl+B"}
    assert written["zoom"] == 150


def test_settings_that_cannot_be_read_are_kept_beside_the_new_ones() -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text("theme = [", "utf-8")
    change_settings(lambda settings: settings.with_theme("dark"))
    assert read_settings().theme == "dark"
    assert settings_file().with_suffix(".unread.toml").read_text("utf-8") == "theme = ["
