# Gives a host back: the node's folder goes, the lease last. Comes after own-root.sh. In: root, cluster, cluster_id, key. Out: a line for each thing that is left.
cd /
lease=/var/tmp/muster-lease
field() { head -c 4096 "$lease" 2>/dev/null | sed -n "s/^$1=//p" | head -n 1; }
node=$root/$cluster/$key
look_at_root # nothing is removed in a root that others may have prepared
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
if [ "$(field cluster_id)" = "$cluster_id" ] && [ "$(field node_key)" = "$key" ]; then rm -f "$lease"; fi
exit 0
