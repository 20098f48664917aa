"""Measures programs that compare XML, each on the same pairs with known edits; fails where ours tells more than it may.

usage: diff.py SUITES TEIWRIGHT XMLDIFF    (XMLDIFF may be empty)
"""

import json, os, subprocess, sys, tempfile, time
from pathlib import Path

SUITES, TEIWRIGHT, XMLDIFF = Path(sys.argv[1]), *sys.argv[2:4]
# Seconds after which xmldiff is stopped.
PATIENCE = 10


def measure(command, patience=None):
    """Seconds of processor time, megabytes, exit status and output; no time where it was stopped."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        end = time.monotonic() + patience if patience else None
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if end and time.monotonic() > end:
                process.kill()
                _, status, usage = os.wait4(process.pid, 0)
                return None, usage.ru_maxrss / 1024, None, b""
            time.sleep(0.005)
        out.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), out.read()


def row(name, measured, told):
    seconds, memory, _, _ = measured
    spent = f"{seconds:8.2f} s" if seconds is not None else f"> {PATIENCE:6d} s"
    print(f"  {name:22} {spent}  {memory:6.0f} MB  {told}")


plays = sorted((SUITES / "corpus").glob("*.xml"), key=lambda play: play.stat().st_size)
faults = 0
with tempfile.TemporaryDirectory() as folder:
    new, truth = Path(folder, "new.xml"), Path(folder, "truth.json")
    for play, count in [(plays[0], 10), (plays[len(plays) // 2], 100), (plays[-1], 10), (plays[-1], 1000)]:
        mutate = [sys.executable, SUITES / "bench" / "mutate.py", play, new, "--truth", truth, "--n", str(count), "--kinds", "mixed"]
        subprocess.run(mutate, check=True, stderr=subprocess.DEVNULL)
        edits = json.loads(truth.read_text(encoding="utf-8"))["n"]
        print(f"{play.name}, {play.stat().st_size / 1e6:.2f} MB, {edits} edits")
        ours = measure([TEIWRIGHT, "diff", play, new, "--output-format", "json", "-q"])
        changes = [it for it in json.loads(ours[3])["changes"] if it["class"] != "layout"]
        row("teiwright diff", ours, f"{len(changes)} changes")
        if ours[2] != 1 or not 0.8 * edits <= len(changes) <= 1.2 * edits:
            faults += 1
            print(f"  teiwright tells {len(changes)} changes of {edits}, exit status {ours[2]}")
        git = measure(["git", "diff", "--no-index", "--word-diff=porcelain", "--no-color", play, new])
        lines = sum(line[:1] in (b"+", b"-") and line[:3] not in (b"+++", b"---") for line in git[3].splitlines())
        row("git diff --word-diff", git, f"{lines} runs of words and tags")
        if XMLDIFF:
            other = measure([XMLDIFF, play, new], PATIENCE)
            row("xmldiff", other, f"{len(other[3].splitlines())} actions" if other[0] is not None else "stopped")
sys.exit(1 if faults else 0)
