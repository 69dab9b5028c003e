# uses: transfer
# Where files go on this host, and which of them exist there. Changes nothing.
# In: target, name (of a single file; empty for a folder); paths on standard input, each ended by a zero byte, with ./ in front.
# Out, ended by zero bytes: a first word, the folder, the single file's name there, the folder's inode and time, then for each path that exists two
# words: kind, mode, size, time and path; where it leads, if it is a link.
LC_ALL=C; export LC_ALL
absolute_path "$target"
into=no
case "$path" in */) into=yes; remove_last_slashes ;; esac
target=$path folder=$path
if [ -n "$name" ] && [ "$into" = no ] && [ ! -d "$target" ]; then
  split_path "$target"
fi
stamp=
if [ -d "$folder" ]; then
  cd "$folder" || exit 1
  folder=$(pwd -P; echo x); folder=${folder%??}
  stamp=$(stat -L -c '%i %Y' .)
elif [ -e "$folder" ] || [ -L "$folder" ]; then
  echo "$folder is not a folder" >&2; exit 76
fi
printf 'muster-look 1\0%s\0%s\0%s\0' "$folder" "$name" "$stamp"
[ -n "$stamp" ] || { cat >/dev/null; exit 0; }
if [ -n "$name" ]; then cat >/dev/null; printf './%s\0' "$name"; else cat; fi |
  xargs -0 sh -c 'find "$@" -maxdepth 0 -printf "%y %m %s %T@ %p\0%l\0" 2>/dev/null; true' sh ./
