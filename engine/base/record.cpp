#include "engine/base/record.h"

#include <array>
#include <string>

#include "engine/base/hash.h"

namespace faultline::engine {
namespace {

constexpr std::size_t kSealSize = 8;

std::array<char, kSealSize> seal_of(std::uint64_t place, std::string_view content) {
  const std::uint64_t hash = hash64(content, place);
  std::array<char, kSealSize> bytes{};
  for (std::size_t i = 0; i < kSealSize; ++i) bytes[i] = static_cast<char>(hash >> (8 * i) & 0xff);
  return bytes;
}

}  // namespace

Bytes seal(std::uint64_t place, const Bytes& content) {
  const auto seal = seal_of(place, content.view());
  std::string record;
  record.reserve(kSealSize + content.size());
  record.append(seal.data(), kSealSize).append(content.view());
  return Bytes(record);
}

std::optional<Bytes> unseal(std::uint64_t place, const Bytes& record) {
  if (record.size() < kSealSize) return std::nullopt;
  Bytes content = record.slice(kSealSize, record.size() - kSealSize);
  const auto seal = seal_of(place, content.view());
  if (record.view().substr(0, kSealSize) != std::string_view(seal.data(), kSealSize))
    return std::nullopt;
  return content;
}

}  // namespace faultline::engine
