# Prints the last lines of those of Ray's logs that show why it ended: at most 12 lines.
# In: temp, Ray's folder, empty for its folder in the scratch folder.
folder=${temp:-$MUSTER_ENGINE_SCRATCH/r}

# print_end FILE LINES. A raylet that aborts writes its reason before a long list of the functions that it was in, which are left out.
print_end() {
  [ ! -f "$folder/session_latest/logs/$1" ] ||
    tail -c 16384 "$folder/session_latest/logs/$1" | tr -d '\000-\010\013-\037\177' | grep -v -e '^$' -e '+0x[0-9a-f]*) \[0x' -e '^\*\*\* StackTrace' | tail -n "$2" | cut -c1-300 | sed "s/^/$1: /"
}
print_end gcs_server.out 2
print_end gcs_server.err 3
print_end raylet.out 3
print_end raylet.err 4
exit 0
