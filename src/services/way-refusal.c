/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-refusal.h"

#include "way-base-encoding.h"
#include "way-lookup.h"
#include "way-statement.h"

/* Of so many cases the one in the way is looked for: each is a question to the node. */
#define MAX_ASKED 32

typedef struct
{
  WayHome *home;
  WayNetwork *network;
  GCancellable *cancellable;
  WayArena arena;
  WayStatement statement;
  const char *name; /* of who signed */
} Refusal;

/* ---- What is there ------------------------------------------------------------------------ */

static void
copy_text (char *out, gsize size, WaySlice text)
{
  g_autofree char *copy = way_slice_dup_string (text);

  if (copy != NULL)
    g_strlcpy (out, copy, size);
}

/* What the signer has of that name, by the node's word alone: it only chooses a sentence. */
static gboolean
is_there (const Refusal *self, const WayThing *thing)
{
  WayGs1Code code = { .kind = thing->kind == WAY_THING_CONTAINER ? WAY_GS1_CODE_CONTAINER
                                                                 : WAY_GS1_CODE_PRODUCT };
  WayLookupHow how = { .only = self->network,
                       .account = &self->statement.payload.account };
  g_autoptr (WayLookup) lookup = NULL;
  const WayExamination *found;

  copy_text (code.gtin14, sizeof code.gtin14, thing->gtin);
  copy_text (code.lot, sizeof code.lot, thing->lot);
  copy_text (code.sscc, sizeof code.sscc, thing->sscc);
  lookup = way_lookup_code (self->home, &code, NULL, &how, self->cancellable);
  found = way_lookup_get_examination (lookup);
  return thing->kind == WAY_THING_LOT ? found->has_lot : found->has_head;
}

/* ---- Sentences ------------------------------------------------------------------------------ */

static void
say_product (const Refusal *self, WaySlice gtin, GError **error)
{
  g_autofree char *digits = way_slice_dup_string (gtin);

  way_error_format (error, WAY_RESULT_ALREADY_EXISTS,
                    "“%s” has registered product %s already: update that product, or "
                    "register another GTIN",
                    self->name, digits);
}

static void
say_lot (const Refusal *self, WaySlice gtin, WaySlice lot, GError **error)
{
  g_autofree char *digits = way_slice_dup_string (gtin);
  g_autofree char *number = way_slice_dup_string (lot);

  way_error_format (error, WAY_RESULT_ALREADY_EXISTS,
                    "“%s” has registered lot %s of product %s already: give the new lot "
                    "another lot number",
                    self->name, number, digits);
}

static void
say_case (const Refusal *self, WaySlice sscc, GError **error)
{
  g_autofree char *digits = way_slice_dup_string (sscc);

  way_error_format (error, WAY_RESULT_ALREADY_EXISTS,
                    "“%s” has used case %s already: give the new case another SSCC",
                    self->name, digits);
}

static void
say_prefix (const Refusal *self, WaySlice prefix, GError **error)
{
  g_autofree char *digits = way_slice_dup_string (prefix);

  way_error_format (error, WAY_RESULT_ALREADY_EXISTS,
                    "“%s” attests company prefix %s to another account already: withdraw "
                    "that attestation first",
                    self->name, digits);
}

/* ---- Which of them ---------------------------------------------------------------------------- */

static gboolean
find_case (const Refusal *self, const WayCommission *action, GError **error)
{
  const WayCaseCount *cases = action->cases.items;

  for (gsize i = 0; i < MIN (action->cases.n, MAX_ASKED); i++)
    {
      WayThing thing =
          way_thing_container (&self->statement.payload.account, cases[i].sscc);

      if (action->cases.n > 1 && !is_there (self, &thing))
        continue;
      say_case (self, cases[i].sscc, error);
      return TRUE;
    }
  return FALSE;
}

/* Of a lot that comes with cases, either may be in the way. */
static gboolean
find_lot (const Refusal *self, const WayLotRegister *action, GError **error)
{
  const WayPayload *payload = &self->statement.payload;
  WayThing thing = way_thing_lot (&payload->account, action->gtin, action->lot);
  gboolean has_cases = FALSE;

  for (gsize i = 0; i < payload->n_actions; i++)
    has_cases |= payload->actions[i].kind == WAY_ACTION_COMMISSION
                 && ((const WayCommission *) payload->actions[i].body)->cases.n > 0;
  if (has_cases && !is_there (self, &thing))
    return FALSE;
  say_lot (self, action->gtin, action->lot, error);
  return TRUE;
}

/* Returns: whether that action is what was refused; then it is told. */
static gboolean
explain_action (const Refusal *self, const WayAction *action, GError **error)
{
  if (action->kind == WAY_ACTION_LOT_REGISTER)
    return find_lot (self, action->body, error);
  if (action->kind == WAY_ACTION_COMMISSION)
    return find_case (self, action->body, error);
  if (action->kind == WAY_ACTION_PRODUCT_REGISTER)
    say_product (self, ((const WayProductRegister *) action->body)->gtin, error);
  else if (action->kind == WAY_ACTION_ATTEST)
    say_prefix (self, ((const WayAttest *) action->body)->value, error);
  else
    return FALSE;
  return TRUE;
}

void
way_refusal_explain (WayHome *home,
                     WayNetwork *network,
                     GBytes *statement,
                     GCancellable *cancellable,
                     GError **error)
{
  Refusal self = { .home = home, .network = network, .cancellable = cancellable };
  const WayPayload *payload = &self.statement.payload;
  g_autoptr (GError) said = NULL;
  g_autofree char *account = NULL;
  const WayIdentity *signer;
  gboolean is_explained = FALSE;

  if (!g_error_matches (*error, WAY_ERROR, WAY_RESULT_ALREADY_EXISTS))
    return;
  way_arena_init (&self.arena, 0);
  if (way_statement_parse (way_slice_from_bytes (statement), &self.arena, &self.statement)
      == WAY_RESULT_OK)
    {
      account = way_hex_encode (way_slice_from_hash (&payload->account));
      signer = way_home_find_identity (home, account, NULL);
      self.name = signer != NULL ? signer->name : account;
      for (gsize i = 0; !is_explained && i < payload->n_actions; i++)
        is_explained = explain_action (&self, &payload->actions[i], &said);
    }
  way_arena_clear (&self.arena);
  if (said == NULL)
    return;
  g_clear_error (error);
  g_propagate_error (error, g_steal_pointer (&said));
}
