# shellcheck shell=sh
# stale ROOT: is dist/ missing, or older than anything that it is made from? Folders count too: their time tells of removed files.
stale() {
  [ -e "$1/dist/muster/bin/cluster" ] && [ -e "$1/dist/.work/built" ] || return 0
  [ -n "$(find "$1"/*/src/main "$1"/*/pom.xml "$1"/testing/testkit/pom.xml "$1/pom.xml" "$1/.mvn" "$1/mvnw" "$1/configs" \
      "$1/scripts/build" "$1/scripts/parts" -newer "$1/dist/.work/built" -print -quit 2>/dev/null)" ]
}
