/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-paged-list-private.h"

#include "way-desk-private.h"

/* So many rows before the end the next page is asked for. */
#define AHEAD 50
/* Pages that scrolling passed by meanwhile are not fetched. */
#define MAX_WANTED 6
/* Pages that may be in view: a view holds some 200 rows. */
#define MAX_IN_VIEW 4
#define NO_PAGE     G_MAXUINT

typedef struct
{
  char *after; /* (nullable): what it was asked with */
  guint first; /* row */
  guint n;
  GPtrArray *items; /* (nullable): let go */
  guint64 used;     /* when last, by the list's own count */
} Page;

struct _WayPagedList
{
  GObject parent;

  WayDesk *desk;
  GType item_type;
  WayListFetch fetch;
  GEqualFunc is_equal; /* (nullable) */
  char *gtin14;
  char *search;
  char *filter;
  char *account; /* (nullable): as whom it was asked for */

  GPtrArray *pages;
  guint n;
  char *next; /* (nullable): behind the last page */
  gboolean is_begun;
  gboolean is_stale; /* the first page that comes replaces everything */
  guint64 clock;

  GCancellable *cancellable;
  guint fetching; /* page that is on its way, or NO_PAGE */
  GArray *wanted; /* guint, the most wanted last */

  WayListState state;
  char *error_text;
  char *notice;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_SEARCH,
  PROP_NOTICE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
way_paged_list_model_init (GListModelInterface *iface);

G_DEFINE_ENUM_TYPE (WayListState,
                    way_list_state,
                    G_DEFINE_ENUM_VALUE (WAY_LIST_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (WAY_LIST_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (WAY_LIST_FAILED, "failed"))
G_DEFINE_FINAL_TYPE_WITH_CODE (WayPagedList,
                               way_paged_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      way_paged_list_model_init))

static void
page_free (gpointer data)
{
  Page *page = data;

  g_clear_pointer (&page->items, g_ptr_array_unref);
  g_free (page->after);
  g_free (page);
}

static void
set_state (WayPagedList *self, WayListState state, const char *error_text)
{
  g_free (self->error_text);
  self->error_text = g_strdup (error_text);
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_notice (WayPagedList *self, const char *notice)
{
  if (g_set_str (&self->notice, notice))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

/* ---- Fetching, in a thread --------------------------------------------------------------- */

typedef struct
{
  WayListFetch fetch;
  guint page;
  char *account; /* (nullable) */
  char *search;
  char *filter;
  char *gtin14;
  char *after;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->account);
  g_free (self->search);
  g_free (self->filter);
  g_free (self->gtin14);
  g_free (self->after);
  g_free (self);
}

typedef struct
{
  GPtrArray *items;
  char *next;
  char *notice; /* (nullable) */
} Fetched;

static void
fetched_free (gpointer data)
{
  Fetched *self = data;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->next);
  g_free (self->notice);
  g_free (self);
}

static void
fetch_page (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Asked *asked = data;
  Fetched *fetched = g_new0 (Fetched, 1);
  WayListQuestion question = { asked->account, asked->search, asked->filter,
                               asked->gtin14,  asked->after,  &fetched->notice };
  GError *error = NULL;

  fetched->items = g_ptr_array_new_with_free_func (g_object_unref);
  if (asked->fetch (home, &question, fetched->items, &fetched->next, cancellable, &error))
    g_task_return_pointer (task, fetched, fetched_free);
  else
    {
      fetched_free (fetched);
      g_task_return_error (task, error);
    }
}

static void
page_fetched (GObject *source, GAsyncResult *result, gpointer data);

static void
fetch_next_wanted (WayPagedList *self)
{
  GTask *task;
  Asked *asked;
  guint page;

  if (self->fetching != NO_PAGE || self->wanted->len == 0)
    return;
  page = g_array_index (self->wanted, guint, self->wanted->len - 1);
  g_array_set_size (self->wanted, self->wanted->len - 1);
  self->fetching = page;
  asked = g_new0 (Asked, 1);
  asked->fetch = self->fetch;
  asked->page = page;
  asked->account = g_strdup (self->account);
  asked->search = g_strdup (self->search);
  asked->filter = g_strdup (self->filter);
  asked->gtin14 = g_strdup (self->gtin14);
  if (!self->is_stale)
    asked->after = g_strdup (page < self->pages->len
                                 ? ((Page *) self->pages->pdata[page])->after
                                 : self->next);
  task = g_task_new (self, self->cancellable, page_fetched, NULL);
  g_task_set_source_tag (task, fetch_next_wanted);
  g_task_set_task_data (task, asked, asked_free);
  way_desk_run (self->desk, task, fetch_page);
}

static void
want (WayPagedList *self, guint page)
{
  if (page == self->fetching)
    return;
  for (guint i = 0; i < self->wanted->len; i++)
    if (g_array_index (self->wanted, guint, i) == page)
      {
        g_array_remove_index (self->wanted, i);
        break;
      }
  g_array_append_val (self->wanted, page);
  if (self->wanted->len > MAX_WANTED)
    g_array_remove_index (self->wanted, 0);
  fetch_next_wanted (self);
}

/* ---- What came ------------------------------------------------------------------------------ */

static void
let_go_of_old (WayPagedList *self)
{
  guint n_kept = 0;
  Page *oldest = NULL;

  for (guint i = 0; i < self->pages->len; i++)
    {
      Page *page = self->pages->pdata[i];

      if (page->items == NULL)
        continue;
      n_kept++;
      if (oldest == NULL || page->used < oldest->used)
        oldest = page;
    }
  if (n_kept > WAY_LIST_MAX_PAGES)
    g_clear_pointer (&oldest->items, g_ptr_array_unref);
}

static void
number_rows (WayPagedList *self)
{
  self->n = 0;
  for (guint i = 0; i < self->pages->len; i++)
    {
      Page *page = self->pages->pdata[i];

      page->first = self->n;
      self->n += page->n;
    }
}

/* Rows that are the same as before keep their places on the screen, with whatever a person does there. */
static void
tell_rows (WayPagedList *self, const Page *page, const GPtrArray *before, guint n_before)
{
  guint n_head = 0, n_tail = 0, n_same = 0;

  if (before != NULL && self->is_equal != NULL)
    n_same = MIN (before->len, page->n);
  while (n_head < n_same
         && self->is_equal (before->pdata[n_head], page->items->pdata[n_head]))
    n_head++;
  /* behind the page there may have been more, which is gone */
  while (n_before == (before != NULL ? before->len : 0) && n_tail < n_same - n_head
         && self->is_equal (before->pdata[n_before - n_tail - 1],
                            page->items->pdata[page->n - n_tail - 1]))
    n_tail++;
  if (n_before > n_head + n_tail || page->n > n_head + n_tail)
    g_list_model_items_changed (G_LIST_MODEL (self), page->first + n_head,
                                n_before - n_head - n_tail, page->n - n_head - n_tail);
}

/* Pages behind @index were asked for from where it ended before: they don't fit any more where it ends elsewhere now.
 * Returns: how many rows went with them. */
static guint
drop_pages_behind (WayPagedList *self, guint index, const char *next)
{
  guint n = 0;

  if (index + 1 == self->pages->len
      || g_strcmp0 (((Page *) self->pages->pdata[index + 1])->after, next) == 0)
    return 0;
  while (self->pages->len > index + 1)
    {
      n += ((Page *) self->pages->pdata[self->pages->len - 1])->n;
      g_ptr_array_set_size (self->pages, (int) self->pages->len - 1);
    }
  g_array_set_size (self->wanted, 0);
  return n;
}

/* Puts the rows of one page in its place. */
static void
take_page (WayPagedList *self, const Asked *asked, Fetched *fetched)
{
  g_autoptr (GPtrArray) before = NULL;
  guint n_before = 0;
  Page *page;

  if (self->is_stale)
    {
      n_before = self->n;
      g_ptr_array_set_size (self->pages, 0);
      self->is_stale = FALSE;
    }
  if (asked->page < self->pages->len)
    {
      page = self->pages->pdata[asked->page];
      n_before = page->n + drop_pages_behind (self, asked->page, fetched->next);
      before = g_steal_pointer (&page->items);
    }
  else
    {
      page = g_new0 (Page, 1);
      page->after = g_strdup (asked->after);
      g_ptr_array_add (self->pages, page);
    }
  page->items = g_steal_pointer (&fetched->items);
  page->n = page->items->len;
  page->used = ++self->clock;
  number_rows (self);
  if (page == self->pages->pdata[self->pages->len - 1])
    {
      g_free (self->next);
      self->next = g_steal_pointer (&fetched->next);
    }
  let_go_of_old (self);
  if (self->next != NULL && page->n == 0)
    want (self, self->pages->len);
  /* may ask for rows, and so reenter */
  tell_rows (self, page, before, n_before);
}

static void
page_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  WayPagedList *self = WAY_PAGED_LIST (source);
  const Asked *asked = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  Fetched *fetched;

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    {
      /* of a question that nobody asks any more */
      fetched = g_task_propagate_pointer (G_TASK (result), NULL);
      g_clear_pointer (&fetched, fetched_free);
      return;
    }
  self->fetching = NO_PAGE;
  fetched = g_task_propagate_pointer (G_TASK (result), &error);
  if (fetched != NULL)
    {
      if (self->is_stale || fetched->notice != NULL)
        set_notice (self, fetched->notice);
      take_page (self, asked, fetched);
      fetched_free (fetched);
      set_state (self, WAY_LIST_READY, NULL);
      fetch_next_wanted (self);
      return;
    }
  g_array_set_size (self->wanted, 0);
  text = way_desk_describe_error (error);
  set_state (self, WAY_LIST_FAILED, text);
}

void
way_paged_list_reload (WayPagedList *self)
{
  guint first = 0;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->fetching = NO_PAGE;
  g_array_set_size (self->wanted, 0);
  self->is_stale = TRUE;
  self->is_begun = TRUE;
  g_free (self->account);
  self->account = way_desk_dup_acting_account (self->desk);
  if (self->n == 0)
    set_state (self, WAY_LIST_LOADING, NULL);
  g_array_append_val (self->wanted, first);
  fetch_next_wanted (self);
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const Page *one = *(const Page *const *) a, *other = *(const Page *const *) b;

  return one->used < other->used ? 1 : -1;
}

/* Returns: when the last page was used that is not in view any more; 0 where all may be. */
static guint64
find_out_of_view (WayPagedList *self)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; i < self->pages->len; i++)
    if (((Page *) self->pages->pdata[i])->items != NULL)
      g_ptr_array_add (kept, self->pages->pdata[i]);
  g_ptr_array_sort (kept, compare_use);
  return kept->len > MAX_IN_VIEW ? ((Page *) kept->pdata[MAX_IN_VIEW])->used : 0;
}

