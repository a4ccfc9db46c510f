/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* No include guard: forgets the macros of way-record-mode.h. */
#undef R_BEGIN
#undef R_END
#undef R_END_CHECKED
#undef R_SCHEMA
#undef R_ROW
#undef R_FLAG_REQ
#undef R_FLAG_OPT
#undef F_UNSIGNED
#undef F_INTEGER
#undef F_BOOLEAN
#undef F_TIME
#undef F_HASH
#undef F_FIXED
#undef F_BYTES
#undef F_TEXT
#undef F_ENUM
#undef F_RECORD
#undef F_RECORDS
#undef F_TEXTS
#undef F_HASHES
