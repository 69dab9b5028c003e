# Puts one layer of our program in place: arrives on standard input, is verified, and appears whole or not at all.
# In: sha; keep (a folder that gets the packed layer too, or empty); the packed layer on standard input.
umask 077
mkdir -p "$root/bundles"
if [ -d "$root/bundles/$sha" ] && [ -z "$keep" ]; then cat >/dev/null; exit 0; fi
# What a killed shell left of another attempt; a younger one may still be at work.
find "$root/bundles" -mindepth 1 -maxdepth 1 -name '.in-*' -mmin +60 -exec rm -rf {} +
in=$(mktemp -d "$root/bundles/.in-XXXXXX")
trap 'rm -rf "$in"' EXIT
cat >"$in/packed"
echo "$sha  $in/packed" | sha256sum -c - >/dev/null || { echo "the bundle arrived damaged" >&2; exit 1; }
if [ -n "$keep" ]; then mkdir -p "$keep"; ln -f "$in/packed" "$keep/$sha"; fi
if [ -d "$root/bundles/$sha" ]; then exit 0; fi
mkdir "$in/layer"
tar -xzpf "$in/packed" -C "$in/layer"
mv -T "$in/layer" "$root/bundles/$sha" 2>/dev/null || [ -d "$root/bundles/$sha" ]
