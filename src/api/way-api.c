/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-api.h"

typedef struct
{
  WayResult result;
  guint status;
} StatusRow;

/* Results that are not listed: 400 below 30, 409 below 150, 500 above. */
static const StatusRow status_rows[] = {
  { WAY_RESULT_OK, 200 },
  { WAY_RESULT_TOO_LARGE, 413 },
  { WAY_RESULT_UNSUPPORTED, 415 },
  { WAY_RESULT_BAD_SIGNATURE, 403 },
  { WAY_RESULT_UNKNOWN_KEY, 403 },
  { WAY_RESULT_KEY_REVOKED, 403 },
  { WAY_RESULT_WRONG_ACCOUNT, 403 },
  { WAY_RESULT_WEAK_KEY, 403 },
  { WAY_RESULT_BLOCK_FULL, 503 },
  { WAY_RESULT_NOT_AUTHORISED, 403 },
  { WAY_RESULT_NOT_FOUND, 404 },
  { WAY_RESULT_UNAVAILABLE, 503 },
  { WAY_RESULT_TIMEOUT, 504 },
  { WAY_RESULT_CANCELLED, 503 },
  { WAY_RESULT_DISK_FULL, 507 },
  { WAY_RESULT_DATABASE_LOCKED, 503 },
  { WAY_RESULT_CLOCK, 503 },
  { WAY_RESULT_RATE_LIMITED, 429 },
  { WAY_RESULT_USAGE, 400 },
  { WAY_RESULT_NOT_SUPPORTED_HERE, 501 },
  { WAY_RESULT_NO_SPACE, 507 },
};

guint
way_api_status_from_result (WayResult result)
{
  for (gsize i = 0; i < G_N_ELEMENTS (status_rows); i++)
    if (status_rows[i].result == result)
      return status_rows[i].status;

  if (result < 30)
    return 400;
  return result < 150 ? 409 : 500;
}

WayResult
way_api_result_from_status (guint status)
{
  switch (status)
    {
    case 404:
      return WAY_RESULT_NOT_FOUND;
    case 413:
      return WAY_RESULT_TOO_LARGE;
    case 429:
      return WAY_RESULT_RATE_LIMITED;
    case 503:
      return WAY_RESULT_UNAVAILABLE;
    case 504:
      return WAY_RESULT_TIMEOUT;
    case 507:
      return WAY_RESULT_DISK_FULL;
    default:
      break;
    }
  if (status >= 200 && status < 300)
    return WAY_RESULT_OK;
  return status >= 500 ? WAY_RESULT_IO : WAY_RESULT_USAGE;
}

#define R_MODE_TABLES
#include "way-record-mode.h"
#include "way-api.def"
#include "way-model-undef.h"
