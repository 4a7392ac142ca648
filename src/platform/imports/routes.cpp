// HTTP operations of imports.
// Owns their inputs; all work is behind the façade.
#include <array>

#include "platform/files/passing_file.h"
#include "platform/http/api.h"
#include "platform/imports/imports.h"
#include "platform/imports/walks.h"

namespace manyi::imports {
namespace {

struct ProfileInfo {
  std::string code, title_zh, title_en, key_field;
  bool fixed_mapping = false;
  std::vector<ProfileField> fields;
};
BOOST_DESCRIBE_STRUCT(ProfileInfo, (), (code, title_zh, title_en, key_field, fixed_mapping, fields))

struct UploadImport {
  std::string profile;
  std::optional<std::string> filename;
  std::optional<std::int64_t> max_rejects;
};
BOOST_DESCRIBE_STRUCT(UploadImport, (), (profile, filename, max_rejects))

std::span<const FieldRule> field_rules(const UploadImport*) {
  static const std::array rules = {
      FieldRule{.name = "max_rejects", .doc = "Nothing is kept when more rows fail", .minimum = 0}};
  return rules;
}

struct ListImports {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListImports, (), (cursor, limit))

struct OneImport {
  ImportId id;
};
BOOST_DESCRIBE_STRUCT(OneImport, (), (id))

struct StepImport {
  ImportId id;
  std::optional<std::int64_t> if_match;
};
BOOST_DESCRIBE_STRUCT(StepImport, (), (id, if_match))

struct PutMapping {
  ImportId id;
  std::optional<std::int64_t> if_match;
  Mapping mapping;
  std::optional<std::int64_t> max_rejects;
};
BOOST_DESCRIBE_STRUCT(PutMapping, (), (id, if_match, mapping, max_rejects))

struct ListRejects {
  ImportId id;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListRejects, (), (id, cursor, limit))

struct DownloadRejects {
  ImportId id;
  std::optional<std::string> lang;
};
BOOST_DESCRIBE_STRUCT(DownloadRejects, (), (id, lang))

std::span<const FieldRule> field_rules(const DownloadRejects*) {
  static const std::array rules = {
      FieldRule{.name = "lang",
                .doc = "zh-CN or en: heads and reasons in words. code, as without it: fields by their names.",
                .example = R"("zh-CN")",
                .max_length = 20}};
  return rules;
}

struct Remapped {
  PutMapping in;
  files::Detection detected;
};

Items<ProfileInfo> profile_infos(const Profiles& profiles, const Caller& caller) {
  Items<ProfileInfo> infos;
  for (const auto& profile : profiles.all())
    if (caller.may(profile.permission))
      infos.items.push_back({profile.code, profile.title_zh, profile.title_en, profile.key_field,
                             profile.fixed_mapping.has_value(), profile.fields});
  return infos;
}

}  // namespace

void add_routes(Imports& imports, http::Api& api) {
  api.get("/import-profiles")
      .summary("List what can be imported, with the fields of each profile")
      .tag("imports")
      .allow(Permission::kImportRead, Permission::kImportRun)
      .answers<http::Nothing, Items<ProfileInfo>>(
          [&imports](const Caller& caller, const http::Nothing&) -> Result<Items<ProfileInfo>> {
            return profile_infos(imports.profiles(), caller);
          });
  api.get("/imports")
      .summary("List imports, newest first")
      .tag("imports")
      .allow(Permission::kImportRead)
      .reads<ListImports, Page<ImportSummary>>(
          [&imports](db::ReadTx& tx, const Caller& caller,
                     const ListImports& in) -> Result<Page<ImportSummary>> {
            MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
            return imports.list(tx, caller, in.cursor, limit);
          });
  api.post("/imports")
      .summary("Upload a file and see what it holds")
      .tag("imports")
      .allow(Permission::kImportRun)
      .fails({ErrorCode::kTooLarge})
      .created()
      .uploads<UploadImport, Received, Import>(
          [&imports](http::Context&, const Caller& caller, const UploadImport& in,
                     const http::Upload& upload) -> Result<Received> {
            const auto* profile = imports.profiles().find(in.profile);
            if (profile != nullptr && !caller.may(profile->permission))
              return forbidden("permission_missing", "Your role may not import these records.");
            return imports.receive(in.profile, upload.path, in.filename.value_or(upload.file_name), {},
                                   in.max_rejects);
          },
          [&imports](db::Tx& tx, const Caller& caller, const Received& received) {
            return imports.enter(tx, caller, received);
          });
  api.get("/imports/{id}")
      .summary("Read one import with its progress")
      .tag("imports")
      .allow(Permission::kImportRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneImport, Import>([&imports](db::ReadTx& tx, const Caller& caller, const OneImport& in) {
        return imports.get(tx, caller, in.id);
      });
  api.put("/imports/{id}/mapping")
      .summary("Say which column feeds which field")
      .tag("imports")
      .allow(Permission::kImportRun)
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale})
      .prepares<PutMapping, Remapped, Import>(
          [&imports](http::Context& context, const Caller& caller, const PutMapping& in) -> Result<Remapped> {
            auto detected = context.database.read(
                [&](db::ReadTx& tx) { return imports.detect_again(tx, caller, in.id, in.mapping); });
            if (!detected) return std::move(detected).error();
            return Remapped{in, std::move(*detected)};
          },
          [&imports](db::Tx& tx, const Caller& caller, const Remapped& ready) {
            return imports.set_mapping(tx, caller, ready.in.id, ready.in.mapping, ready.detected,
                                       ready.in.max_rejects, ready.in.if_match);
          });
  const auto step = [&](std::string path, std::string summary, ImportStep which) {
    api.post(std::move(path))
        .summary(std::move(summary))
        .tag("imports")
        .allow(Permission::kImportRun)
        .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale})
        .writes<StepImport, Import>(
            [&imports, which](db::Tx& tx, const Caller& caller, const StepImport& in) {
              return imports.start(tx, caller, in.id, which, in.if_match);
            });
  };
  step("/imports/{id}/validate", "Check every row without storing records; runs in the background",
       ImportStep::kValidate);
  step("/imports/{id}/apply", "Store the checked rows; runs in the background", ImportStep::kApply);
  api.post("/imports/{id}/undo")
      .summary("Take an import back; runs in the background")
      .tag("imports")
      .allow(Permission::kImportRun)
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale})
      .prepares<StepImport, StepImport, Import>(
          [&imports](http::Context&, const Caller& caller, const StepImport& in) -> Result<StepImport> {
            MANYI_CHECK(imports.may_undo(caller, in.id));
            return in;
          },
          [&imports](db::Tx& tx, const Caller& caller, const StepImport& in) {
            return imports.start(tx, caller, in.id, ImportStep::kUndo, in.if_match);
          });
  api.get("/imports/{id}/preview")
      .summary("See the first checked and the first rejected rows")
      .tag("imports")
      .allow(Permission::kImportRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneImport, ImportPreview>([&imports](db::ReadTx& tx, const Caller& caller, const OneImport& in) {
        return imports.preview(tx, caller, in.id);
      });
  api.get("/imports/{id}/errors")
      .summary("List the rejected rows with all that is wrong with them")
      .tag("imports")
      .allow(Permission::kImportRead)
      .fails({ErrorCode::kNotFound})
      .reads<ListRejects, Page<RejectedRow>>([&imports](db::ReadTx& tx, const Caller& caller,
                                                        const ListRejects& in) -> Result<Page<RejectedRow>> {
        MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
        return imports.rejects(tx, caller, in.id, in.cursor, limit);
      });
  api.get("/imports/{id}/rejects")
      .summary("Download the rejected rows as they came, with line and reason")
      .tag("imports")
      .allow(Permission::kImportRead)
      .fails({ErrorCode::kNotFound})
      .downloads<DownloadRejects>([&imports](db::ReadTx& tx, const Caller& caller,
                                             const DownloadRejects& in) -> Result<http::Document> {
        const auto language = in.lang ? parse_language(*in.lang) : std::nullopt;
        if (in.lang && !language && *in.lang != "code")
          return invalid("/lang", "choice", "Expected one of: zh-CN, en, code.");
        MANYI_TRY(const auto import, imports.get(tx, caller, in.id));
        MANYI_TRY(const auto path, imports.rejects_file(in.id));
        http::Document document;
        document.content_type = "text/csv; charset=utf-8";
        document.file = path;
        document.file_name = "rejects-" + import.file_name + ".csv";
        if (!language) return document;
        MANYI_TRY(document.file, files::make_passing_file());
        document.delete_file = true;
        if (auto written = imports.write_rejects_in(tx, caller, in.id, *language, document.file); !written) {
          std::error_code ignored;
          std::filesystem::remove(document.file, ignored);
          return std::move(written).error();
        }
        return document;
      });
}

}  // namespace manyi::imports
