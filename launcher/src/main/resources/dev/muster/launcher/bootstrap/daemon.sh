# Starts the node's daemon under its watchdog; prints its identity request where it has no certificate yet.
# Comes after former.sh. In: properties, ca, runtime, application.
umask 077
make_root
mkdir -p "$node/run" "$node/logs" "$node/tmp" "$node/identity" "$node/steps"
printf %s "$properties" >"$node/node.properties.new"; mv "$node/node.properties.new" "$node/node.properties"
printf %s "$ca" >"$node/ca.pem.new"; mv "$node/ca.pem.new" "$node/ca.pem"
: >"$node/run/stop"
stop_former watchdog daemon
rm -f "$node/run/stop"
unset MUSTER_STEP
export MUSTER_RUNTIME="$root/bundles/$runtime" MUSTER_TMP="$node/tmp"
program=$root/bundles/$application/bin
for file in "$program/muster-daemon" "$MUSTER_RUNTIME/bin/java"; do
  [ -x "$file" ] || { echo "$file cannot be started: is $root mounted noexec?" >&2; exit 1; }
done
cd "$node" || exit
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
