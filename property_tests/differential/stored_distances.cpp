// Distances that a search stores as scores: each side calculates them with its own last bits, and
// what is made of them later must not differ for that.

#include <cmath>
#include <map>

#include "engine/commands/geo_search_options.h"
#include "engine/datatypes/number.h"
#include "property_tests/differential/both_replies.h"

namespace faultline::differential {
namespace {

using engine::Arguments;
using engine::Bytes;
using engine::Reply;
using Scores = std::map<Bytes, Bytes>;  // as they are written

Scores scores_in(const Reply& reply) {
  Scores scores;
  const auto* list = std::get_if<std::vector<Reply>>(&reply.value);
  for (std::size_t i = 0; list != nullptr && i + 1 < list->size(); i += 2)
    scores.emplace(std::get<Bytes>((*list)[i].value), std::get<Bytes>((*list)[i + 1].value));
  return scores;
}

bool nearly_equal(const Bytes& ours, const Bytes& theirs) {
  const auto one = engine::parse_score(ours.view());
  const auto other = engine::parse_score(theirs.view());
  constexpr double kShare = 1e-14;  // some hundred times the last bit
  return one && other && std::fabs(*one - *other) <= kShare * std::fabs(*other);
}

bool nearly_equal(const Scores& ours, const Scores& theirs) {
  if (ours.size() != theirs.size()) return false;
  for (const auto& [member, score] : ours) {
    const auto found = theirs.find(member);
    if (found == theirs.end() || !nearly_equal(score, found->second)) return false;
  }
  return true;
}

}  // namespace

// The model goes on with the server's bits.
Verdict stored_distances(Sides& sides, const Arguments& arguments) {
  const Verdict verdict = as_it_is(sides, arguments);
  if (verdict || !has_option(arguments, "STOREDIST")) return verdict;
  const bool named_first = upper_case(arguments[0].view()) == "GEOSEARCHSTORE";
  const auto destination = named_first && arguments.size() > 1
                               ? std::optional(arguments[1])
                               : engine::geo_radius_destination(arguments);
  if (!destination) return verdict;
  const Arguments read = {"ZRANGE", *destination, "0", "-1", "WITHSCORES"};
  const Scores ours = scores_in(ask_model(sides, read));
  const Scores theirs = scores_in(ask_redis(sides, read));
  if (ours == theirs) return verdict;
  if (!nearly_equal(ours, theirs)) return run_on_both(sides, read);
  for (const auto& [member, score] : theirs)
    (void)sides.model.run({"ZADD", *destination, score, member});
  ++sides.excused[kStoredDistances];
  return verdict;
}

}  // namespace faultline::differential
