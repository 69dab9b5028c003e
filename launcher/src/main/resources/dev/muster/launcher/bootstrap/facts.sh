# uses: root files lease processes engine
# Probes a host: where the root is, what of Muster is in it, and what kind of host it is. Changes nothing.
# In: root (empty: the host's default), cluster, key, layers as "$@". Out: key=value lines after the first.
choose_root
echo 'muster-facts 1'
echo "os=$(uname -s)"; echo "arch=$(uname -m)"; echo "kernel=$(uname -r)"; echo "hostname=$(uname -n)"
echo "uid=$(id -u)"; echo "user=$(id -un)"; echo "home=$HOME"
echo "glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null)"

echo "root=$root"
check_root
if [ $root_state = refused ]; then echo "root_fault=$root_fault"; echo "root_fix=$root_fix"; exit 0; fi
find_folder_above "$root"
echo "above=$above"
[ -w "$above" ] || echo writable=no
# Where and how it is mounted. The kernel writes a space as \040.
df -Pk "$above" | awk '
  NR == FNR {if (NR == 2) {at = $0; sub(/^.*[0-9]% /, "", at); print "free_kib=" $4; print "mount=" at; gsub(/ /, "\\040", at)}; next}
  $2 == at {options = $4}
  END {print "mount_options=" options}' - /proc/self/mounts

node=$root/$cluster/$key
for sha in "$@"; do
  [ ! -f "$root/bundles/$sha/.complete" ] || echo "layer.$sha=here"
  if [ -s "$root/bundles/packed/$sha" ] || [ -s "$root/bundles/packed/$sha.zst.sha256" ]; then echo "packed.$sha=here"; fi
done
if command -v zstd >/dev/null; then echo zstd=here; fi
look_at_lease
if [ $lease_state = mine ]; then read_lease | sed -n 's/^\(cluster\|cluster_id\|owner\|node_key\)=/lease.\1=/p'; fi

for step in "$node"/steps/*; do [ ! -f "$step" ] || echo "step.${step##*/}=$(cat "$step")"; done
cluster_id=
for file in node.properties head.properties machine.properties; do
  [ -n "$cluster_id" ] || [ ! -f "$node/$file" ] || cluster_id=$(sed -n 's/^cluster_id=//p' "$node/$file" 2>/dev/null)
done
[ -z "$cluster_id" ] || echo "cluster_id=$cluster_id"

if [ -d "$node/engine" ]; then echo "engine=$(MUSTER_NODE=$cluster_id/$key; print_engine_phase)"; fi
if is_running daemon "$cluster_id/$key"; then echo daemon=alive; fi
if is_running head "$cluster_id/$key" && [ -s "$node/endpoint.json" ]; then echo control=alive; fi
lock=$root/.up-$cluster
if [ "$key" = head ] && [ -s "$lock" ] && command -v flock >/dev/null && ! flock -n "$lock" true; then echo "up=$(sed -n 2p "$lock")"; fi
