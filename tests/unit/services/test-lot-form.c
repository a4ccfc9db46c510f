/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "way-catalogue.h"
#include "way-home.h"
#include "way-label-job.h"
#include "way-detail.h"
#include "way-lot-form.h"
#include "way-product-form.h"

/* A merchant with a node and a key file of her own: one for the whole program. */

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
open_shop (void)
{
  static const WayIdentityStart in_file = { .vault = WAY_VAULT_FILE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WayHome) home = NULL;
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("way-lots-XXXXXX", NULL);
  home = way_home_open (
      folder, way_secret_new_copy (way_slice_from_string ("correct horse")), &error);
  g_assert_no_error (error);
  way_home_create_identity (home, "Shop", WAY_PROFILE_SHOP, &in_file, &error);
  g_assert_no_error (error);
  desk = way_desk_new (folder);
  way_desk_load_async (desk, NULL, take_result, &result);
  way_desk_load_finish (desk, wait_for (&result), &error);
  g_assert_no_error (error);
}

/* Goes through with an act as a person would, or drops it once it has made some progress. */
static WayActState
go_through (WayAct *act, gboolean drops)
{
  WayActState state;

  while ((state = way_act_get_state (act)) != WAY_ACT_FINAL && state != WAY_ACT_FAILED
         && state != WAY_ACT_DROPPED)
    {
      if (state == WAY_ACT_LOCKED)
        way_act_unlock (act, "correct horse");
      else if (state == WAY_ACT_ASKING)
        way_act_confirm (act);
      else if (drops && way_act_get_progress (act) > 0)
        way_act_drop (act);
      g_main_context_iteration (NULL, TRUE);
    }
  return state;
}

/* ---- What is missing ---------------------------------------------------------------------------- */

static void
test_problems (void)
{
  static const struct
  {
    const char *property;
    const char *text;
    const char *problem; /* (nullable): none any more */
  } rows[] = {
    { "lot", "", "no number" },
    { "lot", "not a lot", "letters, digits" },
    { "lot", "123456789012345678901", "letters, digits" },
    { "lot", "A1", "how many" },
    { "quantity", "0", "how many" },
    { "quantity", "16777217", "how many" },
    { "quantity", "1e3", "how many" },
    { "quantity", "100", NULL },
    { "produced", "2027-13-01", "production date" },
    { "produced", "27-03-01", "production date" },
    { "produced", "2027-03-01", NULL },
    { "expires", "2027-02-29", "expiry date" },
    { "expires", "2027-02-28", "before it is made" },
    { "expires", "2028-02-29", NULL },
  };
  g_autoptr (WayLotForm) form = way_lot_form_new (desk, GTIN);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *problem;

      g_test_message ("%s: %s", rows[i].property, rows[i].text);
      g_object_set (form, rows[i].property, rows[i].text, NULL);
      problem = way_lot_form_get_problem (form);
      if (rows[i].problem == NULL)
        g_assert_null (problem);
      else
        g_assert_nonnull (strstr (problem, rows[i].problem));
    }
  g_object_set (form, "has-serials", FALSE, "quantity", "1000000000000", "uom", "KGM",
                NULL);
  g_assert_null (way_lot_form_get_problem (form));
}

static void
set_case (WayLotForm *form, guint i, const char *sscc, const char *count)
{
  g_autoptr (WayFormCase) item = g_list_model_get_item (way_lot_form_get_cases (form), i);

  g_object_set (item, "sscc", sscc, "count", count, NULL);
}

static void
assert_fact (GListStore *facts, guint i, const char *label, const char *value)
{
  g_autoptr (WayDetail) fact = g_list_model_get_item (G_LIST_MODEL (facts), i);

  g_assert_nonnull (fact);
  g_assert_cmpstr (way_detail_get_label (fact), ==, label);
  g_assert_cmpstr (way_detail_get_value (fact), ==, value);
}

