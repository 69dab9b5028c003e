# uses: root folders programs
# The engine of a node: its program under the watchdog, its state, and its scratch folder.

# choose_scratch MARKER: sets scratch to the path of the node's scratch folder. It must be short: sockets in it may have at most 107 bytes. In: root.
choose_scratch() {
  scratch_id=$(printf %s "$1" | sha256sum | cut -c1-8)
  scratch=$root/.s/$scratch_id
  [ "$(printf %s "$scratch" | wc -c)" -le 40 ] || scratch=/tmp/muster-$(id -u)-$scratch_id
}
# make_scratch: creates it where it is absent. Ends the script where another user may write or replace it. In: scratch.
make_scratch() { (root=$scratch; make_root) || exit; }
# remove_scratch FOLDER: removes the scratch folder of the node in FOLDER. Prints a line where it is left. In: root.
remove_scratch() {
  scratch_cluster=$(cluster_id_of "$1")
  [ -n "$scratch_cluster" ] || return 0
  choose_scratch "$scratch_cluster/${1##*/}"
  if [ ! -L "$scratch" ] && [ -d "$scratch" ] && [ -O "$scratch" ]; then
    rm -rf "$scratch" 2>/dev/null || { sleep 0.3; rm -rf "$scratch"; }
    if [ -e "$scratch" ]; then echo "folder $scratch"; fi
  fi
  rmdir "$root/.s" 2>/dev/null || :
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
