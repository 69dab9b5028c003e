# uses: root files lease
# Claims the host for one cluster, and makes the node's folder.
# In: cluster, cluster_id, key, host (as the config names it), head, take_over=yes|no. Exit code 75 where another cluster
# holds the host, with "muster-claim 1" and a line holder=... on standard output.
umask 077
make_root
# The folder says whose the lease is, so it is there first: a claim that is cut off between the two can be made again.
made=
if [ ! -s "$node/machine.properties" ]; then
  [ -d "$node" ] || made=yes
  mkdir -p "$node"
  write_text "$node/machine.properties" "cluster_id=$cluster_id
host=$host
"
fi
(umask 022; claim_lease "$take_over") || {
  code=$?
  if [ -n "$made" ]; then rm -rf "$node"; rmdir "${node%/*}" 2>/dev/null || :; fi
  exit $code
}
