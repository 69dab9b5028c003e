# uses: root files programs
# Starts the node's daemon under its watchdog; prints its identity request where it has no certificate yet.
# In: properties, ca, runtime, application.
umask 077
make_root
mkdir -p "$node/run" "$node/logs" "$node/tmp" "$node/identity" "$node/steps"
write_text "$node/node.properties" "$properties"
write_text "$node/ca.pem" "$ca"
: >"$node/run/stop"
stop_programs watchdog daemon
rm -f "$node/run/stop"
start_program daemon
tries=0
nap=0.1
until [ -s "$node/identity/request" ] || [ -s "$node/identity/certificate.pem" ]; do
  tries=$((tries + 1))
  [ $tries -ne 6 ] || nap=0.3 # on a busy host each look takes time from the daemon
  [ $tries -lt 100 ] || fail_to_start daemon
  sleep $nap
done
[ -s "$node/identity/certificate.pem" ] || cat "$node/identity/request"
