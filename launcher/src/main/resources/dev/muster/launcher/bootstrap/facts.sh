# One look at a host: where our root is, what of Muster's is there, what the host is. Changes nothing.
# Comes after own-root.sh. In: root, cluster, key, layers as "$@". Out: lines key=value after the first.
echo 'muster-facts 1'
echo "os=$(uname -s)"; echo "arch=$(uname -m)"; echo "kernel=$(uname -r)"; echo "hostname=$(uname -n)"
echo "uid=$(id -u)"; echo "user=$(id -un)"; echo "home=$HOME"
echo "glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null)"

echo "root=$root"
look_at_root
if [ $root_state = refused ]; then echo "root_fault=$root_fault"; echo "root_fix=$root_fix"; exit 0; fi
above=$root; while [ ! -d "$above" ]; do above=$(dirname "$above"); done
echo "above=$above"
[ -w "$above" ] || echo writable=no
# Its mount point and how it is mounted, as the kernel writes it: a space is \040.
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
if [ -r /var/tmp/muster-lease ]; then head -c 4096 /var/tmp/muster-lease | sed -n 's/^\(cluster\|cluster_id\|owner\|node_key\)=/lease.\1=/p'; fi

for step in "$node"/steps/*; do [ ! -f "$step" ] || echo "step.${step##*/}=$(cat "$step")"; done
cluster_id=
for file in node.properties head.properties machine.properties; do
  [ -n "$cluster_id" ] || [ ! -f "$node/$file" ] || cluster_id=$(sed -n 's/^cluster_id=//p' "$node/$file" 2>/dev/null)
done
[ -z "$cluster_id" ] || echo "cluster_id=$cluster_id"

# Known by the marker in its environment, never by its PID alone.
alive() { [ -s "$node/run/$1" ] && read -r pid _ <"$node/run/$1" && grep -qsFxz -e "MUSTER_NODE=$cluster_id/$key" "/proc/$pid/environ"; }
if alive daemon.pid; then echo daemon=alive; fi
if alive head.pid && [ -s "$node/endpoint.json" ]; then echo control=alive; fi
