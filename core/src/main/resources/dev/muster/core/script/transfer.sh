# uses: files
# Copies to and from a host.

# absolute_path PATH: sets path: below the home unless PATH is absolute; ~ is the home. Results are variables here because $(...) would remove line breaks at
# the end of a name.
absolute_path() { case "$1" in '~') path=$HOME ;; '~/'*) path=$HOME/${1#??} ;; /*) path=$1 ;; *) path=$HOME/$1 ;; esac; }
# remove_last_slashes: of path; / stays.
remove_last_slashes() {
  while [ "${path%/}" != "$path" ]; do path=${path%/}; done
  [ -n "$path" ] || path=/
}
# split_path PATH: sets folder and name.
split_path() {
  folder=$(dirname "$1"; echo x); folder=${folder%??}
  name=$(basename "$1"; echo x); name=${name%??}
}
# send_files FOLDER FOLLOW: sends files as a tar stream. Their paths come on standard input, each ended by a zero byte. FOLLOW=yes sends what a link leads to.
# Ends with tar's exit code: 1 where a file changed meanwhile.
send_files() {
  LC_ALL=C; export LC_ALL
  cd "$1" || exit 2
  if [ "$2" = yes ]; then set -- --dereference; else set --; fi
  exec tar --format=gnu --hard-dereference --no-recursion --null "$@" -cf - -T -
}
# show_mark FOLDER MARK: makes a file in the folder, prints "here", and removes the file when standard input ends. Who sees the file elsewhere looks at the
# same folder.
show_mark() {
  cd "$1" || exit 1
  mark=$2
  trap 'trap "" TERM HUP INT; rm -f "$mark"' EXIT
  trap 'trap "" TERM HUP INT; exit 143' TERM HUP INT
  set -C # never into a file that exists, nor through a link
  : >"$mark" || exit 1
  echo here
  cat >/dev/null
}
# print_manifest FOLDER: prints the manifest of a mount that the head keeps, where every stream that it names is there, as long as the manifest needs it: a loss of
# power can cut one off.
print_manifest() {
  [ -s "$1/manifest" ] || return 0
  sed -n 's/^content\t[0-9a-f]*\t\([a-z0-9.-]*\)\t\([0-9]*\)\t\([0-9]*\)$/\1 \2 \3/p' "$1/manifest" |
    awk '{end = $2 + $3; if (end > ends[$1]) ends[$1] = end} END {for (pack in ends) printf "%s %.0f\n", pack, ends[pack]}' |
    while read -r pack end; do
      [ -f "$1/$pack" ] && [ "$(wc -c <"$1/$pack")" -ge "$end" ] || exit 1
    done || return 0
  cat "$1/manifest"
}
# replace_manifest FOLDER PACK...: standard input becomes the manifest; streams other than these PACKs are removed.
replace_manifest() {
  set -e
  umask 077
  keep=$1
  shift
  mkdir -p "$keep"
  write_file "$keep/manifest"
  for pack in "$keep"/pack-*; do
    case " $* " in *" ${pack##*/} "*) ;; *) rm -f "$pack" ;; esac
  done
}
