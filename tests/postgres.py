"""A throwaway PostgreSQL for the tests: one cluster per run, without network, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NO_NETWORK = "-c listen_addresses=''"
FAST = f"{NO_NETWORK} -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def running_cluster(options: str = FAST) -> Iterator[str]:
    """Yield the URL of a fresh cluster; skip, or fail with CI=true, where there is no server."""
    binaries = _binaries()
    if binaries is None:
        message = "PostgreSQL 15 or later is not installed (Debian package postgresql)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="baada-pg-"))
    run = _as_unprivileged(folder)
    data = folder / "data"
    init = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run([*run, str(binaries / "initdb"), "-D", str(data), *init], **_QUIET)
    control = [*run, str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    start = ["-l", str(folder / "log"), "-o", f"{options} -k {folder}", "start"]
    subprocess.run([*control, *start], **_QUIET)
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **_QUIET)
        shutil.rmtree(folder, ignore_errors=True)


_QUIET: dict = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _as_unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses root: give the folder to another user and run as that one."""
    if os.geteuid() != 0:
        return []
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
