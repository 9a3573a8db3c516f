"""Passwords in a keyring: kept where it hides them and gives them back, refused elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked

from app import secrets
from app.secrets import NotRemembered
from db import sealing
from db.errors import PasswordNeeded
from db.place import identity
from db.project_file import Project
from db.sealing import Password

PROJECT = Path("/projects/a.tickmark")


class Memory(KeyringBackend):
    """A keyring that works."""

    priority = 1  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Forgetful(Memory):
    """Accepts everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Locked(Memory):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("locked")


class Plaintext(Memory):
    pass


Plaintext.__module__ = "keyrings.alt.file"


@pytest.fixture(autouse=True)
def before() -> Iterator[None]:
    backend = keyring.get_keyring()
    yield
    keyring.set_keyring(backend)


def test_what_is_remembered_comes_back_until_it_is_forgotten() -> None:
    kept = Memory()
    keyring.set_keyring(kept)
    assert secrets.recall(PROJECT) is None
    secrets.remember(PROJECT, Password("sésame"))
    assert secrets.recall(PROJECT) == Password("sésame")
    secrets.forget(PROJECT)
    assert kept.kept == {}
    assert secrets.recall(PROJECT) is None
    secrets.forget(PROJECT)


@pytest.mark.parametrize(
    ("backend", "told"),
    [
        (null.Keyring(), "no keyring that hides"),
        (fail.Keyring(), "no keyring that hides"),
        (Plaintext(), "no keyring that hides"),
        (Forgetful(), "accepts passwords and forgets"),
        (Locked(), "is locked"),
    ],
)
def test_what_does_not_hide_or_keep_it_is_refused_in_one_sentence(backend: KeyringBackend, told: str) -> None:
    keyring.set_keyring(backend)
    with pytest.raises(NotRemembered, match=told):
        secrets.remember(PROJECT, Password("sésame"))
    assert not secrets.is_remembered(PROJECT)
    assert getattr(backend, "kept", {}) == {}


def test_a_remembered_project_opens_by_itself_and_else_says_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_ROUNDS", 4)
    path, right = tmp_path / "a.tickmark", Password("sésame")
    Project.create(path, identity(), password=right).close()

    def opened() -> Project:
        with pytest.raises(PasswordNeeded) as error:
            Project.open(path, identity())
        return secrets.opened(error.value, identity())

    keyring.set_keyring(Memory())
    with pytest.raises(PasswordNeeded) as told:
        opened()
    assert told.value.note == ""
    secrets.remember(path, right)
    opened().close()
    secrets.remember(path, Password("another"))
    with pytest.raises(PasswordNeeded) as told:
        opened()
    assert "does not open it any more" in told.value.note
    keyring.set_keyring(Locked())
    with pytest.raises(PasswordNeeded) as told:
        opened()
    assert "is locked" in told.value.note
