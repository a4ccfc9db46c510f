/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* A timeline is kept in runs of 64 events: one row a run, 12 bytes an event (log index in 8 bytes, action index in 4,
 * big-endian), so that a timeline of ordinary length is one row. */
#define WAY_INDEX_RUN        64
#define WAY_INDEX_EVENT_SIZE 12

/* Events come for things in any order, each for another page of its table: they are held back (way-row-buffer.h) as
 * rows of thing (8 bytes), note (1), number (8), log index (8), action index (4), big-endian. */
#define WAY_INDEX_HELD_EVENTS "index_event"
#define WAY_INDEX_HELD_SIZE   29
#define WAY_INDEX_HELD_PREFIX 9
#define WAY_INDEX_MAX_HELD    32768

/* The tables, private to the room. Hashes are found by their first 8 bytes (key8); the whole stands in the row. */
#define WAY_INDEX_SCHEMA                                                                 \
  "CREATE TABLE IF NOT EXISTS index_version (version INTEGER NOT NULL);"                 \
  "CREATE TABLE IF NOT EXISTS index_account (id INTEGER PRIMARY KEY, key8 INTEGER NOT "  \
  "NULL, account BLOB NOT NULL);"                                                        \
  "CREATE INDEX IF NOT EXISTS index_account_key ON index_account (key8);"                \
  "CREATE TABLE IF NOT EXISTS index_thing (id INTEGER PRIMARY KEY, key8 INTEGER NOT "    \
  "NULL, thing BLOB NOT NULL,"                                                           \
  " status INTEGER NOT NULL, custodian INTEGER, owner INTEGER);"                         \
  "CREATE INDEX IF NOT EXISTS index_thing_key ON index_thing (key8);"                    \
  "CREATE INDEX IF NOT EXISTS index_thing_custodian ON index_thing (custodian, id) "     \
  "WHERE custodian IS NOT NULL;"                                                         \
  "CREATE INDEX IF NOT EXISTS index_thing_owner ON index_thing (owner, id) WHERE owner " \
  "IS NOT NULL;"                                                                         \
  "CREATE TABLE IF NOT EXISTS index_event (thing INTEGER NOT NULL, note INTEGER NOT "    \
  "NULL, run INTEGER NOT NULL, events BLOB NOT NULL, PRIMARY KEY (thing, note, run)) "   \
  "WITHOUT ROWID;"                                                                       \
  "CREATE TABLE IF NOT EXISTS index_product (thing INTEGER PRIMARY KEY, gtin TEXT NOT "  \
  "NULL, account INTEGER NOT NULL);"                                                     \
  "CREATE INDEX IF NOT EXISTS index_product_gtin ON index_product (gtin);"               \
  "CREATE INDEX IF NOT EXISTS index_product_account ON index_product (account, thing);"  \
  "CREATE VIRTUAL TABLE IF NOT EXISTS index_product_text USING fts5 (text, tokenize = "  \
  "'unicode61 remove_diacritics 2');"                                                    \
  "CREATE TABLE IF NOT EXISTS index_lot (thing INTEGER PRIMARY KEY, product INTEGER "    \
  "NOT NULL);"                                                                           \
  "CREATE INDEX IF NOT EXISTS index_lot_product ON index_lot (product, thing);"          \
  "CREATE TABLE IF NOT EXISTS index_container (thing INTEGER PRIMARY KEY, sscc TEXT "    \
  "NOT NULL);"                                                                           \
  "CREATE INDEX IF NOT EXISTS index_container_sscc ON index_container (sscc);"           \
  "CREATE TABLE IF NOT EXISTS index_loose (account INTEGER NOT NULL, lot INTEGER NOT "   \
  "NULL, quantity INTEGER NOT NULL,"                                                     \
  " PRIMARY KEY (account, lot)) WITHOUT ROWID;"                                          \
  "CREATE TABLE IF NOT EXISTS index_shipment (id INTEGER PRIMARY KEY, key8 INTEGER NOT " \
  "NULL, shipment BLOB NOT NULL,"                                                        \
  " shipper INTEGER NOT NULL, receiver INTEGER NOT NULL, log_index INTEGER NOT NULL, "   \
  "action INTEGER NOT NULL);"                                                            \
  "CREATE INDEX IF NOT EXISTS index_shipment_key ON index_shipment (key8);"              \
  "CREATE INDEX IF NOT EXISTS index_shipment_shipper ON index_shipment (shipper, id);"   \
  "CREATE INDEX IF NOT EXISTS index_shipment_receiver ON index_shipment (receiver, id);" \
  "CREATE TABLE IF NOT EXISTS index_recall (id INTEGER PRIMARY KEY, log_index INTEGER "  \
  "NOT NULL, action INTEGER NOT NULL);"                                                  \
  "CREATE TABLE IF NOT EXISTS index_observed (account INTEGER NOT NULL, key8 INTEGER "   \
  "NOT NULL, log_index INTEGER NOT NULL, hash BLOB NOT NULL,"                            \
  " PRIMARY KEY (account, key8, log_index, hash)) WITHOUT ROWID;"

#define WAY_INDEX_DROP                                                                   \
  "DROP TABLE IF EXISTS index_version; DROP TABLE IF EXISTS index_account; DROP TABLE "  \
  "IF EXISTS index_thing;"                                                               \
  "DROP TABLE IF EXISTS index_event; DROP TABLE IF EXISTS index_product; DROP TABLE IF " \
  "EXISTS index_product_text;"                                                           \
  "DROP TABLE IF EXISTS index_lot; DROP TABLE IF EXISTS index_container; DROP TABLE IF " \
  "EXISTS index_loose;"                                                                  \
  "DROP TABLE IF EXISTS index_shipment; DROP TABLE IF EXISTS index_recall;"              \
  "DROP TABLE IF EXISTS index_observed;"
