# Checks, before Ray's start commands run, what Ray itself notices late or explains badly. Prints why Ray cannot start and exits with 78; prints warnings
# otherwise. Runs in the node's environment.
# uses: ports
# In: side=head|worker, program: 'ray' or its path, empty if unknown, must_exist=yes|no: whether it must be found now, head: the head's address, port,
# temp: Ray's folder, empty for its folder in the scratch folder, dashboard_port, token: the name of the file in the engine's folder with the cluster's token, empty without one, rocksdb=yes|no, patience: for how many
# seconds the head is awaited, proc: /proc, or another folder in tests. The head's versions are in $MUSTER_ENGINE/head-versions on a worker, if they are known.
# Out: $MUSTER_ENGINE/versions; on the head also $MUSTER_ENGINE/own_token, and the user's ~/.ray/auth_token, and $MUSTER_ENGINE/leave, which removes it again.

fail() { echo "$1"; exit 78; }

# Sets versions to 'ray=2.60.0 python=3.11.7', as far as they can be found without starting Ray: its program is a Python script of its environment.
find_versions() {
  versions=
  file=$(command -v "$program") || return 0
  { IFS= read -r line <"$file"; } 2>/dev/null || return 0
  case $line in '#!'*python*) python=${line#'#!'} ;; *) python=python3 ;; esac
  versions=$(${python# } -c 'import sys, importlib.metadata as m
print("ray=%s python=%d.%d.%d" % ((m.version("ray"),) + sys.version_info[:3]))' 2>/dev/null) || versions=
}
check_program() {
  if [ "$must_exist" = yes ] && [ -n "$program" ] && ! command -v "$program" >/dev/null; then
    fail "'$program' is not installed in this node's environment: add 'ray[default]' to environment.pip or to setup_commands"
  fi
  [ -z "$program" ] || find_versions
  [ -z "$versions" ] || printf '%s\n' "$versions" >"$MUSTER_ENGINE/versions"
}
# minor_of VERSION: prints 260 for 2.60.0.
minor_of() { echo "$1" | awk -F. '{ print $1 * 100 + $2 }'; }
check_rocksdb() {
  if [ "$rocksdb" = yes ] && [ -n "$versions" ]; then
    ray=${versions#ray=} ray=${ray%% *}
    [ "$(minor_of "$ray")" -ge 258 ] || fail "head_state: rocksdb needs Ray 2.58 or newer, but Ray $ray is installed here"
  fi
}
describe_versions() { echo "$1" | sed 's/ray=/Ray /; s/ python=/ with Python /'; }
check_versions() {
  there=
  { read -r there <"$MUSTER_ENGINE/head-versions"; } 2>/dev/null || [ -n "$there" ] || return 0
  here=$versions
  if [ "${RAY_DEFAULT_PYTHON_VERSION_MATCH_LEVEL:-patch}" = minor ]; then here=${here%.*} there=${there%.*}; fi
  [ -z "$here" ] || [ "$here" = "$there" ] ||
    fail "$(describe_versions "$here") is installed here, but the head has $(describe_versions "$there"): install the same versions on all nodes"
}

# listener PORT: prints the inode of the socket that listens there, in this network namespace.
listener() {
  cat "$proc/net/tcp" "$proc/net/tcp6" 2>/dev/null |
    awk -v port="$(printf %04X "$1")" '$4 == "0A" && substr($2, length($2) - 3) == port { print $10; exit }'
}
# describe_owner INODE: prints the process that has the socket; nothing where this user may not see it.
describe_owner() {
  pid=$(ls -l "$proc"/[0-9]*/fd "$proc/net" 2>/dev/null | awk -v socket="socket:[$1]" '/:$/ { n = split($1, path, "/"); pid = path[n - 1] } $NF == socket { print pid; exit }')
  [ -z "$pid" ] || echo "process $pid ($(tr '\0' ' ' 2>/dev/null <"$proc/$pid/cmdline" | cut -c1-80))"
}
check_ports() {
  inode=$(listener "$port")
  if [ -n "$inode" ]; then
    owner=$(describe_owner "$inode")
    fail "port $port of Ray's head is taken on this host by ${owner:-a process of another user}: end it, or write another --port in head_start_ray_commands and worker_start_ray_commands"
  fi
  [ -z "$(listener "$dashboard_port")" ] || echo "warning: port $dashboard_port is taken on this host: Ray's dashboard takes the next free port"
}

await_head() {
  tries=0
  while answer=$(test_port "$port/$head"); do
    answer=${answer##* }
    case $answer in open | unknown) return 0 ;; esac
    tries=$((tries + 1))
    [ $tries -le "$patience" ] || break
    sleep 1
  done
  case $answer in
    refused) reason="nothing listens there, so Ray's head is not running" ;;
    silent) reason="a firewall between this host and the head drops the packets" ;;
    nameless) reason="this host cannot resolve the name" ;;
    *) reason="this host has no route to it" ;;
  esac
  fail "port $port of Ray's head at $head cannot be reached from this host: $reason"
}

