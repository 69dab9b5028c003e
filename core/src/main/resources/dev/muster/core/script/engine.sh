# uses: root folders processes programs
# The engine of a node: its program under the watchdog, its state, and its scratch folder.

# choose_scratch MARKER: sets scratch to the path of the node's scratch folder. It must be short: the path of a socket has at most 107 bytes, and an engine
# that work starts on its own, below the folder for temporary files, needs 70 of them. In: root.
choose_scratch() {
  scratch_id=$(printf %s "$1" | sha256sum | cut -c1-8)
  scratch=$root/.s/$scratch_id
  [ "$(printf %s "$scratch" | wc -c)" -le 36 ] || scratch=/tmp/muster-$(id -u)-$scratch_id/s
}
# make_scratch: creates it where it is absent. Ends the script where another user may write to the folder above it, or replace that. An engine may open its
# scratch folder to everybody, as Ray does, so only the folder above keeps other users out. In: scratch.
make_scratch() {
  (root=${scratch%/*}; make_root) || exit
  [ ! -L "$scratch" ] || rm -f "$scratch"
  [ -d "$scratch" ] || mkdir -m 700 "$scratch"
}
# find_engine_renamed FOLDER: prints the PIDs of processes of the engine of the node in FOLDER that wrote over their marker. In: root.
find_engine_renamed() {
  scratch_cluster=$(cluster_id_of "$1")
  [ -n "$scratch_cluster" ] || return 0
  choose_scratch "$scratch_cluster/${1##*/}"
  [ ! -d "$scratch" ] || find_renamed "$scratch"
}
# leave_engine FOLDER: removes what the engine of the node in FOLDER left elsewhere: its scratch folder, and what its own script "leave" knows of.
# Prints a line for what is left. In: root.
leave_engine() {
  if [ -f "$1/engine/leave" ]; then sh "$1/engine/leave" </dev/null >/dev/null 2>&1 || :; fi
  scratch_cluster=$(cluster_id_of "$1")
  [ -n "$scratch_cluster" ] || return 0
  choose_scratch "$scratch_cluster/${1##*/}"
  scratch_above=${scratch%/*}
  if [ ! -L "$scratch_above" ] && [ -O "$scratch_above" ] && [ ! -L "$scratch" ] && [ -d "$scratch" ] && [ -O "$scratch" ]; then
    rm -rf "$scratch" 2>/dev/null || { sleep 0.3; rm -rf "$scratch"; }
    if [ -e "$scratch" ]; then echo "folder $scratch"; fi
  fi
  rmdir "$scratch_above" 2>/dev/null || :
}
# print_engine_phase: prints what the node's engine does, or nothing where it does not run. In: node, MUSTER_NODE.
print_engine_phase() {
  if is_running engine "$MUSTER_NODE"; then sed -n '1s/ .*//p' "$node/run/engine.state" 2>/dev/null; fi
}
# stop_engine: ends the engine and its watchdog, which starts it again only after start_engine. In: node, MUSTER_NODE.
stop_engine() {
  : >"$node/run/engine-stop"
  stop_programs engine-watchdog engine
}
# start_engine: starts the engine under its watchdog. In: root, node, application (name of the layer).
start_engine() {
  programs=$root/bundles/$application/bin
  write_text "$node/engine/command" "sh
$programs/muster-engine
$node
"
  rm -f "$node/run/engine-stop" "$node/run/engine.state"
  cd "$node" || exit
  unset MUSTER_STEP # it is no part of the step: it runs on when the step has ended
  export MUSTER_ROLE=engine
  setsid sh "$programs/muster-watchdog" "$node" engine sh "$programs/muster-engine" "$node" </dev/null >/dev/null 2>&1 &
}
# print_engine_logs FOLDER LINES FOLLOW: prints the end of the newest logs of the engine of the node in FOLDER. Where FOLLOW is yes, it goes on until
# standard input ends. Exits with 3 where the node has no engine.
print_engine_logs() {
  MUSTER_ENGINE=$1/engine
  [ -f "$MUSTER_ENGINE/start/logs" ] || exit 3
  MUSTER_ENGINE_SCRATCH=$(cat "$MUSTER_ENGINE/scratch")
  eval "engine_logs=$(cat "$MUSTER_ENGINE/start/logs")" # a word that the set-up wrote
  engine_lines=$2 engine_follow=$3
  set -- "$1/logs/engine.out"
  cd "$engine_logs" 2>/dev/null && for engine_log in $(find . -type f -size +0 -exec ls -1td -- {} + | head -n 40 | grep -v '[^A-Za-z0-9._/-]'); do
    set -- "$@" "$engine_log"
  done
  [ -f "$1" ] || shift
  [ $# -gt 0 ] || return 0
  if [ "$engine_follow" = yes ]; then
    tail -v -n "$engine_lines" -F -- "$@" 2>/dev/null &
    cat >/dev/null
    kill $! 2>/dev/null
  else
    tail -v -n "$engine_lines" -- "$@"
  fi
}
