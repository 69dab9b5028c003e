# Every process of a node carries MUSTER_NODE=<cluster id>/<node key> in its environment: its marker. Only the marker identifies a process: a PID may belong to
# another program by now.

# find_processes PATTERN: prints the PIDs of processes whose marker begins with what PATTERN matches.
find_processes() { grep -lsz -e "^MUSTER_NODE=$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }
# find_renamed FOLDER: prints the PIDs of processes that have files below FOLDER open and whose environment does not begin with a variable: a program that
# gives itself a long title writes it over its environment, and over its marker.
find_renamed() {
  for pid in $(ls -l /proc/[0-9]*/fd 2>/dev/null | folder=$1 awk '
      /^\/proc\/[0-9]+\/fd:$/ {split($0, at, "/"); pid = at[3]; next}
      index($0, " -> " ENVIRON["folder"] "/") && !(pid in seen) {seen[pid] = 1; print pid}'); do
    first=$(tr '\0' '\n' <"/proc/$pid/environ" | head -n 1) || continue
    case $first in *=*) first=${first%%=*} ;; *) first= ;; esac
    case $first in '' | *[!A-Za-z0-9_]*) echo "$pid" ;; esac
  done 2>/dev/null
}
# has_marker PID MARKER
has_marker() { grep -qsFxz -e "MUSTER_NODE=$2" "/proc/$1/environ"; }
# node_key_of PID CLUSTER_ID: prints the node key of its marker.
node_key_of() { tr '\0' '\n' 2>/dev/null <"/proc/$1/environ" | sed -n "s,^MUSTER_NODE=$2/,,p" | head -n 1; }
# is_running PROGRAM MARKER: also sets pid. In: node.
is_running() { [ -s "$node/run/$1.pid" ] && read -r pid _ <"$node/run/$1.pid" && has_marker "$pid" "$2"; }
# tenths: sets it to the tenths of a second since boot.
tenths() {
  read -r tenths _ </proc/uptime
  tenths=${tenths%?} tenths=${tenths%.*}${tenths#*.}
}
# end_processes TENTHS COMMAND...: COMMAND prints PIDs. Sends them TERM, and KILL after so many tenths of a second. Fails where some are left 5 s later. On a
# busy host COMMAND itself may take seconds, so what counts is the time and not the number of tries.
end_processes() {
  patience=$1 killed=
  shift
  pids=$("$@")
  [ -z "$pids" ] || kill -TERM $pids 2>/dev/null
  tenths
  since=$tenths
  while pids=$("$@"); [ -n "$pids" ]; do
    tenths
    if [ $((tenths - since)) -ge "$patience" ]; then
      [ -z "$killed" ] || [ $((tenths - killed)) -le 50 ] || return 1
      kill -KILL $pids 2>/dev/null
      killed=${killed:-$tenths}
    fi
    sleep 0.1
  done
}
# describe_processes COMMAND...: COMMAND prints PIDs. Prints a line for each.
describe_processes() {
  for pid in $("$@"); do echo "process $pid $(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | cut -c1-80)"; done
}
# prevent_restart FOLDER: the watchdogs of the node in FOLDER restart nothing any more.
prevent_restart() { if [ -d "$1/run" ]; then : >"$1/run/stop"; : >"$1/run/head-stop"; : >"$1/run/engine-stop"; fi; }

# end_step MARKER STEP: kills what an earlier attempt at a step left: whoever ran it is gone, and two attempts at once would spoil each other's work.
# Programs that a finished step started on purpose run on: this is not called for those steps.
end_step() {
  ended=
  for file in $(grep -lszFx -e "MUSTER_NODE=$1" /proc/[0-9]*/environ 2>/dev/null); do
    grep -qszFx -e "MUSTER_STEP=$2" "$file" 2>/dev/null || continue
    pid=${file#/proc/}
    kill -KILL "${pid%/environ}" 2>/dev/null || :
    ended="$ended $file"
  done
  # A killed process exists for a moment, and may hold what the new attempt needs. Its environment is empty once it is dead.
  for file in $ended; do
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      grep -qszFx -e "MUSTER_STEP=$2" "$file" 2>/dev/null || break
      sleep 0.1
    done
  done
}
