/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-ed25519-exact.h"

#include <gcrypt.h>
#include <sodium.h>

/* Field of p = 2^255 - 19 in five limbs of 51 bits. Every function takes and
 * gives limbs below 2^52, so that no product or sum can overflow:
 * a limb product is below 2^104, five of them times 19 below 2^111. */

#define LIMBS 5
#define MASK  ((G_GUINT64_CONSTANT (1) << 51) - 1)

typedef unsigned __int128 Wide;

typedef struct
{
  guint64 limb[LIMBS];
} Field;

/* Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z. */
typedef struct
{
  Field x, y, z, t;
} Point;

/* d = -121665/121666 */
static const Field curve_d = { { 0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029,
                                 0x739c663a03cbb, 0x52036cee2b6ff } };
static const Field root_of_minus_one = {
  { 0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d }
};
/* The even x with y = 4/5 */
static const Point base_point = {
  .x = { { 0x62d608f25d51a, 0x412a4b4f6592a, 0x75b7171a4b31d, 0x1ff60527118fe,
           0x216936d3cd6e5 } },
  .y = { { 0x6666666666658, 0x4cccccccccccc, 0x1999999999999, 0x3333333333333,
           0x6666666666666 } },
  .z = { { 1 } },
  .t = { { 0x68ab3a5b7dda3, 0x00eea2a5eadbb, 0x2af8df483c27e, 0x332b375274732,
           0x67875f0fd78b7 } },
};
/* L = 2^252 + 27742317777372353535851937790883648493, little-endian */
static const guint8 group_order[32] = {
  0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
  0xa2, 0xde, 0xf9, 0xde, 0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10,
};

static Field
field_small (guint64 value)
{
  return (Field) { { value } };
}

static Field
field_carry (Field a)
{
  guint64 carry = 0;

  for (guint i = 0; i < LIMBS; i++)
    {
      a.limb[i] += carry;
      carry = a.limb[i] >> 51;
      a.limb[i] &= MASK;
    }
  a.limb[0] += 19 * carry; /* 2^255 = 19 */
  return a;
}

static Field
field_add (const Field *a, const Field *b)
{
  Field sum;

  for (guint i = 0; i < LIMBS; i++)
    sum.limb[i] = a->limb[i] + b->limb[i];
  return field_carry (sum);
}

static Field
field_subtract (const Field *a, const Field *b)
{
  Field difference;

  /* 4p, limb by limb above 2^52, keeps every limb positive. */
  for (guint i = 0; i < LIMBS; i++)
    difference.limb[i] = a->limb[i] + 4 * (i == 0 ? MASK - 18 : MASK) - b->limb[i];
  return field_carry (difference);
}

static Field
field_multiply (const Field *a, const Field *b)
{
  Wide product[LIMBS] = { 0 };
  Wide carry = 0;
  Field out;

#pragma GCC unroll 5
  for (guint i = 0; i < LIMBS; i++)
#pragma GCC unroll 5
    for (guint j = 0; j < LIMBS; j++)
      if (i + j < LIMBS)
        product[i + j] += (Wide) a->limb[i] * b->limb[j];
      else
        product[i + j - LIMBS] += (Wide) a->limb[i] * (19 * b->limb[j]);
  for (guint i = 0; i < LIMBS; i++)
    {
      product[i] += carry;
      out.limb[i] = (guint64) product[i] & MASK;
      carry = product[i] >> 51;
    }
  /* The carry is below 2^61; 19 of it don't fit one limb of 64 bits. */
  carry = out.limb[0] + 19 * carry;
  out.limb[0] = (guint64) carry & MASK;
  out.limb[1] += (guint64) (carry >> 51);
  return field_carry (out);
}

static Field
field_square (const Field *a)
{
  return field_multiply (a, a);
}

/* a^((p - 5) / 8); the exponent 2^252 - 3 is ones but for its bit 1. */
static Field
field_power (const Field *a)
{
  Field out = *a;

  for (int bit = 250; bit >= 0; bit--)
    {
      out = field_square (&out);
      if (bit != 1)
        out = field_multiply (&out, a);
    }
  return out;
}

/* The top bit is ignored; values from p to 2^255 - 1 stand for themselves less p. */
static Field
field_from_bytes (const guint8 bytes[32])
{
  Field out;

  for (guint i = 0; i < LIMBS; i++)
    {
      guint64 limb = 0;

      for (guint bit = 0; bit < 51; bit++)
        {
          guint at = 51 * i + bit;

          limb |= (guint64) (bytes[at / 8] >> (at % 8) & 1) << bit;
        }
      out.limb[i] = limb;
    }
  return out;
}

