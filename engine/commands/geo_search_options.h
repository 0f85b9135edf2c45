// What follows the key in the commands that search a geo index, in all their forms: GEOSEARCH
// names its centre and shape by options in any order, GEORADIUS by position. Errors come in the
// order in which Redis finds them.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/commands/geo_shape.h"
#include "engine/datatypes/sorted_set/sorted_set.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

enum class GeoSearchForm {
  kRadius,
  kRadiusReadOnly,
  kRadiusByMember,
  kRadiusByMemberReadOnly,
  kSearch,
  kSearchStore,
};

enum class GeoOrder { kNone, kNearestFirst, kFarthestFirst };

struct GeoSearch {
  GeoShape shape;
  double unit = 1;  // metres; what distances are told in
  bool with_distance = false;
  bool with_hash = false;
  bool with_position = false;
  GeoOrder order = GeoOrder::kNone;
  std::int64_t count = 0;  // 0: all
  bool any = false;        // the first that are found
  std::optional<Bytes> destination;
  bool store_distances = false;
};

struct GeoSearchOrError {
  GeoSearch search;
  std::optional<Reply> error;
};

// `index`: the key; null, if it does not exist, and then the place of a member is not known.
[[nodiscard]] GeoSearchOrError parse_geo_search(const Arguments& arguments, GeoSearchForm form,
                                                const sorted_set::Reader* index);

// Where GEORADIUS … STORE or GEORADIUSBYMEMBER … STORE puts what it finds. The last one counts.
[[nodiscard]] std::optional<Bytes> geo_radius_destination(const Arguments& arguments);

}  // namespace faultline::engine