/* What a customer will read follows what is typed; half a date is none. */
static void
test_preview (void)
{
  g_autoptr (WayLotForm) form = way_lot_form_new (desk, GTIN);
  g_autoptr (GListStore) facts = g_list_store_new (WAY_TYPE_DETAIL);

  g_object_set (form, "lot", "A1", "produced", "2027-01-02", "expires", "2027-", NULL);
  way_lot_form_preview (form, facts);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (facts)), ==, 3);
  assert_fact (facts, 0, "Lot", "A1");
  assert_fact (facts, 1, "Made on", "2 January 2027");
  assert_fact (facts, 2, "Serial number", "Another one for each piece");
  g_object_set (form, "expires", "2027-03-04", "has-serials", FALSE, NULL);
  way_lot_form_preview (form, facts);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (facts)), ==, 3);
  assert_fact (facts, 2, "Best before", "4 March 2027");
}

static void
test_cases (void)
{
  g_autoptr (WayLotForm) form = way_lot_form_new (desk, GTIN);
  g_autoptr (WayFormCase) second = NULL;

  g_object_set (form, "lot", "A1", "quantity", "10", NULL);
  way_lot_form_add_case (form);
  g_assert_nonnull (way_lot_form_get_problem (form));
  set_case (form, 0, "095212340000000014", "6");
  g_assert_nonnull (strstr (way_lot_form_get_problem (form), "check digit"));
  set_case (form, 0, "095212340000000013", "6");
  g_assert_null (way_lot_form_get_problem (form));
  way_lot_form_add_case (form);
  set_case (form, 1, "095212340000000013", "4");
  g_assert_nonnull (strstr (way_lot_form_get_problem (form), "same SSCC"));
  set_case (form, 1, "095212340000000020", "5");
  g_assert_nonnull (strstr (way_lot_form_get_problem (form), "more units"));
  set_case (form, 1, "095212340000000020", "4");
  g_assert_null (way_lot_form_get_problem (form));
  second = g_list_model_get_item (way_lot_form_get_cases (form), 1);
  way_lot_form_remove_case (form, second);
  g_assert_cmpuint (g_list_model_get_n_items (way_lot_form_get_cases (form)), ==, 1);
}

/* ---- Drafts ----------------------------------------------------------------------------------------- */

static WayLotForm *
load_form (const char *gtin14, gboolean expect_draft)
{
  WayLotForm *form = way_lot_form_new (desk, gtin14);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean was_draft;

  way_lot_form_load_async (form, NULL, take_result, &result);
  way_lot_form_load_finish (form, wait_for (&result), &was_draft, &error);
  g_assert_no_error (error);
  g_assert_cmpint (was_draft, ==, expect_draft);
  return form;
}

