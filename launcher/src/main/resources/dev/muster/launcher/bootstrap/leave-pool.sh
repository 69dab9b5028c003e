# Removes what a cluster left on a host: folders, the head's authorized_keys line, the lease last. Then looks at everything again. Works without any head.
# Comes after own-root.sh and authorized-keys.sh. In: root, cluster, cluster_id (empty: taken from the login's own lease, where that names this head; any, where
# head is empty), head, stage=end|clear, patience, keep=yes|no, way_in=goes|stays (hosts that stay share the home),
# host (empty: the whole cluster ends. Otherwise this host alone leaves it, and hosts that stay may share root and home: only what was made for this host goes).
# Out: "id=..." first; then a line for each thing that is left.
cd /
lease=/var/tmp/muster-lease
field() { head -c 4096 "$lease" 2>/dev/null | sed -n "s/^$1=//p" | head -n 1; }
if [ -z "$cluster_id" ] && [ "$(field cluster)" = "$cluster" ] && [ "$(field owner)" = "$(id -un)" ] &&
  { [ -z "$head" ] || [ "$(field head)" = "$head" ]; }; then cluster_id=$(field cluster_id); fi
case "$cluster_id" in '' | *[!0-9a-f]*) echo "id="; exit 0 ;; esac
echo "id=$cluster_id"
look_at_root # nothing is written or removed in a root that others may have prepared

id_of() { for file in machine.properties node.properties head.properties; do
    id=$(sed -n 's/^cluster_id=//p' "$1/$file" 2>/dev/null | head -n 1); [ -z "$id" ] || break
  done; printf %s "$id"; }
host_of() { sed -n 's/^host=//p' "$1/machine.properties" 2>/dev/null | head -n 1; }
is_leased_to() { [ "$(field cluster_id)" = "$cluster_id" ] && [ "$(field node_key)" = "$1" ]; }
# A folder goes only where it says that it is the cluster's, and this host's where only one host leaves. The lease speaks for one whose files are gone.
goes() {
  id=$(id_of "$1")
  if [ -n "$host" ]; then [ "$id" = "$cluster_id" ] && [ "$(host_of "$1")" = "$host" ]
  elif [ -z "$id" ]; then is_leased_to "${1##*/}"
  else [ "$id" = "$cluster_id" ]; fi
}
# The same machine may stay in the cluster under another name: a node that was made for that name stays.
is_elsewhere() {
  [ -n "$host" ] || return 1
  case "$1" in '' | .* | */*) return 1 ;; esac
  other=$(host_of "$root/$cluster/$1"); [ -n "$other" ] && [ "$other" != "$host" ]
}
key_of() { tr '\0' '\n' <"/proc/$1/environ" 2>/dev/null | sed -n "s,^MUSTER_NODE=$cluster_id/,,p" | head -n 1; }
marked() {
  for pid in $(grep -lsz -e "^MUSTER_NODE=$cluster_id/" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3); do
    [ -n "$host" ] && is_elsewhere "$(key_of "$pid")" || echo "$pid"
  done
}
has_lease() { [ "$(field cluster_id)" = "$cluster_id" ] && ! is_elsewhere "$(field node_key)"; }
each_folder() { [ "$root_state" = safe ] || return 0; for folder in "$root/$cluster"/*; do if [ -d "$folder" ] && goes "$folder"; then "$1" "$folder"; fi; done; }
stop_mark() { if [ -d "$1/run" ]; then : >"$1/run/stop"; : >"$1/run/head-stop"; fi; }
remove() { rm -rf "$1" 2>/dev/null || { sleep 0.3; rm -rf "$1"; }; }
left() { echo "folder $1"; }
has_line() { grep -qs " muster $cluster_id" "$authorized"; }

if [ "$stage" = end ]; then
  each_folder stop_mark
  pids=$(marked)
  [ -z "$pids" ] || kill -TERM $pids 2>/dev/null
  tries=0
  while pids=$(marked); [ -n "$pids" ]; do
    tries=$((tries + 1))
    [ $tries -le "$patience" ] || kill -KILL $pids 2>/dev/null
    [ $tries -le $((patience + 50)) ] || break
    sleep 0.1
  done
else
  each_folder remove
  if [ "$root_state" = safe ]; then
    rmdir "$root/$cluster" 2>/dev/null
    [ -n "$host" ] || rm -f "$root/.up-$cluster"
    # Locks of other clusters' "up"s that were refused or killed here: nobody holds them.
    for lock in "$root"/.up-*; do
      if [ -f "$lock" ] && command -v flock >/dev/null; then flock -n "$lock" rm -f "$lock"; fi
    done
    # shellcheck disable=SC2010 # the names are of Muster's making
    if [ "$keep" = no ] && [ -z "$(ls -A "$root" 2>/dev/null | grep -v '^bundles$')" ]; then rm -rf "$root/bundles"; rmdir "$root" 2>/dev/null; fi
  elif [ "$root_state" = refused ] && [ -O "$root/$cluster" ]; then echo "folder $root/$cluster: $root_fault"; fi
  authorized=$HOME/.ssh/authorized_keys
  if [ "$way_in" = goes ] && has_line; then
    made_by_us=; ! grep -qs " muster $cluster_id .*new\$" "$authorized" || made_by_us=yes
    change_keys without_line
    if [ -n "$made_by_us" ] && [ ! -s "$authorized" ]; then rm -f "$authorized"; fi
  fi
  if has_lease; then rm -f "$lease"; fi
  each_folder left
  if [ "$way_in" = goes ] && has_line; then echo "authorized_keys line in $authorized"; fi
  if has_lease; then echo "lease $lease"; fi
fi
for pid in $(marked); do echo "process $pid $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c1-80)"; done
