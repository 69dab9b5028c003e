# uses: root
# Waits until the engine of the node is ready; prints why where it fails. In: name (of the engine), patience in tenths of a second.
require_root
state=$node/run/engine.state
fail_with() { # SUMMARY
  if [ -f "$state" ]; then sed 1d "$state" >&2; fi
  echo "$1" >&2
  exit 1
}
reason() { sed -n 2p "$state" 2>/dev/null; }
tries=0
nap=0.1
while :; do
  phase=
  restarts=
  { read -r phase _ restarts <"$state"; } 2>/dev/null || :
  case $phase in
    ready) exit 0 ;;
    failed | stopped) fail_with "engine $name did not start: $(reason)" ;;
  esac
  [ "${restarts:-0}" = 0 ] || fail_with "engine $name did not start: $(reason)"
  tries=$((tries + 1))
  if [ $tries -gt "$patience" ]; then
    MUSTER_ENGINE=$node/engine
    MUSTER_ENGINE_SCRATCH=$(cat "$node/engine/scratch")
    export MUSTER_ENGINE MUSTER_ENGINE_SCRATCH
    (. "$MUSTER_ENGINE/start/variables"; timeout -k 1 10 sh "$MUSTER_ENGINE/start/diagnose" </dev/null 2>/dev/null | tail -n 12) >&2
    tail -n 5 "$node/logs/engine.out" >&2
    fail_with "engine $name is not ready after $((patience / 10)) s"
  fi
  sleep $nap
done
