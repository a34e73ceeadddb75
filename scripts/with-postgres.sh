#!/usr/bin/env bash
# Runs a command with a throw-away PostgreSQL server:
#
#	scripts/with-postgres.sh go test ./...
#
# TEST_POSTGRES tells the command where the server is. The server listens on a
# socket in a new folder and on no port, keeps nothing safe, and is stopped and
# removed however the command ends. If TEST_POSTGRES is set already, that server
# is used and nothing is started.
set -euo pipefail

if [ $# -eq 0 ]; then
	echo "usage: scripts/with-postgres.sh COMMAND [ARGUMENT...]" >&2
	exit 2
fi
if [ -n "${TEST_POSTGRES:-}" ]; then
	exec "$@"
fi

# Debian keeps the programs of the server out of PATH, by version; take the newest.
bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1) || true
if [ ! -x "$bin/initdb" ] && command -v initdb >/dev/null; then
	bin=$(dirname "$(command -v initdb)")
fi
if [ ! -x "$bin/initdb" ]; then
	echo "with-postgres.sh: no PostgreSQL server is installed: run scripts/test-setup.sh" >&2
	exit 1
fi

# /tmp and not TMPDIR: the path of a socket may have no more than about 100 letters.
dir=$(mktemp -d /tmp/northinch-postgres.XXXXXX)

# The server refuses to run as root.
as=()
if [ "$(id -u)" -eq 0 ]; then
	chown postgres "$dir"
	as=(runuser -u postgres --)
fi

remove() {
	local status=$?
	trap '' INT TERM HUP
	# pg_ctl reads the server's process id from this folder, so it can stop no other.
	if [ -f "$dir/data/postmaster.pid" ]; then
		(cd "$dir" && "${as[@]}" "$bin/pg_ctl" stop --pgdata="$dir/data" --mode=immediate --silent) >/dev/null 2>&1 || true
	fi
	rm -rf "$dir"
	exit "$status"
}
trap remove EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# People's order and not the order of bytes, as on most real servers: a test
# fails here if it forgot to say which order it needs. Only the folder's owner (and
# root) may enter it; the server asks for a password all the same, as real servers
# do, so that the tests of a refused sign-in run.
password=for-tests-only
printf '%s\n' "$password" >"$dir/password"
chmod 644 "$dir/password"
init() {
	"${as[@]}" "$bin/initdb" --pgdata="$dir/data" --username=northinch --encoding=UTF8 \
		--auth-local=scram-sha-256 --auth-host=reject --pwfile="$dir/password" --no-sync --no-instructions "$@" >"$dir/initdb.log" 2>&1
}
pushd "$dir" >/dev/null # the server's user may not be allowed to see the project's folder
if ! init --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-GB; then
	rm -rf "$dir/data"
	init --locale=C.UTF-8 || { # a server without ICU
		cat "$dir/initdb.log" >&2
		exit 1
	}
fi
if ! "${as[@]}" "$bin/pg_ctl" start --pgdata="$dir/data" --wait --silent --log="$dir/server.log" \
	--options="-c listen_addresses='' -c unix_socket_directories='$dir' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" >/dev/null; then
	cat "$dir/server.log" >&2
	exit 1
fi
popd >/dev/null

export TEST_POSTGRES="postgres://northinch:$password@/postgres?host=$dir"

# In the background, so that a signal to this script alone reaches the command at
# once. Ctrl-C goes to both without help; a shell would make the command deaf to
# it, so that is undone first.
(
	trap - INT QUIT
	exec "$@"
) <&0 &
command=$!
trap ':' INT
trap 'kill -TERM "$command" 2>/dev/null || true' TERM HUP
status=0
wait "$command" || status=$?
while kill -0 "$command" 2>/dev/null; do
	status=0
	wait "$command" || status=$?
done
exit "$status"
