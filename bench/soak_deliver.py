#!/usr/bin/env python3
"""Kills the controller, the router, keepers and instances while deployments go on.

Usage: soak_deliver.py ROUNDS [SEED]. Each round deploys a release, kills one process with SIGKILL
at a random moment, waits, and checks against the journal, read here on its own: the deployment is
live or rolled back, or failed before it had any traffic; the route table holds one release, the one
that serves, with the addresses of its living instances; every request is answered by it, and every
instance by itself; and the processes are one controller, one router and the living instances, each
with a keeper, and no others. What a failed round leaves is copied to target/soak.
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
TOOLS_OF_KEEPERS = ("date", "dd", "mkfifo", "mv", "rm", "sleep", "wc")
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
    """Everything of this project that runs: the owner it carries, its marker, its kind, its pid."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            environment = (entry / "environ").read_bytes().decode(errors="replace").split("\0")
            folder = os.readlink(entry / "cwd")
        except OSError:
            continue
        marker = next((each for each in environment if each.startswith("SLIPWAY_OWNER=D:")), None)
        place = "\0".join([folder, *words, *environment])
        if marker is None or str(root) not in place:
            continue
        marker = marker.removeprefix("SLIPWAY_OWNER=D:")
        owner = marker.partition("#")[0]
        if "slipway-keeper" in words or pathlib.Path(words[0]).name in TOOLS_OF_KEEPERS:
            kind = "keeper"
        elif owner in ("controller", "router"):
            kind = owner
        else:
            kind = "instance"
        found.append((owner, marker, kind, int(entry.name)))
    return found


def journal(root):
    path = root / ".slipway/delivery/journal.ndjson"
    return [json.loads(line) for line in path.read_text().splitlines()]


def settled(root, deployment, limit=120):
    """How the deployment ended: its state and why."""
    end = time.time() + limit
    while time.time() < end:
        for entry in journal(root):
            event = entry["event"]
            if entry["type"] == "deployment.settled" and event["deployment"] == deployment:
                return event["state"], event.get("reason", "")
        time.sleep(0.2)
    raise SystemExit(f"{deployment} has not settled within {limit} s")


def ended_well(root, deployment, state, reason):
    """Live, taken back, or stopped before any user met it."""
    moved = [
        entry["event"]["move"]
        for entry in journal(root)
        if entry["type"] == "deployment.move-started"
        and entry["event"]["deployment"] == deployment
    ]
    met = [move for move in moved if move in ("shift", "replace", "promote")]
    if state not in ("live", "rolled back", "failed") or (state == "failed" and met):
        raise SystemExit(f"{deployment} is {state} after {moved}: {reason}")
    if state != "live" and not reason:
        raise SystemExit(f"{deployment} is {state} and does not say why")


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
    """Waits until the release answers there, and asks more often then."""
    eventually(limit, lambda: answered(port, release))
    for _ in range(20):
        if trouble := answered(port, release):
            raise SystemExit(f"after it was well, {trouble}")


def answered(port, release):
    """Why the release does not answer there, if it does not."""
    try:
        status, body = answer(port)
    except (OSError, ValueError, IndexError) as error:
        return f"port {port}: {error}"
    if status == 200 and body == release:
        return ""
    return f"port {port}: {status} {body[:80]!r} instead of {release[:12]}"


def eventually(limit, trouble):
    """Waits until there is no trouble any more."""
    end = time.time() + limit
    while last := trouble():
        if time.time() > end:
            raise SystemExit(f"within {limit} s: {last}")
        time.sleep(0.2)


def live(root):
    """The deployment that serves, its release, and the addresses of the living instances."""
    instances = {}
    releases, undone, promoted = {}, set(), []
    for number, entry in enumerate(journal(root), 1):
        if entry["seq"] != number:
            raise SystemExit(f"entry {number} of the journal has the number {entry['seq']}")
        event = entry["event"]
        kind = entry["type"]
        if kind == "deployment.planned":
            releases[event["deployment"]] = event["release"]
        if kind == "deployment.move-finished" and event["move"] == "promote":
            promoted.append(event["deployment"])
        if kind == "deployment.move-started" and event["move"] == "restore":
            undone.add(event["deployment"])
        if kind == "instance.starting":
            instances[event["instance"]] = None
        if kind == "instance.started":
            instances[event["instance"]] = f"{event['host']}:{event['port']}"
        if kind == "instance.stopped":
            instances.pop(event["instance"], None)
    good = [each for each in promoted if each not in undone]
    if not good:
        raise SystemExit("nothing serves any more")
    return good[-1], releases[good[-1]], instances


