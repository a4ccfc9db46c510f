/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-form.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "way-act-private.h"
#include "way-day.h"
#include "way-detail.h"
#include "way-gtin.h"
#include "way-lot-facts.h"
#include "way-new-lot.h"

#define MAX_CASES 1000
#define MAX_BULK  G_GUINT64_CONSTANT (1000000000000)

struct _WayFormCase
{
  GObject parent;

  char *words[2];
};

enum
{
  CASE_PROP_0,
  CASE_PROP_SSCC,
  CASE_PROP_COUNT,
  CASE_N_PROPS
};

enum
{
  WORD_LOT,
  WORD_QUANTITY,
  WORD_UOM,
  WORD_PRODUCED,
  WORD_EXPIRES,
  N_WORDS
};

struct _WayLotForm
{
  GObject parent;

  WayDesk *desk;
  char *gtin14;
  char *words[N_WORDS];
  gboolean has_serials;
  GListStore *cases;
  char *problem;
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

  if (strlen (get_word (self, WORD_LOT)) > 20)
    return FALSE;
  g_strlcpy (code.gtin14, self->gtin14, sizeof code.gtin14);
  g_strlcpy (code.lot, get_word (self, WORD_LOT), sizeof code.lot);
  elements = way_gs1_code_to_elements (&code, NULL);
  return elements != NULL;
}

static const char *
find_problem_of_days (WayLotForm *self)
{
  const char *produced = get_word (self, WORD_PRODUCED);
  const char *expires = get_word (self, WORD_EXPIRES);
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

  if (*get_word (self, WORD_LOT) == '\0')
    return _ ("The lot has no number yet");
  if (!is_lot_number (self))
    return _ ("A lot number has up to 20 letters, digits and simple signs");
  if (!parse_count (get_word (self, WORD_QUANTITY),
                    self->has_serials ? WAY_LOT_MAX_UNITS : MAX_BULK, &quantity))
    return self->has_serials
               ? _ ("Say how many pieces there are: 1 to 16777216 with serial numbers")
               : _ ("Say how much there is");
  if (strlen (get_word (self, WORD_UOM)) > 8)
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

  if (g_list_model_get_n_items (G_LIST_MODEL (self->cases)) == MAX_CASES)
    return;
  item = g_object_new (WAY_TYPE_FORM_CASE, NULL);
  g_signal_connect_object (item, "notify", G_CALLBACK (update_problem), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (self->cases, item);
  update_problem (self);
}

void
way_lot_form_remove_case (WayLotForm *self, WayFormCase *item)
{
  guint position;

  if (g_list_store_find (self->cases, item, &position))
    g_list_store_remove (self->cases, position);
  update_problem (self);
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
  WayLotRegister lot = { .lot = way_slice_from_string (get_word (self, WORD_LOT)) };

  lot.production_date = get_day (self, WORD_PRODUCED, 7, &lot);
  lot.expiry_date = get_day (self, WORD_EXPIRES, 8, &lot);
  g_list_store_remove_all (facts);
  way_lot_facts_add (facts, &lot);
  if (self->has_serials)
    way_detail_add (facts, WAY_DETAIL_TEXT, "", _ ("Serial number"),
                    /* TRANSLATORS: stands where a customer will read the serial number */
                    g_strdup (_ ("Another one for each piece")));
}

/* ---- Signing ------------------------------------------------------------------------------------ */

typedef struct
{
  char *gtin14;
  char *words[N_WORDS];
  gboolean has_serials;
  GArray *cases; /* WayCaseCount; their SSCCs are in @ssccs */
  GPtrArray *ssccs;
  WayNewLot lot;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  way_new_lot_clear (&self->lot);
  for (gsize i = 0; i < N_WORDS; i++)
    g_free (self->words[i]);
  g_array_unref (self->cases);
  g_ptr_array_unref (self->ssccs);
  g_free (self->gtin14);
  g_free (self);
}

static void
set_text (Making *self, guint word, guint key, WaySlice *out)
{
  if (self->words[word] == NULL || *self->words[word] == '\0')
    return;
  *out = way_slice_from_string (self->words[word]);
  self->lot.record.present |= (guint64) 1 << key;
}

static void
set_time (WayEvent *event)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  int interval;

  event->time = (guint64) (g_get_real_time () / 1000);
  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                        (gint64) (event->time / 1000));
  if (interval >= 0)
    event->offset_minutes = g_time_zone_get_offset (zone, interval) / 60;
}

