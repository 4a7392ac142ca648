// libcurl behind one function.
// Owns its handle and its global state.
#include "platform/notify/post.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <mutex>

namespace manyi::notify {
namespace {

constexpr long kConnectMs = 4000;
constexpr long kWholeMs = 10'000;
constexpr std::size_t kLongestAnswer = 64 << 10;

struct Guard {
  Targets targets;
  bool refused = false;
};

curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* address) {
  auto& guard = *static_cast<Guard*>(data);
  if (guard.targets == Targets::kPublicOnly) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* where = nullptr;
    if (address->family == AF_INET)
      where = &reinterpret_cast<const sockaddr_in*>(&address->addr)->sin_addr;
    else if (address->family == AF_INET6)
      where = &reinterpret_cast<const sockaddr_in6*>(&address->addr)->sin6_addr;
    if (where == nullptr || inet_ntop(address->family, where, text.data(), text.size()) == nullptr ||
        !is_public_address(text.data())) {
      guard.refused = true;
      return CURL_SOCKET_BAD;
    }
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* data) {
  auto& body = *static_cast<std::string*>(data);
  const std::size_t more = size * count;
  if (body.size() + more > kLongestAnswer) return 0;
  body.append(bytes, more);
  return more;
}

PostAnswer post(const BotRequest& request, Targets targets) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
  PostAnswer answer;
  if (!handle) {
    answer.failure = "no connection could be prepared";
    return answer;
  }
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(
      curl_slist_append(nullptr, "Content-Type: application/json; charset=utf-8"), curl_slist_free_all);
  Guard guard{targets};
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "manyi");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, kWholeMs);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &guard);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  const CURLcode code = curl_easy_perform(curl);
  answer.refused = guard.refused;
  if (guard.refused) {
    answer.failure = "the target is in a private range";
    return answer;
  }
  if (code != CURLE_OK) {
    answer.failure = curl_easy_strerror(code);  // fixed words
    answer.body.clear();
    return answer;
  }
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  curl_off_t seconds = 0;
  if (curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK && seconds > 0)
    answer.retry_after = kSecond * static_cast<std::int64_t>(seconds);
  return answer;
}

}  // namespace

Post post_by_curl(Targets targets) {
  return [targets](const BotRequest& request) { return post(request, targets); };
}

}  // namespace manyi::notify
