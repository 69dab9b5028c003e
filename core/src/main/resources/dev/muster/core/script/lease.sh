# The lease says which cluster owns the host. Every user of the host finds it in the same place, and anybody may have written it.
lease=/var/tmp/muster-lease

# lease_field NAME
lease_field() { head -c 4096 "$lease" 2>/dev/null | sed -n "s/^$1=//p" | head -n 1; }
# require_one_name: ends the script where a node of this cluster runs on this machine under another name of the host: its resources would count twice.
# In: root, cluster_id, host.
require_one_name() {
  [ "$(lease_field cluster_id)" = "$cluster_id" ] || return 0
  other=$(lease_field node_key)
  case "$other" in '' | .* | *[!A-Za-z0-9._-]*) return 0 ;; esac
  other_host=$(sed -n 's/^host=//p' "$root"/*/"$other"/machine.properties 2>/dev/null | head -n 1)
  if [ -z "$other_host" ] || [ "$other_host" = "$host" ]; then return 0; fi
  grep -qszFx -e "MUSTER_NODE=$cluster_id/$other" /proc/[0-9]*/environ 2>/dev/null || return 0
  echo "this machine is $other already, under the name $other_host: remove one of the two names from the cluster's file" >&2
  exit 1
}
# claim_lease TAKE_OVER: the lease appears whole, by a hard link, which fails where one exists. Exits with 75 where another cluster holds the host, unless
# TAKE_OVER is yes, and prints "muster-claim 1" and a line holder=.... In: root, cluster, cluster_id, key, host, head.
claim_lease() {
  draft=$(mktemp "$lease.XXXXXX")
  trap 'rm -f "$draft"' EXIT
  printf 'cluster=%s\ncluster_id=%s\nowner=%s\nhead=%s\nnode_key=%s\nsince=%s\n' \
    "$cluster" "$cluster_id" "$(id -un)" "$head" "$key" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$draft"
  chmod 644 "$draft"
  ! ln -T "$draft" "$lease" 2>/dev/null || return 0
  require_one_name
  if [ "$(lease_field cluster_id)" != "$cluster_id" ] && [ "$1" = no ]; then
    echo 'muster-claim 1'
    echo "holder=cluster $(lease_field cluster) of $(lease_field owner) (head $(lease_field head), node $(lease_field node_key), since $(lease_field since))"
    exit 75
  fi
  mv -fT "$draft" "$lease"
}
# is_leased_to CLUSTER_ID NODE_KEY
is_leased_to() { [ "$(lease_field cluster_id)" = "$1" ] && [ "$(lease_field node_key)" = "$2" ]; }
# release_lease CLUSTER_ID NODE_KEY: removes the lease of this node, and no other.
release_lease() { if is_leased_to "$1" "$2"; then rm -f "$lease"; fi; }
