#include "engine/dynomite/hash.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "engine/dynomite/hash_functions.h"

namespace faultline::engine::dynomite {

std::optional<HashFunction> find_hash_function(std::string_view name) {
  const auto found = std::find(kHashNames.begin(), kHashNames.end(), name);
  if (found == kHashNames.end()) return std::nullopt;
  return static_cast<HashFunction>(found - kHashNames.begin());
}

std::uint32_t key_hash(HashFunction function, std::string_view key) {
  using enum HashFunction;
  switch (function) {
    case kOneAtATime:
      return hashes::one_at_a_time(key);
    case kMd5:
      return hashes::md5(key);
    case kCrc16:
      return hashes::crc16(key);
    case kCrc32:
      return hashes::crc32(key);
    case kCrc32a:
      return hashes::crc32a(key);
    case kFnv1_64:
      return hashes::fnv1_64(key);
    case kFnv1a_64:
      return hashes::fnv1a_64(key);
    case kFnv1_32:
      return hashes::fnv1_32(key);
    case kFnv1a_32:
      return hashes::fnv1a_32(key);
    case kHsieh:
      return hashes::hsieh(key);
    case kMurmur:
      return hashes::murmur(key);
    case kJenkins:
      return hashes::jenkins(key);
    // The real one sizes its token to four words, which sets the sign to 0, and never sets it again
    // (the call that would fill the words is commented out). Signs are compared first, then no more
    // where both are 0: such a hash equals the token 0 and is below every other one, whatever its
    // words. All keys lie on the lowest token.
    case kMurmur3:
      return 0;
  }
  FL_ASSERT(false, "every hash function is handled");
  return 0;
}

}  // namespace faultline::engine::dynomite
