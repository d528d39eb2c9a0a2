/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "collector/normalize/plan.h"

G_BEGIN_DECLS

/* What the shape of a device name says for certain; else UNKNOWN. Unified CM fixes these names:
 * SEP + MAC address for a phone, AN/ATA/VGC + address for analog ports, CFB for conference
 * bridges. */
CollectorDeviceKind collector_device_shape_get_kind (const char *device);

/* What the name of a device hints at that people may give to a trunk, too: CSF/BOT/TCT/TAB + user
 * for Jabber, NAME-VI1 for a voicemail port; else UNKNOWN. Holds only while the number there is no
 * outside one. */
CollectorDeviceKind collector_device_shape_get_likely (const char *device);

G_END_DECLS
