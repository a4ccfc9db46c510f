/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-identifier.h"

typedef struct
{
  const char *uri;
  const char *path; /* behind https://id.gs1.org/; NULL: no identifier of GS1 */
} Row;

static void
check_rows (const Row *rows, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *expected =
          rows[i].path ? g_strconcat ("https://id.gs1.org/", rows[i].path, NULL) : NULL;
      g_autofree char *found =
          way_epcis_dup_identifier (way_slice_from_string (rows[i].uri));
      g_autoptr (GString) out = g_string_new ("kept");

      g_assert_cmpstr (found, ==, expected ? expected : rows[i].uri);
      g_assert_true (
          way_epcis_append_identifier (out, way_slice_from_string (rows[i].uri))
          == (expected != NULL));
      g_assert_true (g_str_has_prefix (out->str, "kept"));
      if (expected == NULL)
        g_assert_cmpuint (out->len, ==, strlen ("kept"));
      else
        {
          /* the canonical form is its own canonical form */
          g_autofree char *again =
              way_epcis_dup_identifier (way_slice_from_string (found));
          g_assert_cmpstr (again, ==, found);
        }
    }
}

/* EPC Tag Data Standard 2.0, section 6.3 */
static void
test_urns (void)
{
  static const Row rows[] = {
    { "urn:epc:id:sgtin:4012345.011111.9876", "01/04012345111118/21/9876" },
    { "urn:epc:id:sgtin:4012345.011111.98%22", "01/04012345111118/21/98%22" },
    { "urn:epc:id:sgtin:415056789012.0.987654", "01/04150567890128/21/987654" },
    { "urn:epc:id:sgtin:061414.1812345.6789%2F%26%25%22!%3F()",
      "01/10614148123452/21/6789%2F%26%25%22%21%3F%28%29" },
    { "urn:epc:id:sgtin:0614141.812345.a'b;c=d-e_f", "01/80614141123458/21/a'b;c=d-e_f" },
    { "urn:epc:id:sscc:4012345.3111111111", "00/340123451111111111" },
    { "urn:epc:id:sscc:061414.12345678901", "00/106141423456789018" },
    { "urn:epc:id:sgln:4012345.00005.122", "414/4012345000054/254/122" },
    { "urn:epc:id:sgln:4012345.00005.0", "414/4012345000054" },
    { "urn:epc:id:sgln:123456789012..A%2Fb", "414/1234567890128/254/A%2Fb" },
    { "urn:epc:id:grai:4012345.00022.334455", "8003/04012345000221334455" },
    { "urn:epc:id:grai:123456789012..7", "8003/012345678901287" },
    { "urn:epc:id:giai:4012345.ABC345", "8004/4012345ABC345" },
    { "urn:epc:id:giai:4012345.A.B", "8004/4012345A.B" },
    { "urn:epc:id:gsrn:4012345.0000006765", "8018/401234500000067657" },
    { "urn:epc:id:gsrnp:4012345.0000000007", "8017/401234500000000074" },
    { "urn:epc:id:gdti:4012345.00009.PO-4711", "253/4012345000092PO-4711" },
    { "urn:epc:id:gdti:987659999999..9", "253/98765999999929" },
    { "urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234",
      "8010/061414111111111111111-A%23%2F/8011/1234" },
    { "urn:epc:id:sgcn:4012345.67890.04711", "255/401234567890104711" },
    { "urn:epc:id:ginc:0614141.xyz47%2F11", "401/0614141xyz47%2F11" },
    { "urn:epc:id:gsin:4012345.222333444", "402/40123452223334442" },
    { "urn:epc:id:itip:4012345.011111.01.02.987", "8006/040123451111180102/21/987" },
    { "urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7SDB",
      "01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7SDB" },
    { "urn:epc:id:pgln:4000001.00000", "417/4000001000005" },
    { "urn:epc:id:pgln:999999999999.", "417/9999999999994" },
    { "urn:epc:class:lgtin:4012345.012345.Lot987", "01/04012345123456/10/Lot987" },
    { "urn:epc:idpat:sgtin:4012345.012345.*", "01/04012345123456" },
    { "urn:epc:idpat:grai:4012345.99999.*", "8003/04012345999990" },
    { "urn:epc:idpat:gdti:4012345.11111.*", "253/4012345111118" },
    { "urn:epc:idpat:sgcn:4012345.22222.*", "255/4012345222227" },
    { "urn:epc:idpat:cpi:4012345.AB12.*", "8010/4012345AB12" },
    { "urn:epc:idpat:itip:4012345.012345.01.02.*", "8006/040123451234560102" },
    { "urn:epc:idpat:upui:4012345.012345.*", "01/04012345123456" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_other_urns (void)
{
  static const Row rows[] = {
    { "urn:epc:id:sgtin:40123.0111111.9876", NULL },  /* company prefix too short */
    { "urn:epc:id:sgtin:4012345678901..9876", NULL }, /* too long */
    { "urn:epc:id:sgtin:4012345.01111.9876", NULL },  /* a digit is missing */
    { "urn:epc:id:sgtin:4012345.01111x.9876", NULL }, /* not a digit */
    { "urn:epc:id:sgtin:4012345.011111", NULL },      /* no serial */
    { "urn:epc:id:sgtin:4012345.011111.", NULL },     /* an empty one */
    { "urn:epc:id:sgtin:4012345.011111.a b", NULL },  /* not in the character set */
    { "urn:epc:id:sgtin:4012345.011111.%2", NULL },   /* a broken escape */
    { "urn:epc:id:sgtin:4012345.011111.%00", NULL },  /* not in the set */
    { "urn:epc:id:sgtin:4012345.011111.123456789012345678901", NULL }, /* 21 */
    { "urn:epc:id:sscc:4012345.3111111111.1", NULL },
    { "urn:epc:id:sgcn:4012345.67890.A", NULL },
    { "urn:epc:id:cpi:4012345.ab.1", NULL }, /* capitals only */
    { "urn:epc:id:itip:4012345.011111.1.02.987", NULL },
    { "urn:epc:idpat:sgtin:4012345.*.*", NULL },
    { "urn:epc:idpat:sgtin:4012345.012345.5", NULL },
    { "urn:epc:idpat:sscc:4012345.*", NULL },
    { "urn:epc:id:gid:95100000.12345.400", NULL }, /* not a key of GS1 */
    { "urn:epc:id:sgtin", NULL },
    { "urn:epc:", NULL },
    { "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8", NULL },
    { "", NULL },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_links (void)
{
  static const Row rows[] = {
    { "https://id.gs1.org/01/09780345418913", "01/09780345418913" },
    { "http://id.gs1.org/gtin/9780345418913", "01/09780345418913" },
    { "http://example.de/gtin-8/01/97803111", "01/00000097803111" },
    { "http://example.com/01/001122334455", "01/00001122334455" },
    { "http://example.com/01/001122334455/ser/GHB", "01/00001122334455/21/GHB" },
    { "https://example.com:8443/a/01/09780345418913/21/765tz?11=221109",
      "01/09780345418913/21/765tz" },
    { "https://example.com/01/09780345418913/21/a%2fb%2Dc#part",
      "01/09780345418913/21/a%2Fb-c" },
    { "https://example.com/01/09780345418913/", "01/09780345418913" },
    /* the finest level only, and no variant */
    { "https://id.gs1.org/01/9780345418913/22/344/10/1223/21/765tz",
      "01/09780345418913/21/765tz" },
    { "https://id.gs1.org/gtin/9780345418913/cpv/344", "01/09780345418913" },
    { "https://id.gs1.org/01/9780345418913/22/344/10/1223", "01/09780345418913/10/1223" },
    { "https://x.example/01/09780345418913/235/abc", "01/09780345418913/235/abc" },
    { "https://x.example/8006/040123451234560102/10/Lot-123/21/ser987",
      "8006/040123451234560102/21/ser987" },
    { "https://id.gs1.org/00/340123453111111115", "00/340123453111111115" },
    { "https://example.co.uk/party/4226350800008", "417/4226350800008" },
    { "https://id.gs1.de/414/4280000000002/254/12", "414/4280000000002/254/12" },
    { "https://id.gs1.de/8003/03870585000552987", "8003/03870585000552987" },
    { "https://id.gs1.de/8004/0180451111ABC987", "8004/0180451111ABC987" },
    { "https://id.gs1.de/8018/385888700111111111", "8018/385888700111111111" },
    { "https://id.gs1.de/8017/440018922222222226", "8017/440018922222222226" },
    { "https://id.gs1.de/253/4602443000331XYZ", "253/4602443000331XYZ" },
    { "https://id.gs1.de/8010/0628165987/8011/9876", "8010/0628165987/8011/9876" },
    { "https://id.gs1.de/255/0811625999996554433", "255/0811625999996554433" },
    { "https://id.gs1.de/401/0614141xyz", "401/0614141xyz" },
    { "https://id.gs1.de/402/40123452223334442", "402/40123452223334442" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_other_links (void)
{
  static const Row rows[] = {
    { "http://example.org/123/4012345ABC987/456/4711", NULL },
    { "http://id.gs1.org/99/9780345418913", NULL },
    { "http://id.gs1.org/01/9780345418913/99/utfgf", NULL },
    { "http://id.gs1.org/01/9780345418913/21", NULL },
    { "http://id.gs1.org/01/9780345418913/21/", NULL },
    { "http://id.gs1.org/01/9780345418913/21/a/10/b", NULL },
    { "http://example.de/abc/9780345418913", NULL },
    { "http://example.de/01/97803", NULL },
    { "https://id.gs1.org/8006/04012345123456/22/ABCD/10/XYZ", NULL },
    { "https://id.gs1.org/00/34012345311111111", NULL },
    { "https://01/09780345418913", NULL },
    { "ftp://id.gs1.org/01/09780345418913", NULL },
    { "https://", NULL },
    { "Hello World!", NULL },
    { "42", NULL },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/epcis/identifier/urns", test_urns);
  g_test_add_func ("/epcis/identifier/other-urns", test_other_urns);
  g_test_add_func ("/epcis/identifier/links", test_links);
  g_test_add_func ("/epcis/identifier/other-links", test_other_links);
  return g_test_run ();
}
