// Takes the file out of a multipart/form-data body that was stored as it came.
// Owns the reading of part headers; works in constant memory.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"
#include "platform/http/message.h"

namespace manyi::http {

bool is_multipart(std::string_view content_type);

/// Replaces the stored body by its first part that has a file name.
/// \errors kMalformed when there is none or the body is cut off; kUnavailable when the disk is full
Result<void> extract_file(Upload& upload);

}  // namespace manyi::http
