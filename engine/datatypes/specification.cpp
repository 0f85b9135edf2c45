#include "engine/datatypes/specification.h"

#include <algorithm>

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
  if (!result.value) {
    result.value = std::move(*value);
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

}  // namespace

Specified specify(std::span<const SpecifiedEffect> effects, const SeenRelation& seen) {
  Specified result;
  result.fates.resize(effects.size());
  const std::vector<std::size_t> later = overwriters(effects);
  for (std::size_t u = 0; u < effects.size(); ++u) {
    if (const auto by = overwriter_of(u, later, seen)) result.fates[u] = {Why::kOverwritten, by};
  }
  specify_types(DataTypes{}, seen, effects, result);
  return result;
}

}  // namespace faultline::engine
