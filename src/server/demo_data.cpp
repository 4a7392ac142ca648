// The word lists of the demo company. Every name and number is invented.
// Owns no logic.
#include "server/demo_data.h"

namespace manyi::demo {

const std::vector<DemoPerson>& demo_people() {
  static const std::vector<DemoPerson> people = {
      {"E001", "陈立群", "manager", Role::kManager, "HQ", "MGR"},
      {"E002", "周敏", "info", Role::kInfoSupervisor, "INFO", "INFO-SUP"},
      {"E003", "孙国强", "tech", Role::kTechSupervisor, "TECH", "TECH-SUP"},
      {"E004", "林晓雯", "clerk", Role::kInfoClerk, "INFO", "CLERK"},
      {"E005", "何静", "clerk2", Role::kInfoClerk, "INFO", "CLERK"},
      {"E006", "王建军", "technician", Role::kTechnician, "TECH", "TECHNICIAN"},
      {"E007", "吴斌", "technician2", Role::kTechnician, "TECH", "TECHNICIAN"},
      {"E008", "李浩", "technician3", Role::kTechnician, "TECH", "TECHNICIAN"},
      {"E009", "赵婷", "callback", Role::kCallbackClerk, "INFO", "CALLBACK"},
      {"E010", "何志远", "parts", Role::kPartsKeeper, "TECH", "PARTS"},
  };
  return people;
}

const DemoFault& demo_fault(std::string_view code) {
  static const std::vector<DemoFault> faults = {
      {"P01", "无法开机", "power", "昨天还好好的，早上按电源没反应"},
      {"P02", "自动关机", "power", "用半小时就自己关机"},
      {"D01", "屏幕花屏", "display", "屏幕有竖线，越来越多"},
      {"D02", "屏幕碎裂", "display", "不小心摔了，外屏碎了"},
      {"F12", "风扇异响", "cooling", "风扇很吵，开机就响"},
      {"B03", "电池不充电", "battery", "插电也充不进去"},
      {"K02", "键盘失灵", "input", "有几个键按了没反应"},
      {"N01", "无线连不上", "network", "连不上无线，别的电脑都可以"},
      {"S01", "系统蓝屏", "software", "经常蓝屏，重启又好了"},
      {"S02", "运行缓慢", "software", "越来越慢，开个表格要等半天"},
      {"R01", "打印卡纸", "paper", "每打几张就卡一次"},
      {"R02", "打印有底灰", "print", "打出来整张发灰"},
  };
  for (const auto& fault : faults)
    if (fault.code == code) return fault;
  return faults.front();
}

const DemoFault* demo_fault_of(std::string_view product_line, std::string_view code) {
  static const std::vector<DemoFault> handheld = {
      {"F12", "机身发烫", "cooling", "看一会儿视频就烫手"},
      {"K02", "按键失灵", "input", "音量键按了没反应"},
      {"S01", "系统死机", "software", "用着用着就卡死，只能强制重启"},
      {"S02", "运行卡顿", "software", "打开软件要等半天"},
  };
  static const std::vector<DemoFault> printers = {
      {"R01", "打印卡纸", "paper", "每打几张就卡一次"},
      {"R02", "打印有底灰", "print", "打出来整张发灰"},
  };
  const auto& faults = product_line == "打印机" ? printers : handheld;
  if (product_line != "打印机" && product_line != "手机" && product_line != "平板") return nullptr;
  for (const auto& fault : faults)
    if (fault.code == code) return &fault;
  return nullptr;
}

const std::vector<std::string_view>& demo_surnames() {
  static const std::vector<std::string_view> names = {
      "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
      "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹"};
  return names;
}

const std::vector<std::string_view>& demo_given_names() {
  static const std::vector<std::string_view> names = {
      "海燕", "志强", "丽娜", "国平", "佳",   "鹃",   "磊",   "敏",   "一鸣", "国庆", "颖",   "文博",
      "慧敏", "建华", "晓东", "雪梅", "思远", "雨桐", "浩然", "子涵", "梓萱", "俊杰", "婷婷", "大伟",
      "春生", "秀兰", "永康", "明霞", "家豪", "欣怡", "德胜", "玉珍", "立新", "佩云", "嘉懿", "振宇"};
  return names;
}

const std::vector<std::string_view>& demo_companies() {
  static const std::vector<std::string_view> names = {"杭州绿苑物业",   "西湖区第三小学",  "恒达建材有限公司",
                                                      "良渚社区医院",   "浙江远航物流",    "钱江印务中心",
                                                      "云栖设计事务所", "拱墅区便民服务站"};
  return names;
}

const std::vector<std::string_view>& demo_accessories() {
  static const std::vector<std::string_view> names = {"电源适配器", "电脑包", "鼠标", "U 盘", "数据线"};
  return names;
}

const std::vector<std::string_view>& demo_expectations() {
  static const std::vector<std::string_view> texts = {"修好，不再犯", "周末前要用",
                                                      "资料不能丢",   "修好发微信，别打电话",
                                                      "费用先告诉我", "换下来的旧件要看一眼"};
  return texts;
}

const std::vector<std::string_view>& demo_dealers() {
  static const std::vector<std::string_view> names = {"城西数码专营店", "百脑汇二楼联辰店", "滨江手机广场",
                                                      "越州电脑城",     "钱塘办公设备行",   "湖墅数码港",
                                                      "柯桥通讯",       "萧山海岳体验店"};
  return names;
}

const std::vector<std::string_view>& demo_praises() {
  static const std::vector<std::string_view> texts = {
      "师傅多等了半小时，就为了让我当天拿到", "顺手把键盘里的灰也清了，没收钱", "解释得很清楚，没有乱换件",
      "打电话提前告诉我要晚一天，心里有数", "老人不会用，教了三遍，很耐心"};
  return texts;
}

std::string_view demo_grievance(std::string_view dimension) {
  if (dimension == "speed") return "说好的日子没修好，也没人打电话";
  if (dimension == "quality") return "拿回去没几天又坏了";
  if (dimension == "price") return "收的比报的多";
  if (dimension == "conduct") return "单子填得不清楚，旧件也没给看";
  if (dimension == "attitude") return "问两句就不耐烦";
  return "没什么特别的，就是修机器";
}

}  // namespace manyi::demo
