# uses: processes
# The node's own programs: daemon, head, and their watchdogs.

# stop_programs NAME...: ends programs of this node: another version of them, or one that hangs, must not run beside the new one. In: node, MUSTER_NODE.
stop_programs() {
  for name in "$@"; do
    is_running "$name" "$MUSTER_NODE" || continue
    kill -TERM "$pid" 2>/dev/null || continue
    waited=0
    while has_marker "$pid" "$MUSTER_NODE"; do
      waited=$((waited + 1))
      [ $waited -ne 100 ] || kill -KILL "$pid" 2>/dev/null
      [ $waited -lt 150 ] || { echo "an older $name, PID $pid, does not end" >&2; exit 1; }
      sleep 0.1
    done
  done
}
# start_program head|daemon: starts it under its watchdog. In: root, node, runtime and application (names of layers).
start_program() {
  unset MUSTER_STEP # it is no part of the step: it runs on when the step has ended
  export MUSTER_RUNTIME="$root/bundles/$runtime" MUSTER_TMP="$node/tmp"
  programs=$root/bundles/$application/bin
  for file in "$programs/muster-$1" "$MUSTER_RUNTIME/bin/java"; do
    [ -x "$file" ] || { echo "$file cannot be started: is $root mounted noexec?" >&2; exit 1; }
  done
  touch "$root/bundles/$runtime/.complete" "$root/bundles/$application/.complete" # old layers that nothing uses are removed
  cd "$node" || exit
  setsid sh "$programs/muster-watchdog" "$node" "$1" "$programs/muster-$1" "$node" </dev/null >/dev/null 2>&1 &
}
# fail_to_start head|daemon: ends the script with what the program printed.
fail_to_start() { cat "$node/logs/$1.out" >&2; echo "the $1 did not start" >&2; exit 1; }
