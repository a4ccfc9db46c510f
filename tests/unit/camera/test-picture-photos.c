/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Public photographs of QR codes, each with the text that it must give beside it. */

#include <string.h>

#include "way-picture-reader.h"
#include "way-test.h"

typedef struct
{
  guint n_read;
  guint n_all;
} Count;

static void
check_photo (const char *folder, const char *name, Count *count)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *base = g_strndup (path, (gsize) (strrchr (path, '.') - path));
  g_autofree char *text_path = g_strconcat (base, ".txt", NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (text_path, &expected, NULL, NULL))
    return;
  count->n_all++;
  codes = way_picture_scan_file (path, 0, NULL, &error);
  g_assert_no_error (error);
  /* a photograph that can't be read is a pity, a wrong reading is a fault */
  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      g_assert_cmpstr (code->format, ==, "QRCode");
      g_assert_cmpstr (code->text, ==, expected);
    }
  count->n_read += codes->len == 1;
}

static Count
check_folder (const char *name)
{
  g_autofree char *relative = g_build_filename ("qr-photos", name, NULL);
  g_autofree char *folder = way_test_dup_vector_path (relative);
  g_autoptr (GDir) dir = folder ? g_dir_open (folder, 0, NULL) : NULL;
  Count count = { 0, 0 };
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    if (!g_str_has_suffix (file, ".txt"))
      check_photo (folder, file, &count);
  return count;
}

static void
test_folder (gconstpointer data)
{
  Count count = check_folder (data);

  g_test_message ("%s: read %u of %u", (const char *) data, count.n_read, count.n_all);
  g_assert_cmpuint (count.n_read, ==, count.n_all);
}

/* Four pictures, one text. */
static void
test_structured_append (void)
{
  g_autofree char *expected = way_test_read_vector ("qr-photos/qrcode-7/01.txt", NULL);
  g_autoptr (GString) whole = g_string_new (NULL);

  if (expected == NULL)
    return;
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("qr-photos/qrcode-7/01-%02d.png", i + 1);
      g_autofree char *path = way_test_dup_vector_path (name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) codes = way_picture_scan_file (path, 0, NULL, &error);
      const WayCode *code;

      g_assert_no_error (error);
      g_assert_cmpuint (codes->len, ==, 1);
      code = g_ptr_array_index (codes, 0);
      g_assert_cmpint (code->index, ==, i);
      g_assert_cmpint (code->count, ==, 4);
      g_assert_cmpstr (code->sequence_id, ==, "95");
      g_string_append (whole, code->text);
    }
  g_assert_cmpstr (whole->str, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/camera/photos/qrcode-1", "qrcode-1", test_folder);
  g_test_add_data_func ("/camera/photos/qrcode-5", "qrcode-5", test_folder);
  g_test_add_data_func ("/camera/photos/qrcode-6", "qrcode-6", test_folder);
  g_test_add_func ("/camera/photos/structured-append", test_structured_append);
  return g_test_run ();
}
