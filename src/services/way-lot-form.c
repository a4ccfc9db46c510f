/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-form-private.h"

#include <glib/gi18n-lib.h>

#include "way-day.h"
#include "way-detail.h"
#include "way-gs1-code.h"
#include "way-gtin.h"
#include "way-lot-facts.h"

#define MAX_BULK G_GUINT64_CONSTANT (1000000000000)

enum
{
  CASE_PROP_0,
  CASE_PROP_SSCC,
  CASE_PROP_COUNT,
  CASE_N_PROPS
};

enum
{
  PROP_0,
  PROP_LOT,
  PROP_QUANTITY,
  PROP_UOM,
  PROP_PRODUCED,
  PROP_EXPIRES,
  PROP_HAS_SERIALS,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *case_properties[CASE_N_PROPS];
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayFormCase, way_form_case, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (WayLotForm, way_lot_form, G_TYPE_OBJECT)

/* ---- What is missing ----------------------------------------------------------------------- */

static const char *
get_word (WayLotForm *self, guint word)
{
  return self->words[word] != NULL ? self->words[word] : "";
}

static gboolean
parse_count (const char *text, guint64 max, guint64 *out)
{
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, max, out, NULL);
}

static gboolean
is_lot_number (WayLotForm *self)
{
  WayGs1Code code = { .kind = WAY_GS1_CODE_PRODUCT };
  g_autoptr (WayGs1Elements) elements = NULL;

  if (strlen (get_word (self, WAY_LOT_WORD_LOT)) > 20)
    return FALSE;
  g_strlcpy (code.gtin14, self->gtin14, sizeof code.gtin14);
  g_strlcpy (code.lot, get_word (self, WAY_LOT_WORD_LOT), sizeof code.lot);
  elements = way_gs1_code_to_elements (&code, NULL);
  return elements != NULL;
}

static const char *
find_problem_of_days (WayLotForm *self)
{
  const char *produced = get_word (self, WAY_LOT_WORD_PRODUCED);
  const char *expires = get_word (self, WAY_LOT_WORD_EXPIRES);
  GDate made, ends;

  if (*produced != '\0' && !way_day_parse (produced, &made))
    return _ ("Write the production date like 2027-03-01");
  if (*expires != '\0' && !way_day_parse (expires, &ends))
    return _ ("Write the expiry date like 2027-03-01");
  if (*produced != '\0' && *expires != '\0' && g_date_compare (&ends, &made) < 0)
    return _ ("It would expire before it is made");
  return NULL;
}

static const char *
find_problem_of_cases (WayLotForm *self, guint64 quantity)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint64 sum = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->cases)); i++)
    {
      g_autoptr (WayFormCase)
          item = g_list_model_get_item (G_LIST_MODEL (self->cases), i);
      const char *sscc = item->words[0] != NULL ? item->words[0] : "";
      guint64 count;

      if (!way_sscc_check (sscc, NULL))
        return _ ("An SSCC has 18 digits, the last of which is a check digit");
      if (!g_hash_table_add (seen, (gpointer) sscc)) /* the form keeps it */
        return _ ("Two cases have the same SSCC");
      if (!parse_count (item->words[1], quantity - sum, &count))
        return _ ("The cases hold more units than the lot has, or one has no count");
      sum += count;
    }
  return NULL;
}

static const char *
find_problem (WayLotForm *self)
{
  guint64 quantity;
  const char *problem;

  if (*get_word (self, WAY_LOT_WORD_LOT) == '\0')
    return _ ("The lot has no number yet");
  if (!is_lot_number (self))
    return _ ("A lot number has up to 20 letters, digits and simple signs");
  if (!parse_count (get_word (self, WAY_LOT_WORD_QUANTITY),
                    self->has_serials ? WAY_LOT_MAX_UNITS : MAX_BULK, &quantity))
    return self->has_serials
               ? _ ("Say how many pieces there are: 1 to 16777216 with serial numbers")
               : _ ("Say how much there is");
  if (strlen (get_word (self, WAY_LOT_WORD_UOM)) > 8)
    return _ ("A unit of measure is a short code, like KGM");
  problem = find_problem_of_days (self);
  return problem != NULL || !self->has_serials ? problem
                                               : find_problem_of_cases (self, quantity);
}

static void
update_problem (WayLotForm *self)
{
  if (g_set_str (&self->problem, find_problem (self)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
tell_changed (WayLotForm *self)
{
  update_problem (self);
  if (!self->is_filling)
    way_form_draft_tell_changed (&self->draft);
}

const char *
way_lot_form_get_problem (WayLotForm *self)
{
  return self->problem;
}

/* ---- Cases ----------------------------------------------------------------------------------- */

GListModel *
way_lot_form_get_cases (WayLotForm *self)
{
  return G_LIST_MODEL (self->cases);
}

void
way_lot_form_add_case (WayLotForm *self)
{
  g_autoptr (WayFormCase) item = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->cases)) == WAY_LOT_MAX_CASES)
    return;
  item = g_object_new (WAY_TYPE_FORM_CASE, NULL);
  g_list_store_append (self->cases, item);
}

void
way_lot_form_remove_case (WayLotForm *self, WayFormCase *item)
{
  guint position;

  if (g_list_store_find (self->cases, item, &position))
    g_list_store_remove (self->cases, position);
}

static void
watch_cases (WayLotForm *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->cases), i);

      g_signal_connect_object (item, "notify", G_CALLBACK (tell_changed), self,
                               G_CONNECT_SWAPPED);
    }
  tell_changed (self);
}

/* ---- What a customer reads ----------------------------------------------------------------- */

