# uses: root files lease
# Claims the host for one cluster, and makes the node's folder.
# In: cluster, cluster_id, key, host (as the config names it), head, take_over=yes|no. Exit code 75 where another cluster
# holds the host, with "muster-claim 1" and a line holder=... on standard output.
umask 022
claim_lease "$take_over"
umask 077
make_root
mkdir -p "$node"
[ -s "$node/machine.properties" ] || write_text "$node/machine.properties" "cluster_id=$cluster_id
host=$host
"
