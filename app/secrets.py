"""Passwords in the system's keyring, on request only; what would keep them in the open is refused.

Nothing of a keyring is loaded before a project was remembered on this computer. A keyring may ask the person
to unlock it and take its time: never call this in the window's thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.errors import KnownError, PasswordNeeded, WrongPassword
from db.place import read_state, state_folder, write_state
from db.sealing import Password

if TYPE_CHECKING:
    from db.log import Progress
    from db.place import Identity
    from db.project_file import Project

SERVICE = "Tickmark"
_REFUSED = ("keyring.backends.null", "keyring.backends.fail", "keyrings.alt")
_MEMORY_ONLY = "The password is kept in memory only, until the project is closed."


class NotRemembered(KnownError):
    """The keyring does not take or give a password; its sentence says why and what follows."""


def is_remembered(path: Path) -> bool:
    """Whether the password of that project was put into the keyring; asks no keyring."""
    return _name(path) in _listed()


def remember(path: Path, password: Password) -> None:
    """Put it into the keyring and read it back; raises NotRemembered, with nothing left there."""
    keyring = _keyring()
    name = _name(path)
    try:
        keyring.set_password(SERVICE, name, password.words)
        kept = keyring.get_password(SERVICE, name)
    except Exception as error:  # noqa: BLE001 - backends raise whatever their system does
        raise _refused(error) from None
    if kept != password.words:
        raise NotRemembered(
            f"The keyring of this computer accepts passwords and forgets them. {_MEMORY_ONLY}"
        )
    _list({*_listed(), name})


def recall(path: Path) -> Password | None:
    """What was remembered; None where nothing was. Raises NotRemembered where the keyring is locked."""
    if not is_remembered(path):
        return None
    keyring = _keyring()
    try:
        words = keyring.get_password(SERVICE, _name(path))
    except Exception as error:  # noqa: BLE001
        raise _refused(error) from None
    return Password(words) if words else None


def opened(error: PasswordNeeded, me: Identity, progress: Progress | None = None) -> Project:
    """A project that asked for a password, opened with the one remembered; the error itself for none.

    Its ``note`` says where one was remembered and does not do.
    """
    from db.project_file import Project

    try:
        password = recall(error.path)
        if password is None:
            raise error
        return Project.open(error.path, me, progress, password=password)
    except WrongPassword:
        error.note = "The password remembered on this computer does not open it any more."
        raise error from None
    except NotRemembered as why:
        error.note = str(why)
        raise error from None


def forget(path: Path) -> None:
    """Take it out of the keyring again, as far as that can be; nothing where it was not remembered."""
    if not is_remembered(path):
        return
    _list(_listed() - {_name(path)})
    try:
        _keyring().delete_password(SERVICE, _name(path))
    except Exception as error:  # noqa: BLE001
        if isinstance(error, NotRemembered):
            return
        raise NotRemembered(
            "The password could not be taken out of the keyring of this computer; remove the entry "
            f"“{SERVICE}” there by hand."
        ) from None


def _keyring() -> Any:
    """The keyring of this computer; raises NotRemembered for none, and for one that hides nothing."""
    import keyring

    found = keyring.get_keyring()
    several: Any = getattr(found, "backends", None)
    asked = list(several) if several is not None else [found]
    # A chain writes into its first.
    if not asked or type(asked[0]).__module__.startswith(_REFUSED):
        raise NotRemembered(
            f"This computer has no keyring that hides a password, so none can be remembered. {_MEMORY_ONLY}"
        )
    return found


def _refused(error: Exception) -> NotRemembered:
    from keyring.errors import KeyringLocked

    if isinstance(error, NotRemembered):
        return error
    if isinstance(error, KeyringLocked):
        return NotRemembered(
            "The keyring of this computer is locked, so it neither takes nor gives a password. Unlock it, or "
            "type the password."
        )
    return NotRemembered(
        f"The keyring of this computer did not work ({type(error).__name__}). {_MEMORY_ONLY}"
    )


def _name(path: Path) -> str:
    return str(path.absolute())


def _listed() -> set[str]:
    names: Any = read_state(state_folder() / "remembered.json").get("projects", [])
    return {name for name in names if isinstance(name, str)} if isinstance(names, list) else set()  # pyright: ignore[reportUnknownVariableType]


def _list(names: set[str]) -> None:
    write_state(state_folder() / "remembered.json", {"projects": sorted(names)})
