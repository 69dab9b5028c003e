# uses: root
# Folders of nodes: <root>/<cluster>/<node key>.

# cluster_id_of FOLDER: prints the ID of the cluster that made the folder.
cluster_id_of() {
  for file in machine.properties node.properties head.properties; do
    id=$(sed -n 's/^cluster_id=//p' "$1/$file" 2>/dev/null | head -n 1)
    [ -z "$id" ] || break
  done
  printf %s "$id"
}
# host_of FOLDER: prints the host's name in the cluster's config.
host_of() { sed -n 's/^host=//p' "$1/machine.properties" 2>/dev/null | head -n 1; }
# record_step FOLDER STEP DIGEST: a later run skips the step where its digest is the same.
record_step() {
  umask 077
  [ -d "$1/steps" ] || { make_root; mkdir -p "$1/steps"; }
  printf %s "$3" >"$1/steps/$2"
}
# write_step_log FOLDER STEP: standard input becomes the step's log in the head's folder. A host without that folder, which
# refused the claim, gets none.
write_step_log() {
  [ -d "$1" ] || { cat >/dev/null; return 0; }
  write_private_file "$1/control/logs/head/$2.log"
}
# remove_unused_root KEEP: removes the locks that no "up" holds, and, unless KEEP is yes, the bundles and the root where no cluster uses them. In: root.
remove_unused_root() {
  for lock in "$root"/.up-*; do
    if [ -f "$lock" ] && command -v flock >/dev/null; then flock -n "$lock" rm -f "$lock"; fi
  done
  if [ "$1" = no ] && [ -z "$(find "$root" -mindepth 1 -maxdepth 1 ! -name bundles 2>/dev/null | head -n 1)" ]; then
    rm -rf "$root/bundles"
    rmdir "$root" 2>/dev/null
  fi
}
# archive_logs: writes the logs of every node of the cluster on this host as an archive to standard output, or nothing where there are none.
# In: root (empty: the host's default), cluster.
archive_logs() {
  choose_root
  require_root
  cd "$root/$cluster" 2>/dev/null || return 0
  set --
  for folder in */logs */control/logs; do [ ! -d "$folder" ] || set -- "$@" "$folder"; done
  [ $# -gt 0 ] || return 0
  tar -czf - -- "$@" || [ $? -eq 1 ] # 1: a log grew meanwhile
}
