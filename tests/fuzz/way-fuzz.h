/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stddef.h>
#include <stdint.h>

/* A fuzz target has the two functions that libFuzzer calls, so that clang's
 * -fsanitize=fuzzer can drive it; way-fuzz-replay.c drives it with any compiler. A target
 * aborts where what it looks at breaks a promise. */

int
LLVMFuzzerInitialize (int *argc, char ***argv);
/** Returns: 0. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t len);
