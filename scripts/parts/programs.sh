# What each program runs with. Read by scripts/build; a change here changes the digests that name runtime and AOT caches.
# shellcheck shell=sh disable=SC2034

# JDK modules in the image. `jdeps --print-module-deps` over the libraries names java.desktop and jdk.jfr too: both are optional there.
jlink_modules=java.base,java.logging,java.management,java.naming,java.security.jgss,java.sql,java.xml,jdk.management,jdk.net,jdk.unsupported
# Stored, not compressed: the layer is compressed as a whole, and so ends up 5 MB smaller and starts faster.
jlink_flags='--strip-debug --no-header-files --no-man-pages --compress=zip-0'
# Of the image, what nothing of Muster's reads: the CAs and the domains of the web (our trust is the cluster's own), sorting of large arrays by wide
# registers, and files for other tools of a JDK.
jlink_leftovers='lib/security/cacerts lib/security/public_suffix_list.dat lib/libsimdsort.so lib/jrt-fs.jar lib/classlist'

# Jars that hold annotations for compilers only, or nothing at all.
annotation_jars='jsr305|error_prone_annotations|listenablefuture|j2objc-annotations|animal-sniffer-annotations|annotations|jspecify'

# Without the trust store every TLS context would first read the CAs of the web. Profiles of methods are not in our caches (aot_recording): looking
# for them at the initialisation of each class would cost a start 0.03 s of CPU.
common_flags='-XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining -Djavax.net.ssl.trustStore=NONE -XX:+UseSerialGC -XX:-UsePerfData --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xlog:disable -Xlog:all=error,aot=off:stderr'

# program_flags NAME: the one flag list of a program. Training and running must agree on it; the heap is pinned because a default
# heap above 32 GB refuses the cache.
# The head alone has both compilers, for what encrypts: cipher and hash are ten times faster with C2, so they are compiled at a fiftieth of the
# usual calls. Nothing else is as hot: at eight times the usual calls, making eight workers costs the head 2.0 s of CPU instead of 3.1.
head_compiling() {
  printf '%s' '-XX:CompileThresholdScaling=8 -XX:CompileCommand=quiet'
  for class in com.sun.crypto.provider.AES\* com.sun.crypto.provider.CounterMode com.sun.crypto.provider.CipherCore \
    com.sun.crypto.provider.HmacCore sun.security.provider.SHA2\* sun.security.provider.DigestBase sun.security.provider.ByteArrayAccess; do
    printf ' "-XX:CompileCommand=CompileThresholdScaling,%s::*,0.02"' "$class"
  done
}

program_flags() {
  case $1 in
    cluster) echo "-Xmx256m -XX:TieredStopAtLevel=1 $common_flags" ;;
    # Whoever has no memory left may have lost a thread: the watchdog starts the program again.
    muster-daemon) echo "-XX:+ExitOnOutOfMemoryError -Xms16m -Xmn9m -Xmx48m -Xss512k -XX:ReservedCodeCacheSize=24m -XX:MaxDirectMemorySize=16m -XX:TieredStopAtLevel=1 $common_flags" ;;
    muster-head) echo "-XX:+ExitOnOutOfMemoryError -Xms32m -Xmx192m -XX:MaxDirectMemorySize=32m $(head_compiling) $common_flags" ;;
  esac
}

program_main() {
  case $1 in
    cluster) echo dev.muster.cli.ClusterMain ;;
    muster-daemon) echo dev.muster.daemon.DaemonMain ;;
    muster-head) echo dev.muster.head.HeadMain ;;
  esac
}

# program_training NAME: main class and arguments of a run that fills an AOT cache without a cluster, for a quick build: see training.sh
program_training() {
  case $1 in
    cluster) echo dev.muster.cli.CliAotTraining configs/quickstart.yaml ;;
    muster-daemon | muster-head) echo "$(program_main "$1") --version" ;;
  esac
}

# recording NAME OUTPUT [BASE]: the options with which a program records its AOT cache, the head what the daemon's, BASE in aot/, does not hold.
# Without profiles of methods: command and daemon run on C1 only, and they would cost 0.1 s of CPU at each start (methods are compiled
# before anybody calls them) and a sixth of the cache.
recording() {
  case $1 in
    muster-head) printf -- '-XX:SharedArchiveFile=aot/%s "-XX:ArchiveClassesAtExit=%s"' "$3" "$2" ;;
    *) printf '"-XX:AOTCacheOutput=%s" -XX:-AOTRecordTraining' "$2" ;;
  esac
}

# using NAME CACHE [BASE]: the options with which it runs on CACHE in aot/. The head's names its base as it was called when it was recorded, and the
# JVM looks for it there: so by a path that holds on every host, and the head runs in the layer's folder.
using() {
  case $1 in
    muster-head) printf -- '-XX:SharedArchiveFile=aot/%s:aot/%s' "$3" "$2" ;;
    *) printf '"-XX:AOTCache=$app/aot/%s"' "$2" ;;
  esac
}

# start_script NAME CACHE_OPTIONS JAR_NAMES MAIN: the program's start script on stdout; CACHE_OPTIONS and MAIN as the shell shall read them
start_script() {
  cat <<END
#!/bin/sh
# Made by scripts/build. The flags, the jars and the AOT cache belong together: the cache is named by their digest.
file=\$0
while [ -L "\$file" ]; do
  target=\$(readlink "\$file")
  case \$target in
    /*) file=\$target ;;
    *) file=\${file%/*}/\$target ;;
  esac
done
case \$file in
  */*) app=\${file%/*}/.. ;;
  *) app=.. ;;
esac
app=\$(unset CDPATH && cd "\$app" && pwd -P) || exit 70
# Java decodes arguments and file names by the locale. An ASCII locale (cron, containers, CI) would lose every other character.
case \$(locale charmap 2>/dev/null) in
  '' | UTF-8) ;;
  *)
    for utf8 in C.UTF-8 C.utf8 en_US.UTF-8; do
      if [ "\$(LC_ALL=\$utf8 locale charmap 2>/dev/null)" = UTF-8 ]; then
        export LC_ALL=\$utf8
        break
      fi
    done ;;
esac
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH
END
  case $1 in
    cluster)
      # shellcheck disable=SC2016
      echo 'runtime=${MUSTER_RUNTIME:-$app/runtime}'
      own='-Dmuster.home="$app"' ;;
    *)
      # shellcheck disable=SC2016
      echo 'runtime=${MUSTER_RUNTIME:?the folder of the unpacked runtime layer}'
      own='-Djava.io.tmpdir="${MUSTER_TMP:-${TMPDIR:-/tmp}}" -Dorg.sqlite.lib.path="$app/lib"' ;;
  esac
  if [ "$1" = muster-head ]; then
    # shellcheck disable=SC2016
    echo 'cd "$app" || exit 70 # see -XX:SharedArchiveFile'
    own="$own "'-XX:ErrorFile="${MUSTER_TMP:-${TMPDIR:-/tmp}}/hs_err_pid%p.log"'
  fi
  [ "$1" = cluster ] || echo 'export MALLOC_ARENA_MAX=2 # glibc: an arena per core would cost 10 MB and more'
  flags=$(program_flags "$1")
  class_path=
  for name in $3; do class_path=$class_path:\$app/lib/$name; done
  printf 'exec "$runtime/bin/java" %s %s %s \\\n  -cp "%s" \\\n  %s "$@"\n' \
    "$flags" "$2" "$own" "${class_path#:}" "$4"
}
