"""Sets up what Tickmark needs and runs it, or runs every check and test. Standard library only.

python3 bootstrap.py run [ARGUMENT...]    the workbench; without arguments, on the bundled sample
python3 bootstrap.py test [ARGUMENT...]   every check, then the tests; arguments go to pytest
python3 bootstrap.py check                every check, without the tests
python3 bootstrap.py setup                only what the tests need, for an editor or another tool
python3 bootstrap.py bundle               the program as a folder in dist/, built and tried without a screen
python3 bootstrap.py lock [--upgrade]     for maintainers: write both locks anew (needs uv)
"""

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(f"Tickmark needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

if not sys.executable and "PATH" not in os.environ:
    # Python found itself without a PATH, as in an emptied environment, but not where it is.
    os.environ["PATH"] = os.defpath
    os.execvp("python3", ["python3", *sys.argv])

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "tickmark-stamp"
RUN_LOCK = ROOT / "requirements-run.txt"
TEST_LOCK = ROOT / "requirements.txt"
PICTURES = ROOT / "out"
BUNDLE = ROOT / "dist" / "Tickmark"

# What Qt loads from the system, and the Debian package each comes in.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
# Besides, for a window on X11.
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# By module, not by script: scripts break when the checkout is moved.
LINT = "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])"
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "import contracts": ["-c", LINT],
    "pyright": ["-m", "pyright"],
}

# As many as there are cores, and no more than memory bears; an own -n0 among the arguments wins.
WORKERS = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]


class CannotSetUp(Exception):
    """The machine lacks something; the message is one sentence for the person at the terminal."""


def say(sentence: str) -> None:
    print(sentence, flush=True)


def has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """Debian packages of those libraries which the loader does not find."""
    missing: list[str] = []
    for soname, package in libraries.items():
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing.append(package)
    return missing


def missing_from_system() -> list[str]:
    """Debian packages to install here: what Qt loads, and the installer Debian's Python comes without."""
    everything = QT_LIBRARIES | WINDOW_LIBRARIES
    missing = missing_packages(everything if has_display() else QT_LIBRARIES) and missing_packages(everything)
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    return missing


