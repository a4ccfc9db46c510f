/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "way-base-encoding.h"
#include "way-lookup.h"
#include "way-lot-maker-private.h"

/* What a lot is made from again: its file, or what the ledger says of it. */

static char *
build_path (WayHome *home, const WayHash *account, const char *gtin14, const char *lot)
{
  WayThing thing = way_thing_lot (account, way_slice_from_string (gtin14),
                                  way_slice_from_string (lot));
  g_autofree char *hex = NULL;
  g_autofree char *name = NULL;
  WayHash id;

  way_thing_get_id (&thing, &id);
  hex = way_hex_encode (way_slice_from_hash (&id));
  name = g_strconcat ("lots/", hex, ".json", NULL);
  return way_home_build_path (home, name);
}

gboolean
way_lot_plan_store (const WayLotPlan *self,
                    WayHome *home,
                    const WayNetwork *network,
                    GError **error)
{
  g_autofree char *folder = way_home_build_path (home, "lots");
  g_autofree char *path = build_path (home, &self->account, self->gtin14, self->lot);
  WayLotFile file = { .present = (guint64) self->is_registered << 8,
                      .format = 1,
                      .network = network->network,
                      .account = self->account,
                      .gtin = way_slice_from_string (self->gtin14),
                      .lot = way_slice_from_string (self->lot),
                      .quantity = self->quantity,
                      .cases = self->cases,
                      .is_registered = self->is_registered };

  return way_folder_make (folder, error)
         && way_record_file_write (path, &way_lot_file_schema, &file, error);
}

