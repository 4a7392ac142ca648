// The label that goes on the machine, with its number as a QR code.
// Owns what may stand on it: no full name, no whole phone number.
#include <qrencode.h>

#include <memory>

#include "base/json.h"
#include "modules/workorders/store.h"
#include "modules/workorders/workorders.h"

namespace manyi::workorders {
namespace {

// One path of unit squares, a row's neighbours joined; four modules of quiet zone as the norm asks.
std::string qr_svg(const std::string& text) {
  constexpr int kQuiet = 4;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
  if (!code) return {};
  const int width = code->width;
  const std::string side = std::to_string(width + 2 * kQuiet);
  std::string path;
  for (int y = 0; y < width; ++y) {
    for (int x = 0; x < width;) {
      int run = 0;
      while (x + run < width && (code->data[y * width + x + run] & 1) != 0) ++run;
      if (run > 0)
        path += "M" + std::to_string(x + kQuiet) + " " + std::to_string(y + kQuiet) + "h" +
                std::to_string(run) + "v1h-" + std::to_string(run) + "z";
      x += run > 0 ? run : 1;
    }
  }
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
         "\" shape-rendering=\"crispEdges\" role=\"img\"><rect width=\"" + side + "\" height=\"" + side +
         "\" fill=\"#fff\"/><path d=\"" + path + "\" fill=\"#000\"/></svg>";
}

}  // namespace

Result<Label> WorkOrders::label(db::ReadTx& tx, const Caller& caller, WorkOrderId id) {
  MANYI_TRY(const Order order, load(tx, caller, id));
  // A label is read by whoever passes the shelf.
  Caller stranger = caller;
  stranger.permissions.remove({Permission::kCustomerReveal});
  const WorkOrder shown = present(tx, stranger, order);
  Label label;
  label.no = shown.no;
  label.serial_no = shown.serial_no;
  label.model_name = shown.model_name.empty() ? shown.category : shown.model_name;
  label.manufacturer_name = shown.manufacturer_name.empty() ? shown.brand : shown.manufacturer_name;
  label.customer_name = shown.contact_name.empty() ? shown.customer_name : shown.contact_name;
  label.contact_phone = shown.contact_phone;
  label.promise_at = shown.promise.at;
  label.accessories = shown.accessories;
  label.repeat = shown.repeat_of.has_value();
  label.warranty = shown.warranty;
  label.data_handling = shown.data_handling;
  label.site_name = shown.site_name;
  label.qr_text = shown.no;
  label.qr_svg = qr_svg(shown.no);
  return label;
}

}  // namespace manyi::workorders