static WaySlice
get_day (WayLotForm *self, guint word, guint bit, WayLotRegister *lot)
{
  const char *text = get_word (self, word);
  GDate day;

  if (!way_day_parse (text, &day))
    return (WaySlice) { 0 };
  lot->present |= G_GUINT64_CONSTANT (1) << bit;
  return way_slice_from_string (text);
}

void
way_lot_form_preview (WayLotForm *self, GListStore *facts)
{
  WayLotRegister lot = { .lot =
                             way_slice_from_string (get_word (self, WAY_LOT_WORD_LOT)) };

  lot.production_date = get_day (self, WAY_LOT_WORD_PRODUCED, 7, &lot);
  lot.expiry_date = get_day (self, WAY_LOT_WORD_EXPIRES, 8, &lot);
  g_list_store_remove_all (facts);
  way_lot_facts_add (facts, &lot);
  if (self->has_serials)
    way_detail_add (facts, WAY_DETAIL_TEXT, "", _ ("Serial number"),
                    /* TRANSLATORS: stands where a customer will read the serial number */
                    g_strdup (_ ("Another one for each piece")));
}

/* ---- The objects ----------------------------------------------------------------------------------- */

static void
way_form_case_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  const char *word = WAY_FORM_CASE (object)->words[id - CASE_PROP_SSCC];

  g_value_set_string (value, word != NULL ? word : "");
}

static void
way_form_case_set_property (GObject *object,
                            guint id,
                            const GValue *value,
                            GParamSpec *spec)
{
  if (g_set_str (&WAY_FORM_CASE (object)->words[id - CASE_PROP_SSCC],
                 g_value_get_string (value)))
    g_object_notify_by_pspec (object, spec);
}

static void
way_form_case_finalize (GObject *object)
{
  WayFormCase *self = WAY_FORM_CASE (object);

  g_free (self->words[0]);
  g_free (self->words[1]);
  G_OBJECT_CLASS (way_form_case_parent_class)->finalize (object);
}

static void
way_form_case_class_init (WayFormCaseClass *klass)
{
  static const char *const names[] = { NULL, "sscc", "count" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = way_form_case_get_property;
  object_class->set_property = way_form_case_set_property;
  object_class->finalize = way_form_case_finalize;
  for (guint id = CASE_PROP_SSCC; id < CASE_N_PROPS; id++)
    case_properties[id] = g_param_spec_string (names[id], NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, CASE_N_PROPS, case_properties);
}

static void
way_form_case_init (WayFormCase *self)
{
}

static void
way_lot_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WayLotForm *self = WAY_LOT_FORM (object);

  if (id == PROP_PROBLEM)
    g_value_set_string (value, self->problem);
  else if (id == PROP_HAS_SERIALS)
    g_value_set_boolean (value, self->has_serials);
  else if (id >= PROP_LOT && id <= PROP_EXPIRES)
    g_value_set_string (value, get_word (self, id - PROP_LOT));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static gboolean
set_has_serials (WayLotForm *self, gboolean has_serials)
{
  if (self->has_serials == has_serials)
    return FALSE;
  self->has_serials = has_serials;
  return TRUE;
}

static void
way_lot_form_set_property (GObject *object,
                           guint id,
                           const GValue *value,
                           GParamSpec *spec)
{
  WayLotForm *self = WAY_LOT_FORM (object);
  gboolean is_new = FALSE;

  if (id == PROP_HAS_SERIALS)
    is_new = set_has_serials (self, g_value_get_boolean (value));
  else if (id >= PROP_LOT && id <= PROP_EXPIRES)
    is_new = g_set_str (&self->words[id - PROP_LOT], g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  if (!is_new)
    return;
  g_object_notify_by_pspec (object, spec);
  tell_changed (self);
}

static void
way_lot_form_finalize (GObject *object)
{
  WayLotForm *self = WAY_LOT_FORM (object);

  way_form_draft_clear (&self->draft);
  g_clear_object (&self->desk);
  g_clear_object (&self->cases);
  for (gsize i = 0; i < WAY_LOT_N_WORDS; i++)
    g_free (self->words[i]);
  g_free (self->gtin14);
  g_free (self->problem);
  G_OBJECT_CLASS (way_lot_form_parent_class)->finalize (object);
}

static void
way_lot_form_class_init (WayLotFormClass *klass)
{
  static const char *const names[] = { NULL,  "lot",      "quantity",
                                       "uom", "produced", "expires" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                            | G_PARAM_STATIC_STRINGS;

  object_class->get_property = way_lot_form_get_property;
  object_class->set_property = way_lot_form_set_property;
  object_class->finalize = way_lot_form_finalize;
  for (guint id = PROP_LOT; id <= PROP_EXPIRES; id++)
    properties[id] = g_param_spec_string (names[id], NULL, NULL, NULL, flags);
  properties[PROP_HAS_SERIALS] =
      g_param_spec_boolean ("has-serials", NULL, NULL, TRUE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string (
      "problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
way_lot_form_init (WayLotForm *self)
{
  self->has_serials = TRUE;
  self->cases = g_list_store_new (WAY_TYPE_FORM_CASE);
  g_signal_connect_swapped (self->cases, "items-changed", G_CALLBACK (watch_cases), self);
}

WayLotForm *
way_lot_form_new (WayDesk *desk, const char *gtin14)
{
  WayLotForm *self = g_object_new (WAY_TYPE_LOT_FORM, NULL);

  self->desk = g_object_ref (desk);
  self->gtin14 = g_strdup (gtin14);
  way_form_draft_init (&self->draft, &way_lot_form_draft, self, self->desk, self->gtin14);
  update_problem (self);
  return self;
}
