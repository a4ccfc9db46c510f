/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-story-private.h"

#include "way-base-encoding.h"
#include "way-digital-link.h"

/* What the codes on the demo market's labels say. */

static char *
build_link (WaySlice gtin, WaySlice lot, WaySlice serial, GError **error)
{
  g_autoptr (GString) text = g_string_new ("(01)");
  g_autoptr (WayGs1Elements) elements = NULL;

  g_string_append_len (text, (const char *) gtin.data, (gssize) gtin.len);
  if (lot.len > 0)
    g_string_append_printf (text, "(10)%.*s", (int) lot.len, (const char *) lot.data);
  if (serial.len > 0)
    g_string_append_printf (text, "(21)%.*s", (int) serial.len,
                            (const char *) serial.data);
  elements = way_gs1_parse_bracketed (WAY_SLICE_INIT (text->str, text->len), error);
  return elements != NULL ? way_gs1_build_digital_link (elements, NULL, error) : NULL;
}

static const WayUnitSecrets *
find_unit (const WayDemoSealedLot *lot, const char *number, GError **error)
{
  guint64 i;

  if (lot->units != NULL
      && g_ascii_string_to_unsigned (number, 10, 0, lot->row->quantity - 1, &i, NULL))
    return &lot->units[i];
  way_error_format (error, WAY_RESULT_OUT_OF_RANGE, "There is no unit %s in that lot",
                    number);
  return NULL;
}

static char *
link_of_unit (const WayDemoStory *story, char **words, GError **error)
{
  const WayDemoSealedLot *lot =
      way_demo_story_find_lot (story, way_slice_from_string (words[0]), error);
  const WayUnitSecrets *unit = lot != NULL ? find_unit (lot, words[1], error) : NULL;

  return unit != NULL ? build_link (lot->product->gtin, lot->row->lot,
                                    way_slice_from_string (unit->serial), error)
                      : NULL;
}

/* @words: lot, unit, and the unit whose secret it has where that is another one. */
static char *
in_pack_link (const WayDemoStory *story, char **words, GError **error)
{
  const WayDemoSealedLot *lot =
      way_demo_story_find_lot (story, way_slice_from_string (words[0]), error);
  const WayUnitSecrets *secret =
      lot != NULL ? find_unit (lot, words[2] != NULL ? words[2] : words[1], error) : NULL;
  g_autofree char *link = secret != NULL ? link_of_unit (story, words, error) : NULL;
  g_autofree char *code = NULL;

  if (link == NULL)
    return NULL;
  code = way_base64url_encode (WAY_SLICE_INIT (secret->in_pack, WAY_IN_PACK_SIZE));
  return g_strconcat (link, "#c=", code, NULL);
}

static char *
link_with_serial (const WayDemoStory *story, char **words, GError **error)
{
  const WayDemoSealedLot *lot =
      way_demo_story_find_lot (story, way_slice_from_string (words[0]), error);

  return lot != NULL ? build_link (lot->product->gtin, lot->row->lot,
                                   way_slice_from_string (words[1]), error)
                     : NULL;
}

static char *
link_with_lot (const WayDemoStory *story, char **words, GError **error)
{
  const WayDemoProduct *product =
      way_demo_story_find_product (story, way_slice_from_string (words[0]), error);

  return product != NULL ? build_link (product->gtin, way_slice_from_string (words[1]),
                                       way_slice_from_string (words[2]), error)
                         : NULL;
}

static char *
link_of_lot (const WayDemoStory *story, char **words, GError **error)
{
  const WayDemoSealedLot *lot =
      way_demo_story_find_lot (story, way_slice_from_string (words[0]), error);

  return lot != NULL
             ? build_link (lot->product->gtin, lot->row->lot, (WaySlice) { 0 }, error)
             : NULL;
}

static char *
link_of_case (const WayDemoStory *story, char **words, GError **error)
{
  WayThing container;
  g_autofree char *text = NULL;
  g_autoptr (WayGs1Elements) elements = NULL;

  if (!way_demo_story_find_case (story, way_slice_from_string (words[0]), &container,
                                 error))
    return NULL;
  text = g_strdup_printf ("(00)%.*s", (int) container.sscc.len,
                          (const char *) container.sscc.data);
  elements = way_gs1_parse_bracketed (way_slice_from_string (text), error);
  return elements != NULL ? way_gs1_build_digital_link (elements, NULL, error) : NULL;
}

/* The thirteen digits below the bars. */
static char *
ean13 (const WayDemoStory *story, char **words, GError **error)
{
  const WayDemoProduct *product =
      way_demo_story_find_product (story, way_slice_from_string (words[0]), error);

  return product != NULL ? g_strndup ((const char *) product->gtin.data + 1, 13) : NULL;
}

static const struct
{
  const char *name;
  guint n_words;
  char *(*build) (const WayDemoStory *story, char **words, GError **error);
} links[] = {
  { "ean13", 1, ean13 },
  { "in-pack", 2, in_pack_link },
  { "in-pack", 3, in_pack_link },
  { "link", 2, link_of_unit },
  { "link-of-case", 1, link_of_case },
  { "link-of-lot", 1, link_of_lot },
  { "link-with-lot", 3, link_with_lot },
  { "link-with-serial", 2, link_with_serial },
};

char *
way_demo_story_dup_code (const WayDemoStory *self, WaySlice code, GError **error)
{
  g_autofree char *text = way_slice_dup_string (code);
  g_auto (GStrv) words = NULL;
  guint n;

  if (text[0] != '@')
    return g_steal_pointer (&text);
  words = g_strsplit (text + 1, ":", -1);
  n = g_strv_length (words);
  for (gsize i = 0; n > 0 && i < G_N_ELEMENTS (links); i++)
    if (g_str_equal (links[i].name, words[0]) && links[i].n_words == n - 1)
      return links[i].build (self, words + 1, error);
  way_error_format (error, WAY_RESULT_MALFORMED, "%s is no reference to a code", text);
  return NULL;
}
