# uses: folders processes root
# The lease says which cluster owns the host. Every user of the host finds it in the same place, and any of them may put something there. So it is read only
# where it is a plain file, and believed only where the file belongs to the user that it names, to this user or to root.
lease=/var/tmp/muster-lease

# read_lease: waits for no FIFO and follows no link, also where another user puts one there just now.
read_lease() {
  if [ ! -L "$lease" ] && [ -f "$lease" ]; then dd if="$lease" iflag=nofollow,nonblock bs=4096 count=1 2>/dev/null || :; fi
}
# lease_field NAME
lease_field() { read_lease | sed -n "s/^$1=//p" | head -n 1; }
# look_at_lease: sets lease_state=absent|mine|other|strange; lease_owner, whose file it is; and lease_id, the cluster that a lease names. Root may use and
# remove what another user wrote, so that is its own.
look_at_lease() {
  lease_state=absent lease_owner='' lease_id=''
  lease_uid=$(stat -c %u -- "$lease" 2>/dev/null) && lease_owner=$(stat -c %U -- "$lease" 2>/dev/null) || return 0
  [ "$lease_owner" != UNKNOWN ] || lease_owner="user $lease_uid"
  lease_id=$(lease_field cluster_id)
  case $lease_id in '' | *[!0-9a-f]*) lease_id= ;; esac
  if [ -L "$lease" ] || [ ! -f "$lease" ]; then lease_state=strange
  elif [ "$lease_uid" = "$(id -u)" ]; then lease_state=mine
  elif [ -z "$lease_id" ] || [ "$lease_uid" != 0 ] && [ "$(lease_field owner)" != "$lease_owner" ]; then lease_state=strange
  elif [ "$(id -u)" = 0 ]; then lease_state=mine
  else lease_state=other; fi
}
# is_held: whether something other than the cluster holds the host. Sets holder, holder_id and holder_name (both empty where it is no cluster).
# A lease may be missing although its node runs, because something cleaned /var/tmp. In: root, cluster_id.
is_held() {
  look_at_lease
  holder_id=$lease_id holder_name=
  case $lease_state in
    mine)
      if [ "$lease_id" = "$cluster_id" ]; then return 1; fi
      # An empty file is what a loss of power leaves of a lease.
      if [ -z "$lease_id" ]; then find_foreign_node; else describe_lease; fi ;;
    other) describe_lease; holder="$holder; only $lease_owner or root can remove $lease" ;;
    strange) holder="$lease_owner: $lease is no lease of a cluster; to free the host: sudo rm -r $lease" holder_id= ;;
    absent) find_foreign_node ;;
  esac
}
describe_lease() {
  holder_name=$(lease_field cluster)
  holder="cluster $holder_name of $(lease_field owner) (head $(lease_field head), node $(lease_field node_key), since $(lease_field since))"
}
# Finds a node of another cluster in the same root that claimed this host and runs on it.
find_foreign_node() {
  for foreign in "$root"/*/*/; do
    foreign=${foreign%/}
    holder_id=$(cluster_id_of "$foreign")
    if [ -z "$holder_id" ] || [ "$holder_id" = "$cluster_id" ] || [ -z "$(host_of "$foreign")" ]; then continue; fi
    if runs_here "$foreign" "$holder_id"; then
      holder_name=${foreign%/*} holder_name=${holder_name##*/}
      holder="cluster $holder_name of $(id -un) (node ${foreign##*/} runs, its lease is missing)"
      return 0
    fi
  done
  holder_id=
  return 1
}
runs_here() ( # FOLDER CLUSTER_ID
  node=$1
  is_running daemon "$2/${1##*/}" || is_running watchdog "$2/${1##*/}"
)
# remove_lease: whatever is there. Fails, and says who can, where it is not this user's.
remove_lease() {
  lease_why=$(rm -rf "$lease" 2>&1) || { echo "${lease_why##*rm: } (only $lease_owner or root can remove it: sudo rm -r $lease)" >&2; return 1; }
}
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
# end_other_node: the head gives a host to another node also where it could not clean it. What runs of the earlier one ends first.
# In: root, cluster, cluster_id, key.
end_other_node() {
  [ "$(lease_field cluster_id)" = "$cluster_id" ] || return 0
  other=$(lease_field node_key)
  case "$other" in '' | head | "$key" | .* | *[!A-Za-z0-9._-]*) return 0 ;; esac
  check_root
  [ "$root_state" != safe ] || prevent_restart "$root/$cluster/$other"
  end_processes 20 find_processes "$cluster_id/$(printf %s "$other" | sed 's/[.]/[.]/g')\$" ||
    { echo "processes of $other, which had this host before, do not end" >&2; exit 1; }
}
# claim_lease TAKE_OVER: the lease appears whole, by a hard link, which fails where one exists. Exits with 75 where another cluster holds the host, unless
# TAKE_OVER is yes, and prints "muster-claim 1" and a line holder=.... In: root, cluster, cluster_id, key, host, head.
claim_lease() {
  if is_held; then
    if [ "$1" = no ]; then
      echo 'muster-claim 1'
      echo "holder=$holder"
      exit 75
    fi
    remove_lease || exit 1
  fi
  draft=
  trap '[ -z "$draft" ] || rm -f "$draft"' EXIT
  trap 'exit 143' TERM HUP INT
  # Each of these may fail on a full disk, and an empty lease would stay for ever. 'set -e' does not count below an '||'.
  draft=$(mktemp "$lease.XXXXXX") || exit 1
  printf 'cluster=%s\ncluster_id=%s\nowner=%s\nhead=%s\nnode_key=%s\nsince=%s\n' \
    "$cluster" "$cluster_id" "$(id -un)" "$head" "$key" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$draft" || exit 1
  chmod 644 "$draft" || exit 1
  ! ln -T "$draft" "$lease" 2>/dev/null || return 0
  require_one_name
  end_other_node || exit 1
  # Another cluster may have claimed the host a moment ago.
  if is_held && [ "$1" = no ]; then echo 'muster-claim 1'; echo "holder=$holder"; exit 75; fi
  mv -fT "$draft" "$lease" || exit 1
}
# is_leased_to CLUSTER_ID NODE_KEY
is_leased_to() {
  look_at_lease
  [ $lease_state = mine ] && [ "$lease_id" = "$1" ] && [ "$(lease_field node_key)" = "$2" ]
}
# release_lease CLUSTER_ID NODE_KEY: removes the lease of this node, and no other.
release_lease() { if is_leased_to "$1" "$2"; then rm -f "$lease"; fi; }
