// What catalog tells the others: that a manufacturer, product line, model or fault code is new or changed.
// Owns the kinds manufacturer.*, product_line.*, model.* and fault_code.*; ids only.
#pragma once

#include <vector>

#include "modules/catalog/catalog.h"
#include "platform/journal/events.h"

namespace manyi::catalog {

struct ManufacturerFact {
  static constexpr int kSchema = 1;
  ManufacturerId manufacturer;
  std::vector<journal::Subject> subjects() const { return {{"manufacturer", manufacturer.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ManufacturerFact, (), (manufacturer))
struct ManufacturerCreated : ManufacturerFact {
  static constexpr std::string_view kKind = "manufacturer.created";
};
BOOST_DESCRIBE_STRUCT(ManufacturerCreated, (ManufacturerFact), ())
struct ManufacturerChanged : ManufacturerFact {
  static constexpr std::string_view kKind = "manufacturer.changed";
};
BOOST_DESCRIBE_STRUCT(ManufacturerChanged, (ManufacturerFact), ())

struct ProductLineFact {
  static constexpr int kSchema = 1;
  ProductLineId product_line;
  std::vector<journal::Subject> subjects() const { return {{"product_line", product_line.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ProductLineFact, (), (product_line))
struct ProductLineCreated : ProductLineFact {
  static constexpr std::string_view kKind = "product_line.created";
};
BOOST_DESCRIBE_STRUCT(ProductLineCreated, (ProductLineFact), ())
struct ProductLineChanged : ProductLineFact {
  static constexpr std::string_view kKind = "product_line.changed";
};
BOOST_DESCRIBE_STRUCT(ProductLineChanged, (ProductLineFact), ())

struct ModelFact {
  static constexpr int kSchema = 1;
  ModelId model;
  std::vector<journal::Subject> subjects() const { return {{"model", model.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ModelFact, (), (model))
struct ModelCreated : ModelFact {
  static constexpr std::string_view kKind = "model.created";
};
BOOST_DESCRIBE_STRUCT(ModelCreated, (ModelFact), ())
struct ModelChanged : ModelFact {
  static constexpr std::string_view kKind = "model.changed";
};
BOOST_DESCRIBE_STRUCT(ModelChanged, (ModelFact), ())

struct FaultCodeFact {
  static constexpr int kSchema = 1;
  FaultCodeId fault_code;
  std::vector<journal::Subject> subjects() const { return {{"fault_code", fault_code.value()}}; }
};
BOOST_DESCRIBE_STRUCT(FaultCodeFact, (), (fault_code))
struct FaultCodeCreated : FaultCodeFact {
  static constexpr std::string_view kKind = "fault_code.created";
};
BOOST_DESCRIBE_STRUCT(FaultCodeCreated, (FaultCodeFact), ())
struct FaultCodeChanged : FaultCodeFact {
  static constexpr std::string_view kKind = "fault_code.changed";
};
BOOST_DESCRIBE_STRUCT(FaultCodeChanged, (FaultCodeFact), ())

}  // namespace manyi::catalog