void
way_paged_list_renew (WayPagedList *self)
{
  g_autofree char *account = way_desk_dup_acting_account (self->desk);
  guint64 out_of_view;

  if (self->state != WAY_LIST_READY || self->is_stale || self->n == 0
      || self->notice != NULL || g_strcmp0 (account, self->account) != 0)
    {
      way_paged_list_reload (self);
      return;
    }
  out_of_view = find_out_of_view (self);
  for (guint i = 0; i < self->pages->len; i++)
    {
      Page *page = self->pages->pdata[i];

      if (page->items == NULL)
        continue;
      if (page->used > out_of_view)
        want (self, i);
      else
        g_clear_pointer (&page->items, g_ptr_array_unref);
    }
}

void
way_paged_list_set_search (WayPagedList *self, const char *search)
{
  if (search != NULL && *search == '\0')
    search = NULL;
  if (g_set_str (&self->search, search))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
      if (self->is_begun)
        way_paged_list_reload (self);
    }
}

const char *
way_paged_list_get_search (WayPagedList *self)
{
  return self->search;
}

void
way_paged_list_set_filter (WayPagedList *self, const char *filter)
{
  if (g_set_str (&self->filter, filter) && self->is_begun)
    way_paged_list_reload (self);
}

gboolean
way_paged_list_is_narrowed (WayPagedList *self)
{
  return self->search != NULL || self->filter != NULL;
}

