"""Deploys under load: what visitors of every kind see of them, behind our router and behind nginx."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LOAD = "load: keep-alive GET of 1 KiB, 1 MiB GET compared, chunked upload echoed, answers of 2 s, SSE, WebSocket"
LEGEND = (
    "stale: requests that met a connection the proxy had closed; dismissed: answers that asked for a new connection;"
    " GET: of 1 KiB, from when it was due"
)


def java():
    home = subprocess.run([Path(__file__).parent.parent / "build/find-jdk"], check=True, stdout=subprocess.PIPE)
    return str(Path(home.stdout.decode().strip()) / "bin/java")


def play(name, program, count, rate):
    """The visitors' figures of one proxy."""
    source = Path(__file__).parent / "deploys/Deploys.java"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [java(), "-XX:+UseSerialGC", "-Xmx1g", source, name, program, str(count), str(rate), folder],
            stdout=subprocess.PIPE,
        )
    if done.returncode != 0:
        sys.exit(f"bench: the deploys behind {name} failed")
    return json.loads(done.stdout)


def row(seen):
    clean = sum(count for how, count in seen["ends"].items() if how in ("sse clean", "ws close 1012", "ws close 1001"))
    cut = sum(seen["ends"].values()) - clean
    median, p99, p999, longest = seen["small_ms"]
    return (
        seen["who"],
        seen["deploys"],
        seen["requests"],
        seen["failed"],
        seen["stale"],
        seen["dismissed"],
        clean,
        cut,
        f"{median:.1f}",
        f"{p99:.1f}",
        f"{p999:.1f}",
        f"{longest:.0f}",
        f"{seen['call_ms'][0]:.0f}",
    )


def deploys(arguments, slipway, report):
    count = arguments.rounds or 50
    contenders = {"slipway": slipway}
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx:
        contenders["nginx"] = nginx
    else:
        print("bench: nginx is not installed: its row is left out", file=sys.stderr)
    figures = [play(name, program, count, arguments.rate) for name, program in contenders.items()]
    notes = [LOAD, LEGEND, "budget: 0 failed, 0 stale, 0 cut"]
    notes += [f"{seen['who']} failed: {seen['failures']}" for seen in figures if seen["failures"]]
    notes += [f"{seen['who']} streams: {seen['ends']}" for seen in figures]
    columns = ("who", "deploys", "requests", "failed", "stale", "dismissed", "streams ended", "cut")
    report("deploys", [row(seen) for seen in figures], (*columns, "GET ms", "p99", "p99.9", "max", "call ms"), notes)
