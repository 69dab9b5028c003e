# Where the files go on this host, and what of them is there already. Changes nothing.
# In: target, name (of a single file; empty for a folder); paths on standard input, each ended by a zero byte, with ./ in front.
# Out, ended by zero bytes: a first word, the folder, the single file's name there, the folder's inode and time, then for each path that exists two
# words: kind, mode, size, time and path; where it leads, if it is a link.
LC_ALL=C; export LC_ALL
case "$target" in '~') target=$HOME ;; '~/'*) target=$HOME/${target#??} ;; /*) ;; *) target=$HOME/$target ;; esac
into=no
case "$target" in */) into=yes; while [ "${target%/}" != "$target" ]; do target=${target%/}; done ;; esac
[ -n "$target" ] || target=/
folder=$target
if [ -n "$name" ] && [ "$into" = no ] && [ ! -d "$target" ]; then
  folder=$(dirname "$target"; echo x); folder=${folder%??}
  name=$(basename "$target"; echo x); name=${name%??}
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
