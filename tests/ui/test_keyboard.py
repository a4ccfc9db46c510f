# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""By keyboard alone: whoever can't use a mouse comes everywhere, sees where she is, and comes back."""
