# uses: transfer
# Expands a pattern (* ? [...]) as a shell does. Changes nothing. In: source. Out, each ended by a zero byte: a first word, then the paths that match.
# A path that exists is itself, whatever characters it has.
LC_ALL=C; export LC_ALL
absolute_path "$source"
printf 'muster-paths 1\0'
if [ -e "$path" ] || [ -L "$path" ]; then printf '%s\0' "$path"; exit; fi
IFS=
for match in $path; do
  if [ -e "$match" ] || [ -L "$match" ]; then printf '%s\0' "$match"; fi
done
