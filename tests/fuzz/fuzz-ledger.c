/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What decodes as a payload encodes to the same bytes, and whatever its acts are, the rules
 * of the ledger say yes or no to them: no act breaks the state or us, and undone it leaves none. */

#include "way-fuzz.h"
#include "way-module.h"
#include "way-trace-fixture.h"

static WayTraceFixture fixture;
static WayLedgerStore store;
static WayOverlay *overlay;
static WayArena arena;
static WayApply apply;
static WayHash root;

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  way_trace_fixture_set_up (&fixture, NULL);
  way_world_next_block (&fixture.world, 0);
  way_naive_store_get_state_root (&fixture.world.store, &root);
  store = way_naive_store_get (&fixture.world.store);
  overlay = way_overlay_new (&store);
  way_arena_init (&arena, 0);
  apply = (WayApply) { .overlay = overlay,
                       .arena = &arena,
                       .buffer = g_byte_array_new (),
                       .genesis = way_ledger_get_genesis (fixture.world.ledger),
                       .registrars = &fixture.world.registrar->account,
                       .network = way_ledger_get_network (fixture.world.ledger),
                       .height = 2,
                       .now = fixture.world.now };
  return 0;
}

static void
apply_acts (const WayPayload *payload)
{
  WayActor *const actors[] = { fixture.brand, fixture.carrier, fixture.shop,
                               fixture.person, fixture.world.registrar };
  guint64 n_entries = g_hash_table_size (fixture.world.store.state.values);

  apply.signer = actors[payload->sequence % G_N_ELEMENTS (actors)]->account;
  for (gsize i = 0; i < payload->n_actions; i++)
    {
      WayResult result;

      apply.action_index = (guint) i;
      apply.mark++;
      result = way_module_apply (&apply, &payload->actions[i]);
      g_assert_true (result == WAY_RESULT_OK || (result >= 60 && result < 150));
      g_assert_false (way_overlay_has_failed (overlay, NULL));
      if (result != WAY_RESULT_OK)
        break;
    }
  way_overlay_undo (overlay);
  g_assert_true (way_overlay_flush (overlay, NULL));
  g_assert_cmpuint (g_hash_table_size (fixture.world.store.state.values), ==, n_entries);
  way_overlay_reset (overlay, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t len)
{
  WaySlice bytes = WAY_SLICE_INIT (data, len);
  g_autoptr (GBytes) again = NULL;
  WayPayload payload;

  way_arena_reset (&arena);
  if (way_payload_decode (bytes, &arena, &payload) != WAY_RESULT_OK)
    return 0;
  again = way_payload_encode (&payload);
  g_assert_true (way_slice_equal (way_slice_from_bytes (again), bytes));
  g_assert_cmpint (way_payload_validate (&payload, NULL), ==, WAY_RESULT_OK);
  apply_acts (&payload);
  return 0;
}