/* Returns: (nullable): the one file among the forms that ends so. */
static char *
find_draft (const char *suffix)
{
  g_autofree char *path = g_build_filename (folder, "forms", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    if (g_str_has_prefix (name, "lot-") && g_str_has_suffix (name, suffix))
      return g_build_filename (path, name, NULL);
  return NULL;
}

static void
assert_draft (gboolean is_there)
{
  g_autofree char *path = find_draft (GTIN ".json");

  g_assert_cmpint (path != NULL, ==, is_there);
}

/* Each writing keeps the form: @weak is a weak pointer to it. */
static void
wait_until_written (gpointer *weak)
{
  while (g_atomic_pointer_get (weak) != NULL)
    g_main_context_iteration (NULL, FALSE);
}

/* Takes @form. */
static void
close_form (WayLotForm *form)
{
  gpointer weak = form;

  g_object_add_weak_pointer (G_OBJECT (form), &weak);
  g_object_unref (form);
  wait_until_written (&weak);
}

static void
assert_word (gpointer object, const char *property, const char *expected)
{
  g_autofree char *text = NULL;

  g_object_get (object, property, &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

/* Takes @form. */
static void
discard (WayLotForm *form)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean was_draft;

  way_lot_form_discard (form);
  way_lot_form_load_async (form, NULL, take_result, &result);
  g_assert_true (way_lot_form_load_finish (form, wait_for (&result), &was_draft, NULL));
  g_assert_false (was_draft);
  assert_word (form, "lot", "");
  g_assert_cmpuint (g_list_model_get_n_items (way_lot_form_get_cases (form)), ==, 0);
  g_clear_object (&result);
  close_form (form);
  assert_draft (FALSE);
}

static void
write_all (WayLotForm *form)
{
  g_object_set (form, "lot", "A1", "quantity", "not yet", "uom", "KGM", "produced",
                "2027-02", "expires", "2028-02-29", NULL);
  way_lot_form_add_case (form);
  way_lot_form_add_case (form);
  set_case (form, 1, "0952", "6");
}

static void
test_draft_survives (void)
{
  WayLotForm *form = load_form (GTIN, FALSE);
  WayLotForm *again;
  gpointer weak = form;
  g_autoptr (WayLotForm) other = NULL;
  g_autoptr (WayFormCase) second = NULL;
  g_autofree char *path = NULL;
  gboolean has_serials;

  assert_draft (FALSE); /* nothing was written yet */
  write_all (form);
  while ((path = find_draft (".json")) == NULL) /* by itself, after a moment */
    g_main_context_iteration (NULL, FALSE);
  g_object_set (form, "has-serials", FALSE, NULL);
  way_lot_form_flush (form);
  g_object_add_weak_pointer (G_OBJECT (form), &weak);
  g_object_unref (form); /* it may still be writing: the next one knows */
  other = load_form ("09521234000006", FALSE); /* a draft for each product */
  again = load_form (GTIN, TRUE);
  wait_until_written (&weak);
  assert_word (again, "lot", "A1");
  assert_word (again, "quantity", "not yet");
  assert_word (again, "uom", "KGM");
  assert_word (again, "produced", "2027-02");
  assert_word (again, "expires", "2028-02-29");
  g_object_get (again, "has-serials", &has_serials, NULL);
  g_assert_false (has_serials);
  g_assert_cmpuint (g_list_model_get_n_items (way_lot_form_get_cases (again)), ==, 2);
  second = g_list_model_get_item (way_lot_form_get_cases (again), 1);
  assert_word (second, "sscc", "0952");
  assert_word (second, "count", "6");
  discard (again);
}

static void
test_the_last_one_wins (void)
{
  WayLotForm *form = load_form (GTIN, FALSE);
  WayLotForm *again;

  g_object_set (form, "lot", "A1", NULL);
  way_lot_form_flush (form); /* is being written when it is discarded */
  discard (form);
  form = load_form (GTIN, FALSE);
  g_object_set (form, "lot", "A2", NULL);
  way_lot_form_flush (form);
  way_lot_form_discard (form);
  g_object_set (form, "lot", "A3", NULL);
  way_lot_form_flush (form);
  close_form (form);
  assert_draft (TRUE);
  again = load_form (GTIN, TRUE);
  assert_word (again, "lot", "A3");
  discard (again);
}

static void
test_damaged_draft (void)
{
  static const char *const texts[] = { "{", "{\"format\": 2}", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      WayLotForm *form = load_form (GTIN, FALSE);
      g_autofree char *path = NULL;
      g_autofree char *aside = NULL;
      g_autofree char *kept = NULL;

      g_object_set (form, "lot", "A1", NULL);
      way_lot_form_flush (form);
      close_form (form);
      path = find_draft (".json");
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      form = load_form (GTIN, FALSE);
      assert_word (form, "lot", "");
      assert_draft (FALSE);
      aside = find_draft (".damaged");
      g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, texts[i]);
      g_object_set (form, "lot", "A2", NULL); /* and writing goes on */
      way_lot_form_flush (form);
      close_form (form);
      assert_draft (TRUE);
      discard (load_form (GTIN, TRUE));
      g_assert_cmpint (g_unlink (aside), ==, 0);
    }
}

/* ---- Making lots ------------------------------------------------------------------------------------ */

static void
register_product (void)
{
  g_autoptr (WayProductForm) form = way_product_form_new (desk, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WayFormTexts) texts = NULL;
  g_autoptr (WayAct) act = NULL;

  way_product_form_load_async (form, NULL, take_result, &result);
  g_assert_true (way_product_form_load_finish (form, wait_for (&result), NULL, NULL));
  texts = g_list_model_get_item (way_product_form_get_texts (form), 0);
  g_object_set (texts, "name", "Oolong", NULL);
  g_object_set (form, "gtin", GTIN, "brand", "Tea Garden", NULL);
  act = way_product_form_sign (form);
  /* the key file is locked and there is no ledger yet: one passphrase does for both */
  g_assert_cmpint (go_through (act, FALSE), ==, WAY_ACT_FINAL);
}

static WayAct *
make_lot (const char *lot, const char *quantity)
{
  g_autoptr (WayLotForm) form = way_lot_form_new (desk, GTIN);
  g_autoptr (GAsyncResult) result = NULL;

  way_lot_form_load_async (form, NULL, take_result, &result);
  g_assert_true (way_lot_form_load_finish (form, wait_for (&result), NULL, NULL));
  g_object_set (form, "lot", lot, "quantity", quantity, "expires", "2027-03-01", NULL);
  return way_lot_form_sign (form);
}

static WayPagedList *
load_lots (void)
{
  WayPagedList *list = way_lot_list_new (desk, GTIN);

  way_paged_list_reload (list);
  while (way_paged_list_get_state (list) == WAY_LIST_LOADING)
    g_main_context_iteration (NULL, TRUE);
  return list;
}

/* An Enter too many in the passphrase's entry is no signature. */
static void
test_unlocking_twice_signs_nothing (void)
{
  g_autoptr (WayAct) act = make_lot ("A0", "1");

  while (way_act_get_state (act) != WAY_ACT_LOCKED)
    g_main_context_iteration (NULL, TRUE);
  way_act_unlock (act, "correct horse");
  way_act_unlock (act, "correct horse");
  while (way_act_get_state (act) != WAY_ACT_ASKING)
    g_main_context_iteration (NULL, TRUE);
  way_act_drop (act);
  g_assert_cmpint (go_through (act, FALSE), ==, WAY_ACT_DROPPED);
}

static void
test_lots (void)
{
  g_autoptr (WayAct) dropped = NULL;
  g_autoptr (WayAct) made = NULL;
  g_autoptr (WayPagedList) list = NULL;
  g_autoptr (WayLotItem) item = NULL;
  g_autofree char *draft = NULL;

  dropped = make_lot ("NEVER", "400000");
  g_assert_cmpint (go_through (dropped, TRUE), ==, WAY_ACT_DROPPED);
  assert_draft (TRUE); /* nothing was signed */
  made = make_lot ("A1", "30");
  g_assert_cmpint (go_through (made, FALSE), ==, WAY_ACT_FINAL);
  g_assert_nonnull (strstr (way_act_get_sentences (made)[1], "A1"));
  draft = find_draft (".json");
  g_assert_null (draft); /* the ledger has it */
  list = load_lots ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (way_lot_item_get_lot (item), ==, "A1");
  g_assert_true (way_lot_item_has_serials (item));
  g_assert_cmpuint (way_lot_item_get_quantity (item), ==, 30);
  g_assert_nonnull (strstr (way_lot_item_get_text (item), "1 March 2027"));
}

/* ---- Labels: of the lot above --------------------------------------------------------------------------- */

static gboolean
load_job (WayLabelJob *job, const char *passphrase, gboolean *out_is_locked)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_label_job_load_async (job, passphrase, NULL, take_result, &result);
  return way_label_job_load_finish (job, wait_for (&result), out_is_locked, NULL);
}

