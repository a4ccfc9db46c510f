/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "way-catalogue.h"
#include "way-own-product-view.h"
#include "way-product-form.h"
#include "way-record-file.h"
#include "way-home.h"

/* A merchant with a node of her own: one for the whole program, since Argon2id and a node take their time. */

#define GTIN "09521234567899"

static char *folder;
static WayDesk *desk;

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
load_desk (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  way_desk_load_async (desk, NULL, take_result, &result);
  way_desk_load_finish (desk, wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
open_shop (void)
{
  static const WayIdentityStart in_file = { .vault = WAY_VAULT_FILE };
  g_autoptr (WayHome) home = NULL;
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("way-form-XXXXXX", NULL);
  home = way_home_open (
      folder, way_secret_new_copy (way_slice_from_string ("correct horse")), &error);
  g_assert_no_error (error);
  way_home_create_identity (home, "Shop", WAY_PROFILE_SHOP, &in_file, &error);
  g_assert_no_error (error);
  desk = way_desk_new (folder);
  load_desk ();
}

static WayProductForm *
load_form (const char *gtin14, gboolean expect_draft)
{
  WayProductForm *form = way_product_form_new (desk, gtin14);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean was_draft;

  way_product_form_load_async (form, NULL, take_result, &result);
  way_product_form_load_finish (form, wait_for (&result), &was_draft, &error);
  g_assert_no_error (error);
  g_assert_cmpint (was_draft, ==, expect_draft);
  return form;
}

static WayFormTexts *
get_texts (WayProductForm *form, guint i)
{
  g_autoptr (WayFormTexts)
      texts = g_list_model_get_item (way_product_form_get_texts (form), i);

  return texts; /* the form keeps it */
}

static char *
dup_property (gpointer object, const char *name)
{
  char *text;

  g_object_get (object, name, &text, NULL);
  return text;
}

static gboolean
has_draft (void)
{
  g_autofree char *path = g_build_filename (folder, "forms", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    if (g_str_has_suffix (name, ".json")) /* not one that is being written */
      return TRUE;
  return FALSE;
}

static void
wait_for_draft (gboolean is_there)
{
  while (has_draft () != is_there)
    g_main_context_iteration (NULL, FALSE);
}

/* ---- What is missing ---------------------------------------------------------------------------- */

static void
assert_problem (WayProductForm *form, const char *part)
{
  const char *problem = way_product_form_get_problem (form);

  if (part == NULL)
    g_assert_null (problem);
  else
    g_assert_nonnull (strstr (problem, part));
}

static void
test_problems (void)
{
  g_autoptr (WayProductForm) form = load_form (NULL, FALSE);

  assert_problem (form, "GTIN");
  way_product_form_flush (form); /* nothing to write */
  g_assert_null (way_product_form_sign (form));
  g_object_set (form, "gtin", "952123456789", NULL);
  assert_problem (form, "GTIN");
  g_object_set (form, "gtin", "9521234567899", NULL);
  assert_problem (form, "name");
  g_object_set (get_texts (form, 0), "name", " \t ", NULL);
  assert_problem (form, "name");
  g_object_set (get_texts (form, 0), "name", "Oolong", NULL);
  assert_problem (form, "brand");
  g_object_set (form, "brand", "Tea Garden", NULL);
  assert_problem (form, NULL);
  g_object_set (form, "category", "1000011", NULL);
  assert_problem (form, "8 digits");
  g_object_set (form, "category", "10000115", "origin", "China", NULL);
  assert_problem (form, "two letters");
  g_object_set (form, "origin", "cn", "warranty", "0", NULL);
  assert_problem (form, "36500");
  g_object_set (form, "warranty", "36500", NULL);
  assert_problem (form, NULL);
  way_product_form_discard (form);
  wait_for_draft (FALSE);
}

static void
test_languages (void)
{
  g_autoptr (WayProductForm) form = load_form (NULL, FALSE);
  GListModel *texts = way_product_form_get_texts (form);
  const char *const *languages = way_product_form_get_languages ();

  g_assert_cmpuint (g_list_model_get_n_items (texts), ==, 1); /* the reader's own */
  g_assert_false (way_product_form_add_language (form, "en"));
  for (guint i = 0; languages[i] != NULL; i++)
    way_product_form_add_language (form, languages[i]);
  g_assert_cmpuint (g_list_model_get_n_items (texts), ==, 8);
  way_product_form_remove_language (form, get_texts (form, 3));
  g_assert_cmpuint (g_list_model_get_n_items (texts), ==, 7);
  g_assert_cmpstr (way_product_form_get_language_name ("zh-CN"), ==, "简体中文");
  g_assert_cmpstr (way_product_form_get_language_name ("de-AT"), ==, "Deutsch");
  g_assert_cmpstr (way_product_form_get_language_name ("tlh"), ==, "tlh");
  way_product_form_discard (form);
  wait_for_draft (FALSE);
}

static void
test_preview (void)
{
  g_autoptr (WayProductForm) form = load_form (NULL, FALSE);
  g_autoptr (WayProductPreview) english = NULL;
  g_autoptr (WayProductPreview) chinese = NULL;
  g_autoptr (WayProductPreview) german = NULL;

  way_product_form_add_language (form, "zh-CN");
  g_object_set (get_texts (form, 0), "name", "Oolong", "description",
                "One\nline \xe2\x80\xae", NULL);
  g_object_set (get_texts (form, 1), "name", "乌龙茶", NULL);
  g_object_set (form, "warranty", "1", NULL);
  english = way_product_form_preview (form, NULL);
  chinese = way_product_form_preview (form, "zh-CN");
  german = way_product_form_preview (form, "de");
  g_assert_cmpstr (english->name, ==, "Oolong");
  /* as it will be signed: nothing that deceives a reader's eye */
  g_assert_cmpstr (english->description, ==, "One line");
  g_assert_cmpstr (english->warranty, ==, "1 day");
  g_assert_null (english->picture);
  g_assert_cmpstr (chinese->name, ==, "乌龙茶");
  g_assert_cmpstr (german->name, ==, "Oolong");
  way_product_form_discard (form);
  wait_for_draft (FALSE);
}

/* ---- Drafts ---------------------------------------------------------------------------------------- */

static void
test_draft_survives (void)
{
  g_autoptr (WayProductForm) form = load_form (NULL, FALSE);
  g_autoptr (WayProductForm) again = NULL;
  g_autofree char *gtin = NULL;
  g_autofree char *name = NULL;

  g_assert_false (has_draft ()); /* nothing was written yet */
  way_product_form_add_language (form, "zh-CN");
  g_object_set (get_texts (form, 1), "name", "乌龙茶", NULL);
  g_object_set (form, "gtin", "9521", NULL);
  wait_for_draft (TRUE); /* by itself, after a moment */
  g_clear_object (&form);
  again = load_form (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (way_product_form_get_texts (again)), ==, 2);
  gtin = dup_property (again, "gtin");
  name = dup_property (get_texts (again, 1), "name");
  g_assert_cmpstr (gtin, ==, "9521");
  g_assert_cmpstr (name, ==, "乌龙茶");
  way_product_form_discard (again);
  wait_for_draft (FALSE);
}

/* ---- All the way to the ledger ------------------------------------------------------------------------ */

static gboolean
add_file (WayProductForm *form, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean is_picture = g_str_has_suffix (name, ".png");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  way_product_form_add_file_async (form, path, is_picture ? WAY_FORM_PICTURE : 0, NULL,
                                   take_result, &result);
  return way_product_form_add_file_finish (form, wait_for (&result), error);
}

static void
note_state (WayAct *act, GParamSpec *spec, gpointer data)
{
  *(guint *) data |= 1u << way_act_get_state (act);
}

/* The node's word comes first, then the proof; the row of the act says both. */
static void
sign (WayProductForm *form)
{
  g_autoptr (WayAct) act = way_product_form_sign (form);
  guint states = 0;

  g_assert_nonnull (act);
  g_signal_connect (act, "notify::state", G_CALLBACK (note_state), &states);
  for (;;)
    switch (way_act_get_state (act))
      {
      case WAY_ACT_LOCKED:
        way_act_unlock (act, "correct horse");
        g_main_context_iteration (NULL, TRUE);
        break;
      case WAY_ACT_ASKING:
        way_act_confirm (act);
        g_main_context_iteration (NULL, TRUE);
        break;
      case WAY_ACT_FINAL:
        g_assert_cmpuint (states & (1u << WAY_ACT_SENDING), !=, 0);
        g_assert_cmpuint (states & (1u << WAY_ACT_RECORDED), !=, 0);
        g_assert_true (
            g_list_store_find (G_LIST_STORE (way_desk_get_acts (desk)), act, NULL));
        g_signal_handlers_disconnect_by_data (act, &states);
        return;
      case WAY_ACT_FAILED:
      case WAY_ACT_DROPPED:
        g_error ("not signed: %s", way_act_get_error_text (act));
      case WAY_ACT_PREPARING:
      case WAY_ACT_SENDING:
      case WAY_ACT_RECORDED:
      default:
        g_main_context_iteration (NULL, TRUE);
      }
}

static WayOwnProduct *
load_product (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WayOwnProduct *product;

  way_desk_load_own_product_async (desk, GTIN, NULL, take_result, &result);
  product = way_desk_load_own_product_finish (desk, wait_for (&result), &error);
  g_assert_no_error (error);
  return product;
}

static void
register_product (void)
{
  g_autoptr (WayProductForm) form = load_form (NULL, FALSE);
  g_autoptr (GError) error = NULL;

  g_object_set (form, "gtin", "9521234567899", "brand", "Tea Garden", "origin", "cn",
                NULL);
  g_object_set (get_texts (form, 0), "name", "Oolong", "materials", "Tea", NULL);
  g_assert_false (add_file (form, "fake.png", "plain text", &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_true (add_file (form, "leaf.png", "\x89PNG\r\n\x1a\n and more", &error));
  g_assert_true (add_file (form, "organic.txt", "It is organic.", &error));
  g_assert_no_error (error);
  wait_for_draft (TRUE);
  sign (form);
  g_assert_false (has_draft ());
}

static void
found_ledger (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayHome) home = way_home_open (
      folder, way_secret_new_copy (way_slice_from_string ("correct horse")), &error);

  g_assert_no_error (error);
  g_assert_nonnull (way_home_get_own_network (home, &error));
  g_assert_no_error (error);
}

/* A key file is locked for all but acts: before the first one there is nothing, and that is no failure. */
static void
test_nothing_founded_yet (void)
{
  g_autoptr (WayPagedList) list = way_catalogue_new (desk);
  g_autoptr (WayProductForm) form = load_form (NULL, FALSE);
  g_autoptr (GError) error = NULL;

  way_paged_list_reload (list);
  while (way_paged_list_get_state (list) == WAY_LIST_LOADING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (way_paged_list_get_state (list), ==, WAY_LIST_READY);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_false (add_file (form, "organic.txt", "It is organic.", &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_WRONG_PASSPHRASE);
  g_assert_nonnull (strstr (error->message, "sign the product without"));
}

static void
test_register_and_change (void)
{
  g_autoptr (WayProductForm) form = NULL;
  g_autoptr (WayOwnProduct) before = NULL;
  g_autoptr (WayOwnProduct) after = NULL;
  g_autoptr (WayPagedList) list = way_catalogue_new (desk);
  g_autoptr (WayCatalogueItem) item = NULL;

  found_ledger ();
  register_product ();
  before = load_product ();
  g_assert_cmpstr (way_own_product_get (before, WAY_OWN_NAME), ==, "Oolong");
  g_assert_cmpstr (way_own_product_get (before, WAY_OWN_ORIGIN), ==, "China");
  g_assert_nonnull (way_own_product_get (before, WAY_OWN_PICTURE));
  g_assert_null (way_own_product_get (before, WAY_OWN_WARRANTY));
  g_assert_false (way_own_product_is_attested (before));
  form = load_form (GTIN, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (way_product_form_get_pictures (form)), ==,
                    1);
  g_object_set (form, "warranty", "30", NULL);
  g_object_set (get_texts (form, 0), "name", "Spring Oolong", NULL);
  sign (form);
  after = load_product ();
  g_assert_cmpstr (way_own_product_get (after, WAY_OWN_NAME), ==, "Spring Oolong");
  g_assert_cmpstr (way_own_product_get (after, WAY_OWN_MATERIALS), ==, "Tea");
  g_assert_cmpstr (way_own_product_get (after, WAY_OWN_PICTURE), ==,
                   way_own_product_get (before, WAY_OWN_PICTURE));
  way_paged_list_reload (list);
  while (way_paged_list_get_state (list) == WAY_LIST_LOADING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (way_catalogue_item_get_name (item), ==, "Spring Oolong");
  g_assert_cmpstr (way_catalogue_item_get_gtin (item), ==, GTIN);
  g_assert_cmpstr (way_catalogue_item_get_lots_text (item), ==, "0 lots");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/product-form/problems", test_problems);
  g_test_add_func ("/product-form/languages", test_languages);
  g_test_add_func ("/product-form/preview", test_preview);
  g_test_add_func ("/product-form/draft-survives", test_draft_survives);
  g_test_add_func ("/product-form/nothing-founded-yet", test_nothing_founded_yet);
  g_test_add_func ("/product-form/register-and-change", test_register_and_change);
  open_shop ();
  status = g_test_run ();
  way_desk_close (desk);
  g_object_unref (desk);
  way_folder_remove (folder, NULL);
  g_free (folder);
  return status;
}