const char *
way_paged_list_get_notice (WayPagedList *self)
{
  return self->notice;
}

WayListState
way_paged_list_get_state (WayPagedList *self)
{
  return self->state;
}

const char *
way_paged_list_get_error_text (WayPagedList *self)
{
  return self->error_text;
}

/* ---- The model --------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return WAY_PAGED_LIST (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  return WAY_PAGED_LIST (model)->n;
}

static guint
find_page (WayPagedList *self, guint row)
{
  guint low = 0, high = self->pages->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (((Page *) self->pages->pdata[middle])->first <= row)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static gpointer
get_item (GListModel *model, guint row)
{
  WayPagedList *self = WAY_PAGED_LIST (model);
  guint index;
  Page *page;

  if (row >= self->n)
    return NULL;
  if (!self->is_stale && self->next != NULL && row + AHEAD >= self->n)
    want (self, self->pages->len);
  index = find_page (self, row);
  page = self->pages->pdata[index];
  page->used = ++self->clock;
  if (page->items != NULL)
    return g_object_ref (page->items->pdata[row - page->first]);
  if (!self->is_stale)
    want (self, index);
  return g_object_new (self->item_type, NULL);
}

static void
way_paged_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ---- The object ---------------------------------------------------------------------------------- */

static void
way_paged_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WayPagedList *self = WAY_PAGED_LIST (object);

  if (id == PROP_STATE)
    g_value_set_enum (value, (int) self->state);
  else if (id == PROP_SEARCH)
    g_value_set_string (value, self->search);
  else if (id == PROP_NOTICE)
    g_value_set_string (value, self->notice);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_paged_list_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *spec)
{
  if (id == PROP_SEARCH)
    way_paged_list_set_search (WAY_PAGED_LIST (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_paged_list_finalize (GObject *object)
{
  WayPagedList *self = WAY_PAGED_LIST (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->pages);
  g_array_unref (self->wanted);
  g_free (self->account);
  g_free (self->gtin14);
  g_free (self->search);
  g_free (self->filter);
  g_free (self->next);
  g_free (self->error_text);
  g_free (self->notice);
  G_OBJECT_CLASS (way_paged_list_parent_class)->finalize (object);
}

static void
way_paged_list_class_init (WayPagedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = way_paged_list_get_property;
  object_class->set_property = way_paged_list_set_property;
  object_class->finalize = way_paged_list_finalize;
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, WAY_TYPE_LIST_STATE,
                                              WAY_LIST_LOADING,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCH] = g_param_spec_string (
      "search", NULL, NULL, NULL,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NOTICE] = g_param_spec_string (
      "notice", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
way_paged_list_init (WayPagedList *self)
{
  self->pages = g_ptr_array_new_with_free_func (page_free);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (guint));
  self->fetching = NO_PAGE;
}

WayPagedList *
way_paged_list_new (WayDesk *desk,
                    GType item_type,
                    WayListFetch fetch,
                    const char *gtin14)
{
  WayPagedList *self = g_object_new (WAY_TYPE_PAGED_LIST, NULL);

  self->desk = g_object_ref (desk);
  self->item_type = item_type;
  self->fetch = fetch;
  self->gtin14 = g_strdup (gtin14);
  return self;
}

void
way_paged_list_set_equal (WayPagedList *self, GEqualFunc is_equal)
{
  self->is_equal = is_equal;
}
