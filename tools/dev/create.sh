# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Makes the build environment: a Debian 13 in a folder, named after the hash of what it is
# made of. It is built under another name and renamed when complete, so that one that has
# its name is whole.

recipe_version=1
environment_mib=3000

# Sets environment: the folder that this checkout's list of packages asks for.
name_environment ()
{
  local machine hash

  machine=$(dpkg --print-architecture 2>/dev/null || uname -m)
  hash=$({ echo "$recipe_version $suite $machine"; package_list | LC_ALL=C sort -u; } | sha256sum)
  environment=$cache/environments/$suite-$machine-${hash:0:12}
}

# Runs inside mmdebstrap, $1 is the new root: what packages alone don't bring.
finish_hook='
set -e
printf "zh_CN.UTF-8 UTF-8\nen_US.UTF-8 UTF-8\n" > "$1/etc/locale.gen"
chroot "$1" locale-gen
rm -f "$1/etc/resolv.conf" "$1/etc/hosts" "$1/etc/localtime"
touch "$1/etc/resolv.conf" "$1/etc/hosts" "$1/etc/localtime"
tr -d - < /proc/sys/kernel/random/uuid > "$1/etc/machine-id"
touch "$1/etc/waymark-environment"
'

# Turns the output of mmdebstrap and apt into a line of progress: one that is rewritten on
# a terminal, one per quarter of the way elsewhere.
show_progress ()
{
  local terminal=0

  [ ! -t 2 ] || terminal=1
  awk -v terminal="$terminal" '
    function show (text, done, all,    line, step)
    {
      line = all > 0 ? sprintf ("%s: %d of %d", text, done, all) : text
      step = all > 0 ? int (4 * done / all) : 0
      if (terminal)
        printf "\r\033[K  %s", line
      else if (!((text, all, step) in seen))
        printf "  %s\n", line
      seen[text, all, step] = 1
      fflush ()
    }
    / newly installed,/ { for (i = 1; i < NF; i++) if ($(i + 1) == "newly") all = $i; got = unpacked = set = 0 }
    /^Need to get /     { size = " (" $4 " " $5 ")" }
    /^Get:[0-9]+ .*(Packages|InRelease)/ { show("package lists", 0, 0); next }
    /^Get:[0-9]+ /      { show("downloaded" size, ++got, all) }
    /^Unpacking /       { show("unpacked", ++unpacked, all) }
    /^Setting up /      { show("set up", ++set, all) }
    /^Generating locales/ { show("generating locales", 0, 0) }
    END                 { if (terminal) printf "\r\033[K" }
  ' >&2
}

# Sets recipe: the words after `mmdebstrap` that are the same for everybody.
set_recipe ()
{
  local proxy

  recipe=(--verbose --variant=apt "--include=$(package_list | paste -sd,)"
          --aptopt='Acquire::Retries "5"' --aptopt='Acquire::http::Timeout "60"'
          --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*'
          --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright'
          --customize-hook="$finish_hook")
  proxy=$(apt-config shell p Acquire::http::Proxy 2>/dev/null | sed -n "s/^p='\(.*\)'$/\1/p")
  if [ -n "$proxy" ] && [ -z "${http_proxy:-}" ]; then
    recipe+=(--aptopt="Acquire::http::Proxy \"$proxy\"")
  fi
}

# Writes the new root into FOLDER; all that the programs say goes to LOG.
make_root ()
{
  local folder=$1 log=$2 keys
  local -a recipe mirror=()

  keys=$(archive_keys)
  set_recipe
  [ -z "${WAYMARK_MIRROR:-}" ] || mirror=("$WAYMARK_MIRROR")
  if is_superuser; then
    # In a mount namespace of its own: however it ends, its mounts end with it.
    unshare --mount --propagation private \
      mmdebstrap "${recipe[@]}" --mode=root --keyring="$keys" "$suite" "$folder" "${mirror[@]}" 2>&1
  else
    # As a tar archive, so that all files become the user's own: a folder made in a user
    # namespace would belong to ids that only another namespace can remove.
    mkdir -- "$folder"
    { TMPDIR=/var/tmp mmdebstrap "${recipe[@]}" --mode=unshare --format=tar --keyring="$keys" \
        "$suite" - "${mirror[@]}" |
        tar -x -C "$folder" --no-same-owner --delay-directory-restore --exclude='./dev/*'; } 2>&1
  fi | tee "$log" | show_progress
}

# Only one ./dev at a time makes environments below this cache.
lock_environments ()
{
  exec 9>"$cache/environments/lock"
  flock -n 9 && return 0
  say 'Another ./dev is making a build environment; waiting for it.'
  flock 9
}