static gboolean
tell_progress (gpointer data, guint64 n_done, guint64 n_all)
{
  return way_act_plan_tell_progress (data, n_done, n_all);
}

static gboolean
build (WayActPlan *plan, gpointer data, GError **error)
{
  Making *self = data;
  WayLotRegister *record = &self->lot.record;
  WayAction actions[2];
  gsize n_actions;

  g_strlcpy (self->lot.gtin14, self->gtin14, sizeof self->lot.gtin14);
  record->gtin = way_slice_from_string (self->lot.gtin14);
  record->lot = way_slice_from_string (self->words[WORD_LOT]);
  record->quantity = g_ascii_strtoull (self->words[WORD_QUANTITY], NULL, 10);
  if (!self->has_serials)
    set_text (self, WORD_UOM, 4, &record->uom);
  set_text (self, WORD_PRODUCED, 7, &record->production_date);
  set_text (self, WORD_EXPIRES, 8, &record->expiry_date);
  if (self->has_serials)
    self->lot.cases = (WayRecords) { self->cases->data, self->cases->len };
  set_time (&self->lot.commission.event);
  if (self->has_serials
      && !way_new_lot_seal (&self->lot, plan->home, plan->network, plan->identity,
                            tell_progress, plan, error))
    return FALSE;
  if (!way_new_lot_keep (&self->lot, plan->home, plan->network, error))
    return FALSE;
  n_actions = way_new_lot_get_actions (&self->lot, actions);
  for (gsize i = 0; i < n_actions; i++)
    way_act_plan_add (plan, actions[i].kind, actions[i].body);
  return TRUE;
}

static gboolean
publish (WayActPlan *plan, gpointer data, GError **error)
{
  Making *self = data;
  g_autoptr (GError) cause = NULL;

  if (!way_new_lot_settle (&self->lot, plan->home, plan->network, NULL, error))
    return FALSE;
  if (way_new_lot_publish (&self->lot, plan->home, plan->network, plan->identity,
                           plan->cancellable, &cause))
    return TRUE;
  /* TRANSLATORS: %s is a sentence that says why */
  return way_error_wrap (error, way_result_from_error (cause), cause,
                         "The lot is registered, but the node did not take its list "
                         "of serial numbers (%s). Open the lot and choose Send "
                         "Serial Numbers Again.",
                         cause->message);
}

static Making *
making_new (WayLotForm *self)
{
  Making *making = g_new0 (Making, 1);

  making->gtin14 = g_strdup (self->gtin14);
  for (gsize i = 0; i < N_WORDS; i++)
    making->words[i] = g_strdup (self->words[i]);
  making->has_serials = self->has_serials;
  making->cases = g_array_new (FALSE, TRUE, sizeof (WayCaseCount));
  making->ssccs = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->cases)); i++)
    {
      g_autoptr (WayFormCase)
          item = g_list_model_get_item (G_LIST_MODEL (self->cases), i);
      char *sscc = g_strdup (item->words[0]);
      WayCaseCount row = { .sscc = way_slice_from_string (sscc) };

      parse_count (item->words[1], WAY_LOT_MAX_UNITS, &row.count);
      g_ptr_array_add (making->ssccs, sscc);
      g_array_append_val (making->cases, row);
    }
  return making;
}

WayAct *
way_lot_form_sign (WayLotForm *self)
{
  if (self->problem != NULL)
    return NULL;
  return way_act_start (self->desk, _ ("Sign Lot"), build, publish, making_new (self),
                        making_free);
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
  update_problem (self);
}

static void
way_lot_form_finalize (GObject *object)
{
  WayLotForm *self = WAY_LOT_FORM (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->cases);
  for (gsize i = 0; i < N_WORDS; i++)
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
}

WayLotForm *
way_lot_form_new (WayDesk *desk, const char *gtin14)
{
  WayLotForm *self = g_object_new (WAY_TYPE_LOT_FORM, NULL);

  self->desk = g_object_ref (desk);
  self->gtin14 = g_strdup (gtin14);
  update_problem (self);
  return self;
}
