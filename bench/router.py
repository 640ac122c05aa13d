"""What forwarding costs: CPU a request of our router beside nginx, and what each adds to the latency."""

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CONNECTIONS = 32
SECONDS = 6
WARM_UP = 20
MODERATE_RATE = 3000

UPSTREAM = """
worker_processes 1; daemon off; pid {folder}/upstream.pid; error_log {folder}/upstream.log;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 1000000000;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {folder}/www; location = /up {{ return 200 ok; }} }}
}}
"""
PROXY = """
worker_processes 1; daemon off; pid {folder}/proxy.pid; error_log {folder}/proxy.log;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 1000000000;
  upstream application {{ server 127.0.0.1:{upstream}; keepalive 64; keepalive_requests 1000000000; }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{
      proxy_pass http://application; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto http; proxy_set_header X-Forwarded-Host $host;
    }}
  }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_port(port, process):
    for _ in range(300):
        if process.poll() is not None:
            sys.exit(f"bench: {process.args[0]} ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"bench: nothing listens on {port}")


def nginx(folder, name, text):
    (folder / f"{name}.conf").write_text(text)
    return subprocess.Popen(
        ["nginx", "-c", str(folder / f"{name}.conf"), "-p", str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def worker_of(process):
    """nginx does its work in a child."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return int(children[0])


def cpu_seconds(pid):
    """What a process has used, without the threads that compile Java: they end by themselves."""
    total = 0.0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            if "Compiler" in (task / "comm").read_text():
                continue
            fields = (task / "stat").read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def memory_mib(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def saturate(port, pid, seconds):
    """Microseconds of CPU a request, and requests a second."""
    before = cpu_seconds(pid)
    out = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", f"http://127.0.0.1:{port}/1k"],
        capture_output=True, text=True, check=True).stdout
    used = cpu_seconds(pid) - before
    if "Non-2xx" in out or "Socket errors" in out:
        sys.exit(f"bench: requests failed:\n{out}")
    count = int(re.search(r"(\d+) requests in", out).group(1))
    return used / count * 1e6, count / seconds


def moderate(port, seconds):
    """Latencies in microseconds at a steady rate, one request after the other on 4 connections."""
    request = b"GET /1k HTTP/1.1\r\nHost: bench\r\n\r\n"
    connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(4)]
    for connection in connections:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    took = []
    pause = 1 / MODERATE_RATE
    start = next_at = time.perf_counter()
    while next_at - start < seconds:
        while time.perf_counter() < next_at:
            pass
        connection = connections[len(took) % len(connections)]
        began = time.perf_counter()
        connection.sendall(request)
        received = connection.recv(65536)
        while not received.endswith(b"x" * 100):
            received = connection.recv(65536)
        took.append((time.perf_counter() - began) * 1e6)
        next_at = max(next_at + pause, time.perf_counter() - 0.01)
    for connection in connections:
        connection.close()
    took.sort()
    return took[len(took) // 2], took[int(len(took) * 0.99)]


def idle_memory(port, pid, wanted=10_000):
    """MiB with so many idle connections, or as many as may be open here."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    count = min(wanted, hard - 200)
    connections = []
    try:
        for number in range(count):
            connection = socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.%d" % (2 + number // 5000), 0))
            connection.sendall(b"GET /1k HTTP/1.1\r\nHost: bench\r\n\r\n")
            connection.recv(4096)
            connections.append(connection)
        return count, memory_mib(pid)
    finally:
        for connection in connections:
            connection.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def router(arguments, slipway, report):
    """CPU a request, requests a second and added latency: ours and nginx in turn, before one upstream."""
    for tool in ("nginx", "wrk"):
        if not shutil.which(tool):
            print(f"bench: {tool} is not installed (apt-get install nginx wrk): the bench router is skipped")
            return
    processes = []
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp)
        (folder / "www").mkdir()
        (folder / "www" / "1k").write_text("x" * 1024)
        os.chmod(temp, 0o755)
        upstream, proxy, ours = free_port(), free_port(), free_port()
        admin = folder / "admin.sock"
        try:
            processes.append(nginx(folder, "upstream", UPSTREAM.format(folder=folder, port=upstream)))
            peer = nginx(folder, "proxy", PROXY.format(folder=folder, port=proxy, upstream=upstream))
            processes.append(peer)
            for process, port in ((processes[0], upstream), (peer, proxy)):
                await_port(port, process)
            mine = subprocess.Popen(
                [slipway, "router", "run", "--http", f"127.0.0.1:{ours}", "--admin", str(admin),
                 "--state", str(folder / "router.state")],
                stdout=subprocess.DEVNULL)
            processes.append(mine)
            await_port(ours, mine)
            deploy = [slipway, "router", "deploy", "web", "--to", f"127.0.0.1:{upstream}", "--health-path", "/up",
                      "--admin", str(admin)]
            began = time.monotonic()
            subprocess.run(deploy, check=True, stdout=subprocess.DEVNULL)
            command_ms = (time.monotonic() - began) * 1000
            pids = {"nginx": (proxy, worker_of(peer)), "slipway": (ours, mine.pid)}
            saturate(ours, mine.pid, WARM_UP)
            figures = {name: ([], [], [], []) for name in ("direct", *pids)}
            for _ in range(arguments.rounds or 3):
                for name, (port, pid) in pids.items():
                    cpu, rate = saturate(port, pid, SECONDS)
                    figures[name][0].append(cpu)
                    figures[name][1].append(rate)
                for name, port in (("direct", upstream), *((name, pids[name][0]) for name in pids)):
                    p50, p99 = moderate(port, SECONDS / 2)
                    figures[name][2].append(p50)
                    figures[name][3].append(p99)
            idle, memory = idle_memory(ours, mine.pid)
        finally:
            for process in reversed(processes):
                process.send_signal(signal.SIGTERM)
            for process in processes:
                process.wait(20)
    medians = {name: [statistics.median(values) if values else None for values in each] for name, each in figures.items()}
    base = medians["direct"]
    rows = []
    for name in pids:
        cpu, rate, p50, p99 = medians[name]
        pairs = [a / b for a, b in zip(figures[name][0], figures["nginx"][0])]
        rows.append((name, f"{cpu:.1f}", f"{statistics.median(pairs):.2f}", f"{rate:.0f}",
                     f"{p50 - base[2]:.0f}", f"{p99 - base[3]:.0f}"))
    report(
        "router",
        rows,
        ("proxy", "CPU us/request", "to nginx", "requests/s", f"added p50 us at {MODERATE_RATE}/s", "added p99 us"),
        [f"1 KiB, {CONNECTIONS} kept connections, one nginx worker; {idle} idle connections: {memory:.0f} MiB; "
         f"a deploy command: {command_ms:.0f} ms",
         "budgets: 1.30 to nginx, added p99 300 us, 10,000 idle connections in 300 MiB, a command 150 ms"])
