# Sends files as a tar stream. In: folder, follow=yes|no (links as what they lead to); paths on standard input, each ended by a zero byte.
# tar's own exit code: 1 where a file changed meanwhile.
LC_ALL=C; export LC_ALL
cd "$folder" || exit 2
set -- --format=gnu --hard-dereference --no-recursion --null
[ "$follow" = no ] || set -- "$@" --dereference
exec tar "$@" -cf - -T -
