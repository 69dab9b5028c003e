# Holds the lock of one "up" while standard input is open; the kernel frees it however this ends.
# Comes after own-root.sh. In: root, cluster, who. Out: "locked", or "held by ..." and exit code 75.
umask 077
make_root
lock=$root/.up-$cluster
if ! command -v flock >/dev/null; then echo locked; cat >/dev/null; exit 0; fi
# Whoever ends takes the file away: a lock on a file that is not there any more keeps nobody out.
# shellcheck disable=SC3013 # dash, bash and busybox have -ef
until [ /proc/self/fd/9 -ef "$lock" ]; do
  make_root
  exec 9>>"$lock"
  if ! flock -n 9; then
    echo "held by $(cat "$lock" 2>/dev/null)"
    exit 75
  fi
done
trap 'rm -f "$lock"; rmdir "$root" 2>/dev/null || :' EXIT # an empty root: nothing came of it
trap 'exit 143' TERM HUP INT
echo "$who, since $(date '+%H:%M:%S')" >"$lock"
echo locked
cat >/dev/null