# What an interrupted run left (killed, or the power failed). Call with the lock held.
remove_leftovers ()
{
  local folder

  for folder in "$cache"/environments/*.new.*; do
    [ ! -e "$folder" ] || remove_tree "$folder"
  done
}

remove_tree ()
{
  chmod -R u+w -- "$1" 2>/dev/null || true
  rm -rf --one-file-system -- "$1"
}

# Ends a process group and returns when none of it is alive.
stop_group ()
{
  local i

  kill -TERM -- "-$1" 2>/dev/null || true
  for i in {1..100}; do
    group_lives "$1" || return 0
    [ "$i" -ne 50 ] || kill -KILL -- "-$1" 2>/dev/null || true
    sleep 0.1
  done
}

# A zombie that nobody fetches does no more harm.
group_lives ()
{
  # proc(5): pid (name) state ppid pgrp ...
  cat /proc/[0-9]*/stat 2>/dev/null | sed 's/.*) //' |
    awk -v group="$1" '$3 == group && $1 !~ /[ZX]/ { found = 1 } END { exit !found }'
}

abandon ()
{
  local code=$1

  trap '' INT TERM HUP
  [ -z "${maker:-}" ] || stop_group "$maker"
  [ -z "${unfinished:-}" ] || remove_tree "$unfinished"
  say ''
  say 'Stopped: the environment was not finished, and nothing of it is left.'
  exit "$code"
}

create_environment ()
{
  local log=$cache/environments/log.txt status=0

  lock_environments
  [ ! -d "$environment" ] || { exec 9>&-; return 0; }
  remove_leftovers
  is_superuser || check_subordinate_ids
  need_free_mib "$cache" "$environment_mib" 'The build environment'
  is_superuser || need_free_mib /var/tmp "$environment_mib" 'Making the build environment'
  say "Making the build environment (Debian 13, $(package_list | wc -l) packages and what they need;"
  say "about 2 GB in $(short_path "$environment"), a few minutes, only once)."
  [ -z "${http_proxy:-}" ] || say "Downloading through the proxy $http_proxy (from http_proxy)."
  unfinished=$environment.new.$$
  mkdir -p -- "$unfinished"
  trap 'abandon 130' INT
  trap 'abandon 143' TERM HUP
  # A process group of its own, so that it can be stopped as a whole. It inherits the lock:
  # where only this shell is killed, the next ./dev waits until the rest has ended.
  set -m
  make_root "$unfinished/root" "$log" </dev/null &
  maker=$!
  set +m
  wait "$maker" || status=$?
  maker=
  [ "$status" -eq 0 ] && [ -e "$unfinished/root/etc/waymark-environment" ] || creation_failed "$log"
  package_list > "$unfinished/packages"
  mv -T -- "$unfinished" "$environment"
  trap - INT TERM HUP
  rm -f -- "$log"
  exec 9>&-
  say "The build environment is ready."
  mention_old_environments
}

show_errors ()
{
  { grep -E '^(E:|W: Failed|Err:|dpkg: error)' "$1" || tail -n 5 "$1"; } |
    tail -n 8 | cut -c -200 | sed 's/^/  /' >&2
}

# Explains the log of a failed creation, as far as it can be told.
creation_failed ()
{
  local log=$1 advice

  trap '' INT
  remove_tree "$unfinished"
  unfinished=
  say ''
  show_errors "$log"
  if grep -qiE 'NO_PUBKEY|not signed|EXPKEYSIG|signature.*(could not|couldn.t) be verified' "$log"; then
    advice='The archive keys here are too old: install a newer debian-archive-keyring.'
  elif grep -qiE 'No space left|not enough free space' "$log"; then
    advice="The disk became full: free about $environment_mib MiB where $cache is."
  elif grep -qE 'Unable to locate package|has no installation candidate' "$log"; then
    advice='packages.txt names a package that Debian 13 does not have.'
  elif grep -qiE 'proxy' "$log" || { [ -n "${http_proxy:-}" ] && grep -q '^Err:' "$log"; }; then
    advice="The proxy ${http_proxy:-of apt} did not answer as it should: check http_proxy, or unset it."
  elif grep -qiE 'Failed to fetch|Temporary failure resolving|Could not (resolve|connect)|timed out' "$log"; then
    advice='The download broke: check the network, and run the same command again.'
  else
    advice='The reason is in the log.'
  fi
  die 'The build environment could not be made, and nothing half-made is left.' "$advice" "Log: $log"
}

mention_old_environments ()
{
  local folder count=0

  for folder in "$cache/environments/$suite"-*; do
    [ "$folder" = "$environment" ] || [ ! -d "$folder" ] || count=$((count + 1))
  done
  [ "$count" -eq 0 ] ||
    say "Environments of other package lists: $count. ./dev clean --environments offers to remove them."
}
