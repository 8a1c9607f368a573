"""The hostile and broken files gathered for the project: each gets what its manifest says, in 5 s and 300 MB."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ATTACKS = Path(__file__).parents[4] / "shared" / "data" / "attack_files"
ROOT = Path(__file__).parents[3]
SECONDS, MEGABYTES = 5, 300

pytestmark = pytest.mark.skipif(not ATTACKS.exists(), reason="the files of ../shared/data/attack_files are not here")

# The processor time is a limit of the process, which ends it, not a look at the clock; the peak of memory is the
# process's own, since a child's resource usage begins with what its parent held.
READ = f"""
import json, resource, sys
from datetime import date
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from bot.reading.tables.jsonl import report
path = Path(sys.argv[1])
told = report(path.name, path.read_bytes(), date(2026, 11, 23))
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([told, int(peak) / 1024]))
"""


def measured(name):
    """The report on a file as a process of its own gives it, and its peak memory in MB."""
    command = [sys.executable, "-c", READ, str(ATTACKS / name)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def refused(code, *words):
    def holds(found):
        assert not found["ok"]
        assert found["code"] == code
        assert all(word in found["message"] for word in words)

    return holds


def taken(rows, total, *, says=(), asks=()):
    def holds(found):
        assert (found["rows"], found["total_amount"]) == (rows, total)
        said = json.dumps([found["problems"], found["notes"], found["questions"]])
        assert all(word in said for word in says)
        assert set(asks) <= {question["about"] for question in found["questions"]}

    return holds


EXPECTED = {
    "good.xlsx": taken(1, 100),
    "billion_laughs_sharedstrings.xlsx": refused("unsafe", "for safety"),
    "quadratic_blowup.xlsx": refused("unsafe", "for safety"),
    "xxe_file.xlsx": refused("unsafe", "for safety"),
    "zip_bomb_150MB.xlsx": refused("too big", "grows far larger"),
    "sheet_bomb_400k_rows.xlsx": refused("too big", "50,000 rows", "stopped"),
    "far_cell_XFD1048576.xlsx": refused("too big", "column 16,384"),
    "zip_slip.xlsx": refused("not a workbook"),
    "formula_cells.xlsx": taken(3, 200000, says=["never saved", "cannot be read"]),
    "formula.csv": taken(4, 205100),
    "huge_cell.csv": refused("too big", "32,767 characters"),
    "many_columns.csv": refused("too big", "50,000 columns"),
    "nul_bytes.csv": taken(1, 100, says=["Zero bytes"]),
    "bad_utf8.csv": taken(2, 101, says=["Windows-1252"]),
    "html_as_csv.csv": refused("web page", "expired"),
    "exe_as_xlsx.xlsx": refused("wrong type", "a program"),
    "ole_encrypted.xlsx": refused("encrypted or broken", "password-protected", "CSV or XLSX"),
    "empty.csv": refused("empty", "empty"),
    "header_only.csv": refused("no rows", "no rows"),
    "dup_headers.csv": taken(1, None, says=["Which one"], asks=["columns"]),
    "unbalanced_quote.csv": taken(2, 180, says=["never closed"]),
    "semicolon_ambiguous.csv": taken(2, None, says=["1,234 or 1.234"], asks=["decimal_mark"]),
    "injection_notes.csv": taken(2, 200000),
}


def test_every_file_of_the_manifest_is_held_to_something():
    manifest = json.loads((ATTACKS / "MANIFEST.json").read_text()) if ATTACKS.exists() else {}
    assert set(manifest) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_it_gets_what_it_must_in_time_and_memory(name):
    found, megabytes = measured(name)
    EXPECTED[name](found)
    assert megabytes < MEGABYTES


def test_nothing_is_written_outside():
    measured("zip_slip.xlsx")
    assert not (Path(tempfile.gettempdir()) / "pwned.txt").exists()
