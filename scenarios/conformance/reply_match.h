// Whether a reply is the one that a case expects. Which replies compare as multisets, by membership
// or within a tolerance follows from the command and from what the case says about the reply
// (shared cli.md, conformance; active_active/rules.md, "How to read").
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/base/time.h"
#include "engine/ports/reply.h"

namespace faultline::scenarios::conformance {

using Json = nlohmann::json;

// What came back: a reply, or none with the reason.
struct Seen {
  std::optional<engine::Reply> reply;
  std::string no_answer;  // "connection closed", "connection refused", "client timeout"
  engine::Duration latency{};
};

struct ExpectedReply {
  std::optional<Json> reply{};  // none: not compared
  std::vector<Json> alternatives{};
  std::string view{};  // "number", "json", "names", "ids"; else empty
  bool unordered = false;
  bool pairs = false;
  bool same_everywhere = false;
};

// What the elements that a command draws (SPOP, SRANDMEMBER, RANDOMKEY) may be.
using Candidates = std::set<std::string>;

// nil is null, an error {"error": …}; no answer is its reason in parentheses.
[[nodiscard]] Json json_of(const Seen& seen);
// One line for a reader.
[[nodiscard]] std::string shown(const Json& reply);

class ReplyMatch {
 public:
  ReplyMatch(const engine::Arguments& command, const ExpectedReply& how, Candidates candidates);
  [[nodiscard]] bool matches(const Json& expected, const Json& seen) const;

 private:
  [[nodiscard]] bool same_value(const Json& expected, const Json& seen) const;
  [[nodiscard]] bool drawn(const Json& seen) const;

  std::string name_;
  std::string key_;
  std::string view_;
  bool multiset_ = false;
  bool pairs_ = false;
  Candidates candidates_;
};

// Which of the expected reply (0) and its alternatives (1…) the reply is; none of them: nullopt.
[[nodiscard]] std::optional<std::size_t> which_expected(const ExpectedReply& expected,
                                                        const ReplyMatch& match, const Json& seen);

// Recorded latencies are compared within 50 ms + 2 %; below 50 ms none is recorded.
[[nodiscard]] bool latency_fits(engine::Duration recorded, engine::Duration seen);

}  // namespace faultline::scenarios::conformance
