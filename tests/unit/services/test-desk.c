/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-act.h"
#include "way-desk-keys.h"
#include "way-desk-networks.h"
#include "way-desk.h"
#include "way-finding.h"
#include "way-home.h"

/* A desk without a window: what it tells, and that the main thread never waits for it. */

static const WayDeskKeep in_file = { TRUE, "correct horse" };

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static WayDesk *
open_desk (const char *folder)
{
  g_autoptr (WayDesk) desk = way_desk_new (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  way_desk_load_async (desk, NULL, keep_result, &result);
  way_desk_load_finish (desk, wait_result (&result), &error);
  g_assert_no_error (error);
  return g_steal_pointer (&desk);
}

static void
create (WayDesk *desk,
        const char *name,
        guint kind,
        const WayDeskKeep *keep,
        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_desk_create_identity_async (desk, name, kind, keep, NULL, keep_result, &result);
  way_desk_create_identity_finish (desk, wait_result (&result), error);
}

static void
remove_folder (char *folder)
{
  /* what was looked up may still be written down, after the answer */
  for (guint i = 0; i < 1000 && !way_folder_remove (folder, NULL); i++)
    g_usleep (10000);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_free (folder);
}

static guint
get_business_kind (void)
{
  return way_desk_get_kinds ()[1].kind;
}

/* ---- Tests ------------------------------------------------------------------------------- */

static void
test_new_person (void)
{
  char *folder = g_dir_make_tmp ("way-desk-XXXXXX", NULL);
  g_autoptr (WayDesk) desk = open_desk (folder);
  g_autoptr (GError) error = NULL;
  WayIdentityItem *acting;

  g_assert_null (way_desk_get_identity (desk));
  g_assert_false (way_desk_has_phrase (desk));
  create (desk, "Mei", way_desk_get_kinds ()[0].kind, &in_file, &error);
  g_assert_no_error (error);
  acting = way_desk_get_identity (desk);
  g_assert_nonnull (acting);
  g_assert_cmpstr (way_identity_item_get_name (acting), ==, "Mei");
  g_assert_false (way_identity_item_is_business (acting));
  g_assert_true (way_desk_has_phrase (desk));
  g_assert_true (way_desk_uses_key_file (desk));
  g_assert_false (way_desk_get_phrase_checked (desk));

  create (desk, "Mei's Teas", get_business_kind (), &in_file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (way_identity_item_get_name (way_desk_get_identity (desk)), ==,
                   "Mei's Teas");
  g_assert_true (way_identity_item_is_business (way_desk_get_identity (desk)));
  g_assert_cmpuint (g_list_model_get_n_items (way_desk_get_identities (desk)), ==, 2);

  create (desk, "Mei", way_desk_get_kinds ()[0].kind, &in_file, &error);
  g_assert_error (error, WAY_ERROR, WAY_RESULT_ALREADY_EXISTS);
  g_clear_object (&desk);
  remove_folder (folder);
}

static void
test_phrase (void)
{
  char *folder = g_dir_make_tmp ("way-desk-XXXXXX", NULL);
  g_autoptr (WayDesk) desk = open_desk (folder);
  g_autoptr (GAsyncResult) result = NULL, again = NULL, checked = NULL;
  g_autoptr (WayRecoveryWords) words = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *typed = NULL;

  create (desk, "Mei", way_desk_get_kinds ()[0].kind, &in_file, &error);
  g_assert_no_error (error);
  way_desk_load_words_async (desk, "wrong", NULL, keep_result, &result);
  g_assert_null (way_desk_load_words_finish (desk, wait_result (&result), &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_WRONG_PASSPHRASE);
  g_clear_error (&error);
  way_desk_load_words_async (desk, in_file.passphrase, NULL, keep_result, &again);
  words = way_desk_load_words_finish (desk, wait_result (&again), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (way_recovery_words_get_n (words), ==, 12);
  typed = g_strdup_printf ("  %s ", way_recovery_words_get (words, 3));
  typed[2] = g_ascii_toupper (typed[2]);
  g_assert_true (way_recovery_words_is_word (words, 3, typed));
  g_assert_false (way_recovery_words_is_word (words, 3, "no word"));
  way_desk_set_phrase_checked_async (desk, NULL, keep_result, &checked);
  g_assert_true (
      way_desk_set_phrase_checked_finish (desk, wait_result (&checked), &error));
  g_assert_true (way_desk_get_phrase_checked (desk));
  g_clear_object (&desk);
  remove_folder (folder);
}

/* Another program in the same folder: what it made is there at the next question. */
static void
test_other_program (void)
{
  char *folder = g_dir_make_tmp ("way-desk-XXXXXX", NULL);
  g_autoptr (WayDesk) desk = open_desk (folder);
  g_autoptr (WayDesk) other = open_desk (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  create (other, "Mei", way_desk_get_kinds ()[0].kind, &in_file, &error);
  g_assert_no_error (error);
  way_desk_load_async (desk, NULL, keep_result, &result);
  g_assert_true (way_desk_load_finish (desk, wait_result (&result), &error));
  g_assert_cmpuint (g_list_model_get_n_items (way_desk_get_identities (desk)), ==, 1);
  g_clear_object (&desk);
  g_clear_object (&other);
  remove_folder (folder);
}

static void
test_unknown_network (void)
{
  char *folder = g_dir_make_tmp ("way-desk-XXXXXX", NULL);
  g_autoptr (WayDesk) desk = open_desk (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  way_desk_add_network_async (desk, "http://127.0.0.1:1", "no hash", NULL, keep_result,
                              &result);
  g_assert_false (way_desk_networks_finish (desk, wait_result (&result), &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_USAGE);
  g_clear_object (&desk);
  remove_folder (folder);
}

static void
test_look_up_nothing (void)
{
  char *folder = g_dir_make_tmp ("way-desk-XXXXXX", NULL);
  g_autoptr (WayDesk) desk = open_desk (folder);
  g_autoptr (GAsyncResult) result = NULL, none = NULL;
  g_autoptr (WayFinding) finding = NULL;
  g_autoptr (GError) error = NULL;

  way_desk_look_up_async (desk, "(01)09521234543213(21)X1", NULL, NULL, keep_result,
                          &result);
  finding = way_desk_look_up_finish (desk, wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (way_finding_get_code (finding), ==, "(01)09521234543213(21)X1");
  g_assert_cmpint (way_finding_get_verdict (finding), ==, WAY_VERDICT_CANNOT_TELL);
  way_desk_look_up_async (desk, "hello", NULL, NULL, keep_result, &none);
  g_assert_null (way_desk_look_up_finish (desk, wait_result (&none), &error));
  g_assert_nonnull (error);
  g_clear_object (&desk);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/new-person", test_new_person);
  g_test_add_func ("/desk/phrase", test_phrase);
  g_test_add_func ("/desk/other-program", test_other_program);
  g_test_add_func ("/desk/unknown-network", test_unknown_network);
  g_test_add_func ("/desk/look-up-nothing", test_look_up_nothing);
  return g_test_run ();
}
