// libFuzzer's entry: whatever the bytes, decoding what replicas exchange never crashes, and what
// was decoded is written as it would be read again. The first byte chooses what the rest is taken
// for.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "engine/datatypes/deadlines.h"
#include "engine/datatypes/plain_keyspace.h"
#include "engine/ports/reply.h"

namespace faultline::engine {
namespace {

void demand(bool kept, const char* promise) {
  if (kept) return;
  std::fprintf(stderr, "broken promise of the codec: %s\n", promise);
  std::abort();
}

template <class T>
std::optional<T> read_and_write(const Bytes& bytes) {
  auto value = decode<T>(bytes);
  if (!value) return std::nullopt;
  const Bytes written = encode(*value).bytes;
  const auto again = decode<T>(written);
  demand(again.has_value(), "what is written can be read");
  demand(encode(*again).bytes == written, "what is read is written alike");
  return value;
}

// What a replica does with a state that it got.
void use(const ReplicatedValue& got) {
  std::visit(
      [](auto value) {
        const auto copy = value;
        const VersionVector nothing;
        value.merge(copy, nothing, nothing);
        value.forget(nothing);
        static_cast<void>(value.digest());
        static_cast<void>(value.metadata_bytes());
        if (value.visible()) static_cast<void>(value.plain());
      },
      got);
}

void take(const Bytes& bytes) {
  constexpr int kKinds = 6;
  const int kind = static_cast<unsigned char>(bytes.view().front()) % kKinds;
  const Bytes rest = bytes.slice(1, bytes.size() - 1);
  if (kind == 0) static_cast<void>(read_and_write<Change>(rest));
  if (kind == 1) static_cast<void>(read_and_write<PlainKey>(rest));
  if (kind == 2) static_cast<void>(read_and_write<Reply>(rest));
  if (kind == 3) static_cast<void>(read_and_write<Deadlines>(rest));
  if (kind < 4) return;
  if (const auto value = read_and_write<ReplicatedValue>(rest)) use(*value);
}

}  // namespace
}  // namespace faultline::engine

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0)
    faultline::engine::take(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
