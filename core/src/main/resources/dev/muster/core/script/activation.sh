# uses: files conda
# What activates an environment, as text for env.sh: it is sourced by sh, bash and zsh, with -e and -u as well. It sets what the tool's own activation sets.

# The path of an environment that is active already is removed first: conda, pyenv and others activate one in every interactive shell.
print_path_functions() {
  cat <<'END'
  muster_without() {
  muster_path=:$PATH:
  while :; do
    case $muster_path in
      *":$1:"*) muster_path=${muster_path%%":$1:"*}:${muster_path#*":$1:"} ;;
      *) break ;;
    esac
  done
  muster_path=${muster_path#:}
  PATH=${muster_path%:}
}
END
}
# print_conda_variables PYTHON PREFIX: exports of the variables that packages and 'conda env config vars' set (etc/conda/env_vars.d and conda-meta/state).
print_conda_variables() {
  [ -d "$2/etc/conda/env_vars.d" ] || [ -f "$2/conda-meta/state" ] || return 0
  if [ -z "$1" ]; then echo "the variables of the conda environment $2 cannot be read without python" >&2; return 0; fi
  "$1" -c '
import json, os, re, shlex, sys
prefix, values = sys.argv[1], {}
folder = os.path.join(prefix, "etc/conda/env_vars.d")
files = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".json")] if os.path.isdir(folder) else []
for file in files:
    with open(file, encoding="utf-8") as stream:
        values.update(json.load(stream))
state = os.path.join(prefix, "conda-meta/state")
if os.path.isfile(state):
    with open(state, encoding="utf-8") as stream:
        values.update(json.load(stream).get("env_vars", {}))
for name, value in values.items():
    if re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name):
        print("unset " + name if value == "***unset***" else "export " + name + "=" + shlex.quote(str(value)))
' "$2" || echo "the variables of the conda environment $2 cannot be read" >&2
}
# print_conda_activation PREFIX NAME TOOL: see conda's _Activator.build_activate.
print_conda_activation() {
  conda_base=
  [ -z "$3" ] || conda_base=$(find_conda_base "$3")
  shown=$2
  case ${1%/*} in */envs) shown=${1##*/} ;; esac
  [ "$1" != "$conda_base" ] || shown=base
  print_path_functions
  printf 'muster_prefix=%s\n' "$(quote "$1")"
  cat <<'END'
if [ -n "${CONDA_PREFIX-}" ] && [ "${CONDA_PREFIX-}" != "$muster_prefix" ]; then
  for muster_script in $(command ls -r "$CONDA_PREFIX/etc/conda/deactivate.d" 2>/dev/null); do
    case $muster_script in *.sh) . "$CONDA_PREFIX/etc/conda/deactivate.d/$muster_script" ;; esac
  done
  muster_without "$CONDA_PREFIX/bin"
fi
muster_without "$muster_prefix/bin"
export PATH="$muster_prefix/bin:$PATH" CONDA_PREFIX="$muster_prefix" CONDA_SHLVL=1
END
  printf 'export CONDA_DEFAULT_ENV=%s CONDA_PROMPT_MODIFIER=%s\n' "$(quote "$shown")" "$(quote "($shown) ")"
  case ${3##*/} in
    '') ;;
    micromamba) printf 'export MAMBA_EXE=%s MAMBA_ROOT_PREFIX=%s\n' "$(quote "$3")" "$(quote "$conda_base")" ;;
    *) printf "export CONDA_EXE=%s CONDA_PYTHON_EXE=%s _CE_M= _CE_CONDA=\n" "$(quote "$conda_base/bin/conda")" "$(quote "$conda_base/bin/python")" ;;
  esac
  print_conda_variables "$(first_executable "$1/bin/python" "$conda_base/bin/python" "$(command -v python3)")" "$1"
  cat <<'END'
for muster_script in $(command ls "$muster_prefix/etc/conda/activate.d" 2>/dev/null); do
  case $muster_script in *.sh) . "$muster_prefix/etc/conda/activate.d/$muster_script" ;; esac
done
unset muster_script muster_prefix muster_path
unset -f muster_without
END
}
# venv_prompt FOLDER: prints VIRTUAL_ENV_PROMPT, which each version of venv, virtualenv and uv sets in its own way.
venv_prompt() {
  if [ -r "$1/bin/activate" ]; then
    (set +eu; unset VIRTUAL_ENV_DISABLE_PROMPT; VIRTUAL_ENV_PROMPT=; . "$1/bin/activate"; printf %s "$VIRTUAL_ENV_PROMPT") 2>/dev/null
  fi
}
# print_venv_activation FOLDER: see the file bin/activate of a virtual environment.
print_venv_activation() {
  print_path_functions
  prompt=$(venv_prompt "$1") || prompt=
  printf 'muster_prefix=%s\n' "$(quote "$1")"
  cat <<'END'
[ -z "${VIRTUAL_ENV-}" ] || muster_without "$VIRTUAL_ENV/bin"
muster_without "$muster_prefix/bin"
unset PYTHONHOME
END
  printf 'export VIRTUAL_ENV="$muster_prefix" VIRTUAL_ENV_PROMPT=%s PATH="$muster_prefix/bin:$PATH"\n' "$(quote "${prompt:-${1##*/}}")"
  printf 'unset muster_prefix muster_path\nunset -f muster_without\n'
}
# print_pyenv_activation ROOT VERSION: see 'pyenv init -' and 'pyenv shell'.
print_pyenv_activation() {
  print_path_functions
  printf 'export PYENV_ROOT=%s PYENV_VERSION=%s\n' "$(quote "$1")" "$(quote "$2")"
  cat <<'END'
for muster_part in "$PYENV_ROOT/bin" "$PYENV_ROOT/shims" "$PYENV_ROOT/versions/$PYENV_VERSION/bin"; do
  muster_without "$muster_part"
  export PATH="$muster_part:$PATH"
done
END
  [ ! -e "$1/versions/$2/pyvenv.cfg" ] || printf 'export VIRTUAL_ENV=%s PYENV_VIRTUAL_ENV=%s\nunset PYTHONHOME\n' \
    "$(quote "$(cd "$1/versions/$2" && pwd -P)")" "$(quote "$1/versions/$2")"
  printf 'unset muster_part muster_path\nunset -f muster_without\n'
}
# print_modules MODULE...: loads environment modules (Modules or Lmod), whose 'module' start-up files of login shells define.
print_modules() {
  cat <<'END'
if ! command -v module >/dev/null 2>&1; then
  for muster_script in "${MODULESHOME-}/init/sh" "${LMOD_PKG-}/init/sh" /usr/share/modules/init/sh /usr/share/Modules/init/sh \
    /usr/share/lmod/lmod/init/sh /usr/local/lmod/lmod/init/sh /opt/apps/lmod/lmod/init/sh /etc/profile.d/modules.sh /etc/profile.d/lmod.sh; do
    if [ -r "$muster_script" ]; then . "$muster_script"; break; fi
  done
  unset muster_script
fi
END
  printf 'module load'
  for module in "$@"; do printf ' %s' "$(quote "$module")"; done
  printf '\n'
}
