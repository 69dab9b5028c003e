# uses: transfer
# Lists what can be copied from here. Changes nothing. In: source. Out, ended by zero bytes: a first word, the folder, the name of a single file (or nothing),
# then for each path two words: kind, mode, size, time and path; where it leads, if it is a link.
LC_ALL=C; export LC_ALL
absolute_path "$source"
remove_last_slashes
source=$path
if [ -d "$source" ]; then
  cd "$source" || exit 1
  printf 'muster-list 1\0%s\0\0' "$source"
  find . -mindepth 1 \( -type f -o -type d -o -type l \) -printf '%y %m %s %T@ %p\0%l\0'
elif [ -e "$source" ]; then
  split_path "$source"
  cd "$folder" || exit 1
  printf 'muster-list 1\0%s\0%s\0' "$folder" "$name"
  find -H "./$name" -maxdepth 0 -type f -printf '%y %m %s %T@ %p\0%l\0'
else
  echo "there is no $source" >&2; exit 1
fi
