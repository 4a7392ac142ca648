// What the rooms of advance control ask of rooms that they do not know.
// Owns the answers; the rooms declare the questions.
#pragma once

#include "modules/alerts/alerts.h"
#include "modules/improvement/improvement.h"
#include "modules/improvement/reviews.h"
#include "modules/processes/points.h"
#include "platform/notify/notify.h"

namespace manyi::server {

class Application;

notify::Ports notify_ports(Application& application);
alerts::Ports alert_ports(Application& application);
improvement::ChainPorts chain_ports(Application& application);
improvement::ReviewPorts review_ports(Application& application);
processes::PointPorts point_ports(Application& application);

}  // namespace manyi::server