# is_open FILE: whether other users may read or write it.
is_open() { case "$(ls -ld "$1" 2>/dev/null)" in ????------* | '') return 1 ;; *) return 0 ;; esac; }
check_token() {
  [ -n "$token" ] || return 0
  [ -s "$MUSTER_ENGINE/$token" ] || fail "the cluster's token $MUSTER_ENGINE/$token is missing: run 'cluster up' again"
  chmod 600 "$MUSTER_ENGINE/$token"
  ! is_open "$HOME/.ray/auth_token" || echo "warning: other users can read $HOME/.ray/auth_token: run 'chmod 600 $HOME/.ray/auth_token'"
}
# other_ray: whether another head of Ray of this user runs on the host.
other_ray() {
  for path in $(grep -lsaF -e /gcs_server "$proc"/[0-9]*/cmdline 2>/dev/null); do
    case "$(tr '\0' '\n' 2>/dev/null <"$path" | head -n 1)" in */gcs_server) [ ! -O "$path" ] || return 0 ;; esac
  done
  return 1
}
# A program in a plain login on the head finds the head by itself, and its token only in the home.
give_token() {
  own=$HOME/.ray/auth_token
  if [ -z "$token" ] || [ -e "$own" ] || [ -L "$own" ] || other_ray; then return 0; fi
  umask 077
  if [ -d "$HOME/.ray" ]; then made=; else made='rmdir "$HOME/.ray" 2>/dev/null'; fi
  mkdir -p "$HOME/.ray" && cp "$MUSTER_ENGINE/$token" "$own.new" && mv "$own.new" "$own" || return 0
  cat >"$MUSTER_ENGINE/leave" <<'END'
cmp -s "${0%/*}/auth_token" "$HOME/.ray/auth_token" && rm -f "$HOME/.ray/auth_token"
END
  [ -z "$made" ] || printf '%s\n' "$made" >>"$MUSTER_ENGINE/leave"
}

# The head's connection to Ray uses the token that the file of the cluster sets, by the variables of Ray. Only the node has them all.
record_own_token() {
  rm -f "$MUSTER_ENGINE/own_token"
  if [ -n "$token" ] || [ "${RAY_AUTH_MODE:-}" != token ]; then return 0; fi
  umask 077
  if [ -n "${RAY_AUTH_TOKEN:-}" ]; then printf '%s\n' "$RAY_AUTH_TOKEN"; else cat "${RAY_AUTH_TOKEN_PATH:-$HOME/.ray/auth_token}" 2>/dev/null; fi >"$MUSTER_ENGINE/own_token"
}

# forget_earlier_start: Ray does not write the address of the cluster again where it is written already, and its head takes itself for running. The scratch
# folder is empty by now; a folder of the user's own is not.
forget_earlier_start() {
  written=
  { read -r written <"$temp/ray_current_cluster"; } 2>/dev/null
  case $written in *":$port") rm -f "$temp/ray_current_cluster" ;; esac
}

check_program
check_token
case $side in
  head) check_rocksdb; check_ports; give_token; record_own_token ;;
  worker) check_versions; await_head ;;
esac
[ -z "$temp" ] || forget_earlier_start
exit 0
