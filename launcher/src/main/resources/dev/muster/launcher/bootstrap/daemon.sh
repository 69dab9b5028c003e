# Starts the node's daemon under its watchdog; prints its identity request where it has no certificate yet.
# In: properties, ca, runtime, application.
umask 077
mkdir -p "$node/run" "$node/logs" "$node/tmp" "$node/identity" "$node/steps"
printf %s "$properties" >"$node/node.properties.new"; mv "$node/node.properties.new" "$node/node.properties"
printf %s "$ca" >"$node/ca.pem.new"; mv "$node/ca.pem.new" "$node/ca.pem"
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
: >"$node/run/stop"
stop_former watchdog daemon
rm -f "$node/run/stop"
unset MUSTER_STEP
export MUSTER_RUNTIME="$root/bundles/$runtime" MUSTER_TMP="$node/tmp"
program=$root/bundles/$application/bin
cd "$node"
setsid sh "$program/muster-watchdog" "$node" daemon "$program/muster-daemon" "$node" </dev/null >/dev/null 2>&1 &
tries=0
nap=0.1
until [ -s "$node/identity/request" ] || [ -s "$node/identity/certificate.pem" ]; do
  tries=$((tries + 1))
  [ $tries -ne 6 ] || nap=0.3 # a busy host: each look costs it something
  [ $tries -lt 100 ] || { cat "$node/logs/daemon.out" >&2; echo "the daemon did not start" >&2; exit 1; }
  sleep $nap
done
[ -s "$node/identity/certificate.pem" ] || cat "$node/identity/request"
