# stop_former NAME...: a program of another version, or one that hangs, goes before another is started; known by the marker in its environment,
# never by its PID alone.
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
