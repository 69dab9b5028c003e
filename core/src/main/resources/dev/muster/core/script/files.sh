# Files, words and paths.

# sync_paths PATH...: on the disk when it returns. An old "sync" knows no paths and writes everything.
sync_paths() { sync "$@" 2>/dev/null || sync; }
# publish_file PATH: PATH.new becomes PATH. No reader sees half of it, and after a loss of power there is the old file or the whole new one.
publish_file() {
  sync_paths "$1.new"
  mv "$1.new" "$1" || return
  case $1 in */*) sync_paths "${1%/*}/" ;; *) sync_paths . ;; esac
}
# write_file PATH: standard input becomes the file.
write_file() { cat >"$1.new" && publish_file "$1"; }
# write_private_file PATH: the same, in a folder that is made where it is missing; no other user can read them.
write_private_file() {
  umask 077
  [ -d "${1%/*}" ] || mkdir -p "${1%/*}"
  write_file "$1"
}
# write_text PATH TEXT
write_text() { printf %s "$2" >"$1.new" && publish_file "$1"; }
# age_of PATH: prints how many seconds ago it was changed, by the clock of its file system: on a shared one that is a server's, which may be ahead of this host's.
age_of() {
  changed=$(stat -c %Y -- "$1" 2>/dev/null) || { echo 0; return; }
  if probe=$(mktemp "$1.XXXXXX" 2>/dev/null); then
    now=$(stat -c %Y -- "$probe")
    rm -f "$probe"
  else now=$(date +%s); fi
  echo $((now - changed))
}
# quote WORD: prints it in single quotes, for a shell.
quote() { printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"; }
# expand_home PATH: prints it with the home for a ~ at its beginning.
expand_home() { case "$1" in '~/'*) printf '%s\n' "$HOME/${1#??}" ;; *) printf '%s\n' "$1" ;; esac; }
# find_folder_above PATH: sets above to PATH, or to the nearest folder above it that exists.
find_folder_above() {
  above=$1
  while [ ! -d "$above" ]; do above=$(dirname "$above"); done
}
