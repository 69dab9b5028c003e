# Clears what is left of a cluster on a host after its nodes are gone; the last cluster of Muster's takes the bundles and the root with it.
# Comes after own-root.sh. In: root, cluster, keep=yes|no. Out: a line for each thing that could not be cleared.
cd /
look_at_root
if [ "$root_state" = refused ]; then # nothing is removed in a root that others may have prepared
  if [ -O "$root/$cluster" ]; then echo "folder $root/$cluster: $root_fault"; fi
  exit 0
fi
# A machine that was begun and never became one: nothing but empty folders, or they stay.
for folder in "$root/$cluster"/*/; do
  rm -f "${folder}".machine.properties.*.draft 2>/dev/null
  rmdir "${folder}home" "$folder" 2>/dev/null
done
rmdir "$root/$cluster" 2>/dev/null
# Locks of an "up" that was killed: nobody holds them.
for lock in "$root"/.up-*; do
  if [ -f "$lock" ] && command -v flock >/dev/null; then flock -n "$lock" rm -f "$lock"; fi
done
# shellcheck disable=SC2010 # the names are of Muster's making
if [ "$keep" = no ] && [ -z "$(ls -A "$root" 2>/dev/null | grep -v '^bundles$')" ]; then
  rm -rf "$root/bundles"
  rmdir "$root" 2>/dev/null
fi
if [ -e "$root/$cluster" ]; then echo "folder $root/$cluster"; fi
