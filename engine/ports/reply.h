// A Redis reply as a value (RESP2: nil, status, error, integer, bulk string, array), and a command
// as a list of arguments.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "engine/base/bytes.h"

namespace faultline::engine {

struct Nil {
  friend bool operator==(const Nil&, const Nil&) = default;
  static constexpr auto fields() { return std::tuple{}; }
};
struct Status {
  Bytes text;
  friend bool operator==(const Status&, const Status&) = default;
  static constexpr auto fields() { return std::tuple{&Status::text}; }
};
struct Error {
  Bytes text;  // with its code: "ERR …", "WRONGTYPE …"
  friend bool operator==(const Error&, const Error&) = default;
  static constexpr auto fields() { return std::tuple{&Error::text}; }
};

struct Reply {
  std::variant<Nil, Status, Error, std::int64_t, Bytes, std::vector<Reply>> value;
  friend bool operator==(const Reply&, const Reply&) = default;
  static constexpr auto fields() { return std::tuple{&Reply::value}; }
  [[nodiscard]] bool is_error() const { return std::holds_alternative<Error>(value); }
};

[[nodiscard]] inline Reply nil_reply() {
  return {Nil{}};
}
[[nodiscard]] inline Reply ok_reply() {
  return {Status{"OK"}};
}
[[nodiscard]] inline Reply error_reply(Bytes text) {
  return {Error{std::move(text)}};
}
[[nodiscard]] inline Reply integer_reply(std::int64_t value) {
  return {value};
}
[[nodiscard]] inline Reply bulk_reply(Bytes value) {
  return {std::move(value)};
}

// A command as the client wrote it: name and arguments.
using Arguments = std::vector<Bytes>;

}  // namespace faultline::engine
