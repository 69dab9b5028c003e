# Ends every process that carries a marker: told first, then by force; then looks again. Stop markers come first, so that no
# watchdog brings anything back. Comes after own-root.sh. This script itself carries no marker.
# In: mark (a pattern for the marker's value), patience in tenths of a second, nodes' folders as "$@". Out: a line per process left.
for folder in "$@"; do
  root=${folder%/*/*}
  look_at_root
  if [ "$root_state" = safe ] && [ -d "$folder/run" ]; then : >"$folder/run/stop"; : >"$folder/run/head-stop"; fi
done
marked() { grep -lsz -e "^MUSTER_NODE=$mark" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }
pids=$(marked)
[ -z "$pids" ] || kill -TERM $pids 2>/dev/null
tries=0
while pids=$(marked); [ -n "$pids" ]; do
  tries=$((tries + 1))
  [ $tries -le "$patience" ] || kill -KILL $pids 2>/dev/null
  [ $tries -le $((patience + 50)) ] || break
  sleep 0.1
done
for pid in $(marked); do echo "process $pid $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c1-80)"; done