/* The one representative below p. */
static Field
field_canonical (const Field *a)
{
  Field out = field_carry (field_carry (*a));
  Field less;
  guint64 carry = 19;

  /* out is below 2^255 now; out + 19 reaches 2^255 exactly where out >= p. */
  for (guint i = 0; i < LIMBS; i++)
    {
      less.limb[i] = out.limb[i] + carry;
      carry = less.limb[i] >> 51;
      less.limb[i] &= MASK;
    }
  return carry ? less : out;
}

static gboolean
field_equal (const Field *a, const Field *b)
{
  Field left = field_canonical (a);
  Field right = field_canonical (b);

  return memcmp (&left, &right, sizeof left) == 0;
}

static gboolean
field_is_zero (const Field *a)
{
  Field zero = field_small (0);

  return field_equal (a, &zero);
}

static Point
point_neutral (void)
{
  return (Point) { .y = field_small (1), .z = field_small (1) };
}

/* The complete addition of -x^2 + y^2 = 1 + d x^2 y^2 (Hisil, Wong, Carter, Dawson 2008,
 * section 3.1 with k = 2d): right for every pair of points, equal and small-order ones
 * included. */
static Point
point_add (const Point *p, const Point *q)
{
  Field left = field_subtract (&p->y, &p->x), right = field_subtract (&q->y, &q->x);
  Field a = field_multiply (&left, &right);
  Field b, c, d, e, f, g, h;

  left = field_add (&p->y, &p->x);
  right = field_add (&q->y, &q->x);
  b = field_multiply (&left, &right);
  c = field_multiply (&p->t, &q->t);
  c = field_multiply (&c, &curve_d);
  c = field_add (&c, &c);
  d = field_multiply (&p->z, &q->z);
  d = field_add (&d, &d);
  e = field_subtract (&b, &a);
  f = field_subtract (&d, &c);
  g = field_add (&d, &c);
  h = field_add (&b, &a);
  return (Point) { .x = field_multiply (&e, &f),
                   .y = field_multiply (&g, &h),
                   .z = field_multiply (&f, &g),
                   .t = field_multiply (&e, &h) };
}

/* RFC 8032 section 5.1.4; as complete as the addition and cheaper. */
static Point
point_double (const Point *p)
{
  Field a = field_square (&p->x), b = field_square (&p->y), c = field_square (&p->z);
  Field h = field_add (&a, &b), g = field_subtract (&a, &b);
  Field e = field_add (&p->x, &p->y), f;

  e = field_square (&e);
  e = field_subtract (&h, &e);
  c = field_add (&c, &c);
  f = field_add (&c, &g);
  return (Point) { .x = field_multiply (&e, &f),
                   .y = field_multiply (&g, &h),
                   .z = field_multiply (&f, &g),
                   .t = field_multiply (&e, &h) };
}

static Point
point_negate (const Point *p)
{
  Field zero = field_small (0);
  Point out = *p;

  out.x = field_subtract (&zero, &p->x);
  out.t = field_subtract (&zero, &p->t);
  return out;
}

static gboolean
point_is_neutral (const Point *p)
{
  return field_is_zero (&p->x) && field_equal (&p->y, &p->z);
}

static Point
point_times_eight (Point p)
{
  for (guint i = 0; i < 3; i++)
    p = point_double (&p);
  return p;
}

/* x^2 = (y^2 - 1) / (d y^2 + 1). Returns: FALSE where there is no such x. */
static gboolean
recover_x (const Field *y, gboolean odd, Field *out_x)
{
  Field one = field_small (1), zero = field_small (0);
  Field yy = field_square (y);
  Field u = field_subtract (&yy, &one);
  Field v = field_multiply (&curve_d, &yy);
  Field v3, v7, x, check, minus_u = field_subtract (&zero, &u);

  v = field_add (&v, &one);
  v3 = field_square (&v);
  v3 = field_multiply (&v3, &v);
  v7 = field_square (&v3);
  v7 = field_multiply (&v7, &v);
  x = field_multiply (&u, &v7);
  x = field_power (&x);
  x = field_multiply (&x, &v3);
  x = field_multiply (&x, &u); /* u v^3 (u v^7)^((p-5)/8), RFC 8032 section 5.1.3 */
  check = field_square (&x);
  check = field_multiply (&check, &v);
  if (field_equal (&check, &minus_u))
    x = field_multiply (&x, &root_of_minus_one);
  else if (!field_equal (&check, &u))
    return FALSE;
  x = field_canonical (&x);
  *out_x = (x.limb[0] & 1) == (guint64) odd ? x : field_subtract (&zero, &x);
  return TRUE;
}

