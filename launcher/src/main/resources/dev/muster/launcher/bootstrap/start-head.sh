# uses: root files programs
# Starts the control plane under its watchdog and waits until it listens. In: properties, runtime, application.
umask 077
make_root
mkdir -p "$node/run" "$node/logs" "$node/tmp" "$node/control/operators" "$node/steps"
write_text "$node/head.properties" "$properties"
: >"$node/run/head-stop"
stop_programs head-watchdog head
rm -f "$node/run/head-stop" "$node/endpoint.json"
export MUSTER_ROLE=control
start_program head
tries=0
until [ -s "$node/endpoint.json" ]; do
  tries=$((tries + 1))
  [ $tries -lt 600 ] || fail_to_start head
  sleep 0.05
done
