/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-build.h"

#include "way-embedded-node.h"
#include "way-hash.h"

/* SHA-256 over the statements: another version tells another story. */
void
way_demo_build_hash_story (const WayDemoStory *story, WayHash *out_hash)
{
  g_autoptr (WaySha256) sha256 = way_sha256_new ();

  for (gsize i = 0; i < way_demo_story_get_n_statements (story); i++)
    way_sha256_update (sha256, way_slice_from_bytes (
                                   way_demo_story_get_statement (story, i)->statement));
  way_sha256_finish (sha256, out_hash);
}

static guint
count_steps (const WayDemoStory *story)
{
  const WayDemoMarketFile *market = way_demo_story_get_market (story);

  return (guint) (way_demo_story_get_n_statements (story) + market->files.n
                  + market->lots.n);
}

static gboolean
step (WayDemoBuild *build, GError **error)
{
  build->done++;
  if (build->progress != NULL)
    build->progress (build->data, build->done, count_steps (build->story));
  return !g_cancellable_is_cancelled (build->cancellable)
         || way_error_set (error, WAY_RESULT_CANCELLED, NULL);
}

static gboolean
submit_statement (WayDemoBuild *build,
                  WayClient *client,
                  const WayDemoStatement *said,
                  GError **error)
{
  g_autoptr (WayReply) reply =
      way_call_submit (client, said->statement, said->time_ms, build->cancellable, error);
  const WaySubmitReply *submitted;

  if (reply == NULL)
    return FALSE;
  submitted = reply->record;
  if (!way_slice_equal_string (submitted->result, way_result_get_name (said->expected))
      || submitted->time != said->time_ms)
    return way_error_format (
        error, WAY_RESULT_INTERNAL, "The ledger answered %.*s where the story has %s",
        (int) submitted->result.len, (const char *) submitted->result.data,
        way_result_get_name (said->expected));
  return step (build, error);
}

static gboolean
submit_statements (WayDemoBuild *build, WayClient *client, GError **error)
{
  for (gsize i = 0; i < way_demo_story_get_n_statements (build->story); i++)
    if (!submit_statement (build, client, way_demo_story_get_statement (build->story, i),
                           error))
      {
        g_prefix_error (error, "story.json, row %" G_GSIZE_FORMAT ": ", i + 1);
        return FALSE;
      }
  return TRUE;
}

static gboolean
put_blobs (WayDemoBuild *build, WayClient *client, GError **error)
{
  for (gsize i = 0; i < way_demo_story_get_market (build->story)->files.n; i++)
    {
      WayHash hash;
      GBytes *bytes = way_demo_story_get_blob (build->story, i, &hash);

      if (!way_call_blob_put (client, &hash, bytes, build->cancellable, error)
          || !step (build, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_leaves (WayDemoBuild *build, WayClient *client, GError **error)
{
  for (gsize i = 0; i < way_demo_story_get_market (build->story)->lots.n; i++)
    {
      WayHash lot;
      GBytes *leaves = way_demo_story_get_leaf_file (build->story, i, &lot);

      if (leaves != NULL
          && !way_call_leaves_put (client, &lot, leaves, build->cancellable, error))
        return FALSE;
      if (!step (build, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_node (WayDemoBuild *build, GError **error)
{
  g_autofree char *address =
      way_embedded_node_start (build->node, TRUE, build->cancellable, error);
  g_autoptr (WayClient) client = address != NULL ? way_client_new (address, error) : NULL;

  return client != NULL && put_blobs (build, client, error)
         && submit_statements (build, client, error) && put_leaves (build, client, error);
}

static gboolean
write_identities (WayDemoBuild *build, GError **error)
{
  g_autofree char *path = g_build_filename (build->folder, "identities.json", NULL);
  const WayDemoMarketFile *market = way_demo_story_get_market (build->story);
  const WayDemoIdentity *identities = market->identities.items;
  g_autofree WayIdentityRow *rows = g_new0 (WayIdentityRow, market->identities.n);
  WayIdentitiesFile file = { .format = 1,
                             .vault = way_slice_from_string ("public"),
                             .identities.items = rows };

  for (gsize i = 0; i < market->identities.n; i++)
    if (way_record_has (&identities[i], 3))
      {
        rows[file.identities.n] = (WayIdentityRow) {
          .index = i,
          .name = identities[i].name,
          .kind = identities[i].kind,
          .account = *way_demo_story_get_account (build->story, i),
          .is_default = file.identities.n == 0,
        };
        file.identities.n++;
      }
  return way_record_file_write (path, &way_identities_file_schema, &file, error);
}

static gboolean
write_record (WayDemoBuild *build, GError **error)
{
  g_autofree char *path = g_build_filename (build->folder, WAY_DEMO_RECORD, NULL);
  WayDemoRecord record = { .format = 1 };

  way_demo_build_hash_story (build->story, &record.story);
  way_demo_story_get_network (build->story, &record.network);
  return way_record_file_write (path, &way_demo_record_schema, &record, error);
}

static gboolean
found_node (WayDemoBuild *build, GError **error)
{
  WayGenesis genesis;

  way_demo_story_get_genesis (build->story, &genesis);
  return way_folder_make (build->node, error)
         && way_embedded_node_found (build->node, &genesis,
                                     way_demo_story_get_solo_seed (build->story), error);
}

/* Ends the node in any case; what went wrong before that is told first. */
static gboolean
stop_node (WayDemoBuild *build, gboolean ok, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (way_embedded_node_stop (build->node, &cause) || !ok)
    return ok;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
way_demo_build_run (WayDemoBuild *build, GError **error)
{
  g_autofree char *node = g_build_filename (build->folder, WAY_DEMO_NODE, NULL);
  gboolean ok;

  build->node = node;
  ok = found_node (build, error) && fill_node (build, error);
  return stop_node (build, ok, error) && write_identities (build, error)
         && write_record (build, error);
}
