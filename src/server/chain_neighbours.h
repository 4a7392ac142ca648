// What records of different rooms have to do with each other: jobs, complaints, metrics, targets, warnings.
// Owns which of them led to which; stored links are the improvement room's.
#pragma once

#include <vector>

#include "modules/improvement/improvement.h"

namespace manyi::server {

class Application;

std::vector<improvement::ChainRef> chain_before(Application& app, db::ReadTx& tx, const Caller& caller,
                                                const improvement::ChainRef& of);
std::vector<improvement::ChainRef> chain_after(Application& app, db::ReadTx& tx, const Caller& caller,
                                               const improvement::ChainRef& of);

}  // namespace manyi::server
