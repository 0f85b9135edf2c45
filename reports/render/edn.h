// Values in EDN (Clojure's notation), as clojure.edn and Jepsen read them. Redis strings are bytes:
// one that is not UTF-8 is the map {:base64 "…"}, as in our JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/ports/reply.h"

namespace faultline::reports {

// On one line, whatever it holds.
[[nodiscard]] std::string edn_string(std::string_view bytes);
// nil, a number, a string, a vector; {:error "…"}.
[[nodiscard]] std::string edn_reply(const engine::Reply& reply);
// ":sadd"; none: the name of the command is no keyword that every reader takes.
[[nodiscard]] std::optional<std::string> edn_keyword(std::string_view name);

}  // namespace faultline::reports
