// Why a row was rejected, in a reader's language.
// Owns the Chinese sentences for the codes; the English ones come with the problems.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "platform/imports/profile.h"

namespace manyi::imports {

/// One sentence per problem behind the name of its field; without a language the field's code name.
/// \param profile may be nullptr: then fields keep their code names
std::string reason_text(const std::vector<RowProblem>& problems, const ImportProfile* profile,
                        std::optional<Language> language);

}  // namespace manyi::imports
