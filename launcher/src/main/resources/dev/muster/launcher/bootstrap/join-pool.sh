# First look at a host of the pool, started or not, and the head's way in: one marked line in front of authorized_keys.
# Comes after own-root.sh and authorized-keys.sh. In: root, cluster_id, public (empty: authorised already), from, take_over=yes|no.
# Out: lines key=value after the first.
echo 'muster-pool 1'
need_root
echo "root=$root"
echo "cpus=$(getconf _NPROCESSORS_ONLN 2>/dev/null || nproc)"
echo "memory_kib=$(awk '$1 == "MemTotal:" {print $2}' /proc/meminfo)"
lease=/var/tmp/muster-lease
field() { head -c 4096 "$lease" 2>/dev/null | sed -n "s/^$1=//p" | head -n 1; }
is_plain() { case "$1" in '' | .* | *[!A-Za-z0-9._-]*) return 1 ;; esac; }
# Stop marks for the nodes whose processes run on this host, and no others: the holder's other hosts may share the root.
mark_nodes() {
  for file in $(grep -lsz -e "^MUSTER_NODE=$1/" /proc/[0-9]*/environ 2>/dev/null); do
    key=$(tr '\0' '\n' <"$file" 2>/dev/null | sed -n "s,^MUSTER_NODE=$1/,,p" | head -n 1)
    if is_plain "$key" && [ -d "$root/$2/$key/run" ]; then : >"$root/$2/$key/run/stop"; : >"$root/$2/$key/run/head-stop"; fi
  done
}
# What the holder runs here ends, or two clusters would share the host. Its folder and its key go with its own "down". A lease is anybody's text.
end_holder() {
  case "$1" in '' | *[!0-9a-f]*) return 0 ;; esac
  if is_plain "$2"; then mark_nodes "$1" "$2"; fi
  signal=TERM tries=0
  while pids=$(grep -lsz -e "^MUSTER_NODE=$1/" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3); [ -n "$pids" ]; do
    [ $((tries % 50)) -ne 0 ] || { kill -$signal $pids 2>/dev/null; signal=KILL; }
    tries=$((tries + 1))
    [ $tries -lt 100 ] || { echo "processes of cluster $2 do not end" >&2; return 1; }
    sleep 0.1
  done
}
if [ -e "$lease" ] && [ "$(field cluster_id)" != "$cluster_id" ]; then
  if [ "$take_over" = no ]; then
    echo "held=cluster $(field cluster) of $(field owner), head $(field head), since $(field since)"
  else
    end_holder "$(field cluster_id)" "$(field cluster)" || exit 1
    rm -f "$lease"
  fi
fi
# Also where another cluster holds the host: it may let go of it, and the head asks from time to time.
if [ -n "$public" ]; then let_in shell || exit 1; fi
# The random word of the head's line: hosts answer alike where they read the same file, which is where they share a home.
echo "home=$(home_id)"
echo authorised=yes
