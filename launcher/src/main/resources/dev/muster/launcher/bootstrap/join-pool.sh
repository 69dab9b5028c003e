# First look at a host of the pool, started or not, and the head's way in: one marked line in front of authorized_keys.
# Comes after root.sh and authorized-keys.sh. In: root, cluster_id, public (empty: authorised already), from, take_over=yes|no.
# Out: lines key=value after the first.
echo 'muster-pool 1'
echo "root=$root"
echo "cpus=$(getconf _NPROCESSORS_ONLN 2>/dev/null || nproc)"
echo "memory_kib=$(awk '$1 == "MemTotal:" {print $2}' /proc/meminfo)"
lease=/var/tmp/muster-lease
field() { head -c 4096 "$lease" 2>/dev/null | sed -n "s/^$1=//p" | head -n 1; }
if [ -e "$lease" ] && [ "$(field cluster_id)" != "$cluster_id" ]; then
  if [ "$take_over" = no ]; then
    echo "held=cluster $(field cluster) of $(field owner), head $(field head), since $(field since)"
    exit 0
  fi
  rm -f "$lease"
fi
with_line() {
  found=$(cat; echo .)
  case "$found" in *" muster $cluster_id"*) ;; *)
    new_file=; [ -n "$made" ] && new_file=' new'
    echo "from=\"$from\",restrict $public muster $cluster_id$new_file" ;;
  esac
  printf %s "${found%.}"
}
if [ -n "$public" ]; then change_keys with_line || exit 1; fi
echo authorised=yes
