// The improvement story of the demo company: findings in every state, actions, signed effects, past reviews.
// Owns the story; every step goes through the façades that the API uses.
#pragma once

#include "base/result.h"
#include "modules/improvement/improvement.h"
#include "modules/improvement/reviews.h"
#include "server/demo_company.h"

namespace manyi::server {
class Application;
}

namespace manyi::demo {

/// To be called when all records are written, with the clock at the last simulated moment: the last four to six months
/// are told from there. \errors whatever a command refuses
Result<void> fill_improvement(server::Application& application, improvement::Improvement& improvement,
                              improvement::Reviews& reviews, const Company& company);

}  // namespace manyi::demo
