"""Imported before PySide6 and every other module of ours: spares the start what PySide does only for others.

*Signatures.* PySide compiles at every start what it describes its functions with, the writer of type stubs
included: 70 ms of CPU for what is asked for only by an error message. Those modules are left empty here until
something of theirs is asked for; then they are read as they would have been.

*Switchable features.* PySide reads the source of every module that is imported after it, to see whether the
module may ask for snake_case names or true properties. Nothing here does, and reading a hundred files costs
the start 45 ms of CPU and the window 4 MiB. A frozen program has no sources, so there it changes nothing.

*Enums.* ``widgets/quick_enums.py`` makes Qt's, which spares 90 ms.

Where another version of PySide keeps things otherwise, nothing is spared and all works as ever.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from widgets.quick_enums import make_quickly

_DESCRIBING = {
    f"shibokensupport/signature/{name}.py"
    for name in ("errorhandler", "layout", "parser", "lib/enum_sig", "lib/pyi_generator", "lib/tool")
}
# Not among them: mapping, in which PySide looks things up without asking for them.
_WHEN_ASKED = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    globals().pop("__getattr__", None)
    from widgets.quick_enums import make_all
    make_all()
    exec(compile(__loader__.zfile.read(__file__), __file__, "exec"), globals())
    return globals()[name]
"""


@contextmanager
def _described_when_asked() -> Generator[None]:
    compiled = builtins.compile

    def compile_later(source: Any, filename: Any, *more: Any, **named: Any) -> Any:
        return compiled(_WHEN_ASKED if filename in _DESCRIBING else source, filename, *more, **named)

    builtins.compile = compile_later
    try:
        yield
    finally:
        builtins.compile = compiled


make_quickly()
with _described_when_asked():
    import PySide6.QtCore as QtCore

__all__ = ["QtCore"]


def _uses_no_features(_module: object) -> bool:
    return False


_features = sys.modules.get("shibokensupport.feature")
if hasattr(_features, "_mod_uses_pyside"):
    setattr(_features, "_mod_uses_pyside", _uses_no_features)  # noqa: B010 - no attribute a type checker knows
