"""Opening a file as people do: LibreOffice makes pages of it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader


def pages_in_libreoffice(folder: Path, files: dict[str, bytes]) -> list[int]:
    """How many pages LibreOffice makes of each file; the test is skipped where it is not installed, except in CI."""
    soffice = shutil.which("soffice")
    if soffice is None and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    home = f"-env:UserInstallation=file://{folder}/profile"
    named = [str(folder / name) for name in files]
    command = [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *named]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [len(PdfReader((folder / name).with_suffix(".pdf")).pages) for name in files]