def routed(root, deployment, release, instances):
    """How the route table differs from what the journal says."""
    socket_path = root / ".slipway/router.sock"
    try:
        text = slipway(root, "router", "list", "--json", "--admin", str(socket_path))
    except SystemExit as error:
        return str(error)
    slots = [
        (service["service"], service["mode"], slot["slot"], slot["release"], slot["percent"])
        + tuple(sorted(slot["destination"].split(",")))
        for service in json.loads(text)["services"]
        for slot in service["slots"]
    ]
    wanted = ("production-api", "", "stable", f"{release[:12]}@{deployment}", 100)
    wanted += tuple(sorted(str(address) for address in instances.values()))
    return "" if slots == [wanted] else f"the routes are {slots} instead of {[wanted]}"


def orphans(root, instances):
    """How the processes differ from what the journal says: each once, each with its keeper."""
    wanted = {"controller", "router", *(f"production/{each}" for each in instances)}
    found = processes(root)
    if unknown := [each for each in found if each[0] not in wanted]:
        return f"these run, the journal has {sorted(wanted)}: {unknown}"
    for owner in sorted(wanted):
        own = [each for each in found if each[0] == owner]
        kept = [each for each in own if each[2] == "keeper"]
        served = [each for each in own if each[2] != "keeper"]
        if len(served) != 1 or not kept or len({each[1] for each in own}) != 1:
            return f"{owner} is to run once and be kept: {own}"
    return ""


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
    random.seed(seed)
    print(f"seed {seed}", flush=True)
    root = pathlib.Path(tempfile.mkdtemp(prefix="slipway-soak-")).resolve()
    try:
        run(root, rounds)
    except BaseException:
        kept = HOME / f"target/soak/deliver-{seed}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(root / ".slipway", kept, symlinks=True, copy_function=copy)
        print(f"its state is in {kept}")
        raise
    finally:
        slipway(root, "stop", "--all", check=False)
        left = processes(root)
        shutil.rmtree(root, ignore_errors=True)
        if left:
            raise SystemExit(f"left behind: {left}")
    print(f"{rounds} rounds clean")


def copy(source, target):
    """Sockets are not to be copied."""
    if pathlib.Path(source).is_file():
        shutil.copy2(source, target)


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
        victim = "nothing"
        if number:
            time.sleep(random.uniform(0, 9))
            victim = kill(root)
        state, reason = settled(root, deployment)
        ended_well(root, deployment, state, reason)
        check(root)
        print(f"round {number}: killed {victim}; {deployment} {state} {reason}", flush=True)


def check(root, limit=30):
    """All that has to hold once a deployment has settled and the controller had time to mend."""
    eventually(limit, lambda: orphans(root, live(root)[2]))
    eventually(limit, lambda: routed(root, *live(root)))
    deployment, release, instances = live(root)
    if foreign := [each for each in instances if not each.startswith(f"{deployment}-")]:
        raise SystemExit(f"{deployment} serves, the journal has {foreign} living, too")
    for address in instances.values():
        eventually(limit, lambda: answered(int(address.rpartition(":")[2]), release))
    status = json.loads(slipway(root, "status", "--json"))
    served(int(status["router"].rpartition(":")[2]), release)
    eventually(limit, lambda: orphans(root, instances))
    if trouble := routed(root, deployment, release, instances):
        raise SystemExit(f"later, {trouble}")


def kill(root):
    """Kills something: first what kind, then which one, in an order that the seed decides."""
    found = processes(root)
    kind = random.choice(["controller", "router", "keeper", "instance"])
    chosen = random.random()
    pids = sorted((owner, pid) for owner, _, each, pid in found if each == kind)
    if not pids:
        return f"no {kind}: none runs"
    owner, pid = pids[int(chosen * len(pids))]
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return f"{kind} of {owner} (gone)"
    return f"{kind} of {owner}, process {pid}"


main()
