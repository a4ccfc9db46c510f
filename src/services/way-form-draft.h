/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"
#include "way-desk.h"
#include "way-record-file.h"

/* What is typed into a form and not signed yet, kept in the data folder: docs/spec/data-folder.md. For those who write forms. */

/** What @form says now, as a record of the draft's schema. Returns: (transfer full) */
typedef GBytes *(*WayFormDraftEncode) (gpointer form);

/** What a form's draft is of; static. */
typedef struct
{
  const char *kind; /* first part of the file's name */
  const WaySchema *schema;
  WayFormDraftEncode encode;
} WayFormDraftType;

/** A member of the form, which is a GObject: of the GTK thread alone. */
typedef struct
{
  const WayFormDraftType *type;
  gpointer form;   /* borrowed: outlives this */
  WayDesk *desk;   /* borrowed */
  const char *key; /* (nullable): a GTIN, last part of the file's name; borrowed */
  char *account;   /* (nullable): whose it is; until that is known nothing is kept */
  gboolean is_dirty;
  guint save_id;
} WayFormDraft;

void
way_form_draft_init (WayFormDraft *self,
                     const WayFormDraftType *type,
                     gpointer form,
                     WayDesk *desk,
                     const char *key);
void
way_form_draft_clear (WayFormDraft *self);
/** @account: (nullable): NULL while the form is filled by the program. */
void
way_form_draft_set_account (WayFormDraft *self, const char *account);
/** Returns: (transfer full) (nullable): its file below the data folder; NULL until it is known whose it is. */
char *
way_form_draft_dup_name (const WayFormDraft *self);
/** The form changed: it is kept in a moment. */
void
way_form_draft_tell_changed (WayFormDraft *self);
/** Keeps it now, if anything changed since. */
void
way_form_draft_flush (WayFormDraft *self);
/** Removes it. */
void
way_form_draft_discard (WayFormDraft *self);

/** A look for a draft, for the data of a task. */
typedef struct
{
  const WaySchema *schema;
  char *account; /* (nullable): who acts */
  char *name;    /* (nullable) */
  GBytes *bytes; /* (nullable): what it is to be, where that is still being written */
  gboolean was_found;
} WayFormDraftLook;

void
way_form_draft_look_init (WayFormDraftLook *self, const WayFormDraft *draft);
void
way_form_draft_look_clear (WayFormDraftLook *self);
/** In a thread: reads the draft into @record (zeroed), which stays as it is where there is none. A file that is damaged is set
 * aside as NAME.damaged and counts as none. @error: of files; where nobody acts. */
gboolean
way_form_draft_look (WayFormDraftLook *self,
                     WayHome *home,
                     WayArena *arena,
                     gpointer record,
                     GError **error);
/** In a thread: what was a draft is on the ledger now. @name: (nullable) */
void
way_form_draft_remove (WayHome *home, const char *name);

/** What may stand in a statement: one line of plain text of at most @max bytes, without space around it. @text: (nullable).
 * Returns: a copy in @arena. */
WaySlice
way_form_copy_plain (WayArena *arena, const char *text, gsize max);
