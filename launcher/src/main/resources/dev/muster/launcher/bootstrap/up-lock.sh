# uses: root
# Holds the lock of one "up" while standard input is open. The kernel releases it however this script ends.
# In: root, cluster, who. Out: "locked", or "held by ..." and exit code 75.
umask 077
make_root
lock=$root/.up-$cluster
if ! command -v flock >/dev/null; then echo locked; cat >/dev/null; exit 0; fi
# The holder removes the file when it ends. A lock on a removed file excludes nobody, so the file is opened again then.
until [ /proc/self/fd/9 -ef "$lock" ]; do
  make_root
  exec 9>>"$lock"
  if ! flock -n 9; then
    echo "held by $(cat "$lock" 2>/dev/null)"
    exit 75
  fi
done
trap 'rm -f "$lock"; rmdir "$root" 2>/dev/null || :' EXIT # the root stays where anything else was made in it
trap 'exit 143' TERM HUP INT
echo "$who, since $(date '+%H:%M:%S')" >"$lock"
echo locked
cat >/dev/null
