# Clears what is left of a cluster on a host after its nodes are gone; the last cluster of ours takes the bundles and the root with it.
# In: root, cluster, keep=yes|no. Out: a line for each thing that could not be cleared.
cd /
rmdir "$root/$cluster" 2>/dev/null
rm -f "$root/.up-$cluster"
if [ "$keep" = no ] && [ -z "$(ls -A "$root" 2>/dev/null | grep -v '^bundles$')" ]; then
  rm -rf "$root/bundles"
  rmdir "$root" 2>/dev/null
fi
if [ -e "$root/$cluster" ]; then echo "folder $root/$cluster"; fi
