/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-session.h"

#define WAY_EVENT_SYNOPSIS                                                               \
  "[--time TIME] [--place NAME [--gln GLN] [--country CODE]] [--note TEXT] "             \
  "[--document KIND=FILE]… [--account ACCOUNT] "

/** When, where and with which papers something happened: options of all acts. */
typedef struct
{
  char *time;
  char *place;
  char *gln;
  char *country;
  char *note;
  char **documents;
  char *account; /* whose things are meant */
  GOptionEntry entries[8];
} WayEventOptions;

/** Returns: the entries, for way_cli_parse_more_options(). They borrow @self. */
GOptionEntry *
way_event_options_init (WayEventOptions *self);
void
way_event_options_clear (WayEventOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayEventOptions, way_event_options_clear)

/** Fills @out_event, now where no time was given; hands documents to the node. */
gboolean
way_event_options_make (const WayEventOptions *self,
                        WaySession *session,
                        WayEvent *out_event,
                        GError **error);
/** One document: "KIND=FILE" put to the node. Its title is the file's name. */
gboolean
way_document_make (WaySession *session,
                   const char *text,
                   WayDocument *out_document,
                   GError **error);
