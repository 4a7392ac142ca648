# Text resources compiled into the program.
# Owns manyi_embed_migrations() and manyi_embed_files(); both run embed_run.cmake at build time.
set(MANYI_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_run.cmake)

# manyi_embed_migrations(manyi_org org ${CMAKE_CURRENT_SOURCE_DIR}/migrations)
# defines `manyi::db::MigrationSet manyi::org_migrations()`, declared in "org_migrations.h".
function(manyi_embed_migrations target module dir)
  file(GLOB files CONFIGURE_DEPENDS ${dir}/*.sql)
  set(out ${CMAKE_BINARY_DIR}/generated/${module}_migrations)
  add_custom_command(
    OUTPUT ${out}.cpp
    COMMAND ${CMAKE_COMMAND} -DMODE=migrations -DNAME=${module} -DOUT=${out}.cpp "-DFILES=${files}" -P ${MANYI_EMBED_SCRIPT}
    DEPENDS ${files} ${MANYI_EMBED_SCRIPT} VERBATIM)
  file(CONFIGURE OUTPUT ${out}.h CONTENT
"// Generated: the migrations of ${module}.
#pragma once
#include \"platform/db/migration.h\"
namespace manyi {
db::MigrationSet ${module}_migrations();
}
")
  target_sources(${target} PRIVATE ${out}.cpp)
endfunction()

# manyi_embed_files(manyi_http openapi_files a.json b.json)
# defines `const std::vector<std::pair<std::string_view, std::string_view>>& manyi::openapi_files()`:
# file name and content, declared in "openapi_files.h".
function(manyi_embed_files target symbol)
  set(files)
  foreach(file ${ARGN})
    get_filename_component(path ${file} ABSOLUTE)
    list(APPEND files ${path})
  endforeach()
  set(out ${CMAKE_BINARY_DIR}/generated/${symbol})
  add_custom_command(
    OUTPUT ${out}.cpp
    COMMAND ${CMAKE_COMMAND} -DMODE=files -DNAME=${symbol} -DOUT=${out}.cpp "-DFILES=${files}" -P ${MANYI_EMBED_SCRIPT}
    DEPENDS ${files} ${MANYI_EMBED_SCRIPT} VERBATIM)
  file(CONFIGURE OUTPUT ${out}.h CONTENT
"// Generated: embedded text files.
#pragma once
#include <string_view>
#include <utility>
#include <vector>
namespace manyi {
const std::vector<std::pair<std::string_view, std::string_view>>& ${symbol}();
}
")
  target_sources(${target} PRIVATE ${out}.cpp)
endfunction()
