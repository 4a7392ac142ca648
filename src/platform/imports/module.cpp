// Wires imports into the program: tables, routes, background steps.
// Owns nothing at run time.
#include "platform/module/module.h"
#include "base/json.h"
#include "imports_migrations.h"
#include "platform/imports/imports.h"
#include "platform/imports/walks.h"
#include "platform/jobs/jobs.h"

namespace manyi::imports {

void add_routes(Imports& imports, http::Api& api);

Module make_module(Imports& imports) {
  Module module{.name = "imports", .migrations = imports_migrations()};
  module.routes = [&imports](http::Api& api) { add_routes(imports, api); };
  module.jobs = [&imports](jobs::Jobs& jobs) {
    // A refusal is the import's own business and shows in its state; only broken infrastructure is tried again.
    jobs.handle_outside(std::string(kStepJob), [&imports](const jobs::Job& job) -> Result<void> {
      MANYI_TRY(const auto step, from_json<StepJob>(job.payload));
      Caller caller = Caller::system(job.tenant);
      caller.user = step.user.value_or(UserId());
      auto done = step.step == ImportStep::kValidate ? imports.validate(caller, step.import)
                  : step.step == ImportStep::kApply  ? imports.apply(caller, step.import)
                                                     : imports.undo(caller, step.import);
      if (!done &&
          (done.error().code == ErrorCode::kUnavailable || done.error().code == ErrorCode::kInternal))
        return std::move(done).error();
      return {};
    });
    jobs.handle_outside(std::string(kForgetFilesJob), [&imports](const jobs::Job& job) -> Result<void> {
      MANYI_TRY(const auto forget, from_json<ForgetFilesJob>(job.payload));
      return imports.forget_files(forget.import, forget.file_hash);
    });
  };
  return module;
}

}  // namespace manyi::imports
