// What the records that belong to an order tell on its timeline.
// Owns which of their times are told, and which permission each kind asks for.
#pragma once

namespace manyi::server {

class Application;

/// To be called once, before serving.
void tell_order_timelines(Application& application);

}  // namespace manyi::server
