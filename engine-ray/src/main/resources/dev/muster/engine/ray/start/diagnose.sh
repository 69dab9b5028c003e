# Prints the last lines of those of Ray's logs that show why it ended: at most 12 lines.
# In: temp, Ray's folder, empty for its folder in the scratch folder.
folder=${temp:-$MUSTER_ENGINE_SCRATCH/r}

# print_end FILE LINES
print_end() {
  [ ! -f "$folder/session_latest/logs/$1" ] ||
    tail -c 16384 "$folder/session_latest/logs/$1" | tr -d '\000-\010\013-\037\177' | grep . | tail -n "$2" | cut -c1-300 | sed "s/^/$1: /"
}
print_end gcs_server.out 2
print_end gcs_server.err 3
print_end raylet.out 3
print_end raylet.err 4
exit 0
