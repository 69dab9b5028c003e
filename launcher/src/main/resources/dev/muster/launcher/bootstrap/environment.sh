# uses: root files conda activation folder-lock engine user-shell
# Finds or creates the environment and writes env.sh, which setup, exec, attach, jobs and the engine source.
# Activating sets what conda's own activation sets (prefix, PATH, the packages' activate.d scripts; see conda's documentation of
# environments): no solver starts with each command, no shell has to be interactive, no dot file is edited.
# In: application (the digest of the layer with muster-run), conda=yes|no, conda_root, conda_name, conda_prefix, venv, pyenv, modules (one in each line), pip=none|packages|requirements, packages as
# "$@", files in $node/files, the exports of env.sh on standard input; engine=yes|no. Out: $node/env.sh.
umask 077
make_root
engine_folders=
if [ "$engine" = yes ]; then
  choose_scratch "$MUSTER_NODE"
  engine_folders="export MUSTER_ENGINE=$(quote "$node/engine") MUSTER_ENGINE_SCRATCH=$(quote "$scratch")
"
fi
exports=$(cat; echo .)
activation=

fail() { echo "$1" >&2; exit 1; }

create_conda() {
  case "${tool##*/}" in
    micromamba) "$tool" create -y -p "$prefix" -f "$node/files/environment.yml" ;;
    *) "$tool" env create -y -p "$prefix" -f "$node/files/environment.yml" ;;
  esac
}

use_conda() {
  conda_root=$(expand_home "$conda_root")
  tool=$(find_conda)
  prefix=$(expand_home "$conda_prefix")
  [ -n "$prefix" ] || [ -z "$tool" ] || prefix=$(find_conda_prefix "$tool")
  [ -d "$prefix/conda-meta" ] || [ -n "$tool" ] ||
    fail "no conda, mamba or micromamba was found on this host${conda_root:+ at $conda_root}: say where it is as environment.conda.conda_root"
  [ -d "$prefix/conda-meta" ] || [ -s "$node/files/environment.yml" ] ||
    fail "the conda environment ${conda_name:-$prefix} is not on this host (looked in its roots, envs_dirs and environments.txt); give environment.conda.file, and it is created"
  make_once "$prefix" conda-meta create_conda || fail "the conda environment ${conda_name:-$prefix} could not be created"
  [ -d "$prefix/conda-meta" ] || fail "$prefix is no conda environment: it has no conda-meta folder"
  activation=$activation$(print_conda_activation "$prefix" "${conda_name:-$prefix}" "$tool"; echo .)
  activation=${activation%.}
}

find_uv() { first_executable "$(command -v uv)" "$HOME/.local/bin/uv" "$HOME/.cargo/bin/uv" /usr/local/bin/uv /opt/uv/bin/uv; }

# create_venv: Debian's python3 has no ensurepip unless python3-venv is installed. uv needs neither; without packages to install, pip is not needed.
create_venv() {
  if python3 -c 'import ensurepip' 2>/dev/null; then python3 -m venv "$venv"
  elif [ -n "$uv" ]; then "$uv" venv "$venv"
  elif [ "$pip" = none ]; then python3 -m venv --without-pip "$venv"
  else fail "python3 on this host has no ensurepip, and there is no uv: run 'sudo apt-get install python3-venv', or install uv"; fi
}

use_venv() {
  venv=$(expand_home "$venv")
  uv=$(find_uv)
  make_once "$venv" pyvenv.cfg create_venv || fail "the virtual environment $venv could not be created"
  activation=$activation$(print_venv_activation "$venv"; echo .)
  activation=${activation%.}
}

# use_pyenv: as pyenv, takes the newest version that begins with the name.
use_pyenv() {
  pyenv_root=$(first_folder "${PYENV_ROOT:-}" "$HOME/.pyenv" /opt/pyenv /usr/local/pyenv)
  [ -n "$pyenv_root" ] || fail "pyenv was not found on this host: it is looked for at PYENV_ROOT and ~/.pyenv"
  version=$pyenv
  [ -d "$pyenv_root/versions/$version" ] || version=$(find "$pyenv_root/versions" -maxdepth 1 -name "$pyenv.*" 2>/dev/null | sed "s|.*/||" | grep "^[0-9.]*\$" | sort -t. -k1,1n -k2,2n -k3,3n | tail -n 1)
  [ -n "$version" ] || fail "pyenv has no version $pyenv in $pyenv_root/versions on this host: run 'pyenv install $pyenv' there"
  activation=$activation$(print_pyenv_activation "$pyenv_root" "$version"; echo .)
  activation=${activation%.}
}
first_folder() { for candidate in "$@"; do if [ -n "$candidate" ] && [ -d "$candidate" ]; then echo "$candidate"; return; fi; done; }

# use_modules: loads them once here, so that a missing one is known now. Their command is a function of bash, which knows its own start-up files.
use_modules() {
  activation=$activation$(printf '%s\n' "$modules" | { set --; while IFS= read -r module; do set -- "$@" "$module"; done; print_modules "$@"; }; echo .)
  activation=${activation%.}
  command -v bash >/dev/null || fail "environment.modules needs bash on this host"
  (run_in_bash login "" "$activation
for module in $(printf '%s\n' "$modules" | while IFS= read -r module; do printf '%s ' "$(quote "$module")"; done); do
  case :\$LOADEDMODULES: in *:\$module:* | *:\$module/*) ;; *) echo \"the module \$module could not be loaded\" >&2; exit 1 ;; esac
done") </dev/null >&2 || fail "environment.modules could not be loaded on this host: 'module avail' lists what there is"
}

activate_here() { set +eu; eval "$activation"; set -eu; }

install_packages() {
  python=$(command -v python || command -v python3) || fail "pip: there is no python on this host"
  uv=$(find_uv)
  # Without an environment of its own pip changes the system, or what is in the home, which hosts may share too.
  change_alone "${venv:-${prefix:-$HOME/.local}}" run_pip "$@" || fail "pip could not install what environment.pip asks for"
}

# run_pip: an environment that uv made has no pip; then uv installs, or pip is put there first.
run_pip() {
  if "$python" -m pip --version >/dev/null 2>&1; then with_pip() { "$python" -m pip install --disable-pip-version-check --no-input "$@"; }
  elif [ -n "$uv" ]; then with_pip() { "$uv" pip install --python "$python" "$@"; }
  elif "$python" -m ensurepip >/dev/null 2>&1; then with_pip() { "$python" -m pip install --disable-pip-version-check --no-input "$@"; }
  elif python3 -m pip --python "$python" --version >/dev/null 2>&1; then
    with_pip() { python3 -m pip --python "$python" install --disable-pip-version-check --no-input "$@"; }
  else
    echo "$python has no pip, and there is neither uv nor ensurepip on this host" >&2
    return 1
  fi
  case "$pip" in
    packages) with_pip "$@" ;;
    requirements)
      set -- -r "$node/files/requirements.txt"
      [ ! -s "$node/files/constraints.txt" ] || set -- "$@" -c "$node/files/constraints.txt"
      with_pip "$@" ;;
  esac
}

[ -z "$modules" ] || use_modules
[ "$conda" = no ] || { use_conda; activate_here; }
[ -z "$pyenv" ] || { use_pyenv; activate_here; }
[ -z "$venv" ] || { use_venv; activate_here; }
[ "$pip" = none ] || install_packages "$@"
write_text "$node/env.sh" "$engine_folders${exports%.}export MUSTER_FOLDER=$(quote "$node") PATH=\"\$PATH:\"$(quote "$root/bundles/$application/bin")
$activation"
