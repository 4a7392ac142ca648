// A prepared SOCI statement with stable slots and indicators. Internal to platform/db.
// Owns what both back ends share; each derives its own error translation.
#pragma once

#include <soci/soci.h>

#include "platform/db/connection.h"

namespace manyi::db::detail {

class SociStatement : public Statement {
 public:
  /// `sql` is already rewritten. Throws the driver's own errors.
  SociStatement(soci::session& session, const std::string& sql, std::span<const SlotType> in,
                std::span<const SlotType> out)
      : in_(in.size()),
        in_indicators_(in.size(), soci::i_ok),
        out_indicators_(out.size(), soci::i_ok),
        statement_(session) {
    row.resize(out.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
      row[i].type = out[i];
      switch (out[i]) {
        case SlotType::kInteger: statement_.exchange(soci::into(row[i].integer, out_indicators_[i])); break;
        case SlotType::kReal: statement_.exchange(soci::into(row[i].real, out_indicators_[i])); break;
        case SlotType::kText: statement_.exchange(soci::into(row[i].text, out_indicators_[i])); break;
      }
    }
    for (std::size_t i = 0; i < in.size(); ++i) {
      in_[i].type = in[i];
      switch (in[i]) {
        case SlotType::kInteger: statement_.exchange(soci::use(in_[i].integer, in_indicators_[i])); break;
        case SlotType::kReal: statement_.exchange(soci::use(in_[i].real, in_indicators_[i])); break;
        case SlotType::kText: statement_.exchange(soci::use(in_[i].text, in_indicators_[i])); break;
      }
    }
    statement_.alloc();
    statement_.prepare(sql);
    statement_.define_and_bind();
  }

 protected:
  void execute(std::span<const Bind> binds) {
    for (std::size_t i = 0; i < binds.size(); ++i) {
      const Bind& bind = binds[i];
      Slot& slot = in_[i];
      in_indicators_[i] = bind.null ? soci::i_null : soci::i_ok;
      if (bind.null) continue;
      switch (bind.type) {
        case SlotType::kInteger: slot.integer = bind.integer; break;
        case SlotType::kReal: slot.real = bind.real; break;
        case SlotType::kText:
          if (bind.date)
            slot.text = Date::from_days(bind.integer).text();
          else
            slot.text.assign(bind.text);
          break;
      }
    }
    started_ = true;
    got_ = statement_.execute(true);
  }
  /// Stands on the next row when true.
  bool advance() {
    if (started_)
      started_ = false;  // execute() already fetched the first row
    else if (got_)
      got_ = statement_.fetch();
    if (got_)
      for (std::size_t i = 0; i < row.size(); ++i) row[i].null = out_indicators_[i] == soci::i_null;
    return got_;
  }

  std::vector<Slot> in_;
  std::vector<soci::indicator> in_indicators_;
  std::vector<soci::indicator> out_indicators_;
  soci::statement statement_;

 private:
  bool started_ = false;
  bool got_ = false;
};

}  // namespace manyi::db::detail
