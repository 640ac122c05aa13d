#!/usr/bin/env bash
# The plain script that harbor's CI is held against: the same commands, both jobs at once, the same PostgreSQL, warm caches.
#   pipeline.sh prepare HARBOR STATE   what a person has lying ready: the server's binaries and an initialised cluster
#   pipeline.sh run HARBOR STATE       the jobs
#   pipeline.sh clean HARBOR STATE     removes what they left: not timed, as the shell's user would not wait for it
#   pipeline.sh end HARBOR STATE       removes the cluster
set -euo pipefail
harbor=$2
state=$3
binaries=$(ls -d "${XDG_CACHE_HOME:-$HOME/.cache}"/slipway/postgres/*/server /var/cache/slipway/postgres/*/server \
  2>/dev/null | sort -V | tail -n 1 || true)
# Slipway keeps its clusters in memory; so does the script.
memory=/dev/shm/slipway-bench
[ -d /dev/shm ] || memory=$state/data
port=54399

# PostgreSQL refuses to run as root.
drop_root=
[ "$(id -u)" != 0 ] || drop_root='setpriv --reuid=65534 --regid=65534 --clear-groups'

prepare() {
  mkdir -p "$state"
  chmod 755 "$(dirname "$state")" "$state"
  [ -n "$binaries" ] || {
    echo "pipeline.sh: run './slipway demo' once, which unpacks PostgreSQL" >&2
    exit 3
  }
  rm -rf "$memory"
  mkdir -p "$memory"
  [ "$(id -u)" != 0 ] || chown 65534:65534 "$state" "$memory"
  printf harbor >"$state/password"
  chmod 644 "$state/password"
  # shellcheck disable=SC2086 -- the words of a command, or none
  $drop_root "$binaries/bin/initdb" -D "$memory/template" -U harbor --pwfile="$state/password" -A scram-sha-256 -E UTF8 \
    --locale=C >/dev/null
}

backend() {
  cp -a "$memory/template" "$memory/data"
  # The pid must be the server's own: a shell in between would ignore the signal that ends it.
  (
    exec ${drop_root:-} "$binaries/bin/postgres" -D "$memory/data" -p $port -k "$memory" -c fsync=off -c synchronous_commit=off \
      -c full_page_writes=off -c listen_addresses=127.0.0.1 >"$run/postgres.log" 2>&1
  ) &
  echo $! >"$run/postgres.pid"
  cd "$run/backend-job/backend"
  python3 -m venv "$run/venv"
  export PATH=$run/venv/bin:$PATH DATABASE_URL=postgresql://harbor:harbor@localhost:$port/postgres
  python -m pip install -r requirements-dev.txt
  black --check .
  flake8
  python -m harbor.migrate
  pytest --junitxml=reports/junit.xml --cov --cov-report=term --cov-report=xml:reports/coverage.xml
}

frontend() {
  cd "$run/frontend-job/frontend"
  npm ci
  npm run lint
  npm run format:check
  npm run typecheck
  npm run test:coverage
  npm run build
}

# The next round needs the port and the folder: the server is gone before this returns.
stop_server() {
  server=$(cat "$run/postgres.pid")
  kill -INT "$server" 2>/dev/null || true
  for _ in $(seq 200); do
    kill -0 "$server" 2>/dev/null || return 0
    sleep 0.05
  done
  echo "pipeline.sh: the server $server did not end within 10 s" >&2
  exit 1
}

run_jobs() {
  run=$state/run
  mkdir "$run"
  [ "$(id -u)" != 0 ] || chmod 777 "$run"
  trap stop_server EXIT
  git clone -q --local "$harbor" "$run/backend-job"
  git clone -q --local "$harbor" "$run/frontend-job"
  backend >"$run/backend.log" 2>&1 &
  one=$!
  frontend >"$run/frontend.log" 2>&1 &
  other=$!
  wait $one || { cat "$run/backend.log"; exit 1; }
  wait $other || { cat "$run/frontend.log"; exit 1; }
}

export CI=true
case $1 in
  prepare) prepare ;;
  run) run_jobs ;;
  clean) rm -rf "$state/run" "$memory/data" ;;
  end) rm -rf "$memory" ;;
esac
