# uses: root lease engine
# Gives a host back: removes the node's folder, and the lease last. In: root, cluster, cluster_id, key. Out: a line for each thing that is left.
cd /
node=$root/$cluster/$key
check_root # nothing is removed in a root that others may have prepared
[ "$root_state" != safe ] || leave_engine "$node"
tries=0
until [ "$root_state" = refused ] || rm -rf "$node" 2>/dev/null && [ ! -e "$node" ]; do
  tries=$((tries + 1)); [ $tries -lt 20 ] || break
  sleep 0.1
done
if [ "$root_state" = refused ]; then
  if [ -O "$node" ]; then echo "folder $node: $root_fault"; fi
else
  if [ -e "$node" ]; then echo "folder $node"; fi
  rmdir "$root/$cluster" 2>/dev/null
fi
release_lease "$cluster_id" "$key"
exit 0
