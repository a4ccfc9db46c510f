/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-secret.h"

#include <sodium.h>

struct _WaySecret
{
  gatomicrefcount ref_count;
  gsize len;
  guint8 *data; /* owned, sodium_malloc */
};

/* A secret may be there before way_crypto_init(): libsodium's allocator needs to know
 * the page size, and aborts without a word where it does not. */
static gpointer
init_sodium (gpointer data)
{
  if (sodium_init () < 0)
    g_error ("libsodium can't start");
  return NULL;
}

WaySecret *
way_secret_new (gsize len)
{
  static GOnce once = G_ONCE_INIT;
  WaySecret *self = g_new0 (WaySecret, 1);

  g_once (&once, init_sodium, NULL);
  g_atomic_ref_count_init (&self->ref_count);
  self->len = len;
  self->data = sodium_malloc (len);
  if (self->data == NULL)
    g_error ("no memory left for a secret of %" G_GSIZE_FORMAT " bytes", len);
  memset (self->data, 0, len);
  return self;
}

WaySecret *
way_secret_new_random (gsize len)
{
  WaySecret *self = way_secret_new (len);

  randombytes_buf (self->data, len);
  return self;
}

WaySecret *
way_secret_new_copy (WaySlice bytes)
{
  WaySecret *self = way_secret_new (bytes.len);

  if (bytes.len > 0)
    memcpy (self->data, bytes.data, bytes.len);
  return self;
}

WaySecret *
way_secret_ref (WaySecret *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
way_secret_unref (WaySecret *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  sodium_free (self->data);
  g_free (self);
}

guint8 *
way_secret_get_data (WaySecret *self)
{
  return self->data;
}

WaySlice
way_secret_get_slice (const WaySecret *self)
{
  return WAY_SLICE_INIT (self->data, self->len);
}

gsize
way_secret_get_size (const WaySecret *self)
{
  return self->len;
}

gboolean
way_secret_equal (const WaySecret *a, const WaySecret *b)
{
  return a->len == b->len && sodium_memcmp (a->data, b->data, a->len) == 0;
}

void
way_secret_wipe (gpointer memory, gsize len)
{
  sodium_memzero (memory, len);
}
