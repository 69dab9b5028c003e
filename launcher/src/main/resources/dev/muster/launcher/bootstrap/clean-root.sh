# uses: root folders
# Removes what is left of a cluster in the root after its nodes are gone; with the last cluster also the bundles and the root.
# In: root, cluster, keep=yes|no (the bundles). Out: a line for each thing that could not be removed.
cd /
check_root
if [ "$root_state" = refused ]; then # nothing is removed in a root that others may have prepared
  if [ -O "$root/$cluster" ]; then echo "folder $root/$cluster: $root_fault"; fi
  exit 0
fi
# Machines that were never finished have empty folders only; any other folder stays.
for folder in "$root/$cluster"/*/; do
  rm -f "${folder}".machine.properties.*.draft 2>/dev/null
  rmdir "${folder}home" "$folder" 2>/dev/null
done
rmdir "$root/$cluster" 2>/dev/null
remove_unused_root "$keep"
if [ -e "$root/$cluster" ]; then echo "folder $root/$cluster"; fi
