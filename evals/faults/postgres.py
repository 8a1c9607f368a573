"""A PostgreSQL server of our own on this machine, which can be stopped and started again."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, create_engine, make_url, text

DEBIAN = Path("/usr/lib/postgresql")


class NoPostgres(Exception):  # noqa: N818 - what is told, not handled
    """There is no server to be had here; the message says why."""


@dataclass(frozen=True)
class Server:
    """A server with its data in a folder; it is reached through a socket there."""

    binaries: Path
    folder: Path
    user: str | None

    @property
    def url(self) -> URL:
        return make_url(f"postgresql+psycopg://postgres@/postgres?host={self.folder}")

    def start(self) -> None:
        options = f"-c listen_addresses='' -c fsync=off -c full_page_writes=off -k {self.folder}"
        self._run("pg_ctl", "-D", self._data, "-o", options, "-l", self.folder / "log", "-w", "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: "fast" ends every session in order, "immediate" is a crash."""
        self._run("pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    def make(self) -> None:
        """Make an empty cluster."""
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of an empty database, gone afterwards."""
        with new_database(self.url) as url:
            yield url

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _run(self, tool: str, *words: str | Path) -> None:
        quiet = subprocess.DEVNULL
        words = (self.binaries / tool, *words)
        subprocess.run(words, check=True, user=self.user, cwd=self.folder, stdout=quiet, stderr=quiet)  # noqa: S603


@contextmanager
def a_server() -> Iterator[Server]:
    """A running server while the block runs. Raises NoPostgres."""
    if find_spec("psycopg") is None:
        raise NoPostgres("psycopg is not installed")
    found = shutil.which("initdb") or max(DEBIAN.glob("*/bin/initdb"), default=None)
    if found is None:
        raise NoPostgres("there are no server binaries")
    user = _user()
    with tempfile.TemporaryDirectory(prefix="pw", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, user)
        server = Server(Path(found).parent, Path(folder), user)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def new_database(server: URL, like: str = "template1") -> Iterator[str]:
    """The address of a new database on a server, gone afterwards; empty, unless it is to be like another."""
    name, engine = f"planwright_{uuid4().hex}", create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like}"))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        engine.dispose()
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise NoPostgres("the server refuses to run as root, and there is no user postgres") from None
