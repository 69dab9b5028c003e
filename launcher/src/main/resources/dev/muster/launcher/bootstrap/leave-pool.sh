# uses: root lease processes keys folders engine
# Ends a cluster's processes on a host, or removes what it left there: folders, the head's authorized_keys line, the lease last. Then checks everything again.
# Works without any head.
# In: root (empty: the host's default), cluster, cluster_id (empty: taken from the user's own lease where that names this head; any, where head is empty), head,
# stage=end|clear, patience in tenths of a second before KILL, keep=yes|no (the bundles), head_key=remove|keep (keep where hosts that stay in the cluster share the home),
# host (empty: the whole cluster ends. Otherwise only this host leaves it, and hosts that stay may share root and home: what was made for this host is removed).
# Out: "muster-leave 1" and "id=..." first; then a line for each thing that is left.
echo 'muster-leave 1'
cd /
choose_root
look_at_lease
if [ -z "$cluster_id" ] && [ $lease_state = mine ] && [ "$(lease_field cluster)" = "$cluster" ] && [ "$(lease_field owner)" = "$(id -un)" ] &&
  { [ -z "$head" ] || [ "$(lease_field head)" = "$head" ]; }; then cluster_id=$lease_id; fi
case "$cluster_id" in '' | *[!0-9a-f]*) echo "id="; exit 0 ;; esac
echo "id=$cluster_id"
check_root # nothing is written or removed in a root that others may have prepared

# A folder is removed only where it says that it is the cluster's, and this host's where only one host leaves. Where its files are gone the lease decides.
is_to_be_removed() {
  id=$(cluster_id_of "$1")
  if [ -n "$host" ]; then [ "$id" = "$cluster_id" ] && [ "$(host_of "$1")" = "$host" ]
  elif [ -z "$id" ]; then is_leased_to "$cluster_id" "${1##*/}"
  else [ "$id" = "$cluster_id" ]; fi
}
# The same machine may stay in the cluster under another name: a node that was made for that name stays.
is_of_another_host() {
  [ -n "$host" ] || return 1
  case "$1" in '' | .* | */*) return 1 ;; esac
  other=$(host_of "$root/$cluster/$1"); [ -n "$other" ] && [ "$other" != "$host" ]
}
find_leaving_processes() {
  for pid in $(find_processes "$cluster_id/"); do
    [ -n "$host" ] && is_of_another_host "$(node_key_of "$pid" "$cluster_id")" || echo "$pid"
  done
}
has_lease() {
  look_at_lease
  [ $lease_state = mine ] && [ "$lease_id" = "$cluster_id" ] && ! is_of_another_host "$(lease_field node_key)"
}
for_each_folder() {
  [ "$root_state" = safe ] || return 0
  for folder in "$root/$cluster"/*; do if [ -d "$folder" ] && is_to_be_removed "$folder"; then "$1" "$folder"; fi; done
}
remove() { leave_engine "$1"; rm -rf "$1" 2>/dev/null || { sleep 0.3; rm -rf "$1"; }; }
report() { echo "folder $1"; }

if [ "$stage" = end ]; then
  for_each_folder prevent_restart
  end_processes "$patience" find_leaving_processes
else
  for_each_folder remove
  if [ "$root_state" = safe ]; then
    rmdir "$root/$cluster" 2>/dev/null
    remove_unused_root "$keep"
  elif [ "$root_state" = refused ] && [ -O "$root/$cluster" ]; then echo "folder $root/$cluster: $root_fault"; fi
  [ "$head_key" = keep ] || revoke_head
  if has_lease; then rm -f "$lease"; fi
  for_each_folder report
  if [ "$head_key" = remove ] && has_head_line; then echo "authorized_keys line in $authorized_keys"; fi
  if has_lease; then echo "lease $lease"; fi
fi
describe_processes find_leaving_processes
