# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash

clean ()
{
  local environments=false all=false

  while [ $# -gt 0 ]; do
    case $1 in
      --environments) environments=true ;;
      --all) environments=true all=true ;;
      -y|--yes) assume_yes=true ;;
      -h|--help) show_help clean; exit 0 ;;
      *) usage_error "unexpected argument $1" ;;
    esac
    shift
  done
  rm -rf -- "$source_root/build"
  say 'Removed build/.'
  $environments || return 0
  find_cache
  name_environment
  lock_environments
  remove_leftovers
  offer_environments "$all"
  ! $all || offer_removal "$cache/ccache" 'the compiler cache'
}

offer_environments ()
{
  local all=$1 folder count=0

  for folder in "$cache/environments"/*; do
    [ -d "$folder/root" ] || continue
    if [ "$folder" = "$environment" ] && ! $all; then
      say "Kept $(short_path "$folder"): this checkout uses it."
      continue
    fi
    count=$((count + 1))
    offer_removal "$folder" 'an environment'
  done
  [ "$count" -gt 0 ] || say 'There is no environment of another package list.'
}

offer_removal ()
{
  local folder=$1 size

  [ -d "$folder" ] || return 0
  size=$(du -sh --one-file-system -- "$folder" 2>/dev/null | cut -f1)
  if ask "Remove $2, $(short_path "$folder") ($size)?"; then
    # Out of its name first: what has its name is whole.
    mv -T -- "$folder" "$folder.new.$$"
    remove_tree "$folder.new.$$"
    say "Removed $(short_path "$folder")."
  else
    say "Kept $(short_path "$folder") ($size)."
  fi
}
