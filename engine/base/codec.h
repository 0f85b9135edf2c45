// The byte codec. A struct says its wire form in one line,
//   static constexpr auto fields() { return std::tuple{&Pull::member, &Pull::slots}; }
// and encode() / decode() do the rest: integers as varints (signed ones zigzag), text with its
// length, containers with their count, variants with their index, numbers with a fraction as their
// bits. Decoding arbitrary bytes never crashes and never allocates more than the input's size
// suggests: it answers nothing. A struct that keeps what follows from its fields makes that anew in
// decoded(). A container of our own has write(Writer&) and read(Reader&) instead.
//
// Opaque<T> is what the harness gave to be carried onward (operation and snapshot ids). It has a
// fixed width and its bytes are counted apart, so that ids neither change a message's length nor
// count as wire bytes.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/hash.h"
#include "engine/base/strong.h"
#include "engine/base/time.h"

namespace faultline::engine {

template <class T>
struct Opaque {
  T value{};
  friend auto operator<=>(const Opaque&, const Opaque&) = default;
};

template <class T>
concept HasFields = requires {
  T::fields();
};

class Writer {
 public:
  Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  void raw(std::string_view bytes) {
    if (bytes.empty()) return;
    std::memcpy(reserve(bytes.size()), bytes.data(), bytes.size());
    size_ += bytes.size();
  }
  void unsigned_integer(std::uint64_t value) {
    char* const begin = reserve(kVarintMax);
    char* end = begin;
    for (; value >= 0x80; value >>= 7) *end++ = static_cast<char>(0x80 | (value & 0x7f));
    *end++ = static_cast<char>(value);
    size_ += static_cast<std::size_t>(end - begin);
  }

  template <std::unsigned_integral T>
  void operator()(T value) {
    unsigned_integer(value);
  }
  template <std::signed_integral T>
  void operator()(T value) {
    const auto wide = static_cast<std::int64_t>(value);
    unsigned_integer((static_cast<std::uint64_t>(wide) << 1) ^
                     static_cast<std::uint64_t>(wide >> 63));
  }
  void operator()(bool value) { unsigned_integer(value ? 1 : 0); }
  template <class T>
  requires std::is_enum_v<T>
  void operator()(T value) { unsigned_integer(static_cast<std::uint64_t>(value)); }
  void operator()(double value) { fixed(std::bit_cast<std::uint64_t>(value), 8); }
  void operator()(long double value);
  void operator()(const Bytes& value) { text(value.view()); }
  void operator()(const std::string& value) { text(value); }
  template <class Tag, class Rep>
  void operator()(Strong<Tag, Rep> value) {
    (*this)(value.value());
  }
  template <class Rep, class Period>
  void operator()(std::chrono::duration<Rep, Period> value) {
    (*this)(value.count());
  }
  template <class Clock, class D>
  void operator()(std::chrono::time_point<Clock, D> value) {
    (*this)(value.time_since_epoch());
  }
  template <class T>
  void operator()(const Opaque<T>& value);
  template <class T>
  void operator()(const std::vector<T>& values) {
    unsigned_integer(values.size());
    for (const T& value : values) (*this)(value);
  }
  template <class T, class C>
  void operator()(const std::set<T, C>& values) {
    unsigned_integer(values.size());
    for (const T& value : values) (*this)(value);
  }
  template <class K, class V, class C>
  void operator()(const std::map<K, V, C>& values) {
    unsigned_integer(values.size());
    for (const auto& [key, value] : values) {
      (*this)(key);
      (*this)(value);
    }
  }
  template <class A, class B>
  void operator()(const std::pair<A, B>& value) {
    (*this)(value.first);
    (*this)(value.second);
  }
  template <class T>
  void operator()(const std::optional<T>& value) {
    (*this)(value.has_value());
    if (value) (*this)(*value);
  }
  template <class... T>
  void operator()(const std::variant<T...>& value) {
    unsigned_integer(value.index());
    std::visit([this](const auto& alternative) { (*this)(alternative); }, value);
  }
  template <HasFields T>
  void operator()([[maybe_unused]] const T& value) {
    std::apply([&](auto... member) { ((*this)(value.*member), ...); }, T::fields());
  }
  template <class T>
  requires requires(const T& value, Writer& writer) { value.write(writer); }
  void operator()(const T& value) { value.write(*this); }

  [[nodiscard]] Bytes bytes() const { return Bytes(view()); }
  [[nodiscard]] std::string_view view() const {
    return {large_.empty() ? small_.data() : large_.data(), size_};
  }
  // How many of the bytes are opaque ids and no wire bytes.
  [[nodiscard]] std::uint32_t uncounted() const { return uncounted_; }

 private:
  void text(std::string_view value) {
    unsigned_integer(value.size());
    raw(value);
  }
  void fixed(std::uint64_t value, int bytes) {
    char* to = reserve(sizeof(value));
    for (int i = 0; i < bytes; ++i) *to++ = static_cast<char>((value >> (8 * i)) & 0xff);
    size_ += static_cast<std::size_t>(bytes);
  }
  // Room for so many bytes behind what is there.
  char* reserve(std::size_t bytes) {
    const std::size_t wanted = size_ + bytes;
    if (large_.empty() && wanted <= small_.size()) return small_.data() + size_;
    if (wanted > large_.size()) grow(wanted);
    return large_.data() + size_;
  }
  void grow(std::size_t wanted);

  // Most messages fit, and what is only hashed: these are written without an allocation.
  static constexpr std::size_t kUsualSize = 240;
  static constexpr std::size_t kVarintMax = 10;

