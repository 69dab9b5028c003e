# Starts the control plane under its watchdog and waits until it listens. In: properties, runtime, application.
umask 077
mkdir -p "$node/run" "$node/logs" "$node/tmp" "$node/control/operators" "$node/steps"
printf %s "$properties" >"$node/head.properties.new"; mv "$node/head.properties.new" "$node/head.properties"
# One of another version, or one that hangs, goes first; known by the marker in its environment, never by its PID alone.
stop_former() {
  for name in "$@"; do
    [ -s "$node/run/$name.pid" ] && read -r pid _ <"$node/run/$name.pid" || continue
    grep -qsFxz -e "MUSTER_NODE=$MUSTER_NODE" "/proc/$pid/environ" || continue
    kill -TERM "$pid" 2>/dev/null || continue
    waited=0
    while grep -qsFxz -e "MUSTER_NODE=$MUSTER_NODE" "/proc/$pid/environ"; do
      waited=$((waited + 1))
      [ $waited -ne 100 ] || kill -KILL "$pid" 2>/dev/null
      [ $waited -lt 150 ] || { echo "an older $name, PID $pid, does not end" >&2; exit 1; }
      sleep 0.1
    done
  done
}
: >"$node/run/head-stop"
stop_former head-watchdog head
rm -f "$node/run/head-stop" "$node/endpoint.json"
unset MUSTER_STEP
export MUSTER_RUNTIME="$root/bundles/$runtime" MUSTER_ROLE=control MUSTER_TMP="$node/tmp"
program=$root/bundles/$application/bin
for file in "$program/muster-head" "$MUSTER_RUNTIME/bin/java"; do
  [ -x "$file" ] || { echo "$file cannot be started: is $root mounted noexec?" >&2; exit 1; }
done
cd "$node"
setsid sh "$program/muster-watchdog" "$node" head "$program/muster-head" "$node" </dev/null >/dev/null 2>&1 &
tries=0
until [ -s "$node/endpoint.json" ]; do
  tries=$((tries + 1))
  [ $tries -lt 600 ] || { cat "$node/logs/head.out" >&2; echo "the head did not start" >&2; exit 1; }
  sleep 0.05
done
