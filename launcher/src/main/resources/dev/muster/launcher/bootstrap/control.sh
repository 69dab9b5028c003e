# Starts the control plane under its watchdog and waits until it listens. Comes after former.sh. In: properties, runtime, application.
umask 077
make_root
mkdir -p "$node/run" "$node/logs" "$node/tmp" "$node/control/operators" "$node/steps"
printf %s "$properties" >"$node/head.properties.new"; mv "$node/head.properties.new" "$node/head.properties"
: >"$node/run/head-stop"
stop_former head-watchdog head
rm -f "$node/run/head-stop" "$node/endpoint.json"
unset MUSTER_STEP
export MUSTER_RUNTIME="$root/bundles/$runtime" MUSTER_ROLE=control MUSTER_TMP="$node/tmp"
program=$root/bundles/$application/bin
for file in "$program/muster-head" "$MUSTER_RUNTIME/bin/java"; do
  [ -x "$file" ] || { echo "$file cannot be started: is $root mounted noexec?" >&2; exit 1; }
done
cd "$node" || exit
setsid sh "$program/muster-watchdog" "$node" head "$program/muster-head" "$node" </dev/null >/dev/null 2>&1 &
tries=0
until [ -s "$node/endpoint.json" ]; do
  tries=$((tries + 1))
  [ $tries -lt 600 ] || { cat "$node/logs/head.out" >&2; echo "the head did not start" >&2; exit 1; }
  sleep 0.05
done
