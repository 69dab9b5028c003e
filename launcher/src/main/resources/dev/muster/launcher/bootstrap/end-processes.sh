# uses: root processes engine
# Ends every process that carries a marker, and those of engines that wrote over it, and checks that they are gone. Restarts are prevented first. Then what engines left outside the folders is removed.
# This script itself carries no marker.
# In: mark (a pattern for the marker), patience in tenths of a second before KILL, folders of nodes as "$@". Out: a line for each process that is left.
for folder in "$@"; do
  root=${folder%/*/*}
  check_root
  [ "$root_state" != safe ] || prevent_restart "$folder"
done
# find_left FOLDER...
find_left() {
  find_processes "$mark"
  for folder do
    root=${folder%/*/*}
    find_engine_renamed "$folder"
  done
}
end_processes "$patience" find_left "$@"
describe_processes find_left "$@"
for folder in "$@"; do
  root=${folder%/*/*}
  check_root
  [ "$root_state" != safe ] || leave_engine "$folder"
done