  std::array<char, kUsualSize> small_;
  std::string large_;  // empty as long as the small one does
  std::size_t size_ = 0;
  std::uint32_t uncounted_ = 0;
};

class Reader {
 public:
  explicit Reader(Bytes bytes) : bytes_(std::move(bytes)), left_(bytes_.view()) {}
  Reader(const Reader&) = delete;  // what is left may lie inside
  Reader& operator=(const Reader&) = delete;
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return left_.empty(); }
  std::uint64_t unsigned_integer();

  template <std::unsigned_integral T>
  void operator()(T& value) {
    const std::uint64_t wide = unsigned_integer();
    if (wide > std::numeric_limits<T>::max()) ok_ = false;
    value = static_cast<T>(wide);
  }
  template <std::signed_integral T>
  void operator()(T& value) {
    const std::uint64_t zigzag = unsigned_integer();
    const auto wide =
        static_cast<std::int64_t>(zigzag >> 1) ^ -static_cast<std::int64_t>(zigzag & 1);
    value = static_cast<T>(wide);
    if (value != wide) ok_ = false;
  }
  void operator()(bool& value) {
    const std::uint64_t wide = unsigned_integer();
    if (wide > 1) ok_ = false;
    value = wide == 1;
  }
  template <class T>
  requires std::is_enum_v<T>
  void operator()(T& value) { value = static_cast<T>(unsigned_integer()); }
  void operator()(double& value) { value = std::bit_cast<double>(fixed(8)); }
  void operator()(long double& value);
  void operator()(Bytes& value);
  void operator()(std::string& value);
  template <class Tag, class Rep>
  void operator()(Strong<Tag, Rep>& value) {
    Rep inner{};
    (*this)(inner);
    value = Strong<Tag, Rep>(inner);
  }
  template <class Rep, class Period>
  void operator()(std::chrono::duration<Rep, Period>& value) {
    Rep count{};
    (*this)(count);
    value = std::chrono::duration<Rep, Period>(count);
  }
  template <class Clock, class D>
  void operator()(std::chrono::time_point<Clock, D>& value) {
    D since{};
    (*this)(since);
    value = std::chrono::time_point<Clock, D>(since);
  }
  template <class T>
  void operator()(Opaque<T>& value);
  template <class T>
  void operator()(std::vector<T>& values) {
    if (++depth_ > kDepthMax) ok_ = false;
    for (std::uint64_t left = count(); left > 0 && ok_; --left) {
      T value{};
      (*this)(value);
      values.push_back(std::move(value));
    }
    --depth_;
  }
  template <class T, class C>
  void operator()(std::set<T, C>& values) {
    for (std::uint64_t left = count(); left > 0 && ok_; --left) {
      T value{};
      (*this)(value);
      values.insert(std::move(value));
    }
  }
  template <class K, class V, class C>
  void operator()(std::map<K, V, C>& values) {
    for (std::uint64_t left = count(); left > 0 && ok_; --left) {
      std::pair<K, V> value{};
      (*this)(value.first);
      (*this)(value.second);
      values.insert_or_assign(std::move(value.first), std::move(value.second));
    }
  }
  template <class A, class B>
  void operator()(std::pair<A, B>& value) {
    (*this)(value.first);
    (*this)(value.second);
  }
  template <class T>
  void operator()(std::optional<T>& value) {
    bool present = false;
    (*this)(present);
    if (present && ok_) (*this)(value.emplace());
  }
  template <class... T>
  void operator()(std::variant<T...>& value) {
    const std::uint64_t index = unsigned_integer();
    if (index >= sizeof...(T)) ok_ = false;
    if (ok_) alternative<0>(index, value);
  }
  template <HasFields T>
  void operator()([[maybe_unused]] T& value) {
    std::apply([&](auto... member) { ((*this)(value.*member), ...); }, T::fields());
    if constexpr (requires { value.decoded(); }) value.decoded();
  }
  template <class T>
  requires requires(T& value, Reader& reader) { value.read(reader); }
  void operator()(T& value) { value.read(*this); }
  // A container's count; each element takes at least one byte, so a larger one is malformed.
  std::uint64_t count();

 private:
  std::string_view take(std::uint64_t size);
  std::uint64_t fixed(std::uint64_t bytes);
  template <std::size_t kIndex, class... T>
  void alternative(std::uint64_t index, std::variant<T...>& value) {
    if constexpr (kIndex < sizeof...(T)) {
      if (index == kIndex)
        (*this)(value.template emplace<kIndex>());
      else
        alternative<kIndex + 1>(index, value);
    }
  }
  // Only a vector may hold its own kind (a reply of replies); deeper ones are malformed, so that no
  // input exhausts the stack.
  static constexpr int kDepthMax = 64;

  Bytes bytes_;
  std::string_view left_;
  bool ok_ = true;
  int depth_ = 0;
};

template <class T>
void Writer::operator()(const Opaque<T>& value) {
  fixed(value.value.value(), 8);
  uncounted_ += 8;
}

template <class T>
void Reader::operator()(Opaque<T>& value) {
  value.value = T(fixed(8));
}

// One encoded message: what travels, and how much of it is no wire bytes.
struct Encoded {
  Bytes bytes;
  std::uint32_t uncounted = 0;
};

template <class T>
[[nodiscard]] Encoded encode(const T& value) {
  Writer writer;
  writer(value);
  return {writer.bytes(), writer.uncounted()};
}

// Of what the parts look like encoded one after the other.
template <class... Parts>
[[nodiscard]] Hash128 hash_of(const Parts&... parts) {
  Writer writer;
  (writer(parts), ...);
  return hash128(writer.view());
}

template <class T>
[[nodiscard]] std::optional<T> decode(const Bytes& bytes) {
  Reader reader(bytes);
  T value{};
  reader(value);
  if (!reader.ok() || !reader.at_end()) return std::nullopt;
  return value;
}

}  // namespace faultline::engine
