// How a text that is a number and increments of it add up: strings and fields of hashes. Whole
// numbers stay whole; one fraction among them makes the sum one, which is rounded to the digits
// that Redis keeps in a text after each step, as Redis does. Infinities of both signs give 0.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "engine/datatypes/number.h"

namespace faultline::engine {

struct TextNumber {
  using Value = Bytes;
  using Delta = std::variant<std::int64_t, long double>;
  // What a delta counts for in metadata and a value in memory, with every compiler.
  static constexpr std::size_t kDeltaBytes = 32;
  static std::size_t bytes_of(const Value& text) { return text.size(); }

  class Sum {
   public:
    static std::optional<Sum> of(const Bytes& text) {
      Sum sum;
      if (const auto whole = parse_integer(text.view())) {
        sum.add(*whole);
        return sum;
      }
      const auto real = parse_real(text.view());
      if (!real || *real - *real != 0) return std::nullopt;  // infinity is no number to add to
      sum.add(*real);
      return sum;
    }
    void add(const Delta& delta) {
      if (const auto* whole = std::get_if<std::int64_t>(&delta)) {
        // Wraps like two's complement: every replica gets the same sum in any order.
        whole_ += static_cast<std::uint64_t>(*whole);
        take(real_ + static_cast<long double>(*whole));
      } else {
        fraction_ = true;
        take(real_ + std::get<long double>(delta));
      }
    }
    void join(const Sum& other) {
      whole_ += other.whole_;
      fraction_ |= other.fraction_;
      take(real_ + other.real_);
    }
    [[nodiscard]] Bytes value() const {
      return fraction_ ? format_real(real_) : format_integer(static_cast<std::int64_t>(whole_));
    }

   private:
    void take(long double sum) {
      real_ = sum;
      if (fraction_) real_ = parse_real(format_real(sum).view()).value_or(0);
    }

    std::uint64_t whole_ = 0;
    long double real_ = 0;
    bool fraction_ = false;
  };
};

}  // namespace faultline::engine
