/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-name-memory.h"

#include "way-base-encoding.h"
#include "way-present.h"

/* Names change seldom; a change should be seen without a restart. */
#define REMEMBER_US (5 * G_USEC_PER_SEC * 60)
/* More than any list shows at a time; then all are forgotten. */
#define MAX_NAMES 10000

typedef struct
{
  char *name; /* (nullable) */
  gint64 until_us;
} Name;

static GMutex lock;
static GHashTable *names; /* key -> Name */

static void
name_free (gpointer data)
{
  Name *self = data;

  g_free (self->name);
  g_free (self);
}

static gboolean
recall_name (const char *key, char **out_name)
{
  const Name *name;
  gboolean is_found;

  g_mutex_lock (&lock);
  name = names != NULL ? g_hash_table_lookup (names, key) : NULL;
  is_found = name != NULL && name->until_us > g_get_monotonic_time ();
  if (is_found)
    *out_name = g_strdup (name->name);
  g_mutex_unlock (&lock);
  return is_found;
}

static void
keep_name (const char *key, const char *text)
{
  Name *name = g_new (Name, 1);

  *name = (Name) { g_strdup (text), g_get_monotonic_time () + REMEMBER_US };
  g_mutex_lock (&lock);
  if (names == NULL)
    names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, name_free);
  if (g_hash_table_size (names) >= MAX_NAMES)
    g_hash_table_remove_all (names);
  g_hash_table_replace (names, g_strdup (key), name);
  g_mutex_unlock (&lock);
}

/* The folder says who "you" is. */
static char *
make_key (WayHome *home,
          const WayNetwork *network,
          const WayHash *account,
          const char *gtin)
{
  g_autofree char *on = way_hex_encode (way_slice_from_hash (&network->network));
  g_autofree char *of = way_hex_encode (way_slice_from_hash (account));

  return g_strjoin (" ", way_home_get_folder (home), on, of, gtin, NULL);
}

char *
way_name_memory_dup_account (WayHome *home,
                             WayNetwork *network,
                             const WayHash *account,
                             GCancellable *cancellable)
{
  g_autofree char *key = make_key (home, network, account, "");
  g_autoptr (WayVerifiedAnswer) answer = NULL;
  WayPresenter presenter = { home, NULL };
  char *name;

  if (recall_name (key, &name))
    return name;
  answer = way_verified_answer_fetch (home, network, way_verified_answer_call_account,
                                      account, cancellable, NULL, NULL);
  presenter.bundle = answer != NULL ? answer->bundle : NULL;
  name = way_present_account (&presenter, account);
  if (answer != NULL)
    keep_name (key, name);
  return name;
}

char *
way_name_memory_dup_product (WayHome *home,
                             WayNetwork *network,
                             const WayThing *thing,
                             GCancellable *cancellable)
{
  WayGs1Code code = { .kind = WAY_GS1_CODE_PRODUCT };
  WayLookupHow how = { .only = network, .account = &thing->account };
  g_autofree char *gtin = way_slice_dup_string (thing->gtin);
  g_autofree char *key = make_key (home, network, &thing->account, gtin);
  g_autoptr (WayLookup) lookup = NULL;
  const WayExamination *examination;
  char *name = NULL;

  if (thing->kind == WAY_THING_CONTAINER || recall_name (key, &name))
    return name;
  g_strlcpy (code.gtin14, gtin, sizeof code.gtin14);
  lookup = way_lookup_code (home, &code, NULL, &how, cancellable);
  examination = way_lookup_get_examination (lookup);
  if (examination->product != NULL)
    name = way_present_lang_texts (&examination->product->names);
  if (lookup->best != NULL && lookup->best->answer != NULL)
    keep_name (key, name);
  return name;
}
