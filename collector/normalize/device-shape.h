/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/plan.h"

G_BEGIN_DECLS

/* What the shape of a device name says for certain; else UNKNOWN. Unified CM fixes these names:
 * SEP + MAC address for a phone, CSF/BOT/TCT/TAB + user for Jabber, AN/ATA/VGC + address for
 * analog ports, CFB for conference bridges, NAME-VI1 for voicemail ports. */
CollectorDeviceKind collector_device_shape_get_kind (const char *device);

G_END_DECLS