/* ZIP-215: y at or above p and the sign bit on x = 0 are allowed. */
static gboolean
point_decode (const guint8 bytes[32], Point *out)
{
  Point p = { .y = field_from_bytes (bytes), .z = field_small (1) };

  if (!recover_x (&p.y, bytes[31] >> 7, &p.x))
    return FALSE;
  p.t = field_multiply (&p.x, &p.y);
  *out = p;
  return TRUE;
}

static gboolean
encoding_is_canonical (const guint8 bytes[32], const Point *p)
{
  Field y = field_from_bytes (bytes);
  Field canonical = field_canonical (&y);

  return memcmp (&y, &canonical, sizeof y) == 0
         && !(bytes[31] >> 7 && field_is_zero (&p->x));
}

static gboolean
scalar_is_canonical (const guint8 bytes[32])
{
  for (int i = 31; i >= 0; i--)
    if (bytes[i] != group_order[i])
      return bytes[i] < group_order[i];
  return FALSE;
}

static guint
scalar_bit (const guint8 bytes[32], int bit)
{
  return bytes[bit / 8] >> (bit % 8) & 1;
}

/* [a]P + [b]Q, both bit by bit from the top. */
static Point
point_combine (const guint8 a[32], const Point *p, const guint8 b[32], const Point *q)
{
  Point sum = point_neutral ();
  Point table[3] = { *p, *q, point_add (p, q) };

  for (int bit = 255; bit >= 0; bit--)
    {
      guint pick = scalar_bit (a, bit) | scalar_bit (b, bit) << 1;

      sum = point_double (&sum);
      if (pick)
        sum = point_add (&sum, &table[pick - 1]);
    }
  return sum;
}

/* k = SHA-512(R || A || M) mod L over the encodings as received. */
static void
challenge (const WayPublicKey *key,
           WaySlice message,
           const WaySignature *signature,
           guint8 out32[32])
{
  guint8 hash[64];
  gcry_buffer_t parts[3] = {
    { .data = (gpointer) signature->bytes, .len = 32 },
    { .data = (gpointer) key->bytes, .len = 32 },
    { .data = (gpointer) message.data, .len = message.len },
  };

  if (gcry_md_hash_buffers (GCRY_MD_SHA512, 0, hash, parts, G_N_ELEMENTS (parts)) != 0)
    g_error ("libgcrypt can't compute a hash");
  crypto_core_ed25519_scalar_reduce (out32, hash);
}

static gboolean
is_strictly_encoded (const guint8 bytes[32], const Point *p)
{
  Point cleared = point_times_eight (*p);

  return encoding_is_canonical (bytes, p) && !point_is_neutral (&cleared);
}

gboolean
way_ed25519_verify (WayEd25519Rule rule,
                    const WayPublicKey *key,
                    WaySlice message,
                    const WaySignature *signature)
{
  const guint8 *s = signature->bytes + 32;
  Point a, r, difference;
  guint8 k[32];

  if (!scalar_is_canonical (s) || !point_decode (key->bytes, &a)
      || !point_decode (signature->bytes, &r))
    return FALSE;
  if (rule == WAY_ED25519_STRICT
      && (!is_strictly_encoded (key->bytes, &a)
          || !is_strictly_encoded (signature->bytes, &r)))
    return FALSE;

  challenge (key, message, signature, k);
  a = point_negate (&a);
  r = point_negate (&r);
  difference = point_combine (s, &base_point, k, &a);
  difference = point_add (&difference, &r);
  if (rule == WAY_ED25519_COFACTORED)
    difference = point_times_eight (difference);
  return point_is_neutral (&difference);
}

gboolean
way_ed25519_is_strong (const WayPublicKey *key)
{
  Point neutral = point_neutral ();
  static const guint8 zero[32];
  Point p, multiple;

  if (!point_decode (key->bytes, &p) || !encoding_is_canonical (key->bytes, &p)
      || point_is_neutral (&p))
    return FALSE;
  multiple = point_combine (group_order, &p, zero, &neutral);
  return point_is_neutral (&multiple);
}
