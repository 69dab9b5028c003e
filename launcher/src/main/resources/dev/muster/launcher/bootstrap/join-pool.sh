# uses: root lease processes keys
# Reads what a host of the pool is and who holds it, and authorizes the head there. The cluster's node on it may run or not.
# In: root (empty: the host's default), cluster_id, host, public (empty: authorized already), from, take_over=yes|no. Out: key=value lines after the first.
choose_root
echo 'muster-pool 1'
require_root
echo "root=$root"
echo "machine=$(this_machine)"
echo "cpus=$(getconf _NPROCESSORS_ONLN 2>/dev/null || nproc)"
echo "memory_kib=$(awk '$1 == "MemTotal:" {print $2}' /proc/meminfo)"
# A lease may hold any text: it names a folder or a cluster only where it has that form.
is_plain_name() { case "$1" in '' | .* | *[!A-Za-z0-9._-]*) return 1 ;; esac; }
# Prevents restarts of the nodes whose processes run on this host, and of no others: the holder's other hosts may share the root.
prevent_restarts_of() {
  for pid in $(find_processes "$1/"); do
    key=$(node_key_of "$pid" "$1")
    if is_plain_name "$key"; then prevent_restart "$root/$2/$key"; fi
  done
}
# Ends what the holder runs here, or two clusters would share the host. Its own "down" removes its folder and its key.
end_holder() {
  case "$1" in '' | *[!0-9a-f]*) return 0 ;; esac
  if is_plain_name "$2"; then prevent_restarts_of "$1" "$2"; fi
  end_processes 50 find_processes "$1/" || { echo "processes of cluster $2 do not end" >&2; return 1; }
}
if is_held; then
  if [ "$take_over" = no ]; then echo "held=$holder"
  else
    end_holder "$holder_id" "$holder_name" || exit 1
    remove_lease || exit 1
  fi
fi
require_one_name
# Also where another cluster holds the host: it may release it, and the head probes it from time to time.
if [ -n "$public" ]; then authorize_head shell || exit 1; fi
# Hosts that print the same word share a home.
echo "home=$(home_id)"
echo authorised=yes
