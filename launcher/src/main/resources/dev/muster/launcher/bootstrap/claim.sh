# Claims the host for one cluster: the lease appears whole, by a hard link, which fails where one is there already.
# In: cluster, cluster_id, key, host (as the file names it), head, take_over=yes|no. Exit code 75 where another cluster holds the host,
# with "muster-claim 1" and a line holder=... on standard output.
umask 022
lease=/var/tmp/muster-lease
field() { head -c 4096 "$lease" 2>/dev/null | sed -n "s/^$1=//p" | head -n 1; }
draft=$(mktemp "$lease.XXXXXX")
trap 'rm -f "$draft"' EXIT
printf 'cluster=%s\ncluster_id=%s\nowner=%s\nhead=%s\nnode_key=%s\nsince=%s\n' \
  "$cluster" "$cluster_id" "$(id -un)" "$head" "$key" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$draft"
chmod 644 "$draft"
if ! ln -T "$draft" "$lease" 2>/dev/null; then
  if [ "$(field cluster_id)" != "$cluster_id" ] && [ "$take_over" = no ]; then
    echo 'muster-claim 1'
    echo "holder=cluster $(field cluster) of $(field owner) (head $(field head), node $(field node_key), since $(field since))"
    exit 75
  fi
  mv -fT "$draft" "$lease"
fi
umask 077
make_root
mkdir -p "$node"
if [ ! -s "$node/machine.properties" ]; then
  printf 'cluster_id=%s\nhost=%s\n' "$cluster_id" "$host" >"$node/machine.properties.new"
  mv "$node/machine.properties.new" "$node/machine.properties"
fi
