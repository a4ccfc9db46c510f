# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What kind of machine this is, and what it lacks.

suite=trixie
needed_locales=(zh_CN.UTF-8 en_US.UTF-8)

# Sets os_id, os_version, os_name from the host's os-release(5).
read_os_release ()
{
  local file=/etc/os-release

  [ -r "$file" ] || file=/usr/lib/os-release
  os_id=unknown os_version='' os_name='an unknown system'
  [ -r "$file" ] || return 0
  # shellcheck source=/dev/null
  read -r os_id os_version os_name < <(
    . "$file" && printf '%s %s %s\n' "${ID:-unknown}" "${VERSION_ID:--}" "${PRETTY_NAME:-$ID}")
}

in_environment ()
{
  [ -e /etc/waymark-environment ]
}

# Sets mode: `native` (the system's packages) or `environment`.
decide_mode ()
{
  read_os_release
  mode=environment
  if in_environment || { [ "$os_id" = debian ] && [ "$os_version" = 13 ] && ! $force_root; }; then
    mode=native
  fi
}

# as_administrator CMD...: directly or through sudo; false where neither is possible.
as_administrator ()
{
  if is_superuser; then
    "$@"
  elif has sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    sudo -- "$@"
  else
    return 1
  fi
}

can_administer ()
{
  is_superuser || { has sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }
}

# Shows the errors of apt where it fails; its whole output is in a log.
apt_install ()
{
  local log=$cache/install-log.txt

  if as_administrator env DEBIAN_FRONTEND=noninteractive \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    sh -c 'apt-get update && apt-get install -y --no-install-recommends "$@"' sh "$@" 2>&1 |
    tee "$log" | show_progress; then
    rm -f -- "$log"
    return 0
  fi
  show_errors "$log"
  return 1
}

missing_packages ()
{
  comm -13 \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null |
        sed -n 's/^installed //p' | LC_ALL=C sort -u) \
    <(package_list | LC_ALL=C sort -u)
}

missing_locales ()
{
  local name known

  known=$(locale -a 2>/dev/null | tr '[:upper:]' '[:lower:]' | tr -d -)
  for name in "${needed_locales[@]}"; do
    grep -qxF "$(tr '[:upper:]' '[:lower:]' <<<"$name" | tr -d -)" <<<"$known" || echo "$name"
  done
}

generate_locales ()
{
  local name

  for name in "$@"; do
    as_administrator sh -c \
      'grep -qx "$1 UTF-8" /etc/locale.gen 2>/dev/null || echo "$1 UTF-8" >> /etc/locale.gen' \
      sh "$name" || return 1
  done
  as_administrator locale-gen >&2
}

