#include "engine/datatypes/specification.h"

#include <algorithm>

#include "engine/datatypes/deadlines.h"

namespace faultline::engine {
namespace {

std::vector<std::size_t> overwriters(std::span<const SpecifiedEffect> effects) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < effects.size(); ++i)
    if (overwrites(*effects[i].change)) found.push_back(i);
  return found;
}

// Callers list effects about in the order they ran, so what saw one mostly comes after it: the
// first of those, else the first before it.
std::optional<std::size_t> overwriter_of(std::size_t u, const std::vector<std::size_t>& later,
                                         const SeenRelation& seen) {
  const auto after = std::upper_bound(later.begin(), later.end(), u);
  const auto saw = [&](std::size_t v) { return v != u && seen.seen(u, v); };
  const auto found = std::find_if(after, later.end(), saw);
  if (found != later.end()) return *found;
  const auto before = std::find_if(later.begin(), after, saw);
  return before == after ? std::nullopt : std::optional(*before);
}

// Interprets the effects of one type; the first type with a value is the one that is shown.
template <class Type>
void specify_type(std::size_t type, const SeenRelation& seen,
                  std::span<const SpecifiedEffect> effects, Specified& result) {
  SpecificationInput input{effects, seen, {}};
  for (std::size_t i = 0; i < effects.size(); ++i)
    if (result.fates[i].why == Why::kVisible && type_of(*effects[i].change) == type)
      input.own.push_back(i);
  auto value = Type::specified(input, result.fates);
  if (!value) return;
  if (!result.key) {
    result.key = PlainKey{std::move(*value)};
    return;
  }
  std::optional<std::size_t> shown;
  for (std::size_t i = 0; i < effects.size(); ++i)
    if (result.fates[i].why == Why::kVisible && type_of(*effects[i].change) != type) shown = i;
  for (const std::size_t i : input.own)
    if (result.fates[i].why == Why::kVisible) result.fates[i] = {Why::kTypeConflict, shown};
}

template <class... Types>
void specify_types(TypeList<Types...>, const SeenRelation& seen,
                   std::span<const SpecifiedEffect> effects, Specified& result) {
  std::size_t type = 0;
  (specify_type<Types>(type++, seen, effects, result), ...);
}

// Of two deadlines the longer stands; of equal ones that of the smallest member, and of its own the
// first.
bool stands(const SpecifiedEffect& a, const SpecifiedEffect& b) {
  const std::optional<WallTime>& one = *deadline_set_by(*a.change);
  const std::optional<WallTime>& other = *deadline_set_by(*b.change);
  if (one != other) return longer(one, other);
  return a.member != b.member ? a.member < b.member : a.order < b.order;
}

// The effect whose deadline stands: the longest of those that no write, DEL, EXPIRE, PERSIST or
// removal of the last element of the key had seen. Basis: documented (shared
// active_active/rules.md, Expiry).
std::optional<std::size_t> specify_deadline(std::span<const SpecifiedEffect> effects,
                                            const SeenRelation& seen, Specified& result) {
  std::vector<std::size_t> takers;
  for (std::size_t i = 0; i < effects.size(); ++i)
    if (takes_deadlines(*effects[i].change)) takers.push_back(i);
  std::vector<std::size_t> open;
  std::optional<std::size_t> standing;
  for (std::size_t u = 0; u < effects.size(); ++u) {
    if (result.fates[u].why != Why::kVisible || deadline_set_by(*effects[u].change) == nullptr)
      continue;
    if (const auto by = overwriter_of(u, takers, seen)) {
      // A write whose deadline is overruled is still there itself.
      if (std::holds_alternative<Expire>(*effects[u].change))
        result.fates[u] = {Why::kOverwritten, by};
      continue;
    }
    open.push_back(u);
    if (!standing || stands(effects[u], effects[*standing])) standing = u;
  }
  for (const std::size_t u : open)
    if (u != *standing && std::holds_alternative<Expire>(*effects[u].change))
      result.fates[u] = {Why::kLonger, standing};
  return standing;
}

// A deadline of a key that is gone went with it: with the last removal or DEL that had not seen it,
// since one that had, and emptied the key, takes it.
void lose_deadlines(std::span<const SpecifiedEffect> effects, const SeenRelation& seen,
                    Specified& result) {
  for (std::size_t u = 0; u < effects.size(); ++u) {
    if (result.fates[u].why != Why::kVisible || !std::holds_alternative<Expire>(*effects[u].change))
      continue;
    std::optional<std::size_t> by;
    bool by_who_did_not_see = false;
    for (std::size_t v = 0; v < effects.size(); ++v) {
      if (leaves_a_trace(*effects[v].change)) continue;
      const bool did_not_see = !seen.seen(u, v);
      if (did_not_see >= by_who_did_not_see) by = v;
      by_who_did_not_see |= did_not_see;
    }
    result.fates[u] = {Why::kOverwritten, by};
  }
}

}  // namespace

Specified specify(std::span<const SpecifiedEffect> effects, const SeenRelation& seen) {
  Specified result;
  result.fates.resize(effects.size());
  const std::vector<std::size_t> later = overwriters(effects);
  for (std::size_t u = 0; u < effects.size(); ++u) {
    if (const auto by = overwriter_of(u, later, seen)) result.fates[u] = {Why::kOverwritten, by};
  }
  const auto standing = specify_deadline(effects, seen, result);
  specify_types(DataTypes{}, seen, effects, result);
  if (!result.key)
    lose_deadlines(effects, seen, result);
  else if (standing)
    result.key->expires_at = *deadline_set_by(*effects[*standing].change);
  return result;
}

}  // namespace faultline::engine