static WayLabelPage *
render (WayLabelJob *job, const WayLabelChoice *choice, guint64 page, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_label_job_render_async (job, choice, page, 4, NULL, take_result, &result);
  return way_label_job_render_finish (job, wait_for (&result), error);
}

static void
check_pages (WayLabelJob *job, const WayLabelChoice *choice)
{
  g_autoptr (WayLabelPage) outside = render (job, choice, 0, NULL);
  g_autoptr (WayLabelPage) inside = render (job, choice, 1, NULL);
  g_autoptr (WayLabelPage) again = render (job, choice, 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (way_label_job_get_n_pages (choice), ==, 6);
  g_assert_cmpuint (way_label_page_get_width (outside), ==, 840);
  g_assert_cmpuint (way_label_page_get_height (outside), ==, 1188);
  g_assert_cmpuint (g_bytes_get_size (way_label_page_get_pixels (outside)), ==,
                    840 * 1188 * 4);
  g_assert_true (g_bytes_equal (way_label_page_get_pixels (outside),
                                way_label_page_get_pixels (again)));
  g_assert_false (g_bytes_equal (way_label_page_get_pixels (outside),
                                 way_label_page_get_pixels (inside)));
  g_assert_null (render (job, choice, 6, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_OUT_OF_RANGE);
}

static gboolean
save (WayLabelJob *job,
      const WayLabelChoice *choice,
      const char *name,
      gboolean cancels,
      GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  if (cancels)
    g_cancellable_cancel (cancellable);
  way_label_job_save_async (job, choice, path, cancellable, take_result, &result);
  return way_label_job_save_finish (job, wait_for (&result), error);
}

static gboolean
has_file (const char *part)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    if (strstr (name, part) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_labels (void)
{
  g_autoptr (WayLabelJob) job = way_label_job_new (desk, GTIN, "A1");
  g_autoptr (WayLabelJob) nothing = way_label_job_new (desk, GTIN, "A2");
  g_autoptr (GError) error = NULL;
  WayLabelChoice choice = { .has_outside = TRUE, .has_inside = TRUE, .n = 30 };
  gboolean is_locked;

  g_assert_false (load_job (job, NULL, &is_locked));
  g_assert_true (is_locked);
  g_assert_false (load_job (job, "wrong", &is_locked));
  g_assert_true (is_locked);
  g_assert_true (load_job (job, "correct horse", &is_locked));
  g_assert_cmpuint (way_label_job_get_quantity (job), ==, 30);
  g_assert_false (load_job (nothing, "correct horse", &is_locked));
  g_assert_false (is_locked);
  check_pages (job, &choice);
  choice.n_skip = 12; /* 2 of 14 are left on the first sheet */
  g_assert_cmpuint (way_label_job_get_n_pages (&choice), ==, 6);
  choice.n_skip = 13;
  g_assert_cmpuint (way_label_job_get_n_pages (&choice), ==, 8);
  choice.has_inside = FALSE;
  g_assert_cmpuint (way_label_job_get_n_pages (&choice), ==, 4);
  g_assert_false (save (job, &choice, "cancelled.pdf", TRUE, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CANCELLED);
  g_assert_false (has_file ("cancelled"));
  g_assert_true (save (job, &choice, "labels.pdf", FALSE, NULL));
  g_assert_true (has_file ("labels.pdf"));
}

/* "A0" was prepared above, and then not signed: its codes are unknown to whoever scans them. */
static void
test_labels_of_a_lot_that_was_not_signed (void)
{
  g_autoptr (WayLabelJob) job = way_label_job_new (desk, GTIN, "A0");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_locked;

  way_label_job_load_async (job, "correct horse", NULL, take_result, &result);
  g_assert_false (
      way_label_job_load_finish (job, wait_for (&result), &is_locked, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NOT_REGISTERED);
  g_assert_nonnull (strstr (error->message, "A0"));
  g_assert_false (is_locked);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lot-form/problems", test_problems);
  g_test_add_func ("/lot-form/preview", test_preview);
  g_test_add_func ("/lot-form/cases", test_cases);
  g_test_add_func ("/lot-form/draft-survives", test_draft_survives);
  g_test_add_func ("/lot-form/the-last-one-wins", test_the_last_one_wins);
  g_test_add_func ("/lot-form/damaged-draft", test_damaged_draft);
  g_test_add_func ("/lot-form/first-act", register_product);
  g_test_add_func ("/lot-form/unlocking-twice-signs-nothing",
                   test_unlocking_twice_signs_nothing);
  g_test_add_func ("/lot-form/lots", test_lots);
  g_test_add_func ("/lot-form/labels", test_labels);
  g_test_add_func ("/lot-form/labels-of-a-lot-that-was-not-signed",
                   test_labels_of_a_lot_that_was_not_signed);
  open_shop ();
  status = g_test_run ();
  way_desk_close (desk);
  g_object_unref (desk);
  way_folder_remove (folder, NULL);
  g_free (folder);
  return status;
}
