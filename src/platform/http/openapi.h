// The OpenAPI 3.1 document of the declared operations.
// Owns its shape; everything in it comes from the declarations.
#pragma once

#include <string>

#include "platform/http/api.h"

namespace manyi::http {

/// Deterministic: the same declarations give the same bytes, so that a client can be generated
/// from it and drift be found by comparing.
std::string openapi_document(const Api& api, std::string_view version);

}  // namespace manyi::http