def provide_system_packages() -> None:
    """Install what is missing of the system by apt where we may; otherwise say the one line that does."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_from_system()
    if not missing:
        return
    install = "apt-get install -y --no-install-recommends " + " ".join(missing)
    if not shutil.which("apt-get"):
        raise CannotSetUp(
            "Tickmark needs system packages that are missing here; install what your distribution calls "
            f"these Debian packages, then try again: {' '.join(missing)}"
        )
    prefix = privilege()
    if prefix is None:
        raise CannotSetUp(
            "Tickmark needs system packages that only root can install; run this line, then try again:\n"
            f"  sudo sh -c 'apt-get update && {install}'"
        )
    say(f"Installing the system packages Tickmark needs: {' '.join(missing)}")
    waiting = ["-o", "DPkg::Lock::Timeout=120", "-qq"]
    for command in (["apt-get", "update", *waiting], [*install.split(), *waiting]):
        run_quietly([*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *command])
    importlib.invalidate_caches()
    if still := missing_from_system():
        raise CannotSetUp(f"apt-get ended well, but these are still not found: {' '.join(still)}")
    if any(package.endswith("-venv") for package in missing):
        # It may have brought a newer Python, which the environment must be made with.
        os.execv(sys.executable, [sys.executable, *sys.argv])


def privilege() -> list[str] | None:
    """What to put before a command that needs root; None if there is no way without a password."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def run_quietly(command: list[str]) -> None:
    """Run a set-up command; its output is shown only if it fails."""
    env = environment()
    # dpkg needs the system folders, which an emptied environment lacks.
    env["PATH"] = os.pathsep.join([env.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])
    done = subprocess.run(
        command, env=env, text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        raise CannotSetUp(f"{done.stdout.strip()}\nThis command failed: {' '.join(command)}")


def environment() -> dict[str, str]:
    """The environment of everything we start."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH", "PIP_USER")}
    env["PYTHONUTF8"] = "1"
    if env.pop("PYTHONDONTWRITEBYTECODE", ""):
        # Compiled once all the same: the tests start hundreds of interpreters.
        env.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "pycache"))
    if not os.path.isabs(os.path.expanduser("~")):  # noqa: PTH111, PTH117 - Path.home() raises here
        home = VENV / "home"
        home.mkdir(parents=True, exist_ok=True)
        env["HOME"] = env["USERPROFILE"] = str(home)
    return env


def interpreter() -> str:
    """What makes two interpreters the same to a virtual environment."""
    return f"{sys.version} {sys.base_prefix}"


def stamp_of(lock: Path) -> str:
    """Changes with the lock, the interpreter and the place of the environment."""
    return hashlib.sha256(lock.read_bytes() + f"{interpreter()} {VENV}".encode()).hexdigest()


def provide_environment(lock: Path) -> None:
    """Make .venv hold what the lock names; at once if it does already."""
    found = STAMP.read_text() if STAMP.exists() else ""
    # The test lock holds all of the run lock.
    if found in (stamp_of(lock), stamp_of(TEST_LOCK)) and PYTHON.exists():
        return
    count = len(re.findall(r"^[\w.-]+==", lock.read_text("utf-8"), re.MULTILINE))
    say(f"Setting up the environment in {VENV.name} ({count} packages from {lock.name})")
    STAMP.unlink(missing_ok=True)
    if not environment_is_ours():
        venv.create(VENV, clear=True, symlinks=os.name != "nt", with_pip=True)
    install_packages(lock)
    STAMP.write_text(stamp_of(lock))


def environment_is_ours() -> bool:
    """Whether .venv works and was made with the interpreter that runs this."""
    ask = "import sys; print(sys.version, sys.base_prefix)"
    try:
        answer = subprocess.run([PYTHON, "-c", ask], env=environment(), capture_output=True, text=True)
    except OSError:
        return False
    return answer.stdout.strip() == interpreter()


def install_packages(lock: Path) -> None:
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--no-compile"]
    install += ["--disable-pip-version-check", "--no-warn-script-location"]
    install += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock)]
    run_quietly(install)


def set_up(lock: Path) -> None:
    provide_system_packages()
    provide_environment(lock)


def run(arguments: list[str]) -> int:
    set_up(RUN_LOCK)
    env = environment()
    env["PYTHONPATH"] = str(ROOT)
    platform = env.get("QT_QPA_PLATFORM")
    linux = sys.platform.startswith("linux")
    if linux and has_display() and not platform:
        displays = {"WAYLAND_DISPLAY": "wayland", "DISPLAY": "xcb"}
        found = [plugin for name, plugin in displays.items() if env.get(name)]
        # Qt aborts on a display that is gone unless there is something to fall back to.
        env["QT_QPA_PLATFORM"] = ";".join([*found, "offscreen"])
    if not arguments:
        arguments = ["--sample"]
        if linux and not has_display() and platform in (None, "", "offscreen", "minimal"):
            arguments += ["--offscreen-picture", str(PICTURES)]
    status = subprocess.run([PYTHON, "-P", "-m", "app", *arguments], env=env).returncode
    # Ended by a signal: as a shell would tell it.
    return 128 - status if status < 0 else status


def check(arguments: list[str]) -> int:
    set_up(TEST_LOCK)
    return 1 if failed_checks(arguments) else 0


def test(arguments: list[str]) -> int:
    set_up(TEST_LOCK)
    failed = failed_checks([])
    if failed:
        say(f"\nFailed so far: {', '.join(failed)}")
    passed, unfinished = run_tests(arguments)
    if failed:
        say(f"Failed besides: {', '.join(failed)}")
    if unfinished:
        say(unfinished)
    return 0 if passed and not failed else 1


def run_tests(arguments: list[str]) -> tuple[bool, str]:
    """Whether the tests passed; and, where pytest ended in the middle of some, words that name them."""
    with tempfile.TemporaryDirectory(prefix="tickmark-test-") as folder:
        # tests/conftest.py keeps in it the test that is running, for each worker.
        passed = run_step(
            "pytest", ["-m", "pytest", *WORKERS, *arguments], {"TICKMARK_RUNNING_TESTS": folder}
        )
        unfinished = sorted(note.read_text("utf-8") for note in Path(folder).iterdir())
    if passed or not unfinished:
        return passed, ""
    return False, "\n  ".join(["Begun, and not finished when pytest or its worker ended:", *unfinished])


def failed_checks(arguments: list[str]) -> list[str]:
    if arguments:
        raise CannotSetUp(f"The checks take no arguments: {' '.join(arguments)}")
    return [name for name, command in CHECKS.items() if not run_step(name, command)]


def run_step(name: str, command: list[str], also: dict[str, str] | None = None) -> bool:
    say(f"\n== {name}")
    env = environment() | (also or {})
    # Without this pyright asks the network whether there is a newer one.
    env["PYRIGHT_PYTHON_IGNORE_WARNINGS"] = "1"
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    env.setdefault("TICKMARK_HYPOTHESIS", "repeat")
    start = time.monotonic()
    done = subprocess.run([PYTHON, *command], cwd=ROOT, env=env)
    if name in CHECKS:
        say(f"{name}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - start:.1f} s")
    return done.returncode == 0


def setup(_arguments: list[str]) -> int:
    set_up(TEST_LOCK)
    return 0


def bundle(_arguments: list[str]) -> int:
    set_up(TEST_LOCK)
    if missing := bundling_packages():
        raise CannotSetUp(
            "The bundle is put together with tools that are missing here; as root, then try again:\n"
            f"  apt-get install -y --no-install-recommends {' '.join(missing)}"
        )
    building = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec"]
    trying = ["tests/bundle_smoke.py", str(BUNDLE)]
    return 0 if run_step("bundle", building) and run_step("the bundle, tried", trying) else 1


def bundling_packages() -> list[str]:
    """Debian packages that PyInstaller needs and that are missing."""
    if not sys.platform.startswith("linux"):
        return []
    library = Path(sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("INSTSONAME"))
    missing = [] if library.is_file() else [library.name.partition(".so")[0]]
    return missing + ([] if shutil.which("objcopy") else ["binutils"])


def write_locks(arguments: list[str]) -> int:
    """Write both locks from pyproject.toml; the smaller one is held to the versions of the larger."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(PYTHON.parent))
    if uv is None:
        raise CannotSetUp("Writing the locks needs uv, which was not found.")
    compile_lock = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    compile_lock += ["--generate-hashes", "--no-header", "--no-annotate", "pyproject.toml"]
    everything = ["--group", "dev", "-o", TEST_LOCK.name, *arguments]
    part = ["-c", TEST_LOCK.name, "-o", RUN_LOCK.name, *arguments]
    for rest in (everything, part):
        subprocess.run([*compile_lock, *rest], cwd=ROOT, check=True)
    return 0


COMMANDS = {"run": run, "test": test, "check": check, "setup": setup, "bundle": bundle, "lock": write_locks}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except CannotSetUp as reason:
        print(reason, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        return error.returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