gboolean
way_lot_plan_is_kept (const WayLotPlan *self, WayHome *home)
{
  g_autofree char *path = build_path (home, &self->account, self->gtin14, self->lot);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

void
way_lot_plan_set_registered (WayLotPlan *self)
{
  self->is_registered = TRUE;
}

void
way_lot_plan_forget (const WayLotPlan *self, WayHome *home)
{
  g_autofree char *path = build_path (home, &self->account, self->gtin14, self->lot);

  g_unlink (path);
}

/* ---- From the ledger ------------------------------------------------------------------------- */

static void
take_cases (const WayAction *action,
            const WayThing *thing,
            WayRecords *registered,
            WayRecords *made)
{
  const WayLotRegister *lot = action->body;
  const WayCommission *commission = action->body;

  if (action->kind == WAY_ACTION_LOT_REGISTER && way_slice_equal (lot->gtin, thing->gtin)
      && way_slice_equal (lot->lot, thing->lot))
    *registered = lot->cases;
  if (action->kind == WAY_ACTION_COMMISSION
      && way_slice_equal (commission->gtin, thing->gtin)
      && way_slice_equal (commission->lot, thing->lot))
    *made = commission->cases;
}

/* The cases that the leaves name: of the statement that made the lot, or of its registration where it was made later. Among
 * the statements of the answer, not the steps of its story: that of a lot which is not made yet tells nothing. */
static void
find_cases (const WayVerifiedBundle *bundle, const WayThing *lot, WayRecords *out_cases)
{
  WayRecords registered = { 0 }, made = { 0 };

  for (gsize i = 0; i < way_verified_bundle_get_n_statements (bundle); i++)
    {
      const WayVerifiedStatement *statement =
          way_verified_bundle_get_statement (bundle, i);
      const WayPayload *payload = &statement->statement.payload;

      if (statement->entry->result == WAY_RESULT_OK
          && way_hash_equal (&payload->account, &lot->account))
        for (gsize j = 0; j < payload->n_actions; j++)
          take_cases (&payload->actions[j], lot, &registered, &made);
    }
  *out_cases = registered.n > 0 ? registered : made;
}

static gboolean
has_root (const WayLotPlan *self, const WayHash *root, gboolean *out_has, GError **error)
{
  g_auto (WayLotSeal) seal = { 0 };

  if (!way_lot_plan_seal (self, &seal, NULL, NULL, error))
    return FALSE;
  *out_has = way_hash_equal (&seal.root, root);
  return TRUE;
}

/* Of a lot that was registered without cases and made with some, the leaves name none. */
static WayLotPlan *
plan_from_answer (WayHome *home,
                  const WayIdentity *identity,
                  const WayLookup *lookup,
                  GError **error)
{
  const WayExamination *examination = way_lookup_get_examination (lookup);
  const WayGs1Code *code = &lookup->code;
  WayThing lot = way_thing_lot (&identity->account, way_slice_from_string (code->gtin14),
                                way_slice_from_string (code->lot));
  WayRecords cases[2] = { 0 };

  find_cases (lookup->best->answer->bundle, &lot, &cases[0]);
  for (gsize i = 0; i < (cases[0].n > 0 ? 2 : 1); i++)
    {
      g_autoptr (WayLotPlan)
          plan = way_lot_plan_new (home, identity, code->gtin14, code->lot,
                                   examination->lot.quantity, &cases[i], error);
      gboolean fits;

      if (plan == NULL || !has_root (plan, &examination->lot.root, &fits, error))
        return NULL;
      if (fits)
        return g_steal_pointer (&plan);
    }
  way_error_format (error, WAY_RESULT_UNVERIFIED,
                    "The lot on the ledger was not made from this phrase");
  return NULL;
}

/* @is_kept: something of that name was prepared on this computer. */
static gboolean
refuse_missing (const WayLookup *lookup,
                const WayIdentity *identity,
                gboolean is_kept,
                GError **error)
{
  const WayGs1Code *code = &lookup->code;

  if (lookup->best != NULL && lookup->best->error != NULL)
    {
      g_propagate_error (error, g_error_copy (lookup->best->error));
      return FALSE;
    }
  if (is_kept)
    return way_error_format (
        error, WAY_RESULT_NOT_REGISTERED,
        "Lot %s of product %s was prepared, but is not in the ledger: whoever scanned "
        "its "
        "labels would read “Unknown code”. Sign it again, or send its draft",
        code->lot, code->gtin14);
  return way_error_format (error, WAY_RESULT_NOT_FOUND,
                           "“%s” has no lot %s of single units of product %s",
                           identity->name, code->lot, code->gtin14);
}

static WayLotPlan *
load_from_ledger (WayHome *home,
                  WayNetwork *network,
                  const WayIdentity *identity,
                  const WayGs1Code *code,
                  gboolean is_kept,
                  GCancellable *cancellable,
                  GError **error)
{
  WayLookupHow how = { .only = network, .account = &identity->account };
  g_autoptr (WayLookup) lookup = way_lookup_code (home, code, NULL, &how, cancellable);
  const WayExamination *examination = way_lookup_get_examination (lookup);
  g_autoptr (WayLotPlan) plan = NULL;

  if (!examination->has_lot || !way_record_has (&examination->lot, 3))
    {
      refuse_missing (lookup, identity, is_kept, error);
      return NULL;
    }
  plan = plan_from_answer (home, identity, lookup, error);
  if (plan == NULL)
    return NULL;
  plan->is_registered = TRUE;
  return way_lot_plan_store (plan, home, network, error) ? g_steal_pointer (&plan) : NULL;
}

/* ---- Whichever is there ------------------------------------------------------------------------ */

static WayLotPlan *
load (WayHome *home,
      WayNetwork *network,
      const WayIdentity *identity,
      const WayGs1Code *code,
      gboolean must_be_registered,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *path = build_path (home, &identity->account, code->gtin14, code->lot);
  g_auto (WayArena) arena;
  WayLotFile file = { 0 };
  WayLotPlan *plan;
  gboolean found;

  way_arena_init (&arena, 0);
  if (!way_record_file_read (path, &way_lot_file_schema, &arena, &file, &found, error))
    return NULL;
  found = found && way_hash_equal (&file.network, &network->network);
  if (!found || (must_be_registered && !file.is_registered))
    return load_from_ledger (home, network, identity, code, found, cancellable, error);
  plan = way_lot_plan_new (home, identity, code->gtin14, code->lot, file.quantity,
                           &file.cases, error);
  if (plan != NULL)
    plan->is_registered = file.is_registered;
  return plan;
}

WayLotPlan *
way_lot_plan_load (WayHome *home,
                   WayNetwork *network,
                   const WayIdentity *identity,
                   const char *gtin14,
                   const char *lot,
                   gboolean must_be_registered,
                   GCancellable *cancellable,
                   GError **error)
{
  WayGs1Code code = { .kind = WAY_GS1_CODE_PRODUCT };

  g_strlcpy (code.gtin14, gtin14, sizeof code.gtin14);
  g_strlcpy (code.lot, lot, sizeof code.lot);
  return load (home, network, identity, &code, must_be_registered, cancellable, error);
}
