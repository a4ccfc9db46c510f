/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* No include guard. Says what the next file of records (way-model.def, way-api.def) is read as:
 *
 * #define R_MODE_STRUCTS — typedef struct WayPlace and `extern const WaySchema way_place_schema`;
 * #define R_MODE_TABLES  — the schemas themselves. A record that ends with R_END_CHECKED has a function
 *                          `static WayResult check_place (gconstpointer record)` above.
 *
 * Include way-model-undef.h behind the file. */

#ifdef R_MODE_STRUCTS
#undef R_MODE_STRUCTS

#define R_BEGIN(T, t)                                                                    \
  typedef struct                                                                         \
  {                                                                                      \
    guint64 present;
#define R_END(T, t)                                                                      \
  }                                                                                      \
  Way##T;                                                                                \
  extern const WaySchema way_##t##_schema;
#define R_END_CHECKED                                     R_END
#define F_UNSIGNED(T, key, member, json, req, min, max)   guint64 member;
#define F_INTEGER(T, key, member, json, req, min, max)    gint64 member;
#define F_BOOLEAN(T, key, member, json, req)              gboolean member;
#define F_TIME(T, key, member, json, req)                 guint64 member;
#define F_HASH(T, key, member, json, req)                 WayHash member;
#define F_FIXED(T, key, member, json, req, len)           guint8 member[len];
#define F_BYTES(T, key, member, json, req, min, max)      WaySlice member;
#define F_TEXT(T, key, member, json, req, min, max)       WaySlice member;
#define F_ENUM(T, key, member, json, req, names)          guint64 member;
#define F_RECORD(T, key, member, json, req, S, s)         Way##S member;
#define F_RECORDS(T, key, member, json, req, min, max, s) WayRecords member;
#define F_TEXTS(T, key, member, json, req, min, max)      WayRecords member;
#define F_HASHES(T, key, member, json, req, min, max)     WayRecords member;
#endif

#ifdef R_MODE_TABLES
#undef R_MODE_TABLES

#define R_FLAG_REQ 0
#define R_FLAG_OPT WAY_FIELD_OPTIONAL

#define R_ROW(T, key_, member, json, type_, req, min_, max_, schema_, names_)            \
  { .key = key_,                                                                         \
    .name = json,                                                                        \
    .type = WAY_FIELD_##type_,                                                           \
    .flags = R_FLAG_##req,                                                               \
    .offset = G_STRUCT_OFFSET (Way##T, member),                                          \
    .min = min_,                                                                         \
    .max = max_,                                                                         \
    .schema = schema_,                                                                   \
    .names = names_ },

#define R_BEGIN(T, t) static const WayField t##_fields[] = {
#define R_SCHEMA(T, t, check_)                                                           \
  }                                                                                      \
  ;                                                                                      \
  const WaySchema way_##t##_schema = { .name = #T,                                       \
                                       .size = sizeof (Way##T),                          \
                                       .fields = t##_fields,                             \
                                       .n_fields = G_N_ELEMENTS (t##_fields),            \
                                       .check = check_ };
#define R_END(T, t)         R_SCHEMA (T, t, NULL)
#define R_END_CHECKED(T, t) R_SCHEMA (T, t, check_##t)

#define F_UNSIGNED(T, key, member, json, req, min, max)                                  \
  R_ROW (T, key, member, json, UNSIGNED, req, min, max, NULL, NULL)
#define F_INTEGER(T, key, member, json, req, min, max)                                   \
  R_ROW (T, key, member, json, INTEGER, req, min, max, NULL, NULL)
#define F_BOOLEAN(T, key, member, json, req)                                             \
  R_ROW (T, key, member, json, BOOLEAN, req, 0, 0, NULL, NULL)
#define F_TIME(T, key, member, json, req)                                                \
  R_ROW (T, key, member, json, TIME, req, 0, 0, NULL, NULL)
#define F_HASH(T, key, member, json, req)                                                \
  R_ROW (T, key, member, json, HASH, req, 0, 0, NULL, NULL)
#define F_FIXED(T, key, member, json, req, len)                                          \
  R_ROW (T, key, member, json, FIXED, req, 0, len, NULL, NULL)
#define F_BYTES(T, key, member, json, req, min, max)                                     \
  R_ROW (T, key, member, json, BYTES, req, min, max, NULL, NULL)
#define F_TEXT(T, key, member, json, req, min, max)                                      \
  R_ROW (T, key, member, json, TEXT, req, min, max, NULL, NULL)
#define F_ENUM(T, key, member, json, req, names)                                         \
  R_ROW (T, key, member, json, ENUM, req, 0, 0, NULL, names)
#define F_RECORD(T, key, member, json, req, S, s)                                        \
  R_ROW (T, key, member, json, RECORD, req, 0, 0, &way_##s##_schema, NULL)
#define F_RECORDS(T, key, member, json, req, min, max, s)                                \
  R_ROW (T, key, member, json, RECORDS, req, min, max, &way_##s##_schema, NULL)
#define F_TEXTS(T, key, member, json, req, min, max)                                     \
  R_ROW (T, key, member, json, TEXTS, req, min, max, NULL, NULL)
#define F_HASHES(T, key, member, json, req, min, max)                                    \
  R_ROW (T, key, member, json, HASHES, req, min, max, NULL, NULL)
#endif
