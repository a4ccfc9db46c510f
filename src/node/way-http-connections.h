/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

typedef struct _WayNode WayNode;

/* How long a peer may hold a connection. Each one has a time by which something has to be done: the request be here, the reply
 * taken, the next request begun. Bytes that move put it off, idle connections and slow ones lose theirs. */

/** Put off by one second for each so many bytes, to at most request-seconds from now. */
#define WAY_HTTP_BYTES_A_SECOND 16384

/** At most so many connections at once; a process that may have fewer files has fewer. TCP leaves an eighth to the Unix socket. */
#define WAY_HTTP_MAX_CONNECTIONS 4096

/** Watches the connections of @server. */
void
way_http_connections_attach (WayNode *node, SoupServer *server);
/** Takes @message's connection off the clock, or puts it on again: of an event stream, while there is nothing to send. */
void
way_http_connections_set_timed (WayNode *node,
                                SoupServerMessage *message,
                                gboolean is_timed);
/** Whether another connection than that of @message has sent something that nobody has read yet. */
gboolean
way_http_connections_have_others (WayNode *node, SoupServerMessage *message);
/** Stops all clocks; node->connections is gone. */
void
way_http_connections_clear (WayNode *node);
