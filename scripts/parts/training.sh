# shellcheck shell=sh
# The training runs of the AOT caches: short real lives of a cluster of processes (up, status, request, exec, down) in a folder of their
# own, with what has just been built. What a program loads in it starts fast later and takes less memory.
#
# Recorded are the command, which runs all its commands in one process (dev.muster.cli.CliAotTraining), and the head node's daemon; in a second life the control
# plane (dev.muster.head.HeadAotTraining), whose cache lies on top of the daemon's. Needs the variables and functions of scripts/build.

training_deadline=90 # seconds for a whole life; a quiet machine needs ten

# training_programs FOLDER PROGRAM JARS DAEMON_CACHE: the start scripts of nodes of which the head's PROGRAM records
training_programs() {
  bin=$1/application/bin
  if [ "$2" = muster-daemon ]; then
    for name in muster-daemon muster-head; do
      start_script $name -XX:AOTMode=off "$3" "$(program_main $name)" > "$bin/$name"
    done
    mv "$bin/muster-daemon" "$bin/muster-daemon-alone"
    start_script muster-daemon "$(recording muster-daemon "$1/application/aot/$4")" "$3" "$(program_main muster-daemon)" > "$bin/muster-daemon-recording"
    cat > "$bin/muster-daemon" <<'END'
#!/bin/sh
case $1 in
  */head) exec "${0%/*}/muster-daemon-recording" "$@" ;;
  *) exec "${0%/*}/muster-daemon-alone" "$@" ;;
esac
END
  else
    start_script muster-daemon "$(using muster-daemon "$4")" "$3" "$(program_main muster-daemon)" > "$bin/muster-daemon"
    start_script muster-head "$(recording muster-head "$1/muster-head" "$4")" "$3" "dev.muster.head.HeadAotTraining \"$1/over-ssh.yaml\"" > "$bin/muster-head"
  fi
  chmod 755 "$bin"/*
}

# training_end FOLDER PROGRAM: ends what records, as down would but with patience: it writes its cache when it ends
training_end() {
  run=$1/state/muster/process/training/head/run
  case $2 in
    muster-daemon) mark=stop record=daemon.pid ;;
    *) mark=head-stop record=head.pid ;;
  esac
  : > "$run/$mark"
  read -r pid _ < "$run/$record" || return 1
  kill -TERM "$pid" || return 1
  while [ -d "/proc/$pid" ]; do sleep 0.2; done
}

# training_clear FOLDER: whatever happened, nothing of it goes on: each of its processes has the folder in its environment. What is ended
# may have started another meanwhile, so it takes two looks that find nothing.
training_clear() {
  quiet=0
  for _ in $(seq 100); do
    left=$(grep -lszF -e "=$1/" /proc/[0-9]*/environ | cut -d/ -f3)
    if [ -z "$left" ]; then
      quiet=$((quiet + 1))
      [ $quiet -lt 2 ] || return 0
    else
      quiet=0
      # shellcheck disable=SC2086
      kill -KILL $left 2> /dev/null || true
    fi
    sleep 0.2
  done
  return 1
}

# training_bundle FOLDER APPLICATION RUNTIME_PACKED: the node bundle of an installation in FOLDER
training_bundle() {
  node=$1/home/node
  rm -rf "$node" && mkdir -p "$node"
  tar -C "$2" -cf - . | gzip -1 > "$1/application.packed"
  cp -l "$3" "$1/runtime.packed"
  # shellcheck disable=SC2154
  echo "version=$version" > "$node/manifest.properties"
  for layer in runtime application; do
    sum=$(digest_of "$1/$layer.packed")
    mv "$1/$layer.packed" "$node/$layer-$sum.tar.gz"
    echo "$layer.sha256=$sum" >> "$node/manifest.properties"
  done
}

# training_sshd FOLDER: a server on the loopback that lets in one key made here, and a file that reaches the training cluster through it, so
# that the way over SSH is trained too. False, and no file, where there is no sshd: then that way starts more slowly.
training_sshd() {
  place=$1/sshd
  { rm -rf "$place" && mkdir -p "$place" && chmod 700 "$place"; } || return 1
  [ -x /usr/sbin/sshd ] && ssh-keygen -q -t ed25519 -N '' -f "$place/host" && ssh-keygen -q -t ed25519 -N '' -f "$place/key" || return 1
  port=$((20000 + $$ % 20000))
  cat > "$place/config" <<END
ListenAddress 127.0.0.1:$port
HostKey $place/host
AuthorizedKeysFile $place/key.pub
AuthenticationMethods publickey
PermitRootLogin prohibit-password
StrictModes no
PidFile none
SetEnv HOME=$1
END
  # As root it wants a folder that only its service makes: here it has one of its own.
  # shellcheck disable=SC2016
  if [ "$(id -u)" -eq 0 ] && [ ! -d /run/sshd ]; then
    unshare --mount sh -c 'mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd && exec /usr/sbin/sshd -D -f "$1"' sh "$place/config" &
  else
    /usr/sbin/sshd -D -f "$place/config" &
  fi
  sshd=$!
  sleep 0.5
  kill -0 $sshd || return 1
  cat > "$1/over-ssh.yaml" <<END
cluster_name: training
provider: {type: local, head_ip: {host: 127.0.0.1, port: $port}, worker_ips: [], state_dir: $1/state/muster/process}
auth: {ssh_user: $(id -un), ssh_private_key: $place/key}
END
}

# training_life FOLDER PROGRAM: with FOLDER/home, an installation whose PROGRAM records; bin/train is its command
training_life() {
  cd "$1" || return 1
  unset MUSTER_NODE MUSTER_SESSION MUSTER_ROLE
  export HOME="$1" XDG_STATE_HOME="$1/state" XDG_CONFIG_HOME="$1" XDG_CACHE_HOME="$1" XDG_DATA_HOME="$1" TMPDIR="$1"
  # What hangs is ended, and is a failed training.
  (for _ in $(seq $training_deadline); do sleep 1; done; training_clear "$1") &
  guard=$!
  code=0
  sshd=
  training_sshd "$1" || echo "training: no sshd here, so nothing is trained over SSH"
  { "$1/home/bin/train" "$1/training.yaml" life "$1/over-ssh.yaml" && training_end "$1" "$2" && "$1/home/bin/cluster" down "$1/training.yaml" -y; } || code=1
  # shellcheck disable=SC2086
  kill "$guard" $sshd 2> /dev/null
  training_clear "$1"
  return $code
}
