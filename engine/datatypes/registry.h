// The data types, once. To add one: its folder, its include, its name in the list. A type that does
// not say what is specified does not compile.
//
// The order matters in one place: a key that concurrent writes gave two types shows the earlier
// type (basis: chosen; the documents are silent and only ask that all replicas agree).
#pragma once

#include "engine/datatypes/hash/hash.h"
#include "engine/datatypes/set/set.h"
#include "engine/datatypes/sorted_set/sorted_set.h"
#include "engine/datatypes/string/string.h"

namespace faultline::engine {

using DataTypes = TypeList<StringType, SetType, HashType, SortedSetType>;

}  // namespace faultline::engine
