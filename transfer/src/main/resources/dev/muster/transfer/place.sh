# uses: files
# Puts files in place. They arrive as a tar stream, are unpacked beside their target, and are moved there once all of them have arrived: a connection that
# breaks leaves nothing, and no file is ever half there.
# In: folder, mode (of the folder, where it has to be made; empty: as usual), token, keep (a folder that gets the stream itself too, or empty), pack,
# place=yes|no; the stream on standard input: t/ with the files, lists of paths for xargs -0, and .end with the token.
# Exit code 77 and a sentence where it may not be written.
umask 022
LC_ALL=C; export LC_ALL
in=
clear() { chmod -R u+rwx "$in" 2>/dev/null; rm -rf "$in"; }
trap 'trap "" TERM HUP INT; [ -z "$in" ] || clear' EXIT
trap 'trap "" TERM HUP INT; exit 143' TERM HUP INT
incomplete() { echo "the files did not arrive whole" >&2; exit 1; }
if [ -n "$keep" ]; then
  (umask 077; mkdir -p "$keep"; cat >"$keep/$pack.new") || exit 1
  [ "$(tar -xOf "$keep/$pack.new" .end)" = "$token" ] || incomplete
fi
if [ "$place" = no ]; then publish_file "$keep/$pack"; exit 0; fi

made=no
if [ ! -d "$folder" ]; then mkdir -p "$folder" || exit 77; made=yes; fi
cd "$folder" || exit 77
find . -maxdepth 1 -name '.muster-in-*' -mmin +60 -exec rm -rf {} + 2>/dev/null || true
mine=$PWD/.muster-in-$(printf %.16s "$token")
for in in "$mine"-*; do # left by an earlier attempt
  if [ -L "$in" ]; then rm -f "$in"; elif [ -d "$in" ]; then clear; fi
done
in=
in=$(mktemp -d "$mine-XXXXXX") || exit 77
if [ -n "$keep" ]; then tar -xpf "$keep/$pack.new" --no-same-owner -C "$in"; else tar -xpf - --no-same-owner -C "$in"; fi || exit 1
[ "$(cat "$in/.end" 2>/dev/null)" = "$token" ] || incomplete

xargs -0 sh -c 'for each; do [ -w "$each" ] || [ ! -d "$each" ] || chmod u+rwx "$each"; done' sh <"$in/.touched" || exit 77
xargs -0 sh -c '[ $# = 0 ] || rm -f "$@"' sh <"$in/.files" || exit 77
xargs -0 sh -c '[ $# = 0 ] || rmdir "$@"' sh <"$in/.folders" || { echo "a folder that is not empty stands where a file has to be" >&2; exit 76; }
# A new folder comes as a whole, with all that is in it; then those that are empty, then what goes into folders that were there.
xargs -0 sh -c 'for each; do [ ! -d "$0/$each" ] || mv -f "$0/$each" "$each" || exit 1; done' "$in/t" <"$in/.fresh" || exit 77
xargs -0 sh -c '[ $# = 0 ] || mkdir -p "$@"' sh <"$in/.make" || exit 77
if [ -d "$in/t" ]; then
  cd "$in/t" || exit
  find . -type d -print0 >"$in/.in"
  to=$folder xargs -0 sh -c '
    for each; do
      find "$each" -mindepth 1 -maxdepth 1 ! -type d -exec sh -c "exec mv -f \"\$@\" \"\$0/\"" "$to/$each" {} + || exit 1
    done' sh <"$in/.in" || exit 77
  cd "$folder" || exit
fi
for list in "$in"/.mode-*; do
  [ ! -f "$list" ] || xargs -0 chmod "${list##*-}" <"$list" || exit 77
done
xargs -0 -n 2 sh -c '[ $# = 0 ] || chmod "$@"' sh <"$in/.modes" || exit 77
if [ "$made" = yes ] && [ -n "$mode" ]; then chmod "$mode" "$folder"; fi
if [ -n "$keep" ]; then publish_file "$keep/$pack"; fi
