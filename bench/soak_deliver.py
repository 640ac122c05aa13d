#!/usr/bin/env python3
"""Kills the controller, the router, keepers and instances while deployments go on.

Usage: soak_deliver.py ROUNDS [SEED]. Each round deploys a release, kills one process with SIGKILL
at a random moment, waits, and checks: the deployment has settled, what the status says serves, the
route answers with that release, and every process that runs belongs to the journal.
"""

import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HOME = pathlib.Path(__file__).resolve().parent.parent
SLIPWAY = HOME / "slipway"
SERVER = """
import http.server, os, socketserver
class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        body = os.environ["SLIPWAY_RELEASE"].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *words):
        pass
class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
Server(("127.0.0.1", int(os.environ["PORT"])), Answer).serve_forever()
# round %d
"""
SETTINGS = """name: soak
components:
  api:
    type: service
    path: api
    start: exec python3 server.py
    instances: 2
    paths: /
    drain: 1s
    stop-grace: 2s
environments:
  production:
    strategy: {type: canary, minimum-requests: 1, inconclusive: promote, steps: [{weight: 20, for: 2s}]}
    watch: 2s
router:
  http: 127.0.0.1:0
"""


def slipway(root, *words, check=True):
    done = subprocess.run(
        [SLIPWAY, *words], cwd=root, capture_output=True, text=True, timeout=180
    )
    if check and done.returncode != 0:
        raise SystemExit(f"slipway {' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout


def processes(root):
    """Pids by what they are: controller, router, keeper or instance of this project."""
    found = {"controller": [], "router": [], "keeper": [], "instance": []}
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            environment = (entry / "environ").read_bytes()
        except OSError:
            continue
        if b"SLIPWAY_OWNER=D:" not in environment or str(root).encode() not in (
            environment + command.encode()
        ):
            continue
        if " controller --state" in command:
            found["controller"].append(int(entry.name))
        elif " router run" in command:
            found["router"].append(int(entry.name))
        elif "server.py" in command:
            found["instance"].append(int(entry.name))
        else:
            found["keeper"].append(int(entry.name))
    return found


def journal(root):
    path = root / ".slipway/delivery/journal.ndjson"
    return [json.loads(line) for line in path.read_text().splitlines()]


def settled(root, deployment, limit=120):
    end = time.time() + limit
    while time.time() < end:
        for entry in journal(root):
            if (
                entry["type"] == "deployment.settled"
                and entry["event"]["deployment"] == deployment
            ):
                return entry["event"]["state"]
        time.sleep(0.2)
    raise SystemExit(f"{deployment} has not settled within {limit} s")


def answer(port):
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(
            b"GET / HTTP/1.1\r\nHost: production.localhost\r\nConnection: close\r\n\r\n"
        )
        text = b""
        while part := connection.recv(65536):
            text += part
    head, _, body = text.partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode()


def served(port, release, limit=60):
    """Waits until the release answers there."""
    end = time.time() + limit
    last = ""
    while time.time() < end:
        try:
            status, body = answer(port)
            if status == 200 and body == release:
                return
            last = f"{status} {body[:80]}"
        except (OSError, ValueError, IndexError) as error:
            last = str(error)
        time.sleep(0.2)
    raise SystemExit(f"{release[:12]} does not answer within {limit} s: {last}")


def live(root):
    """What serves, and the instances that should run, as the journal has it."""
    instances = {}
    releases, undone, promoted = {}, set(), []
    for entry in journal(root):
        event = entry["event"]
        kind = entry["type"]
        if kind == "deployment.planned":
            releases[event["deployment"]] = event["release"]
        if kind == "deployment.move-finished" and event["move"] == "promote":
            promoted.append(event["deployment"])
        if kind == "deployment.move-started" and event["move"] == "restore":
            undone.add(event["deployment"])
        if kind == "instance.starting":
            instances[event["instance"]] = event["deployment"]
        if kind == "instance.stopped":
            instances.pop(event["instance"], None)
    good = [each for each in promoted if each not in undone]
    return (releases[good[-1]] if good else ""), instances


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
    random.seed(seed)
    print(f"seed {seed}")
    root = pathlib.Path(tempfile.mkdtemp(prefix="slipway-soak-")).resolve()
    try:
        run(root, rounds)
    finally:
        slipway(root, "stop", "--all", check=False)
        left = processes(root)
        shutil.rmtree(root, ignore_errors=True)
        if any(left.values()):
            raise SystemExit(f"left behind: {left}")
    print(f"{rounds} rounds clean")


def run(root, rounds):
    (root / "api").mkdir()
    (root / "slipway.yaml").write_text(SETTINGS)
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    for number in range(rounds + 1):
        (root / "api/server.py").write_text(SERVER % number)
        subprocess.run(["git", "add", "-A"], cwd=root, check=True)
        subprocess.run(
            ["git", "-c", "user.name=soak", "-c", "user.email=soak@example.com"]
            + ["commit", "-qm", f"round {number}"],
            cwd=root,
            check=True,
        )
        release = json.loads(slipway(root, "build", "--json"))["release"]
        slipway(root, "deploy", "production", "--release", release, "--no-wait")
        deployment = f"production-{number + 1}"
        victim = ""
        if number:
            time.sleep(random.uniform(0, 9))
            victim = kill(root)
        state = settled(root, deployment)
        status = slipway(root, "status", "--json")
        port = int(json.loads(status)["router"].rsplit(":", 1)[1])
        serving, instances = live(root)
        served(port, serving)
        orphans(root, instances)
        print(f"round {number}: killed {victim or 'nothing'}, {deployment} {state}", flush=True)


def kill(root):
    found = processes(root)
    kinds = [kind for kind, pids in found.items() if pids]
    kind = random.choice(kinds)
    pid = random.choice(found[kind])
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return f"{kind} (gone)"
    return f"{kind} {pid}"


def orphans(root, instances, limit=30):
    """Exactly the instances of the journal run, once they had time to."""
    end = time.time() + limit
    while time.time() < end:
        running = len(processes(root)["instance"])
        if running == len(instances):
            return
        time.sleep(0.3)
    raise SystemExit(f"{running} instances run, the journal has {sorted(instances)}")


main()
