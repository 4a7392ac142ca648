// The words of messages to group bots, in Chinese and English.
// Owns them; ids and numbers only go in, never a name of a person. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "modules/alerts/rules.h"
#include "platform/notify/notify.h"

namespace manyi::alerts {

using notify::ChannelLocale;

std::string label_of(AlertKind kind, ChannelLocale locale);
/// "2 天 3 小时", "2 d 3 h"; minutes below an hour.
std::string span_text(DurationMs span, ChannelLocale locale);
/// "WO-2611-000123 承诺时间将到 超期 2 小时"
std::string line_of(const DigestItem& item, Instant now, ChannelLocale locale);
/// \param place name of the site, unit or company  \param late those overdue, in order
std::string digest_text(const std::string& place, Date day, const DigestCounts& counts,
                        std::span<const DigestItem> late, Instant now, ChannelLocale locale);
std::string severe_text(const std::string& place, std::span<const DigestItem> items, Instant now,
                        ChannelLocale locale);

}  // namespace manyi::alerts