# Debian 13: the packages of the list, installed after asking.
prepare_native ()
{
  local -a packages locales

  mapfile -t packages < <(missing_packages)
  if [ ${#packages[@]} -gt 0 ]; then
    install_native "${packages[@]}"
  fi
  mapfile -t locales < <(missing_locales)
  if [ ${#locales[@]} -gt 0 ]; then
    ask "Generate the locales ${locales[*]} (tests and the app need them)?" ||
      die "The locales ${locales[*]} are missing." \
          "Say --yes to have them generated, or --root to leave this system as it is."
    generate_locales "${locales[@]}" || die "The locales could not be generated: see above."
  fi
}

install_native ()
{
  local command="apt-get install --no-install-recommends $*"

  say "Missing on this system (${#} packages):"
  printf '%s\n' "$@" | fmt -w 90 | sed 's/^/  /' >&2
  ! in_environment ||
    die "This environment was made for another list of packages." \
        "Leave this shell and run the command again outside."
  can_administer ||
    die "Installing needs root or sudo." "As root: $command" \
        "Or, without touching this system: ./dev --root ..."
  ask 'Install them?' ||
    die 'Nothing was installed.' "Say --yes to have them installed, or do it yourself: $command" \
        'Or, without touching this system: ./dev --root ...'
  apt_install "$@" ||
    die "The packages could not be installed: see above, and $cache/install-log.txt." \
        'The same command may be repeated; what was downloaded is kept.'
}

# Elsewhere: the few programs with which an environment is made and entered.
prepare_tools ()
{
  local -a packages=()

  has mmdebstrap || packages+=(mmdebstrap)
  has bwrap || packages+=(bubblewrap)
  has_archive_keys || packages+=(debian-archive-keyring)
  is_superuser || { has newuidmap && has newgidmap; } || packages+=(uidmap)
  [ ${#packages[@]} -eq 0 ] || install_tools "${packages[@]}"
}

install_tools ()
{
  local command="apt-get update && apt-get install --no-install-recommends $*"

  has apt-get ||
    die "This is $os_name; the build environment is a Debian 13 in a folder, and to make it" \
        "this is missing here: $*" \
        "Install these (by your system's names for them), or use a Debian 12 or 13."
  say "To make and enter the build environment, this system lacks: $*"
  can_administer ||
    die "Installing needs root or sudo." "As root: $command"
  # A person at a terminal is asked; a script that calls ./dev here wants them.
  if [ -t 0 ]; then
    ask 'Install?' || die 'Nothing was installed.' "Do it yourself: $command"
  fi
  apt_install "$@" ||
    die "They could not be installed: see above, and $cache/install-log.txt." "Then, as root: $command"
  hash -r
  has mmdebstrap && has bwrap && has_archive_keys ||
    die "They were installed, but the archive keys of Debian 13 ($suite) are still missing." \
        'Install a newer debian-archive-keyring (2023.3+deb12u2 or later).'
}

archive_keys ()
{
  local name

  for name in debian-archive-keyring.gpg debian-archive-keyring.pgp; do
    if [ -r "/usr/share/keyrings/$name" ]; then
      echo "/usr/share/keyrings/$name"
      return 0
    fi
  done
  return 1
}

# The package keeps one file per release beside the joint one.
has_archive_keys ()
{
  archive_keys >/dev/null && compgen -G "/usr/share/keyrings/debian-archive-$suite-*" >/dev/null
}

# Without root, everything rests on user namespaces.
check_namespaces ()
{
  local reason

  if is_superuser; then
    reason=$(bwrap --ro-bind / / true 2>&1) ||
      die "This system lets not even root make mount namespaces (${reason%%$'\n'*})." \
          'In a container: start it with --privileged (or --cap-add SYS_ADMIN and without seccomp' \
          'and AppArmor profiles). A Debian 13 container needs no namespaces at all.'
    return 0
  fi
  bwrap --ro-bind / / true 2>/dev/null || explain_namespaces
}

explain_namespaces ()
{
  local sys=/proc/sys

  if [ "$(cat $sys/kernel/unprivileged_userns_clone 2>/dev/null || echo 1)" = 0 ]; then
    die 'User namespaces are switched off for users (kernel.unprivileged_userns_clone).' \
        'As root: sysctl -w kernel.unprivileged_userns_clone=1'
  elif [ "$(cat $sys/user/max_user_namespaces 2>/dev/null || echo 1)" = 0 ]; then
    die 'User namespaces are switched off (user.max_user_namespaces is 0).' \
        'As root: sysctl -w user.max_user_namespaces=15000'
  elif [ "$(cat $sys/kernel/apparmor_restrict_unprivileged_userns 2>/dev/null || echo 0)" = 1 ]; then
    die 'AppArmor forbids user namespaces (kernel.apparmor_restrict_unprivileged_userns).' \
        'As root: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'
  fi
  die 'This system lets users make no user namespaces, which the build environment needs.' \
      'Inside a container: start it with --privileged, or run ./dev on the machine itself.'
}

check_subordinate_ids ()
{
  local file user

  user=$(id -un)
  for file in /etc/subuid /etc/subgid; do
    grep -qE "^($user|$(id -u)):[0-9]+:([6-9][0-9]{4}|[0-9]{6,})$" "$file" 2>/dev/null ||
      die "$user has no range of subordinate ids in $file, with which the environment is made." \
          "As root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $user"
  done
}
